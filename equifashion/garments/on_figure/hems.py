"""Hems on a figure, finished by one function on any edge: skirts, tops, trouser legs, sleeve ends.

An edge is (N, 2) canvas pixels with the garment on the left hand of whoever walks along it: the lower edge of a
skirt runs from the canvas's left to its right. Some hems move the edge, some add shapes (``Part.HEM``).
"""

import numpy as np

from equifashion.errors import InvalidInput
from equifashion.garments.attributes.hems import HEM_STYLES
from equifashion.garments.figure.body import Body
from equifashion.garments.on_figure.hem_edge import HemEdge, HemPieces, attach
from equifashion.garments.scene.curves import sample
from equifashion.garments.scene.layers import GARMENT_BACK, SKIRT
from equifashion.garments.textiles import Fabric

__all__ = ["HEM_STYLES", "HemPieces", "attach", "finish_hem"]


def finish_hem(
    edge: np.ndarray,
    hem: str | None,
    fabric: Fabric,
    body: Body,
    random: np.random.Generator,
    *,
    sides: tuple[np.ndarray, np.ndarray] | None = None,
    drop: float | None = None,
    slack: float = 0.1,
    z: float = SKIRT,
    behind: float = GARMENT_BACK,
    trim: str | None = None,
) -> HemPieces:
    """Finish an edge of a garment.

    Args:
        edge: (N, 2) where the hem ends, the garment on the walker's left.
        hem: one of ``HEM_STYLES``; None takes ``"straight"``.
        fabric: of the garment.
        body: who wears it; sets the size.
        random: varies waves, fringe and threads.
        sides: the garment's two edges that end at ``edge[0]`` and ``edge[-1]``; None takes them to be square to it.
        drop: pixels of cloth above the edge that the hem may take up; None for one head.
        slack: how far ribs and elastic may draw the edge in on either side, as a fraction of its length.
        z: of the garment; the hem's shapes lie just over it.
        behind: z of what shows behind the body (the back of a high-low hem).
        trim: #rrggbb of lace; None takes it from the fabric.

    Returns:
        The edge to draw instead, with shapes to add and strokes and shades for the garment. ``attach`` joins the
        new edge to the garment's sides.

    Raises:
        InvalidInput: an unknown hem.
    """
    hem = hem or "straight"
    if hem not in HEM_STYLES:
        raise InvalidInput(f"The hem must be one of {list(HEM_STYLES)}; got {hem!r}.")
    unit = body.unit
    edge = sample(np.asarray(edge, float), max(33, int(np.linalg.norm(np.diff(edge, axis=0), axis=1).sum() / 1.1)))
    hem_edge = HemEdge(edge, unit, unit if drop is None else drop, sides, fabric, random, slack, z, behind, trim)
    return HEM_STYLES[hem].on_figure(hem_edge)
