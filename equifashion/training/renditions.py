"""Training pictures as the denoiser draws them again, for the decoder to learn from.

A decoder that has only seen encoded pictures shows the smoothness of latents that were drawn. Finished in place of
a draft, a training picture keeps its outline and loses what the denoiser leaves out: the decoder learns to put
cloth, seams and folds back, judged beside the picture itself.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from equifashion.checkpoint import file_sha256
from equifashion.conditions.brief_encoder import BriefConditions
from equifashion.conditions.networks import ConditionNetworks
from equifashion.imaging import draw_skeleton
from equifashion.imaging.swatch import SWATCH_SIDE
from equifashion.latent.autoencoder import Autoencoder
from equifashion.refinement.denoiser import Denoiser
from equifashion.refinement.fusion import plan_fusion
from equifashion.refinement.sampler import refine
from equifashion.refinement.schedule import create_scheduler
from equifashion.semantics.image_text import ImageTextModel
from equifashion.training.denoiser import FrozenText, gather_conditions
from equifashion.training.latents import LatentBatch
from equifashion.training.samples import Samples

_STEPS, _FREEDOM, _GUIDANCE = 4, 0.6, 4.0  # as the embedded studio finishes, in half its steps
_BATCH = 8


@dataclass(frozen=True)
class Renditions:
    """What the denoiser made of some training pictures.

    Attributes:
        indices: (N,) numbers of the pictures.
        mirrored: (N,) bool, whether the picture was shown mirrored.
        latents: (N, 16, 24, 16) float16, as the autoencoder encodes: not normalised.
    """

    indices: np.ndarray
    mirrored: np.ndarray
    latents: np.ndarray

    def __len__(self) -> int:
        return len(self.indices)


def load_renditions(
    samples: Samples,
    count: int,
    weights: Path,
    networks: tuple[Autoencoder, Denoiser, ConditionNetworks, ImageTextModel],
    device: torch.device,
    seed: int,
) -> Renditions:
    """Draw some training pictures again, once: they are kept beside the first source's packed pictures.

    Args:
        samples: the pictures; rare kinds are drawn more often, as in every stage.
        count: of renditions.
        weights: folder that the networks were read from; other weights make other renditions.
        networks: of these weights.
        device: where to compute.
        seed: of the choice and the noise.
    """
    files = ("autoencoder", "conditions", "denoiser", "semantics")
    key = f"{[file_sha256(weights / f'{name}.safetensors') for name in files]}{count}{seed}{len(samples)}"
    kept = samples.sources[0].home / f"renditions-{hashlib.sha256(key.encode()).hexdigest()[:12]}.npz"
    if not kept.is_file():
        random = np.random.default_rng((seed, count))
        train = samples.indices("train")
        indices = random.choice(train, count, p=samples.weights(train))
        mirrored = random.random(count) < 0.5
        latents = _draw(samples, indices, mirrored, networks, device, random)
        partial = kept.with_suffix(".partial.npz")
        np.savez(partial, indices=indices, mirrored=mirrored, latents=latents)
        partial.rename(kept)
    with np.load(kept) as arrays:
        return Renditions(**arrays)


@torch.no_grad()
def _draw(
    samples: Samples,
    indices: np.ndarray,
    mirrored: np.ndarray,
    networks: tuple[Autoencoder, Denoiser, ConditionNetworks, ImageTextModel],
    device: torch.device,
    random: np.random.Generator,
) -> np.ndarray:
    autoencoder, denoiser, conditions, text = (network.eval().to(device) for network in networks)
    words, scheduler, plan = FrozenText(text), create_scheduler(), plan_fusion(_STEPS, _FREEDOM)
    mean, spread = (x[:, None, None] for x in (autoencoder.latent_mean, autoencoder.latent_std))
    drawn = []
    for start in range(0, len(indices), _BATCH):
        part = slice(start, start + _BATCH)
        batch = _batch(samples, indices[part], mirrored[part], text, autoencoder, random).to(device)
        given, unguided = (gather_conditions(b, words, conditions) for b in (batch, batch.wordless(words.empty)))
        noise = torch.from_numpy(random.standard_normal(batch.latents.shape, np.float32)).to(device)
        told = BriefConditions(given, unguided)
        *_, last = refine(batch.latents, noise, told, denoiser, scheduler, plan, _GUIDANCE)
        drawn.append((last.clean * spread + mean).half().cpu().numpy())
    return np.concatenate(drawn)


def _batch(
    samples: Samples,
    indices: np.ndarray,
    mirrored: np.ndarray,
    text: ImageTextModel,
    autoencoder: Autoencoder,
    random: np.random.Generator,
) -> LatentBatch:
    """Pictures with their captions, their lines, and their poses where they have one; no swatches."""
    count, ways = len(indices), [-1 if mirror else 1 for mirror in mirrored]
    images, sketches = (
        np.stack([get(int(i))[:, ::way] for i, way in zip(indices, ways, strict=True)])
        for get in (samples.image, samples.sketch)
    )
    pixels = torch.from_numpy(images.astype(np.float32) / 127.5 - 1.0).permute(0, 3, 1, 2)
    joints = [samples.pose(int(i)) for i in indices]
    pose = None
    if samples.has_poses:
        bones = np.zeros(images.shape, np.uint8)
        for row, (one, mirror) in enumerate(zip(joints, mirrored, strict=True)):
            if one is not None:
                bones[row] = np.asarray(draw_skeleton(one.mirrored() if mirror else one))
        pose = torch.from_numpy(bones).permute(0, 3, 1, 2)
    device = autoencoder.latent_mean.device
    return LatentBatch(
        autoencoder.encode(pixels.to(device)),
        torch.from_numpy(text.tokenizer.encode([samples.caption(int(i), random) for i in indices])),
        torch.zeros(count, 3, SWATCH_SIDE, SWATCH_SIDE, dtype=torch.uint8),
        torch.zeros(count),
        torch.from_numpy(sketches)[:, None],
        torch.ones(count),
        pose,
        torch.tensor([float(one is not None) for one in joints]),
    )
