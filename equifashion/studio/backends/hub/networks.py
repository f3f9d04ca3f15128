"""The networks of a hub preset, read from fetched folders and put on a device. Only safetensors are read."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from accelerate import cpu_offload_with_hook
from diffusers import (
    AutoencoderKL,
    AutoencoderTiny,
    ControlNetModel,
    ControlNetUnionModel,
    StableDiffusionImg2ImgPipeline,
    StableDiffusionXLImg2ImgPipeline,
    UNet2DConditionModel,
)
from torch import nn
from transformers import (
    CLIPImageProcessor,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    CLIPVisionModelWithProjection,
)

from equifashion.diffusion.control_cache import CachedEmbedding, cache_embedding
from equifashion.diffusion.diffusers_callbacks import DDIMWithPredictedX0
from equifashion.errors import CheckpointError
from equifashion.studio.backends.hub.download import Fetched
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.table import HubModels

# Family → its img2img pipeline, and what else each takes beside the networks.
_PIPELINES: dict[str, tuple[Any, dict[str, Any]]] = {
    "sdxl": (StableDiffusionXLImg2ImgPipeline, {"add_watermarker": False}),
    "sd": (StableDiffusionImg2ImgPipeline, {"safety_checker": None, "requires_safety_checker": False}),
}


@dataclass(frozen=True)
class HubNetworks:
    """Everything a hub preset computes with, as diffusers' pipelines take it.

    Attributes:
        family: ``"sdxl"`` or ``"sd"``: which pipelines take them.
        unet, vae: of the base model, the distilled LoRA fused in.
        text: the pipelines' ``tokenizer``, ``text_encoder`` and, for SDXL, their second ones.
        controls: ``"pose"`` and ``"sketch"`` → ControlNet; the very same union network for both in SDXL.
        preview: small decoder for what a step shows; None to show it with the VAE.
        image_encoder: sees the fabric; None where no IP-Adapter is loaded.
        hashes: weights file → SHA-256.
        scheduler: settings; every run takes a copy.
        embeddings: caches in front of the ControlNets.
    """

    family: str
    unet: UNet2DConditionModel
    vae: AutoencoderKL
    text: dict[str, Any]
    controls: dict[str, nn.Module]
    preview: AutoencoderTiny | None
    image_encoder: CLIPVisionModelWithProjection | None
    hashes: dict[str, str]
    scheduler: DDIMWithPredictedX0
    embeddings: tuple[CachedEmbedding, ...] = field(init=False)

    def __post_init__(self) -> None:
        nets = {id(net): net for net in self.controls.values()}
        object.__setattr__(self, "embeddings", tuple(cache_embedding(net) for net in nets.values()))

    @property
    def modules(self) -> list[nn.Module]:
        """Every network once."""
        found = [
            self.unet,
            self.vae,
            *self.controls.values(),
            self.preview,
            self.image_encoder,
            *self.text.values(),
        ]
        return list({id(part): part for part in found if isinstance(part, nn.Module)}.values())

    @property
    def has_fabric(self) -> bool:
        """Whether an IP-Adapter is loaded."""
        return self.image_encoder is not None


def trailing_ddim() -> DDIMWithPredictedX0:
    """The schedule of Stable Diffusion with the steps that distilled models are made for."""
    return DDIMWithPredictedX0(
        num_train_timesteps=1000,
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="epsilon",
        timestep_spacing="trailing",
        clip_sample=False,
        set_alpha_to_one=True,
        steps_offset=1,  # of no effect on trailing steps; the pipelines ask for it
    )


def load_networks(models: HubModels, fetched: Fetched, placement: Placement) -> HubNetworks:
    """Read a preset of the SDXL or the SD 1.5 family.

    Raises:
        CheckpointError: a file is damaged or of another model.
    """
    try:
        return _load(models, fetched, placement)
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        if isinstance(error, torch.OutOfMemoryError):
            raise
        raise CheckpointError(
            f"The downloaded models cannot be loaded ({str(error)[:300]}). Please delete them from the Hugging "
            f"Face cache and start again."
        ) from error


def _load(models: HubModels, fetched: Fetched, placement: Placement) -> HubNetworks:
    read = _Reader(fetched.folders, placement.dtype)
    unet = read.diffusers(UNet2DConditionModel, "base", "unet", "fp16")
    if "vae" in fetched.folders:
        vae = read.diffusers(AutoencoderKL, "vae")
    else:
        vae = read.diffusers(AutoencoderKL, "base", "vae", "fp16")
    text = {
        "tokenizer": read.tokenizer("base", "tokenizer"),
        "text_encoder": read.transformers(CLIPTextModel, "base", "text_encoder", "fp16"),
    }
    if models.family == "sdxl":
        text["tokenizer_2"] = read.tokenizer("base", "tokenizer_2")
        text["text_encoder_2"] = read.transformers(CLIPTextModelWithProjection, "base", "text_encoder_2", "fp16")
        union = read.diffusers(ControlNetUnionModel, "control")
        controls: dict[str, nn.Module] = {"pose": union, "sketch": union}
    else:
        controls = {role: read.diffusers(ControlNetModel, role, None, "fp16") for role in ("pose", "sketch")}
    encoder = read.transformers(CLIPVisionModelWithProjection, "fabric", "models/image_encoder")
    preview = read.diffusers(AutoencoderTiny, "preview")
    networks = HubNetworks(
        models.family, unet, vae, text, controls, preview, encoder, fetched.hashes, trailing_ddim()
    )
    _place(networks, placement)
    _fuse_distillation_lora(networks, _first_file(models, fetched, "distillation_lora"))
    _add_ip_adapter(networks, _first_file(models, fetched, "fabric"), placement.dtype)
    if placement.offloaded:
        offload(networks, placement.device)
    return networks


@dataclass(frozen=True)
class _Reader:
    """Reads parts of a preset from its roles' folders, safetensors alone and without any network."""

    folders: dict[str, Path]
    dtype: torch.dtype

    def diffusers(self, kind: Any, role: str, subfolder: str | None = None, variant: str | None = None) -> Any:
        return kind.from_pretrained(
            self.folders[role],
            subfolder=subfolder,
            variant=variant,
            torch_dtype=self.dtype,
            use_safetensors=True,
            local_files_only=True,
        )

    def transformers(self, kind: Any, role: str, subfolder: str, variant: str | None = None) -> Any:
        return kind.from_pretrained(
            self.folders[role],
            subfolder=subfolder,
            variant=variant,
            dtype=self.dtype,
            use_safetensors=True,
            local_files_only=True,
        )

    def tokenizer(self, role: str, subfolder: str) -> Any:
        return CLIPTokenizer.from_pretrained(self.folders[role], subfolder=subfolder, local_files_only=True)


def _first_file(models: HubModels, fetched: Fetched, role: str) -> Path:
    return fetched.folders[role] / models.part(role).patterns[0]


def _place(networks: HubNetworks, placement: Placement) -> None:
    for module in networks.modules:
        module.eval().requires_grad_(False)
        if not placement.offloaded or module is networks.unet:  # adapters are fused where it is quick
            module.to(placement.device)
    if placement.device.type == "cuda":
        for module in (networks.unet, networks.vae, *networks.controls.values()):
            module.to(memory_format=torch.channels_last)


def offload(networks: HubNetworks, device: torch.device) -> None:
    """Let parts wait in main memory and come to the device when they are called.

    Encoders, denoiser and VAE take each other's place; ControlNets stay once they came, beside the denoiser that
    alternates with them, and so does the small decoder.
    """
    previous = None
    encoders = [networks.text[name] for name in ("text_encoder", "text_encoder_2") if name in networks.text]
    for module in (*encoders, networks.image_encoder, networks.unet, networks.vae):
        if module is not None:
            module.to("cpu")
            _, previous = cpu_offload_with_hook(module, device, prev_module_hook=previous)
    for net in {id(net): net for net in networks.controls.values()}.values():
        net.to("cpu")
        cpu_offload_with_hook(net, device)
    if networks.preview is not None:
        networks.preview.to(device)


def plain_pipeline(networks: HubNetworks, scheduler: DDIMWithPredictedX0) -> Any:
    """The family's img2img pipeline without ControlNets, over the same networks."""
    kind, options = _PIPELINES[networks.family]
    pipe = kind(
        vae=networks.vae,
        unet=networks.unet,
        scheduler=scheduler,
        image_encoder=networks.image_encoder,
        feature_extractor=CLIPImageProcessor() if networks.has_fabric else None,
        **networks.text,
        **options,
    )
    pipe.set_progress_bar_config(disable=True)
    return pipe


def _fuse_distillation_lora(networks: HubNetworks, file: Path) -> None:
    """Add the distilled LoRA to the weights: the network then needs few steps and is no slower."""
    pipe = plain_pipeline(networks, networks.scheduler)
    pipe.load_lora_weights(str(file.parent), weight_name=file.name, local_files_only=True)
    pipe.fuse_lora()
    pipe.unload_lora_weights()
    networks.unet.requires_grad_(False)


def _add_ip_adapter(networks: HubNetworks, file: Path, dtype: torch.dtype) -> None:
    """Attach the IP-Adapter's own keys and values to every cross-attention."""
    pipe = plain_pipeline(networks, networks.scheduler)
    pipe.load_ip_adapter(
        str(file.parent), subfolder="", weight_name=file.name, image_encoder_folder=None, local_files_only=True
    )
    networks.unet.to(dtype)
    networks.unet.requires_grad_(False)
