"""Finish: a draft made into a design by the refiner. Its record are the recipe's steps, freedom and guidance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PIL import Image

from equifashion.design import Design, FinishStep, Idea, Recipe

if TYPE_CHECKING:
    from equifashion.studio.engine import Engine

_Decode = Callable[[], Image.Image]


def iter_finish(
    engine: Engine,
    idea: Idea,
    steps: int | None = None,
    freedom: float | None = None,
    guidance: float | None = None,
) -> Iterator[FinishStep]:
    """As ``Studio.iter_finish``."""
    pictures, recipe = _begin(engine, idea, steps, freedom, guidance)
    return _as_steps(pictures, recipe)


def finish(
    engine: Engine,
    idea: Idea,
    steps: int | None = None,
    freedom: float | None = None,
    guidance: float | None = None,
) -> Design:
    """As ``Studio.finish``, with only the last step decoded."""
    pictures, recipe = _begin(engine, idea, steps, freedom, guidance)
    *_, decode = pictures
    return Design(decode(), recipe)


def _begin(
    engine: Engine, idea: Idea, steps: int | None, freedom: float | None, guidance: float | None
) -> tuple[Iterator[_Decode], Recipe]:
    """What the finisher shows after every denoiser call, and the design's recipe."""
    engine.check_recipe(idea.recipe)
    settings = engine.finisher.settings(steps, freedom, guidance)
    recipe = idea.recipe.with_finish(len(settings.plan.timesteps), settings.freedom, guidance)
    return engine.finisher.pictures(idea, engine.plan(recipe), settings), recipe


def _as_steps(pictures: Iterator[_Decode], recipe: Recipe) -> Iterator[FinishStep]:
    steps = recipe.steps or 0
    for index, decode in enumerate(pictures, start=1):
        picture = decode()
        yield FinishStep(index, steps, picture, Design(picture, recipe) if index == steps else None)
