"""The studio: explore a brief with the generator, finish a pick with the refiner, rebuild from a recipe."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from numbers import Real

import numpy as np
import torch

from equifashion.conditions.brief_encoder import BriefConditions, encode_brief
from equifashion.design import Design, DesignBrief, FinishStep, Idea, Recipe
from equifashion.design.recipe import MAX_SEED
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.language.known_words import unlearned_words
from equifashion.latent.codec import decode_to_images
from equifashion.pipeline.components import Components
from equifashion.pipeline.presets import StudioPreset
from equifashion.refinement.fusion import FusionPlan, plan_fusion
from equifashion.refinement.sampler import refine

MAX_COUNT = 64
_MEAN_CODES = 32  # codes averaged for the truncation centre
_CACHED_BRIEFS = 16


class Studio:
    """One loaded preset. Safe to call from several threads: work is done one piece at a time.

    Attributes:
        preset: its table row.
        device, dtype: where and in which precision it computes.
        cache_hits, cache_misses: how often a brief's conditions were found or had to be encoded.
    """

    def __init__(
        self, preset: StudioPreset, components: Components, device: torch.device, dtype: torch.dtype
    ) -> None:
        self.preset = preset
        self.device, self.dtype = device, dtype
        self.cache_hits = self.cache_misses = 0
        self._parts = components
        self._conditions: OrderedDict[str, BriefConditions] = OrderedDict()
        self._working = threading.Lock()

    @property
    def device_kind(self) -> str:
        """Device and precision, e.g. ``"cpu-bfloat16"``: recipes rebuild the same pixels on the same kind."""
        return f"{self.device.type}-{str(self.dtype).removeprefix('torch.')}"

    @property
    def weights(self) -> dict[str, str]:
        """Weights file name → SHA-256."""
        return dict(self._parts.hashes)

    def explore(
        self, brief: DesignBrief, count: int = 8, seed: int = 0, truncation: float | None = None
    ) -> list[Idea]:
        """A contact sheet of variants for one brief, by the generator.

        Args:
            brief: what to design.
            count: 1–64.
            seed: 0–2³¹−1; idea number i of a seed is the same whatever the count.
            truncation: ψ ≥ 0; smaller is closer to the brief's average; None takes the preset's.

        Raises:
            InvalidInput: a value is out of range.
        """
        count = _whole("count", count, 1, MAX_COUNT)
        return [self._draft(brief, seed, index, truncation) for index in range(count)]

    def _draft(self, brief: DesignBrief, seed: int, index: int, truncation: float | None) -> Idea:
        seed = _whole("seed", seed, 0, MAX_SEED)
        truncation = self.preset.truncation if truncation is None else truncation
        recipe = Recipe.for_idea(
            brief, seed, index, truncation, self.preset.name, self._parts.hashes, self.device_kind
        )
        with self._working, torch.no_grad():
            given = self._encode(brief).given.to(self.dtype)
            generator = self._parts.generator
            # Ideas are made one at a time, so that none depends on how many were asked for.
            code = generator.codes(1, seed, first=index).to(self.device, self.dtype)
            styles = generator.styles(code, given)
            spread = generator.codes(_MEAN_CODES, seed=0).to(self.device, self.dtype)
            centre = generator.styles(spread, given.repeat(_MEAN_CODES)).mean(dim=0, keepdim=True)
            styles = centre + truncation * (styles - centre)
            latents = generator.synthesize(styles, given).float()
            image = decode_to_images(latents, self._parts.autoencoder)[0]
        return Idea(image, recipe, latents[0].cpu().numpy(), styles[0].float().cpu().numpy())

    def finishing(
        self,
        idea: Idea,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
    ) -> Iterator[FinishStep]:
        """Finish an idea with the refiner, one step at a time; closing the iterator stops the work.

        Args:
            idea: from ``explore``.
            steps: denoiser calls, 1–100; None takes the preset's.
            freedom: 0 keeps the draft's structure, 1 lets the refiner wander; None takes the preset's.
            guidance: classifier-free guidance scale, 1–20; None takes the preset's.

        Yields:
            A step with a preview; the last one carries the design.

        Raises:
            InvalidInput: a value is out of range.
        """
        plan, freedom, scale = self._plan(steps, freedom, guidance)
        recipe = idea.recipe.finished(len(plan.timesteps), freedom, guidance)
        return self._finishing(idea, recipe, plan, scale)

    def check_finish(
        self, steps: int | None = None, freedom: float | None = None, guidance: float | None = None
    ) -> None:
        """Raise InvalidInput if ``finishing`` would refuse these values; for checks before long work."""
        self._plan(steps, freedom, guidance)

    def _plan(
        self, steps: int | None, freedom: float | None, guidance: float | None
    ) -> tuple[FusionPlan, float, float]:
        """The plan, the freedom and the guidance scale that apply."""
        steps = self.preset.steps if steps is None else _whole("steps", steps, 1, 100)
        freedom = self.preset.freedom if freedom is None else _number("freedom", freedom, 0.0, 1.0)
        scale = self.preset.guidance if guidance is None else _number("guidance", guidance, 1.0, 20.0)
        return plan_fusion(steps, freedom), freedom, scale

    def _finishing(self, idea, recipe, plan, guidance) -> Iterator[FinishStep]:
        with self._working:
            conditions = self._encode(recipe.brief())
        conditions = BriefConditions(conditions.given.to(self.dtype), conditions.unguided.to(self.dtype))
        draft = torch.from_numpy(idea.latent)[None].to(self.device)
        generator = torch.Generator().manual_seed(recipe.seed * 1_000_003 + recipe.index + 1)
        noise = torch.randn(draft.shape, generator=generator).to(self.device)
        sampling = refine(draft, noise, conditions, self._parts.denoiser, self._parts.scheduler, plan, guidance)
        count = len(plan.timesteps)
        for index in range(1, count + 1):
            with self._working:
                latents = next(sampling).clean
                preview = decode_to_images(latents, self._parts.autoencoder)[0]
            design = Design(preview, recipe) if index == count else None
            yield FinishStep(index, count, preview, design)

    def finish(
        self,
        idea: Idea,
        steps: int | None = None,
        freedom: float | None = None,
        guidance: float | None = None,
        on_step: Callable[[FinishStep], None] | None = None,
    ) -> Design:
        """Finish an idea; arguments as for ``finishing``. ``on_step`` sees every step."""
        for step in self.finishing(idea, steps, freedom, guidance):
            if on_step is not None:
                on_step(step)
        assert step.design is not None
        return step.design

    def rebuild(self, recipe: Recipe) -> Design | Idea:
        """Make the same pixels again from a recipe alone: a design, or an idea if it was never finished.

        Raises:
            CheckpointError: the recipe was made with other weights, or another preset.
        """
        if recipe.preset != self.preset.name:
            raise CheckpointError(
                f"This recipe was made with the preset {recipe.preset!r}; this studio runs {self.preset.name!r}."
            )
        if recipe.weights != self._parts.hashes:
            changed = sorted(
                name for name in recipe.weights if recipe.weights[name] != self._parts.hashes.get(name)
            )
            raise CheckpointError(
                f"This recipe was made with other weights ({', '.join(changed) or 'more files'} differ), so the "
                f"same picture cannot be made again. Its brief can still be explored afresh."
            )
        idea = self._draft(recipe.brief(), recipe.seed, recipe.index, recipe.truncation)
        if recipe.steps is None:
            return idea
        return self.finish(idea, recipe.steps, recipe.freedom, recipe.guidance)

    def notices(self, brief: DesignBrief) -> tuple[str, ...]:
        """What these weights cannot do for a brief, in plain sentences."""
        found = []
        words = unlearned_words(brief.prompt)
        if words:
            listed = ", ".join(f"“{word}”" for word in words)
            found.append(f"These weights have not learned to show {listed}; the other words still count.")
        if brief.pose is not None and not self._parts.conditions.config.pose_learned:
            found.append(
                "The pose was read, but these weights have not learned poses yet: it will not change the picture."
            )
        return tuple(found)

    def _encode(self, brief: DesignBrief) -> BriefConditions:
        """Conditions of a brief, from the cache where possible."""
        key = Recipe.for_idea(brief, 0, 0, 0.0, self.preset.name, {}, "").sha256
        if key in self._conditions:
            self.cache_hits += 1
            self._conditions.move_to_end(key)
        else:
            self.cache_misses += 1
            self._conditions[key] = encode_brief(brief, self._parts.text, self._parts.conditions)
            while len(self._conditions) > _CACHED_BRIEFS:
                self._conditions.popitem(last=False)
        return self._conditions[key]


def _whole(name: str, value: object, low: int, high: int) -> int:
    """A whole number in range, numpy's integers included."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= high:
        raise InvalidInput(f"The {name} must be a whole number from {low} to {high}; got {value!r}.")
    return int(value)


def _number(name: str, value: object, low: float, high: float) -> float:
    """A number in range, as a float."""
    if isinstance(value, bool) or not isinstance(value, Real) or not low <= value <= high:
        raise InvalidInput(f"The {name} must be a number from {low:g} to {high:g}; got {value!r}.")
    return float(value)
