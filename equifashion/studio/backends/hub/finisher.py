"""Finishing with diffusers' img2img pipelines: pose, sketch, fabric, Eq. 20, bundled words, and regions."""

import copy
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import numpy as np
import torch
from diffusers import (
    StableDiffusionControlNetImg2ImgPipeline,
    StableDiffusionXLControlNetUnionImg2ImgPipeline,
)
from diffusers.image_processor import IPAdapterMaskProcessor
from PIL import Image
from torch import Tensor

from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.diffusion.bundling import bundle_gradient, step_against
from equifashion.diffusion.diffusers_callbacks import (
    DDIMWithPredictedX0,
    FusionCallback,
    PipelineStep,
    executed_steps,
    start_noise,
)
from equifashion.diffusion.fusion import FusionPlan, without_draft
from equifashion.diffusion.sampler import InpaintMask
from equifashion.errors import HardwareError
from equifashion.imaging.mask import mask_to_area
from equifashion.studio.backends.base import Decode, FinishBackend, FinishSettings, noise_seed
from equifashion.studio.backends.hub.inputs import (
    CONTROL_MODES,
    HubInputs,
    PipelineArguments,
    TextInputs,
    garment_mask,
)
from equifashion.studio.backends.hub.iterate_callback import iterate_callback
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.networks import HubNetworks, plain_pipeline
from equifashion.studio.plan import RenderPlan
from equifashion.studio.presets import StudioPreset

_CONTROL_SCALE = 0.8  # of a ControlNet at weight 1
_FABRIC_SCALE = 0.6  # of the IP-Adapter at weight 1
_PIXELS_PER_LATENT = 8


@dataclass(frozen=True)
class _Task:
    """One finish, or one region drawn anew.

    Attributes:
        start: picture it starts from.
        brief: what it shall show.
        seed: of the one fixed noise.
        freedom, plan, guidance: as of ``FinishSettings``.
        mask: where it may change; None for everywhere.
    """

    start: Image.Image
    brief: DesignBrief
    seed: int
    freedom: float
    plan: FusionPlan
    guidance: float
    mask: Image.Image | None


class HubFinisher(FinishBackend):
    """Runs a hub preset's refiner for a studio, one step at a time under the engine's lock.

    Attributes:
        networks: what computes.
        inputs: the encoded briefs and their counts.
        placement: where.
    """

    def __init__(
        self, preset: StudioPreset, networks: HubNetworks, placement: Placement, lock: threading.Lock
    ) -> None:
        super().__init__(preset, lock)
        assert preset.hub is not None
        self._models = preset.hub
        self.networks, self.placement = networks, placement
        self.inputs = HubInputs(preset.hub, networks, placement.device, placement.dtype)

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """What was encoded: name → (computed, reused)."""
        return self.inputs.counts

    @property
    def draws_figures(self) -> bool:
        """As ``FinishBackend.draws_figures``: the hub's models know people."""
        return True

    def notices(self, brief: DesignBrief) -> tuple[str, ...]:
        """As ``FinishBackend.notices``."""
        given = {"sketch": brief.sketch, "pose": brief.followed_pose, "fabric": brief.fabric}
        usable = {*self.networks.controls, *(["fabric"] if self.networks.has_fabric else [])}
        found = [
            f"Finishing with the preset {self._preset.name!r} does not look at the {name}."
            for name, value in given.items()
            if value is not None and name not in usable
        ]
        if self.inputs.is_cut(brief):
            found.append("The prompt is longer than finishing can read; its last words are left out.")
        return tuple(found)

    def pictures(self, idea: Idea, plan: RenderPlan, settings: FinishSettings) -> Iterator[Decode]:
        """Refine a draft step by step; arguments and yield as ``FinishBackend.pictures``.

        Raises:
            HardwareError: the GPU ran out of memory.
        """
        return self._iterate(idea.image, plan.recipe, settings.plan, settings.guidance, None)

    def region_pictures(
        self, picture: Image.Image, mask: Image.Image, plan: RenderPlan, settings: FinishSettings
    ) -> Iterator[Decode]:
        """As ``FinishBackend.region_pictures``.

        Raises:
            HardwareError: the GPU ran out of memory.
        """
        return self._iterate(picture, plan.recipe, without_draft(settings.plan), settings.guidance, mask)

    def _iterate(
        self,
        start: Image.Image,
        recipe: Recipe,
        plan: FusionPlan,
        guidance: float,
        mask: Image.Image | None,
    ) -> Iterator[Decode]:
        assert recipe.freedom is not None
        task = _Task(start, recipe.brief(), noise_seed(recipe), recipe.freedom, plan, guidance, mask)
        out_of_memory = None
        steps = iterate_callback(partial(self._run, task), self._lock)
        try:
            for step in steps:
                yield partial(self._decode, step, step.index + 1 == len(plan.alphas))
        except torch.OutOfMemoryError as error:
            out_of_memory = str(error).splitlines()[0][:200]
        finally:
            steps.close()
        if out_of_memory is not None:  # outside the handler, whose traceback holds the tensors
            torch.cuda.empty_cache()
            raise HardwareError(
                f"The GPU ran out of memory while finishing. The draft is kept. Please close other programs that "
                f"use the GPU, or use the preset 'photoreal-light' or 'embedded'. ({out_of_memory})"
            )

    @torch.no_grad()
    def _run(self, task: _Task, on_step: Callable[[PipelineStep], None]) -> None:
        """One call of a diffusers pipeline from its inputs to its last step."""
        size, inputs, brief = self._models.size, self.inputs, task.brief
        # Encode.
        guided = task.guidance > 1.0
        text = inputs.encode_text(brief, guided)
        maps = inputs.control_maps(brief, size)
        draft = inputs.encode_picture(task.start, size)
        # Prepare.
        dtype = text.embeds["prompt_embeds"].dtype
        noise = start_noise(tuple(draft.shape), task.seed, self.placement.device, dtype)
        region = None if task.mask is None else InpaintMask(self._latent_mask(task.mask), draft)
        arguments = self._arguments(task, text, maps, guided)
        pipe = self.controlled_pipeline(tuple(maps), copy.deepcopy(self.networks.scheduler))
        fabric_scale = self._fabric_scale(brief)

        def set_fabric_scale() -> None:
            """The scale belongs to the network, which another run may have used between two steps."""
            if self.networks.has_fabric:
                pipe.set_ip_adapter_scale(fabric_scale)

        def hand_on(step: PipelineStep) -> None:
            on_step(step)
            set_fabric_scale()

        # Denoise.
        set_fabric_scale()
        steps = executed_steps(len(task.plan.alphas), task.freedom)
        guide = self._bundling_guide(text, arguments)
        pipe(
            image=draft,
            strength=steps.strength,
            num_inference_steps=steps.inference_steps,
            guidance_scale=task.guidance,
            generator=torch.Generator().manual_seed(task.seed),
            output_type="latent",
            callback_on_step_end=FusionCallback(draft, noise, task.plan, region, guide, hand_on),
            **arguments,
        )

    def controlled_pipeline(self, kinds: tuple[str, ...], scheduler: DDIMWithPredictedX0) -> Any:
        """A pipeline over the shared networks that takes these control maps; without any, plain img2img."""
        pipe = plain_pipeline(self.networks, scheduler)
        if not kinds:
            return pipe
        controls = [self.networks.controls[kind] for kind in kinds]
        if self.networks.family == "sdxl":
            controlled: Any = StableDiffusionXLControlNetUnionImg2ImgPipeline(
                **pipe.components, controlnet=controls[0], add_watermarker=False
            )
        else:
            controlled = StableDiffusionControlNetImg2ImgPipeline(
                **pipe.components, controlnet=controls, requires_safety_checker=False
            )
        controlled.set_progress_bar_config(disable=True)
        return controlled

    def _arguments(self, task: _Task, text: TextInputs, maps: dict[str, Tensor], guided: bool) -> PipelineArguments:
        width, height = self._models.size
        brief = task.brief
        arguments = text.embeds.copy()
        if maps:
            weights = {"pose": brief.pose_weight, "sketch": brief.sketch_weight}
            arguments["control_image"] = list(maps.values())
            arguments["controlnet_conditioning_scale"] = [_CONTROL_SCALE * weights[kind] for kind in maps]
            arguments["width"], arguments["height"] = width, height
            if self.networks.family == "sdxl":
                arguments["control_mode"] = [CONTROL_MODES[kind] for kind in maps]
        if self.networks.has_fabric:
            used = self._fabric_scale(brief) > 0
            fabric = cast(Image.Image, brief.fabric) if used else None  # briefs store pictures
            arguments["ip_adapter_image_embeds"] = self.inputs.encode_fabric(fabric, guided)
            if used:  # on the garment alone
                mask = garment_mask(task.start, (width, height), self.placement.device, torch.float32)
                masks = IPAdapterMaskProcessor().preprocess(mask[0], height=height, width=width)
                masks = masks.reshape(1, 1, height, width).to(self.placement.device, self.placement.dtype)
                arguments["cross_attention_kwargs"] = {"ip_adapter_masks": [masks]}
        return arguments

    def _fabric_scale(self, brief: DesignBrief) -> float:
        return _FABRIC_SCALE * brief.fabric_weight if brief.fabric is not None else 0.0

    def _latent_mask(self, mask: Image.Image) -> Tensor:
        size = self._models.size
        width, height = (side // _PIXELS_PER_LATENT for side in size)
        area = mask_to_area(mask, size).reshape(height, _PIXELS_PER_LATENT, width, _PIXELS_PER_LATENT)
        # A latent that the mask only touches may change: what it changes outside is taken back in pixels.
        touched = area.any(axis=(1, 3)).astype(np.float32)
        return torch.from_numpy(touched)[None, None].to(self.placement.device)

    def _bundling_guide(
        self, text: TextInputs, arguments: PipelineArguments
    ) -> Callable[[Tensor, Tensor, int], Tensor] | None:
        """Guidance that draws adjectives to their nouns during the first steps."""
        models, bundles = self._models, text.bundles
        if bundles is None or models.bundling_steps == 0 or models.bundling_strength == 0:
            return None
        width, height = models.size
        conditions: dict[str, Any] = {}
        if self.networks.family == "sdxl":
            times = [[height, width, 0, 0, height, width]]
            conditions["text_embeds"] = text.embeds["pooled_prompt_embeds"]
            conditions["time_ids"] = torch.tensor(times, device=self.placement.device, dtype=self.placement.dtype)
        if "ip_adapter_image_embeds" in arguments:
            conditions["image_embeds"] = [embeds[-1:] for embeds in arguments["ip_adapter_image_embeds"]]
        call = {
            "encoder_hidden_states": text.embeds["prompt_embeds"],
            "added_cond_kwargs": conditions,
            "cross_attention_kwargs": arguments.get("cross_attention_kwargs"),
        }

        def guide(latents: Tensor, timestep: Tensor, index: int) -> Tensor:
            if index >= models.bundling_steps:
                return latents
            _, gradient = bundle_gradient(self.networks.unet, latents, timestep, call, bundles)
            return step_against(latents, gradient, models.bundling_strength)

        return guide

    def _decode(self, step: PipelineStep, last: bool) -> Image.Image:
        with self._lock:
            latents = step.latents if last else step.clean
            decoder = self.networks.vae if last or self.networks.preview is None else self.networks.preview
            return decode(latents, decoder, self.placement.device)


@torch.no_grad()
def decode(latents: Tensor, decoder: Any, device: torch.device) -> Image.Image:
    """Latents in the pipelines' scale → RGB picture; the decoder computes on ``device``, wherever it waits."""
    scaled = (latents.float() / decoder.config.scaling_factor).to(device, decoder.dtype)
    pixels = decoder.decode(scaled, return_dict=False)[0].float()
    array = ((pixels[0].permute(1, 2, 0) + 1.0) * 127.5).round().clamp(0, 255).byte().cpu().numpy()
    return Image.fromarray(array)
