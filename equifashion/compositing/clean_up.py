"""Clean-up: what the networks painted, corrected along the sketch that guided them."""

import numpy as np
from PIL import Image, ImageColor

from equifashion.compositing.areas import resize_area
from equifashion.compositing.render_plan import FabricPlan, Presentation, RenderPlan
from equifashion.compositing.skin import lighten_for_ink
from equifashion.garments.flat.raster import INSIDE, OUTSIDE
from equifashion.garments.flat.sketch import FlatRaster
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.imaging.cleanup import clean_up, remove_strays
from equifashion.imaging.skin_tone import even_skin
from equifashion.vocabulary import COLOURS


class CleanUp:
    """Strays go, and cloth, skin and hair that are of one colour become so."""

    def __call__(self, image: Image.Image, plan: RenderPlan) -> Image.Image:
        if plan.on_figure is not None:
            return clean_up_figure(image, plan.on_figure, plan.fabrics)
        if plan.flat is not None:
            filled = plan.presentation is Presentation.FLAT_DRAWING
            return clean_up_flat(image, plan.flat, plan.fabrics, plan.line_weight, filled=filled)
        return image


def clean_up_figure(image: Image.Image, sketch: OnFigureSketch, fabrics: FabricPlan) -> Image.Image:
    """Skin and hair take the sketched figure's colours, shoes one colour, and garments where the words want one."""
    pixels, figure = np.asarray(image), sketch.figure
    skin, hair, shoes = (resize_area(each, image.size) for each in (sketch.skin, sketch.hair, sketch.shoes))
    pixels = even_skin(pixels, skin, lighten_for_ink(ImageColor.getrgb(figure.skin)[:3]))
    pixels = clean_up(pixels, hair, dye=ImageColor.getrgb(figure.hair_colour)[:3], filled=True)
    pixels = clean_up(pixels, shoes, dye=COLOURS.get(sketch.shoe_colour), filled=True)
    for place, (area, garment) in enumerate(zip(sketch.areas(image.size), fabrics.garments, strict=False)):
        if garment.even and not fabrics.covers(place):
            pixels = clean_up(pixels, area, filled=True)
    return Image.fromarray(pixels)


def clean_up_flat(
    image: Image.Image, sketch: FlatRaster, fabrics: FabricPlan, line_weight: float, *, filled: bool
) -> Image.Image:
    """A flat garment without strays beyond its sketch, and of one colour where its words want it so.

    Args:
        image: what the networks painted.
        sketch: along which they painted it; one without cloth changes nothing.
        fabrics: of the picture.
        line_weight: how far the sketch counts, 0–1.
        filled: whether colour may run up to the outline, because ink will be drawn over it.
    """
    if not sketch.cloth.any():
        return image
    cloth = resize_area(sketch.cloth, image.size)
    pixels = remove_strays(np.asarray(image), cloth > 0, line_weight)
    if len(fabrics.garments) != 1 or not fabrics.garments[0].even:
        return Image.fromarray(pixels)
    return Image.fromarray(clean_up(pixels, cloth == OUTSIDE, cloth == INSIDE, fabrics.base_color, filled=filled))
