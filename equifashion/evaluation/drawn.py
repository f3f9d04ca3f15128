"""Drawn figures that no training has seen: what prompts with poses are held against."""

from dataclasses import dataclass

import numpy as np

from equifashion.data.sources.croquis import Croquis
from equifashion.design import DesignBrief
from equifashion.evaluation.designs import Request
from equifashion.imaging.pose import Pose

_DRAWN_SEED = 50_021  # of the croquis; data sets are built from other ones
_MADE_SEED = 5000  # of the designs


@dataclass(frozen=True)
class DrawnFigure:
    """A figure of the project's own renderer.

    Attributes:
        prompt: the shortest of its captions.
        pose: of its 18 joints.
        image: (384, 256, 3) uint8.
    """

    prompt: str
    pose: Pose
    image: np.ndarray


def draw_figures(count: int, first: int = 0) -> list[DrawnFigure]:
    """Figures number ``first`` and following, in outfits and stances of all kinds."""
    source = Croquis(_DRAWN_SEED)
    records = (source.record(first + number) for number in range(count))
    return [DrawnFigure(r.captions[0].text, r.pose, np.asarray(r.image)) for r in records]


def figure_requests(figures: list[DrawnFigure]) -> list[Request]:
    """A design for the words and the pose of each figure."""
    return [
        Request(DesignBrief(f.prompt, pose=f.pose, look="figure"), _MADE_SEED + number)
        for number, f in enumerate(figures)
    ]


def seeds_of(figures: list[DrawnFigure]) -> str:
    """The designs' seeds, in words."""
    return f"{_MADE_SEED}–{_MADE_SEED + len(figures) - 1}"
