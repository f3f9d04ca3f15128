"""The ``eqf`` preset: drafts by the published checkpoint's own hybrid sampling, finished by its denoiser.

Its published flow has two stages: a draft from words and a pose, then edits of one attribute at a time in a region;
here ``Studio.explore`` and ``Studio.redraw``.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch

from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.design.edits import Recolor, Sample
from equifashion.diffusion.diffusers_callbacks import published_alphas
from equifashion.errors import InvalidInput
from equifashion.models.checkpoint import file_sha256
from equifashion.models.clip_tokenizer import clip_tokenizer
from equifashion.studio.backends.eqf import EqfModel, load_state_dict
from equifashion.studio.backends.eqf.config import EqfConfig
from equifashion.studio.backends.eqf.sampling import HybridInputs, published_ddim, sample_hybrid
from equifashion.studio.backends.hub.download import fetch_models
from equifashion.studio.backends.hub.finisher import HubFinisher, decode
from equifashion.studio.backends.hub.inputs import HubInputs
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.networks import HubNetworks, offload
from equifashion.studio.finishing import noise_seed
from equifashion.studio.maker import Maker
from equifashion.studio.presets import StudioPreset
from equifashion.studio.studio import Studio

_NO_STYLES = np.zeros((0, 0), np.float32)


class EqfMaker(Maker):
    """Makes drafts by hybrid sampling.

    A seed and an index make the first noise and every step's code u; truncation scales the codes.
    """

    def __init__(self, preset: StudioPreset, model: EqfModel, networks: HubNetworks, placement: Placement) -> None:
        assert preset.hub is not None
        self._preset, self._model, self._placement = preset, model, placement
        self.hashes = networks.hashes
        self.inputs = HubInputs(preset.hub, networks, placement.device, placement.dtype)

    def _make(self, recipe: Recipe, parents: list[Idea]) -> Idea:
        origin = recipe.edit
        if isinstance(origin, Recolor):
            image = self.recoloured(parents[0].image, origin)
            latents = self.inputs.latents(image, self._preset.hub.size)
            return Idea(image, recipe, latents[0].cpu().numpy(), _NO_STYLES)
        if not isinstance(origin, Sample):
            raise InvalidInput(f"The preset {self._preset.name!r} only samples ideas; got one by {origin.kind!r}.")
        latents = self._sampled(recipe.brief(), recipe, origin.truncation)
        image = decode(latents, self._model.vae, self._placement.device)
        return Idea(image, recipe, latents[0].cpu().numpy(), _NO_STYLES)

    @torch.no_grad()
    def _sampled(self, brief: DesignBrief, recipe: Recipe, truncation: float) -> torch.Tensor:
        preset, size, device = self._preset, self._preset.hub.size, self._placement.device
        words = self.inputs.words(brief, guided=True).embeds
        generator = torch.Generator().manual_seed(noise_seed(recipe))
        shape = (preset.steps + 1, self._model.config.channels, size[1] // 8, size[0] // 8)
        noise, codes = torch.randn(shape, generator=generator).to(device).split([1, preset.steps])
        inputs = HybridInputs(
            words["prompt_embeds"],
            words["negative_prompt_embeds"],
            self.inputs.maps(brief, size).get("pose"),
            brief.pose_weight,
            preset.guidance,
        )
        alphas = published_alphas(preset.steps, self._model.config.gamma)
        *_, last = sample_hybrid(self._model, inputs, noise, truncation * codes, alphas)
        return last.latents

    @property
    def draws_figures(self) -> bool:
        """As ``Maker.draws_figures``: it was published for figures in a pose."""
        return True

    def notices(self, brief: DesignBrief, finished_elsewhere: bool) -> tuple[str, ...]:
        """As ``Maker.notices``; what the checkpoint does not look at, the finisher tells."""
        return ()


def load_eqf_studio(
    row: StudioPreset,
    placement: Placement,
    models: Path | None,
    say: Callable[[str], None],
    config: EqfConfig | None = None,
) -> Studio:
    """Load the checkpoint.

    Args:
        row: table row.
        placement: where it goes.
        models: the checkpoint file, a folder that holds it under its published name, or None to fetch it.
        say: told how the fetching goes.
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
    networks = eqf_networks(model, {path.name: file_sha256(path)})
    for module in (*networks.modules, model.generator):
        module.to(placement.device)
        if module is not model.generator:  # small, and raw timesteps of up to 999 pass through it: it stays FP32
            module.to(placement.dtype)
    if placement.offloaded:
        offload(networks, placement.device)
    maker = EqfMaker(row, model, networks, placement)
    return Studio(
        row,
        maker,
        placement.device,
        placement.dtype,
        create_finisher=partial(HubFinisher, row, networks, placement),
    )


def eqf_networks(model: EqfModel, hashes: dict[str, str]) -> HubNetworks:
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
