"""Small parts that several panels are made of."""

import json

import gradio as gr

from equifashion.web.assets import read_asset
from equifashion.web.i18n import in_languages
from equifashion.web.registry import Components

IMAGE_SUFFIXES = [".png", ".jpg", ".jpeg", ".webp"]


def heading(components: Components, panel: str) -> None:
    components.add(f"{panel}.heading", gr.Markdown, elem_classes="heading")


def status_line(components: Components, component_id: str) -> gr.HTML:
    """A line that says how things stand."""
    return components.add(component_id, gr.HTML, "", elem_classes="status-line")


def picture_gallery(
    components: Components,
    component_id: str,
    columns: int,
    *,
    visible: bool = True,
    classes: str | None = "pictures",
) -> gr.Gallery:
    """Pictures to pick from."""
    return components.add(
        component_id, gr.Gallery, show_label=False, columns=columns, height="auto", object_fit="contain",
        allow_preview=False, buttons=[], interactive=False, visible=visible, elem_classes=classes,
    )  # fmt: skip


def drawing_pad(components: Components, component_id: str, kind: str, words: dict[str, tuple[str, str]]) -> gr.HTML:
    """A canvas to draw on by hand.

    Args:
        component_id: of the pad; its value is what ``assets/{kind}_pad.js`` reports.
        kind: ``"sketch"`` or ``"brush"``: of ``assets/{kind}_pad.html``, its first tools, and ``.js``, its script;
            the rest is the same for all pads.
        words: tool → what it is called.
    """
    frame, tools = read_asset("pad.html"), read_asset(f"{kind}_pad.html")
    scripts = read_asset("pad.js"), read_asset(f"{kind}_pad.js")
    return components.add(
        component_id, gr.HTML, "", apply_default_css=False, html_template=frame.replace("<!-- tools -->", tools),
        js_on_load="\n".join((f"const WORDS = {json.dumps(in_languages(words))};", *scripts)),
    )  # fmt: skip
