"""Structural semantic consensus: do the parts of a picture show what the phrases of its caption say?

As in EquiFashion, phrases and part crops are embedded by the image–text model, matched one to one so that the total
similarity is greatest (Kuhn 1955), and scored together with the whole picture against the whole caption.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from scipy.optimize import linear_sum_assignment
from torch import Tensor

_CONTEXT = 0.12  # of the part's larger side, kept around it in a crop
_SMALLEST = 16  # pixels a side; smaller parts are not looked at


@dataclass(frozen=True)
class Consensus:
    """The agreement of one picture and its caption.

    Attributes:
        phrases, parts: (M,) matched pairs, as indices into the phrases and the parts; M is the smaller count.
        similarities: (M,) cosine similarities of the pairs, in [-1, 1]; differentiable.
        whole: cosine similarity of picture and caption; differentiable.
    """

    phrases: Tensor
    parts: Tensor
    similarities: Tensor
    whole: Tensor

    @property
    def score(self) -> Tensor:
        """Mean of the parts' and the whole's agreement; the whole alone where nothing could be matched."""
        if len(self.similarities) == 0:
            return self.whole
        return 0.5 * (self.similarities.mean() + self.whole)


def reach_consensus(phrases: Tensor, parts: Tensor, caption: Tensor, picture: Tensor) -> Consensus:
    """Match phrases with parts.

    Args:
        phrases: (P, D) unit embeddings; P may be 0.
        parts: (R, D) unit embeddings; R may be 0.
        caption, picture: (D,) unit embeddings of the wholes.
    """
    similarity = phrases @ parts.T  # (P, R)
    matched = linear_sum_assignment(similarity.detach().float().cpu().numpy(), maximize=True)
    rows, columns = (torch.as_tensor(i, dtype=torch.long, device=phrases.device) for i in matched)
    return Consensus(rows, columns, similarity[rows, columns], caption @ picture)


def consensus_loss(consensus: list[Consensus]) -> Tensor:
    """L_cons: 1 − mean score over a batch (parts and whole at equal weight), in [0, 2]."""
    return 1.0 - torch.stack([c.score for c in consensus]).mean()


def part_boxes(labels: Tensor, parts: tuple[int, ...]) -> dict[int, tuple[int, int, int, int]]:
    """Where each part lies, with some context around it.

    Args:
        labels: (H, W) integer part labels.
        parts: the labels looked for.

    Returns:
        part → (top, bottom, left, right), half open; parts that are absent or tiny are left out.
    """
    height, width = labels.shape
    boxes = {}
    for part in parts:
        rows, columns = torch.where(labels == part)
        if len(rows) == 0:
            continue
        top, bottom = int(rows.min()), int(rows.max()) + 1
        left, right = int(columns.min()), int(columns.max()) + 1
        if min(bottom - top, right - left) < _SMALLEST:
            continue
        margin = round(_CONTEXT * max(bottom - top, right - left))
        boxes[part] = (
            max(0, top - margin),
            min(height, bottom + margin),
            max(0, left - margin),
            min(width, right + margin),
        )
    return boxes


def crop_parts(pixels: Tensor, boxes: dict[int, tuple[int, int, int, int]], size: tuple[int, int]) -> Tensor:
    """Part crops of one picture (3, H, W) in [-1, 1], resized: (R, 3, *size), differentiable, in their order."""
    if not boxes:
        return pixels.new_zeros(0, 3, *size)
    crops = [pixels[None, :, top:bottom, left:right] for top, bottom, left, right in boxes.values()]
    return torch.cat([F.interpolate(c, size, mode="bilinear", antialias=True, align_corners=False) for c in crops])
