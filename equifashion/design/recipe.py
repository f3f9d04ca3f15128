"""The recipe: everything needed to make the same pixels again, as plain JSON that travels in the PNG.

The JSON holds every recipe of the ancestry once, parents before children, and every picture once; it names both by
their places. So it grows with the number of ancestors, however often they were mixed.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Annotated, Any, cast

from pydantic import Field, PlainSerializer, PlainValidator, TypeAdapter, ValidationError

from equifashion.design.brief import MAX_WEIGHT, DesignBrief, check_look
from equifashion.design.checks import (
    MAX_SEED,
    Must,
    Number,
    Sha256,
    Text,
    Whole,
    as_invalid_input,
    checked,
    quoted,
    shown,
)
from equifashion.design.edits import Edit, Invert, Sample, read_edit, write_edit
from equifashion.design.legacy import convert_version_1, convert_version_2
from equifashion.design.stored import Picture, Reading, Writing, encode_picture, stored_picture
from equifashion.errors import InvalidInput
from equifashion.imaging.pose import Keypoint, Pose

__all__ = ["MAX_ANCESTRY", "MAX_SEED", "Recipe"]

VERSION = "3"  # rises when older recipes would be read otherwise
MAX_ANCESTRY = 200  # recipes in one ancestry
MAX_STEPS = 1000

_MAX_CHARACTERS = 4_000_000  # a recipe with its two small pictures stays below 400 thousand
_OLDER: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {"1": convert_version_1, "2": convert_version_2}
_SHARED_FIELDS = ("preset", "weights")  # which every recipe of an ancestry has in common

_Coordinate = Annotated[float, Number(0, 1)]
_JOINTS: TypeAdapter[tuple[Keypoint, ...]] = TypeAdapter(tuple[tuple[_Coordinate, _Coordinate, _Coordinate], ...])


def _read_pose(value: object) -> Pose:
    return value if isinstance(value, Pose) else Pose(_JOINTS.validate_python(value))


def _check_look(value: object) -> object:
    check_look(value)
    return value


_Words = Annotated[str, Text()]
_Weight = Annotated[float, Number(0, MAX_WEIGHT)]
_Weights = Annotated[dict[_Words, Sha256], Must("file names with their SHA-256")]


@checked
class Recipe:
    """How an idea or design was made.

    Attributes:
        prompt: the words.
        sketch: the brief's sketch as base64 PNG, or None.
        pose: the brief's pose, or None.
        fabric: the brief's fabric as base64 PNG, or None.
        sketch_weight, pose_weight, fabric_weight: 0–2.
        edit: how the picture came about; made out of other ideas, it holds their recipes.
        steps: refinement steps, 1–1000; None for a draft.
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

    prompt: _Words
    sketch: Picture | None
    pose: Annotated[Pose, PlainValidator(_read_pose), PlainSerializer(lambda pose: pose.keypoints)] | None
    fabric: Picture | None
    sketch_weight: _Weight
    pose_weight: _Weight
    fabric_weight: _Weight
    edit: Annotated[Edit, PlainValidator(read_edit), PlainSerializer(write_edit)]
    steps: Annotated[int, Whole(1, MAX_STEPS)] | None
    freedom: Annotated[float, Number(0, 1)] | None
    guidance: Annotated[float, Number(0)] | None
    preset: _Words
    weights: _Weights
    device: _Words
    look: Annotated[str, PlainValidator(_check_look)] = "auto"

    def __post_init__(self) -> None:
        if (self.steps is None) != (self.freedom is None) or (self.steps is None and self.guidance is not None):
            raise InvalidInput(
                "The recipe's steps must be given together with freedom, or both be null with guidance (a draft); "
                f"got {self.steps}, {self.freedom} and {self.guidance}."
            )
        if self.edit.parents:
            self._check_parents()

    def _check_parents(self) -> None:
        for place, parent in enumerate(self.edit.parents):
            if not isinstance(parent, Recipe):
                raise InvalidInput(f"The recipe's parents must be recipes; got {quoted(parent)}.")
            if parent.preset != self.preset or parent.weights != self.weights:
                raise InvalidInput(
                    "The recipe's parents must be made with the same weights as the idea itself; "
                    f"got one of {quoted(parent.preset)} with others."
                )
            if parent.edit.is_last:
                raise InvalidInput(
                    "Enlarging comes last: please work on the picture as it was before, and enlarge what comes out."
                )
            if not parent.is_draft and not (self.edit.works_on_picture and place == 0):
                raise InvalidInput(
                    "The recipe's parents must be drafts, since only a draft has styles to work on; "
                    "got a finished design."
                )
        if not self.edit.makes_draft and self.steps is not None:
            raise InvalidInput(f"The recipe's steps must be null where no draft is finished; got {self.steps}.")
        if self.edit.by_finisher and self.edit.parents[0].is_draft:
            raise InvalidInput("The recipe's parents must be a finished design, to draw a region of; got a draft.")
        if self.edit.by_finisher and self.steps is None:
            raise InvalidInput("The recipe's steps must be given for a region that the finisher draws; got null.")
        count = len(self.ancestry())
        if count > MAX_ANCESTRY:
            raise InvalidInput(f"The recipe's ancestry must be of at most {MAX_ANCESTRY} recipes; got {count}.")

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
    def of_edit(cls, brief: DesignBrief, edit: Edit, preset: str, weights: dict[str, str], device: str) -> "Recipe":
        """Recipe of a draft. Arguments as the attributes of the same names."""
        return cls(
            prompt=brief.prompt,
            sketch=None if brief.sketch is None else encode_picture(brief.sketch.convert("L")),
            pose=brief.pose,
            fabric=None if brief.fabric is None else encode_picture(brief.fabric),
            sketch_weight=brief.sketch_weight,
            pose_weight=brief.pose_weight,
            fabric_weight=brief.fabric_weight,
            edit=edit,
            steps=None,
            freedom=None,
            guidance=None,
            preset=preset,
            weights=dict(weights),
            device=device,
            look=brief.look,
        )

    def derive(self, edit: Edit, device: str) -> "Recipe":
        """Recipe of what an edit makes under this one's brief."""
        return replace(self, edit=edit, steps=None, freedom=None, guidance=None, device=device)

    def with_index(self, index: int) -> "Recipe":
        """The recipe of another place on the same contact sheet.

        Raises:
            InvalidInput: this idea was not sampled.
        """
        if not isinstance(self.edit, Sample):
            raise InvalidInput(
                f"The recipe's edit must be a sample to have others beside it on a sheet; got {self.edit.kind!r}."
            )
        return replace(self, edit=replace(self.edit, index=index))

    def with_finish(self, steps: int, freedom: float, guidance: float | None) -> "Recipe":
        """The recipe of this idea's finished design. Arguments as the attributes of the same names."""
        return replace(self, steps=steps, freedom=freedom, guidance=guidance)

    def draft(self) -> "Recipe":
        """The recipe of the draft whose styles lie beneath the picture, without what was done to a finished one."""
        if not self.edit.makes_draft or self.edit.by_finisher:
            return self.edit.parents[0].draft()
        return replace(self, steps=None, freedom=None, guidance=None)

    def brief(self) -> DesignBrief:
        """The brief it was made from, pixel for pixel.

        Raises:
            InvalidInput: a stored picture is damaged.
        """
        return DesignBrief(
            prompt=self.prompt,
            sketch=None if self.sketch is None else stored_picture("sketch", self.sketch),
            pose=self.pose,
            fabric=None if self.fabric is None else stored_picture("fabric", self.fabric),
            sketch_weight=self.sketch_weight,
            pose_weight=self.pose_weight,
            fabric_weight=self.fabric_weight,
            look=self.look,
        )

    @cached_property
    def is_draft(self) -> bool:
        """Whether it makes an idea rather than a finished design."""
        return self.steps is None and self.edit.makes_draft

    @property
    def shows_finished(self) -> bool:
        """Whether its picture is a finished one, or was worked on since."""
        recipe = self
        while recipe.is_draft and recipe.edit.works_on_picture:
            recipe = recipe.edit.parents[0]
        return not recipe.is_draft

    @property
    def from_picture(self) -> bool:
        """Whether the first line of the ancestry began with a picture that styles were found for."""
        return self.root.from_picture

    @property
    def seed(self) -> int:
        """Seed of the idea that the first line of the ancestry began with; it decides the refiner's noise."""
        return self.root.seed

    @property
    def index(self) -> int:
        """Place of that idea on its contact sheet; 0 for a picture."""
        return self.root.index if isinstance(self.root, Sample) else 0

    @property
    def truncation(self) -> float:
        """Truncation of that idea; 1 for a picture."""
        return self.root.truncation if isinstance(self.root, Sample) else 1.0

    @cached_property
    def root(self) -> Sample | Invert:
        """What the first line of the ancestry began with: a place on a contact sheet, or a picture."""
        edit = self.edit
        while edit.parents:
            edit = edit.parents[0].edit
        return cast(Sample | Invert, edit)

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
        """64 hexadecimal characters, of its fields with the parents' own."""
        return hashlib.sha256(_canonical(_ADAPTER.dump_python(self)).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Equal content; by hash, since two ancestries may share their recipes many times over."""
        return self.sha256 == other.sha256 if isinstance(other, Recipe) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.sha256)

    def to_json(self) -> str:
        """Canonical JSON: keys sorted, no spaces, ASCII. Equal recipes give equal text."""
        pictures: dict[str, int] = {}
        recipes = self.ancestry()
        places = {recipe.sha256: place for place, recipe in enumerate(recipes)}
        context = Writing(
            picture_place=lambda picture: pictures.setdefault(picture, len(pictures)),
            parent_place=lambda parent: places[parent.sha256],
        )
        ancestry = [_ADAPTER.dump_python(recipe, context=context, exclude={*_SHARED_FIELDS}) for recipe in recipes]
        content = {"version": VERSION, "ancestry": ancestry, "pictures": list(pictures)}
        return _canonical(content | {name: getattr(self, name) for name in _SHARED_FIELDS})

    @classmethod
    def from_json(cls, text: str | bytes) -> "Recipe":
        """Read what `to_json` wrote, today or in an earlier version.

        Raises:
            InvalidInput: not JSON, unknown or missing keys, or values that do not fit.
        """
        if not isinstance(text, str | bytes):
            raise InvalidInput(f"The recipe must be JSON text; got {type(text).__name__}.")
        if len(text) > _MAX_CHARACTERS:
            raise InvalidInput(f"The recipe has {len(text)} characters; at most {_MAX_CHARACTERS} are read.")
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InvalidInput(f"The recipe is not JSON ({shown(error)}). Please choose another file.") from error
        if not isinstance(content, dict):
            raise InvalidInput(f"The recipe must be a JSON object; got a {type(content).__name__}.")
        version = content.pop("version", VERSION)
        if not isinstance(version, str) or version not in (VERSION, *_OLDER):
            raise InvalidInput(
                f"The recipe is of version {quoted(version)}; this studio reads the versions "
                f"{', '.join([*_OLDER, VERSION])}. Please use the studio that made it."
            )
        if version in _OLDER:
            content = _OLDER[version](content)
        try:
            return _read(_FILE.validate_python(content))
        except ValidationError as error:
            raise as_invalid_input(error) from None


@checked
class _File:
    """The JSON of a recipe without its version.

    Attributes:
        ancestry: recipes without preset and weights, parents before children, the recipe itself last.
        pictures: base64 PNGs that they name by their places.
        preset, weights: of all of them.
    """

    ancestry: Annotated[
        list[Annotated[dict[str, Any], Must("a list of objects")]], Field(min_length=1, max_length=MAX_ANCESTRY)
    ]
    pictures: Annotated[list[Annotated[str, Text()]], Must("a list of base64 PNGs")]
    preset: _Words
    weights: _Weights


_ADAPTER = TypeAdapter(Recipe)
_FILE = TypeAdapter(_File)


def _read(file: _File) -> Recipe:
    recipes: list[Recipe] = []
    context = Reading(file.pictures, recipes)
    for entry in file.ancestry:
        if twice := sorted(entry.keys() & _SHARED_FIELDS):
            raise InvalidInput(f"The recipe's {twice[0]} must stand once for all of its ancestry; got it twice.")
        shared = {name: getattr(file, name) for name in _SHARED_FIELDS}
        recipes.append(_ADAPTER.validate_python(entry | shared, context=context))
    count = len(recipes[-1].ancestry())
    if count != len(recipes):
        raise InvalidInput(f"The recipe's ancestry must be without strangers; got {len(recipes) - count}.")
    return recipes[-1]


def _canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
