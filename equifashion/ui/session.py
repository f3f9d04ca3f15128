"""What belongs to one visitor: the work on the server, and what her browser keeps through a refresh.

``Visit`` lives in ``gr.State``. Three small values live in the browser: the form (kept by the page itself),
the references (sketch, pose, fabric) and the work (recipes of the sheet and of finished looks). What comes
back from a browser is untrusted and is checked like any other input.
"""

import base64
import binascii
import io
from dataclasses import dataclass, field, replace

from PIL import Image

from equifashion.design.brief import DesignBrief
from equifashion.design.idea import Idea
from equifashion.design.recipe import Recipe
from equifashion.design.result import Design
from equifashion.errors import InvalidInput
from equifashion.imaging.opening import open_image
from equifashion.imaging.pose import Pose

FORM_FIELDS = (
    "prompt",
    "drawing",
    "sketch_weight",
    "pose_weight",
    "fabric_weight",
    "count",
    "seed",
    "steps",
    "freedom",
)
_LOOKS_KEPT = 6  # in the browser: each recipe may hold a sketch and a swatch, and a browser keeps about 5 MB
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


@dataclass
class Visit:
    """One visitor's work; changed in place by the handlers.

    Attributes:
        sketch, pose, fabric: uploaded references, already checked and normalised.
        ideas: the contact sheet.
        shown: the look in the fitting.
        looks: finished looks, newest first.
        stopping: Stop was pressed; read between steps.
    """

    sketch: Image.Image | None = None
    pose: Pose | None = None
    fabric: Image.Image | None = None
    ideas: list[Idea] = field(default_factory=list)
    shown: Look | None = None
    looks: list[Look] = field(default_factory=list)
    stopping: bool = False

    def idea(self, identity: str) -> Idea | None:
        """The idea on the sheet with this id."""
        return next((idea for idea in self.ideas if idea.id == identity), None)

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
    """

    ideas: tuple[Recipe, ...] = ()
    shown: Recipe | None = None
    looks: tuple[Recipe, ...] = ()


def draft_recipe(recipe: Recipe) -> Recipe:
    """The recipe of the draft that a finished recipe began with."""
    return replace(recipe, steps=None, freedom=None, guidance=None)


def keep_work(visit: Visit) -> dict | None:
    """The visitor's work as a small JSON value for the browser.

    A sheet's recipes differ in their index only, so one is kept, with the indices.
    """
    if not visit.ideas:
        return None
    return {
        "sheet": visit.ideas[0].recipe.to_json(),
        "indices": [idea.recipe.index for idea in visit.ideas],
        "shown": visit.shown.draft.recipe.to_json() if visit.shown else None,
        "looks": [look.recipe.to_json() for look in visit.looks[:_LOOKS_KEPT]],
    }


def read_kept_work(kept: object) -> KeptWork:
    """Check what a browser kept.

    Raises:
        InvalidInput: it is not what ``keep_work`` made.
    """
    if kept is None:
        return KeptWork()
    try:
        sheet = Recipe.from_json(kept["sheet"])
        indices = [int(index) for index in kept["indices"]][: _RANGES["count"][1]]
        looks = tuple(Recipe.from_json(text) for text in kept["looks"][:_LOOKS_KEPT])
        shown = Recipe.from_json(kept["shown"]) if kept["shown"] else None
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(f"expected a kept sheet, got something else ({error}).") from error
    ideas = tuple(sheet.at_index(index) for index in indices)
    return KeptWork(ideas, shown, looks)


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


def _encode(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _decode(text: object, what: str) -> Image.Image:
    try:
        return open_image(base64.b64decode(str(text), validate=True), what=what)
    except binascii.Error as error:
        raise InvalidInput(f"The kept {what} cannot be read; please choose it again.") from error
