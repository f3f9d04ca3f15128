"""Networks of the hub presets' classes and sizes with random weights: time and memory need no training."""

import torch
from diffusers import AutoencoderKL, ControlNetModel, ControlNetUnionModel, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor2_0, IPAdapterAttnProcessor2_0
from diffusers.models.embeddings import IPAdapterPlusImageProjection, MultiIPAdapterImageProjection
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
)

from equifashion.models.clip_tokenizer import clip_tokenizer
from equifashion.studio.backends.hub.networks import HubNetworks, trailing_ddim

_FABRIC_TOKENS = 16  # of IP-Adapter Plus

# Published sizes: Rombach et al. 2022 (SD 1.5), Podell et al. 2023 (SDXL), OpenCLIP's ViT-H; and small ones.
_SD = {
    "block_out_channels": (320, 640, 1280, 1280), "layers_per_block": 2, "cross_attention_dim": 768,
    "attention_head_dim": 8, "down_block_types": ("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
}  # fmt: skip
_SD_SMALL = {
    "block_out_channels": (32, 64), "layers_per_block": 1, "cross_attention_dim": 32, "attention_head_dim": 2,
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
}  # fmt: skip
_SDXL = {
    "block_out_channels": (320, 640, 1280), "layers_per_block": 2, "cross_attention_dim": 2048,
    "attention_head_dim": (5, 10, 20), "transformer_layers_per_block": (1, 2, 10), "use_linear_projection": True,
    "addition_embed_type": "text_time", "addition_time_embed_dim": 256,
    "projection_class_embeddings_input_dim": 2816,
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
}  # fmt: skip
_SDXL_SMALL = {
    "block_out_channels": (32, 64), "layers_per_block": 1, "cross_attention_dim": 64, "attention_head_dim": (2, 4),
    "transformer_layers_per_block": (1, 2), "use_linear_projection": True, "addition_embed_type": "text_time",
    "addition_time_embed_dim": 8, "projection_class_embeddings_input_dim": 80,
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
}  # fmt: skip
_UNION = {"num_trans_channel": 320, "num_proj_channel": 320}
_UNION_SMALL = {"num_trans_channel": 32, "num_proj_channel": 32, "num_trans_head": 2}
_TEXT = {"hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12}
_TEXT_BIG = {"hidden_size": 1280, "intermediate_size": 5120, "num_hidden_layers": 32, "num_attention_heads": 20}
_SMALL = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
_VISION = {
    "hidden_size": 1280, "intermediate_size": 5120, "num_hidden_layers": 32, "num_attention_heads": 16,
    "patch_size": 14, "image_size": 224, "projection_dim": 1024,
}  # fmt: skip
_VISION_SMALL = {**_SMALL, "patch_size": 56, "image_size": 224, "projection_dim": 32}


def random_networks(family: str, full: bool, device: torch.device, dtype: torch.dtype) -> HubNetworks:
    """Networks of a family, ``"sdxl"`` or ``"sd"``, at full or at small size; the same numbers every time."""
    with torch.random.fork_rng(), torch.device(device):
        torch.manual_seed(0)
        return _build(family, full, device, dtype)


def _build(family: str, full: bool, device: torch.device, dtype: torch.dtype) -> HubNetworks:
    sdxl = family == "sdxl"
    settings = (_SDXL if full else _SDXL_SMALL) if sdxl else (_SD if full else _SD_SMALL)
    up = tuple(name.replace("Down", "Up") for name in reversed(settings["down_block_types"]))
    unet = UNet2DConditionModel(**settings, up_block_types=up, sample_size=64)
    _attach_fabric(unet, (_VISION if full else _VISION_SMALL)["hidden_size"])
    if sdxl:
        union = ControlNetUnionModel(**settings, **(_UNION if full else _UNION_SMALL))
        controls = {"pose": union, "sketch": union}
    else:
        controls = {kind: ControlNetModel(**settings) for kind in ("pose", "sketch")}
    widths = (128, 256, 512, 512) if full else (32, 32, 32, 32)
    vae = AutoencoderKL(
        block_out_channels=widths,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=2,
        latent_channels=4,
        scaling_factor=0.13025 if sdxl else 0.18215,
    )
    text: dict[str, object] = {
        "tokenizer": clip_tokenizer(),
        "text_encoder": CLIPTextModel(CLIPTextConfig(**(_TEXT if full else _SMALL), vocab_size=49408)),
    }
    if sdxl:
        size = {"projection_dim": 1280 if full else 32}
        config = CLIPTextConfig(**(_TEXT_BIG if full else _SMALL), **size, vocab_size=49408, eos_token_id=49407)
        text |= {"tokenizer_2": clip_tokenizer("!"), "text_encoder_2": CLIPTextModelWithProjection(config)}
    vision = CLIPVisionModelWithProjection(CLIPVisionConfig(**(_VISION if full else _VISION_SMALL)))
    networks = HubNetworks(family, unet, vae, text, controls, None, vision, {}, trailing_ddim())
    for module in networks.modules:
        module.eval().requires_grad_(False).to(device=device, dtype=dtype)
    if device.type == "cuda":
        for module in (unet, vae, *controls.values()):
            module.to(memory_format=torch.channels_last)
    return networks


def _attach_fabric(unet: UNet2DConditionModel, seen: int) -> None:
    """An IP-Adapter Plus with random weights on every cross-attention."""
    width = unet.config.cross_attention_dim
    hidden, heads = (1280, 20) if width == 2048 else (768, 12) if width == 768 else (64, 1)
    projection = IPAdapterPlusImageProjection(seen, width, hidden, heads=heads, num_queries=_FABRIC_TOKENS)
    processors = {}
    for name in unet.attn_processors:
        channels = unet.get_submodule(name.removesuffix(".processor")).to_q.in_features
        crossing = name.endswith("attn2.processor")
        processors[name] = (
            IPAdapterAttnProcessor2_0(channels, width, num_tokens=(_FABRIC_TOKENS,))
            if crossing
            else AttnProcessor2_0()
        )
    unet.set_attn_processor(processors)
    unet.encoder_hid_proj = MultiIPAdapterImageProjection([projection])
    unet.config.encoder_hid_dim_type = "ip_image_proj"
