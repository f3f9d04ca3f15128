"""What is asked of finished designs, one value a design: words, drafts, sketches, swatches and poses."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equifashion.design import Idea
from equifashion.evaluation.control import COLOUR_NAMES
from equifashion.evaluation.distances import neighbourhoods
from equifashion.evaluation.judge import CategoryJudge, Features, colour_errors, garment_mask, judged_colour
from equifashion.evaluation.metrics.adherence import pattern_word
from equifashion.evaluation.metrics.binding import halves
from equifashion.evaluation.metrics.inputs import lines_kept, outline_kept, overlap, swatch_error
from equifashion.evaluation.metrics.poses import joints_kept
from equifashion.evaluation.paired.groups import Quantity
from equifashion.evaluation.weights import Weights
from equifashion.imaging.pose import Pose
from equifashion.vocabulary import PHOTOGRAPH_LABELS

CATEGORY = Quantity(
    "category",
    "Category recognised",
    "Share in which a classifier fitted on held-out photographs sees the category of the prompt.",
    "higher",
)
COLOUR = Quantity(
    "colour",
    "Colour recognised",
    "Share whose dominant colour is, of eight, nearest to the one in the prompt.",
    "higher",
)
COLOUR_ERROR = Quantity(
    "colour_error",
    "ΔE00 to the named colour",
    "Median CIEDE2000 from the dominant colour to the named one.",
    "lower",
    np.median,
)
CLIP_S = Quantity(
    "clip_s",
    "CLIP-S",
    "Cosine of picture and prompt in the studio's own image–text model, which trains the terms perceptual, "
    "compatible and consensus: it judges what it taught.",
    "higher",
)
DRAFT_KEPT = Quantity(
    "draft_kept",
    "Outline of the draft kept",
    "Intersection over union of the silhouettes of draft and design.",
    "higher",
)
OUTLINE = Quantity(
    "outline",
    "Outline of the sketch kept",
    "Intersection over union with the silhouette of the photograph that the sketch was drawn from.",
    "higher",
)
LINES = Quantity(
    "lines", "Lines of the sketch kept", "F1 of the lines drawn from the design against the sketch's.", "higher"
)
SWATCH = Quantity(
    "swatch",
    "ΔE00 to the swatch",
    "Median CIEDE2000 between the dominant colours of cloth and swatch; the prompt names none.",
    "lower",
    np.median,
)
PATTERN = Quantity(
    "pattern",
    "Pattern words obeyed",
    "Share of plain, striped and printed prompts in which the measured texture is of that kind.",
    "higher",
)
_REACH = 0.1  # torso lengths
JOINTS = Quantity(
    "joints",
    "Joints in their place",
    "PCK@0.1: share of the pose's joints that a detector finds within a tenth of the torso's length.",
    "higher",
)

PRECISION = Quantity(
    "precision",
    "Among the photographs",
    "Share of designs that lie nearer to some photograph than its fifth nearest photograph does (precision, "
    "Kynkäänniemi et al. 2019).",
    "higher",
)
DENSITY = Quantity(
    "density",
    "Density",
    "How many photographs' neighbourhoods a design lies in, in fifths (Naeem et al. 2020); 1 is a photograph's.",
    "higher",
)
BOTH_COLOURS = Quantity(
    "both_colours",
    "Each garment in its own colour",
    "Share of outfits whose upper and lower half are nearer to their own of the two colours.",
    "higher",
)
OTHER_COLOUR = Quantity(
    "other_colour",
    "Garments in the other's colour",
    "Share of the halves of outfits that are nearer to the other garment's colour, or empty.",
    "lower",
)


@dataclass(frozen=True)
class Judges:
    """Who judges designs.

    Attributes:
        category: classifier; None where there are no photographs to fit it on.
        features: EfficientNet-Lite0.
        weights: with the image–text model.
    """

    category: CategoryJudge | None
    features: Features
    weights: Weights

    def words(self, images: np.ndarray, prompts: Sequence[tuple[str, str]]) -> dict[str, np.ndarray]:
        """Category, colour and its error of designs for (category, colour) prompts, each (N,)."""
        wanted = np.array(prompts)
        seen = np.array([judged_colour(image, COLOUR_NAMES) for image in images])
        found = {
            COLOUR.key: (seen == wanted[:, 1]).astype(float),
            COLOUR_ERROR.key: np.array(
                [colour_errors(i, (name,))[0] for i, name in zip(images, wanted[:, 1], strict=True)]
            ),
        }
        if self.category is not None:
            named = self.category.names(self.features.pooled(images))
            found[CATEGORY.key] = (named == wanted[:, 0]).astype(float)
        return found

    def among(self, images: np.ndarray, photographs: np.ndarray) -> dict[str, np.ndarray]:
        """Precision and density of designs among photographs, each (N,)."""
        found = neighbourhoods(self.features.pooled(photographs), self.features.pooled(images))
        return {PRECISION.key: found.precision, DENSITY.key: found.density}

    def clip_s(self, images: np.ndarray, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """Cosines of designs and prompts, (N,)."""
        seen, told = self.weights.embed_images(images), self.weights.embed_texts(list(texts))
        return {CLIP_S.key: (seen * told).sum(axis=1)}


def draft_kept(images: np.ndarray, ideas: Sequence[Idea]) -> dict[str, np.ndarray]:
    """How much of each draft's silhouette its design keeps, (N,)."""
    pairs = zip(images, ideas, strict=True)
    found = [overlap(garment_mask(image), garment_mask(np.asarray(idea.image))) for image, idea in pairs]
    return {DRAFT_KEPT.key: np.array(found)}


def sketch_kept(
    images: np.ndarray, masks: Sequence[np.ndarray], inks: Sequence[np.ndarray]
) -> dict[str, np.ndarray]:
    """Outlines and lines of sketches in designs, (N,)."""
    return {
        OUTLINE.key: np.array([outline_kept(i, mask) for i, mask in zip(images, masks, strict=True)]),
        LINES.key: np.array([lines_kept(i, ink) for i, ink in zip(images, inks, strict=True)]),
    }


def swatch_kept(images: np.ndarray, swatches: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """ΔE00 of designs to their swatches, (N,)."""
    return {SWATCH.key: np.array([swatch_error(i, swatch) for i, swatch in zip(images, swatches, strict=True)])}


def patterns_shown(images: np.ndarray, cases: Sequence[tuple[str, str, int]]) -> dict[str, np.ndarray]:
    """Whether designs for (category, pattern, seed) show the pattern, (N,)."""
    labels = {label.name: label for label in PHOTOGRAPH_LABELS}
    pairs = zip(images, cases, strict=True)
    return {PATTERN.key: np.array([pattern_word(i, labels[name]) == asked for i, (name, asked, _) in pairs], float)}


def pose_kept(images: np.ndarray, poses: Sequence[Pose]) -> dict[str, np.ndarray]:
    """PCK@0.1 of designs, (N,)."""
    return {JOINTS.key: np.array([joints_kept(i, pose, _REACH) for i, pose in zip(images, poses, strict=True)])}


def colours_placed(images: np.ndarray, colours: Sequence[tuple[str, str]]) -> dict[str, np.ndarray]:
    """Whether each outfit's halves have their own of two colours, and how many have the other's, (N,)."""
    hits = np.array([halves(image, *pair) for image, pair in zip(images, colours, strict=True)])
    return {BOTH_COLOURS.key: hits.all(axis=1).astype(float), OTHER_COLOUR.key: (~hits).mean(axis=1)}
