"""Which garment sketch guides a picture: every operation says what its edit does to its parents' sketches.

A sampled idea draws its sketch by chance from its prompt; whatever is made out of ideas keeps, blends or recuts
theirs.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.ndimage import binary_dilation, binary_opening

from equifashion.design import DesignBrief, Recipe
from equifashion.design.stored import stored_picture
from equifashion.garments.flat.sketch import FlatRaster, FlatSketch
from equifashion.garments.on_figure.sketch import CutOverride, OnFigureSketch
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.mask import mask_to_area
from equifashion.imaging.pose import Pose
from equifashion.prompts.presentation import wants_figure
from equifashion.studio.operations.registry import operation_of

RECUT_STRENGTH, FULL_RECUT_STRENGTH = 0.25, 1.0  # of a variation: from here on recut, and altogether recut
VARIATION_INDEX_OFFSET = 1_000_000  # indices from here on belong to no contact sheet
SEAM_MARGIN_PX = 19  # around what is cut anew: room for its fringe and for a soft seam
FIGURE_PARTS = ("collar", "sleeves", "hem")
_CACHED_FLATS = 256  # mixes of mixes share their parents
_SAME_LINE_PX = 2  # lines this near to one another are the same
_LINE_GREY = 160  # grey levels below which a drawing shows a line
_WHOLE_SHARE = 0.9  # of a garment: an edit that may change so much of it may change all


@dataclass(frozen=True)
class FigureRequest:
    """How an ancestor's outfit is to be drawn for a descendant.

    Attributes:
        pose: of the descendant; None for a stance.
        prompt: other words for all of it; None for the ancestor's own.
        cut: another cut.
        grades: length and width, not yet whole grades.
    """

    pose: Pose | None
    prompt: str | None = None
    cut: CutOverride = field(default_factory=CutOverride)
    grades: tuple[float, float] = (0.0, 0.0)

    def whole_grades(self) -> CutOverride:
        """The cut, with the grades rounded to whole ones."""
        longer, wider = map(round, self.grades)
        return replace(self.cut, longer=longer, wider=wider)


@dataclass
class Cuts:
    """Resolves recipes to garment sketches; each recipe once.

    Attributes:
        draws_figures: whether drafts can show figures.
    """

    draws_figures: bool
    _flats: dict[tuple[str, str], FlatSketch | None] = field(default_factory=dict)

    def flat(self, recipe: Recipe, prompt: str) -> FlatSketch | None:
        """The flat sketch of a recipe's garment under some words; None for a photograph or an unknown garment."""
        key = recipe.sha256, prompt
        if key in self._flats:
            return self._flats[key]
        sketch = operation_of(recipe.edit).flat(recipe, prompt, self)
        while len(self._flats) >= _CACHED_FLATS:  # the oldest go
            del self._flats[next(iter(self._flats))]
        self._flats[key] = sketch
        return sketch

    def flat_raster(self, recipe: Recipe) -> FlatRaster | None:
        """The flat sketch as the picture shows it, inpainted regions included."""
        return operation_of(recipe.edit).flat_raster(recipe, self)

    def on_figure(self, recipe: Recipe, request: FigureRequest) -> OnFigureSketch | None:
        """The outfit of a recipe on its figure; None for a photograph or unknown garments."""
        return operation_of(recipe.edit).on_figure(recipe, request, self)

    def figure(self, recipe: Recipe, prompt: str | None = None) -> OnFigureSketch | None:
        """As ``on_figure``, in the recipe's own pose."""
        return self.on_figure(recipe, FigureRequest(recipe.brief().pose, prompt))

    def draws_flat(self, brief: DesignBrief) -> bool:
        """Whether a brief leaves its garment's flat sketch to the studio: nobody wears it, no sketch shows it."""
        on_figure = self.draws_figures and wants_figure(brief)
        return not on_figure and brief.sketch is None and brief.sketch_weight > 0

    def draws_on_figure(self, brief: DesignBrief) -> bool:
        """Whether a brief leaves it to the studio how a figure wears its outfit, in its pose or in a stance."""
        wanted = self.draws_figures and wants_figure(brief)
        return wanted and brief.pose_weight > 0 and brief.followed_sketch is None

    def changed_area(self, recipe: Recipe, prompt: str) -> np.ndarray | None:
        """Where a picture changes with other words, (384, 256) bool; None where no sketch guides it."""
        brief = recipe.brief()
        if recipe.sketch_weight == 0 or recipe.from_picture:
            return None
        if self.draws_on_figure(brief):
            before, after = self.figure(recipe), self.figure(recipe, prompt)
            if before is None or after is None:
                return None
            return binary_dilation(before.garments != after.garments, iterations=SEAM_MARGIN_PX)
        if not self.draws_flat(brief):
            return None
        old = self.flat(recipe, recipe.prompt)
        new = None if old is None else recut(old, self.flat(recipe, prompt))
        return None if old is None or new is None else difference(old, new)

    def recut_strengths(self, recipe: Recipe) -> tuple[float, ...]:
        """Strengths of a figure's variations, one for each number of parts cut anew, from none to all.

        Between them nothing but the styles moves. Empty where no figure is drawn along a sketch: flat garments are
        recut by degrees.
        """
        if not self.draws_on_figure(recipe.brief()) or self.figure(recipe) is None:
            return ()
        span, count = FULL_RECUT_STRENGTH - RECUT_STRENGTH, len(FIGURE_PARTS)
        return RECUT_STRENGTH, *(RECUT_STRENGTH + span * (part + 0.5) / count for part in range(count))


def edited_region(mask: str) -> np.ndarray:
    """A recipe's stored mask on the canvas, (384, 256) bool."""
    return mask_to_area(stored_picture("mask", mask), CANVAS_SIZE)


def recut(before: FlatSketch, after: FlatSketch | None, region: np.ndarray | None = None) -> FlatSketch | None:
    """A sketch in the place of another; as large as the canvas allows where it has no room there.

    Args:
        before: what was.
        after: what will be.
        region: (384, 256) bool, of the picture that may change; None for all of it.
    """
    if after is None:
        return None
    beside = after.beside(before)
    whole = region is None or region[before.cloth() > 0].mean() > _WHOLE_SHARE
    return replace(after, place=None) if whole and not beside.has_room else beside


def difference(before: FlatSketch, after: FlatSketch) -> np.ndarray:
    """Where two sketches differ by more than a line's width, and around it, (384, 256) bool.

    A sketch that had no room where the other lies is another picture altogether.
    """
    if after.place is None:
        return binary_dilation((before.cloth() > 0) | (after.cloth() > 0), iterations=SEAM_MARGIN_PX)
    changed = binary_opening(before.cloth() != after.cloth(), iterations=_SAME_LINE_PX)
    lines = [np.asarray(sketch.outlines()) < _LINE_GREY for sketch in (before, after)]
    for line, other in (lines, lines[::-1]):
        changed |= line & ~binary_dilation(other, iterations=_SAME_LINE_PX)
    return binary_dilation(changed, iterations=SEAM_MARGIN_PX)
