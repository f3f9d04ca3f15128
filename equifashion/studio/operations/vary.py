"""Vary: ideas at a chosen distance from one, far from one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from equifashion.design import Idea, Recipe, Vary
from equifashion.design.checks import MAX_SEED
from equifashion.design.edits import edit_as
from equifashion.gan.variation import farthest_points, moved_towards, strength_among, strength_for
from equifashion.garments.flat.sketch import FlatSketch, blend_flats, sample_flat
from equifashion.garments.on_figure.sketch import CutOverride, OnFigureSketch
from equifashion.imaging.difference import appearance, appearance_distance
from equifashion.models.brief_encoder import BriefConditions
from equifashion.studio.arguments import MAX_COUNT, number, whole
from equifashion.studio.backends.embedded import EmbeddedBackend
from equifashion.studio.cuts import (
    FIGURE_PARTS,
    FULL_RECUT_STRENGTH,
    RECUT_STRENGTH,
    VARIATION_INDEX_OFFSET,
    Cuts,
    FigureRequest,
)
from equifashion.studio.engine import Engine
from equifashion.studio.operations.base import StyleOperation, own_words

MAX_DISTANCE = 100.0  # black against white, in the picture distance
_CANDIDATES_EACH = 3  # variations looked at for each one that is wanted
# Shares of the wanted distance:
_NEAR_SHARE = 0.2  # by which a variation may miss it
_FAR_SHARE = 0.5  # by which it may lie farther where too few lie near
_DUPLICATE_SHARE = 0.3  # variations nearer to one another are shown once
_FIRST_GUESS = 0.5  # strength


class VaryOperation(StyleOperation):
    """The farther a variation goes, the more it is cut anew: flats by degrees, figures part by part."""

    kind = "vary"

    def flat(self, recipe: Recipe, prompt: str, cuts: Cuts) -> FlatSketch | None:
        edit = edit_as(recipe.edit, Vary)
        own = cuts.flat(edit.parent, prompt)
        share = _recut_share(edit)
        if own is None or share <= 0:
            return own
        other = sample_flat(prompt, edit.seed, VARIATION_INDEX_OFFSET + edit.index)
        return own if other is None else blend_flats([own, other], (1 - share, share))

    def on_figure(self, recipe: Recipe, request: FigureRequest, cuts: Cuts) -> OnFigureSketch | None:
        edit, cut = edit_as(recipe.edit, Vary), request.cut
        if cut.place is None and edit.strength > RECUT_STRENGTH:
            place = edit.seed, VARIATION_INDEX_OFFSET + edit.index
            cut = CutOverride(place, (*cut.held, *_kept_parts(edit)))
        request = FigureRequest(request.pose, request.prompt, cut, request.grades)
        return cuts.on_figure(edit.parent, own_words(recipe, request))

    def styles(
        self, edit: Vary, parents: Sequence[Idea], backend: EmbeddedBackend, conditions: BriefConditions
    ) -> np.ndarray:
        other = backend.sample(conditions.cond, edit.seed, edit.index, 1.0)
        return moved_towards(parents[0].styles, other, backend.center(conditions.cond), edit.strength)


OPERATION = VaryOperation()


@dataclass(frozen=True)
class VaryStep:
    """One candidate of a search for variations was looked at.

    Attributes:
        index: 1 … steps.
        steps: how many there are.
        ideas: the variations on the last step, else None.
    """

    index: int
    steps: int
    ideas: list[Idea] | None = None


@dataclass(frozen=True, eq=False)
class _Candidate:
    """A variation that was looked at: its record, how it looks, and how far from the idea."""

    edit: Vary
    look: list[np.ndarray]
    distance: float


def iter_vary(engine: Engine, idea: Idea, distance: float, count: int = 8, seed: int = 0) -> Iterator[VaryStep]:
    """As ``Studio.iter_vary``."""
    engine.embedded("vary")
    engine.check_recipe(idea.recipe)
    distance = number("distance", distance, 0.0, MAX_DISTANCE)
    count, seed = whole("count", count, 1, MAX_COUNT), whole("seed", seed, 0, MAX_SEED)
    return _search(engine, idea, distance, count, seed)


def _search(engine: Engine, idea: Idea, distance: float, count: int, seed: int) -> Iterator[VaryStep]:
    """Look at three times as many random ways as are wanted, and choose among them."""
    bare, steps = engine.without_paint(idea), _CANDIDATES_EACH * count
    candidates: list[_Candidate] = []
    for index in range(steps):
        guess = candidates[-1].edit.strength if candidates else _FIRST_GUESS  # ways are alike enough to start there
        candidates.append(_look(engine, bare, Vary(bare.recipe, distance, seed, index, guess)))
        yield VaryStep(index + 1, steps)
    between = np.array([[appearance_distance(a.look, b.look) for b in candidates] for a in candidates])
    chosen = select_diverse(between, np.array([c.distance for c in candidates]), distance, count)
    found = [engine.derive(bare, candidates[place].edit, bare) for place in chosen]
    yield VaryStep(steps, steps, [engine.repaint(idea.recipe, each) for each in found])


def _look(engine: Engine, bare: Idea, first: Vary) -> _Candidate:
    """Search along one random way for the wanted distance, from a first guess of the strength."""
    start, looks = appearance(bare.image), {}

    def distance_at(strength: float) -> float:
        edit = Vary(first.parent, first.distance, first.seed, first.index, strength)
        looks[strength] = appearance(engine.derive(bare, edit, bare).image)
        return appearance_distance(start, looks[strength])

    recuts = engine.planner.cuts.recut_strengths(bare.recipe) if engine.planner.traits.guide_lines else ()
    if recuts:
        strength = strength_among(first.distance, distance_at, recuts, first.strength)
    else:
        strength = strength_for(first.distance, distance_at, first.strength)
    edit = Vary(first.parent, first.distance, first.seed, first.index, strength)
    return _Candidate(edit, looks[strength], appearance_distance(start, looks[strength]))


def select_diverse(between: np.ndarray, from_source: np.ndarray, distance: float, count: int) -> list[int]:
    """Places of up to ``count`` variations: those at the distance, then the nearest others that differ.

    The nearest one alone, where each is a near-duplicate of the idea or half as far again as was wanted.

    Args:
        between: distances of the variations from one another, (N, N).
        from_source: distances from the idea, (N,).
        distance: wanted.
        count: how many at most.
    """
    apart, misses = _DUPLICATE_SHARE * distance, np.abs(from_source - distance)
    near = np.flatnonzero(misses <= _NEAR_SHARE * distance)
    places = [int(near[place]) for place in farthest_points(between[np.ix_(near, near)], count, apart)]
    nearest = np.argsort(misses, kind="stable").tolist()
    for place in nearest:
        fits = apart <= from_source[place] <= (1.0 + _FAR_SHARE) * distance
        if len(places) < count and fits and all(between[place, other] >= apart for other in places):
            places.append(place)
    return places or nearest[:1]


def _recut_share(edit: Vary) -> float:
    """How much of another cut a variation takes, up to 1; not above 0 where it keeps its parent's."""
    return min(1.0, (edit.strength - RECUT_STRENGTH) / (FULL_RECUT_STRENGTH - RECUT_STRENGTH))


def _kept_parts(edit: Vary) -> list[str]:
    """The parts that a figure's variation keeps: the farther it goes the fewer, at last none."""
    order = np.random.default_rng((edit.seed, VARIATION_INDEX_OFFSET + edit.index)).permutation(FIGURE_PARTS)
    return order.tolist()[ceil(_recut_share(edit) * len(FIGURE_PARTS)) :]
