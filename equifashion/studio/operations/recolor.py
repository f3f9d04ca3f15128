"""Recolor: ideas and finished designs in other colours, shape and shading held."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from equifashion.compositing.recolor import apply_palette
from equifashion.compositing.render_plan import RGB
from equifashion.design import Design, Idea, Recipe, Recolor
from equifashion.design.edits import edit_as
from equifashion.design.stored import encode_picture, stored_picture, stored_size
from equifashion.garments.flat.sketch import FlatRaster
from equifashion.imaging.io import PictureSource, open_image
from equifashion.imaging.mask import mask_to_image
from equifashion.prompts.presentation import wants_figure
from equifashion.studio.cuts import Cuts
from equifashion.studio.engine import Engine
from equifashion.studio.operations.base import Operation, Work
from equifashion.studio.palettes import Colourway, read_colourways
from equifashion.studio.plan import Planner


class RecolorOperation(Operation):
    kind = "recolor"
    shifts_color = True

    def flat_raster(self, recipe: Recipe, cuts: Cuts) -> FlatRaster | None:
        return cuts.flat_raster(recipe.edit.parents[0])

    def sets_color(self, edit: Recolor) -> bool:
        return True

    def base_color(self, recipe: Recipe, planner: Planner) -> RGB | None:
        return None

    def make(self, recipe: Recipe, parents: Sequence[Work], engine: Engine) -> Work:
        [parent], edit = parents, edit_as(recipe.edit, Recolor)
        mask = None if edit.mask is None else stored_picture("mask", edit.mask)
        image = apply_palette(parent.image, edit.palette, mask)
        return Design(image, recipe) if isinstance(parent, Design) else engine.painted(image, recipe, parent)

    def repaint(self, recipe: Recipe, beneath: Idea, engine: Engine) -> Idea:
        edit = edit_as(recipe.edit, Recolor)
        mask = edit.mask
        if mask is not None and mask == find_clothes(engine, engine.make_idea(edit.parent)):
            mask = find_clothes(engine, beneath)  # found, not brushed: on another shape it is another
        return engine.derive(beneath, Recolor(beneath.recipe, edit.palette, mask), beneath)


OPERATION = RecolorOperation()


def recolor(
    engine: Engine, work: Work, palette: Sequence[Colourway] | Image.Image, mask: PictureSource | None = None
) -> list[Idea] | list[Design]:
    """As ``Studio.recolor``."""
    engine.check_recipe(work.recipe)
    palettes = read_colourways(palette)
    if mask is None:
        stored = find_clothes(engine, work)
    else:
        area = open_image(mask, what="mask").convert("L").resize(stored_size(work.image.size))
        stored = encode_picture(area)
    edits = [Recolor(work.recipe, colors, stored) for colors in palettes]
    if isinstance(work, Idea):
        return [engine.derive(work, edit, work) for edit in edits]
    return [engine.derive(work, edit, work) for edit in edits]


def find_clothes(engine: Engine, work: Work) -> str | None:
    """Where the clothes of a figure are, as recipes keep masks; None for a garment without a figure."""
    if not wants_figure(work.recipe.brief()):
        return None
    area = engine.part_finder.clothes(np.asarray(work.image.convert("RGB")))
    return encode_picture(mask_to_image(area).resize(stored_size(work.image.size))) if area.any() else None
