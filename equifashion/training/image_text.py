"""Stage ``semantics``: the image–text model by contrast, with several right answers where captions coincide.

Where parts are known, some of the pairs are crops of parts and the phrases about them, so that consensus can tell
one collar from another. With the text tower held (LiT, Zhai et al. 2022), what other networks read stays as it is.
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from equifashion.models.checkpoint import save_checkpoint
from equifashion.models.consensus import crop_parts, part_boxes
from equifashion.models.image_text import IMAGE_SIZE, ImageTextModel
from equifashion.models.pixels import images_to_tensor, normalize_pixels
from equifashion.training.batches import NumberedBatches
from equifashion.training.config import Optimisation
from equifashion.training.losses import contrastive_loss
from equifashion.training.part_pairs import PartPhrase, part_phrases
from equifashion.training.samples import Samples
from equifashion.training.stage import Clock, Stage

_LARGEST_SCALE = 50.0  # inverse temperature; a small data set overfits with more
_PARTS = 0.35  # of the pictures whose parts are known, how often one of them is shown instead of the whole


class ImageCaptionPairs(NumberedBatches):
    """Batches of small images (B, 3, 96, 64), their captions' or phrases' ids, and which of these say the same."""

    def __init__(self, samples: Samples, model: ImageTextModel, batch: int, seed: int) -> None:
        super().__init__(seed)
        self.samples, self.tokenizer, self.batch = samples, model.tokenizer, batch
        self.indices = samples.indices("train")
        self.weights = samples.weights(self.indices)
        pixels = np.stack([samples.image(int(i))[::2, ::2] for i in self.indices])  # half size: 192×128
        self.pixels = torch.from_numpy(pixels).permute(0, 3, 1, 2)

    def make(self, random: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
        rows = random.choice(len(self.indices), self.batch, replace=False, p=self.weights)
        images = normalize_pixels(self.pixels[rows])
        jitter = self._jitter(len(rows), random)
        images = F.grid_sample(images, jitter, padding_mode="border", align_corners=False)
        texts, facts = [], []
        for place, index in enumerate(int(self.indices[r]) for r in rows):
            part = self._part(index, random) if random.random() < _PARTS else None
            if part is None:
                texts.append(self.samples.caption(index, random))
                facts.append(self.samples.facts(index))
            else:
                images[place], phrase = part
                texts.append(phrase.text)
                facts.append((phrase.label, phrase.facts))
        tokens = self.tokenizer.encode(texts)
        same = np.array([[a == b for b in facts] for a in facts])
        tokens = tokens[:, : int((tokens != self.tokenizer.pad_id).sum(1).max())]
        return images, torch.from_numpy(tokens), torch.from_numpy(same)

    def _part(self, index: int, random: np.random.Generator) -> tuple[Tensor, PartPhrase] | None:
        """A part's crop (3, 96, 64) and a phrase about it; None where no phrase speaks of a part that is seen."""
        labels = self.samples.parts(index)
        if labels is None:
            return None
        phrases = part_phrases(self.samples.caption(index, random))
        boxes = part_boxes(torch.from_numpy(labels.copy()), tuple({phrase.label for phrase in phrases}))
        seen = [phrase for phrase in phrases if phrase.label in boxes]
        if not seen:
            return None
        phrase = seen[random.integers(len(seen))]
        picture = images_to_tensor(self.samples.image(index))
        [crop] = crop_parts(picture, {phrase.label: boxes[phrase.label]}, IMAGE_SIZE)
        return (crop.flip(2) if random.random() < 0.5 else crop), phrase

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
    """Trains the image–text model, or its image tower alone."""

    kind = "semantics"

    def __init__(
        self, model: ImageTextModel, optimisation: Optimisation, clock: Clock, hold_text: bool = False
    ) -> None:
        super().__init__(optimisation, clock)
        if hold_text:
            model.clip.requires_grad_(False)
            model.clip.visual.requires_grad_(True)
            model.clip.logit_scale.requires_grad_(True)
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
