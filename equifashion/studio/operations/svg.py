"""The lines that a picture is drawn along, as a vector drawing."""

from equifashion.errors import InvalidInput
from equifashion.garments.vector import figure_svg, flat_svg
from equifashion.studio.engine import Engine, Work
from equifashion.studio.operations.registry import operation_of


def to_svg(engine: Engine, work: Work) -> str:
    """As ``Studio.to_svg``."""
    recipe, cuts = work.recipe, engine.planner.cuts
    while recipe.edit.keeps_lines:
        recipe = recipe.edit.parents[0]
    drawing = None
    if recipe.sketch_weight > 0 and operation_of(recipe.edit).is_one_drawing(recipe.edit):
        brief = recipe.brief()
        if cuts.draws_on_figure(brief):
            outfit = cuts.figure(recipe)
            drawing = None if outfit is None else figure_svg(outfit, recipe.prompt)
        elif cuts.draws_flat(brief):
            flat = cuts.flat(recipe, recipe.prompt)
            drawing = None if flat is None else flat_svg(flat, recipe.prompt)
    if drawing is None:
        raise InvalidInput(
            "There are no lines of this picture: it follows a sketch or a photograph, is of an unknown garment, or "
            "was put together. Please take an idea that was drawn from words alone."
        )
    return drawing
