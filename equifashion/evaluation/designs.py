"""The pictures that are judged: made once for a request, shared by every metric that asks for it.

Pictures are (N, 384, 256, 3) uint8; a preset with a larger canvas is scaled down to it before judging.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from equifashion.design import DesignBrief, Idea
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.studio import Studio

Progress = Callable[[int, int], None]  # (done, total)
STAGES = ("draft", "finished")


def unheard(done: int, total: int) -> None:
    """The progress callback of a caller who does not want to know."""


@dataclass(frozen=True, eq=False)
class Request:
    """One design to make: a brief, the seed, and which idea of that seed."""

    brief: DesignBrief
    seed: int
    index: int = 0

    @property
    def key(self) -> str:
        """Equal for requests that ask for the same picture."""
        brief = self.brief
        parts = [repr((brief.prompt, self.seed, self.index, brief.pose, brief.pose_weight, brief.look))]
        for picture, weight in ((brief.sketch, brief.sketch_weight), (brief.fabric, brief.fabric_weight)):
            parts.append("" if picture is None else f"{weight}{hashlib.sha256(picture.tobytes()).hexdigest()}")
        return "/".join(parts)


@dataclass(frozen=True)
class Pictures:
    """What a studio made for some requests, in their order: its drafts, and the same finished."""

    draft: np.ndarray
    finished: np.ndarray

    def of(self, stage: str) -> np.ndarray:
        """The pictures of ``"draft"`` or ``"finished"``."""
        return getattr(self, stage)


class Maker:
    """A studio that makes each requested picture once.

    Attributes:
        studio: what makes them.
        made: request key → (draft, finished).
    """

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.made: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def make(self, requests: Sequence[Request], on_step: Progress = unheard) -> Pictures:
        """Drafts and finished designs for some requests."""
        rows = []
        for number, request in enumerate(requests, start=1):
            if request.key not in self.made:
                idea = self.idea(request)
                self.made[request.key] = pixels(idea.image), pixels(self.studio.finish(idea).image)
            rows.append(self.made[request.key])
            on_step(number, len(requests))
        return Pictures(*(np.stack(column) for column in zip(*rows, strict=True)))

    def idea(self, request: Request) -> Idea:
        """The draft alone, as the studio hands it out."""
        return self.studio.explore(request.brief, request.index + 1, request.seed)[request.index]


def pixels(image: Image.Image) -> np.ndarray:
    """A picture as (384, 256, 3) uint8."""
    image = image.convert("RGB")
    return np.asarray(image if image.size == CANVAS_SIZE else image.resize(CANVAS_SIZE, Image.Resampling.LANCZOS))
