"""The embedded preset opened up: one generator's drafts, finished by any plan, with its own refiner or another.

Pictures are (N, 384, 256, 3) uint8.
"""

import copy
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from equifashion.design import Idea
from equifashion.diffusion.fusion import FusionPlan
from equifashion.evaluation.designs import Maker, Progress, Request, pixels, unheard
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.denoiser import Denoiser
from equifashion.studio import Studio
from equifashion.studio.backends.components import Components, load_components
from equifashion.studio.finishing import EmbeddedFinisher
from equifashion.studio.loader import choose_device, choose_dtype
from equifashion.studio.maker import ALL_AIDS, Aids
from equifashion.studio.making import IdeaMaker
from equifashion.studio.presets import StudioPreset, preset_named

Plan = Callable[[StudioPreset], FusionPlan]


class Workshop:
    """Drafts and finishes with settings that the studio does not offer.

    Attributes:
        preset: whose settings apply where none are given.
        components: the networks.
        device: where they are.
        studio: the same as a studio.
    """

    def __init__(
        self,
        preset: StudioPreset,
        components: Components,
        device: torch.device,
        dtype: torch.dtype,
        aids: Aids = ALL_AIDS,
    ) -> None:
        self.preset, self.components, self.device, self._dtype = preset, components, device, dtype
        self._aids, maker = aids, IdeaMaker(components, device, dtype, aids)
        self.studio = Studio(preset, maker, device, dtype)
        self._finisher = EmbeddedFinisher(preset, maker, threading.Lock())

    def refined_by(self, denoiser: Denoiser, conditions: ConditionNetworks) -> "Workshop":
        """The same with another refiner, which is copied; drafts made here can be finished there."""
        denoiser, conditions = (copy.deepcopy(n).eval().requires_grad_(False) for n in (denoiser, conditions))
        denoiser = denoiser.to(self.device, self._dtype, memory_format=torch.channels_last)
        parts = replace(self.components, denoiser=denoiser, conditions=conditions.to(self.device))
        return Workshop(self.preset, parts, self.device, self._dtype)

    def without(self, aid: str) -> "Workshop":
        """The same, but for one of the fields of ``Aids``."""
        aids = replace(self._aids, **{aid: False})
        return Workshop(self.preset, self.components, self.device, self._dtype, aids)

    def ideas(self, requests: Sequence[Request]) -> list[Idea]:
        """Drafts."""
        maker = Maker(self.studio)
        return [maker.idea(request) for request in requests]

    def finish(
        self,
        ideas: Sequence[Idea],
        plan: Plan | None = None,
        guidance: float | None = None,
        on_step: Progress = unheard,
    ) -> np.ndarray:
        """Finished designs of some drafts, each with the noise of its own recipe.

        Args:
            ideas: from this workshop, or from one with the same generator.
            plan: noise levels and shares of the draft; None takes the preset's.
            guidance: classifier-free guidance scale; None takes the preset's.
            on_step: hears of each design.
        """
        usual, _, scale = self._finisher.plan(None, None, guidance)
        chosen = usual if plan is None else plan(self.preset)
        made = []
        for number, idea in enumerate(ideas, start=1):
            *_, last = self._finisher.pictures(idea, idea.recipe, chosen, scale)
            made.append(pixels(last()))
            on_step(number, len(ideas))
        return np.stack(made)


def open_workshop(weights: Path, device: str = "auto") -> Workshop:
    """The embedded preset with the weights of a folder.

    Raises:
        MissingWeights: a weights file is missing.
    """
    chosen = choose_device(device)
    dtype = choose_dtype(chosen)
    return Workshop(preset_named("embedded"), load_components(weights, chosen, dtype), chosen, dtype)
