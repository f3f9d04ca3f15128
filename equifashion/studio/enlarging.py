"""Pictures at twice their size, by the upscaler beside the embedded networks.

The upscaler is no part of what makes a design, so its weights are read when first needed, and a studio without them
works.
"""

from pathlib import Path

import torch
from PIL import Image

from equifashion.design import Design, Idea, Upscale
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.models.loading import load_model
from equifashion.models.upscaler import Upscaler, upscale_image

UPSCALER_FILE = "upscaler.safetensors"


class Enlarger:
    """Enlarges a studio's pictures. Not for several threads at once: the studio takes turns.

    Args:
        folder: where the weights are.
        device, dtype: where and in which precision to compute.
    """

    def __init__(self, folder: Path, device: torch.device, dtype: torch.dtype) -> None:
        self._folder, self._device, self._dtype = folder, device, dtype
        self._loaded: tuple[Upscaler, str] | None = None

    def edit(self, work: Idea | Design) -> Upscale:
        """The origin of a picture's enlargement.

        Raises:
            InvalidInput: it is enlarged already.
            MissingWeights, CheckpointError: the weights are missing or damaged.
        """
        return Upscale(work.recipe, self._ready()[1])

    def picture(self, image: Image.Image, origin: Upscale) -> Image.Image:
        """A picture at twice its size.

        Raises:
            CheckpointError: the origin names other weights than there are here.
            MissingWeights: there are none here.
        """
        upscaler, sha256 = self._ready()
        if sha256 != origin.upscaler:
            raise CheckpointError(
                f"This picture was enlarged with another {UPSCALER_FILE}, so the same pixels cannot be made again. "
                f"The design itself can: open its own recipe, and enlarge it afresh."
            )
        return upscale_image(image, upscaler)

    @property
    def available(self) -> bool:
        """Whether there are weights."""
        return (self._folder / UPSCALER_FILE).is_file()

    def check(self) -> None:
        """Raise what ``edit`` would, for checks before long work."""
        self._ready()

    def _ready(self) -> tuple[Upscaler, str]:
        if self._loaded is None:
            memory_format = torch.channels_last
            loaded = load_model(Upscaler, self._folder, self._device, self._dtype, memory_format=memory_format)
            self._loaded = loaded.model, loaded.sha256
        return self._loaded


def no_enlarger(preset: str) -> InvalidInput:
    """The refusal of a studio that enlarges nothing."""
    return InvalidInput(
        f"The preset {preset!r} does not enlarge: its designs are 512×768 or larger as they are. Only the embedded "
        f"preset's are made at twice their size."
    )
