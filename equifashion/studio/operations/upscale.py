"""Upscale: a picture at twice its size, as the last step: nothing is made out of a large picture."""

from collections.abc import Sequence

from equifashion.design import Design, Recipe, Upscale
from equifashion.design.edits import edit_as
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.models.loading import LoadedModel
from equifashion.models.upscaler import Upscaler, upscale_image
from equifashion.studio.engine import Engine
from equifashion.studio.operations.base import Operation, Work


class UpscaleOperation(Operation):
    kind = "upscale"

    def make(self, recipe: Recipe, parents: Sequence[Work], engine: Engine) -> Work:
        loaded = check_upscale(engine)
        if loaded.sha256 != edit_as(recipe.edit, Upscale).upscaler:
            raise CheckpointError(
                "This picture was enlarged with other upscaler weights, so the same pixels cannot be made again. "
                "The design itself can: open its own recipe, and enlarge it afresh."
            )
        with engine.lock:
            return Design(upscale_image(parents[0].image, loaded.model), recipe)


OPERATION = UpscaleOperation()


def upscale(engine: Engine, work: Work) -> Design:
    """As ``Studio.upscale``."""
    loaded = check_upscale(engine)
    engine.check_recipe(work.recipe)
    recipe = work.recipe.derive(Upscale(work.recipe, loaded.sha256), engine.device_kind)
    with engine.lock:
        return Design(upscale_image(work.image, loaded.model), recipe)


def check_upscale(engine: Engine) -> LoadedModel[Upscaler]:
    """As ``Studio.check_upscale``."""
    if engine.upscaler is None:
        raise InvalidInput(
            f"The preset {engine.preset.name!r} does not enlarge: its designs are 512×768 or larger as they are. "
            f"Only the embedded preset's are made at twice their size."
        )
    return engine.upscaler.load()
