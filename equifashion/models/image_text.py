"""The fashion image–text model: an open_clip CLIP of our own configuration and tokenizer.

Images are NCHW in [-1, 1], shrunk to 96×64; texts are token ids (B, 48). The penultimate text states are the
cross-attention context of the generator and the denoiser; the pooled embeddings serve consensus and search.
"""

import json
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from open_clip.model import CLIP, CLIPTextCfg, CLIPVisionCfg
from torch import Tensor, nn

from equifashion.models.tokenizer import CONTEXT_LENGTH, FashionTokenizer

IMAGE_SIZE = (96, 64)  # height × width that the image tower sees


@dataclass(frozen=True)
class ImageTextConfig:
    """Sizes of the image–text model.

    Attributes:
        tokenizer: ``FashionTokenizer.to_json()``, or what it says as a dictionary.
        embed_dim: width of the shared embedding.
        text_width, text_heads, text_layers: the text transformer.
        image_tower: a timm model name.
    """

    tokenizer: str | dict
    embed_dim: int = 256
    text_width: int = 256
    text_heads: int = 4
    text_layers: int = 4
    image_tower: str = "regnetx_002"

    def __post_init__(self) -> None:
        object.__setattr__(self, "tokenizer", self.tokenizer_json)

    @property
    def tokenizer_json(self) -> str:
        """The tokenizer as text."""
        return self.tokenizer if isinstance(self.tokenizer, str) else json.dumps(self.tokenizer)


@dataclass(frozen=True)
class TextFeatures:
    """A batch of encoded texts.

    Attributes:
        states: penultimate layer's states, (B, 48, text_width).
        pooled: unit-length embeddings, (B, embed_dim).
    """

    states: Tensor
    pooled: Tensor


class ImageTextModel(nn.Module):
    """CLIP with its tokenizer."""

    def __init__(self, config: ImageTextConfig) -> None:
        super().__init__()
        self.config = config
        self.tokenizer = FashionTokenizer.from_json(config.tokenizer_json)
        self.clip = CLIP(
            embed_dim=config.embed_dim,
            vision_cfg=CLIPVisionCfg(timm_model_name=config.image_tower, image_size=IMAGE_SIZE),
            text_cfg=CLIPTextCfg(
                context_length=CONTEXT_LENGTH,
                vocab_size=len(self.tokenizer),
                width=config.text_width,
                heads=config.text_heads,
                layers=config.text_layers,
                pool_type="eos",
                eos_id=self.tokenizer.end_id,
                pad_id=self.tokenizer.pad_id,
            ),
        )

    @property
    def device(self) -> torch.device:
        return self.clip.positional_embedding.device

    def encode_images(self, pixels: Tensor) -> Tensor:
        """Pixels (B, 3, H, W) in [-1, 1] → unit embeddings (B, embed_dim)."""
        small = F.interpolate(pixels, IMAGE_SIZE, mode="area")
        return self.clip.encode_image(small, normalize=True)

    def tokenize(self, texts: list[str]) -> Tensor:
        """Texts → (B, 48) ids on the model's device."""
        return torch.from_numpy(self.tokenizer.encode(texts)).to(self.device)

    def encode_tokens(self, tokens: Tensor) -> TextFeatures:
        """Token ids (B, L ≤ 48) → states of the penultimate layer (B, L, W) and pooled embeddings.

        Attention is causal, so padding cut off the end changes nothing before it. The states pass the final
        norm, as in Stable Diffusion 2's use of OpenCLIP.
        """
        clip = self.clip
        length = tokens.shape[1]
        x = clip.token_embedding(tokens) + clip.positional_embedding[:length]
        *early, last = clip.transformer.resblocks
        mask = clip.attn_mask[:length, :length].to(x.dtype)
        for block in early:
            x = block(x, attn_mask=mask)
        states = clip.ln_final(x)
        ends = tokens.eq(self.tokenizer.end_id).int().argmax(dim=1)
        final = clip.ln_final(last(x, attn_mask=mask))
        pooled = final[torch.arange(len(tokens), device=tokens.device), ends] @ clip.text_projection
        return TextFeatures(states, F.normalize(pooled, dim=-1))

    def encode_texts(self, texts: list[str]) -> TextFeatures:
        """Texts → states and pooled embeddings."""
        return self.encode_tokens(self.tokenize(texts))

    def config_dict(self) -> dict:
        """The configuration, for a checkpoint; the tokenizer as a dictionary, for JSON within JSON is long."""
        return asdict(self.config) | {"tokenizer": json.loads(self.config.tokenizer_json)}
