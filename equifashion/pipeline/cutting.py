"""Which block a garment that nobody sketched is drawn along: lying flat, or worn by a figure."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, exp

import numpy as np
from scipy.ndimage import binary_dilation, binary_opening

from equifashion.blocks import (
    CuttingBlock,
    LyingBlock,
    OtherCut,
    WornBlock,
    blended,
    cutting_block,
    holding,
    line_drawing,
    merged,
    pose_of,
    sketched,
    stance_for,
    stretched,
    worn_block,
)
from equifashion.design import DesignBrief, Recipe
from equifashion.design.origin import (
    Altered,
    Edited,
    Inverted,
    Mixed,
    Recoloured,
    Redrawn,
    Sampled,
    Upscaled,
    Varied,
)
from equifashion.design.recipe import stored_picture
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.pose import Pose
from equifashion.imaging.region import region_area
from equifashion.language.learned_text import learned_text
from equifashion.language.looks import asks_for_drawing, suits_drawing, wants_figure

_RECUT, _OTHER_CUT = 0.25, 1.0  # strengths from which on a variation is recut, and altogether otherwise
_PARTS = ("collar", "sleeves", "hem")
_SEAM_MARGIN = 19  # pixels around what is cut otherwise: room for its fringe and for a soft seam
_SLIGHT = 2  # pixels that lines may lie apart and be the same
_INK = 160  # grey levels below which a drawing shows a line
_WHOLE = 0.9  # of a garment: who may change so much of it may change all
_VARIED = 1_000_000  # from which on cuts are no sheet's
STRETCHES = {  # direction → what it does to a cut, per unit of its amount, as logarithms
    "longer": (("length", 0.07),),
    "looser": (("width", 0.05),),
    "more flared": (("flare", 0.1),),
}
_GRADES = {"longer": (2 / 3, 0.0), "looser": (0.0, 2 / 3), "more flared": (0.0, 2 / 3)}  # likewise, of what is worn
_Grades = tuple[float, float]  # of length and width
_AS_SAMPLED = OtherCut()
_Known = dict[tuple[str, str], CuttingBlock | None]


@dataclass(frozen=True, eq=False)
class Ground:
    """What an idea is drawn along.

    Attributes:
        brief: its recipe's brief with what it leaves open: a stance, a cut.
        worn: the block of its outfit, where a figure wears it.
        lying: the block of its garment, where it lies flat.
        drawn: whether that one is to be a drawing, in its lines.
    """

    brief: DesignBrief
    worn: WornBlock | None = None
    lying: LyingBlock | None = None
    drawn: bool = False


@lru_cache(maxsize=64)  # conditions, cloth and finish ask for it again
def drawn_from(recipe: Recipe, draws_figures: bool, cuts_blocks: bool, draws_flats: bool = False) -> Ground:
    """What an idea is drawn from.

    Args:
        recipe: of the idea.
        draws_figures: whether the networks do.
        cuts_blocks: whether anything is drawn along blocks; figures strike a stance either way.
        draws_flats: whether what lies flat is to be a drawing where the brief leaves it open.
    """
    brief, founder = recipe.brief(), recipe.founder
    if isinstance(founder, Inverted):
        return Ground(brief)
    cuts = cuts_blocks and brief.sketch_weight > 0
    drawn = asks_for_drawing(brief) or (draws_flats and suits_drawing(brief))
    if takes_worn_block(brief, draws_figures):
        worn = worn_block_of(recipe) if cuts else None
        if worn is None:
            stance = brief.pose or pose_of(stance_for(founder.seed, founder.index))
            return Ground(replace(brief, pose=stance))
        return Ground(replace(brief, pose=worn.pose, sketch=worn.lines), worn)
    if cuts and takes_block(brief, draws_figures):
        block = lying_block_of(recipe, draws_figures)
        if block is not None:
            return Ground(replace(brief, sketch=block.lines), lying=block, drawn=drawn)
    elif drawn and brief.followed_sketch is not None and not isinstance(recipe.origin, Altered):
        return Ground(brief, lying=sketched(brief.sketch), drawn=True)
    return Ground(brief)


def recut_area(recipe: Recipe, prompt: str, draws_figures: bool) -> np.ndarray | None:
    """Where a picture changes with its words, (384, 256) bool; None where it follows no block."""
    if recipe.sketch_weight == 0 or isinstance(recipe.founder, Inverted):
        return None
    if takes_worn_block(recipe.brief(), draws_figures):
        worn = worn_block_of(recipe), worn_block_of(recipe, prompt)
        if None in worn:
            return None
        return binary_dilation(worn[0].garments != worn[1].garments, iterations=_SEAM_MARGIN)
    if not takes_block(recipe.brief(), draws_figures):
        return None
    before, known = block_of(recipe, draws_figures), {}
    after = None if before is None else _recut(before, _block(recipe, prompt, draws_figures, known))
    return None if after is None else _difference(before, after)


def takes_worn_block(brief: DesignBrief, draws_figures: bool) -> bool:
    """Whether a brief leaves it to the studio how a figure wears its outfit: in a pose, its own or a stance."""
    return draws_figures and wants_figure(brief) and brief.pose_weight > 0 and brief.followed_sketch is None


def takes_block(brief: DesignBrief, draws_figures: bool) -> bool:
    """Whether a brief leaves it to the studio how its garment is cut: nobody wears it, and no sketch shows it.

    A sketch weight of 0 asks for drawing along no lines at all.
    """
    worn = draws_figures and wants_figure(brief)
    return not worn and brief.sketch is None and brief.sketch_weight > 0


def block_of(recipe: Recipe, draws_figures: bool) -> CuttingBlock | None:
    """The block of a recipe's garment; None for what was found for a picture, or has no block.

    Sampled ideas are cut by chance, as their prompt says. Mixed ones lie between their parents, by the weights of
    the first layer: it says how the garment lies. Varied ones go from their parent's cut towards another as far as
    they were moved, edited ones are stretched by directions that are named for it. Whatever else is made out of an
    idea keeps its cut, in the recipe's own words.
    """
    return _block(recipe, recipe.prompt, draws_figures, {})


def lying_block_of(recipe: Recipe, draws_figures: bool) -> LyingBlock | None:
    """A recipe's garment in lines as its picture shows it; None where there is no block of it.

    As ``block_of``, but a region that was made anew shows what it was made of: where another idea was let in, its
    cut, but for what was held.
    """
    origin = recipe.origin
    if isinstance(origin, Recoloured):
        return lying_block_of(origin.parents[0], draws_figures)
    own = block_of(recipe, draws_figures)
    if not (isinstance(origin, Redrawn) or _lets_in(recipe)):
        return own and own.laid()
    first, *others = origin.parents
    before, second = lying_block_of(first, draws_figures), own
    for other in others:
        cut = block_of(other, draws_figures) if takes_block(other.brief(), draws_figures) else None
        second = own if own is None or cut is None else holding(own, cut, _held(recipe))
    return None if before is None or second is None else merged(before, second.laid(), _region(recipe))


def cut_lines(recipe: Recipe, draws_figures: bool) -> str | None:
    """The cut of a picture's garment as SVG, as ``line_drawing`` draws it.

    None where nobody knows it in measures: of figures, own sketches, photographs and what was put together.
    """
    while isinstance(recipe.origin, Recoloured | Upscaled):
        recipe = recipe.origin.parent
    if isinstance(recipe.origin, Redrawn) or _lets_in(recipe) or not takes_block(recipe.brief(), draws_figures):
        return None
    block = block_of(recipe, draws_figures)
    return None if block is None else line_drawing(block, recipe.prompt)


def worn_block_of(recipe: Recipe, prompt: str | None = None) -> WornBlock | None:
    """The outfit of a recipe's figure as lines; None where there is no block of it.

    Mixed figures stand and wear their clothes as the parent that weighs most in the first layer, varied ones wear
    another cut of the more parts the farther they went, and a region that was made anew shows what it was made of;
    whatever else is made out of an idea keeps its block, in the recipe's own words.

    Args:
        recipe: of the idea.
        prompt: other words for all of it; None for its own.
    """
    return _worn(recipe, prompt, recipe.brief().pose)


def _worn(
    recipe: Recipe, prompt: str | None, pose: Pose | None, cut: OtherCut = _AS_SAMPLED, grades: _Grades = (0.0, 0.0)
) -> WornBlock | None:
    """As ``worn_block_of``, in a pose, and cut otherwise; ``grades`` of length and width are not yet whole ones."""
    origin = recipe.origin
    if isinstance(origin, Inverted):
        return None
    if isinstance(origin, Sampled):
        words = recipe.prompt if prompt is None else prompt
        companion, (longer, wider) = learned_text(words, True, True).companion, map(round, grades)
        cut = replace(cut, longer=longer, wider=wider)
        return worn_block(words, companion, origin.seed, origin.index, cut, pose)
    if isinstance(origin, Mixed):
        heaviest = max(range(len(origin.weights)), key=lambda place: origin.weights[place][0])
        parent = origin.parents[heaviest]
        if heaviest and takes_worn_block(parent.brief(), True):
            return _worn(parent, None, parent.brief().pose, cut, grades)
    if isinstance(origin, Varied) and cut.place is None and origin.strength > _RECUT:
        cut = OtherCut((origin.seed, _VARIED + origin.index), (*cut.held, *_kept(origin)))
    if isinstance(origin, Edited):
        moved = [np.multiply(move.amount, _GRADES[move.name]) for move in origin.moves if move.name in _GRADES]
        grades = tuple(np.sum([grades, *moved], axis=0).tolist())
    first, *others = origin.parents
    words = recipe.prompt if prompt is None and recipe.prompt != first.prompt else prompt
    if _lets_in(recipe):
        held = replace(cut, held=(*cut.held, *_held(recipe)))
        second = _worn(others[0], prompt, others[0].brief().pose, held, grades)
    elif isinstance(origin, Redrawn):
        second, words = _worn(first, words, pose, cut, grades), prompt
    else:
        return _worn(first, words, pose, cut, grades)
    before = _worn(first, words, pose, cut, grades)
    return None if before is None or second is None else merged(before, second, _region(recipe))


def _lets_in(recipe: Recipe) -> bool:
    """Whether a picture is another's that lets in a third where nothing is locked."""
    return isinstance(recipe.origin, Altered) and len(recipe.origin.parents) > 1


def _held(recipe: Recipe) -> tuple[str, ...]:
    """The parts that were held where another idea was let in."""
    return tuple(name for name in recipe.origin.value.split(",") if name) if _lets_in(recipe) else ()


def _kept(origin: Varied) -> list[str]:
    """The parts that a figure's variation keeps: the farther it goes, the fewer, and altogether otherwise none."""
    share = min(1.0, (origin.strength - _RECUT) / (_OTHER_CUT - _RECUT))
    order = np.random.default_rng((origin.seed, _VARIED + origin.index)).permutation(_PARTS).tolist()
    return order[ceil(share * len(_PARTS)) :]


def _recuts(recipe: Recipe) -> bool:
    """Whether a picture is another's whose cut was given another attribute."""
    return isinstance(recipe.origin, Altered) and bool(recipe.origin.attribute)


def _recut(before: CuttingBlock, own: CuttingBlock | None, region: np.ndarray | None = None) -> CuttingBlock | None:
    """A block in the place of another that is cut anew; as large as the canvas allows where it has no room there.

    Args:
        before: what was.
        own: what will be.
        region: (384, 256) bool, of the picture that may change; None for all of it.
    """
    if own is None:
        return None
    beside = own.beside(before)
    whole = region is None or region[before.cloth() > 0].mean() > _WHOLE
    return replace(own, place=None) if whole and not beside.has_room else beside


def _region(recipe: Recipe) -> np.ndarray:
    """What of a picture was made anew, (384, 256) bool."""
    return region_area(stored_picture("mask", recipe.origin.mask), CANVAS_SIZE)


def _difference(before: CuttingBlock, after: CuttingBlock) -> np.ndarray:
    """Where two blocks differ by more than a line's width, and around it, (384, 256) bool.

    What had no room where the other lies is another picture altogether.
    """
    if after.place is None:
        return binary_dilation((before.cloth() > 0) | (after.cloth() > 0), iterations=_SEAM_MARGIN)
    cloth = binary_opening(before.cloth() != after.cloth(), iterations=_SLIGHT)
    inks = [np.asarray(block.outlines()) < _INK for block in (before, after)]
    for ink, other in (inks, inks[::-1]):
        cloth |= ink & ~binary_dilation(other, iterations=_SLIGHT)
    return binary_dilation(cloth, iterations=_SEAM_MARGIN)


def _block(recipe: Recipe, prompt: str, draws_figures: bool, known: _Known) -> CuttingBlock | None:
    key = recipe.sha256, prompt
    if key not in known:
        known[key] = _found(recipe, prompt, draws_figures, known)
    return known[key]


def _found(recipe: Recipe, prompt: str, draws_figures: bool, known: _Known) -> CuttingBlock | None:
    origin = recipe.origin
    if isinstance(origin, Inverted):
        return None
    if isinstance(origin, Sampled):
        return cutting_block(prompt, origin.seed, origin.index)
    first, *others = origin.parents
    own = _block(first, prompt, draws_figures, known)
    if isinstance(origin, Mixed):
        blocks = [own]
        for parent in others:
            cut = takes_block(parent.brief(), draws_figures)
            blocks.append(_block(parent, parent.prompt, draws_figures, known) if cut else None)
        pairs = [(b, row[0]) for b, row in zip(blocks, origin.weights, strict=True) if b is not None and row[0]]
        return blended(*zip(*pairs, strict=True)) if pairs else None
    if own is None:
        return None
    if _recuts(recipe):
        before = _block(first, first.prompt, draws_figures, known)
        return own if before is None else _recut(before, own, _region(recipe))
    if isinstance(origin, Varied):
        share = min(1.0, (origin.strength - _RECUT) / (_OTHER_CUT - _RECUT))
        other = cutting_block(prompt, origin.seed, _VARIED + origin.index) if share > 0 else None
        return own if other is None else blended([own, other], (1 - share, share))
    if isinstance(origin, Edited):
        amounts = [
            (move.amount * rate, name) for move in origin.moves for name, rate in STRETCHES.get(move.name, ())
        ]
        return stretched(own, **{way: exp(sum(a for a, n in amounts if n == way)) for _, way in amounts})
    return own
