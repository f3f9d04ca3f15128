"""Turns a visitor's work into updates of the page's components."""

import base64
import io
import json
from collections.abc import Sequence
from pathlib import Path

import gradio as gr
from PIL import Image

from equifashion.design.brief import LOOKS
from equifashion.design.edits import Inpaint, Sample
from equifashion.design.recipe import Recipe
from equifashion.design.stored import encode_picture
from equifashion.imaging.skeleton import draw_skeleton
from equifashion.studio.cutting import to_svg
from equifashion.web import status
from equifashion.web.downloads import MadeFolder
from equifashion.web.labels import finish_of, how_made
from equifashion.web.panels import BriefPanel, FittingPanel, Page, Reference, ResultsPanel, SheetPanel
from equifashion.web.session import Look, Visit
from equifashion.web.strings import LABELS, label, sentence


def reference_view(reference: Reference, preview: object | None, language: str) -> dict:
    """A drop area while there is nothing, a preview once there is; the fold says which."""
    return area_view(reference, preview) | fold_view(reference, preview is not None, language)


def area_view(reference: Reference, preview: object | None) -> dict:
    """``reference_view`` of one that lies in no fold."""
    filled = preview is not None
    return {
        reference.drop: gr.update(value=None, visible=not filled),
        reference.preview: gr.update(value=preview, visible=filled),
        reference.remove: gr.update(visible=filled),
        reference.note: "",
    }


def fold_view(reference: Reference, used: bool, language: str) -> dict:
    """The fold's title says when the reference is in use, so that it shows while folded."""
    return {reference.fold: gr.update(label=LABELS[language][f"{reference.name}_used" if used else reference.name])}


def reference_parts(reference: Reference) -> list[gr.blocks.Block]:
    """What ``reference_view`` updates."""
    return [reference.fold, reference.drop, reference.preview, reference.remove, reference.note]


def references_view(page: Page, visit: Visit, language: str) -> dict:
    """All three references; the drawing pad makes room for an uploaded sketch."""
    return {
        page.brief.pad: gr.update(visible=visit.sketch is None),
        **reference_view(page.brief.sketch, visit.sketch, language),
        **reference_view(page.brief.pose, draw_skeleton(visit.pose) if visit.pose else None, language),
        **reference_view(page.brief.fabric, visit.fabric, language),
    }


def form_view(page: Page, form: dict[str, object]) -> dict:
    """Form fields by name."""
    fields = form_fields(page)
    return {fields[name]: value for name, value in form.items()}


def form_fields(page: Page) -> dict[str, gr.components.Component]:
    """The components that the browser keeps, by the names of ``session.FORM_FIELDS``."""
    brief, fitting = page.brief, page.fitting
    return {
        "prompt": brief.prompt,
        "look": brief.look,
        "drawing": brief.pad,
        "sketch_weight": brief.sketch_weight,
        "pose_weight": brief.pose_weight,
        "fabric_weight": brief.fabric_weight,
        "count": brief.count,
        "seed": brief.seed,
        "steps": fitting.steps,
        "freedom": fitting.freedom,
    }


def look_view(panel: BriefPanel, visit: Visit, look: str | None, draws_figures: bool, language: str) -> dict:
    """The choice of look, closed where the studio draws no figures, and what has to be said about it."""
    if not draws_figures:
        note = status.plain(sentence("look_unlearned", language))
        return {panel.look: gr.update(interactive=False, value=LOOKS[0]), panel.look_note: note}
    told = {"drawing": "look_drawn", "flat": "", "figure": ""}.get(look or "auto", "look_left")
    if look in ("flat", "drawing") and visit.pose is not None:
        told = "look_without_pose"
    note = status.plain(sentence(told, language)) if told else ""
    return {panel.look: gr.update(interactive=True), panel.look_note: note}


def sheet_view(panel: SheetPanel, visit: Visit, made: MadeFolder, language: str) -> dict:
    """The contact sheet; each picture is a file that carries its recipe."""
    if not visit.ideas:
        return {panel.empty: gr.update(visible=True), panel.gallery: gr.update(value=None, visible=False)}
    recipe = visit.ideas[0].recipe
    pictures = [
        (str(made.write_picture(idea.image, idea.recipe, idea.id)), f"{number:02d}")
        for number, idea in enumerate(visit.ideas, 1)
    ]
    selected = visit.position(visit.shown.draft) if visit.shown else None
    return {
        panel.caption: _sheet_caption(recipe, language),
        panel.more: gr.update(visible=True),
        panel.empty: gr.update(visible=False),
        panel.gallery: gr.update(value=pictures, visible=True, selected_index=selected),
    }


def looks_view(panel: SheetPanel, visit: Visit, made: MadeFolder) -> dict:
    """The row of finished looks, newest first."""
    pictures = [
        (str(made.write_picture(look.image, look.recipe, look.design.id)), look.recipe.prompt)
        for look in visit.looks
    ]
    return {
        panel.looks_block: gr.update(visible=bool(pictures)),
        panel.looks: gr.update(value=pictures, selected_index=None),
    }


def results_parts(panel: ResultsPanel) -> list[gr.blocks.Block]:
    """What ``results_view`` and ``derived_view`` update."""
    return [panel.block, panel.note, panel.gallery, panel.derived_block, panel.derived]


def results_view(
    panel: ResultsPanel, visit: Visit, made: MadeFolder, captions: Sequence[str], columns: int
) -> dict:
    """What a tool made, each with its caption, and the row of all that was derived."""
    pictures = [
        (picture_of(look, visit, made), caption) for look, caption in zip(visit.results, captions, strict=True)
    ]
    return {
        panel.block: gr.update(visible=bool(pictures)),
        panel.gallery: gr.update(value=pictures, columns=columns, selected_index=None),
        **derived_view(panel, visit, made),
    }


def derived_view(panel: ResultsPanel, visit: Visit, made: MadeFolder) -> dict:
    """The row of what was made out of ideas, newest first."""
    pictures = [(picture_of(look, visit, made), "") for look in visit.derived]
    return {
        panel.derived_block: gr.update(visible=bool(pictures)),
        panel.derived: gr.update(value=pictures, selected_index=None),
    }


def picture_of(look: Look, visit: Visit, made: MadeFolder) -> str:
    """A look's picture as a file with its recipe, written once."""
    path = visit.files.get(look.id)
    if path is None or not Path(path).is_file():
        path = visit.files[look.id] = str(made.write_picture(look.image, look.recipe, look.id))
    return path


def source_parts(page: Page) -> list[gr.blocks.Block]:
    """What ``source_view`` updates."""
    return [*page.tools.sources, *page.tools.brushes]


def source_view(page: Page, visit: Visit, language: str) -> dict:
    """What the tools work on: the look in the fitting."""
    look = visit.shown
    if look is None:
        card = status.caption(sentence("source_none", language))
    else:
        card = status.card(look.image, sentence("source", language, how=how_made(look.draft.recipe, language)))
    value = "" if look is None else brush_value(look.image)
    return {one: card for one in page.tools.sources} | {one: value for one in page.tools.brushes}


def brush_value(picture: Image.Image, mask: Image.Image | None = None) -> str:
    """What a brush pad shows: a picture, and a mask upon it."""
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=85)
    shown = "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
    painted = "" if mask is None else "data:image/png;base64," + encode_picture(mask)
    return json.dumps({"picture": shown, "mask": painted})


def fitting_view(panel: FittingPanel, look: Look, made: MadeFolder, language: str, draws_figures: bool) -> dict:
    """One look in the fitting, with its downloads."""
    finished = look.design is not None
    identity = look.design.id if finished else look.draft.id
    files, cut = made.write(look.image, look.recipe, identity), to_svg(look.recipe, draws_figures)
    lines = None if cut is None else str(made.write_lines(cut, look.recipe, identity))
    return {
        panel.picture: gr.update(value=str(files.png), alt_text=_look_alt(look, language)),
        panel.hint: gr.update(visible=False),
        panel.caption: status.caption(_look_caption(look, language)),
        panel.compare: gr.update(value="finished", visible=finished),
        panel.png: gr.update(value=str(files.png), interactive=True),
        panel.recipe: gr.update(value=str(files.recipe), interactive=True),
        panel.lines: gr.update(value=lines, visible=lines is not None),
        panel.enlarge: gr.update(visible=True, interactive=finished or isinstance(look.recipe.edit, Inpaint)),
        panel.large: gr.update(value=None, visible=False),
        panel.finish: gr.update(interactive=True),
        panel.add: gr.update(interactive=True),
    }


def _look_alt(look: Look, language: str) -> str:
    if look.design is not None:
        return sentence("finished_alt", language, prompt=look.recipe.prompt)
    if isinstance(look.recipe.edit, Sample):
        return sentence("idea_alt", language, number=look.recipe.index + 1, prompt=look.recipe.prompt)
    how = how_made(look.recipe, language)
    return sentence("derived_alt", language, how=how, prompt=look.recipe.prompt)


def _look_caption(look: Look, language: str) -> str:
    recipe, draft = look.recipe, look.draft.recipe
    sampled = isinstance(draft.edit, Sample)
    if look.design is None and sampled:
        return sentence("caption_draft", language, number=recipe.index + 1, seed=recipe.seed)
    if look.design is None:
        return sentence("caption_derived", language, how=how_made(draft, language), prompt=recipe.prompt)
    finished = finish_of(recipe)
    values = {"steps": finished.steps, "freedom": f"{finished.freedom:g}"}
    if sampled:
        return sentence("caption_finished", language, number=recipe.index + 1, seed=recipe.seed, **values)
    return sentence("caption_derived_finished", language, how=how_made(draft, language), **values)


def _sheet_caption(recipe: Recipe, language: str) -> str:
    values = {"prompt": recipe.prompt, "seed": recipe.seed}
    if recipe.look == "auto":
        return status.caption(sentence("sheet_caption", language, **values))
    chosen = label(f"look_{recipe.look}", language).lower()
    return status.caption(sentence("sheet_caption_look", language, look=chosen, **values))
