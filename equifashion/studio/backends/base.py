"""What a preset's backends answer: one makes drafts, one finishes them."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from equifashion.design import DesignBrief, Idea, Inpaint, Recipe
from equifashion.design.edits import edit_as
from equifashion.diffusion.fusion import FusionPlan, plan_fusion
from equifashion.seeds import combine_seed
from equifashion.studio.arguments import number, whole
from equifashion.studio.plan import DraftTraits, RenderPlan
from equifashion.studio.presets import StudioPreset

Decode = Callable[[], Image.Image]


class DraftBackend(ABC):
    """Makes drafts. Not for several threads at once: the engine takes turns.

    Attributes:
        traits: what it can draw.
        operations: kinds of edit that it can make drafts of.
        hashes: weights file → SHA-256, for recipes.
        cache_hits, cache_misses: how often a brief's conditions were found, or had to be encoded.
    """

    traits: DraftTraits
    operations: frozenset[str]
    hashes: dict[str, str]
    cache_hits = cache_misses = 0

    @abstractmethod
    def draft(self, plan: RenderPlan, parents: Sequence[Idea]) -> Idea:
        """The idea of a plan.

        Raises:
            InvalidInput: a stored picture or array is damaged, or of another generator.
        """

    @abstractmethod
    def repaint(self, image: Image.Image, recipe: Recipe, parent: Idea) -> Idea:
        """An idea whose picture was worked on: the parent's styles beneath, a latent of the new picture."""

    @abstractmethod
    def notices(self, brief: DesignBrief, *, finished_elsewhere: bool) -> tuple[str, ...]:
        """What drafts cannot show of a brief, in plain sentences.

        Args:
            brief: the brief.
            finished_elsewhere: whether another model finishes, which may know more.
        """


@dataclass(frozen=True)
class FinishSettings:
    """How a finish runs.

    Attributes:
        plan: noise levels, and the draft's share after each step.
        freedom: how far it may leave the draft, 0–1.
        guidance: classifier-free guidance scale.
    """

    plan: FusionPlan
    freedom: float
    guidance: float


class FinishBackend(ABC):
    """Finishes drafts, one piece of work at a time under the engine's lock."""

    def __init__(self, preset: StudioPreset, lock: threading.Lock) -> None:
        self._preset, self._lock = preset, lock

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """What was encoded: name → (times computed, times reused)."""
        return {}

    @property
    def draws_figures(self) -> bool:
        """Whether finishing can put an outfit on a figure that the draft does not show."""
        return False

    def notices(self, brief: DesignBrief) -> tuple[str, ...]:
        """What of a brief finishing leaves out, in plain sentences."""
        return ()

    def settings(
        self, steps: int | None = None, freedom: float | None = None, guidance: float | None = None
    ) -> FinishSettings:
        """The settings that apply; None takes the preset's.

        Raises:
            InvalidInput: a value is out of range.
        """
        steps = self._preset.steps if steps is None else whole("steps", steps, 1, 100)
        freedom = self._preset.freedom if freedom is None else number("freedom", freedom, 0.0, 1.0)
        scale = self._preset.guidance if guidance is None else number("guidance", guidance, 1.0, 20.0)
        return FinishSettings(plan_fusion(steps, freedom, self._preset.gamma), freedom, scale)

    @abstractmethod
    def pictures(self, idea: Idea, plan: RenderPlan, settings: FinishSettings) -> Iterator[Decode]:
        """Refine a draft step by step.

        Args:
            idea: the draft.
            plan: of the design; its recipe's seed and index make the noise.
            settings: noise levels, shares of the draft and guidance.

        Yields:
            After every denoiser call, a function that decodes what it shows: decoding is left to who looks.
        """

    @abstractmethod
    def region_pictures(
        self, picture: Image.Image, mask: Image.Image, plan: RenderPlan, settings: FinishSettings
    ) -> Iterator[Decode]:
        """Draw a region of a picture anew, step by step: outside the mask, latents stay the picture's.

        Args:
            picture: a finished design.
            mask: greyscale, light where it may change.
            plan: of what will come out.
            settings: noise levels and guidance.

        Yields:
            As ``pictures``: whole pictures, whose pixels outside the region are only nearly the old ones.
        """


def noise_seed(recipe: Recipe) -> int:
    """Seed of the one fixed noise of a finish, or of a region that the finish backend draws."""
    if recipe.edit.by_finisher:
        return combine_seed(edit_as(recipe.edit, Inpaint).seed, 0)
    return combine_seed(recipe.seed, recipe.index + 1)
