"""Does the image–text model know parts? Without that, structural semantic consensus means nothing."""

from dataclasses import dataclass

import numpy as np
import torch

from equifashion.evaluation.designs import Progress, unheard
from equifashion.evaluation.drawn import DrawnFigure, draw_figures
from equifashion.evaluation.features import to_tensor
from equifashion.evaluation.figures import Measure, Section, estimate_mean, found, missing
from equifashion.evaluation.study import Study
from equifashion.evaluation.weights import NO_IMAGE_TEXT
from equifashion.models.consensus import crop_parts, part_boxes
from equifashion.models.image_text import IMAGE_SIZE
from equifashion.training.part_pairs import PartPhrase, part_phrases

_FIGURES = 40
_CHOICES = 5  # phrases, the right one among them
PHRASES = Measure(
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


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Phrases found for parts that are held out."""
    if study.weights.image_text is None:
        figures = (missing(PHRASES, NO_IMAGE_TEXT, "parts"),)
    else:
        parts = _parts(draw_figures(_FIGURES))
        pictures = study.weights.embed_images(np.stack([part.crop for part in parts]))
        texts = study.weights.embed_texts([part.phrase.text for part in parts])
        right, wrong = found_phrases([part.phrase for part in parts], pictures, texts)
        figures = (
            found(PHRASES, "parts", estimate_mean(right), len(right), f"figures 0–{_FIGURES - 1}",
                  control=float(wrong.mean())),
        )  # fmt: skip
    return Section(
        "Semantics: does the image–text model tell parts apart?",
        "It judges consensus between phrases and parts, in training and in the scores; here it is judged itself, "
        "on drawn figures that no training has seen.",
        figures,
    )


def _parts(figures: list[DrawnFigure]) -> list[_Part]:
    found_ = []
    for number, figure in enumerate(figures):
        phrases = part_phrases(figure.caption)
        boxes = part_boxes(torch.from_numpy(figure.parts.copy()), tuple({phrase.label for phrase in phrases}))
        pixels = to_tensor(figure.image[None])[0]
        for phrase in phrases:
            if phrase.label in boxes:
                [crop] = crop_parts(pixels, {phrase.label: boxes[phrase.label]}, IMAGE_SIZE)
                shown = ((crop.permute(1, 2, 0) + 1.0) * 127.5).round().clamp(0, 255).byte().numpy()
                found_.append(_Part(phrase, shown, number))
    return found_


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
