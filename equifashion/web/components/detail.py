"""The selected design: finishing it, and taking it home."""

import gradio as gr
from gradio.blocks import Block

from equifashion.errors import InvalidInput
from equifashion.web import status
from equifashion.web.components.elements import heading, status_line
from equifashion.web.context import AppContext
from equifashion.web.downloads import PictureFiles
from equifashion.web.form import brush_value
from equifashion.web.i18n import sentence
from equifashion.web.labels import finished_recipe, how_made
from equifashion.web.registry import Components
from equifashion.web.state import GalleryItem, SessionState

_DOWNLOADS = (
    "detail.download_png", "detail.download_recipe", "detail.download_lines", "detail.upscale",
    "detail.download_large",
)  # fmt: skip


def panel(components: Components) -> None:
    add = components.add
    with add("detail", gr.Column, elem_classes="panel", min_width=300):
        heading(components, "detail")
        add(
            "detail.picture", gr.Image, show_label=False, interactive=False, type="pil", format="png",
            buttons=["fullscreen"],
        )  # fmt: skip
        add("detail.hint", gr.Markdown, elem_classes="hint")
        add("detail.caption", gr.HTML, "")
        add("detail.compare", gr.Radio, value="finished", show_label=False, visible=False, elem_classes="segments")
        status_line(components, "detail.status")
        with add("detail.settings", gr.Row):
            add("detail.steps", gr.Slider, 2, 30, 8, step=1, min_width=120)
            add("detail.freedom", gr.Slider, 0, 1, 0.6, step=0.05, min_width=120)
        add("detail.finish_hint", gr.Markdown, elem_classes="hint")
        with add("detail.buttons", gr.Row):
            add("detail.finish", gr.Button, variant="primary", interactive=False)
            add("detail.stop", gr.Button, variant="stop", visible=False, elem_classes="stop")
        add("detail.add_to_mix", gr.Button, size="sm", interactive=False)
        _downloads(components)


def _downloads(components: Components) -> None:
    add = components.add
    with add("detail.downloads", gr.Row):
        add("detail.download_png", gr.DownloadButton, interactive=False, size="sm", min_width=120)
        add("detail.download_recipe", gr.DownloadButton, interactive=False, size="sm", min_width=120)
        add("detail.download_lines", gr.DownloadButton, visible=False, size="sm", min_width=120)
        add("detail.upscale", gr.Button, interactive=False, size="sm", min_width=120)  # gives way to the next
        add("detail.download_large", gr.DownloadButton, visible=False, size="sm", min_width=120)


def outputs(components: Components) -> list[Block]:
    """What ``updates`` updates."""
    shown = components.select(
        "detail.picture", "detail.hint", "detail.caption", "detail.compare", "detail.finish", "detail.add_to_mix",
        *_DOWNLOADS,
    )  # fmt: skip
    return [*shown, *source_outputs(components)]


def updates(context: AppContext, session: SessionState, language: str) -> dict:
    """The selected design with its downloads, here and as what the tools work on."""
    item, components = session.selected, context.components
    if item is None:
        return source_updates(components, session, language)
    files = context.downloads.write(item.image, item.recipe, item.id)
    return {
        components["detail.picture"]: gr.update(value=str(files.png), alt_text=_alt_text(item, language)),
        components["detail.hint"]: gr.update(visible=False),
        components["detail.caption"]: status.caption(_caption(item, language)),
        components["detail.compare"]: gr.update(value="finished", visible=item.design is not None),
        components["detail.finish"]: gr.update(interactive=True),
        components["detail.add_to_mix"]: gr.update(interactive=True),
        **_download_updates(context, item, files),
        **source_updates(components, session, language),
    }


def _download_updates(context: AppContext, item: GalleryItem, files: PictureFiles) -> dict:
    lines = _lines_file(context, item)
    upscalable = item.design is not None or item.recipe.edit.kind == "inpaint"
    png, recipe, vector, upscale, large = context.components.select(*_DOWNLOADS)
    return {
        png: gr.update(value=str(files.png), interactive=True),
        recipe: gr.update(value=str(files.recipe), interactive=True),
        vector: gr.update(value=lines, visible=lines is not None),
        upscale: gr.update(visible=True, interactive=upscalable),
        large: gr.update(value=None, visible=False),
    }


def _lines_file(context: AppContext, item: GalleryItem) -> str | None:
    """The drawing's lines as a file; None where it follows no lines of the studio's own."""
    try:
        drawing = context.loader.wait().to_svg(item.work)
    except InvalidInput:
        return None
    return str(context.downloads.write_lines(drawing, item.recipe, item.id))


def source_outputs(components: Components) -> list[Block]:
    """What ``source_updates`` updates."""
    return [*components.ending(".source"), *components.ending(".source_brush")]


def source_updates(components: Components, session: SessionState, language: str) -> dict:
    """What the tools work on: the selected design."""
    item = session.selected
    if item is None:
        card, picture = status.caption(sentence("pick_source", language)), ""
    else:
        words = sentence("source", language, how=how_made(item.draft.recipe, language))
        card, picture = status.card(item.image, words), brush_value(item.image)
    cards = dict.fromkeys(components.ending(".source"), card)
    return cards | dict.fromkeys(components.ending(".source_brush"), picture)


def _alt_text(item: GalleryItem, language: str) -> str:
    recipe = item.recipe
    if item.design is not None:
        return sentence("finished_alt", language, prompt=recipe.prompt)
    if recipe.edit.kind == "sample":
        return sentence("idea_alt", language, number=recipe.index + 1, prompt=recipe.prompt)
    return sentence("edited_alt", language, how=how_made(recipe, language), prompt=recipe.prompt)


def _caption(item: GalleryItem, language: str) -> str:
    recipe, draft = item.recipe, item.draft.recipe
    values = {
        "how": how_made(draft, language), "number": recipe.index + 1, "seed": recipe.seed, "prompt": recipe.prompt
    }  # fmt: skip
    key = "caption_draft" if draft.edit.kind == "sample" else "caption_edited"
    if item.design is not None:
        finished = finished_recipe(recipe)
        values |= {"steps": finished.steps, "freedom": f"{finished.freedom:g}"}
        key = "caption_finished" if draft.edit.kind == "sample" else "caption_edited_finished"
    return sentence(key, language, **values)
