"""Drawn figures that no training has seen: what prompts with poses, and phrases of parts, are held against."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from equifashion.datasets.sources.croquis import Croquis
from equifashion.design import DesignBrief
from equifashion.evaluation.designs import Request
from equifashion.garments.figure.person import MONK_TONES, Figure
from equifashion.garments.figure.poses import POSES, jittered
from equifashion.garments.on_figure.croquis import compose
from equifashion.garments.on_figure.outfit import Outfit, sample_garment
from equifashion.garments.scene.render import render_image
from equifashion.imaging.pose import Pose

_DRAWN_SEED = 50_021  # of the croquis; data sets are built from other ones
_MADE_SEED = 5000  # of the designs
_STANDING = ("standing relaxed", "contrapposto", "feet apart", "hand on hip", "runway stop", "walking", "sway")
_SHORT, _FULL = 0, 2  # of a record's captions


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
    captions = (record.captions[i].text for i in (_SHORT, _FULL))
    return DrawnFigure(*captions, record.pose, np.asarray(record.image), np.asarray(record.parts))


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


def figure_requests(figures: list[DrawnFigure]) -> list[Request]:
    """A design for the words and the pose of each figure."""
    return [
        Request(DesignBrief(f.prompt, pose=f.pose, look="figure"), _MADE_SEED + number)
        for number, f in enumerate(figures)
    ]


def seeds_of(figures: list[DrawnFigure]) -> str:
    """The designs' seeds, in words."""
    return f"{_MADE_SEED}–{_MADE_SEED + len(figures) - 1}"
