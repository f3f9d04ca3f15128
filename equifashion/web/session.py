"""What belongs to one visitor: the work on the server, and what her browser keeps through a refresh.

``Visit`` lives in ``gr.State``. Three small values live in the browser: the form (kept by the page itself),
the references (sketch, pose, fabric) and the work (recipes of the sheet, of finished looks, of what was made out of
ideas and of what is to be mixed, and her own directions). What comes back from a browser is untrusted and is
checked like any other input.
"""

import base64
import binascii
import io
import json
from dataclasses import dataclass, field, replace

from PIL import Image

from equifashion.design.brief import LOOKS, DesignBrief
from equifashion.design.edits import Recolor, Sample, Upscale
from equifashion.design.idea import Idea
from equifashion.design.recipe import Recipe
from equifashion.design.result import Design
from equifashion.errors import InvalidInput
from equifashion.imaging.io import open_image
from equifashion.imaging.pose import Pose
from equifashion.web.strings import sentence

FORM_FIELDS = (
    "prompt",
    "look",
    "drawing",
    "sketch_weight",
    "pose_weight",
    "fabric_weight",
    "count",
    "seed",
    "steps",
    "freedom",
)
MAX_PARENTS = 4  # of a mix on the page
MAX_DERIVED = 24  # on the page
MAX_OWN = 6  # directions of one's own on the page
_LOOKS_KEPT = 6  # in the browser: each recipe may hold a sketch and a swatch, and a browser keeps about 5 MB
_DERIVED_KEPT = 12
_CHARACTERS_KEPT = 700_000  # of each list
_DRAWING_PREFIX = "data:image/png;base64,"
_MAX_DRAWING = 2_000_000  # characters
_RANGES = {
    "sketch_weight": (0.0, 2.0),
    "pose_weight": (0.0, 2.0),
    "fabric_weight": (0.0, 2.0),
    "count": (1, 16),
    "seed": (0, 2**31 - 1),
    "steps": (2, 30),
    "freedom": (0.0, 1.0),
}


@dataclass(frozen=True)
class Look:
    """A draft and, once it is finished, its design."""

    draft: Idea
    design: Design | None = None

    @property
    def image(self) -> Image.Image:
        return self.draft.image if self.design is None else self.design.image

    @property
    def recipe(self) -> Recipe:
        return self.draft.recipe if self.design is None else self.design.recipe

    @property
    def id(self) -> str:
        return self.draft.id if self.design is None else self.design.id


@dataclass
class Visit:
    """One visitor's work; changed in place by the handlers.

    Attributes:
        sketch, pose, fabric: uploaded references, already checked and normalised.
        ideas: the contact sheet.
        shown: the look in the fitting.
        looks: finished looks, newest first.
        results: what a tool showed last, parents included.
        derived: what was made out of other ideas, newest first.
        parents: what is to be mixed, in the order of their letters.
        photo_file, photo: a photograph's content, and the idea found for it.
        own: name of her own direction → its JSON text.
        files: id of a look → its picture, as the page serves it.
        stopping: Stop was pressed; read between steps.
    """

    sketch: Image.Image | None = None
    pose: Pose | None = None
    fabric: Image.Image | None = None
    ideas: list[Idea] = field(default_factory=list)
    shown: Look | None = None
    looks: list[Look] = field(default_factory=list)
    results: list[Look] = field(default_factory=list)
    derived: list[Look] = field(default_factory=list)
    parents: list[Idea] = field(default_factory=list)
    photo_file: bytes | None = None
    photo: Idea | None = None
    own: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    stopping: bool = False

    def find(self, identity: str) -> Look | None:
        """What a gallery shows under this id: finished if it was finished, else as it was made."""
        for idea in (*self.ideas, *self.parents):
            if idea.id == identity:
                return self.look_of(idea)
        shown = next((look for look in (*self.looks, *self.results, *self.derived) if look.id == identity), None)
        return shown if shown is None or shown.design else self.look_of(shown.draft)

    def take_results(self, results: list[Look], made: list[Look]) -> None:
        """Show results; what of them was newly made joins what was derived before, the newest first."""
        self.results = results
        fresh = {look.id for look in made}
        self.derived = [*made, *(look for look in self.derived if look.id not in fresh)][:MAX_DERIVED]

    def look_of(self, idea: Idea) -> Look:
        """The newest finished look of an idea, or the bare draft."""
        return next((look for look in self.looks if look.draft.id == idea.id), Look(idea))

    def position(self, idea: Idea) -> int | None:
        """Where an idea lies on the sheet, from 0; None when it is not on it."""
        return next((i for i, other in enumerate(self.ideas) if other.id == idea.id), None)

    def use_references(self, brief: DesignBrief) -> None:
        """Take over a brief's sketch, pose and fabric."""
        self.sketch, self.pose, self.fabric = brief.sketch, brief.pose, brief.fabric


@dataclass(frozen=True)
class KeptWork:
    """What is needed to draw a visitor's work again: recipes only.

    Attributes:
        ideas: one recipe an idea on the sheet.
        shown: recipe of the draft in the fitting.
        looks: recipes of finished looks, newest first.
        derived: recipes of drafts made out of others, newest first.
        parents: recipes of what is to be mixed.
        own: her own directions, as text.
    """

    ideas: tuple[Recipe, ...] = ()
    shown: Recipe | None = None
    looks: tuple[Recipe, ...] = ()
    derived: tuple[Recipe, ...] = ()
    parents: tuple[Recipe, ...] = ()
    own: tuple[str, ...] = ()


def draft_recipe(recipe: Recipe) -> Recipe:
    """The recipe of the draft that a finished recipe began with."""
    origin = recipe.edit
    if isinstance(origin, Upscale):
        return draft_recipe(origin.parent)
    if isinstance(origin, Recolor) and not recipe.is_draft:  # a finished design's other colours
        return replace(draft_recipe(origin.parent), edit=replace(origin, parent=draft_recipe(origin.parent)))
    return replace(recipe, steps=None, freedom=None, guidance=None)


def keep_work(visit: Visit) -> dict | None:
    """The visitor's work as a small JSON value for the browser.

    The recipes of a sheet that was sampled differ in their index only, so one is kept, with the indices.
    """
    if not (visit.ideas or visit.derived or visit.parents):
        return None
    sheet = visit.ideas[0].recipe if visit.ideas else None
    sampled = sheet is not None and isinstance(sheet.edit, Sample)
    return {
        "sheet": sheet.to_json() if sheet else None,
        "indices": [idea.recipe.index for idea in visit.ideas] if sampled else [],
        "shown": visit.shown.draft.recipe.to_json() if visit.shown else None,
        "looks": _within([look.recipe.to_json() for look in visit.looks[:_LOOKS_KEPT]]),
        "derived": _within([look.draft.recipe.to_json() for look in visit.derived[:_DERIVED_KEPT]]),
        "parents": _within([idea.recipe.to_json() for idea in visit.parents]),
        "own": _within(list(visit.own.values())),
    }


def _within(texts: list[str]) -> list[str]:
    """The first texts that fit into a list's share of the browser."""
    room, kept = _CHARACTERS_KEPT, []
    for text in texts:
        room -= len(text)
        if room < 0:
            break
        kept.append(text)
    return kept


def read_kept_work(kept: object) -> KeptWork:
    """Check what a browser kept.

    Raises:
        InvalidInput: it is not what ``keep_work`` made.
    """
    if kept is None:
        return KeptWork()
    try:
        sheet = Recipe.from_json(kept["sheet"]) if kept["sheet"] else None
        indices = [int(index) for index in kept["indices"]][: _RANGES["count"][1]]
        looks = tuple(Recipe.from_json(text) for text in kept["looks"][:_LOOKS_KEPT])
        derived = tuple(Recipe.from_json(text) for text in kept.get("derived", ())[:_DERIVED_KEPT])
        parents = tuple(Recipe.from_json(text) for text in kept.get("parents", ())[:MAX_PARENTS])
        own = tuple(str(text) for text in kept.get("own", ())[:MAX_OWN])
        shown = Recipe.from_json(kept["shown"]) if kept["shown"] else None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidInput(f"expected a kept sheet, got something else ({error}).") from error
    ideas = tuple(sheet.with_index(index) for index in indices)
    if sheet is not None and not indices:
        ideas = (sheet,)
    return KeptWork(ideas, shown, looks, derived, parents, own)


def keep_references(visit: Visit) -> dict | None:
    """Sketch, pose and fabric as a small JSON value for the browser."""
    kept = {
        "sketch": _encode(visit.sketch) if visit.sketch else None,
        "pose": visit.pose.to_json() if visit.pose else None,
        "fabric": _encode(visit.fabric) if visit.fabric else None,
    }
    return kept if any(kept.values()) else None


def read_kept_references(kept: object) -> DesignBrief:
    """A brief that holds the references a browser kept (its prompt means nothing).

    Raises:
        InvalidInput: they are not what ``keep_references`` made.
    """
    kept = kept if isinstance(kept, dict) else {}
    return DesignBrief(
        prompt="references",
        sketch=_decode(kept["sketch"], "sketch") if kept.get("sketch") else None,
        pose=Pose.from_json(kept["pose"]) if isinstance(kept.get("pose"), str) else None,  # never a path
        fabric=_decode(kept["fabric"], "fabric") if kept.get("fabric") else None,
    )


def read_kept_form(kept: object) -> dict[str, object]:
    """The form fields a browser kept; fields that are missing or out of range are left out."""
    if not isinstance(kept, dict):
        return {}
    form = {}
    if isinstance(kept.get("prompt"), str):
        form["prompt"] = kept["prompt"][:500]
    if kept.get("look") in LOOKS:
        form["look"] = kept["look"]
    drawing = kept.get("drawing")
    if isinstance(drawing, str) and drawing.startswith(_DRAWING_PREFIX) and len(drawing) < _MAX_DRAWING:
        form["drawing"] = drawing
    for name, (low, high) in _RANGES.items():
        value = kept.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high:
            form[name] = value
    return form


def form_of(recipe: Recipe) -> dict[str, object]:
    """Form values that ask for this recipe again."""
    return read_kept_form({name: getattr(recipe, name, None) for name in FORM_FIELDS})


def read_drawing(value: object) -> Image.Image | None:
    """The picture drawn on the pad, or None while nothing is drawn.

    Args:
        value: PNG data address from the browser, or empty.

    Raises:
        InvalidInput: it is something else.
    """
    if not value:
        return None
    if not isinstance(value, str) or not value.startswith(_DRAWING_PREFIX) or len(value) >= _MAX_DRAWING:
        raise InvalidInput("The drawing cannot be read. Please clear the pad and draw again.")
    return _decode(value.removeprefix(_DRAWING_PREFIX), "drawing")


def read_brush(value: object, language: str) -> Image.Image | None:
    """The mask brushed on a pad, white on black, or None while nothing is brushed.

    Args:
        value: what the pad reports: JSON text with the picture's and the mask's data addresses.
        language: of the refusal.

    Raises:
        InvalidInput: it is something else.
    """
    if not value:
        return None
    try:
        mask = json.loads(value)["mask"] if isinstance(value, str) and len(value) < 2 * _MAX_DRAWING else None
        if mask == "":
            return None
        if not mask.startswith(_DRAWING_PREFIX):
            raise ValueError("no PNG")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(sentence("brush_unreadable", language)) from error
    return _decode(mask.removeprefix(_DRAWING_PREFIX), "brushed place")


def _encode(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _decode(text: object, what: str) -> Image.Image:
    try:
        return open_image(base64.b64decode(str(text), validate=True), what=what)
    except binascii.Error as error:
        raise InvalidInput(f"The kept {what} cannot be read; please choose it again.") from error
