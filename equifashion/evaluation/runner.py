"""The embedded preset opened up: the only file of the evaluation that knows what the studio is made of.

Pictures are (N, 384, 256, 3) uint8.
"""

import copy
import threading
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import numpy as np
import torch

from equifashion.compositing.passes import PostprocessConfig
from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.diffusion.fusion import FusionPlan, without_draft
from equifashion.evaluation.designs import DesignCache, Progress, Request, no_progress, pixels
from equifashion.models.brief_encoder import BriefConditions
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.denoiser import Denoiser
from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.components import Components, load_components
from equifashion.studio.backends.embedded import EmbeddedBackend, EmbeddedFinisher
from equifashion.studio.cuts import Cuts
from equifashion.studio.loader import choose_device, choose_dtype
from equifashion.studio.presets import StudioPreset, preset_named

Plan = Callable[[StudioPreset], FusionPlan]
PASSES = tuple(field.name for field in fields(PostprocessConfig))  # what can be switched off
__all__ = ["PASSES", "AblationRunner", "PromptedStyles", "flat_cloth", "open_runner", "without_draft", "worn_cloth"]


class AblationRunner:
    """Drafts and finishes with settings that the studio does not offer.

    Attributes:
        preset: whose settings apply where none are given.
        components: the networks.
        device, dtype: where and in which precision they compute.
        studio: the same as a studio.
    """

    def __init__(
        self,
        preset: StudioPreset,
        components: Components,
        device: torch.device,
        dtype: torch.dtype,
        config: PostprocessConfig = PostprocessConfig(),  # noqa: B008 (a frozen value)
    ) -> None:
        self.preset, self.components, self.device, self.dtype = preset, components, device, dtype
        self.config, self.drafts = config, EmbeddedBackend(components, device, dtype, config)
        self.studio = create_studio(preset, components, device, dtype, config=config)
        self._finisher = EmbeddedFinisher(preset, self.drafts, threading.Lock())

    def refined_by(self, denoiser: Denoiser, conditions: ConditionNetworks) -> "AblationRunner":
        """The same with another refiner, which is copied; drafts made here can be finished there."""
        denoiser, conditions = (copy.deepcopy(n).eval().requires_grad_(False) for n in (denoiser, conditions))
        denoiser = denoiser.to(self.device, self.dtype, memory_format=torch.channels_last)
        parts = replace(self.components, denoiser=denoiser, conditions=conditions.to(self.device))
        return AblationRunner(self.preset, parts, self.device, self.dtype)

    def without(self, part: str) -> "AblationRunner":
        """The same without one of ``PASSES``."""
        config = replace(self.config, **{part: False})
        return AblationRunner(self.preset, self.components, self.device, self.dtype, config)

    def ideas(self, requests: Sequence[Request]) -> list[Idea]:
        """Drafts."""
        designs = DesignCache(self.studio)
        return [designs.idea(request) for request in requests]

    def finish(
        self,
        ideas: Sequence[Idea],
        plan: Plan | None = None,
        guidance: float | None = None,
        on_step: Progress = no_progress,
    ) -> np.ndarray:
        """Finished designs of some drafts, each with the noise of its own recipe.

        Args:
            ideas: from this runner, or from one with the same generator.
            plan: noise levels and shares of the draft; None takes the preset's.
            guidance: classifier-free guidance scale; None takes the preset's.
            on_step: hears of each design.
        """
        settings = self._finisher.settings(guidance=guidance)
        if plan is not None:
            settings = replace(settings, plan=plan(self.preset))
        made = []
        for number, idea in enumerate(ideas, start=1):
            render_plan = replace(self.studio.plan(idea.recipe), finished=True)
            *_, last = self._finisher.pictures(idea, render_plan, settings)
            made.append(pixels(last()))
            on_step(number, len(ideas))
        return np.stack(made)


def open_runner(weights: Path | None = None, device: str = "auto", preset: str = "embedded") -> AblationRunner:
    """An embedded preset with the weights of a folder, or its own.

    Raises:
        MissingWeights: a weights file is missing.
    """
    row, chosen = preset_named(preset), choose_device(device)
    dtype = choose_dtype(chosen)
    return AblationRunner(row, load_components(weights or row.checkpoints, chosen, dtype), chosen, dtype)


def flat_cloth(recipe: Recipe) -> np.ndarray | None:
    """(384, 256) bool: where a garment that lies flat is drawn; None where there are no guide lines."""
    flat = Cuts(draws_figures=True).flat(recipe, recipe.prompt)
    return None if flat is None else flat.cloth() > 0


def worn_cloth(recipe: Recipe) -> np.ndarray | None:
    """(384, 256) bool: where a figure's first garment is drawn; None where there are no guide lines."""
    worn = Cuts(draws_figures=True).figure(recipe)
    return None if worn is None else worn.garments == 0


class PromptedStyles:
    """Styles of the generator under a prompt, and pictures of styles: what finding directions asks for.

    Attributes:
        layers, structure_layers, style_dim: of the generator.
        generator_sha256: of its weights file.
    """

    def __init__(self, runner: AblationRunner) -> None:
        self._drafts = runner.drafts
        config = runner.components.generator.config
        self.layers, self.structure_layers = config.style_layers, config.structure_layers
        self.style_dim = config.style_dim
        self.generator_sha256 = runner.components.hashes["generator.safetensors"]
        self._conditions = cache(self._encode)

    def _encode(self, prompt: str) -> BriefConditions:
        return self._drafts.encode_brief(DesignBrief(prompt, look="flat")).to(self._drafts.dtype)

    def sample(self, prompt: str, seed: int, index: int) -> np.ndarray:
        """Styles of the ``index``-th code of a seed, (layers, style_dim)."""
        return self._drafts.sample(self._conditions(prompt).cond, seed, index, 1.0)

    def picture(self, prompt: str, styles: np.ndarray) -> np.ndarray:
        """The picture of some styles, as it is decoded, (384, 256, 3) uint8."""
        latents = self._drafts.latents(styles.astype(np.float32), self._conditions(prompt))
        return np.asarray(self._drafts.decode(latents)[0])
