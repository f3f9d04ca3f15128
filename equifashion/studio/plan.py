"""A recipe resolved once into what will be drawn: ``RenderPlan``."""

from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np

from equifashion.compositing.fabric_selection import PromptGarment, prompt_garments, select_color
from equifashion.compositing.render_plan import RGB, FabricPlan, Presentation, RecolorPolicy, RenderPlan
from equifashion.design import DesignBrief, Recipe
from equifashion.garments.figure.stances import choose_stance, stance_pose
from equifashion.garments.flat.sketch import FlatRaster, flat_from_sketch
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.models.brief_encoder import regional_split
from equifashion.prompts.presentation import asks_for_drawing, suits_drawing, wants_figure
from equifashion.prompts.training_vocabulary import to_training_vocabulary
from equifashion.seeds import combine_seed
from equifashion.studio.cuts import Cuts
from equifashion.studio.operations.registry import operation_of

__all__ = ["DraftTraits", "FabricPlan", "Planner", "Presentation", "RenderPlan"]

_CACHED_COLORS = 1024  # mixes of mixes share their parents
_CACHED_PLANS = 32  # conditions, compositing and finishing ask for the same recipe again


@dataclass(frozen=True)
class DraftTraits:
    """What a draft backend can draw.

    Attributes:
        draws_figures: a figure that wears the outfit.
        draws_flat_drawings: flat drawings, where the brief leaves the presentation open.
        guide_lines: garments along a sketch of their own.
        regional_prompts: each half of an outfit conditioned on its own words.
    """

    draws_figures: bool
    draws_flat_drawings: bool = True
    guide_lines: bool = True
    regional_prompts: bool = True


@dataclass(frozen=True, eq=False)
class _Guide:
    """What guides a picture: the brief with its open choices made, and the sketch that was drawn for it."""

    brief: DesignBrief
    flat: FlatRaster | None = None
    on_figure: OnFigureSketch | None = None


class Planner:
    """Resolves recipes, each once.

    Args:
        traits: of the draft backend.
    """

    def __init__(self, traits: DraftTraits) -> None:
        self.traits = traits
        self.cuts = Cuts(traits.draws_figures)
        self._plans: OrderedDict[str, RenderPlan] = OrderedDict()
        self._colors: dict[str, RGB | None] = {}

    def plan(self, recipe: Recipe) -> RenderPlan:
        """What a recipe's picture will show."""
        key = recipe.sha256
        if key not in self._plans:
            self._plans[key] = self._resolve(recipe)
            while len(self._plans) > _CACHED_PLANS:
                self._plans.popitem(last=False)
        self._plans.move_to_end(key)
        return self._plans[key]

    def _resolve(self, recipe: Recipe) -> RenderPlan:
        brief = recipe.brief()
        on_figure = self.traits.draws_figures and wants_figure(brief)
        drawing = asks_for_drawing(brief) or (self.traits.draws_flat_drawings and suits_drawing(brief))
        guide = self._guide(recipe, brief, drawing=drawing)
        if on_figure:
            presentation = Presentation.FIGURE
        else:
            is_drawing = drawing and guide.flat is not None
            presentation = Presentation.FLAT_DRAWING if is_drawing else Presentation.FLAT_PHOTO
        return RenderPlan(
            recipe=recipe,
            brief=guide.brief,
            presentation=presentation,
            flat=guide.flat,
            on_figure=guide.on_figure,
            fabrics=self._fabrics(recipe, guide, on_figure=on_figure),
            regional=self.traits.regional_prompts and not recipe.from_picture,
            finished=not recipe.is_draft,
        )

    def _guide(self, recipe: Recipe, brief: DesignBrief, *, drawing: bool) -> _Guide:
        if recipe.from_picture:
            return _Guide(brief)
        sketches = self.traits.guide_lines and brief.sketch_weight > 0
        if self.cuts.draws_on_figure(brief):
            outfit = self.cuts.figure(recipe) if sketches else None
            if outfit is None:
                stance = brief.pose or stance_pose(choose_stance(recipe.seed, recipe.index))
                return _Guide(replace(brief, pose=stance))
            return _Guide(replace(brief, pose=outfit.pose, sketch=outfit.lines), on_figure=outfit)
        if sketches and self.cuts.draws_flat(brief):
            flat = self.cuts.flat_raster(recipe)
            if flat is not None:
                return _Guide(replace(brief, sketch=flat.lines), flat=flat)
        elif drawing and brief.followed_sketch is not None and _follows_sketch(recipe):
            return _Guide(brief, flat=flat_from_sketch(brief.followed_sketch))
        return _Guide(brief)

    def _fabrics(self, recipe: Recipe, guide: _Guide, *, on_figure: bool) -> FabricPlan:
        source = fabric_source(recipe)
        has_words = not source.from_picture
        swatch = recipe.brief().fabric if recipe.fabric is not None and recipe.fabric_weight > 0 else None
        split = None
        if on_figure and guide.on_figure is None and self.traits.regional_prompts and not recipe.from_picture:
            split = regional_split(guide.brief, None, pose_learned=True)
        return FabricPlan(
            prompt=recipe.prompt,
            source_prompt=source.prompt,
            seed=open_choice_seed(source),
            garments=named_garments(source.prompt, on_figure=on_figure) if has_words else (),
            prompt_count=len(prompt_garments(source.prompt)) if has_words else 0,
            swatch=swatch,
            swatch_weight=min(1.0, recipe.fabric_weight),
            recolor=recolor_policy(recipe, has_sketch=guide.on_figure is not None),
            base_color=None if swatch is not None or on_figure else self.base_color(recipe),
            split=split,
        )

    def base_color(self, recipe: Recipe) -> RGB | None:
        """The colour that a flat garment of one colour was to have, sRGB; None where no words decide it."""
        key = recipe.sha256
        if key in self._colors:
            return self._colors[key]
        color = operation_of(recipe.edit).base_color(recipe, self)
        while len(self._colors) >= _CACHED_COLORS:  # the oldest go
            del self._colors[next(iter(self._colors))]
        self._colors[key] = color
        return color

    def color_of_words(self, recipe: Recipe) -> RGB | None:
        """The shade that a recipe's words give its only garment; None where they name several, or none."""
        garments = () if recipe.from_picture else prompt_garments(recipe.prompt)
        if len(garments) != 1 or not garments[0].colour:
            return None
        return select_color(garments[0].colour, open_choice_seed(recipe))


def _follows_sketch(recipe: Recipe) -> bool:
    return operation_of(recipe.edit).follows_sketch(recipe.edit)


def open_choice_seed(recipe: Recipe) -> int:
    """Seed of what a recipe's words leave open."""
    return combine_seed(recipe.seed, recipe.index)


def fabric_source(recipe: Recipe) -> Recipe:
    """The recipe whose words name a picture's cloth: its own, or that of the parent that gave a mix its style."""
    source = recipe
    while parents := recipe.edit.parents:
        place = operation_of(recipe.edit).fabric_parent(recipe.edit)
        recipe = parents[place]
        source = recipe if place else source
    return source


def recolor_policy(recipe: Recipe, *, has_sketch: bool) -> RecolorPolicy:
    """Whether a figure's clothes take the colour that the words name.

    Never against a colour that a designer chose; in a mix, or without a sketch, only where the networks missed it.
    """
    edits = list(first_line(recipe))
    if any(operation_of(each.edit).sets_color(each.edit) for each in edits):
        return "never"
    mixed = any(operation_of(each.edit).blends_parents for each in edits)
    return "always" if has_sketch and not mixed else "missed"


def first_line(recipe: Recipe) -> list[Recipe]:
    """A recipe, its first parent, that one's first parent, and so on."""
    line = [recipe]
    while line[-1].edit.parents:
        line.append(line[-1].edit.parents[0])
    return line


def named_garments(prompt: str, *, on_figure: bool) -> tuple[PromptGarment, ...]:
    """The garments of a prompt, and on a figure what it wears besides."""
    companion = to_training_vocabulary(prompt, draws_figures=True, figure=True).companion if on_figure else ""
    return prompt_garments(prompt) + (prompt_garments(companion) if companion else ())


def average_color(colors: list[RGB], weights: list[float]) -> RGB:
    """A weighted mean of sRGB colours."""
    red, green, blue = np.rint(np.average(colors, axis=0, weights=weights)).astype(int).tolist()
    return red, green, blue
