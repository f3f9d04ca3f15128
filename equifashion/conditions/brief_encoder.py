"""A design brief as conditions for generator and denoiser; run once a brief."""

from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from equifashion.conditions.networks import ConditionNetworks
from equifashion.conditions.tensors import Conditions
from equifashion.design import DesignBrief
from equifashion.imaging import draw_skeleton
from equifashion.imaging.swatch import swatch_pixels
from equifashion.language.learned_text import learned_text
from equifashion.language.looks import wants_figure
from equifashion.semantics.image_text import ImageTextModel


@dataclass(frozen=True)
class BriefConditions:
    """What guidance needs: the conditions, and the same without words and fabric, of as many samples."""

    given: Conditions
    unguided: Conditions


@torch.no_grad()
def encode_brief(brief: DesignBrief, text: ImageTextModel, networks: ConditionNetworks) -> BriefConditions:
    """Encode a brief on the models' device.

    The prompt is read first: slips are repaired, Vietnamese and synonyms said in the words that were learned, and
    the look that the brief asks for is named.
    Sketch and pose stay in the unguided half: guidance then sharpens what the words ask for, on the given
    lines.
    """
    device = text.device
    told = learned_text(brief.prompt, networks.config.pose_learned, wants_figure(brief))
    tokens = text.tokenize([told.text, ""])
    features, mask = text.encode_tokens(tokens), tokens != text.tokenizer.pad_id
    swatch = _pixels(Image.fromarray(swatch_pixels(brief.fabric)), device) if brief.fabric else None
    sketch = 1.0 - (_pixels(brief.sketch.convert("L"), device) + 1.0) / 2.0 if brief.sketch else None
    pose = (_pixels(draw_skeleton(brief.followed_pose), device) + 1.0) / 2.0 if brief.followed_pose else None
    both = networks(
        features,
        mask,
        swatches=None if swatch is None else swatch.expand(2, -1, -1, -1),
        swatch_weight=torch.tensor([brief.fabric_weight, 0.0], device=device),
        sketch=sketch,
        sketch_weight=brief.sketch_weight,
        pose=pose,
        pose_weight=brief.pose_weight,
    )
    spatial = tuple(f[:1] for f in both.features)
    return BriefConditions(
        *(
            Conditions(both.context[i : i + 1], both.mask[i : i + 1], both.pooled[i : i + 1], spatial)
            for i in range(2)
        )
    )


def _pixels(image: Image.Image, device: torch.device) -> Tensor:
    """Picture → (1, C, H, W) in [-1, 1]."""
    array = np.array(image, dtype=np.float32) / 127.5 - 1.0
    array = array[None] if array.ndim == 2 else array.transpose(2, 0, 1)
    return torch.from_numpy(np.ascontiguousarray(array))[None].to(device)
