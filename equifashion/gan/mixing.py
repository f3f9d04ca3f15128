"""Mixing: weighted means of w+ styles, layer by layer, so that one idea gives the cut and another the cloth.

Styles are (layers, w) float32; the first layers are structure, the others style.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.models.generator import GeneratorConfig

Weights = tuple[tuple[float, ...], ...]  # a row an idea, a column a layer; columns sum to 1


@dataclass(frozen=True)
class LayerAmount:
    """The amount of the second idea in some layers.

    Attributes:
        first, last: layers, counted from 0, both included.
        amount: 0–1.
    """

    first: int
    last: int
    amount: float


def pair_weights(
    config: GeneratorConfig, structure: float, style: float, layers: Sequence[LayerAmount] = ()
) -> Weights:
    """Weights of two ideas.

    Args:
        config: says which layers are structure.
        structure, style: amount of the second idea in those layers, 0–1.
        layers: amounts for ranges of layers that stand above the two; later ones above earlier ones.

    Raises:
        InvalidInput: an amount or a layer is out of range.
    """
    amounts = [structure] * config.structure_layers + [style] * (config.style_layers - config.structure_layers)
    for layer in layers:
        if not 0 <= layer.first <= layer.last < config.style_layers:
            raise InvalidInput(
                f"Layers run from 0 to {config.style_layers - 1}; got {layer.first} to {layer.last}."
            )
        amounts[layer.first : layer.last + 1] = [layer.amount] * (layer.last + 1 - layer.first)
    for amount in amounts:
        if not 0 <= amount <= 1:
            raise InvalidInput(f"Amounts must lie between 0 and 1; got {amount!r}.")
    return tuple(1.0 - float(a) for a in amounts), tuple(float(a) for a in amounts)


def group_weights(config: GeneratorConfig, structure: Sequence[float], style: Sequence[float]) -> Weights:
    """Weights of several ideas from their shares in structure and style, which need not sum to 1.

    Raises:
        InvalidInput: a share is negative, or all shares are 0.
    """
    columns = []
    for name, shares in (("structure", structure), ("style", style)):
        if not all(share >= 0 for share in shares) or not sum(shares) > 0:
            raise InvalidInput(f"Weights of {name} must be 0 or more, and one above 0; got {list(shares)}.")
        columns.append([float(share) / float(sum(shares)) for share in shares])
    return tuple(
        (in_structure,) * config.structure_layers + (in_style,) * (config.style_layers - config.structure_layers)
        for in_structure, in_style in zip(*columns, strict=True)
    )


def blend_styles(styles: Sequence[np.ndarray], weights: Weights) -> np.ndarray:
    """Weighted mean of styles, each (layers, w); where one has all the weight it is copied bit for bit."""
    rows = np.asarray(weights, np.float64)[:, :, None]  # (ideas, layers, 1)
    if rows.shape[:2] != (len(styles), len(styles[0])):
        raise InvalidInput(
            f"Expected weights for {len(styles)} ideas of {len(styles[0])} layers; got {rows.shape[:2]}."
        )
    mean = (rows * np.stack(styles)).sum(axis=0).astype(np.float32)
    for row, style in zip(rows, styles, strict=True):
        mean = np.where(row == 1.0, style, mean)
    return mean


def truncated(styles: np.ndarray, centre: np.ndarray, truncation: float) -> np.ndarray:
    """Styles drawn towards the brief's average: 0 gives the average, 1 leaves them as they are."""
    return (centre + np.float32(truncation) * (styles - centre)).astype(np.float32)
