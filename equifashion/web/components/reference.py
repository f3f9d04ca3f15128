"""An uploaded input: a drop area that gives way to a preview once something is in it."""

import gradio as gr
from gradio.blocks import Block
from PIL import Image

from equifashion.web.components.elements import status_line
from equifashion.web.i18n import label, sentence
from equifashion.web.registry import Components


def reference_area(components: Components, reference_id: str, suffixes: list[str]) -> None:
    """Build ``{reference_id}.drop``, ``.preview``, ``.note`` and ``.remove``."""
    components.add(f"{reference_id}.drop", gr.File, file_types=suffixes, height=110)
    components.add(
        f"{reference_id}.preview", gr.Image, interactive=False, visible=False, format="png", buttons=[],
        elem_classes="reference-preview",
    )  # fmt: skip
    status_line(components, f"{reference_id}.note")
    components.add(f"{reference_id}.remove", gr.Button, size="sm", visible=False)


def area_outputs(components: Components, reference_id: str) -> list[Block]:
    """What ``area_updates`` updates."""
    return components.select(*(f"{reference_id}.{part}" for part in ("drop", "preview", "remove", "note")))


def area_updates(components: Components, reference_id: str, preview: Image.Image | None) -> dict:
    """A drop area while there is nothing, a preview once there is."""
    filled = preview is not None
    return {
        components[f"{reference_id}.drop"]: gr.update(value=None, visible=not filled),
        components[f"{reference_id}.preview"]: gr.update(value=preview, visible=filled),
        components[f"{reference_id}.remove"]: gr.update(visible=filled),
        components[f"{reference_id}.note"]: "",
    }


def fold_update(components: Components, name: str, used: bool, language: str) -> dict:
    """The title of the fold around a reference of the brief says when it is in use."""
    words = sentence(f"{name}_used", language) if used else label(f"brief.{name}", language)
    return {components[f"brief.{name}"]: gr.update(label=words)}
