"""Cutting blocks: line drawings of plain garments, such as pattern makers start from.

Imports `language` and lower layers.

What nobody sketched is drawn along one: networks that have seen few hoods, lapels and plackets still know from line
drawings where they belong.
"""

from equifashion.blocks.block import CuttingBlock, blended, cutting_block

__all__ = ["CuttingBlock", "blended", "cutting_block"]
