"""The networks of a hub preset, read from fetched folders and put on a device. Only safetensors are read."""

from dataclasses import dataclass, field
from pathlib import Path

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

from equifashion.diffusion.control_cache import RememberedEmbedding, remember_embeddings
from equifashion.diffusion.diffusers_callbacks import RememberingDDIM
from equifashion.errors import CheckpointError
from equifashion.studio.backends.hub.download import Fetched
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.table import HubModels

_VARIANT = {"variant": "fp16", "use_safetensors": True, "local_files_only": True}
_PLAIN = {"use_safetensors": True, "local_files_only": True}


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
        embeddings: memories in front of the ControlNets.
    """

    family: str
    unet: UNet2DConditionModel
    vae: AutoencoderKL
    text: dict[str, object]
    controls: dict[str, nn.Module]
    preview: AutoencoderTiny | None
    image_encoder: CLIPVisionModelWithProjection | None
    hashes: dict[str, str]
    scheduler: RememberingDDIM
    embeddings: tuple[RememberedEmbedding, ...] = field(init=False)

    def __post_init__(self) -> None:
        nets = {id(net): net for net in self.controls.values()}
        object.__setattr__(self, "embeddings", tuple(remember_embeddings(net) for net in nets.values()))

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


def trailing_ddim() -> RememberingDDIM:
    """The schedule of Stable Diffusion with the steps that distilled models are made for."""
    return RememberingDDIM(
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
    sdxl = models.family == "sdxl"
    dtype, folders = placement.dtype, fetched.folders
    base = folders["base"]
    typed, kind = {"torch_dtype": dtype}, {"dtype": dtype}
    unet = UNet2DConditionModel.from_pretrained(base, subfolder="unet", **typed, **_VARIANT)
    if "vae" in folders:
        vae = AutoencoderKL.from_pretrained(folders["vae"], **typed, **_PLAIN)
    else:
        vae = AutoencoderKL.from_pretrained(base, subfolder="vae", **typed, **_VARIANT)
    text: dict[str, object] = {
        "tokenizer": CLIPTokenizer.from_pretrained(base, subfolder="tokenizer", local_files_only=True),
        "text_encoder": CLIPTextModel.from_pretrained(base, subfolder="text_encoder", **kind, **_VARIANT),
    }
    if sdxl:
        text["tokenizer_2"] = CLIPTokenizer.from_pretrained(base, subfolder="tokenizer_2", local_files_only=True)
        text["text_encoder_2"] = CLIPTextModelWithProjection.from_pretrained(
            base, subfolder="text_encoder_2", **kind, **_VARIANT
        )
        union = ControlNetUnionModel.from_pretrained(folders["control"], **typed, **_PLAIN)
        controls = {"pose": union, "sketch": union}
    else:
        controls = {
            role: ControlNetModel.from_pretrained(folders[role], **typed, **_VARIANT) for role in ("pose", "sketch")
        }
    encoder = CLIPVisionModelWithProjection.from_pretrained(
        folders["fabric"], subfolder="models/image_encoder", **kind, **_PLAIN
    )
    preview = AutoencoderTiny.from_pretrained(folders["preview"], **typed, **_PLAIN)
    networks = HubNetworks(
        models.family, unet, vae, text, controls, preview, encoder, fetched.hashes, trailing_ddim()
    )
    _place(networks, placement)
    _fuse_speed(networks, _only_file(models, fetched, "speed", 0))
    _add_fabric(networks, _only_file(models, fetched, "fabric", 0), dtype)
    if placement.offloaded:
        offload(networks, placement.device)
    return networks


def _only_file(models: HubModels, fetched: Fetched, role: str, pattern: int) -> Path:
    return fetched.folders[role] / models.part(role).patterns[pattern]


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


def plain_pipeline(networks: HubNetworks, scheduler: RememberingDDIM):
    """The family's img2img pipeline without ControlNets, over the same networks."""
    shared = {
        "vae": networks.vae,
        "unet": networks.unet,
        "scheduler": scheduler,
        "image_encoder": networks.image_encoder,
        "feature_extractor": CLIPImageProcessor() if networks.has_fabric else None,
        **networks.text,
    }
    if networks.family == "sdxl":
        pipe = StableDiffusionXLImg2ImgPipeline(**shared, add_watermarker=False)
    else:
        pipe = StableDiffusionImg2ImgPipeline(**shared, safety_checker=None, requires_safety_checker=False)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def _fuse_speed(networks: HubNetworks, file: Path) -> None:
    """Add the distilled LoRA to the weights: the network then needs few steps and is no slower."""
    pipe = plain_pipeline(networks, networks.scheduler)
    pipe.load_lora_weights(str(file.parent), weight_name=file.name, local_files_only=True)
    pipe.fuse_lora()
    pipe.unload_lora_weights()
    networks.unet.requires_grad_(False)


def _add_fabric(networks: HubNetworks, file: Path, dtype: torch.dtype) -> None:
    """Attach the IP-Adapter's own keys and values to every cross-attention."""
    pipe = plain_pipeline(networks, networks.scheduler)
    pipe.load_ip_adapter(
        str(file.parent), subfolder="", weight_name=file.name, image_encoder_folder=None, local_files_only=True
    )
    networks.unet.to(dtype)
    networks.unet.requires_grad_(False)
