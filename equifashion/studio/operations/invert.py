"""Invert: the idea nearest to a picture, and how much of the picture it holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from equifashion.design import DesignBrief, Idea, Invert, Recipe
from equifashion.design.edits import edit_as
from equifashion.design.stored import decode_array, encode_array, encode_picture, stored_picture
from equifashion.errors import InvalidInput
from equifashion.gan.inversion import InversionSettings, InversionStep, Reconstruction
from equifashion.gan.inversion import invert as search_styles
from equifashion.garments.flat.sketch import FlatSketch
from equifashion.garments.on_figure.sketch import OnFigureSketch
from equifashion.imaging.cutout import cut_out
from equifashion.imaging.io import PictureSource
from equifashion.models.brief_encoder import BriefConditions
from equifashion.prompts.presentation import names_figure
from equifashion.studio.backends.embedded import EmbeddedBackend
from equifashion.studio.cuts import Cuts, FigureRequest
from equifashion.studio.engine import Engine
from equifashion.studio.operations.base import StyleOperation


class InvertOperation(StyleOperation):
    """A photograph shows how its garment is cut: no sketch guides it."""

    kind = "invert"

    def flat(self, recipe: Recipe, prompt: str, cuts: Cuts) -> FlatSketch | None:
        return None

    def on_figure(self, recipe: Recipe, request: FigureRequest, cuts: Cuts) -> OnFigureSketch | None:
        return None

    def styles(
        self, edit: Invert, parents: Sequence[Idea], backend: EmbeddedBackend, conditions: BriefConditions
    ) -> np.ndarray:
        return backend.fitting(decode_array("styles", edit.styles, backend.layers))


OPERATION = InvertOperation()


@dataclass(frozen=True)
class InvertStep:
    """One step of an inversion.

    Attributes:
        index: 0 … steps.
        steps: how many there are.
        difference: mean absolute latent difference of the best styles so far.
        idea: the picture's idea on the last step, else None.
    """

    index: int
    steps: int
    difference: float
    idea: Idea | None = None


def iter_invert(
    engine: Engine,
    picture: PictureSource,
    prompt: str | DesignBrief = "garment",
    mask: PictureSource | np.ndarray | None = None,
    settings: InversionSettings | None = None,
) -> Iterator[InvertStep]:
    """As ``Studio.iter_invert``."""
    brief = prompt if isinstance(prompt, DesignBrief) else DesignBrief(prompt)
    if brief.look == "auto" and not names_figure(brief) and brief.pose is None:
        brief = replace(brief, look="flat")  # pictures of garments show them without anybody
    return _search(engine, cut_out(picture, mask), brief, settings or InversionSettings())


def reconstruction(engine: Engine, idea: Idea) -> Reconstruction:
    """As ``Studio.reconstruction``."""
    edit = idea.recipe.edit
    if not edit.from_picture:
        raise InvalidInput(f"Only an idea found for a picture can be compared to it; got one by {edit.kind!r}.")
    engine.check_recipe(idea.recipe)
    backend, plan, picture = (
        engine.embedded("invert"),
        engine.plan(idea.recipe),
        stored_picture("picture", edit_as(edit, Invert).picture),
    )
    with engine.lock:
        conditions = backend.conditions(plan)
        average = backend.compose(backend.latents(backend.center(conditions.cond), conditions), plan)
        [limit] = backend.decode(backend.encode(picture))
    wanted = np.asarray(picture, np.float64)
    errors = [
        float(np.abs(np.asarray(image, np.float64) - wanted).mean() / 255.0)
        for image in (idea.image, average, limit)
    ]
    return Reconstruction(*errors)


def _search(
    engine: Engine, picture: Image.Image, brief: DesignBrief, settings: InversionSettings
) -> Iterator[InvertStep]:
    backend = engine.embedded("invert")
    with engine.lock:
        search = _begin_search(backend, picture, brief, settings)
    for index in range(settings.steps + 1):
        with engine.lock:
            step = next(search)
        idea = None
        if index == settings.steps:
            idea = engine.make_idea(engine.recipe(brief, _record(picture, step, settings)))
        yield InvertStep(index, settings.steps, step.difference, idea)


def _begin_search(
    backend: EmbeddedBackend, picture: Image.Image, brief: DesignBrief, settings: InversionSettings
) -> Iterator[InversionStep]:
    generator = backend.exact_generator
    cond = backend.encode_brief(brief).cond
    z = generator.sample_z(32, seed=0).to(backend.device)
    center = generator.styles(z, cond.repeat(len(z))).mean(dim=0, keepdim=True)
    return search_styles(backend.encode(picture), generator, cond, center, settings)


def _record(picture: Image.Image, step: InversionStep, settings: InversionSettings) -> Invert:
    return Invert(
        picture=encode_picture(picture),
        styles=encode_array(step.styles.numpy()),
        steps=settings.steps,
        candidates=settings.candidates,
        pull=settings.pull,
        seed=settings.seed,
    )
