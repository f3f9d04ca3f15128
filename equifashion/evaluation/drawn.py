"""Drawn figures that no training has seen: what prompts with poses, outfits and phrases of parts are held "
"against."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from equifashion.datasets.sources.croquis import Croquis
from equifashion.garments.figure.person import MONK_TONES, Figure
from equifashion.garments.figure.poses import POSES, jittered
from equifashion.garments.on_figure.croquis import compose
from equifashion.garments.on_figure.outfit import Outfit, sample_garment
from equifashion.garments.scene.render import render_image
from equifashion.imaging.pose import Pose

_DRAWN_SEED = 50_021  # of the croquis; data sets are built from other ones
_STANDING = ("standing relaxed", "contrapposto", "feet apart", "hand on hip", "runway stop", "walking", "sway")
_SHORT, _FULL = 0, 2  # of a record's captions
_CLOTHES = (("blouse", "trousers"), ("sweater", "skirt"), ("shirt", "shorts"))


@dataclass(frozen=True, eq=False)
class DrawnFigure:
    """A figure of the project's own renderer.

    Attributes:
        prompt: the shortest of its captions.
        caption: one that speaks of its parts.
        pose: of its 18 joints.
        image: (384, 256, 3) uint8.
        parts: (384, 256) uint8, indices of ``data.record.PART_NAMES``.
    """

    prompt: str
    caption: str
    pose: Pose
    image: np.ndarray
    parts: np.ndarray


def draw_figures(count: int, first: int = 0) -> list[DrawnFigure]:
    """Figures number ``first`` and following, in outfits and stances of all kinds."""
    return [_draw(number) for number in range(first, first + count)]


@lru_cache(maxsize=256)
def _draw(number: int) -> DrawnFigure:
    record = Croquis(_DRAWN_SEED).record(number)
    assert record.pose is not None
    short, full = (record.captions[i].text for i in (_SHORT, _FULL))
    return DrawnFigure(short, full, record.pose, np.asarray(record.image), np.asarray(record.parts))


def draw_outfit_of_two(upper: tuple[str, str], lower: tuple[str, str], number: int) -> np.ndarray:
    """A drawn figure in two plain garments, each of a colour and a category; (H, W, 3) uint8.

    Args:
        upper, lower: (colour, category).
        number: of the figure, its stance and all that is left open of the garments.
    """
    random = np.random.default_rng((_DRAWN_SEED, number))
    figure = Figure(skin_tone=int(random.integers(1, len(MONK_TONES) + 1)))
    stance = jittered(POSES[str(random.choice(_STANDING))], random)
    garments = [sample_garment(random, name, (colour,), ("plain",)) for colour, name in (lower, upper)]
    return np.asarray(render_image(compose(figure, stance, Outfit(tuple(garments), main=1)).scene))


@dataclass(frozen=True)
class TwoGarments:
    """An upper and a lower garment: their colours, names of ``COLOURS``, and their categories."""

    colours: tuple[str, str]
    categories: tuple[str, str]

    @property
    def prompt(self) -> str:
        """Both in words."""
        return " and ".join(f"{colour} {name}" for colour, name in zip(self.colours, self.categories, strict=True))

    def drawn(self, number: int) -> np.ndarray:
        """Figure ``number`` in these garments, (H, W, 3) uint8."""
        upper, lower = zip(self.colours, self.categories, strict=True)
        return draw_outfit_of_two(upper, lower, number)


def two_garments(count: int, colours: Sequence[str]) -> list[TwoGarments]:
    """``count`` outfits (an even number), each second one the one before with its colours exchanged."""
    pairs = list(itertools.combinations(colours, 2))
    order = np.random.default_rng(0).permutation(len(pairs) * len(_CLOTHES))[: count // 2]
    asked = []
    for number in order:
        first, second = pairs[number // len(_CLOTHES)]
        clothes = _CLOTHES[number % len(_CLOTHES)]
        asked += [TwoGarments(both, clothes) for both in ((first, second), (second, first))]
    return asked
