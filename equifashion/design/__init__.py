"""What a designer asks for and what she gets: brief, idea, design, recipe. Values only, no model.

May be imported by every layer above `imaging`; imports only `imaging` and `errors`. No torch here.
"""

from equifashion.design.brief import DesignBrief
from equifashion.design.edits import (
    Altered,
    Edited,
    Inverted,
    Mixed,
    Move,
    Origin,
    Recoloured,
    Redrawn,
    Sampled,
    Upscaled,
    Varied,
)
from equifashion.design.idea import Idea
from equifashion.design.recipe import Recipe
from equifashion.design.result import Design, FinishStep

__all__ = [
    "Altered",
    "Design",
    "DesignBrief",
    "Edited",
    "FinishStep",
    "Idea",
    "Inverted",
    "Mixed",
    "Move",
    "Origin",
    "Recipe",
    "Recoloured",
    "Redrawn",
    "Sampled",
    "Upscaled",
    "Varied",
]
