"""Which colour belongs to which garment: prompts of two garments, each also with its colours exchanged."""

import itertools
from dataclasses import dataclass

import numpy as np

from equifashion.design import DesignBrief
from equifashion.evaluation.control import COLOUR_NAMES
from equifashion.evaluation.designs import STAGES, Progress, Request
from equifashion.evaluation.drawn import draw_outfit_of_two
from equifashion.evaluation.figures import Figure, Measure, estimate_mean, found
from equifashion.evaluation.judge import garment_mask
from equifashion.evaluation.study import Study
from equifashion.imaging.palette import colour_difference, dominant_colours, to_lab
from equifashion.vocabulary import COLOURS

SEED = 5500
# Of the figure's height from the crown: clear of head and waist, and of the legs that shorts and skirts leave bare.
_UPPER, _LOWER = (0.18, 0.42), (0.50, 0.62)
_CLOTHES = (("blouse", "trousers"), ("sweater", "skirt"), ("shirt", "shorts"))
_REMEDY = "The semantic-bundled attention loss, and more captions of outfits."

BINDING = Measure(
    "outfits.binding",
    "Each garment in its own colour",
    "Share of prompts like “red blouse and blue trousers” whose upper half is nearer to the first colour than to "
    "the second and whose lower half is nearer to the second. Every prompt also occurs with its colours exchanged.",
    "higher",
    0.1,
    _REMEDY,
    reference="drawn figures in these garments, through the autoencoder",
    control="the same pictures with the two colours exchanged",
)
LEAKAGE = Measure(
    "outfits.leakage",
    "Garments in the other's colour",
    "Share of the same prompts' garments whose half is nearer to the other garment's colour, or empty.",
    "lower",
    0.1,
    _REMEDY,
    reference="drawn figures in these garments, through the autoencoder",
    control="the same pictures with the two colours exchanged",
)


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
        return draw_outfit_of_two(*zip(self.colours, self.categories, strict=True), number)


def measure_binding(study: Study, on_step: Progress) -> list[Figure]:
    """Both measures, for drafts and finished designs."""
    asked = two_garments(study.effort.poses)
    made = study.maker.make(outfit_requests(asked), on_step)
    drawn = study.weights.rebuild(np.stack([a.drawn(i // 2) for i, a in enumerate(asked)]))
    real = np.array([halves(image, *a.colours) for image, a in zip(drawn, asked, strict=True)])
    seeds = f"{SEED}–{SEED + (len(asked) - 1) // 2}"
    figures = []
    for stage in STAGES:
        right, wrong = (
            np.array([halves(image, *a.colours[::way]) for image, a in zip(made.of(stage), asked, strict=True)])
            for way in (1, -1)
        )
        for measure, told in ((BINDING, lambda hits: hits.all(axis=1)), (LEAKAGE, lambda hits: ~hits)):
            # A prompt and its exchange are drawn together: one of them alone says nothing about binding.
            found_ = estimate_mean(told(right).astype(float).reshape(len(asked) // 2, -1).mean(axis=1))
            reference, control = (float(told(hits).mean()) for hits in (real, wrong))
            figures.append(found(measure, stage, found_, len(asked), seeds, reference=reference, control=control))
    figures.sort(key=lambda figure: figure.measure is LEAKAGE)
    return figures


def two_garments(count: int) -> list[TwoGarments]:
    """``count`` outfits (an even number), each second one the one before with its colours exchanged."""
    pairs = list(itertools.combinations(COLOUR_NAMES, 2))
    order = np.random.default_rng(0).permutation(len(pairs) * len(_CLOTHES))[: count // 2]
    asked = []
    for number in order:
        first, second = pairs[number // len(_CLOTHES)]
        clothes = _CLOTHES[number % len(_CLOTHES)]
        asked += [TwoGarments(colours, clothes) for colours in ((first, second), (second, first))]
    return asked


def outfit_requests(asked: list[TwoGarments]) -> list[Request]:
    """A figure in each outfit, an outfit and its exchange from one seed."""
    return [Request(DesignBrief(one.prompt, look="figure"), SEED + i // 2) for i, one in enumerate(asked)]


def halves(image: np.ndarray, upper: str, lower: str) -> tuple[bool, bool]:
    """Whether the figure's upper and its lower garment are nearer to their own colour than to the other's."""
    mask = garment_mask(image)
    if not mask.any():
        return False, False
    rows = np.flatnonzero(mask.any(axis=1))
    top, height = int(rows[0]), int(rows[-1] - rows[0] + 1)
    wanted = [to_lab(COLOURS[name]) for name in (upper, lower)]
    hits = []
    for own, (start, end) in enumerate((_UPPER, _LOWER)):
        band = np.zeros_like(mask)
        band[top + int(start * height) : top + int(end * height)] = True
        palette = dominant_colours(image, mask & band)
        apart = [float(colour_difference(palette[0].lab, lab)) for lab in wanted] if palette else [1.0, 1.0]
        hits.append(apart[own] < apart[1 - own])
    return hits[0], hits[1]
