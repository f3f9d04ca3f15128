"""What a visitor's browser keeps through a refresh: small JSON values, checked when they come back.

The page itself keeps the form (``form``). Here are the references (sketch, pose, fabric) and the work: recipes of
the contact sheet, of finished designs, of the history and of what is to be mixed, and her own directions.
"""

from dataclasses import dataclass, replace

from equifashion.design.brief import DesignBrief
from equifashion.design.recipe import Recipe
from equifashion.errors import InvalidInput
from equifashion.imaging.pose import Pose
from equifashion.web.data_urls import open_base64, png_base64
from equifashion.web.form import MAX_IDEAS
from equifashion.web.state import MAX_OWN_DIRECTIONS, MAX_PARENTS, SessionState

# Each recipe may hold a sketch and a swatch, and a browser keeps about 5 MB.
_MAX_FINISHED = 6
_MAX_HISTORY = 12
_MAX_LIST_CHARACTERS = 700_000


@dataclass(frozen=True)
class PersistedSession:
    """What is needed to draw a visitor's work again: recipes only.

    Attributes:
        ideas: one recipe for each idea on the contact sheet.
        selected: recipe of the draft in the detail panel.
        finished: recipes of finished designs, newest first.
        history: recipes of drafts made out of others, newest first.
        parents: recipes of what is to be mixed.
        own_directions: her own directions, as text.
    """

    ideas: tuple[Recipe, ...] = ()
    selected: Recipe | None = None
    finished: tuple[Recipe, ...] = ()
    history: tuple[Recipe, ...] = ()
    parents: tuple[Recipe, ...] = ()
    own_directions: tuple[str, ...] = ()


def draft_recipe(recipe: Recipe) -> Recipe:
    """The recipe of the draft that a finished recipe began with; other colours stay on it."""
    if recipe.edit.kind == "upscale":
        return draft_recipe(recipe.edit.parent)
    if recipe.edit.kind == "recolor" and not recipe.is_draft:  # a finished design's other colours
        draft = draft_recipe(recipe.edit.parent)
        return replace(draft, edit=replace(recipe.edit, parent=draft))
    return replace(recipe, steps=None, freedom=None, guidance=None)


def work_to_browser(session: SessionState) -> dict | None:
    """The visitor's work as a small JSON value.

    The recipes of a sampled sheet differ in their index only, so one is kept, with the indices.
    """
    if not (session.ideas or session.history or session.parents):
        return None
    sheet = session.ideas[0].recipe if session.ideas else None
    sampled = sheet is not None and sheet.edit.kind == "sample"
    return {
        "sheet": sheet.to_json() if sheet else None,
        "indices": [idea.recipe.index for idea in session.ideas] if sampled else [],
        "shown": session.selected.draft.recipe.to_json() if session.selected else None,
        "looks": _that_fit([item.recipe.to_json() for item in session.finished[:_MAX_FINISHED]]),
        "derived": _that_fit([item.draft.recipe.to_json() for item in session.history[:_MAX_HISTORY]]),
        "parents": _that_fit([idea.recipe.to_json() for idea in session.parents]),
        "own": _that_fit(list(session.own_directions.values())),
    }


def _that_fit(texts: list[str]) -> list[str]:
    """The first texts that fit into a list's share of the browser."""
    room, kept = _MAX_LIST_CHARACTERS, []
    for text in texts:
        room -= len(text)
        if room < 0:
            break
        kept.append(text)
    return kept


def work_from_browser(kept: object) -> PersistedSession:
    """Check what a browser kept.

    Raises:
        InvalidInput: it is not what ``work_to_browser`` made.
    """
    if kept is None:
        return PersistedSession()
    try:
        sheet = Recipe.from_json(kept["sheet"]) if kept["sheet"] else None
        indices = [int(index) for index in kept["indices"]][:MAX_IDEAS]
        return PersistedSession(
            ideas=_sheet_recipes(sheet, indices),
            selected=Recipe.from_json(kept["shown"]) if kept["shown"] else None,
            finished=_recipes(kept["looks"], _MAX_FINISHED),
            history=_recipes(kept.get("derived", ()), _MAX_HISTORY),
            parents=_recipes(kept.get("parents", ()), MAX_PARENTS),
            own_directions=tuple(str(text) for text in kept.get("own", ())[:MAX_OWN_DIRECTIONS]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidInput(f"expected a kept sheet, got something else ({error}).") from error


def _recipes(texts: list[str], most: int) -> tuple[Recipe, ...]:
    return tuple(Recipe.from_json(text) for text in texts[:most])


def _sheet_recipes(sheet: Recipe | None, indices: list[int]) -> tuple[Recipe, ...]:
    if sheet is None or not indices:
        return () if sheet is None else (sheet,)
    return tuple(sheet.with_index(index) for index in indices)


def references_to_browser(session: SessionState) -> dict | None:
    """Sketch, pose and fabric as a small JSON value."""
    kept = {
        "sketch": png_base64(session.sketch) if session.sketch else None,
        "pose": session.pose.to_json() if session.pose else None,
        "fabric": png_base64(session.fabric) if session.fabric else None,
    }
    return kept if any(kept.values()) else None


def references_from_browser(kept: object) -> DesignBrief:
    """A brief that holds the references a browser kept (its prompt means nothing).

    Raises:
        InvalidInput: they are not what ``references_to_browser`` made.
    """
    kept = kept if isinstance(kept, dict) else {}
    return DesignBrief(
        prompt="references",
        sketch=open_base64(kept["sketch"], "sketch") if kept.get("sketch") else None,
        pose=Pose.from_json(kept["pose"]) if isinstance(kept.get("pose"), str) else None,  # never a path
        fabric=open_base64(kept["fabric"], "fabric") if kept.get("fabric") else None,
    )
