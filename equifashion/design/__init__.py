"""What a designer asks for and what she gets: brief, idea, design, recipe. Values only, no model.

May be imported by every layer above `imaging`; imports only `imaging` and `errors`. No torch here.
"""

from equifashion.design.brief import DesignBrief
from equifashion.design.edits import (
    Altered,
    Edit,
    Invert,
    Mix,
    Move,
    Recolor,
    Redrawn,
    Sample,
    Steer,
    Upscale,
    Vary,
)
from equifashion.design.idea import Idea
from equifashion.design.recipe import Recipe
from equifashion.design.result import Design, FinishStep

__all__ = [
    "Altered",
    "Design",
    "DesignBrief",
    "Edit",
    "FinishStep",
    "Idea",
    "Invert",
    "Mix",
    "Move",
    "Recipe",
    "Recolor",
    "Redrawn",
    "Sample",
    "Steer",
    "Upscale",
    "Vary",
]
