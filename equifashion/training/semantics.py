"""Stage ``semantics``: the image–text model by contrast, with several right answers where captions coincide."""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from equifashion.checkpoint import save_checkpoint
from equifashion.semantics.image_text import IMAGE_SIZE, ImageTextModel
from equifashion.training.batches import NumberedBatches
from equifashion.training.losses import contrastive_loss
from equifashion.training.samples import Samples
from equifashion.training.stage import Clock, Optimisation, Stage

_LARGEST_SCALE = 50.0  # inverse temperature; a small data set overfits with more


class ImageCaptionPairs(NumberedBatches):
    """Batches of small images (B, 3, 96, 64), their captions' ids, and which captions say the same."""

    def __init__(self, samples: Samples, model: ImageTextModel, batch: int, seed: int) -> None:
        super().__init__(seed)
        self.samples, self.tokenizer, self.batch = samples, model.tokenizer, batch
        self.indices = samples.indices("train")
        self.weights = samples.weights(self.indices)
        pixels = np.stack([samples.image(int(i))[::2, ::2] for i in self.indices])  # half size: 192×128
        self.pixels = torch.from_numpy(pixels).permute(0, 3, 1, 2)

    def make(self, random: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
        rows = random.choice(len(self.indices), self.batch, replace=False, p=self.weights)
        images = self.pixels[rows].float() / 127.5 - 1.0
        jitter = self._jitter(len(rows), random)
        images = F.grid_sample(images, jitter, padding_mode="border", align_corners=False)
        chosen = [int(self.indices[r]) for r in rows]
        tokens = self.tokenizer.encode([self.samples.caption(i, random) for i in chosen])
        facts = [self.samples.facts(i) for i in chosen]
        same = np.array([[a == b for b in facts] for a in facts])
        tokens = tokens[:, : int((tokens != self.tokenizer.pad_id).sum(1).max())]
        return images, torch.from_numpy(tokens), torch.from_numpy(same)

    @staticmethod
    def _jitter(count: int, random: np.random.Generator) -> Tensor:
        """Sampling grids with mirroring, ±12 % scale and ±6 % shift; white borders repeat."""
        theta = torch.zeros(count, 2, 3)
        scale = torch.from_numpy(random.uniform(0.88, 1.12, count)).float()
        theta[:, 0, 0] = scale * torch.from_numpy(random.choice([-1.0, 1.0], count)).float()
        theta[:, 1, 1] = scale
        theta[:, :, 2] = torch.from_numpy(random.uniform(-0.06, 0.06, (count, 2))).float()
        return F.affine_grid(theta, [count, 3, *IMAGE_SIZE], align_corners=False)


class SemanticsStage(Stage):
    """Trains the image–text model."""

    kind = "semantics"

    def __init__(self, model: ImageTextModel, optimisation: Optimisation, clock: Clock) -> None:
        super().__init__(optimisation, clock)
        self.network = nn.ModuleDict({"clip": model.clip})
        self.model = model
        self.finish_setup()

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return self.adamw(self.network.parameters(), self.optimisation.learning_rate)

    def training_step(self, batch: tuple[Tensor, Tensor, Tensor], batch_idx: int) -> None:
        images, tokens, same = batch
        clip = self.model.clip
        image = clip.encode_image(images, normalize=True).float()
        text = self.model.encode_tokens(tokens).pooled.float()
        scale = clip.logit_scale.exp().clamp(max=_LARGEST_SCALE)
        loss = contrastive_loss(image, text, scale, same)
        self.descend(self.optimizers(), loss, self.network.parameters())
        with torch.no_grad():
            best = (image @ text.T).argmax(dim=1)
            right = same[torch.arange(len(best), device=same.device), best].float().mean()
        self.log_dict({"contrastive": loss.detach(), "retrieval": right, "scale": scale.detach()})

    def export(self, folder: Path, notes: dict) -> Path:
        path = folder / f"{self.kind}.safetensors"
        tensors = self.average.module["clip"].state_dict()
        save_checkpoint(path, self.kind, self.model.config_dict(), tensors, notes)
        return path
