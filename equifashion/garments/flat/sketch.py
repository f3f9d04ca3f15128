"""The sketch of a prompt, and sketches between sketches."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np
from PIL import Image
from scipy.ndimage import binary_dilation, binary_erosion, binary_fill_holes

from equifashion.garments.flat.lower import LegsMeasures, SkirtMeasures, legs_lines, skirt_lines
from equifashion.garments.flat.measures import sample_measures, scale_to_child
from equifashion.garments.flat.raster import (
    OUTSIDE,
    Crease,
    Line,
    Placement,
    draw_lines,
    fit_to_canvas,
    fits_canvas,
    map_cloth,
)
from equifashion.garments.flat.upper import UpperMeasures, upper_lines
from equifashion.prompts.parser import parse_prompt
from equifashion.prompts.wearers import for_children

_TILT = 1.5  # degrees, standard deviation
_CREASES = 14  # on average; many fall beside the garment
_CREASE_LENGTHS = (0.04, 0.14)  # of the garment's width
_LINE = 160  # grey level below which a sketch shows a line
_GAP = 8  # pixels between lines that are still closed
_CLOSED = 0.4  # of what lies between a sketch's outermost lines: a garment that is closed has more cloth
_PART_MEASURES = {  # part → measures that make it what it is
    "collar": ("neck", "slope", "collar", "depth"),
    "sleeves": (
        "shoulder", "slope", "armhole", "sleeve", "cuff", "hang", "bend", "hangs", "fullness", "straps", "band",
    ),
    "hem": ("sides", "hem", "band", "waist_seam", "folds", "drop", "length", "knee", "spread", "cuffs"),
}  # fmt: skip


@dataclass(frozen=True)
class FlatSketch:
    """A garment's cut as it lies.

    Attributes:
        cut: its measures.
        tilt: degrees that it is turned by.
        creases: of its cloth.
        place: where it lies on the canvas; None as large as the canvas allows.
    """

    measures: UpperMeasures | SkirtMeasures | LegsMeasures
    tilt: float = 0.0
    creases: tuple[Crease, ...] = ()
    place: Placement | None = None

    def drawn(self) -> Image.Image:
        """Dark lines on white, greyscale, of the canvas's size."""
        return draw_lines(self.lines_drawn, self.tilt, self.creases, self.place)

    def laid(self) -> "FlatRaster":
        """The same as pictures."""
        return FlatRaster(self.drawn(), self.outlines(), self.cloth())

    def outlines(self) -> Image.Image:
        """As ``drawn``, without creases."""
        return draw_lines(self.lines_drawn, self.tilt, place=self.place)

    def cloth(self) -> np.ndarray:
        """What the drawing shows where: ``OUTSIDE`` or ``INSIDE`` of the cloth, or 0, (384, 256) uint8."""
        return map_cloth(self.lines_drawn, self.tilt, self.place)

    def beside(self, other: "FlatSketch") -> "FlatSketch":
        """The same where another lies: shoulders on shoulders, waist on waist, a centimetre as large."""
        return replace(self, place=other.place or fit_to_canvas(other.lines_drawn, other.tilt))

    @property
    def has_room(self) -> bool:
        """Whether the canvas shows all of it."""
        return self.place is None or fits_canvas(self.lines_drawn, self.tilt, self.place)

    @property
    def lines_drawn(self) -> list[Line]:
        """From the lowest to the topmost, in cm."""
        match self.measures:
            case UpperMeasures():
                return upper_lines(self.measures)
            case SkirtMeasures():
                return skirt_lines(self.measures)
            case LegsMeasures():
                return legs_lines(self.measures)


@dataclass(frozen=True, eq=False)
class FlatRaster:
    """A garment's cut as it is seen.

    Attributes:
        lines: dark on white, greyscale, of the canvas's size.
        ink: the same without creases.
        cloth: as of ``FlatSketch.cloth``; 0 everywhere where lines alone are known.
    """

    lines: Image.Image
    ink: Image.Image
    cloth: np.ndarray


def flat_from_sketch(sketch: Image.Image) -> FlatRaster:
    """A sketch as a raster: what its lines enclose is cloth.

    Args:
        sketch: dark lines on white, of the canvas's size.

    Returns:
        It; without cloth, where gaps more than a few pixels wide leave most of the garment open.
    """
    ink = sketch.convert("L")
    lines = np.pad(np.asarray(ink) < _LINE, _GAP)  # lines at the edge close there too
    closed = binary_fill_holes(binary_dilation(lines, iterations=_GAP // 2))
    cloth = binary_erosion(closed, iterations=_GAP // 2)[_GAP:-_GAP, _GAP:-_GAP]
    drawn = lines[_GAP:-_GAP, _GAP:-_GAP]
    spanned = _between(drawn) | _between(drawn.T).T
    enclosed = cloth & (cloth.sum() >= _CLOSED * spanned.sum())
    return FlatRaster(ink, ink, np.where(enclosed, np.uint8(OUTSIDE), np.uint8(0)))


def _between(drawn: np.ndarray) -> np.ndarray:
    """Where something is drawn on either side of the same row, (H, W) bool."""
    return np.maximum.accumulate(drawn, axis=1) & np.maximum.accumulate(drawn[:, ::-1], axis=1)[:, ::-1]


def stretch_flat(sketch: FlatSketch, length: float = 1.0, width: float = 1.0, flare: float = 1.0) -> FlatSketch:
    """A sketch cut longer, wider or flaring more.

    Args:
        sketch: any.
        length: factor of what hangs below the armholes or the waist.
        width: factor of all widths but the neck's.
        flare: further factor of the hem's width, which falls off towards the top.

    Returns:
        It, as large as the canvas allows.
    """
    measures, sketch = sketch.measures, replace(sketch, place=None)
    if isinstance(measures, LegsMeasures):
        low = measures.rise + length * (measures.length - measures.rise)
        hem, knee = measures.hem * width * flare, measures.knee * width * flare**0.4
        spread = measures.spread * width + max(0.0, hem - measures.hem * width) / 2
        changed = replace(measures, length=low, hem=hem, knee=knee, spread=spread, hip=measures.hip * width)
        return replace(sketch, measures=changed)
    top, low = measures.sides[0][1], measures.sides[-1][1]
    sides = tuple(
        (x * width * flare ** ((y - top) / (low - top)), top + length * (y - top)) for x, y in measures.sides
    )
    if isinstance(measures, SkirtMeasures):
        return replace(sketch, measures=replace(measures, sides=((measures.sides[0][0], top), *sides[1:])))
    seam = top + length * (measures.waist_seam - top) if measures.waist_seam else 0.0
    shoulder = measures.shoulder * width**0.5
    return replace(sketch, measures=replace(measures, sides=sides, waist_seam=seam, shoulder=shoulder))


def hold_parts(sketch: FlatSketch, other: FlatSketch, parts: Collection[str]) -> FlatSketch:
    """Another sketch in the place of one, some of whose parts it keeps.

    Args:
        sketch: whose parts and place.
        other: the rest.
        parts: of ``"collar"``, ``"sleeves"`` and ``"hem"``; others are no matter of the cut.

    Returns:
        The first one, where the other is of another kind or has no room there.
    """
    if type(sketch.measures) is not type(other.measures):
        return sketch
    kept = {name for part in parts for name in _PART_MEASURES.get(part, ())} & {
        field.name for field in fields(sketch.measures)
    }
    measures = replace(other.measures, **{name: getattr(sketch.measures, name) for name in kept})
    held = replace(other, measures=measures, tilt=sketch.tilt).beside(sketch)
    return held if held.has_room else sketch


def sample_flat(prompt: str, seed: int, index: int) -> FlatSketch | None:
    """The sketch of the one garment that a prompt names, cut as it says and otherwise by chance.

    Args:
        prompt: any.
        seed, index: of a place on a contact sheet, ≥ 0; each shows a cut of its own.

    Returns:
        None where the prompt names no garment or several, or one that has no sketch.
    """
    garments = parse_prompt(prompt).garments
    if len(garments) != 1:
        return None
    random = np.random.default_rng((seed, index))
    measures = sample_measures(garments[0], random)
    lying = np.random.default_rng((seed, index, 1))  # whatever it is, it lies alike
    tilt = float(np.clip(_TILT * lying.normal(), -2 * _TILT, 2 * _TILT))
    if measures is None:
        return None
    if for_children(prompt):
        measures = scale_to_child(measures, garments[0].kind)
    return FlatSketch(measures, tilt, _creases(lying))


def _creases(random: np.random.Generator) -> tuple[Crease, ...]:
    count = random.poisson(2 * _CREASES * random.random())
    places, lengths = random.uniform(-0.5, 0.5, (count, 2)), random.uniform(*_CREASE_LENGTHS, count)
    angles, bends = 90 + 35 * random.normal(size=count), 0.1 * random.normal(size=count)
    return tuple(Crease(*row) for row in np.column_stack([places, angles, lengths, bends]).tolist())


def blend_flats(sketches: Sequence[FlatSketch], weights: Sequence[float]) -> FlatSketch:
    """A flat between others: weighted means of their measures; the heaviest one's where no mean can be taken.

    Args:
        sketches: at least one.
        weights: one a sketch, ≥ 0, not all 0.

    Returns:
        It, as large as the canvas allows.
    """
    sketches = [replace(sketch, place=None) for sketch in sketches]
    heaviest = sketches[int(np.argmax(weights))]
    alike = [(b, w) for b, w in zip(sketches, weights, strict=True) if type(b.measures) is type(heaviest.measures)]
    shares = np.array([weight for _, weight in alike])
    return _mean(heaviest, [sketch for sketch, _ in alike], shares / shares.sum())


def _mean(heaviest: Any, values: list[Any], shares: np.ndarray) -> Any:
    if is_dataclass(heaviest) and not isinstance(heaviest, type):
        each = {f.name: [getattr(value, f.name) for value in values] for f in fields(heaviest)}
        return replace(heaviest, **{n: _mean(getattr(heaviest, n), found, shares) for n, found in each.items()})
    if isinstance(heaviest, tuple) and all(len(value) == len(heaviest) for value in values):
        return tuple(_mean(part, list(parts), shares) for part, *parts in zip(heaviest, *values, strict=True))
    return float(shares @ values) if isinstance(heaviest, float) else heaviest
