"""Finishing with diffusers' img2img pipelines: pose, sketch, fabric, Eq. 20, bundled words, and regions."""

import copy
import threading
from collections.abc import Callable, Iterator
from functools import partial

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
from equifashion.diffusion.bundling import bundle_gradient, moved_together
from equifashion.diffusion.diffusers_callbacks import (
    FusedSteps,
    PipelineStep,
    executed_steps,
    start_noise,
)
from equifashion.diffusion.fusion import FusionPlan
from equifashion.diffusion.held_region import Region
from equifashion.errors import HardwareError
from equifashion.imaging.mask import mask_to_area
from equifashion.studio.backends.hub.inputs import CONTROL_MODES, HubInputs, TextInputs, garment_mask
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.networks import HubNetworks, plain_pipeline
from equifashion.studio.backends.hub.stepping import steps_of
from equifashion.studio.finishing import Finisher, noise_seed, without_draft
from equifashion.studio.presets import StudioPreset

_CONTROL_SCALE = 0.8  # of a ControlNet at weight 1
_FABRIC_SCALE = 0.6  # of the IP-Adapter at weight 1
_DOWNSCALE = 8  # pixels a latent


class HubFinisher(Finisher):
    """Runs a hub preset's refiner for a studio, one step at a time under the studio's lock.

    Attributes:
        networks: what computes.
        inputs: the encoded briefs and their counts.
        placement: where.
    """

    def __init__(
        self, preset: StudioPreset, networks: HubNetworks, placement: Placement, working: threading.Lock
    ) -> None:
        super().__init__(preset, working)
        assert preset.hub is not None
        self.networks, self.placement = networks, placement
        self.inputs = HubInputs(preset.hub, networks, placement.device, placement.dtype)

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """What was encoded: name → (computed, reused)."""
        found = {
            name: (cache.computed, cache.reused)
            for name, cache in (
                ("text", self.inputs.text),
                ("fabric", self.inputs.fabric),
                ("control maps", self.inputs.control),
                ("drafts", self.inputs.draft),
            )
        }
        embeddings = self.networks.embeddings
        found["control embeddings"] = (sum(e.computed for e in embeddings), sum(e.reused for e in embeddings))
        return found

    @property
    def draws_figures(self) -> bool:
        """As ``Finisher.draws_figures``: the hub's models know people."""
        return True

    def notices(self, brief: DesignBrief) -> tuple[str, ...]:
        """As ``Finisher.notices``."""
        unused = [
            word
            for word, given, usable in (
                ("sketch", brief.sketch, "sketch" in self.networks.controls),
                ("pose", brief.followed_pose, "pose" in self.networks.controls),
                ("fabric", brief.fabric, self.networks.has_fabric),
            )
            if given is not None and not usable
        ]
        found = [f"Finishing with the preset {self._preset.name!r} does not look at the {word}." for word in unused]
        if self.inputs.is_cut(brief):
            found.append("The prompt is longer than finishing can read; its last words are left out.")
        return tuple(found)

    def pictures(
        self, idea: Idea, recipe: Recipe, plan: FusionPlan, guidance: float
    ) -> Iterator[Callable[[], Image.Image]]:
        """Refine a draft step by step; arguments and yield as ``Finisher.pictures``.

        Raises:
            HardwareError: the GPU ran out of memory.
        """
        return self._running(idea.image, recipe, plan, guidance, None)

    def region_pictures(
        self, picture: Image.Image, mask: Image.Image, recipe: Recipe, plan: FusionPlan, guidance: float
    ) -> Iterator[Callable[[], Image.Image]]:
        """As ``Finisher.region_pictures``.

        Raises:
            HardwareError: the GPU ran out of memory.
        """
        return self._running(picture, recipe, without_draft(plan), guidance, mask)

    def _running(
        self,
        start: Image.Image,
        recipe: Recipe,
        plan: FusionPlan,
        guidance: float,
        mask: Image.Image | None,
    ) -> Iterator[Callable[[], Image.Image]]:
        brief, seed, freedom = recipe.brief(), noise_seed(recipe), recipe.freedom
        assert freedom is not None

        def run(on_step: Callable[[PipelineStep], None]) -> None:
            self._run(start, brief, seed, freedom, plan, guidance, mask, on_step)

        exhausted = None
        steps = steps_of(run, self._working)
        try:
            for step in steps:
                yield partial(self._shown, step, step.index + 1 == len(plan.alphas))
        except torch.OutOfMemoryError as error:
            exhausted = str(error).splitlines()[0][:200]
        finally:
            steps.close()
        if exhausted is not None:  # outside the handler, whose traceback holds the tensors
            torch.cuda.empty_cache()
            raise HardwareError(
                f"The GPU ran out of memory while finishing. The draft is kept. Please close other programs that "
                f"use the GPU, or use the preset 'photoreal-light' or 'embedded'. ({exhausted})"
            )

    @torch.no_grad()
    def _run(
        self,
        start: Image.Image,
        brief: DesignBrief,
        seed: int,
        freedom: float,
        plan: FusionPlan,
        guidance: float,
        mask: Image.Image | None,
        on_step: Callable[[PipelineStep], None],
    ) -> None:
        """One call of a diffusers pipeline from its inputs to its last step."""
        size, inputs = self._preset.hub.size, self.inputs
        guided = guidance > 1.0
        words = inputs.words(brief, guided)
        maps = inputs.maps(brief, size)
        draft = inputs.latents(start, size)
        noise = start_noise(tuple(draft.shape), seed, self.placement.device, words.embeds["prompt_embeds"].dtype)
        region = None if mask is None else Region(self._latent_mask(mask, size), draft)
        pipe = self.controlled_pipeline(tuple(maps), copy.deepcopy(self.networks.scheduler))
        arguments = self._arguments(brief, words, maps, start, size, guided)
        scale = self._fabric_scale(brief)

        def ready() -> None:
            """The adapter's scale belongs to the network, which another run may have used meanwhile."""
            if self.networks.has_fabric:
                pipe.set_ip_adapter_scale(scale)

        def told(step: PipelineStep) -> None:
            on_step(step)
            ready()

        ready()
        steps = executed_steps(len(plan.alphas), freedom)
        pipe(
            image=draft,
            strength=steps.strength,
            num_inference_steps=steps.inference_steps,
            guidance_scale=guidance,
            generator=torch.Generator().manual_seed(seed),
            output_type="latent",
            callback_on_step_end=FusedSteps(
                draft, noise, plan, region, self._steering(words, arguments, size), told
            ),
            **arguments,
        )

    def controlled_pipeline(self, kinds: tuple[str, ...], scheduler: object):
        """A pipeline over the shared networks that takes these control maps; without any, plain img2img."""
        pipe = plain_pipeline(self.networks, scheduler)
        if not kinds:
            return pipe
        if self.networks.family == "sdxl":
            parts = {**pipe.components, "controlnet": self.networks.controls[kinds[0]]}
            controlled = StableDiffusionXLControlNetUnionImg2ImgPipeline(**parts, add_watermarker=False)
        else:
            nets = [self.networks.controls[kind] for kind in kinds]
            parts = {**pipe.components, "controlnet": nets}
            controlled = StableDiffusionControlNetImg2ImgPipeline(**parts, requires_safety_checker=False)
        controlled.set_progress_bar_config(disable=True)
        return controlled

    def _arguments(
        self,
        brief: DesignBrief,
        words: TextInputs,
        maps: dict[str, Tensor],
        start: Image.Image,
        size: tuple[int, int],
        guided: bool,
    ) -> dict[str, object]:
        """What differs from brief to brief in a pipeline's call."""
        width, height = size
        arguments: dict[str, object] = dict(words.embeds)
        if maps:
            weights = {"pose": brief.pose_weight, "sketch": brief.sketch_weight}
            arguments |= {
                "control_image": list(maps.values()),
                "controlnet_conditioning_scale": [_CONTROL_SCALE * weights[kind] for kind in maps],
                "height": height,
                "width": width,
            }
            if self.networks.family == "sdxl":
                arguments["control_mode"] = [CONTROL_MODES[kind] for kind in maps]
        if self.networks.has_fabric:
            used = self._fabric_scale(brief) > 0
            arguments["ip_adapter_image_embeds"] = self.inputs.cloth(brief.fabric if used else None, guided)
            if used:
                mask = garment_mask(start, size, self.placement.device, torch.float32)
                masks = IPAdapterMaskProcessor().preprocess(mask[0], height=height, width=width)
                masks = masks.reshape(1, 1, height, width).to(self.placement.device, self.placement.dtype)
                arguments["cross_attention_kwargs"] = {"ip_adapter_masks": [masks]}
        return arguments

    def _fabric_scale(self, brief: DesignBrief) -> float:
        return _FABRIC_SCALE * brief.fabric_weight if brief.fabric is not None else 0.0

    def _latent_mask(self, mask: Image.Image, size: tuple[int, int]) -> Tensor:
        width, height = (side // _DOWNSCALE for side in size)
        area = mask_to_area(mask, size).reshape(height, _DOWNSCALE, width, _DOWNSCALE)
        # A latent that the mask only touches may change: what it changes outside is taken back in pixels.
        touched = area.any(axis=(1, 3)).astype(np.float32)
        return torch.from_numpy(touched)[None, None].to(self.placement.device)

    def _steering(
        self, words: TextInputs, arguments: dict[str, object], size: tuple[int, int]
    ) -> Callable[[Tensor, Tensor, int], Tensor] | None:
        """Guidance that draws adjectives to their nouns during the first steps."""
        models = self._preset.hub
        if words.bundles is None or models.bundle_steps == 0 or models.bundle_size == 0:
            return None
        unet = self.networks.unet
        call: dict[str, object] = {"encoder_hidden_states": words.embeds["prompt_embeds"]}
        added: dict[str, object] = {}
        if self.networks.family == "sdxl":
            times = [[size[1], size[0], 0, 0, size[1], size[0]]]
            added["text_embeds"] = words.embeds["pooled_prompt_embeds"]
            added["time_ids"] = torch.tensor(times, device=self.placement.device, dtype=self.placement.dtype)
        if "ip_adapter_image_embeds" in arguments:
            added["image_embeds"] = [embeds[-1:] for embeds in arguments["ip_adapter_image_embeds"]]
        call |= {"added_cond_kwargs": added, "cross_attention_kwargs": arguments.get("cross_attention_kwargs")}

        def steer(latents: Tensor, level: Tensor, index: int) -> Tensor:
            if index >= models.bundle_steps:
                return latents
            _, gradient = bundle_gradient(unet, latents, level, call, words.bundles)
            return moved_together(latents, gradient, models.bundle_size)

        return steer

    def _shown(self, step: PipelineStep, last: bool) -> Image.Image:
        with self._working:
            latents = step.latents if last else step.clean
            decoder = self.networks.vae if last or self.networks.preview is None else self.networks.preview
            return decode(latents, decoder, self.placement.device)


@torch.no_grad()
def decode(latents: Tensor, decoder: torch.nn.Module, device: torch.device) -> Image.Image:
    """Latents in the pipelines' scale → RGB picture; the decoder computes on ``device``, wherever it waits."""
    scaled = (latents.float() / decoder.config.scaling_factor).to(device, decoder.dtype)
    pixels = decoder.decode(scaled, return_dict=False)[0].float()
    array = ((pixels[0].permute(1, 2, 0) + 1.0) * 127.5).round().clamp(0, 255).byte().cpu().numpy()
    return Image.fromarray(array)
