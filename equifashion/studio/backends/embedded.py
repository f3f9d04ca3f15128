"""The embedded preset: the generator drafts, the denoiser clears and finishes, all on two CPU cores."""

import copy
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from equifashion.compositing.passes import PostprocessConfig, build_passes, compose
from equifashion.compositing.render_plan import RenderPlan
from equifashion.design import DesignBrief, Idea, Recipe
from equifashion.diffusion.fusion import FusionPlan, plan_fusion, without_draft
from equifashion.diffusion.sampler import InpaintMask, SamplerStep, refine
from equifashion.errors import InvalidInput
from equifashion.garments.figure.stances import STANCES
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.mask import mask_to_area
from equifashion.models.autoencoder import DOWNSCALE, LATENT_HEIGHT, LATENT_WIDTH
from equifashion.models.brief_encoder import BriefConditions, WordEncoder, encode_brief
from equifashion.models.codec import decode_to_images, encode_images
from equifashion.models.conditions import Conditions
from equifashion.models.generator import Generator
from equifashion.models.part_finder import PartRegions
from equifashion.studio.backends.base import Decode, DraftBackend, FinishBackend, FinishSettings, noise_seed
from equifashion.studio.backends.components import Components
from equifashion.studio.notices import Abilities, draft_notices
from equifashion.studio.operations.base import StyleOperation
from equifashion.studio.operations.registry import operation_of, operations
from equifashion.studio.plan import DraftTraits
from equifashion.studio.presets import StudioPreset

_CLEARING = plan_fusion(steps=1, freedom=0.0)  # one denoiser step from half of the noise
_CENTER_SAMPLES = 32  # codes averaged for the truncation centre
_CACHED_BRIEFS = 8 * len(STANCES)  # a figure's sheet takes as many as it shows stances


class EmbeddedBackend(DraftBackend):
    """Drafts by the embedded generator.

    Attributes:
        networks: what computes.
        device, dtype: where and in which precision.
        config: what helps the networks.
        passes: the compositing that ``config`` leaves.
    """

    def __init__(
        self,
        networks: Components,
        device: torch.device,
        dtype: torch.dtype,
        config: PostprocessConfig = PostprocessConfig(),  # noqa: B008 (a frozen value)
        *,
        draws_flat_drawings: bool = True,
    ) -> None:
        self.networks, self.device, self.dtype, self.config = networks, device, dtype, config
        self.hashes, self.operations = networks.hashes, frozenset(operations())
        self.traits = DraftTraits(
            draws_figures=networks.conditions.config.pose_learned,  # poses were learned on figures
            draws_flat_drawings=draws_flat_drawings,
            guide_lines=config.guide_lines,
            regional_prompts=config.regional_prompts,
        )
        self.passes = build_passes(config, None if networks.segmenter is None else PartRegions(networks.segmenter))
        self._words = WordEncoder(networks.text)
        self._conditions: OrderedDict[str, BriefConditions] = OrderedDict()
        self._exact: Generator | None = None

    # Drafting: encode → styles → latents → compose.

    def draft(self, plan: RenderPlan, parents: Sequence[Idea]) -> Idea:
        """As ``DraftBackend.draft``."""
        edit, conditions = plan.recipe.edit, self.conditions(plan)
        operation = operation_of(edit)
        assert isinstance(operation, StyleOperation), f"{edit.kind} makes its own picture"
        styles = operation.styles(edit, parents, self, conditions)
        latents = self.latents(styles, conditions)
        return Idea(self.compose(latents, plan), plan.recipe, latents[0].cpu().numpy(), styles)

    def conditions(self, plan: RenderPlan) -> BriefConditions:
        """Conditions of a plan, in the backend's precision."""
        conditions = self.encode_brief(plan.brief, plan.lower).to(self.dtype)
        return conditions if plan.regional else conditions.without_regions()

    def encode_brief(self, brief: DesignBrief, lower: np.ndarray | None = None) -> BriefConditions:
        """Conditions of a brief in FP32, from the cache where possible; arguments as of ``encode_brief``."""
        key = _brief_key(brief, has_lower=lower is not None)
        if key in self._conditions:
            self.cache_hits += 1
            self._conditions.move_to_end(key)
        else:
            self.cache_misses += 1
            self._conditions[key] = encode_brief(brief, self._words, self.networks.conditions, lower)
            while len(self._conditions) > _CACHED_BRIEFS:
                self._conditions.popitem(last=False)
        return self._conditions[key]

    @torch.no_grad()
    def latents(self, styles: np.ndarray, conditions: BriefConditions) -> Tensor:
        """Styles (layers, w) → normalised latents (1, C, H/16, W/16), float32.

        Where the generator adds spatial noise, one denoiser step at t = T/2 in that very noise clears its latents:
        it restores the folds and edges that one pass of the generator leaves out.
        """
        networks = self.networks
        rows = torch.from_numpy(styles)[None].to(self.device, self.dtype)
        latents, *lower = (networks.generator.synthesize(rows, c).float() for c in conditions.branches)
        if conditions.regional is not None:
            latents = conditions.regional.split.blend(latents, *lower)
        if networks.generator.spatial_noise is None:
            return latents
        noise = networks.generator.spatial_noise.noise(rows[:, 0])
        [step] = refine(latents, noise, conditions, networks.denoiser, networks.scheduler, _CLEARING, guidance=1.0)
        return step.clean

    def compose(self, latents: Tensor, plan: RenderPlan) -> Image.Image:
        """Latents (1, C, H/16, W/16) as a plan's picture: decoded, then all passes."""
        return compose(self.passes, self.decode(latents)[0], plan).image

    # Styles.

    @property
    def layers(self) -> int:
        """How many style vectors a design has."""
        return self.networks.generator.config.style_layers

    @property
    def exact_generator(self) -> Generator:
        """The generator in FP32, for gradients."""
        if self._exact is None:
            self._exact = copy.deepcopy(self.networks.generator).float()
        return self._exact

    @torch.no_grad()
    def sample(self, cond: Conditions, seed: int, index: int, truncation: float) -> np.ndarray:
        """Styles of latent code number ``index`` of a seed, (layers, w).

        Codes are drawn one at a time, so that no idea depends on how many were asked for.
        """
        z = self.networks.generator.sample_z(1, seed, first=index).to(self.device, self.dtype)
        styles = self.networks.generator.styles(z, cond)
        center = self._center(cond)
        return _to_array(center + truncation * (styles - center))

    def center(self, cond: Conditions) -> np.ndarray:
        """Average styles under a brief, (layers, w)."""
        return _to_array(self._center(cond))

    @torch.no_grad()
    def _center(self, cond: Conditions) -> Tensor:
        generator = self.networks.generator
        z = generator.sample_z(_CENTER_SAMPLES, seed=0).to(self.device, self.dtype)
        return generator.styles(z, cond.repeat(_CENTER_SAMPLES)).mean(dim=0, keepdim=True)

    def fitting(self, array: np.ndarray) -> np.ndarray:
        """Styles or a direction from a recipe.

        Raises:
            InvalidInput: they belong to another generator.
        """
        wanted = (self.layers, self.networks.generator.config.style_dim)
        if array.shape != wanted:
            raise InvalidInput(f"This generator's styles are of shape {wanted}; the recipe's are {array.shape}.")
        return array

    # Pictures and latents.

    def encode(self, image: Image.Image) -> Tensor:
        """A picture of the canvas's size → latents (1, C, H/16, W/16) on the device."""
        return encode_images([image], self.networks.autoencoder).to(self.device)

    def decode(self, latents: Tensor) -> list[Image.Image]:
        """Latents (B, C, H/16, W/16) → pictures of the canvas's size."""
        return decode_to_images(latents, self.networks.autoencoder)

    def noise(self, shape: Sequence[int], seed: int) -> Tensor:
        """The one fixed noise of a seed, on the device."""
        generator = torch.Generator().manual_seed(seed)
        return torch.randn(tuple(shape), generator=generator).to(self.device)

    def repaint(self, image: Image.Image, recipe: Recipe, parent: Idea) -> Idea:
        """As ``DraftBackend.repaint``."""
        seen = image if image.size == CANVAS_SIZE else image.resize(CANVAS_SIZE, Image.Resampling.LANCZOS)
        return Idea(image, recipe, self.encode(seen)[0].cpu().numpy(), parent.styles)

    def inpaint(
        self,
        original: Tensor,
        start: Tensor | None,
        region: np.ndarray,
        noise: Tensor,
        conditions: BriefConditions,
        plan: FusionPlan,
        guidance: float,
    ) -> Iterator[SamplerStep]:
        """Make a region anew by the denoiser; yields after every call.

        Args:
            original: latents of the picture, (1, C, H/16, W/16); outside the region they come back.
            start: latents that the region begins with; None begins with the original.
            region: (H, W) bool at the picture's size.
            noise: as the latents.
            conditions: of the brief that the region is made for.
            plan: noise levels.
            guidance: classifier-free guidance scale.
        """
        rows = torch.from_numpy(region.astype(np.float32))[None, None]
        inside = torch.nn.functional.adaptive_max_pool2d(rows, tuple(original.shape[2:])).to(self.device)
        mask = InpaintMask(inside, original)
        begun = mask.blend(original if start is None else start, original)
        networks = self.networks
        return refine(begun, noise, conditions, networks.denoiser, networks.scheduler, plan, guidance, mask)

    def notices(self, brief: DesignBrief, *, finished_elsewhere: bool) -> tuple[str, ...]:
        """As ``DraftBackend.notices``."""
        abilities = Abilities(
            figures=self.traits.draws_figures,
            fabric_overlay=self.config.fabric_overlay,
            part_segmenter=self.networks.segmenter is not None,
        )
        return draft_notices(brief, abilities, finished_elsewhere=finished_elsewhere)


class EmbeddedFinisher(FinishBackend):
    """Finishes with the embedded denoiser, on the generator's own latents."""

    def __init__(self, preset: StudioPreset, drafts: EmbeddedBackend, lock: threading.Lock) -> None:
        super().__init__(preset, lock)
        self._drafts = drafts

    def pictures(self, idea: Idea, plan: RenderPlan, settings: FinishSettings) -> Iterator[Decode]:
        """As ``FinishBackend.pictures``."""
        draft = torch.from_numpy(idea.latent)[None].to(self._drafts.device)
        return self._run(draft, plan, settings.plan, settings.guidance, None)

    def region_pictures(
        self, picture: Image.Image, mask: Image.Image, plan: RenderPlan, settings: FinishSettings
    ) -> Iterator[Decode]:
        """As ``FinishBackend.region_pictures``."""
        with self._lock:
            original = self._drafts.encode(picture.convert("RGB").resize(CANVAS_SIZE))
        cells = mask_to_area(mask, CANVAS_SIZE).reshape(LATENT_HEIGHT, DOWNSCALE, LATENT_WIDTH, DOWNSCALE)
        inside = torch.from_numpy(cells.any(axis=(1, 3)).astype(np.float32))[None, None].to(self._drafts.device)
        levels = without_draft(settings.plan)
        return self._run(original, plan, levels, settings.guidance, InpaintMask(inside, original))

    def _run(
        self, draft: Tensor, plan: RenderPlan, levels: FusionPlan, guidance: float, mask: InpaintMask | None
    ) -> Iterator[Decode]:
        drafts, networks = self._drafts, self._drafts.networks
        with self._lock:
            conditions = drafts.conditions(plan)
        noise = drafts.noise(draft.shape, noise_seed(plan.recipe))
        sampling = refine(draft, noise, conditions, networks.denoiser, networks.scheduler, levels, guidance, mask)
        for _ in levels.timesteps:
            with self._lock:
                latents = next(sampling).clean
            yield partial(self._decode, latents, plan)

    def _decode(self, latents: Tensor, plan: RenderPlan) -> Image.Image:
        with self._lock:
            return self._drafts.compose(latents, plan)


def _brief_key(brief: DesignBrief, *, has_lower: bool) -> str:
    """Equal for briefs whose conditions are equal."""
    pose = None if brief.pose is None else brief.pose.keypoints
    values = (
        brief.prompt,
        brief.look,
        brief.sketch_weight,
        brief.pose_weight,
        brief.fabric_weight,
        pose,
        has_lower,
    )
    digest = hashlib.sha256(repr(values).encode())
    for picture in (brief.sketch, brief.fabric):
        digest.update(b"-" if picture is None else repr((picture.size, picture.mode)).encode() + picture.tobytes())
    return digest.hexdigest()


def _to_array(styles: Tensor) -> np.ndarray:
    """(1, layers, w) in any precision and place → (layers, w) float32."""
    return styles[0].float().cpu().numpy()
