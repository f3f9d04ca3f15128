"""One call from an index to a finished croquis: who, how they stand, what they wear, and the scene of it all.

Balanced by construction: skin tone, body shape, presentation and category run through their full crossing, shuffled
in small blocks, so that any stretch of consecutive records holds them in nearly equal numbers.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.garments.figure.body import (
    BODY_SHAPES,
    MONK_TONES,
    PRESENTATIONS,
    SHOES,
    Body,
    Figure,
    Stance,
    place_body,
)
from equifashion.garments.figure.figure import draw_figure
from equifashion.garments.figure.hair import sample_hair
from equifashion.garments.figure.poses import sample_stance
from equifashion.garments.on_figure.dress_up import draw_outfit
from equifashion.garments.on_figure.outfit import Outfit, sample_outfit
from equifashion.garments.scene.scene import Scene
from equifashion.vocabulary import CATEGORIES

_SHOE_COLOURS = ("#2c2a2e", "#2c2a2e", "#4a3428", "#7c5a3e", "#efece6", "#8a8b90", "#6b1f2c", "#26324e")
_BLOCK = 30  # records: each tone 3 times, each shape 5 times, each presentation 10 times
_FIGURES = len(MONK_TONES) * len(BODY_SHAPES) * len(PRESENTATIONS)


@dataclass(frozen=True)
class Composition:
    """A croquis and everything that is known about it.

    Attributes:
        scene: to render.
        figure, stance, body: who is drawn, and how.
        outfit: what is worn; ``outfit.main`` is the garment it is about.
    """

    scene: Scene
    figure: Figure
    stance: Stance
    body: Body
    outfit: Outfit


@dataclass(frozen=True)
class Cell:
    """One cell of the crossing.

    Attributes:
        skin_tone: 1–10 on the Monk scale.
        shape: one of ``BODY_SHAPES``.
        presentation: one of ``PRESENTATIONS``.
        category: a key of ``CATEGORIES``.
    """

    skin_tone: int
    shape: str
    presentation: str
    category: str


def create_scene(
    index: int, seed: int = 0, *, category: str | None = None, stance: str | None = None
) -> Composition:
    """The croquis of an index; the same (index, seed) always gives the same one.

    Args:
        index: 0, 1, 2, …; consecutive ones are balanced.
        seed: another seed gives another data set.
        category: of the main garment, instead of the one whose turn it is.
        stance: a name of ``POSES``, instead of a random one.

    Raises:
        InvalidInput: a negative index or seed, or an unknown category or stance.
    """
    if index < 0 or seed < 0:
        raise InvalidInput(f"Index and seed must not be negative; got {index} and {seed}.")
    if category is not None and category not in CATEGORIES:
        raise InvalidInput(f"Unknown category {category!r}; known are {list(CATEGORIES)}.")
    cell, random = cell_of(index, seed), np.random.default_rng([seed, index])
    hair, hair_colour = sample_hair(random, cell.presentation, cell.skin_tone)
    figure = Figure(
        skin_tone=cell.skin_tone,
        shape=cell.shape,
        presentation=cell.presentation,
        heads=round(float(random.uniform(8.2, 8.9)), 3),
        hair=hair,
        hair_colour=hair_colour,
        shoes=SHOES[int(random.integers(len(SHOES)))],
        shoe_colour=_SHOE_COLOURS[int(random.integers(len(_SHOE_COLOURS)))],
    )
    posed = sample_stance(random, stance)
    outfit = sample_outfit(random, category or cell.category)
    return compose(figure, posed, outfit)


def compose(figure: Figure, stance: Stance, outfit: Outfit) -> Composition:
    """The croquis of a figure in a stance and an outfit."""
    body = place_body(figure, stance)
    shapes = (*draw_figure(body), *draw_outfit(outfit, body))
    return Composition(Scene(shapes, body.pose, unit=body.unit), figure, stance, body, outfit)


def cell_of(index: int, seed: int = 0) -> Cell:
    """Whose turn it is at an index."""
    cells = _crossing(seed, index // _size())
    tone, shape, presentation, category = cells[index % len(cells)]
    return Cell(int(tone) + 1, BODY_SHAPES[shape], PRESENTATIONS[presentation], tuple(CATEGORIES)[category])


def _size() -> int:
    return _FIGURES * len(CATEGORIES)


@lru_cache(maxsize=8)
def _crossing(seed: int, epoch: int) -> np.ndarray:
    """All cells in the order of one epoch: (cells, 4) of tone, shape, presentation, category."""
    random = np.random.default_rng([seed, epoch, 17])
    counts = (len(MONK_TONES), len(BODY_SHAPES), len(PRESENTATIONS), len(CATEGORIES))
    i = np.arange(_size())
    k = i % _FIGURES
    category = (i + i // math.lcm(_FIGURES, counts[3])) % counts[
        3
    ]  # a step further whenever the pairs would repeat
    cells = np.stack([k % 10, (k + k // 30) % 6, (k + k // 60) % 3, category], axis=1)
    for column, count in enumerate(counts):
        cells[:, column] = random.permutation(count)[cells[:, column]]
    blocks = [random.permutation(_BLOCK) + start for start in range(0, len(i), _BLOCK)]
    spans = cells[np.concatenate(blocks)].reshape(-1, math.lcm(_BLOCK, counts[3]), 4)  # each category equally often
    return spans[random.permutation(len(spans))].reshape(-1, 4)
