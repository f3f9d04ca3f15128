"""What a preset's weights say about themselves, read from their files: what can be measured follows from it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from equifashion.evaluation.features import to_tensor
from equifashion.models.autoencoder import Autoencoder
from equifashion.models.codec import decode_to_images, encode_images
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.image_text import ImageTextModel
from equifashion.models.loading import load_model, weights_file

NO_FIGURES = "Not applicable to these weights: they draw single garments, not figures in outfits."
NO_POSES = "Not learned by these weights: their configuration says that the pose adapter was not trained."
NO_IMAGE_TEXT = "Not applicable to these weights: they carry no image–text model of the studio's own."


@dataclass(frozen=True)
class Weights:
    """Facts about weights.

    Attributes:
        pose_learned: whether they follow poses; a pose needs a figure, so they then draw figures.
        image_text: their image–text model, or None.
        autoencoder: their autoencoder, or None.
    """

    pose_learned: bool
    image_text: ImageTextModel | None
    autoencoder: Autoencoder | None

    @torch.no_grad()
    def embed_images(self, images: np.ndarray) -> np.ndarray:
        """(N, 384, 256, 3) uint8 → unit image embeddings (N, W)."""
        assert self.image_text is not None
        return np.concatenate([self.image_text.encode_images(to_tensor(image[None])).numpy() for image in images])

    @torch.no_grad()
    def embed_texts(self, texts: list[str]) -> np.ndarray:
        """Texts → unit embeddings (N, W)."""
        assert self.image_text is not None
        return self.image_text.encode_texts(texts).pooled.numpy()

    def rebuild(self, images: np.ndarray) -> np.ndarray:
        """Pictures through the autoencoder and back: the best that these weights could show, all else perfect."""
        assert self.autoencoder is not None
        return np.stack(
            [
                np.asarray(
                    decode_to_images(encode_images([Image.fromarray(i)], self.autoencoder), self.autoencoder)[0]
                )
                for i in images
            ]
        )


def read_weights(folder: Path) -> Weights:
    """Read what a checkpoints folder holds; parts that another kind of preset does without are None.

    Raises:
        CheckpointError: a file is damaged.
    """
    pose_learned, image_text, autoencoder = False, None, None
    if weights_file(ConditionNetworks, folder).is_file():
        pose_learned = load_model(ConditionNetworks, folder).model.config.pose_learned
    if weights_file(ImageTextModel, folder).is_file():
        image_text = load_model(ImageTextModel, folder).model
    if weights_file(Autoencoder, folder).is_file():
        autoencoder = load_model(Autoencoder, folder).model
    return Weights(pose_learned, image_text, autoencoder)
