"""How a picture came about: drawn from a seed, found for a picture, or made out of other ideas.

An edit holds everything besides the brief that decides the pixels. Numbers that a search found (the styles of an
inverted picture, the strength of a variation) are kept, so that rebuilding repeats no search. An edit made out of
other ideas holds their recipes.
"""

from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar, dataclass_transform

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, SerializationInfo, TypeAdapter, ValidationInfo

from equifashion.design.checks import Index, Must, Number, Seed, Sha256, Text, Whole, checked
from equifashion.design.stored import Array, Parent, Picture, decode_array
from equifashion.errors import InvalidInput
from equifashion.vocabulary.attributes import Attribute

MAX_PARENTS = 16
MAX_MOVES = 32
MAX_PALETTE = 5  # colours, as many as a garment is divided into
MAX_AMOUNT = 100.0
MAX_HELD = 16  # parts
MAX_REGION_STEPS = 100
_MAX_NAME = 80  # characters
_MAX_SEARCH = 100_000  # steps, and candidates

_Share = Annotated[float, Number(0, 1)]
_Level = Annotated[int, Whole(0, 255)]
_Color = tuple[_Level, _Level, _Level]  # sRGB


class Edit:
    """Base of every edit. What it says of itself spares others to ask which one it is.

    Attributes:
        kind: its name in JSON.
        parents: the recipes it works on; the first one's brief is the child's.
        on_sheet: whether it has a place on a contact sheet, beside others of its seed.
        from_picture: whether it was found for a picture, which its words need not describe.
        works_on_picture: whether it changes the first parent's picture, not its styles; only then may that be a
            finished design.
        keeps_lines: whether not a line moves.
        is_last: whether nothing can be made out of it.
    """

    on_sheet: ClassVar[bool] = False
    from_picture: ClassVar[bool] = False
    works_on_picture: ClassVar[bool] = False
    keeps_lines: ClassVar[bool] = False
    is_last: ClassVar[bool] = False

    if TYPE_CHECKING:  # fields in some edits, which a property of their base would give a default

        @property
        def kind(self) -> str: ...
        @property
        def parents(self) -> tuple[Parent, ...]: ...

    @property
    def is_root(self) -> bool:
        """Whether it begins a line: it has no parents."""
        return not self.parents

    @property
    def makes_draft(self) -> bool:
        """Whether it makes an idea as long as nothing finishes it."""
        return True

    @property
    def by_finisher(self) -> bool:
        """Whether the finisher itself makes it, at the recipe's own steps, freedom and guidance."""
        return False


_Class = TypeVar("_Class", bound=Edit)
_KINDS: dict[str, type[Edit]] = {}


def edit_as(edit: Edit, kind: type[_Class]) -> _Class:
    """An edit that is known to be of a kind, typed so."""
    assert isinstance(edit, kind), f"an edit of {kind.__name__} was expected; got {edit.kind}"
    return edit


@dataclass_transform(frozen_default=True)
def register_edit(cls: type[_Class]) -> type[_Class]:
    """Make an edit a checked value, and let recipes of its ``kind`` be read. Its module must be imported first."""
    made = checked(cls)
    kind: str = made.kind  # type: ignore[assignment]  # the field's default
    if kind in _KINDS:
        raise ValueError(f"there is an edit of the kind {kind!r} already")
    _KINDS[kind] = made
    return made


class Root(Edit):
    """An edit that begins a line."""

    @property
    def parents(self) -> tuple[Parent, ...]:
        return ()


class Child(Edit):
    """An edit of one parent."""

    parent: Parent

    @property
    def parents(self) -> tuple[Parent, ...]:
        return (self.parent,)


@register_edit
class Sample(Root):
    """Drawn by the generator from a seed.

    Attributes:
        seed: of the contact sheet, 0–2³¹−1.
        index: place on the contact sheet, from 0.
        truncation: how far from the brief's average ideas may lie, ≥ 0.
    """

    on_sheet = True

    seed: Seed
    index: Index
    truncation: Annotated[float, Number(0)]
    kind: Literal["sample"] = "sample"


@register_edit
class Mix(Edit):
    """A weighted mean of several ideas' styles, layer by layer.

    Attributes:
        parents: recipes of 2–16 drafts.
        weights: shape (parents, layers), 0–1; each layer's weights sum to 1.
        truncation: how far from the brief's average the mean may lie, ≥ 0; None leaves it where it is.
    """

    parents: Annotated[tuple[Parent, ...], Field(min_length=2, max_length=MAX_PARENTS)]
    weights: tuple[tuple[_Share, ...], ...]
    truncation: Annotated[float, Number(0)] | None = None
    kind: Literal["mix"] = "mix"

    def __post_init__(self) -> None:
        layers = {len(row) for row in self.weights}
        if len(self.weights) != len(self.parents) or len(layers) != 1 or 0 in layers:
            raise InvalidInput(
                f"The recipe's weights must be one row for each of {len(self.parents)} parents, with one weight "
                f"for each layer; got {len(self.weights)} rows of {sorted(layers)}."
            )
        for total in map(sum, zip(*self.weights, strict=True)):
            if abs(total - 1.0) >= 1e-6:
                raise InvalidInput(f"The recipe's weights must sum to 1 in every layer; got {total:g}.")


@checked
class Move:
    """One direction and how far to go along it.

    Attributes:
        name: what the designer knows it by, 1–80 characters.
        amount: how often the vector is added, −100 to 100.
        vector: (layers, w) as base64 of little-endian FP16; kept here, since a direction may be relearnt.
    """

    name: Annotated[str, Text(1, _MAX_NAME)]
    amount: Annotated[float, Number(-MAX_AMOUNT, MAX_AMOUNT)]
    vector: Array

    def array(self, layers: int) -> NDArray[np.float32]:
        """The vector, (layers, w) float32.

        Raises:
            InvalidInput: it does not divide into so many layers.
        """
        return decode_array("vector", self.vector, layers)


@register_edit
class Steer(Child):
    """An idea moved along directions.

    Attributes:
        parent: recipe of a draft.
        moves: 1–32 of them; their order does not matter to the picture.
    """

    parent: Parent
    moves: Annotated[tuple[Move, ...], Field(min_length=1, max_length=MAX_MOVES)]
    kind: Literal["steer"] = "steer"

    @property
    def amounts(self) -> dict[str, float]:
        """Direction name → amount."""
        return {move.name: move.amount for move in self.moves}


@register_edit
class Invert(Root):
    """Styles found for a picture of a garment.

    Attributes:
        picture: the garment on white as the search saw it, PNG in base64.
        styles: what was found, (layers, w) as base64 of little-endian FP16.
        steps: of the search, ≥ 1.
        candidates: sampled codes from which the best one started the search, ≥ 1.
        pull: weight that drew the styles towards the brief's average, ≥ 0.
        seed: of the candidates, 0–2³¹−1.
    """

    from_picture = True

    picture: Picture
    styles: Array
    steps: Annotated[int, Whole(1, _MAX_SEARCH)]
    candidates: Annotated[int, Whole(1, _MAX_SEARCH)]
    pull: Annotated[float, Number(0)]
    seed: Seed
    kind: Literal["invert"] = "invert"


@register_edit
class Vary(Child):
    """An idea moved a little way at random.

    Attributes:
        parent: recipe of a draft.
        distance: how far the picture was to move, ≥ 0, in the studio's picture distance.
        seed: of the random ways, 0–2³¹−1.
        index: which of them, from 0.
        strength: how far towards that random sample the distance was found, ≥ 0.
    """

    parent: Parent
    distance: Annotated[float, Number(0)]
    seed: Seed
    index: Index
    strength: Annotated[float, Number(0)]
    kind: Literal["vary"] = "vary"


@register_edit
class Recolor(Child):
    """An idea or a finished design in other colours; not a line of it moves.

    Attributes:
        parent: recipe of the idea or the design.
        palette: 1–5 sRGB colours for the garment's own, the one with the largest share first.
        mask: where the garment is, greyscale PNG in base64; None takes everything but the white ground.
    """

    works_on_picture = True
    keeps_lines = True

    parent: Parent
    palette: Annotated[
        tuple[_Color, ...],
        Field(min_length=1, max_length=MAX_PALETTE),
        Must(f"1 to {MAX_PALETTE} colours of three whole numbers from 0 to 255"),
    ]
    mask: Picture | None = None
    kind: Literal["recolor"] = "recolor"

    @property
    def makes_draft(self) -> bool:
        return self.parent.is_draft


@register_edit
class Inpaint(Edit):
    """One region of a picture made anew; outside it no pixel changed.

    There are three ways: an attribute is given another value (``changes_attribute``), another idea is let in
    (``lets_in_other``), or the finisher draws the region (``by_finisher``).

    Attributes:
        parents: the recipe of the picture; if another idea is let in, that draft's too.
        mask: the region, greyscale PNG in base64, light where it may change.
        seed: of the noise, 0–2³¹−1.
        attribute: that was given another value; None if none was.
        value: of the attribute, else "".
        held: names of the parts that were held when another idea was let in.
        noise: level at which the region was begun, above 0 up to 1; None by the finisher.
        steps: denoiser calls, 1–100; None by the finisher.
        guidance: guidance scale, ≥ 0; None by the finisher.
    """

    works_on_picture = True

    parents: Annotated[tuple[Parent, ...], Field(min_length=1, max_length=2)]
    mask: Picture
    seed: Seed
    attribute: Attribute | None = None
    value: Annotated[str, Text(0, _MAX_NAME)] = ""
    held: Annotated[tuple[Annotated[str, Text(1, _MAX_NAME)], ...], Field(max_length=MAX_HELD)] = ()
    noise: Annotated[float, Number(0, 1, above_low=True)] | None = None
    steps: Annotated[int, Whole(1, MAX_REGION_STEPS)] | None = None
    guidance: Annotated[float, Number(0)] | None = None
    kind: Literal["inpaint"] = "inpaint"

    def __post_init__(self) -> None:
        absent = [value is None for value in (self.noise, self.steps, self.guidance)]
        if any(absent) and not all(absent):
            raise InvalidInput(
                f"The recipe's noise, steps and guidance of a region must be given together, or all be null; "
                f"got {self.noise}, {self.steps} and {self.guidance}."
            )
        if self.lets_in_other and self.by_finisher:
            raise InvalidInput("The recipe's noise must be given where another idea is let in; got null.")

    @property
    def changes_attribute(self) -> bool:
        """Whether an attribute was given another value."""
        return self.attribute is not None

    @property
    def lets_in_other(self) -> bool:
        """Whether another idea takes the place of what is not held."""
        return len(self.parents) == 2

    @property
    def by_finisher(self) -> bool:
        return self.noise is None


@register_edit
class Upscale(Child):
    """A picture at twice its size. It is the last thing done to a picture: nothing is made out of it.

    Attributes:
        parent: recipe of the idea or the design.
        upscaler: SHA-256 of the weights that enlarged it, 64 hexadecimal characters. It stands here, not among the
            recipe's weights, so that the recipe of the picture itself does not depend on it.
    """

    works_on_picture = True
    keeps_lines = True
    is_last = True

    parent: Parent
    upscaler: Sha256
    kind: Literal["upscale"] = "upscale"

    @property
    def makes_draft(self) -> bool:
        return False


def read_edit(value: object, info: ValidationInfo) -> Edit:
    """An edit as it is, or from JSON by its kind."""
    if isinstance(value, Edit):
        return value
    return _reader(tuple(_KINDS.values())).validate_python(value, context=info.context)


def write_edit(edit: Edit, info: SerializationInfo) -> dict[str, object]:
    """An edit's fields as plain values."""
    kind: Any = type(edit)
    content: dict[str, object] = _adapter(kind).dump_python(edit, context=info.context)
    return content


@cache
def _reader(kinds: tuple[type[Edit], ...]) -> TypeAdapter[Edit]:
    union: Any = reduce(or_, kinds)
    return TypeAdapter(Annotated[union, Field(discriminator="kind")])


@cache
def _adapter(kind: type[Edit]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
