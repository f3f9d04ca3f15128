"""The ``eqf`` preset: drafts by the published checkpoint's own hybrid sampling, finished by its denoiser.

Its published flow has two stages: a draft from words and a pose, then edits of one attribute at a time in a region;
here ``Studio.explore`` and ``Studio.inpaint``.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.diffusion.diffusers_callbacks import published_alphas
from equifashion.errors import InvalidInput
from equifashion.imaging.part_finder import OutlineRegions
from equifashion.models.checkpoint import file_sha256
from equifashion.models.clip_tokenizer import clip_tokenizer
from equifashion.studio.backends.base import DraftBackend, noise_seed
from equifashion.studio.backends.eqf.compat import load_state_dict
from equifashion.studio.backends.eqf.config import EqfConfig
from equifashion.studio.backends.eqf.model import EqfModel
from equifashion.studio.backends.eqf.sampling import HybridInputs, published_ddim, sample_hybrid
from equifashion.studio.backends.hub.download import fetch_models
from equifashion.studio.backends.hub.finisher import HubFinisher, decode
from equifashion.studio.backends.hub.inputs import HubInputs
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.networks import HubNetworks, offload
from equifashion.studio.backends.hub.studio import gpu_runner
from equifashion.studio.engine import Engine
from equifashion.studio.plan import DraftTraits, RenderPlan
from equifashion.studio.presets import StudioPreset
from equifashion.studio.studio import Studio

_NO_STYLES = np.zeros((0, 0), np.float32)


class EqfBackend(DraftBackend):
    """Makes drafts by hybrid sampling.

    A seed and an index make the first noise and every step's code u; truncation scales the codes.
    """

    traits = DraftTraits(draws_figures=True, guide_lines=False)  # it was published for figures in a pose
    operations = frozenset({"sample", "recolor"})

    def __init__(self, preset: StudioPreset, model: EqfModel, networks: HubNetworks, placement: Placement) -> None:
        assert preset.hub is not None
        self._preset, self._size, self._model, self._device = preset, preset.hub.size, model, placement.device
        self.hashes = networks.hashes
        self.inputs = HubInputs(preset.hub, networks, placement.device, placement.dtype)

    def draft(self, plan: RenderPlan, parents: Sequence[Idea]) -> Idea:
        """As ``DraftBackend.draft``, of sampled ideas alone."""
        edit = plan.recipe.edit
        if edit.kind != "sample":
            raise InvalidInput(
                f"The preset {self._preset.name!r} makes sampled ideas only; got one by {edit.kind!r}."
            )
        latents = self._sample(plan.recipe, plan.recipe.truncation)
        image = decode(latents, self._model.vae, self._device)
        return Idea(image, plan.recipe, latents[0].cpu().numpy(), _NO_STYLES)

    def repaint(self, image: Image.Image, recipe: Recipe, parent: Idea) -> Idea:
        """As ``DraftBackend.repaint``."""
        latents = self.inputs.encode_picture(image, self._size)
        return Idea(image, recipe, latents[0].cpu().numpy(), _NO_STYLES)

    @torch.no_grad()
    def _sample(self, recipe: Recipe, truncation: float) -> torch.Tensor:
        brief, steps, config = recipe.brief(), self._preset.steps, self._model.config
        text = self.inputs.encode_text(brief, guided=True).embeds
        generator = torch.Generator().manual_seed(noise_seed(recipe))
        width, height = (side // 8 for side in self._size)
        numbers = torch.randn((steps + 1, config.channels, height, width), generator=generator)
        noise, codes = numbers.to(self._device).split([1, steps])
        inputs = HybridInputs(
            text["prompt_embeds"],
            text["negative_prompt_embeds"],
            self.inputs.control_maps(brief, self._size).get("pose"),
            brief.pose_weight,
            self._preset.guidance,
        )
        alphas = published_alphas(steps, config.gamma)
        *_, latents = sample_hybrid(self._model, inputs, noise, truncation * codes, alphas)
        return latents

    def notices(self, brief: DesignBrief, *, finished_elsewhere: bool) -> tuple[str, ...]:
        """As ``DraftBackend.notices``; the finisher names what the checkpoint does not look at."""
        return ()


def load_eqf_studio(
    row: StudioPreset,
    placement: Placement,
    folder: Path,
    models: Path | None,
    say: Callable[[str], None],
    config: EqfConfig | None = None,
) -> Studio:
    """Load the checkpoint.

    Args:
        row: table row.
        placement: where it goes.
        folder: not used: no embedded weights are needed.
        models: the checkpoint file, a folder that holds it under its published name, or None to fetch it.
        say: called with how the fetching goes.
        config: sizes; None for the published ones.

    Raises:
        MissingWeights, CheckpointError, DownloadError: as ``load_studio``.
    """
    assert row.hub is not None
    name = row.hub.part("checkpoint").patterns[0]
    if models is None:
        path = fetch_models(row.name, row.hub, say).folders["checkpoint"] / name
    else:
        path = models if models.is_file() else models / name
    model = EqfModel(config or EqfConfig())
    model.load_state_dict(load_state_dict(path))
    networks = _hub_networks(model, {path.name: file_sha256(path)})
    for module in networks.modules:
        module.to(placement.device, placement.dtype)
    model.generator.to(placement.device)  # small, and raw timesteps of up to 999 pass through it: it stays FP32
    if placement.offloaded:
        offload(networks, placement.device)
    engine = Engine(
        row,
        EqfBackend(row, model, networks, placement),
        placement.device,
        placement.dtype,
        part_finder=OutlineRegions(),
        create_finisher=partial(HubFinisher, row, networks, placement),
    )
    return Studio(engine, gpu_runner(row))


def _hub_networks(model: EqfModel, hashes: dict[str, str]) -> HubNetworks:
    """A ControlLDM as the img2img pipelines take it: pose, no sketch, no fabric."""
    return HubNetworks(
        "sd",
        model.unet,
        model.vae,
        {"tokenizer": clip_tokenizer("!"), "text_encoder": model.text},
        {"pose": model.control},
        None,
        None,
        hashes,
        published_ddim(model.config),
    )
