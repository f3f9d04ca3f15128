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
Say = Callable[[str], None]
STAGES = ("draft", "finished")


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def say_nothing(line: str) -> None:
    """Tell nobody."""


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

    @property
    def by_stage(self) -> dict[str, np.ndarray]:
        """``"draft"`` and ``"finished"`` → the pictures."""
        return {"draft": self.draft, "finished": self.finished}


class DesignCache:
    """A studio that makes each requested picture once.

    Attributes:
        studio: what makes them.
        made: request key → (draft, finished).
    """

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.made: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def make(self, requests: Sequence[Request], on_step: Progress = no_progress) -> Pictures:
        """Drafts and finished designs for some requests."""
        rows = []
        for number, request in enumerate(requests, start=1):
            if request.key not in self.made:
                idea = self.idea(request)
                self.made[request.key] = pixels(idea.image), pixels(self.studio.finish(idea).image)
            rows.append(self.made[request.key])
            on_step(number, len(requests))
        drafts, finished = zip(*rows, strict=True)
        return Pictures(np.stack(drafts), np.stack(finished))

    def idea(self, request: Request) -> Idea:
        """The draft alone, as the studio hands it out."""
        return self.studio.explore(request.brief, request.index + 1, request.seed)[request.index]


def pixels(image: Image.Image) -> np.ndarray:
    """A picture as (384, 256, 3) uint8."""
    image = image.convert("RGB")
    return np.asarray(image if image.size == CANVAS_SIZE else image.resize(CANVAS_SIZE, Image.Resampling.LANCZOS))
