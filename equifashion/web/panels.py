"""The page's parts; each function builds one and returns its components by name."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from equifashion.design.brief import LOOKS
from equifashion.resources import assets_folder
from equifashion.web.strings import EXAMPLES, PAD_WORDS, label

if TYPE_CHECKING:
    from equifashion.web.tabs.tools import Tools

ASSETS = assets_folder()
IMAGE_SUFFIXES = [".png", ".jpg", ".jpeg", ".webp"]
MAX_IDEAS = 16


@dataclass(frozen=True)
class Masthead:
    """The top of the page."""

    state: gr.HTML
    open_recipe: gr.UploadButton


@dataclass(frozen=True)
class Reference:
    """One uploaded input: a drop area that gives way to a preview once something is in it.

    ``name`` is its translation key; the fold around it says when it is in use.
    """

    name: str
    fold: gr.Accordion
    drop: gr.File
    preview: gr.Image
    remove: gr.Button
    note: gr.HTML


@dataclass(frozen=True)
class BriefPanel:
    """Words, look, references, their influence, and Explore."""

    prompt: gr.Textbox
    examples: tuple[gr.Button, ...]
    look: gr.Radio
    look_note: gr.HTML
    pad: gr.HTML
    sketch: Reference
    pose: Reference
    fabric: Reference
    sketch_weight: gr.Slider
    pose_weight: gr.Slider
    fabric_weight: gr.Slider
    count: gr.Slider
    seed: gr.Number
    dice: gr.Button
    explore: gr.Button
    status: gr.HTML


@dataclass(frozen=True)
class SheetPanel:
    """The contact sheet and the finished looks below it."""

    caption: gr.HTML
    more: gr.Button
    empty: gr.Column
    gallery: gr.Gallery
    notices: gr.HTML
    looks_block: gr.Column
    looks: gr.Gallery


@dataclass(frozen=True)
class ResultsPanel:
    """What a tool made last, and below it what was made before."""

    block: gr.Column
    note: gr.HTML
    gallery: gr.Gallery
    derived_block: gr.Column
    derived: gr.Gallery


@dataclass(frozen=True)
class FittingPanel:
    """The picked look, finishing it, and taking it home."""

    picture: gr.Image
    hint: gr.Markdown
    caption: gr.HTML
    compare: gr.Radio
    progress: gr.HTML
    steps: gr.Slider
    freedom: gr.Slider
    finish: gr.Button
    stop: gr.Button
    add: gr.Button
    png: gr.DownloadButton
    recipe: gr.DownloadButton
    lines: gr.DownloadButton
    enlarge: gr.Button
    large: gr.DownloadButton

    @property
    def downloads(self) -> tuple[gr.blocks.Block, ...]:
        """What there is to take home."""
        return self.png, self.recipe, self.lines, self.enlarge, self.large


@dataclass(frozen=True)
class Page:
    """All parts of the page; ``tools`` is ``tabs.tools.Tools``."""

    masthead: Masthead
    brief: BriefPanel
    sheet: SheetPanel
    results: ResultsPanel
    fitting: FittingPanel
    tools: "Tools"


def masthead() -> Masthead:
    with gr.Row(elem_id="masthead"):
        gr.HTML('<h1 class="wordmark">EquiFashion <em>Studio</em></h1>', elem_id="wordmark")
        state = gr.HTML("", elem_id="studio-state")
        open_recipe = gr.UploadButton(
            label("open_recipe"),
            file_types=[".json", ".png"],
            size="sm",
            elem_id="open-recipe",
            min_width=150,
        )
    return Masthead(state, open_recipe)


def brief_panel() -> BriefPanel:
    with gr.Column(elem_id="brief", elem_classes="panel", min_width=300):
        heading("brief")
        prompt = gr.Textbox(
            label=label("prompt"),
            placeholder=label("prompt_hint"),
            lines=3,
            max_lines=6,
            max_length=500,
            elem_id="prompt",
        )
        with gr.Row(elem_id="examples"):
            examples = tuple(gr.Button(label(key), size="sm", min_width=0) for key in EXAMPLES)
        look = gr.Radio(
            choices=[(label(f"look_{name}"), name) for name in LOOKS],
            value=LOOKS[0],
            label=label("look"),
            show_label=False,
            elem_id="look",
            elem_classes="segments",
        )
        look_note = gr.HTML("", elem_id="look-note", elem_classes="status-line")
        with gr.Accordion(label("sketch"), open=False, elem_classes="reference", elem_id="sketch") as sketch_fold:
            pad = _sketch_pad()
            sketch = reference_area("sketch", sketch_fold, IMAGE_SUFFIXES)
        with gr.Accordion(label("pose"), open=False, elem_classes="reference", elem_id="pose") as pose_fold:
            pose = reference_area("pose", pose_fold, [".json", *IMAGE_SUFFIXES])
        with gr.Accordion(label("fabric"), open=False, elem_classes="reference", elem_id="fabric") as fabric_fold:
            fabric = reference_area("fabric", fabric_fold, IMAGE_SUFFIXES)
        with gr.Accordion(label("influence"), open=False, elem_classes="reference", elem_id="influence"):
            gr.Markdown(label("influence_note"), elem_classes="hint")
            weights = [
                gr.Slider(0, 2, 1, step=0.05, label=label(name), elem_id=name.replace("_", "-"))
                for name in ("sketch_weight", "pose_weight", "fabric_weight")
            ]
        with gr.Column(elem_id="explore-bar"):
            with gr.Row(elem_id="explore-settings"):
                count = gr.Slider(1, MAX_IDEAS, 8, step=1, label=label("count"), elem_id="count", min_width=120)
                with gr.Row(elem_id="seed-row"):
                    seed = gr.Number(7, precision=0, label=label("seed"), elem_id="seed", min_width=80)
                    dice = gr.Button(label("dice"), elem_id="dice", min_width=44, scale=0)
            explore = gr.Button(label("explore"), variant="primary", elem_id="explore")
            status = gr.HTML("", elem_id="brief-status", elem_classes="status-line")
    return BriefPanel(
        prompt, examples, look, look_note, pad, sketch, pose, fabric, *weights, count, seed, dice, explore, status
    )  # fmt: skip


def sheet_panel() -> SheetPanel:
    with gr.Column(elem_id="sheet", elem_classes="panel", min_width=320):
        with gr.Row(elem_id="sheet-head"):
            heading("sheet")
            more = gr.Button(label("more"), size="sm", visible=False, elem_id="more", min_width=110, scale=0)
        caption = gr.HTML("", elem_id="sheet-caption")
        notices = gr.HTML("", elem_id="notices")
        with gr.Column(elem_id="sheet-empty") as empty:
            gr.Markdown(label("sheet_hint"), elem_classes="hint")
            gr.HTML('<div class="frames" aria-hidden="true">' + '<span class="frame"></span>' * 8 + "</div>")
        gallery = gr.Gallery(
            label=label("ideas"),
            show_label=False,
            columns=4,
            height="auto",
            object_fit="contain",
            allow_preview=False,
            buttons=[],
            interactive=False,
            visible=False,
            elem_id="ideas",
        )
        with gr.Column(visible=False, elem_id="looks-block") as looks_block:
            heading("looks")
            looks = picture_row("looks", columns=6)
    return SheetPanel(caption, more, empty, gallery, notices, looks_block, looks)


def results_panels() -> tuple[gr.Column, gr.HTML, gr.Gallery]:
    """The block of a tool's results, above the sheet."""
    with gr.Column(visible=False, elem_id="results", elem_classes="panel") as block:
        note = gr.HTML("", elem_id="results-note")
        gallery = picture_row("results", columns=4, elem_id="results-gallery")
    return block, note, gallery


def derived_panel() -> tuple[gr.Column, gr.Gallery]:
    """What was made out of ideas before, below the sheet."""
    with gr.Column(visible=False, elem_id="derived-block", elem_classes="panel") as block:
        heading("derived")
        gallery = picture_row("derived", columns=6)
    return block, gallery


def picture_row(key: str, columns: int, elem_id: str = "", visible: bool = True) -> gr.Gallery:
    """Pictures to pick from."""
    return gr.Gallery(
        label=label(key),
        show_label=False,
        columns=columns,
        height="auto",
        object_fit="contain",
        allow_preview=False,
        buttons=[],
        interactive=False,
        visible=visible,
        elem_id=elem_id or key,
        elem_classes="pictures",
    )


def fitting_panel() -> FittingPanel:
    with gr.Column(elem_id="fitting", elem_classes="panel", min_width=300):
        heading("fitting")
        picture = gr.Image(
            label=label("picture"),
            show_label=False,
            interactive=False,
            type="pil",
            format="png",
            buttons=["fullscreen"],
            elem_id="picture",
        )
        hint = gr.Markdown(label("fitting_hint"), elem_classes="hint")
        caption = gr.HTML("", elem_id="picture-caption")
        compare = gr.Radio(
            choices=[(label("draft"), "draft"), (label("finished"), "finished")],
            value="finished",
            label=label("compare"),
            show_label=False,
            visible=False,
            elem_id="compare",
            elem_classes="segments",
        )
        progress = gr.HTML("", elem_id="finish-progress", elem_classes="status-line")
        with gr.Row(elem_id="finish-settings"):
            steps = gr.Slider(
                2,
                30,
                8,
                step=1,
                label=label("steps"),
                elem_id="steps",
                min_width=120,
            )
            freedom = gr.Slider(
                0, 1, 0.6, step=0.05, label=label("freedom"), 
                elem_id="freedom", min_width=120,
            )  # fmt: skip
        gr.Markdown(label("finish_note"), elem_classes="hint")
        with gr.Row(elem_id="finish-buttons"):
            finish = gr.Button(label("finish"), variant="primary", interactive=False, elem_id="finish")
            stop = gr.Button(label("stop"), variant="stop", visible=False, elem_id="stop", elem_classes="stop")
        add = gr.Button(label("add_to_mix"), size="sm", interactive=False, elem_id="add-to-mix")
        with gr.Row(elem_id="downloads"):
            png = gr.DownloadButton(
                label("download_png"), interactive=False, size="sm", elem_id="download-png", min_width=120
            )
            recipe = gr.DownloadButton(
                label("download_recipe"),
                interactive=False,
                size="sm",
                elem_id="download-recipe",
                min_width=120,
            )
            lines = gr.DownloadButton(
                label("download_lines"), visible=False, size="sm", elem_id="download-lines", min_width=120
            )
            enlarge = gr.Button(
                label("enlarge"), interactive=False, size="sm", elem_id="enlarge", min_width=120
            )  # gives way to the download that it makes
            large = gr.DownloadButton(
                label("download_large"), visible=False, size="sm", elem_id="download-large", min_width=120
            )
    return FittingPanel(
        picture, hint, caption, compare, progress, steps, freedom, finish, stop, add, png, recipe, lines, enlarge,
        large,
    )  # fmt: skip


def heading(key: str) -> None:
    gr.Markdown(label(f"{key}_title"), elem_classes="heading", elem_id=f"{key}-heading")


def _sketch_pad() -> gr.HTML:
    """Its value is a PNG data address, or empty while nothing is drawn."""
    return pad("sketch", "sketch-pad", label("sketch_pad"), PAD_WORDS)


def pad(kind: str, name: str, words: str, tool_words: dict[str, dict[str, str]]) -> gr.HTML:
    """A canvas to draw on by hand.

    Args:
        kind: of ``assets/{kind}_pad.html``, its first tools, and ``.js``, its script; all pads share the rest.
        name: element id.
        words: label.
        tool_words: language → tool → what it is called.
    """
    frame, tools, shared, own = (
        (ASSETS / file).read_text(encoding="utf-8")
        for file in ("pad.html", f"{kind}_pad.html", "pad.js", f"{kind}_pad.js")
    )
    return gr.HTML(
        "",
        label=words,
        html_template=frame.replace("<!-- tools -->", tools),
        js_on_load=f"const WORDS = {json.dumps(tool_words)};\n{shared}\n{own}",
        apply_default_css=False,
        elem_id=name,
    )


def reference_area(name: str, fold: gr.Accordion, suffixes: list[str]) -> Reference:
    drop = gr.File(label=label(f"{name}_upload"), file_types=suffixes, height=110, elem_id=f"{name}-drop")
    preview = gr.Image(
        label=label(f"{name}_preview"), interactive=False, visible=False, format="png", buttons=[],
        elem_id=f"{name}-preview", elem_classes="reference-preview",
    )  # fmt: skip
    note = gr.HTML("", elem_id=f"{name}-note", elem_classes="status-line")
    remove = gr.Button(label("remove"), size="sm", visible=False, elem_id=f"{name}-remove")
    return Reference(name, fold, drop, preview, remove, note)
