"""How well the segmenter knows garment parts: intersection over union on held-out drawings, beside controls.

A drawn figure's part masks are exact. Each picture is judged as it is and with its figure taken away, as
photographs of garments are; the control holds the same answers against another record's masks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from scipy.ndimage import binary_dilation

from equifashion.datasets.record import PART_NAMES
from equifashion.errors import InvalidInput
from equifashion.evaluation.designs import Say
from equifashion.evaluation.tables import markdown_table
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.part_finder import OutlineRegions, RegionFinder
from equifashion.models.loading import load_model
from equifashion.models.part_finder import PartRegions
from equifashion.models.segmenter import PartSegmenter
from equifashion.training.part_pictures import without_body
from equifashion.training.samples import Samples, load_samples

LOCKED = ("collar", "sleeves", "hem")
ROOM = round(0.02 * CANVAS_SIZE[1])  # around a part's true mask, as locks have


@dataclass(frozen=True)
class PartScores:
    """Intersection over union, each in [0, 1]; pixels are pooled over all pictures, as is usual.

    Attributes:
        pictures: how many drawings were judged.
        worn: per part of ``PART_NAMES``, on figures.
        alone: the same with the figure taken away; NaN for what is then not there.
        control: against the masks of another record, on figures.
    """

    pictures: int
    worn: np.ndarray
    alone: np.ndarray
    control: np.ndarray

    def to_markdown(self) -> list[str]:
        """Lines of a table, a row for each part and one for their mean."""
        columns = (self.worn, self.alone, self.control)
        rows = [(name, *(f"{column[i]:.3f}" for column in columns)) for i, name in enumerate(PART_NAMES)]
        rows.append(("mean", *(f"{np.nanmean(column):.3f}" for column in columns)))
        return [
            f"N = {self.pictures} held-out drawings",
            "",
            *markdown_table(["part", "on a figure", "without it", "another's masks"], rows),
        ]


@dataclass(frozen=True)
class FinderScores:
    """How well a finder finds a part to lock, mean over the pictures that have it.

    Attributes:
        pictures: how many have the part.
        overlap: intersection over union with the part and the room around it.
        held: share of the part itself that lies inside.
        refused: share of pictures in which nothing was found; they count 0 above.
    """

    pictures: int
    overlap: float
    held: float
    refused: float


def held_out(samples: Samples, count: int | None) -> list[int]:
    """Numbers of evenly spaced test pictures whose parts are known; None takes all.

    Raises:
        InvalidInput: there is none.
    """
    known = [int(i) for i in samples.indices("test") if samples.parts(int(i)) is not None]
    if not known:
        raise InvalidInput("No held-out picture has part labels. Please name a data set of drawn figures.")
    if count is None or count >= len(known):
        return known
    return [known[place] for place in np.linspace(0, len(known) - 1, count).astype(int)]


def score_parts(model: PartSegmenter, samples: Samples, count: int | None = None) -> PartScores:
    """Judge a segmenter on held-out drawings.

    Args:
        model: whose names are ``PART_NAMES``.
        samples: with drawn figures.
        count: how many; None takes all.
    """
    chosen = held_out(samples, count)
    counts = np.zeros((3, 2, len(PART_NAMES)))  # worn, alone, control × common, either × part
    for place, index in enumerate(chosen):
        image, labels = _labelled(samples, index)
        found = _labels(model, image)
        counts[0] += _overlap(found, labels)
        counts[2] += _overlap(found, _labelled(samples, chosen[place - 1])[1])
        image, labels = without_body(image, labels)
        counts[1] += _overlap(_labels(model, image), labels)
    common, either = counts[:, 0], counts[:, 1]
    shown = either > 0
    # A part that is nowhere in the truth cannot be found; taking it for one counts against the others.
    shown[1, [PART_NAMES.index(name) for name in ("skin", "hair", "shoes")]] = False
    scores = np.where(shown, common / np.maximum(either, 1), np.nan)
    worn, alone, control = scores
    return PartScores(len(chosen), worn, alone, control)


def score_finder(
    finder: RegionFinder, samples: Samples, count: int | None = None, worn: bool = True
) -> dict[str, FinderScores]:
    """Judge what a finder would lock on held-out drawings.

    Args:
        finder: of regions.
        samples: with drawn figures.
        count: how many; None takes all.
        worn: whether the figure stays in the picture.

    Returns:
        part of ``LOCKED`` → scores.
    """
    rows: dict[str, list[tuple[float, float, bool]]] = {name: [] for name in LOCKED}
    for index in held_out(samples, count):
        image, labels = _labelled(samples, index)
        if not worn:
            image, labels = without_body(image, labels)
        for name in LOCKED:
            part = labels == PART_NAMES.index(name)
            if part.any():
                rows[name].append(_judged(finder, np.asarray(image), part, name))
    return {name: FinderScores(len(r), *np.array(r, float).mean(axis=0).tolist()) for name, r in rows.items() if r}


def _labelled(samples: Samples, index: int) -> tuple[np.ndarray, np.ndarray]:
    """A picture and its parts, which are known."""
    labels = samples.parts(index)
    assert labels is not None
    return samples.image(index), labels


def _judged(finder: RegionFinder, image: np.ndarray, part: np.ndarray, name: str) -> tuple[float, float, bool]:
    try:
        region = finder.part(image, name)
    except InvalidInput:
        return 0.0, 0.0, True
    wanted = binary_dilation(part, iterations=ROOM)
    return (region & wanted).sum() / (region | wanted).sum(), (region & part).sum() / part.sum(), False


def _labels(model: PartSegmenter, image: np.ndarray) -> np.ndarray:
    pixels = torch.from_numpy(np.asarray(image, np.float32) / 127.5 - 1.0).permute(2, 0, 1)[None]
    return model.label(pixels)[0].numpy()


def _overlap(found: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """(2, P): pixels that both call a part, and that either does."""
    confusion = np.bincount(found.ravel() * len(PART_NAMES) + labels.ravel(), minlength=len(PART_NAMES) ** 2)
    confusion = confusion.reshape(len(PART_NAMES), -1)
    common = np.diagonal(confusion)
    return np.stack([common, confusion.sum(0) + confusion.sum(1) - common])


def report_parts(weights: Path, data: Sequence[Path], cache: Path, count: int | None, say: Say) -> None:
    """Say all scores of the segmenter in a weights folder, and of both region finders."""
    model, samples = load_model(PartSegmenter, weights).model, load_samples(tuple(data), cache)
    finders: dict[str, RegionFinder] = {"segmenter": PartRegions(model), "outline": OutlineRegions()}
    rows = [
        (
            title,
            "worn" if worn else "alone",
            name,
            s.pictures,
            *(f"{v:.3f}" for v in (s.overlap, s.held, s.refused)),
        )
        for title, finder in finders.items()
        for worn in (True, False)
        for name, s in score_finder(finder, samples, count, worn).items()
    ]
    heads = ["finder", "figure", "part", "N", "overlap", "held", "refused"]
    for line in [*score_parts(model, samples, count).to_markdown(), "", *markdown_table(heads, rows)]:
        say(line)
