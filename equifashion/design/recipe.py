"""The recipe: everything needed to make the same pixels again, as plain JSON that travels in the PNG."""

import base64
import binascii
import hashlib
import io
import json
import math
import re
from dataclasses import asdict, dataclass, fields, replace
from numbers import Real

from PIL import Image

from equifashion.design.brief import DesignBrief
from equifashion.errors import InvalidInput
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.opening import open_image
from equifashion.imaging.pose import Pose

RECIPE_VERSION = "1"  # rises when a field is added or its meaning changes
MAX_SEED = 2**31 - 1

_MAX_CHARACTERS = 4_000_000  # a recipe with its two small pictures stays below 400 thousand
_MAX_STORED_SIDE = max(CANVAS_SIZE)  # recipes hold pictures as a brief stores them
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Recipe:
    """How an idea or design was made.

    Attributes:
        prompt: the words.
        sketch: the brief's sketch as base64 PNG, or None.
        pose: 18 × [x, y, confidence] as in `Pose`, or None.
        fabric: the brief's fabric as base64 PNG, or None.
        sketch_weight, pose_weight, fabric_weight: 0–2.
        seed: seed of the contact sheet, 0–2³¹−1.
        index: place on the contact sheet, from 0.
        truncation: how far from the average ideas may lie, ≥ 0.
        steps: refinement steps; None for a draft.
        freedom: 0 (keeps the draft's structure) to 1; None for a draft.
        guidance: guidance scale ≥ 0; None for the preset's own, and for a draft.
        preset: name of the preset.
        weights: weights file name → its SHA-256 (64 hexadecimal characters).
        device: device kind, e.g. ``"cpu"``.
        version: version of the recipe format, `RECIPE_VERSION`.

    Raises:
        InvalidInput: a field is of another kind or out of range.
    """

    prompt: str
    sketch: str | None
    pose: list[list[float]] | None
    fabric: str | None
    sketch_weight: float
    pose_weight: float
    fabric_weight: float
    seed: int
    index: int
    truncation: float
    steps: int | None
    freedom: float | None
    guidance: float | None
    preset: str
    weights: dict[str, str]
    device: str
    version: str = RECIPE_VERSION

    def __post_init__(self) -> None:
        if self.version != RECIPE_VERSION:
            raise InvalidInput(
                f"The recipe is of version {str(self.version)[:20]!r}; this studio reads version "
                f"{RECIPE_VERSION!r}. Please use the studio that made it."
            )
        for name in ("prompt", "preset", "device"):
            _check(name, getattr(self, name), isinstance(getattr(self, name), str), "text")
        for name in ("sketch", "fabric"):
            value = getattr(self, name)
            _check(name, value, value is None or isinstance(value, str), "a base64 PNG or null")
        for name in ("sketch_weight", "pose_weight", "fabric_weight"):
            self._store_number(name, 0, 2)
        self._store_number("truncation", 0, math.inf)
        self._store_number("freedom", 0, 1, optional=True)
        self._store_number("guidance", 0, math.inf, optional=True)
        _check("seed", self.seed, _is_whole(self.seed, 0, MAX_SEED), f"a whole number from 0 to {MAX_SEED}")
        _check("index", self.index, _is_whole(self.index, 0, MAX_SEED), "a whole number from 0")
        _check("steps", self.steps, self.steps is None or _is_whole(self.steps, 1, 1000), "1 to 1000 or null")
        drafted = self.steps is None
        fits = drafted == (self.freedom is None) and not (drafted and self.guidance is not None)
        _check("steps", self.steps, fits, "given together with freedom, or both null with guidance (a draft)")
        _check("weights", self.weights, _are_hashes(self.weights), "file names with their SHA-256")
        if self.pose is not None:
            _check("pose", self.pose, isinstance(self.pose, list | tuple), "a list of 18 joints or null")
            object.__setattr__(self, "pose", [list(joint) for joint in Pose(tuple(self.pose)).keypoints])

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
        """Recipe of a draft. Arguments as the attributes of the same names."""
        return cls(
            prompt=brief.prompt,
            sketch=None if brief.sketch is None else _encode(brief.sketch.convert("L")),
            pose=None if brief.pose is None else [list(joint) for joint in brief.pose.keypoints],
            fabric=None if brief.fabric is None else _encode(brief.fabric),
            sketch_weight=brief.sketch_weight,
            pose_weight=brief.pose_weight,
            fabric_weight=brief.fabric_weight,
            seed=seed,
            index=index,
            truncation=truncation,
            steps=None,
            freedom=None,
            guidance=None,
            preset=preset,
            weights=dict(weights),
            device=device,
        )

    def finished(self, steps: int, freedom: float, guidance: float | None) -> "Recipe":
        """The recipe of this idea's finished design. Arguments as the attributes of the same names."""
        return replace(self, steps=steps, freedom=freedom, guidance=guidance)

    def brief(self) -> DesignBrief:
        """The brief it was made from, pixel for pixel.

        Raises:
            InvalidInput: a stored picture is damaged.
        """
        return DesignBrief(
            prompt=self.prompt,
            sketch=_decode("sketch", self.sketch),
            pose=None if self.pose is None else Pose(tuple(tuple(joint) for joint in self.pose)),
            fabric=_decode("fabric", self.fabric),
            sketch_weight=self.sketch_weight,
            pose_weight=self.pose_weight,
            fabric_weight=self.fabric_weight,
        )

    @property
    def sha256(self) -> str:
        """SHA-256 of the JSON form, 64 hexadecimal characters."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """Canonical JSON: keys sorted, no spaces, ASCII. Equal recipes give equal text."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Recipe":
        """Read what `to_json` wrote.

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
        names = {field.name for field in fields(cls)}
        unknown, missing = sorted(content.keys() - names), sorted(names - content.keys())
        if unknown or missing:
            wrong = [f"unknown: {', '.join(unknown)[:200]}"] if unknown else []
            wrong += [f"missing: {', '.join(missing)}"] if missing else []
            raise InvalidInput(f"The recipe's fields do not fit ({'; '.join(wrong)}). Is it one of this studio's?")
        return cls(**content)

    def _store_number(self, name: str, low: float, high: float, optional: bool = False) -> None:
        value = getattr(self, name)
        if value is None and optional:
            return
        wanted = f"a number from {low:g}" + (f" to {high:g}" if math.isfinite(high) else "")
        is_number = isinstance(value, Real) and not isinstance(value, bool)
        _check(name, value, is_number and low <= value <= min(high, 1e6), wanted)
        object.__setattr__(self, name, float(value))


def _check(name: str, value: object, fits: bool, wanted: str) -> None:
    if not fits:
        raise InvalidInput(f"The recipe's {name} must be {wanted}; {str(value)[:60]!r} came.")


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _are_hashes(weights: object) -> bool:
    return isinstance(weights, dict) and all(
        isinstance(name, str) and isinstance(digest, str) and _SHA256.fullmatch(digest)
        for name, digest in weights.items()
    )


def _encode(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _decode(name: str, content: str | None) -> Image.Image | None:
    if content is None:
        return None
    try:
        data = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput(f"The recipe's {name} is damaged: it is not base64.") from error
    return open_image(data, what=f"recipe's {name}", max_side=_MAX_STORED_SIDE)
