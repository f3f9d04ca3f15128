"""Which cloth goes where in a picture: the swatch of a brief, and the cloth and colour that its words name."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import numpy as np
from PIL import Image, ImageColor
from scipy.ndimage import binary_dilation, gaussian_filter, label

from equifashion.compositing.fabric_selection import (
    PromptGarment,
    prompt_garments,
    select_color,
    select_fabric,
    select_print,
    tile_fabric,
)
from equifashion.design import Recipe
from equifashion.design.edits import Invert, Mix, Recolor, Steer
from equifashion.garments.flat.raster import INSIDE, OUTSIDE
from equifashion.garments.flat.sketch import FlatRaster
from equifashion.garments.grading import DIRECTION_STRETCHES
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.garments.prints import Graphic, printed
from equifashion.imaging.cleanup import clean_up, remove_strays
from equifashion.imaging.denim_fade import fade_denim
from equifashion.imaging.fabric_overlay import overlay_cloth, overlay_fabric
from equifashion.imaging.ink import inked
from equifashion.imaging.palette import colour_difference, to_lab
from equifashion.imaging.recolor import garment_area
from equifashion.imaging.skin_tone import even_skin
from equifashion.models.brief_encoder import Halves
from equifashion.models.part_finder import PartRegions
from equifashion.prompts.figure_text import LOWER
from equifashion.prompts.training_vocabulary import to_training_vocabulary
from equifashion.vocabulary import COLOURS

_CHEST, _PRINT = 0.42, 0.48  # of a garment's height: down to the middle of a print on the chest, and its size
_MISSED = 10.0  # ΔE00 from the named colour, beyond which the networks missed it
_SPARSE = 7  # one pixel of so many is looked at
_RELIEF = 1.5  # of light and lines on patterned cloth that lies flat
_THIN, _WARM = 0.35, (176.0, 118.0, 88.0)  # the share of this colour, sRGB, through black
_INK, _PENCIL = 0.8, 0.45  # strength of lines
_INK_WIDTH = 2  # pixels: what is drawn farther beyond flat cloth is cut off
_CUT, _STEEP = 1.0, 2.5  # a figure's edge: pixels of blur, and how much steeper it is then made
_MOST, _UNEVEN = 0.8, 25.0  # ΔE00, beyond which no such share of the garment may be: more than its light and shade
_WHOLE, _COATS = ("dress", "one-piece"), ("outer", "top")


def clothed(
    image: Image.Image,
    recipe: Recipe,
    worn: bool,
    regions: PartRegions | None,
    halves: Halves | None = None,
    block: OnFigureSketch | FlatRaster | None = None,
) -> Image.Image:
    """A picture with its clothes in the cloth that a recipe's brief gives or names.

    A swatch is for the garment that the brief begins with. The weaves and prints of its words are for the garment
    of each, where it is clear which that is: the one that lies flat, a dress, a coat, or the only one of its half.
    A colour that the networks missed on a figure is met so too.
    A mix wears the cloth of whom its style is from; what was found for a picture, what the picture shows.

    Args:
        image: what the networks drew.
        recipe: of the picture; its seed and index decide what the words leave open.
        worn: whether the picture shows a figure.
        regions: finds the clothes of a figure; without it, figures stay as they are.
        halves: of an outfit that was told in halves.
        block: along which the figure or the drawing was drawn, if it was.
    """
    swatched, told = _swatched(recipe), _cloth_giver(recipe)
    named = () if isinstance(told.founder, Invert) else _named(told.prompt, worn)
    worded = any(garment.weave or (worn and garment.colour) for garment in named)
    if not (swatched or worded) or (worn and regions is None):
        return image
    pixels = drawn = np.asarray(image)
    if isinstance(block, FlatRaster) and block.cloth.any():
        areas = [(_sized(block.cloth, image.size) > 0, 0)]
    elif not worn:
        areas = [(garment_area(pixels), 0)]
    elif block is not None:
        areas = [(area, garment) for garment, area in enumerate(block.areas(image.size))]
    else:
        areas = _worn(pixels, recipe.prompt, regions, halves)
    for place, (area, garment) in enumerate(areas):
        if place == 0 and swatched:
            brief = recipe.brief()
            pixels = overlay_fabric(pixels, brief.fabric, area, min(1.0, brief.fabric_weight))
        elif garment is not None and garment < len(named):
            pixels = _worded(pixels, area, told, garment, _dyeing(recipe, block is not None) if worn else None)
    return image if pixels is drawn else Image.fromarray(pixels)


def tidied(image: Image.Image, recipe: Recipe, block: OnFigureSketch) -> Image.Image:
    """A picture of a figure that was drawn along a block, mended as ``clean_up`` does it.

    Skin and hair get the tones of who the block says wears it, the shoes one colour, and garments where words want
    them so.
    """
    pixels, figure = np.asarray(image), block.figure
    skin, hair, shoes = (_sized(each, image.size) for each in (block.skin, block.hair, block.shoes))
    pixels = even_skin(pixels, skin, _thinned(ImageColor.getrgb(figure.skin)))
    pixels = clean_up(pixels, hair, dye=ImageColor.getrgb(figure.hair_colour), filled=True)
    pixels = clean_up(pixels, shoes, dye=COLOURS.get(block.shoe_colour), filled=True)
    told = _cloth_giver(recipe)
    named = () if isinstance(told.founder, Invert) else _named(told.prompt, True)
    for place, (area, garment) in enumerate(zip(block.areas(image.size), named, strict=False)):
        if garment.even and not (place == 0 and _swatched(recipe)):
            pixels = clean_up(pixels, area, filled=True)
    return Image.fromarray(pixels)


def _thinned(tone: tuple[int, int, int]) -> tuple[int, int, int]:
    """A tone of skin as a wash: the darker, the more warm light shines through, so that lines are seen on it."""
    colour = np.array(tone, float)
    thin = _THIN * (1.0 - colour.mean() / 255.0)
    return tuple(np.rint(colour + thin * (_WARM - colour)).astype(int).tolist())


def drawn_over(
    image: Image.Image, recipe: Recipe, block: OnFigureSketch | FlatRaster, finished: bool
) -> Image.Image:
    """A picture cut out along its block and drawn over in its lines: in pencil, or finished in ink.

    As far as the recipe lets the block count. What has no cloth is drawn over alone.
    """
    share, pixels = min(1.0, recipe.sketch_weight), np.asarray(image)
    lines = np.asarray(block.ink.convert("L").resize(image.size, Image.Resampling.BICUBIC))
    if isinstance(block, FlatRaster):
        silhouette, skin = block.cloth > 0, np.zeros_like(block.cloth, bool)
        beyond = ~binary_dilation(_sized(silhouette, image.size), iterations=_INK_WIDTH)
        lines = np.where(beyond, 255, lines).astype(np.uint8) if silhouette.any() else lines
    else:
        silhouette, skin = block.silhouette, block.skin
    if silhouette.any():
        silhouette = gaussian_filter(_sized(silhouette, image.size).astype(np.float32), _CUT)
        gone = share * (1.0 - np.clip(0.5 + _STEEP * (silhouette - 0.5), 0.0, 1.0))[..., None]
        pixels = np.rint(pixels + gone * (255.0 - pixels)).astype(np.uint8)
    strength = share * (_INK if finished else _PENCIL)
    return Image.fromarray(inked(pixels, lines, _sized(skin, image.size), strength))


def _sized(area: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """An area (h, w), bool or uint8, at a picture's size (width, height)."""
    return np.asarray(Image.fromarray(area).resize(size, Image.Resampling.NEAREST))


def smoothed(
    image: Image.Image,
    recipe: Recipe,
    cloth: np.ndarray,
    dye: tuple[int, int, int] | None = None,
    wash: bool = False,
) -> Image.Image:
    """A picture of a garment that lies flat, without what was drawn beyond its block.

    Where its words want it of one colour, it is mended as ``clean_up`` does it.

    Args:
        image: what the networks drew along a block.
        recipe: of the picture.
        cloth: of the block, as ``FlatSketch.cloth`` gives it.
        dye: sRGB of the garment; None for the colour that it was to have.
        wash: whether lines will be drawn over it, and so it may be filled up to them.
    """
    if not cloth.any():
        return image
    seen = _sized(cloth, image.size)
    pixels = remove_strays(np.asarray(image), seen > 0, min(1.0, recipe.sketch_weight))
    told = _cloth_giver(recipe)
    named = () if isinstance(told.founder, Invert) else _named(told.prompt, False)
    if len(named) != 1 or not named[0].even:
        return Image.fromarray(pixels)
    if dye is None and not _swatched(recipe):
        dye = _dye(recipe)
    return Image.fromarray(clean_up(pixels, seen == OUTSIDE, seen == INSIDE, dye, filled=wash))


def _swatched(recipe: Recipe) -> bool:
    return recipe.fabric is not None and recipe.fabric_weight > 0


@lru_cache(maxsize=1024)  # mixes of mixes share their parents
def _dye(recipe: Recipe) -> tuple[int, int, int] | None:
    """The colour that a garment of one colour was to have, sRGB.

    A mix has one between those that its style is from; what was steered otherwise than in its cut, or has another
    palette, none: its colour is where it was brought.
    """
    origin = recipe.edit
    if isinstance(origin, Recolor):
        return None
    if isinstance(origin, Mix):
        shares = [(parent, row[-1]) for parent, row in zip(origin.parents, origin.weights, strict=True) if row[-1]]
        dyes = [_dye(parent) for parent, _ in shares]
        if None in dyes or not dyes:
            return None
        return tuple(np.rint(np.average(dyes, axis=0, weights=[share for _, share in shares])).astype(int).tolist())
    if _steers_colour(origin):
        return None
    if any(isinstance(each, Mix | Steer | Recolor) for each in _origins(recipe)):
        return _dye(origin.parents[0])
    named = () if isinstance(recipe.founder, Invert) else _named(recipe.prompt, False)
    return select_color(named[0].colour, _seed(recipe)) if len(named) == 1 and named[0].colour else None


def _dyeing(recipe: Recipe, along_block: bool) -> Literal["always", "missed", "never"]:
    """Whether a figure's clothes are dyed as words name them: never against where a designer brought them, and in a
    mix or without a block only where the networks missed the colour."""
    origins = list(_origins(recipe))
    if any(isinstance(origin, Recolor) or _steers_colour(origin) for origin in origins):
        return "never"
    return "always" if along_block and not any(isinstance(origin, Mix) for origin in origins) else "missed"


def _steers_colour(origin: object) -> bool:
    return isinstance(origin, Steer) and any(
        move.amount and move.name not in DIRECTION_STRETCHES for move in origin.moves
    )


def _origins(recipe: Recipe) -> Iterator[object]:
    """How a picture came about, and its first parent before it, and so on."""
    yield recipe.edit
    while recipe.edit.parents:
        recipe = recipe.edit.parents[0]
        yield recipe.edit


def _seed(told: Recipe) -> int:
    """Of what the words leave open."""
    return told.seed * 1_000_003 + told.index


def _worded(
    pixels: np.ndarray,
    area: np.ndarray,
    told: Recipe,
    place: int,
    dyeing: Literal["always", "missed", "never"] | None,
) -> np.ndarray:
    """A picture with an area in the cloth that a garment's words name.

    Args:
        pixels: (H, W, 3) uint8.
        area: (H, W) bool.
        told: the recipe that has the words.
        place: of the garment among those of the words, and of a figure's other clothes.
        dyeing: whether a figure's clothes get the colour that is named; None for what lies flat.
    """
    worn = dyeing is not None
    seed, named = _seed(told), _named(told.prompt, worn)[place]
    own = place < len(prompt_garments(told.prompt))
    if own and (design := select_print(told.prompt, place, seed)):
        return _printed(pixels, area, design)
    fabric = select_fabric(told.prompt, place, seed) if own else None
    if fabric is not None:
        cloth = tile_fabric(fabric, worn)
        if fabric.weave == "denim" and named.kind == "trousers":
            cloth = fade_denim(cloth, area)
        return overlay_cloth(pixels, cloth, area, relief=1.0 if worn else _RELIEF)
    if dyeing in (None, "never") or not named.colour or not area.any():
        return pixels
    if dyeing == "missed" and not _misses(pixels[area][::_SPARSE], named.colour):
        return pixels
    return overlay_cloth(pixels, np.full_like(pixels, select_color(named.colour, seed)), area)


def _misses(pixels: np.ndarray, colour: str) -> bool:
    """Whether cloth (N, 3) is of another colour than the one named, all of it or too much of it."""
    drawn, wanted = to_lab(pixels), to_lab(COLOURS[colour])
    uneven = np.quantile(colour_difference(drawn, np.broadcast_to(wanted, drawn.shape)), _MOST) > _UNEVEN
    return bool(uneven or colour_difference(np.median(drawn, axis=0), wanted) >= _MISSED)


def _printed(pixels: np.ndarray, area: np.ndarray, design: Graphic) -> np.ndarray:
    """A picture with a graphic on the chest of the garment in an area; its light and folds stay."""
    rows, columns = np.nonzero(area)
    if not len(rows):
        return pixels
    top, bottom = np.quantile(rows, (0.02, 0.98))
    side = max(2, round(_PRINT * (bottom - top)))
    corner = round(float(np.median(columns)) - side / 2), round(top + _CHEST * (bottom - top) - side / 2)
    ground = Image.new("RGBA", pixels.shape[1::-1])
    ground.paste(printed(design).resize((side, side), Image.Resampling.LANCZOS), corner)
    ink = np.asarray(ground)
    laid = overlay_cloth(pixels, ink[..., :3], area & (ink[..., 3] > 0), edge=0.0)
    share = ink[..., 3:] / 255.0
    return np.rint(share * laid + (1.0 - share) * pixels).astype(np.uint8)


def _named(prompt: str, worn: bool) -> tuple[PromptGarment, ...]:
    """The garments of a prompt, and of a figure what it wears besides."""
    companion = to_training_vocabulary(prompt, draws_figures=True, figure=True).companion if worn else ""
    return prompt_garments(prompt) + (prompt_garments(companion) if companion else ())


def _cloth_giver(recipe: Recipe) -> Recipe:
    """The recipe whose words name a picture's cloth: its own, or that of whom most of a mix's style is from."""
    giver = recipe
    while parents := recipe.edit.parents:
        place = 0
        if isinstance(recipe.edit, Mix):
            place = int(np.argmax([weights[-1] for weights in recipe.edit.weights]))  # the last layer's
        recipe = parents[place]
        giver = recipe if place else giver
    return giver


def _worn(
    pixels: np.ndarray, prompt: str, regions: PartRegions, halves: Halves | None
) -> Iterator[tuple[np.ndarray, int | None]]:
    """The areas of a figure's clothes, (H, W) bool, that of the first garment first.

    Yields:
        Each with the number of the one garment that is there, or None where it could be another.
    """
    garments = prompt_garments(prompt)
    lower = [place for place, garment in enumerate(garments) if garment.kind in LOWER]
    if halves is None:
        above = [place for place, garment in enumerate(garments) if garment.kind in _COATS]
        if len(above) == 1 and len(lower) <= 1 and len(garments) == len(above) + len(lower):
            coat = _largest(regions.clothes(pixels, without=("lower",)))  # the hem of trousers lies apart
            found = [(coat, above[0]), *((regions.clothes(pixels) & ~coat, place) for place in lower)]
            yield from sorted(found, key=lambda pair: pair[1])
            return
        yield regions.clothes(pixels), 0 if len(garments) == 1 and garments[0].kind in _WHOLE else None
        return
    clothes, main = regions.clothes(pixels), halves.main(pixels.shape[1::-1])
    for half, below in ((main, halves.lower_first), (~main, not halves.lower_first)):
        there = lower if below else [place for place in range(len(garments)) if place not in lower]
        yield clothes & half, there[0] if len(there) == 1 else None


def _largest(area: np.ndarray) -> np.ndarray:
    """The largest connected part of an area, (H, W) bool."""
    parts, count = label(area)
    return parts == np.bincount(parts.ravel())[1:].argmax() + 1 if count else area
