"""Inpaint: one region of a picture made anew; outside it not one pixel changes.

Three uses: give an attribute another value where it lives; let another idea in wherever nothing is held; or redraw
a brushed region of a finished design. The embedded networks do the first two on drafts and on finished pictures
alike; everything else is drawn by the finish backend on a finished design.

Attributes are edited in stages as in EquiFashion's hierarchical editing: what decides the whole shape is made from
nearly pure noise, what is a matter of detail from little.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import torch
from PIL import Image

from equifashion.compositing.passes import compose
from equifashion.compositing.render_plan import RenderPlan
from equifashion.design import Design, DesignBrief, Idea, Inpaint, Recipe
from equifashion.design.checks import MAX_SEED
from equifashion.design.edits import edit_as
from equifashion.design.stored import encode_picture, stored_picture, stored_size
from equifashion.diffusion.fusion import plan_inpainting
from equifashion.errors import InvalidInput
from equifashion.garments.flat.sketch import FlatRaster, FlatSketch, hold_parts
from equifashion.garments.merging import merge_regions
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.color_transfer import garment_color, garment_swatch, match_cloth_color
from equifashion.imaging.mask import Mask, blend_inside, mask_to_area, mask_to_image, read_mask
from equifashion.imaging.part_finder import RegionFinder
from equifashion.imaging.pose import face_area
from equifashion.prompts.edit_prompt import edit_prompt
from equifashion.prompts.parser import parse_prompt
from equifashion.seeds import combine_seed
from equifashion.studio.arguments import number, whole
from equifashion.studio.cuts import Cuts, FigureRequest, edited_region, recut
from equifashion.studio.engine import Engine
from equifashion.studio.operations.base import Operation, Work, check_work
from equifashion.studio.plan import recolor_policy
from equifashion.vocabulary import ATTRIBUTE_NAMES
from equifashion.vocabulary.attributes import Attribute

# Noise level at which the embedded networks begin an attribute's region, coarse to fine.
_ATTRIBUTE_NOISE = {
    Attribute.LENGTH: 1.0,
    Attribute.SLEEVE_LENGTH: 0.95,
    Attribute.SLEEVE_TYPE: 0.85,
    Attribute.COLLAR: 0.75,
    Attribute.HEM: 0.65,
}
# Likewise for a finish backend. The published editing adds noise up to 92 % of the schedule for the garment's
# length, and 8 % less for each finer attribute; a finish starts at half of the schedule plus half of this.
_ATTRIBUTE_FINISH_NOISE = {
    Attribute.LENGTH: 0.84,
    Attribute.SLEEVE_LENGTH: 0.68,
    Attribute.SLEEVE_TYPE: 0.52,
    Attribute.COLLAR: 0.36,
    Attribute.HEM: 0.20,
}
_OTHER_NOISE = 0.5  # enough to join another idea to what is held, and to leave it recognisable
_SEAM_SHARE = 12.0 / CANVAS_SIZE[1]  # width of the soft seam, of the picture's height
_MIN_REGION_PX = 64
_MIN_STORED_REGION_PX = 16  # of a mask as recipes store it
_NOISE_INDEX = 17


@dataclass(frozen=True)
class InpaintStep:
    """One step of making a region anew.

    Attributes:
        index: 1 … steps.
        steps: how many there are.
        preview: RGB picture so far, already joined.
        result: on the last step, the idea or the finished design; else None.
    """

    index: int
    steps: int
    preview: Image.Image
    result: Work | None = None


class InpaintOperation(Operation):
    """An attribute's edit recuts the sketch; another idea that is let in brings its own where nothing is held."""

    kind = "inpaint"

    def flat(self, recipe: Recipe, prompt: str, cuts: Cuts) -> FlatSketch | None:
        edit = edit_as(recipe.edit, Inpaint)
        first = edit.parents[0]
        own = cuts.flat(first, prompt)
        if own is None or edit.attribute is None or edit.by_finisher:
            return own
        before = cuts.flat(first, first.prompt)
        return own if before is None else recut(before, own, edited_region(edit.mask))

    def flat_raster(self, recipe: Recipe, cuts: Cuts) -> FlatRaster | None:
        edit, own = edit_as(recipe.edit, Inpaint), cuts.flat(recipe, recipe.prompt)
        if not (edit.by_finisher or edit.lets_in_other):
            return None if own is None else own.laid()
        before, inside = cuts.flat_raster(edit.parents[0]), own
        for other in edit.parents[1:]:
            cut = cuts.flat(other, other.prompt) if cuts.draws_flat(other.brief()) else None
            inside = own if own is None or cut is None else hold_parts(own, cut, edit.held)
        if before is None or inside is None:
            return None
        return merge_regions(before, inside.laid(), edited_region(edit.mask))

    def on_figure(self, recipe: Recipe, request: FigureRequest, cuts: Cuts) -> OnFigureSketch | None:
        edit = edit_as(recipe.edit, Inpaint)
        first = edit.parents[0]
        prompt = request.prompt
        if prompt is None and recipe.prompt != first.prompt:
            prompt = recipe.prompt
        if edit.lets_in_other:
            other = edit.parents[1]
            held = replace(request.cut, held=(*request.cut.held, *edit.held))
            inside = cuts.on_figure(other, replace(request, pose=other.brief().pose, cut=held))
        elif edit.by_finisher:
            inside, prompt = cuts.on_figure(first, replace(request, prompt=prompt)), request.prompt
        else:
            return cuts.on_figure(first, replace(request, prompt=prompt))
        before = cuts.on_figure(first, replace(request, prompt=prompt))
        if before is None or inside is None:
            return None
        return merge_regions(before, inside, edited_region(edit.mask))

    def follows_sketch(self, edit: Inpaint) -> bool:
        return edit.by_finisher

    def is_one_drawing(self, edit: Inpaint) -> bool:
        return not (edit.by_finisher or edit.lets_in_other)

    def make(self, recipe: Recipe, parents: Sequence[Work], engine: Engine) -> Work:
        *_, last = _steps(engine, recipe, parents)
        assert last.result is not None
        return last.result

    def repaint(self, recipe: Recipe, beneath: Idea, engine: Engine) -> Idea:
        edit = edit_as(recipe.edit, Inpaint)
        edit = replace(edit, parents=(beneath.recipe, *edit.parents[1:]))
        return engine.make_idea(replace(beneath.recipe, prompt=recipe.prompt, edit=edit), beneath)


OPERATION = InpaintOperation()


def iter_inpaint(
    engine: Engine,
    work: Work,
    mask: Mask | None = None,
    *,
    attribute: str | None = None,
    value: str | None = None,
    prompt: str | None = None,
    other: Idea | None = None,
    held: Sequence[str] = (),
    noise: float | None = None,
    steps: int | None = None,
    guidance: float | None = None,
    seed: int = 0,
    finder: RegionFinder | None = None,
) -> Iterator[InpaintStep]:
    """As ``Studio.iter_inpaint``."""
    check_work(work)
    held = (held,) if isinstance(held, str) else tuple(held or ())
    given = {"attribute": attribute, "value": value, "prompt": prompt, "other": other, "held": held or None}
    _refuse_mixed_uses({name for name, each in given.items() if each is not None})
    settings = _Settings(noise, steps, guidance, whole("seed", seed, 0, MAX_SEED))
    engine.check_recipe(work.recipe)
    if other is not None:
        check_work(other)
        engine.check_recipe(other.recipe)
        return _let_in(engine, work, other, held, mask, settings, finder or engine.part_finder)
    if value is not None:
        if attribute is None:
            raise InvalidInput("Please say which attribute is to get this value.")
        return _change_attribute(engine, work, parse_attribute(attribute), value, mask, settings, finder)
    if mask is None:
        raise InvalidInput("Please say what is to change: an attribute and its value, another idea, or a region.")
    return _redraw(engine, work, mask, prompt, None if attribute is None else parse_attribute(attribute), settings)


def _refuse_mixed_uses(given: set[str]) -> None:
    """Refuse arguments that the chosen use would not look at."""
    if "other" in given:
        unused, use = given & {"attribute", "value", "prompt"}, "letting another idea in"
    elif "value" in given:
        unused, use = given & {"prompt", "held"}, "giving an attribute another value"
    else:
        unused, use = given & {"held"}, "redrawing a region"
    if unused:
        raise InvalidInput(f"{use.capitalize()} takes no {' and no '.join(sorted(unused))}. Please leave it out.")


def find_region(
    engine: Engine, work: Work, attribute: str, finder: RegionFinder | None = None, value: str | None = None
) -> Image.Image:
    """As ``Studio.find_region``."""
    key = parse_attribute(attribute)
    found = _attribute_region(work, key, finder or engine.part_finder)
    if value is None:
        return mask_to_image(found)
    prompt = DesignBrief(edit_prompt(work.recipe.prompt, key, value)).prompt
    return mask_to_image(_changed_region(engine, work, prompt, _large_enough(found), finder))


def find_parts(engine: Engine, work: Work, held: Sequence[str], finder: RegionFinder | None = None) -> Image.Image:
    """As ``Studio.find_parts``."""
    return mask_to_image(~_free_region(work, held, None, finder or engine.part_finder))


def parse_attribute(name: str) -> Attribute:
    """An attribute from its code (``"A1"``), its name or a synonym in either language.

    Raises:
        InvalidInput: unknown; the message lists the known ones.
    """
    wanted = str(name).strip().casefold()
    for key, term in ATTRIBUTE_NAMES.items():
        words = (key, term.name, term.vi, *term.synonyms, *term.vi_synonyms)
        if wanted in (word.casefold() for word in words):
            return Attribute(key)
    known = ", ".join(term.name for term in ATTRIBUTE_NAMES.values())
    raise InvalidInput(f"The attribute must be one of {known}; got {name!r}.")


@dataclass(frozen=True)
class _Settings:
    """As given; None for the defaults of the case."""

    noise: float | None
    steps: int | None
    guidance: float | None
    seed: int


# The three uses, each written down as a recipe.


def _change_attribute(
    engine: Engine,
    work: Work,
    attribute: Attribute,
    value: str,
    mask: Mask | None,
    settings: _Settings,
    finder: RegionFinder | None,
) -> Iterator[InpaintStep]:
    prompt = DesignBrief(edit_prompt(work.recipe.prompt, attribute, value)).prompt
    if mask is None:
        region = _large_enough(_attribute_region(work, attribute, finder or engine.part_finder))
    else:
        region = _large_enough(read_mask(mask, work.image.size))
    if engine.preset.finishes_elsewhere:
        if not isinstance(work, Design):
            raise InvalidInput(
                f"The preset {engine.preset.name!r} alters finished designs. Please finish this idea first."
            )
        return _redraw(engine, work, mask_to_image(region), prompt, attribute, settings)
    if mask is None:
        region = _changed_region(engine, work, prompt, region, finder)
    noise = _ATTRIBUTE_NOISE[attribute] if settings.noise is None else settings.noise
    return _on_draft(engine, work, prompt, region, (), attribute, value, (), replace(settings, noise=noise))


def _let_in(
    engine: Engine,
    work: Work,
    other: Idea,
    held: Sequence[str],
    mask: Mask | None,
    settings: _Settings,
    finder: RegionFinder,
) -> Iterator[InpaintStep]:
    region = _free_region(work, held, mask, finder)
    noise = _OTHER_NOISE if settings.noise is None else settings.noise
    prompt = work.recipe.prompt
    return _on_draft(engine, work, prompt, region, (other,), None, "", held, replace(settings, noise=noise))


def _on_draft(
    engine: Engine,
    work: Work,
    prompt: str,
    region: np.ndarray,
    others: tuple[Idea, ...],
    attribute: Attribute | None,
    value: str,
    held: Sequence[str],
    settings: _Settings,
) -> Iterator[InpaintStep]:
    preset = engine.preset
    engine.embedded("inpaint")
    if preset.finishes_elsewhere and isinstance(work, Design):
        raise InvalidInput(f"With the preset {preset.name!r} only ideas can be locked, not finished designs.")
    mask = mask_to_image(region)
    if mask.height > CANVAS_SIZE[1]:
        mask = mask.resize(CANVAS_SIZE, Image.Resampling.NEAREST)
    guidance = preset.guidance if settings.guidance is None else settings.guidance
    edit = Inpaint(
        parents=(work.recipe, *(other.recipe for other in others)),
        mask=encode_picture(mask),
        seed=settings.seed,
        attribute=attribute,
        value=value,
        held=tuple(held),
        noise=number("noise", settings.noise, 0.01, 1.0),
        steps=preset.steps if settings.steps is None else whole("steps", settings.steps, 1, 100),
        guidance=number("guidance", guidance, 1.0, 20.0),
    )
    recipe = replace(work.recipe.derive(edit, engine.device_kind), prompt=prompt)
    return _draft_steps(engine, recipe, [engine.as_idea(work), *others])


def _redraw(
    engine: Engine,
    work: Work,
    mask: Mask,
    prompt: str | None,
    attribute: Attribute | None,
    settings: _Settings,
) -> Iterator[InpaintStep]:
    if not isinstance(work, Design):
        raise InvalidInput(
            "Only a finished design can be redrawn. Please finish this idea first, or give an attribute and value."
        )
    noise = settings.noise
    if noise is None:
        noise = 1.0 if attribute is None else _ATTRIBUTE_FINISH_NOISE[attribute]
    freedom = number("noise", noise, 0.0, 1.0) / 2  # freedom 0.5 leaves nothing of what was there
    finish = engine.finisher.settings(settings.steps, freedom, settings.guidance)
    marked = read_mask(mask, stored_size(work.image.size))
    if marked.sum() < _MIN_STORED_REGION_PX:
        raise InvalidInput("The mask marks nothing. Please brush white over the part that is to be drawn anew.")
    edit = Inpaint((work.recipe,), encode_picture(mask_to_image(marked)), settings.seed)
    words = work.recipe.prompt if prompt is None else DesignBrief(prompt).prompt
    recipe = replace(
        work.recipe,
        prompt=words,
        edit=edit,
        steps=len(finish.plan.timesteps),
        freedom=finish.freedom,
        guidance=settings.guidance,
        device=engine.device_kind,
    )
    return _finish_steps(engine, recipe, work)


# Making what a recipe says.


def _steps(engine: Engine, recipe: Recipe, parents: Sequence[Work]) -> Iterator[InpaintStep]:
    if recipe.edit.by_finisher:
        return _finish_steps(engine, recipe, parents[0])
    return _draft_steps(engine, recipe, [engine.as_idea(parent) for parent in parents])


def _finish_steps(engine: Engine, recipe: Recipe, work: Work) -> Iterator[InpaintStep]:
    """A region drawn by the finish backend, put back into the picture pixel by pixel."""
    mask = stored_picture("mask", edit_as(recipe.edit, Inpaint).mask).convert("L")
    picture, region = np.asarray(work.image.convert("RGB")), mask_to_area(mask, work.image.size)
    settings = engine.finisher.settings(recipe.steps, recipe.freedom, recipe.guidance)
    steps = len(settings.plan.timesteps)
    pictures = engine.finisher.region_pictures(work.image, mask, engine.plan(recipe), settings)
    for index, decode in enumerate(pictures, start=1):
        fresh = np.asarray(decode().resize(work.image.size).convert("RGB"))
        joined = Image.fromarray(blend_inside(picture, fresh, region))
        yield InpaintStep(index, steps, joined, Design(joined, recipe) if index == steps else None)


def _draft_steps(engine: Engine, recipe: Recipe, parents: Sequence[Idea]) -> Iterator[InpaintStep]:
    """A region made by the embedded networks, step by step."""
    with engine.lock:
        pictures = _draft_pictures(engine, recipe, parents)
    steps = edit_as(recipe.edit, Inpaint).steps or 0
    for index in range(1, steps + 1):
        with engine.lock:
            picture = next(pictures)()
            result = engine.drafts.repaint(picture, recipe, parents[0]) if index == steps else None
        yield InpaintStep(index, steps, picture, result)


def _draft_pictures(engine: Engine, recipe: Recipe, parents: Sequence[Idea]) -> Iterator[Callable[[], Image.Image]]:
    """After every denoiser call, a function that gives the picture so far."""
    backend, edit = engine.embedded("inpaint"), edit_as(recipe.edit, Inpaint)
    first, *others = parents
    assert edit.steps is not None and edit.noise is not None and edit.guidance is not None
    plan = engine.plan(recipe)
    recut_area = None
    if edit.attribute is not None and engine.planner.traits.guide_lines:
        recut_area = engine.planner.cuts.changed_area(first.recipe, recipe.prompt)
    redressed = plan.on_figure is not None and recut_area is not None and recut_area.any()

    brief = plan.brief
    if brief.fabric is None and edit.attribute is not None and not redressed:
        brief = replace(brief, fabric=garment_swatch(first.image))  # the cloth stays: it is its own swatch
    conditions = backend.encode_brief(brief, plan.lower).to(backend.dtype)

    start = None  # the picture's own latent
    has_sketch = plan.on_figure is not None or plan.flat is not None
    if others and (not has_sketch or others[0].recipe.edit.works_on_picture):  # styles do not tell all
        start = torch.from_numpy(others[0].latent)[None].to(backend.device)
    elif others or plan.flat is not None or redressed:  # the same styles in the new cut
        start = backend.latents(parents[-1].styles, conditions)

    original = first.image.convert("RGB")
    region = mask_to_area(stored_picture("mask", edit.mask), original.size)
    kept = backend.encode(original.resize(CANVAS_SIZE))
    noise = backend.noise(kept.shape, combine_seed(edit.seed, _NOISE_INDEX))
    sampling = backend.inpaint(
        kept, start, region, noise, conditions, plan_inpainting(edit.steps, edit.noise), edit.guidance
    )
    plan = _plan_of_region(engine, plan, first, others)
    for step in sampling:
        yield partial(_joined, engine, np.asarray(original), step.clean, region, plan, edit.attribute is not None)


def _plan_of_region(engine: Engine, plan: RenderPlan, first: Idea, others: Sequence[Idea]) -> RenderPlan:
    """The plan of what is put into the region: the cloth of the idea that is let in, the picture's own finish."""
    fabrics = plan.fabrics
    if others:
        shown = others[0].recipe
        fabrics = engine.plan(shown).fabrics
        fabrics = replace(fabrics, recolor=recolor_policy(shown, has_sketch=plan.on_figure is not None))
    elif plan.flat is not None:
        fabrics = replace(fabrics, base_color=garment_color(first.image))
    return replace(plan, fabrics=fabrics, finished=first.recipe.shows_finished)


def _joined(
    engine: Engine,
    original: np.ndarray,
    latents: torch.Tensor,
    region: np.ndarray,
    plan: RenderPlan,
    keep_cloth: bool,
) -> Image.Image:
    """The composed region inside the original, with a soft seam; its cloth matched to the original's if asked."""
    height, width = original.shape[:2]
    backend = engine.embedded("inpaint")
    composed = compose(backend.passes, backend.decode(latents)[0], plan)
    fresh = np.asarray(composed.image.resize((width, height), Image.Resampling.LANCZOS))
    if keep_cloth and not composed.fabric_laid:
        whole = [np.ones((height, width), bool)]
        garments = whole if plan.on_figure is None else plan.on_figure.areas((width, height))
        for garment in garments:
            fresh = match_cloth_color(fresh, original, region & garment, garment & ~region)
    return Image.fromarray(blend_inside(original, fresh, region, _SEAM_SHARE * height))


# Where a picture changes.


def _attribute_region(work: Work, attribute: Attribute, finder: RegionFinder) -> np.ndarray:
    """Where an attribute lives in a picture, (H, W) bool."""
    kind = next((garment.kind for garment in parse_prompt(work.recipe.prompt).garments), "")
    return finder.edited(np.asarray(work.image), attribute, kind)


def _changed_region(
    engine: Engine, work: Work, prompt: str, found: np.ndarray, finder: RegionFinder | None
) -> np.ndarray:
    """Where a picture changes with its words, (H, W) bool.

    The sketch tells, where one guides the picture; else what was found counts, except for a figure's face.

    Raises:
        InvalidInput: the words change nothing on a figure, which is drawn along its sketch alone.
    """
    if finder is not None or engine.preset.finishes_elsewhere:
        return found
    engine.embedded("inpaint")
    size, recipe, planner = work.image.size, work.recipe, engine.planner
    changed = planner.cuts.changed_area(recipe, prompt) if planner.traits.guide_lines else None
    if changed is not None and changed.any():
        return mask_to_area(mask_to_image(changed), size)
    if changed is not None and planner.cuts.draws_on_figure(recipe.brief()):
        raise InvalidInput(
            "On the figure this would change nothing: the garment is like that already, or its kind is not "
            "drawn so on figures. Please lay it flat, or brush over the place."
        )
    pose = engine.plan(recipe).brief.pose
    without_face = found if pose is None else found & ~face_area(pose, size)
    return without_face if without_face.any() else found


def _free_region(work: Work, held: Sequence[str], mask: Mask | None, finder: RegionFinder) -> np.ndarray:
    """What is not held, (H, W) bool: everything but the parts named and the brushed mask.

    Raises:
        InvalidInput: nothing is held, or everything is.
    """
    pixels = np.asarray(work.image)
    areas = [finder.part(pixels, name) for name in held]
    if mask is not None:
        areas.append(read_mask(mask, work.image.size))
    if not areas:
        raise InvalidInput("Nothing is locked. Please choose collar, sleeves, hem or print, or brush over a place.")
    return _large_enough(~np.any(areas, axis=0))


def _large_enough(region: np.ndarray) -> np.ndarray:
    if region.sum() < _MIN_REGION_PX:
        raise InvalidInput("The region is empty, so nothing would change. Please brush over the place to change.")
    return region
