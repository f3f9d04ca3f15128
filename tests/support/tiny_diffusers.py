"""Hub presets at their smallest: real components of the real classes, saved in the repositories' own layout."""

from pathlib import Path

import torch
from diffusers import AutoencoderKL, AutoencoderTiny, ControlNetModel, ControlNetUnionModel, UNet2DConditionModel
from diffusers.models.attention_processor import IPAdapterAttnProcessor
from diffusers.models.embeddings import IPAdapterPlusImageProjection
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
)

from equifashion.models.clip_tokenizer import clip_tokenizer
from equifashion.studio.backends.hub.table import HubModels, HubPart

_FP16 = {"variant": "fp16", "safe_serialization": True}
_CLIP = {"num_attention_heads": 2, "num_hidden_layers": 2, "intermediate_size": 32}

FINISHERS: dict = {}  # studio → its hub finisher, for tests that look inside one


def _vae() -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=(4, 4, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        layers_per_block=1,
        norm_num_groups=2,
        sample_size=64,
    )


def _preview() -> AutoencoderTiny:
    return AutoencoderTiny(
        encoder_block_out_channels=(4, 4, 4, 4),
        decoder_block_out_channels=(4, 4, 4, 4),
        num_encoder_blocks=(1, 1, 1, 1),
        num_decoder_blocks=(1, 1, 1, 1),
    )


def _sd_unet(width: int = 32) -> UNet2DConditionModel:
    return UNet2DConditionModel(
        block_out_channels=(8, 16),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=width,
        attention_head_dim=2,
        norm_num_groups=4,
        sample_size=8,
    )


def _sdxl_unet() -> UNet2DConditionModel:
    return UNet2DConditionModel(
        block_out_channels=(32, 64),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 2),
        projection_class_embeddings_input_dim=80,
        cross_attention_dim=64,
        sample_size=8,
    )


def _text(projected: bool) -> nn.Module:
    config = CLIPTextConfig(hidden_size=32, projection_dim=32, vocab_size=49408, eos_token_id=49407, **_CLIP)
    return (CLIPTextModelWithProjection if projected else CLIPTextModel)(config)


def _image_encoder() -> CLIPVisionModelWithProjection:
    config = CLIPVisionConfig(hidden_size=32, projection_dim=32, image_size=224, patch_size=32, **_CLIP)
    return CLIPVisionModelWithProjection(config)


def _ip_adapter(unet: UNet2DConditionModel) -> dict[str, Tensor]:
    """The tensors of an IP-Adapter Plus for a UNet, under the names that published files have."""
    width, found, number = unet.config.cross_attention_dim, {}, 1
    for name in unet.attn_processors:
        if name.endswith("attn1.processor"):
            continue
        channels = unet.get_submodule(name.removesuffix(".processor")).to_q.in_features
        own = IPAdapterAttnProcessor(channels, width, num_tokens=(4,)).state_dict()
        for part in ("to_k_ip", "to_v_ip"):
            found[f"ip_adapter.{number}.{part}.weight"] = own[f"{part}.0.weight"]
        number += 2
    projection = IPAdapterPlusImageProjection(32, width, 64, depth=4, heads=1, num_queries=4).state_dict()
    renamed = {
        "ln0": "0.norm1", "ln1": "0.norm2", "attn.to_q": "0.to_q", "attn.to_out.0": "0.to_out", "ff.0": "1.0",
        "ff.1.net.0.proj": "1.1", "ff.1.net.2": "1.3",
    }  # fmt: skip
    for name, value in projection.items():
        if name.startswith("layers."):
            _, layer, rest = name.split(".", 2)
            if rest.startswith("attn.to_v"):
                continue
            if rest.startswith("attn.to_k"):
                value = torch.cat([value, projection[name.replace("to_k", "to_v")]])
                rest = "0.to_kv.weight"
            for ours, theirs in renamed.items():
                rest = rest.replace(ours, theirs, 1) if rest.startswith(ours) else rest
            name = f"layers.{layer}.{rest}"
        found[f"image_proj.{name}"] = value
    return {name: value.contiguous() for name, value in found.items()}


def _lora(unet: UNet2DConditionModel, rank: int = 2) -> dict[str, Tensor]:
    """A LoRA of the cross-attentions' queries, under the names that Kohya's trainer gives."""
    found = {}
    for name, module in unet.named_modules():
        if name.endswith("attn2.to_q"):
            key = "lora_unet_" + name.replace(".", "_")
            found[f"{key}.lora_down.weight"] = 0.1 * torch.randn(rank, module.in_features)
            found[f"{key}.lora_up.weight"] = 0.1 * torch.randn(module.out_features, rank)
            found[f"{key}.alpha"] = torch.tensor(float(rank))
    return found


def _shaken(module: nn.Module, size: float = 0.05) -> nn.Module:
    """Nothing stays at the zero it starts from: zero convolutions would hide a missing input."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter += size * torch.randn_like(parameter)
    return module


def _row(family: str, parts: tuple[HubPart, ...]) -> HubModels:
    return HubModels(family, parts, size=(64, 96), full_gpu_gb=8, min_gpu_gb=4, gpu_seconds=5)


def _part(role: str, repository: str, *patterns: str) -> HubPart:
    return HubPart(role, repository, patterns, "mit", 1)


_TEXT = ("tokenizer/*", "text_encoder/config.json", "text_encoder/*.fp16.safetensors")
_ENCODER = ("models/image_encoder/config.json", "models/image_encoder/model.safetensors")
_ONE = ("config.json", "diffusion_pytorch_model.safetensors")
_UNET = ("unet/config.json", "unet/*.fp16.safetensors")

TINY_SDXL = _row(
    "sdxl",
    (
        _part(
            "base",
            "tiny/sdxl",
            *_TEXT,
            "tokenizer_2/*",
            "text_encoder_2/config.json",
            "text_encoder_2/*.fp16.safetensors",
            *_UNET,
        ),
        _part("vae", "tiny/vae", *_ONE),
        _part("preview", "tiny/preview", *_ONE),
        _part("control", "tiny/union", *_ONE),
        _part("fabric", "tiny/fabric-sdxl", "sdxl_models/adapter.safetensors", *_ENCODER),
        _part("distillation_lora", "tiny/speed-sdxl", "lora.safetensors"),
    ),
)
TINY_SD = _row(
    "sd",
    (
        _part("base", "tiny/sd", *_TEXT, *_UNET, "vae/config.json", "vae/*.fp16.safetensors"),
        _part("preview", "tiny/preview", *_ONE),
        _part("pose", "tiny/pose", "config.json", "*.fp16.safetensors"),
        _part("sketch", "tiny/sketch", "config.json", "*.fp16.safetensors"),
        _part("fabric", "tiny/fabric-sd", "models/adapter.safetensors", *_ENCODER),
        _part("distillation_lora", "tiny/speed-sd", "lora.safetensors"),
    ),
)


def write_repositories(folder: Path) -> None:
    """Write every tiny repository as ``folder/owner--name``; the same numbers each time."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        _write_shared(folder)
        _write_sdxl(folder)
        _write_sd(folder)


def _write_shared(folder: Path) -> None:
    _shaken(_vae()).save_pretrained(folder / "tiny--vae")
    _shaken(_preview()).save_pretrained(folder / "tiny--preview")


def _write_fabric(home: Path, place: str, unet: UNet2DConditionModel) -> None:
    file = home / place / "adapter.safetensors"
    file.parent.mkdir(parents=True)
    save_file(_ip_adapter(unet), str(file))
    _shaken(_image_encoder()).save_pretrained(home / "models" / "image_encoder")


def _write_lora(home: Path, unet: UNet2DConditionModel) -> None:
    home.mkdir()
    save_file(_lora(unet), str(home / "lora.safetensors"))


def _write_sdxl(folder: Path) -> None:
    base, unet = folder / "tiny--sdxl", _shaken(_sdxl_unet())
    union = _shaken(
        ControlNetUnionModel(
            block_out_channels=(32, 64),
            layers_per_block=1,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            attention_head_dim=(2, 4),
            use_linear_projection=True,
            addition_embed_type="text_time",
            addition_time_embed_dim=8,
            transformer_layers_per_block=(1, 2),
            projection_class_embeddings_input_dim=80,
            cross_attention_dim=64,
            conditioning_embedding_out_channels=(16, 32, 32, 32),
            num_trans_channel=32,
            num_trans_head=2,
            num_trans_layer=1,
            num_proj_channel=32,
        )
    )
    unet.save_pretrained(base / "unet", **_FP16)
    _text(False).save_pretrained(base / "text_encoder", variant="fp16")
    _text(True).save_pretrained(base / "text_encoder_2", variant="fp16")
    clip_tokenizer().save_pretrained(base / "tokenizer")
    clip_tokenizer("!").save_pretrained(base / "tokenizer_2")
    union.save_pretrained(folder / "tiny--union")
    _write_fabric(folder / "tiny--fabric-sdxl", "sdxl_models", unet)
    _write_lora(folder / "tiny--speed-sdxl", unet)


def _write_sd(folder: Path) -> None:
    base, unet = folder / "tiny--sd", _shaken(_sd_unet())
    unet.save_pretrained(base / "unet", **_FP16)
    _shaken(_vae()).save_pretrained(base / "vae", **_FP16)
    _text(False).save_pretrained(base / "text_encoder", variant="fp16")
    clip_tokenizer().save_pretrained(base / "tokenizer")
    for name in ("pose", "sketch"):
        net = ControlNetModel.from_unet(unet, conditioning_channels=3)
        _shaken(net).save_pretrained(folder / f"tiny--{name}", **_FP16)
    _write_fabric(folder / "tiny--fabric-sd", "models", unet)
    _write_lora(folder / "tiny--speed-sd", unet)
