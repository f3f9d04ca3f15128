"""Latents of all training pictures, encoded once, and the batches that the latent stages train on."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from equifashion.datasets.captions.noise import corrupt
from equifashion.diffusion.attention_maps import Bundles
from equifashion.imaging import draw_skeleton
from equifashion.imaging.canvas import CANVAS_SIZE
from equifashion.imaging.swatch import SWATCH_SIDE
from equifashion.models.autoencoder import Autoencoder
from equifashion.models.image_text import ImageTextModel
from equifashion.models.loading import LoadedModel, load_model
from equifashion.models.pixels import normalize_pixels
from equifashion.models.precision import computes_bf16
from equifashion.models.token_groups import token_groups
from equifashion.models.tokenizer import FashionTokenizer
from equifashion.prompts.parser import parse_prompt
from equifashion.training.batches import NumberedBatches
from equifashion.training.samples import Samples

# How often text is left out; how often a swatch, a sketch and, where there is one, a pose are given.
_NO_TEXT, _SWATCH, _SKETCH, _POSE = 0.1, 0.35, 0.3, 0.6
_WIDTH, _HEIGHT = CANVAS_SIZE


@dataclass(frozen=True)
class LatentBatch:
    """A training batch on latents. Pictures are uint8, so that they travel cheaply; a left-out one is empty.

    Attributes:
        latents: (B, 16, 24, 16).
        tokens: (B, L) caption ids.
        swatches: (B, 3, 64, 64).
        swatch_weight: (B,), 0 where the swatch is left out.
        sketch: (B, 1, 384, 256), dark lines on white.
        sketch_weight: (B,), 0 where the sketch is left out.
        pose: (B, 3, 384, 256), skeletons on black; None where no source has poses.
        pose_weight: (B,), 0 where the pose is left out or unknown.
        noisy: (B, L′) ids of corrupted captions of the same garments.
        words: the captions' phrases. Like ``noisy``, None where no term of the objective needs it.
    """

    latents: Tensor
    tokens: Tensor
    swatches: Tensor
    swatch_weight: Tensor
    sketch: Tensor
    sketch_weight: Tensor
    pose: Tensor | None
    pose_weight: Tensor
    noisy: Tensor | None = None
    words: "CaptionDetails | None" = None

    def to(self, device: torch.device) -> "LatentBatch":
        """Move everything; Lightning calls it."""
        values = (getattr(self, field.name) for field in fields(self))
        return LatentBatch(*(None if v is None else v.to(device) for v in values))

    def __getitem__(self, rows: slice) -> "LatentBatch":
        """Some samples, without their captions' phrases."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "words"}
        return LatentBatch(**{name: None if value is None else value[rows] for name, value in values.items()})

    def wordless(self, empty: Tensor) -> "LatentBatch":
        """The same without words and swatch; ``empty`` are the ids of an empty caption, (1, L)."""
        tokens = empty.to(self.tokens.device).expand(len(self.tokens), -1)
        return replace(self, tokens=tokens, swatch_weight=torch.zeros_like(self.swatch_weight))

    def misspelt(self) -> "LatentBatch":
        """The same under the noisy captions; only for batches that have them."""
        return replace(self, tokens=self.noisy)


@dataclass(frozen=True)
class CaptionDetails:
    """Captions, phrase by phrase, and the parts of the pictures that phrases can be matched with.

    Attributes:
        bundles: which tokens are adjectives of which nouns.
        phrases: (M, L″) ids of all phrases that bind an adjective, as texts of their own.
        owners: (M,) row of the batch that each phrase is of.
        parts: (B, 384, 256) uint8 part labels; 0 everywhere where they are unknown.
    """

    bundles: Bundles
    phrases: Tensor
    owners: Tensor
    parts: Tensor

    def to(self, device: torch.device) -> "CaptionDetails":
        """Move everything."""
        return CaptionDetails(*(getattr(self, field.name).to(device) for field in fields(self)))


class LatentBatches(NumberedBatches):
    """Batches of ``LatentBatch``; a garment is shown mirrored half of the time, its sketch and pose with it.

    Attributes:
        detailed: whether batches carry ``CaptionDetails``.
    """

    def __init__(
        self,
        samples: Samples,
        latents: Tensor,
        text: ImageTextModel,
        batch: int,
        seed: int,
        detailed: bool = False,
    ) -> None:
        super().__init__(seed)
        self.detailed = detailed
        self.samples, self.tokenizer, self.batch = samples, text.tokenizer, batch
        self.indices = samples.indices("train")
        self.latents = latents  # (2, N_train, 16, 24, 16): as photographed, mirrored
        self.weights = samples.weights(self.indices)

    def make(self, random: np.random.Generator) -> LatentBatch:
        rows = random.choice(len(self.indices), self.batch, p=self.weights)
        chosen = [int(i) for i in self.indices[rows]]
        mirrored = random.integers(0, 2, self.batch)
        texts = ["" if random.random() < _NO_TEXT else self.samples.caption(i, random) for i in chosen]
        tokens = self.tokenizer.encode(texts)
        tokens = tokens[:, : int((tokens != self.tokenizer.pad_id).sum(1).max())]
        has_swatch, has_sketch, has_pose = (random.random(self.batch) < p for p in (_SWATCH, _SKETCH, _POSE))
        swatches = np.zeros((self.batch, SWATCH_SIDE, SWATCH_SIDE, 3), np.uint8)
        sketch = np.full((self.batch, 1, _HEIGHT, _WIDTH), 255, np.uint8)
        pose = np.zeros((self.batch, _HEIGHT, _WIDTH, 3), np.uint8) if self.samples.has_poses else None
        for row, (index, mirror) in enumerate(zip(chosen, mirrored, strict=True)):
            if has_swatch[row]:
                swatches[row] = self.samples.swatch(index, random)
            if has_sketch[row]:
                sketch[row, 0] = self.samples.sketch(index)[:, :: -1 if mirror else 1]
            joints = self.samples.pose(index) if pose is not None and has_pose[row] else None
            has_pose[row] = joints is not None
            if joints is not None:
                pose[row] = np.asarray(draw_skeleton(joints.mirrored() if mirror else joints))
        return LatentBatch(
            self.latents[torch.from_numpy(mirrored), torch.from_numpy(rows)].float(),
            torch.from_numpy(tokens),
            torch.from_numpy(swatches).permute(0, 3, 1, 2),
            torch.from_numpy(has_swatch).float(),
            torch.from_numpy(sketch),
            torch.from_numpy(has_sketch).float(),
            None if pose is None else torch.from_numpy(pose).permute(0, 3, 1, 2),
            torch.from_numpy(has_pose).float(),
            self._noisy(texts, random) if self.detailed else None,
            caption_details(self.samples, self.tokenizer, texts, chosen, mirrored, tokens.shape[1])
            if self.detailed
            else None,
        )

    def _noisy(self, texts: list[str], random: np.random.Generator) -> Tensor:
        return torch.from_numpy(self.tokenizer.encode([corrupt(t, random).text if t else "" for t in texts]))


def caption_details(
    samples: Samples,
    tokenizer: FashionTokenizer,
    texts: Sequence[str],
    chosen: Sequence[int],
    mirrored: Sequence[int],
    length: int,
) -> CaptionDetails:
    """What the captions of some samples bind, and where the parts of their pictures are.

    Args:
        samples: the pictures.
        tokenizer: of the captions.
        texts: a caption for each picture.
        chosen: numbers of the pictures.
        mirrored: 1 where a picture is shown mirrored.
        length: tokens that the captions are cut to.
    """
    parsed = [parse_prompt(text) for text in texts]
    # Positions count the repaired text: captions with slips have no bundles.
    groups = [token_groups(p, tokenizer) if p.text == text else () for p, text in zip(parsed, texts, strict=True)]
    pairs = [[(tuple(a), tuple(g.noun)) for g in row for a in g.adjectives] for row in groups]
    phrases = [
        (text[g.phrase.start : g.phrase.end], row)
        for row, (text, found) in enumerate(zip(texts, groups, strict=True))
        for g in found
    ]
    ids = tokenizer.encode([text for text, _ in phrases] or [""])[: len(phrases)]
    parts = np.zeros((len(texts), _HEIGHT, _WIDTH), np.uint8)
    for row, (index, mirror) in enumerate(zip(chosen, mirrored, strict=True)):
        labels = samples.parts(index)
        if labels is not None:
            parts[row] = labels[:, :: -1 if mirror else 1]
    return CaptionDetails(
        Bundles.from_groups(pairs, length, torch.device("cpu")),
        torch.from_numpy(ids),
        torch.tensor([row for _, row in phrases], dtype=torch.long),
        torch.from_numpy(parts),
    )


def encode_samples(samples: Samples, weights: Path, device: torch.device) -> Tensor:
    """Latents of the training pictures, as they are and mirrored: (2, N, 16, 24, 16), FP16.

    Each source's are kept beside its packed pictures under the hash of the autoencoder's weights.
    """
    loaded = load_model(Autoencoder, weights, device)
    return torch.cat([_kept(source, loaded) for source in samples.sources], dim=1)


def _kept(source: Samples, loaded: LoadedModel[Autoencoder]) -> Tensor:
    kept = source.home / f"latents-{loaded.sha256[:12]}.npy"
    if not kept.is_file():
        latents = _encode(source, loaded.model)
        partial = kept.with_suffix(".partial.npy")
        np.save(partial, latents.numpy())
        partial.rename(kept)
    return torch.from_numpy(np.load(kept))


@torch.no_grad()
def _encode(source: Samples, autoencoder: Autoencoder) -> Tensor:
    device = autoencoder.latent_mean.device
    indices = source.indices("train")
    results = []
    for direction in (1, -1):
        parts = []
        for start in range(0, len(indices), 32):
            images = np.stack([source.image(int(i))[:, ::direction] for i in indices[start : start + 32]])
            pixels = torch.from_numpy(images).to(device).permute(0, 3, 1, 2)
            with torch.autocast(device.type, torch.bfloat16, enabled=computes_bf16(device)):
                parts.append(autoencoder.encode(normalize_pixels(pixels)).half().cpu())
        results.append(torch.cat(parts))
    return torch.stack(results)
