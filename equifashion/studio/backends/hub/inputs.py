"""A brief as what diffusers' pipelines take, each part encoded once: text, fabric, control maps, drafts."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypedDict, TypeVar, cast

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from equifashion.design import DesignBrief
from equifashion.diffusion.attention_maps import Bundles
from equifashion.imaging.recolor import garment_area
from equifashion.models.token_groups import token_groups
from equifashion.prompts.parser import parse_prompt
from equifashion.prompts.presentation import asks_for_drawing, wants_figure
from equifashion.studio.backends.hub.control_pictures import draw_pose, draw_sketch
from equifashion.studio.backends.hub.networks import HubNetworks, plain_pipeline
from equifashion.studio.backends.hub.table import HubModels

_MAX_ENTRIES = 16  # of each cache
CONTROL_MODES = {"pose": 0, "sketch": 2}  # the union ControlNet's numbers: openpose; scribble, hed and the like

Value = TypeVar("Value")


class CountingCache(Generic[Value]):
    """A small cache that counts.

    Attributes:
        computed, reused: how often something was computed and how often it was in the cache.
    """

    def __init__(self) -> None:
        self.computed = self.reused = 0
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """The value of a key, computed now if it is not known."""
        if key in self._kept:
            self.reused += 1
            self._kept.move_to_end(key)
            return self._kept[key]
        self.computed += 1
        self._kept[key] = value = compute()
        while len(self._kept) > _MAX_ENTRIES:
            self._kept.popitem(last=False)
        return value


class PipelineArguments(TypedDict, total=False):
    """What differs from brief to brief in a pipeline's call, under diffusers' names."""

    prompt_embeds: Tensor
    negative_prompt_embeds: Tensor
    pooled_prompt_embeds: Tensor
    negative_pooled_prompt_embeds: Tensor
    control_image: list[Tensor]
    controlnet_conditioning_scale: list[float]
    control_mode: list[int]
    width: int
    height: int
    ip_adapter_image_embeds: list[Tensor]
    cross_attention_kwargs: dict[str, list[Tensor]]


@dataclass(frozen=True)
class TextInputs:
    """Prompt and negative prompt for the pipelines.

    Attributes:
        embeds: ``prompt_embeds``, ``negative_prompt_embeds`` and, for SDXL, the pooled ones.
        bundles: which tokens are adjectives of which nouns, or None where no phrase binds any.
    """

    embeds: PipelineArguments
    bundles: Bundles | None


class ClipTokens:
    """A CLIP tokenizer as ``token_groups`` takes one: start, pieces, end, and padding that is nothing else."""

    pad_id = -1

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer

    def encode(self, texts: list[str]) -> np.ndarray:
        """(B, L) int64, cut off at the tokenizer's length, padded with −1."""
        rows = [
            self.tokenizer(text, truncation=True, max_length=self.tokenizer.model_max_length).input_ids
            for text in texts
        ]
        table = np.full((len(rows), max(map(len, rows))), self.pad_id, dtype=np.int64)
        for number, row in enumerate(rows):
            table[number, : len(row)] = row
        return table


class HubInputs:
    """Encodes briefs. Not for several threads at once.

    Attributes:
        text, fabric, control, draft: the caches and their counts.
    """

    def __init__(self, models: HubModels, networks: HubNetworks, device: torch.device, dtype: torch.dtype) -> None:
        self.models, self.networks = models, networks
        self.device, self.dtype = device, dtype
        self.text: CountingCache[TextInputs] = CountingCache()
        self.fabric: CountingCache[list[Tensor]] = CountingCache()
        self.control: CountingCache[Tensor] = CountingCache()
        self.draft: CountingCache[Tensor] = CountingCache()
        self._pipe = plain_pipeline(networks, networks.scheduler)

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Name → (times computed, times reused)."""
        caches: dict[str, CountingCache[Any]] = {
            "text": self.text, "fabric": self.fabric, "control maps": self.control, "drafts": self.draft,
        }  # fmt: skip
        embeddings = self.networks.embeddings
        return {name: (cache.computed, cache.reused) for name, cache in caches.items()} | {
            "control embeddings": (sum(e.computed for e in embeddings), sum(e.reused for e in embeddings))
        }

    def is_cut(self, brief: DesignBrief) -> bool:
        """Whether the tokenizer's length leaves words of the prompt out."""
        tokenizer = self.networks.text["tokenizer"]
        return len(tokenizer(parse_prompt(brief.prompt).text).input_ids) > tokenizer.model_max_length

    @torch.no_grad()
    def encode_text(self, brief: DesignBrief, guided: bool) -> TextInputs:
        """The brief's words, repaired, with the preset's own behind them."""
        suffix = self.models.figure_prompt_suffix if wants_figure(brief) else self.models.garment_prompt_suffix
        if asks_for_drawing(brief):
            suffix = self.models.drawing_prompt_suffix
        key = (brief.prompt, suffix, guided)
        return self.text.get(key, lambda: self._encode_text(brief.prompt, suffix, guided))

    def _encode_text(self, prompt: str, suffix: str, guided: bool) -> TextInputs:
        parsed = parse_prompt(prompt)
        encoded = self._pipe.encode_prompt(
            prompt=f"{parsed.text}, {suffix}",
            device=self.device,
            num_images_per_prompt=1,
            do_classifier_free_guidance=guided,
            negative_prompt=self.models.negative_prompt,
        )
        names = ("prompt_embeds", "negative_prompt_embeds", "pooled_prompt_embeds", "negative_pooled_prompt_embeds")
        embeds = {name: value for name, value in zip(names, encoded, strict=False) if value is not None}
        if not guided:
            embeds = {name: value for name, value in embeds.items() if not name.startswith("negative")}
        groups = token_groups(parsed, ClipTokens(self.networks.text["tokenizer"]))  # type: ignore[arg-type]
        pairs = [(tuple(adjective), tuple(group.noun)) for group in groups for adjective in group.adjectives]
        bundles = Bundles.from_groups([pairs], embeds["prompt_embeds"].shape[1], self.device) if pairs else None
        return TextInputs(cast(PipelineArguments, embeds), bundles)

    @torch.no_grad()
    def encode_fabric(self, fabric: Image.Image | None, guided: bool) -> list[Tensor]:
        """``ip_adapter_image_embeds`` of a fabric; of black for none, which a scale of 0 leaves out."""
        key = (None if fabric is None else content_key(fabric), guided)
        picture = fabric if fabric is not None else Image.new("RGB", (224, 224))
        return self.fabric.get(
            key,
            lambda: self._pipe.prepare_ip_adapter_image_embeds([picture], None, self.device, 1, guided),
        )

    def control_maps(self, brief: DesignBrief, size: tuple[int, int]) -> dict[str, Tensor]:
        """Control maps of a brief, (1, 3, H, W) in [0, 1]: the skeleton on black, the sketch as white on black.

        A weight of 0 asks for no map.
        """
        found = {}
        pose, sketch, usable = brief.followed_pose, brief.followed_sketch, self.networks.controls
        if pose is not None and brief.pose_weight > 0 and "pose" in usable:
            found["pose"] = self.control.get(
                ("pose", pose.keypoints, size), lambda: self._control_map(draw_pose(pose, size))
            )
        if sketch is not None and "sketch" in usable:
            found["sketch"] = self.control.get(
                ("sketch", content_key(sketch), size), lambda: self._control_map(draw_sketch(sketch, size))
            )
        return found

    def _control_map(self, picture: Image.Image) -> Tensor:
        pixels = np.asarray(picture, dtype=np.float32).transpose(2, 0, 1)[None] / 255.0
        return torch.from_numpy(np.ascontiguousarray(pixels)).to(self.device, self.dtype)

    @torch.no_grad()
    def encode_picture(self, picture: Image.Image, size: tuple[int, int]) -> Tensor:
        """A picture as latents in the pipelines' scale, (1, 4, H/8, W/8), float32."""
        return self.draft.get((content_key(picture), size), lambda: self._encode_picture(picture, size))

    def _encode_picture(self, picture: Image.Image, size: tuple[int, int]) -> Tensor:
        vae = self.networks.vae
        fitted = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        pixels = self._pipe.image_processor.preprocess(fitted).to(self.device, vae.dtype)
        return vae.encode(pixels).latent_dist.mode().float() * vae.config.scaling_factor


def content_key(picture: Image.Image) -> str:
    """A key of a picture's pixels."""
    return hashlib.sha256(repr((picture.mode, picture.size)).encode() + picture.tobytes()).hexdigest()


def garment_mask(picture: Image.Image, size: tuple[int, int], device: torch.device, dtype: torch.dtype) -> Tensor:
    """Where a draft's garment is, (1, 1, H, W) of 0 and 1; everywhere if the draft is blank."""
    area = garment_area(np.asarray(picture.convert("RGB")))
    if not area.any():
        area[:] = True
    mask = Image.fromarray(area.astype(np.uint8) * 255).resize(size, Image.Resampling.BILINEAR)
    return torch.from_numpy((np.asarray(mask) > 127).astype(np.float32))[None, None].to(device, dtype)
