"""Does the image–text model know parts? Without that, structural semantic consensus means nothing."""

from dataclasses import dataclass

import numpy as np
import torch

from equifashion.evaluation.bootstrap import estimate
from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.drawn import DrawnFigure, draw_figures
from equifashion.evaluation.features import to_tensor
from equifashion.evaluation.metric import MetricResult, MetricSpec, Section, not_measured, result
from equifashion.evaluation.weights import NO_IMAGE_TEXT
from equifashion.models.consensus import crop_parts, part_boxes
from equifashion.models.image_text import IMAGE_SIZE
from equifashion.training.part_pairs import PartPhrase, part_phrases

_FIGURES = 40
_CHOICES = 5  # phrases, the right one among them
PHRASES = MetricSpec(
    "semantics.part_phrases",
    f"Part's phrase found among {_CHOICES}",
    "Share of parts of drawn figures (collars, sleeves, hems, …) whose crop is nearer to its own phrase than to "
    f"{_CHOICES - 1} phrases about the same part of other figures that state something else; chance is "
    f"{1 / _CHOICES:g}.",
    "higher",
    0.1,
    "Training the image tower on crops of parts and their phrases.",
    control="the same phrases against the crops of other figures",
)


@dataclass(frozen=True)
class _Part:
    phrase: PartPhrase
    crop: np.ndarray  # (96, 64, 3) uint8
    figure: int


def measure(context: EvaluationContext) -> Section:
    """Phrases found for parts that are held out."""
    weights = context.evaluators.weights
    found: MetricResult = not_measured(PHRASES, NO_IMAGE_TEXT, "parts")
    if weights.image_text is not None:
        parts = _parts(draw_figures(_FIGURES))
        pictures = weights.embed_images(np.stack([part.crop for part in parts]))
        texts = weights.embed_texts([part.phrase.text for part in parts])
        right, wrong = found_phrases([part.phrase for part in parts], pictures, texts)
        seeds, control = f"figures 0–{_FIGURES - 1}", float(wrong.mean())
        found = result(PHRASES, "parts", estimate(np.mean, right), len(right), seeds, control=control)
    return Section(
        "Semantics: does the image–text model tell parts apart?",
        "It judges consensus between phrases and parts, in training and in the scores; here it is judged itself, "
        "on drawn figures that no training has seen.",
        (found,),
    )


def _parts(figures: list[DrawnFigure]) -> list[_Part]:
    found = []
    for number, figure in enumerate(figures):
        phrases = part_phrases(figure.caption)
        boxes = part_boxes(torch.from_numpy(figure.parts.copy()), tuple({phrase.label for phrase in phrases}))
        pixels = to_tensor(figure.image[None])[0]
        for phrase in phrases:
            if phrase.label in boxes:
                [crop] = crop_parts(pixels, {phrase.label: boxes[phrase.label]}, IMAGE_SIZE)
                shown = ((crop.permute(1, 2, 0) + 1.0) * 127.5).round().clamp(0, 255).byte().numpy()
                found.append(_Part(phrase, shown, number))
    return found


def found_phrases(
    phrases: list[PartPhrase], pictures: np.ndarray, texts: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Whether each part's own phrase is the nearest of ``_CHOICES`` about the same part.

    Args:
        phrases: N of them.
        pictures, texts: unit embeddings of crops and phrases, (N, D).

    Returns:
        Hits (M,) of the parts with enough other phrases, and the same for another one's crop.
    """
    random = np.random.default_rng(0)
    right, wrong = [], []
    for place, phrase in enumerate(phrases):
        others = [i for i, p in enumerate(phrases) if p.label == phrase.label and p.facts != phrase.facts]
        if len(others) < _CHOICES - 1:
            continue
        chosen = random.choice(others, _CHOICES - 1, replace=False)
        options = texts[[place, *chosen]]
        right.append(float((options @ pictures[place]).argmax() == 0))
        wrong.append(float((options @ pictures[random.choice(others)]).argmax() == 0))
    return np.array(right), np.array(wrong)
