"""A brief as what diffusers' pipelines take, each part encoded once: text, fabric, control maps, drafts."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from equifashion.design import DesignBrief
from equifashion.diffusion.attention_maps import Bundles
from equifashion.imaging import draw_skeleton
from equifashion.imaging.recolor import garment_area
from equifashion.models.token_groups import token_groups
from equifashion.prompts.parser import parse_prompt
from equifashion.prompts.presentation import asks_for_drawing, wants_figure
from equifashion.studio.backends.hub.networks import HubNetworks, plain_pipeline
from equifashion.studio.backends.hub.table import HubModels

_KEPT = 16
CONTROL_MODES = {"pose": 0, "sketch": 2}  # the union ControlNet's numbers: openpose; scribble, hed and the like

Value = TypeVar("Value")


@dataclass
class Counted:
    """A small cache that counts.

    Attributes:
        computed, reused: how often something was made and how often it was known.
    """

    computed: int = 0
    reused: int = 0
    _kept: OrderedDict[object, object] = field(default_factory=OrderedDict)

    def get(self, key: object, make: Callable[[], Value]) -> Value:
        """What belongs to the key, made now if it is not known."""
        if key in self._kept:
            self.reused += 1
            self._kept.move_to_end(key)
            return self._kept[key]
        self.computed += 1
        self._kept[key] = made = make()
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made


@dataclass(frozen=True)
class TextInputs:
    """Prompt and negative prompt for the pipelines.

    Attributes:
        embeds: pipeline arguments: ``prompt_embeds``, ``negative_prompt_embeds`` and, for SDXL, the pooled ones.
        bundles: which tokens are adjectives of which nouns, or None where no phrase binds any.
    """

    embeds: dict[str, Tensor]
    bundles: Bundles | None


class ClipWords:
    """A CLIP tokenizer as ``token_groups`` takes one: start, pieces, end, and padding that is nothing else."""

    pad_id = -1

    def __init__(self, tokenizer: object) -> None:
        self.tokenizer = tokenizer

    def encode(self, texts: list[str]) -> np.ndarray:
        """(B, L) int64, cut off at the tokenizer's length, padded with −1."""
        rows = [
            self.tokenizer(text, truncation=True, max_length=self.tokenizer.model_max_length).input_ids
            for text in texts
        ]
        table = np.full((len(rows), max(map(len, rows))), self.pad_id, dtype=np.int64)
        for place, row in enumerate(rows):
            table[place, : len(row)] = row
        return table


class HubInputs:
    """Encodes briefs. Not for several threads at once.

    Attributes:
        text, fabric, control, draft: the caches and their counts.
    """

    def __init__(self, models: HubModels, networks: HubNetworks, device: torch.device, dtype: torch.dtype) -> None:
        self.models, self.networks = models, networks
        self.device, self.dtype = device, dtype
        self.text, self.fabric, self.control, self.draft = Counted(), Counted(), Counted(), Counted()
        self._pipe = plain_pipeline(networks, networks.scheduler)

    def is_cut(self, brief: DesignBrief) -> bool:
        """Whether the tokenizer's length leaves words of the prompt out."""
        tokenizer = self.networks.text["tokenizer"]
        return len(tokenizer(parse_prompt(brief.prompt).text).input_ids) > tokenizer.model_max_length

    @torch.no_grad()
    def words(self, brief: DesignBrief, guided: bool) -> TextInputs:
        """The brief's words, repaired, with the preset's own behind them."""
        manner = self.models.figure_words if wants_figure(brief) else self.models.garment_words
        if asks_for_drawing(brief):
            manner = self.models.drawing_words
        return self.text.get((brief.prompt, manner, guided), lambda: self._words(brief.prompt, manner, guided))

    def _words(self, prompt: str, manner: str, guided: bool) -> TextInputs:
        parsed = parse_prompt(prompt)
        options = {
            "prompt": f"{parsed.text}, {manner}",
            "device": self.device,
            "num_images_per_prompt": 1,
            "do_classifier_free_guidance": guided,
            "negative_prompt": self.models.unwanted,
        }
        names = ("prompt_embeds", "negative_prompt_embeds", "pooled_prompt_embeds", "negative_pooled_prompt_embeds")
        encoded = self._pipe.encode_prompt(**options)
        embeds = {name: value for name, value in zip(names, encoded, strict=False) if value is not None}
        if not guided:
            embeds = {name: value for name, value in embeds.items() if not name.startswith("negative")}
        groups = token_groups(parsed, ClipWords(self.networks.text["tokenizer"]))
        pairs = [(tuple(adjective), tuple(group.noun)) for group in groups for adjective in group.adjectives]
        bundles = Bundles.from_groups([pairs], embeds["prompt_embeds"].shape[1], self.device) if pairs else None
        return TextInputs(embeds, bundles)

    @torch.no_grad()
    def cloth(self, fabric: Image.Image | None, guided: bool) -> list[Tensor]:
        """``ip_adapter_image_embeds`` of a fabric; of black for none, which a scale of 0 leaves out."""
        key = (None if fabric is None else content_key(fabric), guided)
        picture = fabric if fabric is not None else Image.new("RGB", (224, 224))
        return self.fabric.get(
            key,
            lambda: self._pipe.prepare_ip_adapter_image_embeds([picture], None, self.device, 1, guided),
        )

    def maps(self, brief: DesignBrief, size: tuple[int, int]) -> dict[str, Tensor]:
        """Control maps of a brief, (1, 3, H, W) in [0, 1]: the skeleton on black, the sketch as white on black."""
        return {
            kind: self.control.get((kind, key, size), lambda kind=kind: self._map(kind, brief, size))
            for kind, key in controls_of(brief).items()
            if kind in self.networks.controls
        }

    def _map(self, kind: str, brief: DesignBrief, size: tuple[int, int]) -> Tensor:
        if kind == "pose":
            picture = draw_skeleton(brief.followed_pose, size)
        else:
            picture = ImageOps.invert(brief.sketch.convert("RGB")).resize(size, Image.Resampling.LANCZOS)
        pixels = np.asarray(picture, dtype=np.float32).transpose(2, 0, 1)[None] / 255.0
        return torch.from_numpy(np.ascontiguousarray(pixels)).to(self.device, self.dtype)

    @torch.no_grad()
    def latents(self, picture: Image.Image, size: tuple[int, int]) -> Tensor:
        """A picture as latents in the pipelines' scale, (1, 4, H/8, W/8), float32."""
        return self.draft.get((content_key(picture), size), lambda: self._latents(picture, size))

    def _latents(self, picture: Image.Image, size: tuple[int, int]) -> Tensor:
        vae = self.networks.vae
        fitted = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        pixels = self._pipe.image_processor.preprocess(fitted).to(self.device, vae.dtype)
        return vae.encode(pixels).latent_dist.mode().float() * vae.config.scaling_factor


def controls_of(brief: DesignBrief) -> dict[str, str]:
    """The control maps that a brief asks for: kind → a key of its content. A weight of 0 asks for none."""
    found = {}
    if brief.followed_pose is not None and brief.pose_weight > 0:
        found["pose"] = hashlib.sha256(repr(brief.followed_pose.keypoints).encode()).hexdigest()
    if brief.sketch is not None and brief.sketch_weight > 0:
        found["sketch"] = content_key(brief.sketch)
    return found


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
