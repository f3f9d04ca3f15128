"""Sharpening: local contrast brings out folds and seams that a soft decoder blurs."""

import numpy as np
from PIL import Image

from equifashion.compositing.render_plan import RenderPlan
from equifashion.imaging.local_contrast import enhance_local_contrast


class Sharpen:
    """Local contrast for finished pictures; drafts stay soft."""

    def __call__(self, image: Image.Image, plan: RenderPlan) -> Image.Image:
        return Image.fromarray(enhance_local_contrast(np.asarray(image))) if plan.finished else image
