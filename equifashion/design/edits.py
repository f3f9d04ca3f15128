"""Where an idea came from: drawn from a seed, or made out of other ideas, whose recipes it then carries.

An origin holds whatever decides its pixels besides the brief: numbers that were found by a search (the styles of
an inverted picture, the strength of a variation) are kept, so that rebuilding repeats no search.
"""

import base64
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from equifashion.design.checks import MAX_SEED, SHA256, check, check_whole, decode_bytes, number
from equifashion.errors import InvalidInput

if TYPE_CHECKING:
    from equifashion.design.recipe import Recipe

MAX_PARENTS = 16
MAX_MOVES = 32
MAX_PALETTE = 5  # colours, as many as a garment is divided into
MAX_AMOUNT = 100.0
_MAX_NAME = 80  # characters
_MAX_ARRAY = 200_000  # characters of base64; the styles of the embedded preset take 4 780


@dataclass(frozen=True)
class Sample:
    """Drawn by the generator from a seed.

    Attributes:
        seed: of the contact sheet, 0–2³¹−1.
        index: place on the contact sheet, from 0.
        truncation: how far from the brief's average ideas may lie, ≥ 0.
    """

    kind: ClassVar[str] = "sampled"
    pictures: ClassVar[tuple[str, ...]] = ()

    seed: int
    index: int
    truncation: float

    def __post_init__(self) -> None:
        check("seed", self.seed, _is_seed(self.seed), f"a whole number from 0 to {MAX_SEED}")
        check("index", self.index, _is_seed(self.index), "a whole number from 0")
        object.__setattr__(self, "truncation", number("truncation", self.truncation, 0, np.inf))

    @property
    def parents(self) -> tuple["Recipe", ...]:
        return ()


@dataclass(frozen=True)
class Mix:
    """A weighted mean of several ideas' styles, layer by layer.

    Attributes:
        parents: recipes of 2–16 drafts; the first one's brief is the child's.
        weights: a row a parent with one weight a layer, 0–1; each layer's weights sum to 1.
        truncation: how far from the brief's average the mean may lie, ≥ 0; None leaves it where it is.
    """

    kind: ClassVar[str] = "mixed"
    pictures: ClassVar[tuple[str, ...]] = ()

    parents: tuple["Recipe", ...]
    weights: tuple[tuple[float, ...], ...]
    truncation: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "parents", tuple(self.parents))
        check("parents", len(self.parents), 2 <= len(self.parents) <= MAX_PARENTS, f"2 to {MAX_PARENTS} drafts")
        rows = _rows("weights", self.weights)
        fits = len(rows) == len(self.parents) and len({len(row) for row in rows}) == 1 and len(rows[0]) > 0
        check("weights", self.weights, fits, "one row a parent with one weight a layer")
        rows = tuple(tuple(number("weights", weight, 0, 1) for weight in row) for row in rows)
        whole = all(abs(sum(column) - 1.0) < 1e-6 for column in zip(*rows, strict=True))
        check("weights", self.weights, whole, "weights that sum to 1 in every layer")
        object.__setattr__(self, "weights", rows)
        if self.truncation is not None:
            object.__setattr__(self, "truncation", number("truncation", self.truncation, 0, np.inf))


@dataclass(frozen=True)
class Move:
    """One direction and how far to go along it.

    Attributes:
        name: what the designer knows it by, 1–80 characters.
        amount: how often the vector is added, −100 to 100.
        vector: (layers, w) as base64 of little-endian FP16; kept here, since a direction may be relearnt.
    """

    name: str
    amount: float
    vector: str

    def __post_init__(self) -> None:
        named = isinstance(self.name, str) and 1 <= len(self.name) <= _MAX_NAME
        check("direction", self.name, named, f"named in 1 to {_MAX_NAME} characters")
        object.__setattr__(self, "amount", number("amount", self.amount, -MAX_AMOUNT, MAX_AMOUNT))
        decode_array("vector", self.vector, 1)

    def array(self, layers: int) -> np.ndarray:
        """The vector, (layers, w) float32.

        Raises:
            InvalidInput: it does not divide into so many layers.
        """
        return decode_array("vector", self.vector, layers)


@dataclass(frozen=True)
class Steer:
    """An idea moved along directions.

    Attributes:
        parent: recipe of a draft.
        moves: 1–32 of them; their order does not matter to the picture.
    """

    kind: ClassVar[str] = "edited"
    pictures: ClassVar[tuple[str, ...]] = ()

    parent: "Recipe"
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        check("moves", self.moves, isinstance(self.moves, list | tuple), "a list")
        check("moves", len(self.moves), 1 <= len(self.moves) <= MAX_MOVES, f"1 to {MAX_MOVES} directions")
        moves = tuple(move if isinstance(move, Move) else _strict(Move, move, "move") for move in self.moves)
        object.__setattr__(self, "moves", moves)

    @property
    def parents(self) -> tuple["Recipe", ...]:
        return (self.parent,)

    @property
    def amounts(self) -> dict[str, float]:
        """Direction name → amount."""
        return {move.name: move.amount for move in self.moves}


@dataclass(frozen=True)
class Invert:
    """Styles found for a picture of a garment.

    Attributes:
        picture: the garment on white as the search saw it, PNG in base64.
        styles: what was found, (layers, w) as base64 of little-endian FP16.
        steps: of the search, ≥ 1.
        candidates: sampled codes from which the best one started the search, ≥ 1.
        pull: weight that drew the styles towards the brief's average, ≥ 0.
        seed: of the candidates, 0–2³¹−1.
    """

    kind: ClassVar[str] = "inverted"
    pictures: ClassVar[tuple[str, ...]] = ("picture",)

    picture: str
    styles: str
    steps: int
    candidates: int
    pull: float
    seed: int

    def __post_init__(self) -> None:
        check("picture", self.picture, isinstance(self.picture, str), "a base64 PNG")
        decode_array("styles", self.styles, 1)
        check_whole("steps of the search", self.steps, 1, 100_000)
        check_whole("candidates", self.candidates, 1, 100_000)
        object.__setattr__(self, "pull", number("pull", self.pull, 0, np.inf))
        check("seed", self.seed, _is_seed(self.seed), f"a whole number from 0 to {MAX_SEED}")

    @property
    def parents(self) -> tuple["Recipe", ...]:
        return ()


@dataclass(frozen=True)
class Vary:
    """An idea moved a little way at random.

    Attributes:
        parent: recipe of a draft.
        distance: how far the picture was to move, > 0, in the studio's picture distance.
        seed: of the random ways, 0–2³¹−1.
        index: which of them, from 0.
        strength: how far along it that distance was found: of a sampled idea's displacement for each of the own,
            ≥ 0.
    """

    kind: ClassVar[str] = "varied"
    pictures: ClassVar[tuple[str, ...]] = ()

    parent: "Recipe"
    distance: float
    seed: int
    index: int
    strength: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "distance", number("distance", self.distance, 0, np.inf))
        object.__setattr__(self, "strength", number("strength", self.strength, 0, np.inf))
        check("seed", self.seed, _is_seed(self.seed), f"a whole number from 0 to {MAX_SEED}")
        check("index", self.index, _is_seed(self.index), "a whole number from 0")

    @property
    def parents(self) -> tuple["Recipe", ...]:
        return (self.parent,)


@dataclass(frozen=True)
class Recolor:
    """An idea or a finished design in other colours; not a line of it moves.

    Attributes:
        parent: recipe of the idea or the design.
        palette: 1–5 sRGB colours for the garment's own, the one with the largest share first.
        mask: where the garment is, greyscale PNG in base64; None takes everything but the white ground.
    """

    kind: ClassVar[str] = "recoloured"
    pictures: ClassVar[tuple[str, ...]] = ("mask",)

    parent: "Recipe"
    palette: tuple[tuple[int, int, int], ...]
    mask: str | None = None

    def __post_init__(self) -> None:
        rows = _rows("palette", self.palette)
        fits = 1 <= len(rows) <= MAX_PALETTE and all(
            len(row) == 3 and all(type(value) is int and 0 <= value <= 255 for value in row) for row in rows
        )
        check("palette", self.palette, fits, f"1 to {MAX_PALETTE} colours of three whole numbers from 0 to 255")
        object.__setattr__(self, "palette", rows)
        check("mask", self.mask, self.mask is None or isinstance(self.mask, str), "a base64 PNG or null")

    @property
    def parents(self) -> tuple["Recipe", ...]:
        return (self.parent,)


@dataclass(frozen=True)
class Altered:
    """An idea or a finished design in which one region was made anew; outside it no pixel changed.

    Attributes:
        parents: the recipe of what was altered; and if the region was begun with another draft, that draft's.
        attribute: ``"A1"`` … ``"A5"`` that was given another value; "" if none was.
        value: of the attribute; of what let another draft in, the parts that were held, e.g. ``"collar,hem"``; else
            "".
        mask: where the region is, greyscale PNG in base64.
        noise: level at which the region was begun, above 0 up to 1.
        steps: denoiser calls, 1–100.
        guidance: guidance scale, ≥ 0.
        seed: of the noise, 0–2³¹−1.
    """

    kind: ClassVar[str] = "altered"
    pictures: ClassVar[tuple[str, ...]] = ("mask",)

    parents: tuple["Recipe", ...]
    attribute: str
    value: str
    mask: str
    noise: float
    steps: int
    guidance: float
    seed: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "parents", tuple(self.parents))
        check("parents", len(self.parents), 1 <= len(self.parents) <= 2, "1 or 2 of an idea that was altered")
        for name in ("attribute", "value"):
            text = getattr(self, name)
            check(name, text, isinstance(text, str) and len(text) <= _MAX_NAME, f"at most {_MAX_NAME} characters")
        check("mask", self.mask, isinstance(self.mask, str), "a base64 PNG")
        object.__setattr__(self, "noise", number("noise", self.noise, 0, 1))
        check("noise", self.noise, self.noise > 0, "above 0")
        check_whole("steps of the region", self.steps, 1, 100)
        object.__setattr__(self, "guidance", number("guidance", self.guidance, 0, np.inf))
        check("seed", self.seed, _is_seed(self.seed), f"a whole number from 0 to {MAX_SEED}")


@dataclass(frozen=True)
class Redrawn:
    """A region of a finished design drawn anew; not a pixel outside it changes.

    Attributes:
        parent: recipe of the design.
        mask: the region, greyscale PNG in base64, light where it may change.
        seed: of the noise, 0–2³¹−1.
    """

    kind: ClassVar[str] = "redrawn"
    pictures: ClassVar[tuple[str, ...]] = ("mask",)

    parent: "Recipe"
    mask: str
    seed: int

    def __post_init__(self) -> None:
        check("mask", self.mask, isinstance(self.mask, str), "a base64 PNG")
        check("seed", self.seed, _is_seed(self.seed), f"a whole number from 0 to {MAX_SEED}")

    @property
    def parents(self) -> tuple["Recipe", ...]:
        return (self.parent,)


@dataclass(frozen=True)
class Upscale:
    """A picture at twice its size. It is the last thing done to a picture: nothing is made out of it.

    Attributes:
        parent: recipe of the idea or the design.
        upscaler: SHA-256 of the weights that enlarged it, 64 hexadecimal characters; they stand here and not among
            the recipe's, so that the recipe of the picture itself does not depend on them.
    """

    kind: ClassVar[str] = "upscaled"
    pictures: ClassVar[tuple[str, ...]] = ()

    parent: "Recipe"
    upscaler: str

    def __post_init__(self) -> None:
        is_hash = isinstance(self.upscaler, str) and SHA256.fullmatch(self.upscaler) is not None
        check("upscaler", self.upscaler, is_hash, "a SHA-256, 64 hexadecimal characters")

    @property
    def parents(self) -> tuple["Recipe", ...]:
        return (self.parent,)


Edit = Sample | Mix | Steer | Invert | Vary | Recolor | Altered | Redrawn | Upscale
_ORIGINS = {kind.kind: kind for kind in (Sample, Mix, Steer, Invert, Vary, Recolor, Altered, Redrawn, Upscale)}


def origin_content(origin: Edit) -> dict[str, object]:
    """An origin's own fields as plain JSON values; its parents are left to the recipe."""
    content: dict[str, object] = {"kind": origin.kind}
    for field in fields(origin):
        value = getattr(origin, field.name)
        if field.name == "moves":
            value = [{"name": move.name, "amount": move.amount, "vector": move.vector} for move in value]
        if field.name not in ("parent", "parents"):
            content[field.name] = value
    return content


def read_edit(content: object, parents: tuple["Recipe", ...]) -> Edit:
    """What ``origin_content`` made, with its parents.

    Raises:
        InvalidInput: another kind, unknown or missing fields, or values that do not fit.
    """
    check("origin", content, isinstance(content, dict), "an object")
    kind = content.get("kind")
    check("origin", kind, isinstance(kind, str) and kind in _ORIGINS, f"one of {', '.join(_ORIGINS)}")
    content = {name: value for name, value in content.items() if name != "kind"}
    names = {field.name for field in fields(_ORIGINS[kind])}
    if "parents" in names:
        content["parents"] = parents
    else:
        wanted = int("parent" in names)
        check("parents", len(parents), len(parents) == wanted, f"{wanted} for an idea that was {kind}")
        if wanted:
            content["parent"] = parents[0]
    return _strict(_ORIGINS[kind], content, "origin")


def encode_array(array: np.ndarray) -> str:
    """(layers, w) → base64 of little-endian FP16."""
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f2").tobytes()).decode("ascii")


def decode_array(name: str, content: object, layers: int) -> np.ndarray:
    """What ``encode_array`` wrote → (layers, w) float32.

    Raises:
        InvalidInput: damaged, not finite, or of another number of layers.
    """
    check(name, content, isinstance(content, str) and 0 < len(content) <= _MAX_ARRAY, "base64 of FP16 numbers")
    data = decode_bytes(name, content)
    check(name, f"{len(data)} bytes", len(data) % (2 * layers) == 0, f"{layers} rows of FP16 numbers")
    array = np.frombuffer(data, dtype="<f2").astype(np.float32).reshape(layers, -1)
    check(name, "another", bool(np.isfinite(array).all()), "of finite numbers")
    return array


def _strict(kind: type, content: object, what: str) -> object:
    """A dataclass from an object that has its fields and no others."""
    check(what, content, isinstance(content, dict), "an object")
    names = {field.name for field in fields(kind)}
    unknown, missing = sorted(content.keys() - names), sorted(names - content.keys())
    if unknown or missing:
        raise InvalidInput(
            f"The recipe's {what} does not fit (unknown: {', '.join(unknown)[:200] or 'none'}; missing: "
            f"{', '.join(missing) or 'none'})."
        )
    return kind(**content)


def _is_seed(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_SEED


def _rows(name: str, value: object) -> tuple[tuple, ...]:
    """A list of lists as tuples."""
    fits = isinstance(value, list | tuple) and len(value) > 0 and all(isinstance(v, list | tuple) for v in value)
    check(name, value, fits, "a list of lists")
    return tuple(tuple(row) for row in value)
