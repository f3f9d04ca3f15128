"""Cutting blocks: line drawings of garments lying flat, such as pattern makers start from, or worn by a croquis.

Imports `croquis`, `language` and lower layers.

What nobody sketched is drawn along one: networks that have seen few hoods, lapels and plackets still know from line
drawings where they belong.
"""

from equifashion.blocks.block import CuttingBlock, LyingBlock, blended, cutting_block, holding, sketched, stretched
from equifashion.blocks.lines import INSIDE, OUTSIDE
from equifashion.blocks.merging import merged
from equifashion.blocks.stances import STANCES, pose_of, stance_for
from equifashion.blocks.vector import figure_drawing, line_drawing
from equifashion.blocks.worn import OtherCut, WornBlock, worn_block

__all__ = [
    "INSIDE",
    "OUTSIDE",
    "STANCES",
    "CuttingBlock",
    "LyingBlock",
    "OtherCut",
    "WornBlock",
    "blended",
    "cutting_block",
    "figure_drawing",
    "holding",
    "line_drawing",
    "merged",
    "pose_of",
    "sketched",
    "stance_for",
    "stretched",
    "worn_block",
]
