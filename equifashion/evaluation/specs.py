"""The metrics of single pictures: what is asked by words, sketches, swatches and poses, and what is seen.

The report, the ablation and the few-steps study read the same values of the same specs.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from equifashion.evaluation.distances import neighbourhoods
from equifashion.evaluation.evaluators import Evaluators
from equifashion.evaluation.metric import Compare, MetricSpec, See
from equifashion.evaluation.vision import (
    LINE_TOLERANCE_PX,
    cloth_lab,
    cloth_patch,
    colour_errors,
    correct_joints,
    detected_pose,
    dominant_lab,
    garment_mask,
    half_colours,
    halves_match,
    judged_colour,
    largest_piece,
    length_word,
    line_f1,
    lines_of,
    named_lab,
    overlap,
    pattern_word,
)
from equifashion.training.perceptual import perceptual_distance

SWATCH_CHOICES = 20  # swatches among which the right one is to be found
NEIGHBOURS = 5
FLAT = "flat silhouettes: the held-out photographs' outlines, each filled with its garment's median colour"
_SHUFFLED = "the same designs with prompts shuffled"
_PHOTOGRAPHS = "held-out photographs that are described by these names"
_REBUILT = "the photographs themselves through the autoencoder"
_OTHER_SKETCH = "the same pictures against another design's sketch"
_SKETCH_REMEDY = "A longer-trained sketch adapter, and a higher sketch weight."
_OTHER_SWATCH = "the same pictures against the next design's swatch"
_TWO_SWATCHES = "two swatches of one photograph"
_DRAWN = "drawn figures in these garments, through the autoencoder"
_EXCHANGED = "the same pictures with the two colours exchanged"


def _each_picture(look: Callable[[np.ndarray], Any]) -> See:
    return lambda evaluators, images: [look(image) for image in images]


def _each_pair(score: Callable[[Any, Any], float]) -> Compare:
    return lambda seen, targets: np.array([score(a, b) for a, b in zip(seen, targets, strict=True)], float)


def _median(values: np.ndarray) -> float:
    return float(np.median(values))


_equal = _each_pair(lambda seen, asked: seen == asked)

CATEGORY = MetricSpec(
    "adherence.category",
    "Category recognised",
    "Share in which a classifier of EfficientNet-Lite0 features, fitted on held-out photographs, sees the category "
    "of the prompt.",
    "higher",
    0.08,
    "Longer training of generator and refiner; a stronger consensus loss between words and garment.",
    reference="the classifier on held-out photographs, five folds",
    control=_SHUFFLED,
    see=lambda evaluators, images: evaluators.categories(images),
    compare=_equal,
)
COLOUR = MetricSpec(
    "adherence.colour",
    "Colour recognised",
    "Share whose measured dominant colour is, of the eight, nearest to the one in the prompt. The same table of "
    "names makes the captions.",
    "higher",
    0.05,
    "More weight on the colour phrase in guidance.",
    reference=_PHOTOGRAPHS,
    control=_SHUFFLED,
    see=lambda evaluators, images: [judged_colour(image, evaluators.colours) for image in images],
    compare=_equal,
)
COLOUR_ERROR = MetricSpec(
    "adherence.colour_error",
    "Distance to the named colour",
    "Median CIEDE2000 from the dominant colour to the named one; below 5 is hard to see, above 20 another colour.",
    "lower",
    2.0,
    "More weight on the colour phrase in guidance.",
    reference=_PHOTOGRAPHS,
    control=_SHUFFLED,
    unit="ΔE00",
    statistic=_median,
    see=_each_picture(dominant_lab),
    compare=lambda seen, names: colour_errors(seen, [named_lab(name) for name in names]),
)
LENGTH = MetricSpec(
    "adherence.length",
    "Length words obeyed",
    "Share of prompts with mini, maxi, cropped, long, wide-leg, slim or short whose silhouette's height over width "
    "lies beyond the quartile of real garments that the word stands for.",
    "higher",
    0.15,
    "Length words in more captions, or sketches as a stronger guide to proportion.",
    reference="1 by definition: the captions of photographs follow the same rule",
    control="each design against the opposite word",
    see=_each_picture(largest_piece),
    compare=_each_pair(lambda piece, asked: length_word(piece, asked[0]) == asked[1]),  # (category, word)
)
PATTERN = MetricSpec(
    "adherence.pattern",
    "Pattern words obeyed",
    "Share of plain, striped and printed prompts in which the measured texture is of that kind; an undecided "
    "texture counts as a miss.",
    "higher",
    0.15,
    "An autoencoder that keeps fine texture, then longer training of the refiner on it.",
    reference="held-out photographs of each pattern through the autoencoder",
    control="the same designs with the words shuffled",
    see=_each_picture(pattern_word),
    compare=_equal,
)
CLIP_S = MetricSpec(
    "adherence.clip_s",
    "Image–text agreement (CLIP-S)",
    "Cosine of picture and prompt in the studio's own image–text model. It saturates, and the model has helped to "
    "train what it measures here.",
    "higher",
    0.03,
    "It moves with category and colour; do not tune for it.",
    reference="held-out photographs and their own prompts",
    control="the same pictures with prompts shuffled",
    unit="cosine",
    see=lambda evaluators, images: evaluators.weights.embed_images(images),
    compare=lambda seen, texts: (np.asarray(seen) * np.asarray(texts)).sum(axis=1),
)
DRAFT_KEPT = MetricSpec(
    "finish.draft_kept",
    "Outline of the draft kept",
    "Intersection over union of the silhouettes of draft and design.",
    "higher",
    see=_each_picture(garment_mask),
    compare=_each_pair(lambda mask, draft: overlap(mask, garment_mask(draft))),
)
OUTLINE = MetricSpec(
    "inputs.sketch_silhouette",
    "Outline of the sketch kept",
    "Overlap (intersection over union) of the design's silhouette with that of the photograph the sketch was drawn "
    "from.",
    "higher",
    0.05,
    _SKETCH_REMEDY,
    reference=_REBUILT,
    control=_OTHER_SKETCH,
    see=_each_picture(garment_mask),
    compare=_each_pair(overlap),
)
LINES = MetricSpec(
    "inputs.sketch_edges",
    "Lines of the sketch kept",
    f"F1 of the lines extracted from the design against the sketch's, {LINE_TOLERANCE_PX:g} pixels of tolerance.",
    "higher",
    0.05,
    f"{_SKETCH_REMEDY} Inner lines need a sharper autoencoder.",
    reference=_REBUILT,
    control=_OTHER_SKETCH,
    unit="F1",
    see=_each_picture(lines_of),
    compare=_each_pair(line_f1),
)
FABRIC_COLOUR = MetricSpec(
    "inputs.fabric_colour",
    "Distance to the swatch's colour",
    "Median CIEDE2000 between the dominant colours of garment and swatch; the prompt names no colour.",
    "lower",
    3.0,
    "A longer-trained swatch encoder; more of the finish guided by its tokens.",
    reference=_TWO_SWATCHES,
    control=_OTHER_SWATCH,
    unit="ΔE00",
    statistic=_median,
    see=_each_picture(lambda image: cloth_lab(cloth_patch(image))),
    compare=lambda seen, swatches: colour_errors(seen, [cloth_lab(swatch) for swatch in swatches]),
)


def textures(evaluators: Evaluators, patches: Sequence[np.ndarray | None]) -> np.ndarray:
    """Texture statistics of patches, (N, D); NaN where there is none."""
    rows = [None if patch is None else evaluators.features.texture(patch) for patch in patches]
    width = next((len(row) for row in rows if row is not None), 1)
    return np.stack([np.full(width, np.nan) if row is None else row for row in rows])


def texture_distances(seen: np.ndarray, swatches: np.ndarray) -> np.ndarray:
    """Distance of every garment (N, D) to every swatch (N, D), (N, N); a blank one is charged the most."""
    # Each channel in units of its spread over the swatches, so that none drowns the others.
    scale = swatches.std(axis=0) + 1e-6
    far = np.sqrt((((seen / scale)[:, None] - (swatches / scale)[None]) ** 2).mean(axis=2))
    return np.where(np.isnan(far), np.nanmax(far) if np.isfinite(far).any() else 1.0, far)


def found_among_swatches(seen: np.ndarray, swatches: np.ndarray) -> np.ndarray:
    """Whether each garment's own swatch is the nearest of its round of ``SWATCH_CHOICES``, (N,)."""
    far, found = texture_distances(seen, swatches), []
    for i in range(len(far)):
        first = i // SWATCH_CHOICES * SWATCH_CHOICES
        found.append(far[i, first : first + SWATCH_CHOICES].argmin() + first == i)
    return np.array(found, float)


_TEXTURE_REMEDY = "A swatch encoder with more tokens and fine texture, on an autoencoder that keeps it."


def _cloth_textures(evaluators: Evaluators, images: np.ndarray) -> np.ndarray:
    return textures(evaluators, [cloth_patch(image) for image in images])


FABRIC_FOUND = MetricSpec(
    "inputs.fabric_retrieval",
    f"Swatch found among {SWATCH_CHOICES}",
    f"Share of designs whose fabric is nearer to the given swatch than to {SWATCH_CHOICES - 1} others, by texture "
    "statistics.",
    "higher",
    0.15,
    _TEXTURE_REMEDY,
    reference=_TWO_SWATCHES,
    control=_OTHER_SWATCH,
    see=_cloth_textures,
    compare=found_among_swatches,
)
FABRIC_TEXTURE = MetricSpec(
    "inputs.fabric_texture",
    "Distance to the swatch's texture",
    "Mean distance of texture statistics (channel means and spreads of early EfficientNet-Lite0 layers) between a "
    "patch of the garment and the swatch.",
    "lower",
    0.15,
    _TEXTURE_REMEDY,
    reference=_TWO_SWATCHES,
    control=_OTHER_SWATCH,
    relative=True,
    unit="distance",
    see=_cloth_textures,
    compare=lambda seen, swatches: texture_distances(seen, swatches).diagonal(),
)


def _joints(reach: float) -> MetricSpec:
    return MetricSpec(
        f"outfits.pose_{round(100 * reach):02d}",
        f"Joints in their place (PCK@{reach:g})",
        f"Share of the given joints that a pose detector finds within {reach:g} torso lengths of their place; a "
        "design in which it finds nobody has none.",
        "higher",
        0.1,
        "Longer training of the pose adapter, and an autoencoder that keeps faces and hands.",
        reference="drawn figures in these poses, through the autoencoder",
        control="the same pictures against the next design's pose",
        see=_each_picture(detected_pose),
        compare=_each_pair(lambda seen, given: correct_joints(seen, given, reach)),
    )


JOINTS_10, JOINTS_20 = _joints(0.1), _joints(0.2)
BINDING = MetricSpec(
    "outfits.binding",
    "Each garment in its own colour",
    "Share of prompts like “red blouse and blue trousers” whose upper half is nearer to the first colour than to "
    "the second and whose lower half is nearer to the second. Every prompt also occurs with its colours exchanged.",
    "higher",
    0.1,
    "The semantic-bundled attention loss, and more captions of outfits.",
    reference=_DRAWN,
    control=_EXCHANGED,
    see=_each_picture(half_colours),
    compare=_each_pair(lambda seen, colours: all(halves_match(seen, colours))),
)
LEAKAGE = replace(
    BINDING,
    key="outfits.leakage",
    title="Garments in the other's colour",
    explained="Share of the same prompts' garments whose half is nearer to the other garment's colour, or empty.",
    better="lower",
    compare=_each_pair(lambda seen, colours: 1.0 - float(np.mean(halves_match(seen, colours)))),
)


def _pooled(evaluators: Evaluators, images: np.ndarray) -> np.ndarray:
    return evaluators.features.pooled(images)


def _neighbours(name: str, title: str, explained: str, remedy: str) -> MetricSpec:
    """Pictures against features of photographs; the values are the pictures' or the photographs'."""
    return MetricSpec(
        f"coverage.{name}",
        title,
        f"{explained} k = {NEIGHBOURS}, EfficientNet-Lite0 features.",
        "higher",
        0.08,
        remedy,
        reference="as many training photographs of the same categories",
        control=FLAT,
        see=_pooled,
        compare=lambda made, real: getattr(neighbourhoods(np.asarray(real), np.asarray(made), NEIGHBOURS), name),
    )


_SHARPER = "Sharper, more photographic designs: autoencoder and refiner."
_MORE_DATA = "Patterns and details that no design shows yet: longer training, more data."
PRECISION = _neighbours(
    "precision", "Precision", "Share of designs as near to some held-out photograph as its 5th neighbour.", _SHARPER
)
DENSITY = _neighbours(
    "density",
    "Density",
    "How many held-out photographs have a design within reach of their 5th neighbour, over k, on average.",
    _SHARPER,
)
RECALL = _neighbours(
    "recall",
    "Recall",
    "Share of held-out photographs as near to some design as its 5th neighbour among designs.",
    _MORE_DATA,
)
COVERAGE = _neighbours(
    "coverage",
    "Coverage",
    "Share of held-out photographs with a design within reach of their 5th neighbour.",
    _MORE_DATA,
)
APART = MetricSpec(
    "steps.apart",
    "Distance to the longest",
    "Perceptual distance (EfficientNet-Lite0) to the same design with the most steps.",
    "lower",
    unit="perceptual distance",
    see=lambda evaluators, images: [evaluators.features.maps(image) for image in images],
    compare=_each_pair(lambda seen, other: float(perceptual_distance(seen, other))),
)
