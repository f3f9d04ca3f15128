"""The engine: one loaded preset, its lock and caches, and how recipes become pictures.

Operations are functions of an engine. Every picture is made from its recipe here, so that making it again gives the
same pixels.
"""

import threading
from collections.abc import Callable, Sequence
from typing import overload

import torch
from PIL import Image

from equifashion.design import Design, DesignBrief, Edit, Idea, Recipe
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.gan.directions import Direction, Directions
from equifashion.imaging.part_finder import RegionFinder
from equifashion.studio.backends.base import DraftBackend, FinishBackend
from equifashion.studio.backends.components import UpscalerLoader
from equifashion.studio.backends.embedded import EmbeddedBackend
from equifashion.studio.operations.finish import finish
from equifashion.studio.operations.registry import operation_of, operations
from equifashion.studio.plan import Planner, RenderPlan
from equifashion.studio.presets import StudioPreset

Work = Idea | Design


class Engine:
    """Makes recipes into ideas and designs, one piece of work at a time under its lock.

    Attributes:
        preset: its table row.
        device, dtype: where and in which precision it computes.
        drafts: makes drafts.
        finisher: finishes them.
        planner: resolves recipes.
        part_finder: finds the parts of garments in pictures.
        directions: found in the generator's weights; None if none were.
        upscaler: loads the upscaler when first asked; None for a preset that does not enlarge.
        lock: held around every piece of network work.
    """

    def __init__(
        self,
        preset: StudioPreset,
        drafts: DraftBackend,
        device: torch.device,
        dtype: torch.dtype,
        *,
        part_finder: RegionFinder,
        create_finisher: Callable[[threading.Lock], FinishBackend],
        directions: Directions | None = None,
        upscaler: UpscalerLoader | None = None,
    ) -> None:
        self.preset, self.drafts, self.device, self.dtype = preset, drafts, device, dtype
        self.planner = Planner(drafts.traits)
        self.part_finder, self.directions, self.upscaler = part_finder, directions, upscaler
        self.lock = threading.Lock()
        self.finisher = create_finisher(self.lock)

    # Recipes.

    @property
    def device_kind(self) -> str:
        """Device and precision, e.g. ``"cpu-bfloat16"``: recipes rebuild the same pixels on the same kind."""
        return f"{self.device.type}-{str(self.dtype).removeprefix('torch.')}"

    def recipe(self, brief: DesignBrief, edit: Edit) -> Recipe:
        """The recipe of a draft that begins with a brief."""
        return Recipe.of_edit(brief, edit, self.preset.name, self.drafts.hashes, self.device_kind)

    def plan(self, recipe: Recipe) -> RenderPlan:
        """What a recipe's picture will show."""
        return self.planner.plan(recipe)

    def check_recipe(self, recipe: Recipe) -> None:
        """Raise CheckpointError for a recipe of another preset or of other weights."""
        if recipe.preset != self.preset.name:
            raise CheckpointError(
                f"This recipe was made with the preset {recipe.preset!r}; this studio runs {self.preset.name!r}."
            )
        hashes = self.drafts.hashes
        if recipe.weights != hashes:
            changed = sorted(name for name in recipe.weights if recipe.weights[name] != hashes.get(name))
            raise CheckpointError(
                f"This recipe was made with other weights ({', '.join(changed) or 'more files'} differ), so the "
                f"same picture cannot be made again. Its brief can still be explored afresh."
            )

    def embedded(self, operation: str) -> EmbeddedBackend:
        """The draft backend of an operation on styles.

        Raises:
            InvalidInput: this preset's ideas have no styles.
        """
        if not isinstance(self.drafts, EmbeddedBackend):
            raise InvalidInput(
                f"The ideas of the preset {self.preset.name!r} have no styles: they cannot be mixed, varied, "
                f"edited along directions or found for a picture. Regions of finished designs can be drawn anew "
                f"instead."
            )
        return self.drafts

    def supports(self, capability: str) -> bool:
        """As ``Studio.supports``.

        Raises:
            InvalidInput: there is no such capability.
        """
        known = {kind: kind in self.drafts.operations for kind in operations()}
        known |= {
            "finish": True,
            "upscale": self.upscaler is not None and self.upscaler.available,
            "inpaint": True,
            "inpaint drafts": "inpaint" in self.drafts.operations and not self.preset.finishes_elsewhere,
            "directions": bool(self.known_directions()),
            "figures": self.drafts.traits.draws_figures or self.finisher.draws_figures,
            "finish elsewhere": self.preset.finishes_elsewhere,
        }
        if not isinstance(capability, str) or capability not in known:
            raise InvalidInput(f"The capability must be one of {', '.join(sorted(known))}; got {capability!r}.")
        return known[capability]

    def known_directions(self, own: Sequence[Direction] = ()) -> dict[str, Direction]:
        """Name → direction: those of the weights, and a designer's own above them."""
        shipped = () if self.directions is None else self.directions.entries
        return {direction.name: direction for direction in (*shipped, *own)}

    # Pictures.

    def make(self, recipe: Recipe, *known: Work) -> Work:
        """The picture of a recipe, and of all that it is made of, each once; known work is not made again."""
        made = {work.recipe.sha256: work for work in known}
        waiting = [recipe]
        while waiting:
            current = waiting[-1]
            missing = [parent for parent in current.edit.parents if parent.sha256 not in made]
            if current.sha256 not in made and missing:
                waiting += missing
                continue
            if current.sha256 not in made:
                parents = [made[parent.sha256] for parent in current.edit.parents]
                made[current.sha256] = self._make(current, parents)
            waiting.pop()
        return made[recipe.sha256]

    def _make(self, recipe: Recipe, parents: Sequence[Work]) -> Work:
        operation = operation_of(recipe.edit)
        if recipe.steps is None or recipe.edit.by_finisher:
            return operation.make(recipe, parents, self)
        draft = operation.make(recipe.draft(), parents, self)
        assert isinstance(draft, Idea)
        return finish(self, draft, recipe.steps, recipe.freedom, recipe.guidance)

    def make_idea(self, recipe: Recipe, *known: Work) -> Idea:
        """As ``make``, of a draft's recipe."""
        work = self.make(recipe, *known)
        assert isinstance(work, Idea), "a draft's recipe makes an idea"
        return work

    def draft(self, recipe: Recipe, parents: Sequence[Idea]) -> Idea:
        """A draft by the draft backend."""
        plan = self.plan(recipe)
        with self.lock:
            return self.drafts.draft(plan, parents)

    @overload
    def derive(self, work: Idea, edit: Edit, *known: Work) -> Idea: ...
    @overload
    def derive(self, work: Design, edit: Edit, *known: Work) -> Design: ...
    def derive(self, work: Work, edit: Edit, *known: Work) -> Work:
        """What an edit makes of an idea or a design, under its brief."""
        return self.make(work.recipe.derive(edit, self.device_kind), *known)

    def as_idea(self, work: Work) -> Idea:
        """An idea to work on the picture of: of a finished design, its picture on its draft's styles."""
        if isinstance(work, Idea):
            return work
        draft = self.make_idea(work.recipe.draft())
        return Idea(work.image, work.recipe, draft.latent, draft.styles)

    def painted(self, image: Image.Image, recipe: Recipe, parent: Idea) -> Idea:
        """An idea whose picture was worked on: the parent's styles beneath, a latent of the new picture."""
        with self.lock:
            return self.drafts.repaint(image, recipe, parent)

    def without_paint(self, idea: Idea) -> Idea:
        """The idea beneath what was painted on it, colours and regions."""
        while idea.recipe.edit.works_on_picture:
            idea = self.make_idea(idea.recipe.edit.parents[0].draft())
        return idea

    def repaint(self, recipe: Recipe, bare: Idea) -> Idea:
        """A bare idea with all that a recipe paints, the innermost first."""
        if not recipe.edit.works_on_picture:
            return bare
        beneath = self.repaint(recipe.edit.parents[0].draft(), bare)
        return operation_of(recipe.edit).repaint(recipe, beneath, self)
