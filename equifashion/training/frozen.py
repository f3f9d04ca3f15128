"""Networks that a stage uses and does not train."""

from dataclasses import dataclass, fields

import torch
from torch import nn


@dataclass(frozen=True, eq=False)
class FrozenModels:
    """Base of the dataclasses that hold frozen networks.

    No ``nn.Module``, so Lightning neither saves nor averages them with the stage, and a resumed run may use others.
    """

    def __post_init__(self) -> None:
        for model in self._models():
            model.eval().requires_grad_(False)

    def _models(self) -> list[nn.Module]:
        return [model for field in fields(self) if isinstance(model := getattr(self, field.name), nn.Module)]

    def to(self, device: torch.device) -> None:
        """Move all networks."""
        for model in self._models():
            model.to(device=device, memory_format=torch.channels_last)  # type: ignore[call-overload]

    def __deepcopy__(self, memo: dict) -> "FrozenModels":
        return self  # an averaged copy of a stage shares them
