"""How a garment that nobody sketched is cut: lying flat, or worn by a figure, whatever its idea was made of."""

from equifashion.studio.cutting.ground import Ground, drawn_from, recut_area, to_svg
from equifashion.studio.cutting.lying import block_of, lying_block_of
from equifashion.studio.cutting.origins import takes_worn_block
from equifashion.studio.cutting.worn import recut_strengths, worn_block_of

__all__ = [
    "Ground",
    "block_of",
    "drawn_from",
    "lying_block_of",
    "recut_area",
    "recut_strengths",
    "takes_worn_block",
    "to_svg",
    "worn_block_of",
]
