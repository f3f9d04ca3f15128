"""Which block a garment that nobody sketched is drawn along: lying flat, or worn by a figure that nobody posed."""

from equifashion.blocks import CuttingBlock, WornBlock, blended, cutting_block, worn_block
from equifashion.design import DesignBrief, Recipe
from equifashion.design.origin import Inverted, Mixed, Sampled
from equifashion.language.learned_text import learned_text
from equifashion.language.looks import wants_figure

_Known = dict[tuple[str, str], CuttingBlock | None]


def takes_worn_block(brief: DesignBrief, draws_figures: bool) -> bool:
    """Whether a brief leaves it to the studio how a figure stands and wears its outfit."""
    posed = brief.pose is not None or brief.pose_weight == 0
    return draws_figures and wants_figure(brief) and not posed and brief.followed_sketch is None


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


def worn_block_of(recipe: Recipe) -> WornBlock | None:
    """The outfit of a recipe's figure as lines; None where there is no block of it.

    Mixed figures stand and wear their clothes as the parent that weighs most in the first layer; whatever else is
    made out of an idea keeps its block, in the recipe's own words.
    """
    prompt, origin = recipe.prompt, recipe.origin
    while not isinstance(origin, Sampled | Inverted):
        heaviest = 0
        if isinstance(origin, Mixed):
            heaviest = max(range(len(origin.weights)), key=lambda place: origin.weights[place][0])
            if heaviest and not takes_worn_block(origin.parents[heaviest].brief(), True):
                heaviest = 0
        parent = origin.parents[heaviest]
        prompt, origin = parent.prompt if heaviest else prompt, parent.origin
    if isinstance(origin, Inverted):
        return None
    companion = learned_text(prompt, True, True).companion
    return worn_block(prompt, companion, origin.seed, origin.index)


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
