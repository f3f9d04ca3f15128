"""Bringing a drawn figure to where a pose has it."""

import numpy as np
from PIL import Image

from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import Pose


def align_pose(drawn: Pose, wanted: Pose) -> tuple[float, float, float]:
    """Scale and shift (x, y), pixels, that bring a figure's joints where they are wanted."""
    pairs = [
        (first[:2], second[:2])
        for first, second in zip(drawn.keypoints, wanted.keypoints, strict=True)
        if first[2] > 0 and second[2] > 0
    ]
    here, there = (np.array(points) * CANVAS_SIZE for points in zip(*pairs, strict=True))
    centred, target = here - here.mean(axis=0), there - there.mean(axis=0)
    scale = float((centred * target).sum() / (centred**2).sum())
    return scale, *(there.mean(axis=0) - scale * here.mean(axis=0)).tolist()


def move_picture(picture: np.ndarray, fit: tuple[float, float, float], ground: float) -> np.ndarray:
    """A picture (H, W) scaled and shifted; the ground shows where it was not."""
    scale, x, y = fit
    kind = Image.Resampling.BICUBIC if picture.dtype == np.uint8 else Image.Resampling.NEAREST
    coefficients = (1 / scale, 0, -x / scale, 0, 1 / scale, -y / scale)
    image = Image.fromarray(picture if picture.dtype == np.uint8 else picture.astype(np.float32))
    moved = image.transform(image.size, Image.Transform.AFFINE, coefficients, kind, fillcolor=ground)
    return np.asarray(moved).astype(picture.dtype)
