"""Sketches joined: one where a region lies, another around it."""

from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np
from PIL import Image

from equifashion.garments.flat.sketch import FlatRaster
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.garments.scene.scene import Scene

Seen = TypeVar("Seen", FlatRaster, OnFigureSketch)


def merge_regions(sketch: Seen, other: Seen, region: np.ndarray) -> Seen:
    """A sketch with another's pictures in a region; who wears it, and how, stays the first one's.

    Args:
        sketch, other: of one kind.
        region: (384, 256) bool.
    """
    joined: dict[str, Any] = {}
    for field in fields(sketch):
        here, there = getattr(sketch, field.name), getattr(other, field.name)
        if isinstance(here, Image.Image):
            mask = Image.fromarray(region)
            joined[field.name] = Image.composite(there.convert("L"), here.convert("L"), mask)
        elif isinstance(here, np.ndarray) and isinstance(there, np.ndarray):
            joined[field.name] = np.where(region, there, here)
        elif isinstance(here, Scene):
            joined[field.name] = None
    return replace(sketch, **joined)
