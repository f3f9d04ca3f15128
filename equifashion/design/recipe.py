"""The recipe: everything needed to make the same pixels again, as plain JSON that travels in the PNG.

A sampled idea's recipe is one flat object, format version 1. An idea made out of others carries their recipes,
format version 2: every recipe of its ancestry once, in an order in which parents come first, and every picture
once. So the JSON grows with the number of ancestors, however often they were mixed.
"""

import hashlib
import json
import math
from dataclasses import dataclass, replace
from functools import cached_property

from PIL import Image

from equifashion.design.brief import DesignBrief, check_look
from equifashion.design.checks import MAX_SEED, SHA256, check, decode_picture, encode_picture, is_whole, number
from equifashion.design.edits import (
    Altered,
    Edit,
    Invert,
    Recolor,
    Redrawn,
    Sample,
    Upscale,
    origin_content,
    read_edit,
)
from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import Pose

__all__ = ["MAX_ANCESTRY", "MAX_SEED", "Recipe"]

SAMPLED_VERSION = "1"  # of a flat recipe
ANCESTRY_VERSION = "2"  # of one that carries others; each rises when old recipes would be read otherwise
MAX_ANCESTRY = 200  # recipes in one ancestry

_MAX_CHARACTERS = 4_000_000  # a recipe with its two small pictures stays below 400 thousand
_MAX_STORED_SIDE = max(CANVAS_SIZE)  # pixels; recipes hold pictures as a brief stores them
_OWN_FIELDS = (
    "prompt", "sketch", "pose", "fabric", "sketch_weight", "pose_weight", "fabric_weight", "steps", "freedom",
    "guidance", "device",
)  # fmt: skip
_LOOK = "look"  # left out while it is "auto": recipes of before looks stay what they were, letter for letter
_SAMPLED_FIELDS = ("seed", "index", "truncation")
_BRIEF_PICTURES = ("sketch", "fabric")


@dataclass(frozen=True, eq=False)  # equality goes by content, see `__eq__`
class Recipe:
    """How an idea or design was made.

    Attributes:
        prompt: the words.
        sketch: the brief's sketch as base64 PNG, or None.
        pose: 18 × [x, y, confidence] as in `Pose`, or None.
        fabric: the brief's fabric as base64 PNG, or None.
        sketch_weight, pose_weight, fabric_weight: 0–2.
        edit: how the draft came about; made out of other ideas, it holds their recipes.
        steps: refinement steps; None for a draft.
        freedom: 0 (keeps the draft's structure) to 1; None for a draft.
        guidance: guidance scale ≥ 0; None for the preset's own, and for a draft.
        preset: name of the preset.
        weights: weights file name → its SHA-256 (64 hexadecimal characters).
        device: device kind, e.g. ``"cpu"``.
        look: of the brief, as ``DesignBrief.look``.

    Raises:
        InvalidInput: a field is of another kind or out of range, or parents are finished designs, were made with
            other weights, or are too many.
    """

    prompt: str
    sketch: str | None
    pose: list[list[float]] | None
    fabric: str | None
    sketch_weight: float
    pose_weight: float
    fabric_weight: float
    edit: Edit
    steps: int | None
    freedom: float | None
    guidance: float | None
    preset: str
    weights: dict[str, str]
    device: str
    look: str = "auto"

    def __post_init__(self) -> None:
        for name in ("prompt", "preset", "device"):
            check(name, getattr(self, name), isinstance(getattr(self, name), str), "text")
        check_look(self.look)
        for name in _BRIEF_PICTURES:
            value = getattr(self, name)
            check(name, value, value is None or isinstance(value, str), "a base64 PNG or null")
        for name, high in (("sketch_weight", 2), ("pose_weight", 2), ("fabric_weight", 2)):
            object.__setattr__(self, name, number(name, getattr(self, name), 0, high))
        for name, high in (("freedom", 1), ("guidance", math.inf)):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, number(name, getattr(self, name), 0, high))
        check("origin", self.edit, isinstance(self.edit, Edit), "an origin")
        check("steps", self.steps, self.steps is None or is_whole(self.steps, 1, 1000), "1 to 1000 or null")
        drafted = self.steps is None
        fits = drafted == (self.freedom is None) and not (drafted and self.guidance is not None)
        check("steps", self.steps, fits, "given together with freedom, or both null with guidance (a draft)")
        check("weights", self.weights, _are_hashes(self.weights), "file names with their SHA-256")
        if self.pose is not None:
            check("pose", self.pose, isinstance(self.pose, list | tuple), "a list of 18 joints or null")
            object.__setattr__(self, "pose", [list(joint) for joint in Pose(tuple(self.pose)).keypoints])
        self._check_parents()

    def _check_parents(self) -> None:
        if not self.edit.parents:
            return
        for place, parent in enumerate(self.edit.parents):
            check("parents", parent, isinstance(parent, Recipe), "recipes")
            same = parent.preset == self.preset and parent.weights == self.weights
            check("parents", parent.preset, same, "made with the same weights as the idea itself")
            if isinstance(parent.edit, Upscale):
                raise InvalidInput(
                    "Enlarging comes last: please work on the picture as it was before, and enlarge what comes out."
                )
            painted = (
                isinstance(self.edit, Recolor | Altered | Redrawn | Upscale) and place == 0
            )  # works on the picture itself
            check(
                "parents",
                "a finished design",
                parent.is_draft or painted,
                "drafts: only a draft has styles to work on",
            )
        if isinstance(self.edit, Recolor) and not self.edit.parent.is_draft:
            check("steps", self.steps, self.steps is None, "null for the new colours of a finished design")
        if isinstance(self.edit, Upscale):
            check("steps", self.steps, self.steps is None, "null for a picture at twice its size")
        if isinstance(self.edit, Redrawn):
            check("parents", "a draft", not self.edit.parent.is_draft, "a finished design, to draw a region of")
            check("steps", self.steps, self.steps is not None, "given for a region drawn anew")
        count = len(self.ancestry())
        check("ancestry", f"{count} recipes", count <= MAX_ANCESTRY, f"of at most {MAX_ANCESTRY} recipes")

    @classmethod
    def for_idea(
        cls,
        brief: DesignBrief,
        seed: int,
        index: int,
        truncation: float,
        preset: str,
        weights: dict[str, str],
        device: str,
    ) -> "Recipe":
        """Recipe of a sampled draft. Arguments as the attributes of the same names, here and in `Sample`."""
        return cls.of_edit(brief, Sample(seed, index, truncation), preset, weights, device)

    @classmethod
    def of_edit(
        cls, brief: DesignBrief, origin: Edit, preset: str, weights: dict[str, str], device: str
    ) -> "Recipe":
        """Recipe of a draft of any origin. Arguments as the attributes of the same names."""
        return cls(
            prompt=brief.prompt,
            sketch=None if brief.sketch is None else encode_picture(brief.sketch.convert("L")),
            pose=None if brief.pose is None else [list(joint) for joint in brief.pose.keypoints],
            fabric=None if brief.fabric is None else encode_picture(brief.fabric),
            sketch_weight=brief.sketch_weight,
            pose_weight=brief.pose_weight,
            fabric_weight=brief.fabric_weight,
            edit=origin,
            steps=None,
            freedom=None,
            guidance=None,
            preset=preset,
            weights=dict(weights),
            device=device,
            look=brief.look,
        )

    def derived(self, origin: Edit, device: str) -> "Recipe":
        """Recipe of a draft that is made out of this one: the same brief, another origin."""
        return replace(self, edit=origin, steps=None, freedom=None, guidance=None, device=device)

    def at_index(self, index: int) -> "Recipe":
        """The recipe of another place on the same contact sheet.

        Raises:
            InvalidInput: this idea was not sampled.
        """
        check("origin", self.edit.kind, isinstance(self.edit, Sample), "sampled: others lie on no sheet")
        return replace(self, edit=replace(self.edit, index=index))

    def finished(self, steps: int, freedom: float, guidance: float | None) -> "Recipe":
        """The recipe of this idea's finished design. Arguments as the attributes of the same names."""
        return replace(self, steps=steps, freedom=freedom, guidance=guidance)

    def brief(self) -> DesignBrief:
        """The brief it was made from, pixel for pixel.

        Raises:
            InvalidInput: a stored picture is damaged.
        """
        sketch, fabric = (
            None if content is None else decode_picture(name, content, _MAX_STORED_SIDE)
            for name, content in (("sketch", self.sketch), ("fabric", self.fabric))
        )
        return DesignBrief(
            prompt=self.prompt,
            sketch=sketch,
            pose=None if self.pose is None else Pose(tuple(tuple(joint) for joint in self.pose)),
            fabric=fabric,
            sketch_weight=self.sketch_weight,
            pose_weight=self.pose_weight,
            fabric_weight=self.fabric_weight,
            look=self.look,
        )

    @property
    def is_draft(self) -> bool:
        """Whether it makes an idea rather than a finished design."""
        if isinstance(self.edit, Upscale):
            return False
        recoloured = isinstance(self.edit, Recolor)
        return self.steps is None and (not recoloured or self.edit.parent.is_draft)

    @property
    def seed(self) -> int:
        """Seed of the idea that the first line of the ancestry began with; it decides the refiner's noise."""
        return self.founder.seed

    @property
    def index(self) -> int:
        """Place of that idea on its contact sheet; 0 for a picture."""
        return 0 if isinstance(self.founder, Invert) else self.founder.index

    @property
    def truncation(self) -> float:
        """Truncation of that idea; 1 for a picture."""
        return 1.0 if isinstance(self.founder, Invert) else self.founder.truncation

    @cached_property
    def founder(self) -> Sample | Invert:
        """What the first line of the ancestry began with: a place on a contact sheet, or a picture."""
        origin = self.edit
        while origin.parents:
            origin = origin.parents[0].edit
        return origin

    def ancestry(self) -> list["Recipe"]:
        """Every recipe this one builds on, once, parents before children; itself last."""
        found: dict[str, Recipe] = {}
        waiting = [(self, False)]
        while waiting:
            recipe, parents_found = waiting.pop()
            if recipe.sha256 in found:
                continue
            if parents_found:
                found[recipe.sha256] = recipe
            else:
                waiting.append((recipe, True))
                waiting += [(parent, False) for parent in reversed(recipe.edit.parents)]
        return list(found.values())

    @cached_property
    def sha256(self) -> str:
        """64 hexadecimal characters: of a sampled idea's JSON, else of its fields with the parents' own."""
        if isinstance(self.edit, Sample):
            return hashlib.sha256(self.to_json().encode()).hexdigest()
        origin = origin_content(self.edit) | {"parents": [parent.sha256 for parent in self.edit.parents]}
        content = self._own() | {"origin": origin, "preset": self.preset, "weights": self.weights}
        return hashlib.sha256(_canonical(content).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Equal content; by hash, since two ancestries may share their recipes many times over."""
        return self.sha256 == other.sha256 if isinstance(other, Recipe) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.sha256)

    def to_json(self) -> str:
        """Canonical JSON: keys sorted, no spaces, ASCII. Equal recipes give equal text."""
        if isinstance(self.edit, Sample):
            sampled = {name: getattr(self.edit, name) for name in _SAMPLED_FIELDS}
            content = self._own() | sampled | {"preset": self.preset, "weights": self.weights}
            return _canonical(content | {"version": SAMPLED_VERSION})
        pictures: dict[str, int] = {}
        recipes = self.ancestry()
        places = {recipe.sha256: place for place, recipe in enumerate(recipes)}
        ancestry = []
        for recipe in recipes:
            own, origin = recipe._own(), origin_content(recipe.edit)
            origin["parents"] = [places[parent.sha256] for parent in recipe.edit.parents]
            for content, names in ((own, _BRIEF_PICTURES), (origin, recipe.edit.pictures)):
                for name in names:
                    if content[name] is not None:
                        content[name] = pictures.setdefault(content[name], len(pictures))
            ancestry.append(own | {"origin": origin})
        content = {"ancestry": ancestry, "pictures": list(pictures), "preset": self.preset, "weights": self.weights}
        return _canonical(content | {"version": ANCESTRY_VERSION})

    @classmethod
    def from_json(cls, text: str | bytes) -> "Recipe":
        """Read what `to_json` wrote, today or before recipes had ancestries.

        Raises:
            InvalidInput: not JSON, unknown or missing keys, or values that do not fit.
        """
        if len(text) > _MAX_CHARACTERS:
            raise InvalidInput(f"The recipe has {len(text)} characters; at most {_MAX_CHARACTERS} are read.")
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InvalidInput(f"The recipe is not JSON ({error}). Please choose another file.") from error
        if not isinstance(content, dict):
            raise InvalidInput(f"The recipe must be a JSON object; a {type(content).__name__} came.")
        version = content.pop("version", None)
        if version == ANCESTRY_VERSION:
            return cls._from_ancestry(content)
        if version not in (None, SAMPLED_VERSION):
            raise InvalidInput(
                f"The recipe is of version {str(version)[:20]!r}; this studio reads versions {SAMPLED_VERSION!r} "
                f"and {ANCESTRY_VERSION!r}. Please use the studio that made it."
            )
        names = {*_OWN_FIELDS, *_SAMPLED_FIELDS, "preset", "weights"}
        _check_names(content, names | (content.keys() & {_LOOK}), absent=("version",) if version is None else ())
        sampled = Sample(*(content.pop(name) for name in _SAMPLED_FIELDS))
        return cls(**content, edit=sampled)

    @classmethod
    def _from_ancestry(cls, content: dict) -> "Recipe":
        _check_names(content, {"ancestry", "pictures", "preset", "weights"})
        ancestry, pictures = content["ancestry"], content["pictures"]
        texts = isinstance(pictures, list) and all(isinstance(picture, str) for picture in pictures)
        check("pictures", pictures, texts, "a list of base64 PNGs")
        counted = isinstance(ancestry, list) and 1 <= len(ancestry) <= MAX_ANCESTRY
        check("ancestry", ancestry, counted, f"a list of 1 to {MAX_ANCESTRY} recipes")
        recipes: list[Recipe] = []
        for entry in ancestry:
            check("ancestry", entry, isinstance(entry, dict), "a list of objects")
            _check_names(entry, {*_OWN_FIELDS, "origin"} | (entry.keys() & {_LOOK}))
            recipes.append(cls._from_entry(dict(entry), recipes, pictures, content))
        last = recipes[-1]
        check("ancestry", f"{len(recipes)} recipes", len(last.ancestry()) == len(recipes), "without strangers")
        return last

    @classmethod
    def _from_entry(cls, entry: dict, earlier: list["Recipe"], pictures: list[str], shared: dict) -> "Recipe":
        """One recipe of an ancestry; pictures and parents are given by their places."""
        origin = entry.pop("origin")
        check("origin", origin, isinstance(origin, dict), "an object")
        places = (origin := dict(origin)).pop("parents", None)
        listed = isinstance(places, list) and all(is_whole(place, 0, len(earlier) - 1) for place in places)
        check("parents", places, listed, "places of earlier recipes")
        for content, names in ((entry, _BRIEF_PICTURES), (origin, ("picture", "mask"))):
            for name in names:
                place = content.get(name)
                if place is not None:
                    check(name, place, is_whole(place, 0, len(pictures) - 1), "the place of a picture, or null")
                    content[name] = pictures[place]
        made = read_edit(origin, tuple(earlier[place] for place in places))
        return cls(**entry, edit=made, preset=shared["preset"], weights=shared["weights"])

    def _own(self) -> dict[str, object]:
        own = {name: getattr(self, name) for name in _OWN_FIELDS}
        return own if self.look == "auto" else own | {_LOOK: self.look}


def stored_picture(name: str, content: str) -> Image.Image:
    """A picture that an origin holds, RGB.

    Raises:
        InvalidInput: it is damaged, or larger than a recipe's pictures are.
    """
    return decode_picture(name, content, _MAX_STORED_SIDE)


def stored_size(size: tuple[int, int]) -> tuple[int, int]:
    """Width × height at which recipes hold a picture of a size: its own, or what of it they have room for."""
    scale = min(1.0, _MAX_STORED_SIDE / max(size))
    return tuple(max(1, round(side * scale)) for side in size)


def _canonical(content: dict) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _check_names(content: dict, names: set[str], absent: tuple[str, ...] = ()) -> None:
    unknown, missing = sorted(content.keys() - names), sorted({*(names - content.keys()), *absent})
    if unknown or missing:
        wrong = [f"unknown: {', '.join(unknown)[:200]}"] if unknown else []
        wrong += [f"missing: {', '.join(missing)}"] if missing else []
        raise InvalidInput(f"The recipe's fields do not fit ({'; '.join(wrong)}). Is it one of this studio's?")


def _are_hashes(weights: object) -> bool:
    return isinstance(weights, dict) and all(
        isinstance(name, str) and isinstance(digest, str) and SHA256.fullmatch(digest)
        for name, digest in weights.items()
    )
