"""Which cutting block a garment is drawn along that lies flat and was not sketched."""

from equifashion.blocks import CuttingBlock, blended, cutting_block
from equifashion.design import DesignBrief, Recipe
from equifashion.design.origin import Inverted, Mixed, Sampled
from equifashion.language.looks import wants_figure

_Known = dict[tuple[str, str], CuttingBlock | None]


def takes_block(brief: DesignBrief, draws_figures: bool) -> bool:
    """Whether a brief leaves it to the studio how its garment is cut: nobody wears it, and no sketch shows it.

    A sketch weight of 0 asks for drawing along no lines at all.
    """
    worn = draws_figures and wants_figure(brief)
    return not worn and brief.sketch is None and brief.sketch_weight > 0


def block_of(recipe: Recipe, draws_figures: bool) -> CuttingBlock | None:
    """The block of a recipe's garment; None for what was found for a picture, or has no block.

    Sampled ideas are cut by chance, as their prompt says. Mixed ones lie between their parents, by the weights of
    the first layer: it says how the garment lies. Whatever else is made out of an idea keeps its cut, in the
    recipe's own words.
    """
    return _block(recipe, recipe.prompt, draws_figures, {})


def _block(recipe: Recipe, prompt: str, draws_figures: bool, known: _Known) -> CuttingBlock | None:
    key = recipe.sha256, prompt
    if key not in known:
        known[key] = _found(recipe, prompt, draws_figures, known)
    return known[key]


def _found(recipe: Recipe, prompt: str, draws_figures: bool, known: _Known) -> CuttingBlock | None:
    origin = recipe.origin
    match origin:
        case Inverted():
            return None
        case Sampled():
            return cutting_block(prompt, origin.seed, origin.index)
        case Mixed():
            first, *others = origin.parents
            blocks = [_block(first, prompt, draws_figures, known)]
            for parent in others:
                cut = takes_block(parent.brief(), draws_figures)
                blocks.append(_block(parent, parent.prompt, draws_figures, known) if cut else None)
            pairs = [(b, row[0]) for b, row in zip(blocks, origin.weights, strict=True) if b is not None and row[0]]
            return blended(*zip(*pairs, strict=True)) if pairs else None
    return _block(origin.parents[0], prompt, draws_figures, known)
