"""The contact sheet, and the finished designs below it."""

from pathlib import Path

import gradio as gr
from gradio.blocks import Block

from equifashion.design.recipe import Recipe
from equifashion.web import status
from equifashion.web.components.elements import heading, picture_gallery
from equifashion.web.context import AppContext
from equifashion.web.i18n import choice, sentence
from equifashion.web.registry import Components
from equifashion.web.state import GalleryItem, SessionState

_EMPTY_FRAMES = '<div class="frames" aria-hidden="true">' + '<span class="frame"></span>' * 8 + "</div>"


def panel(components: Components) -> None:
    add = components.add
    with add("gallery", gr.Column, elem_classes="panel", min_width=320):
        with add("gallery.head", gr.Row):
            heading(components, "gallery")
            add("gallery.more", gr.Button, size="sm", visible=False, min_width=110, scale=0)
        add("gallery.caption", gr.HTML, "")
        add("gallery.notices", gr.HTML, "")
        with add("gallery.empty", gr.Column):
            add("gallery.hint", gr.Markdown, elem_classes="hint")
            add("gallery.frames", gr.HTML, _EMPTY_FRAMES)
        picture_gallery(components, "gallery.ideas", 4, visible=False, classes=None)
        with add("finished", gr.Column, visible=False):
            heading(components, "finished")
            picture_gallery(components, "finished.gallery", columns=6)


def outputs(components: Components) -> list[Block]:
    """What ``updates`` updates."""
    return components.select("gallery.caption", "gallery.more", "gallery.empty", "gallery.ideas")


def updates(context: AppContext, session: SessionState, language: str) -> dict:
    """The contact sheet; each picture is a file that carries its recipe."""
    caption, more, empty, ideas = outputs(context.components)
    if not session.ideas:
        return {empty: gr.update(visible=True), ideas: gr.update(value=None, visible=False)}
    write = context.downloads.write_picture
    pictures = [
        (str(write(idea.image, idea.recipe, idea.id)), f"{number:02d}")
        for number, idea in enumerate(session.ideas, 1)
    ]
    position = session.sheet_position(session.selected.draft) if session.selected else None
    return {
        caption: _sheet_caption(session.ideas[0].recipe, language),
        more: gr.update(visible=True),
        empty: gr.update(visible=False),
        ideas: gr.update(value=pictures, visible=True, selected_index=position),
    }


def finished_outputs(components: Components) -> list[Block]:
    """What ``finished_updates`` updates."""
    return components.select("finished", "finished.gallery")


def finished_updates(context: AppContext, session: SessionState) -> dict:
    """The row of finished designs, newest first."""
    block, gallery = finished_outputs(context.components)
    write = context.downloads.write_picture
    pictures = [(str(write(item.image, item.recipe, item.id)), item.recipe.prompt) for item in session.finished]
    return {
        block: gr.update(visible=bool(pictures)),
        gallery: gr.update(value=pictures, selected_index=None),
    }


def picture_file(context: AppContext, session: SessionState, item: GalleryItem) -> str:
    """An item's picture as a file with its recipe, written once."""
    path = session.files.get(item.id)
    if path is None or not Path(path).is_file():
        path = str(context.downloads.write_picture(item.image, item.recipe, item.id))
        session.files[item.id] = path
    return path


def _sheet_caption(recipe: Recipe, language: str) -> str:
    values = {"prompt": recipe.prompt, "seed": recipe.seed}
    if recipe.look == "auto":
        return status.caption(sentence("gallery_caption", language, **values))
    look = choice("brief.look", recipe.look, language).lower()
    return status.caption(sentence("gallery_caption_look", language, look=look, **values))
