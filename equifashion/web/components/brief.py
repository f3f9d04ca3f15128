"""The brief: words, look, references, their influence, and Explore."""

import gradio as gr
from gradio.blocks import Block

from equifashion.design.brief import LOOKS
from equifashion.imaging.skeleton import draw_skeleton
from equifashion.web import status
from equifashion.web.components.elements import IMAGE_SUFFIXES, drawing_pad, heading, status_line
from equifashion.web.components.reference import area_outputs, area_updates, fold_update, reference_area
from equifashion.web.form import FORM_FIELDS, MAX_IDEAS
from equifashion.web.i18n import sentence
from equifashion.web.i18n.words import SKETCH_PAD
from equifashion.web.registry import Components
from equifashion.web.state import SessionState

# Buttons that fill the prompt, in words that the shipped weights have learned.
EXAMPLES = ("brief.example.dress", "brief.example.sweater", "brief.example.skirt")
_REFERENCES = ("sketch", "pose", "fabric")
_LOOK_NOTES = {"auto": "look_auto", "drawing": "look_drawing"}


def panel(components: Components) -> None:
    add = components.add
    with add("brief", gr.Column, elem_classes="panel", min_width=300):
        heading(components, "brief")
        add("brief.prompt", gr.Textbox, lines=3, max_lines=6, max_length=500)
        with add("brief.examples", gr.Row):
            for example in EXAMPLES:
                add(example, gr.Button, size="sm", min_width=0)
        add("brief.look", gr.Radio, value=LOOKS[0], show_label=False, elem_classes="segments")
        status_line(components, "brief.look_note")
        _references(components)
        _actions(components)


def _references(components: Components) -> None:
    add = components.add
    with add("brief.sketch", gr.Accordion, open=False, elem_classes="reference"):
        drawing_pad(components, "brief.sketch.pad", "sketch", SKETCH_PAD)
        reference_area(components, "brief.sketch", IMAGE_SUFFIXES)
    with add("brief.pose", gr.Accordion, open=False, elem_classes="reference"):
        reference_area(components, "brief.pose", [".json", *IMAGE_SUFFIXES])
    with add("brief.fabric", gr.Accordion, open=False, elem_classes="reference"):
        reference_area(components, "brief.fabric", IMAGE_SUFFIXES)
    with add("brief.influence", gr.Accordion, open=False, elem_classes="reference"):
        add("brief.influence.hint", gr.Markdown, elem_classes="hint")
        for name in _REFERENCES:
            add(f"brief.{name}_weight", gr.Slider, 0, 2, 1, step=0.05)


def _actions(components: Components) -> None:
    add = components.add
    with add("brief.actions", gr.Column):
        with add("brief.settings", gr.Row):
            add("brief.count", gr.Slider, 1, MAX_IDEAS, 8, step=1, min_width=120)
            with add("brief.seed_row", gr.Row):
                add("brief.seed", gr.Number, 7, precision=0, min_width=80)
                add("brief.dice", gr.Button, min_width=44, scale=0)
        add("brief.explore", gr.Button, variant="primary")
        status_line(components, "brief.status")


def form_outputs(components: Components) -> list[Block]:
    """The components that the browser keeps, in the order of ``FORM_FIELDS``."""
    return components.select(*FORM_FIELDS.values())


def form_updates(components: Components, form: dict[str, object]) -> dict:
    """Form fields by name."""
    return {components[FORM_FIELDS[name]]: value for name, value in form.items()}


def reference_outputs(components: Components, name: str) -> list[Block]:
    """What ``reference_updates`` updates."""
    return [*components.select(f"brief.{name}", "brief.sketch.pad"), *area_outputs(components, f"brief.{name}")]


def reference_updates(components: Components, name: str, session: SessionState, language: str) -> dict:
    """One of the references: a preview of what is in use; the drawing pad makes room for an uploaded sketch."""
    reference = getattr(session, name)
    preview = draw_skeleton(reference) if name == "pose" and reference is not None else reference
    return {
        **area_updates(components, f"brief.{name}", preview),
        **fold_update(components, name, preview is not None, language),
        components["brief.sketch.pad"]: gr.update(visible=session.sketch is None),
    }


def references_outputs(components: Components) -> list[Block]:
    """What ``references_updates`` updates."""
    outputs = [output for name in _REFERENCES for output in reference_outputs(components, name)]
    return list(dict.fromkeys(outputs))


def references_updates(components: Components, session: SessionState, language: str) -> dict:
    updates = {}
    for name in _REFERENCES:
        updates |= reference_updates(components, name, session, language)
    return updates


def look_updates(
    components: Components, session: SessionState, look: str | None, draws_figures: bool, language: str
) -> dict:
    """The choice of look, closed where the studio draws no figures, and what has to be said about it."""
    choice, note = components["brief.look"], components["brief.look_note"]
    if not draws_figures:
        words = status.plain(sentence("figures_unlearned", language))
        return {choice: gr.update(interactive=False, value=LOOKS[0]), note: words}
    key = _LOOK_NOTES.get(look or "auto")
    if look in ("flat", "drawing") and session.pose is not None:
        key = "flat_takes_no_pose"
    return {choice: gr.update(interactive=True), note: status.plain(sentence(key, language)) if key else ""}
