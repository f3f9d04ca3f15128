"""What will be drawn: a recipe resolved once, as values that every pass reads.

``studio.plan`` resolves; nothing after it derives any of this again.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from PIL import Image

from equifashion.compositing.fabric_selection import PromptGarment
from equifashion.design import DesignBrief, Recipe
from equifashion.garments.flat.sketch import FlatRaster
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.models.brief_encoder import RegionalSplit

RGB = tuple[int, int, int]
RecolorPolicy = Literal["always", "missed", "never"]


class Presentation(StrEnum):
    """How a garment is shown."""

    FLAT_PHOTO = "flat photo"
    FLAT_DRAWING = "flat drawing"
    FIGURE = "figure"


@dataclass(frozen=True, eq=False)
class FabricPlan:
    """Which cloth goes on which garment.

    Attributes:
        prompt: of the picture; on a figure without a garment sketch it tells which garment is where.
        source_prompt: the words that name the cloth: the picture's own, or those of the parent whose style a mix
            took.
        seed: decides what those words leave open.
        garments: of ``source_prompt``, in its order; on a figure, also what it wears besides.
        prompt_count: how many of them the words name themselves.
        swatch: the brief's own fabric, for the first garment; None without one.
        swatch_weight: 0–1.
        recolor: on a figure, whether plain cloth takes the colour that the words name: always, only where the
            networks missed it, or never.
        base_color: sRGB that a flat garment of one colour was to have; None where no words decide it.
        split: where the two halves of an outfit are, on a figure without a garment sketch; else None.
    """

    prompt: str
    source_prompt: str
    seed: int
    garments: tuple[PromptGarment, ...]
    prompt_count: int
    swatch: Image.Image | None
    swatch_weight: float
    recolor: RecolorPolicy
    base_color: RGB | None
    split: RegionalSplit | None = None

    def covers(self, place: int) -> bool:
        """Whether the swatch is laid over garment number ``place``."""
        return place == 0 and self.swatch is not None


@dataclass(frozen=True, eq=False)
class RenderPlan:
    """Everything that decides a picture besides the networks.

    Attributes:
        recipe: what was resolved.
        brief: its brief, with what that leaves open: a stance, and the lines of the garment.
        presentation: flat photo, flat drawing or figure.
        flat: the garment's sketch laid flat; None on a figure, and where no lines guide the networks.
        on_figure: the outfit's sketch on a figure; None laid flat, and where no lines guide the networks.
        fabrics: cloth per garment.
        regional: whether each half of an outfit is conditioned on its own words.
        finished: whether the picture is a finished design rather than a draft.
    """

    recipe: Recipe
    brief: DesignBrief
    presentation: Presentation
    flat: FlatRaster | None
    on_figure: OnFigureSketch | None
    fabrics: FabricPlan
    regional: bool
    finished: bool

    @property
    def is_figure(self) -> bool:
        return self.presentation is Presentation.FIGURE

    @property
    def line_weight(self) -> float:
        """How far the guide lines count, 0–1."""
        return min(1.0, self.recipe.sketch_weight)

    @property
    def lower(self) -> np.ndarray | None:
        """How much of each pixel wears the lower half of the outfit, (384, 256) in [0, 1], where a sketch tells."""
        return None if self.on_figure is None else self.on_figure.lower
