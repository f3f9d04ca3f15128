"""Losses of predicted clean latents as pictures: against their captions, their photographs, and part by part."""

from dataclasses import dataclass, field

import torch
from torch import Tensor

from equifashion.datasets.record import PART_NAMES
from equifashion.models.autoencoder import Autoencoder
from equifashion.models.consensus import Consensus, consensus_loss, crop_parts, part_boxes, reach_consensus
from equifashion.models.image_text import IMAGE_SIZE, ImageTextModel
from equifashion.training.frozen import FrozenModels
from equifashion.training.latents import CaptionDetails, LatentBatch
from equifashion.training.losses import compatibility_loss, perceptual_loss
from equifashion.training.objective import Objective
from equifashion.training.perceptual import ImageNetFeatures, perceptual_distance

_PARTS = tuple(
    PART_NAMES.index(name) for name in ("collar", "bodice", "sleeves", "waist", "lower", "hem")
)  # of garments


@dataclass(frozen=True, eq=False)
class DecodedLosses(FrozenModels):
    """The frozen decoder, image–text model and perceptual features; gradients pass through to the latents."""

    autoencoder: Autoencoder
    text: ImageTextModel
    features: ImageNetFeatures = field(default_factory=ImageNetFeatures)

    def terms(self, clean: Tensor, batch: LatentBatch, rows: Tensor, objective: Objective) -> dict[str, Tensor]:
        """The terms of an objective that look at pictures.

        Args:
            clean: predicted latents (R, 16, 24, 16).
            batch: the batch; its captions, latents and details.
            rows: (R,) which of its samples were predicted.
            objective: terms of weight 0 are left out.
        """
        pictures = self.autoencoder.decode(clean).float()
        seen = self.text.encode_images(pictures).float()
        captions = self.text.encode_tokens(batch.tokens[rows]).pooled.float()
        terms = {}
        if objective.compatible:
            terms["compatible"] = compatibility_loss(seen, captions)
        if objective.perceptual:
            with torch.no_grad():
                real = self.features(self.autoencoder.decode(batch.latents[rows]))
            terms["perceptual"] = perceptual_loss(
                seen, captions, perceptual_distance(self.features(pictures), real)
            )
        if objective.consensus:
            found = [
                self.consensus(pictures[place], batch.words, int(row), seen[place], captions[place])
                for place, row in enumerate(rows)
            ]
            terms["consensus"] = consensus_loss(found)
        return terms

    def consensus(
        self, picture: Tensor, words: CaptionDetails, row: int, seen: Tensor, caption: Tensor
    ) -> Consensus:
        """The agreement of one picture with its caption, part by part and as a whole.

        Args:
            picture: (3, 384, 256) in [-1, 1].
            words: of the captions of a batch.
            row: which of them is the picture's.
            seen, caption: (D,) unit embeddings of picture and caption.
        """
        own = words.phrases[words.owners == row]
        boxes = part_boxes(words.parts[row], _PARTS)
        empty = seen.new_zeros(0, len(seen))
        phrases = self.text.encode_tokens(own).pooled.float() if len(own) else empty
        parts = self.text.encode_images(crop_parts(picture, boxes, IMAGE_SIZE)).float() if boxes else empty
        return reach_consensus(phrases, parts, caption, seen)
