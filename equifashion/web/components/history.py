"""What a tool made last, above the contact sheet, and all that was made out of ideas, below it."""

from collections.abc import Sequence

import gradio as gr
from gradio.blocks import Block

from equifashion.web import status
from equifashion.web.components.elements import heading, picture_gallery
from equifashion.web.components.gallery import picture_file
from equifashion.web.context import AppContext
from equifashion.web.registry import Components
from equifashion.web.state import SessionState


def results_panel(components: Components) -> None:
    with components.add("results", gr.Column, visible=False, elem_classes="panel"):
        components.add("results.note", gr.HTML, "")
        picture_gallery(components, "results.gallery", columns=4)


def history_panel(components: Components) -> None:
    with components.add("history", gr.Column, visible=False, elem_classes="panel"):
        heading(components, "history")
        picture_gallery(components, "history.gallery", columns=6)


def results_outputs(components: Components) -> list[Block]:
    """What ``results_updates`` and ``history_updates`` update."""
    return components.select("results", "results.note", "results.gallery", "history", "history.gallery")


def results_updates(
    context: AppContext, session: SessionState, captions: Sequence[str], columns: int, words: str
) -> dict:
    """What a tool made, each with its caption, below words on what was done; and the history."""
    block, note, gallery, *_ = results_outputs(context.components)
    pictures = [
        (picture_file(context, session, item), caption)
        for item, caption in zip(session.results, captions, strict=True)
    ]
    return {
        block: gr.update(visible=bool(pictures)),
        note: status.outcome(words),
        gallery: gr.update(value=pictures, columns=columns, selected_index=None),
        **history_updates(context, session),
    }


def history_updates(context: AppContext, session: SessionState) -> dict:
    """The row of what was made out of ideas, newest first."""
    *_, block, gallery = results_outputs(context.components)
    pictures = [(picture_file(context, session, item), "") for item in session.history]
    return {block: gr.update(visible=bool(pictures)), gallery: gr.update(value=pictures, selected_index=None)}
