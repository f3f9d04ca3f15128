"""A design brief as conditions for generator and denoiser; run once a brief."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from equifashion.design import DesignBrief
from equifashion.imaging import Pose, draw_skeleton
from equifashion.imaging.pose import JOINT_NAMES
from equifashion.imaging.swatch import swatch_pixels
from equifashion.models.autoencoder import LATENT_HEIGHT, LATENT_WIDTH
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.conditions import Conditions
from equifashion.models.image_text import ImageTextModel, TextFeatures
from equifashion.prompts.presentation import wants_figure
from equifashion.prompts.training_vocabulary import TrainingText, to_training_vocabulary

_WAISTBAND = 0.1  # of the trunk's length: so far above the hip joints the lower half begins
_REMEMBERED = 16  # prompts' worth of texts
_SHARPNESS = 1.5  # of the change between the halves, per row of a latent


@dataclass(frozen=True)
class RegionalSplit:
    """Where the two halves of an outfit are on a figure.

    Attributes:
        below: how much of a place lies below the waist, 0–1, (1, 1, H/16, W/16).
        lower_first: whether the brief names the lower garment first; a swatch is meant for the first one.
        outline: the same as ``below`` for every pixel of the canvas, (384, 256), where a sketch tells; else None.
    """

    below: Tensor
    lower_first: bool = False
    outline: np.ndarray | None = None

    def first_half(self, size: tuple[int, int]) -> np.ndarray:
        """Where the garment that the brief names first is, in a picture of (width, height): (H, W) bool."""
        below = self.below[0, 0].float().cpu().numpy() if self.outline is None else self.outline
        half = below if self.lower_first else 1.0 - below
        return np.asarray(Image.fromarray(half).resize(size, Image.Resampling.BILINEAR)) > 0.5

    def blend(self, upper: Tensor, lower: Tensor) -> Tensor:
        """Two predictions (B, C, H/16, W/16) joined, each in its place."""
        return upper + self.below.to(upper.dtype) * (lower - upper)


@dataclass(frozen=True)
class RegionalConditions:
    """Conditions of the two halves of an outfit: every garment's words reach its own place alone.

    Structural consensus in place of learned attention: small networks give the second garment the first one's
    colour, and the pose tells where the hips are.

    Attributes:
        upper, lower: conditions of the same samples, above and below the waist.
        split: where each half is.
    """

    upper: Conditions
    lower: Conditions
    split: RegionalSplit


@dataclass(frozen=True)
class BriefConditions:
    """What classifier-free guidance needs, for as many samples each.

    Attributes:
        cond: the whole brief.
        uncond: the same without words and fabric; sketch and pose stay.
        regional: used in place of ``cond`` for a figure in an outfit of two halves; else None.
    """

    cond: Conditions
    uncond: Conditions
    regional: RegionalConditions | None = None

    def to(self, dtype: torch.dtype) -> "BriefConditions":
        """The same in another floating type."""
        regional = self.regional
        if regional is not None:
            regional = replace(regional, upper=regional.upper.to(dtype), lower=regional.lower.to(dtype))
        return BriefConditions(self.cond.to(dtype), self.uncond.to(dtype), regional)

    def without_regions(self) -> "BriefConditions":
        """The same with the whole brief everywhere."""
        return BriefConditions(self.cond, self.uncond)

    @property
    def branches(self) -> tuple[Conditions, ...]:
        """What the networks see: the upper and the lower half, or the whole."""
        return (self.cond,) if self.regional is None else (self.regional.upper, self.regional.lower)


class WordEncoder:
    """Encodes texts, and remembers the latest: the ideas of a sheet differ in what they are drawn along alone.

    Attributes:
        model: whose features they are.
    """

    def __init__(self, model: ImageTextModel) -> None:
        self.model = model
        self._known: OrderedDict[tuple[str, ...], tuple[TextFeatures, Tensor]] = OrderedDict()

    @torch.no_grad()
    def __call__(self, texts: Sequence[str]) -> tuple[TextFeatures, Tensor]:
        """Features of texts (N, L, …), and which tokens are no padding (N, L)."""
        key = tuple(texts)
        if key not in self._known:
            tokens = self.model.tokenize(list(texts))
            self._known[key] = self.model.encode_tokens(tokens), tokens != self.model.tokenizer.pad_id
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


@torch.no_grad()
def encode_brief(
    brief: DesignBrief, words: WordEncoder, networks: ConditionNetworks, lower: np.ndarray | None = None
) -> BriefConditions:
    """Encode a brief on the models' device.

    The prompt is read first: slips are repaired, Vietnamese and synonyms said in the words that were learned, and
    the look that the brief asks for is named.
    Sketch and pose stay in the unguided half: guidance then sharpens what the words ask for, on the given
    lines. An outfit of two halves on a figure whose hips are known is told in halves as well; a swatch is of the
    half that the brief begins with.

    Args:
        brief: what to encode.
        words: encodes its words.
        networks: encode the rest.
        lower: how much of each pixel of the canvas wears the lower half of the outfit, 0–1, (384, 256) float32,
            where that is known better than from the pose; else None.
    """
    device = words.model.device
    text = _read(brief, lower, pose_learned=networks.config.pose_learned)
    split = _split(text, brief, lower)
    texts = [text.text, ""]
    swatch_shares = [1.0, 0.0]  # the swatch is meant for the garment that the brief names first
    if split is not None and text.halves is not None:
        texts += text.halves
        swatch_shares += [float(not split.lower_first), float(split.lower_first)]
    features, mask = words(texts)
    swatch = _pixels(Image.fromarray(swatch_pixels(brief.fabric)), device) if brief.fabric else None
    sketch = 1.0 - (_pixels(brief.sketch.convert("L"), device) + 1.0) / 2.0 if brief.sketch else None
    pose = (_pixels(draw_skeleton(brief.followed_pose), device) + 1.0) / 2.0 if brief.followed_pose else None
    both = networks(
        features,
        mask,
        swatches=None if swatch is None else swatch.expand(len(texts), -1, -1, -1),
        swatch_weight=torch.tensor([brief.fabric_weight * share for share in swatch_shares], device=device),
        sketch=sketch,
        sketch_weight=brief.sketch_weight,
        pose=pose,
        pose_weight=brief.pose_weight,
    )
    spatial = tuple(f[:1] for f in both.features)
    rows = [
        Conditions(both.context[i : i + 1], both.mask[i : i + 1], both.pooled[i : i + 1], spatial)
        for i in range(len(texts))
    ]
    if split is None:
        return BriefConditions(rows[0], rows[1])
    split = replace(split, below=split.below.to(device))
    return BriefConditions(rows[0], rows[1], RegionalConditions(rows[2], rows[3], split))


def regional_split(brief: DesignBrief, lower: np.ndarray | None, *, pose_learned: bool) -> RegionalSplit | None:
    """Where the halves of an outfit are; None where its words name no two halves, or no hips are known.

    Args:
        brief, lower: as of ``encode_brief``.
        pose_learned: whether the weights draw figures.
    """
    return _split(_read(brief, lower, pose_learned=pose_learned), brief, lower)


def _read(brief: DesignBrief, lower: np.ndarray | None, *, pose_learned: bool) -> TrainingText:
    """The brief's words as the weights learned them."""
    return to_training_vocabulary(
        brief.prompt, draws_figures=pose_learned, figure=wants_figure(brief), regions_known=lower is not None
    )


def _split(text: TrainingText, brief: DesignBrief, lower: np.ndarray | None) -> RegionalSplit | None:
    below = None
    if text.halves and lower is not None:
        below = _averaged(lower)
    elif text.halves and brief.followed_pose:
        below = _below_hips(brief.followed_pose)
    return None if below is None else RegionalSplit(below, text.lower_first, lower)


def _below_hips(pose: Pose) -> Tensor | None:
    """How much of each place of a latent lies below the hips, (1, 1, H/16, W/16).

    None where they are not seen, or not below the shoulders.
    """
    joints = dict(zip(JOINT_NAMES, pose.keypoints, strict=True))
    hips, shoulders = ([joints[f"{side} {name}"] for side in ("right", "left")] for name in ("hip", "shoulder"))
    if not all(joint[2] > 0 for joint in (*hips, *shoulders)):
        return None
    hip, shoulder = (sum(joint[1] for joint in pair) / 2 for pair in (hips, shoulders))
    if hip <= shoulder:  # a handstand
        return None
    line = hip - _WAISTBAND * (hip - shoulder)
    rows = (torch.arange(LATENT_HEIGHT) + 0.5) / LATENT_HEIGHT
    return torch.sigmoid((rows - line) * LATENT_HEIGHT * _SHARPNESS)[None, None, :, None].repeat(
        1, 1, 1, LATENT_WIDTH
    )


def _averaged(lower: np.ndarray) -> Tensor:
    """(384, 256) → (1, 1, H/16, W/16)."""
    rows, columns = (size // cells for size, cells in zip(lower.shape, (LATENT_HEIGHT, LATENT_WIDTH), strict=True))
    cells = lower.reshape(LATENT_HEIGHT, rows, LATENT_WIDTH, columns).mean(axis=(1, 3))
    return torch.from_numpy(cells)[None, None]


def _pixels(image: Image.Image, device: torch.device) -> Tensor:
    """Picture → (1, C, H, W) in [-1, 1]."""
    array = np.array(image, dtype=np.float32) / 127.5 - 1.0
    array = array[None] if array.ndim == 2 else array.transpose(2, 0, 1)
    return torch.from_numpy(np.ascontiguousarray(array))[None].to(device)
