"""How tests of cutting blocks look at what an idea was drawn along."""

import numpy as np
from PIL import Image

from equifashion.design import Idea
from equifashion.studio.studio import Studio

INK = Image.fromarray(np.pad(np.zeros((60, 40), np.uint8), 50, constant_values=255))


def drawn_along(studio: Studio, idea: Idea) -> Image.Image | None:
    """The lines that conditions are made of."""
    return studio._maker.brief(idea.recipe).sketch


def same(first: Image.Image, second: Image.Image) -> bool:
    """Whether two pictures are alike in every grey level."""
    return first.convert("L").tobytes() == second.convert("L").tobytes()
