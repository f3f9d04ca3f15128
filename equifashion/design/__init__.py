"""What a designer asks for and what she gets: brief, idea, design, recipe. Values only, no model.

May be imported by every layer above `imaging`; imports only `vocabulary`, `imaging` and `errors`. No torch here.
"""

from equifashion.design.brief import DesignBrief
from equifashion.design.edits import (
    Edit,
    Inpaint,
    Invert,
    Mix,
    Move,
    Recolor,
    Sample,
    Steer,
    Upscale,
    Vary,
    register_edit,
)
from equifashion.design.idea import Idea
from equifashion.design.recipe import Recipe
from equifashion.design.result import Design, FinishStep

__all__ = [
    "Design",
    "DesignBrief",
    "Edit",
    "FinishStep",
    "Idea",
    "Inpaint",
    "Invert",
    "Mix",
    "Move",
    "Recipe",
    "Recolor",
    "Sample",
    "Steer",
    "Upscale",
    "Vary",
    "register_edit",
]
