"""What a denoiser knows of held-out pictures: its error, where its words look, what noisy captions change.

Everything is fixed: pictures of the test split, one caption each, the noise and its levels. Sketch, swatch and pose
are left out, so that the captions have to say it.
"""

from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from equifashion.diffusion.attention_maps import Bundles, bundle_divergence, record_attention_maps
from equifashion.diffusion.schedule import create_scheduler
from equifashion.errors import InvalidInput
from equifashion.evaluation.metric import MetricSpec
from equifashion.evaluation.metrics.robustness import noisy
from equifashion.models.codec import encode_images
from equifashion.models.conditioning import ConditionNetworks
from equifashion.models.denoiser import Denoiser
from equifashion.training.decoded_losses import DecodedLosses
from equifashion.training.denoiser import predicted_clean
from equifashion.training.latents import CaptionDetails, caption_details
from equifashion.training.samples import Samples

LEVELS = (99, 299, 499, 699, 899, 999)  # timesteps at which the denoiser is asked
_SHOWN = 2  # place in LEVELS of the one whose predicted picture is judged

ERROR = MetricSpec(
    "held_out.denoising",
    "Held-out error",
    f"Mean squared error of v over {len(LEVELS)} noise levels from {LEVELS[0]} to {LEVELS[-1]} of 999, given the "
    "caption.",
    "lower",
    unit="squared error",
)
DIVERGENCE = MetricSpec(
    "held_out.bundle",
    "Adjective–noun divergence",
    "Jensen–Shannon divergence of the attention maps of adjective and noun, in nats, at the same levels; captions "
    "without such a pair are left out.",
    "lower",
    unit="nats",
)
CHANGE = MetricSpec(
    "held_out.robust",
    "Change under a noisy caption",
    "Mean squared change of v when the caption has slips, capitals or chatter.",
    "lower",
    unit="squared change",
)
CONSENSUS = MetricSpec(
    "held_out.consensus",
    "Consensus",
    f"Structural semantic consensus of caption and predicted picture at level {LEVELS[_SHOWN]}: parts matched with "
    "phrases where parts are known, and the whole.",
    "higher",
    unit="score",
)
HELD_OUT = (ERROR, DIVERGENCE, CHANGE, CONSENSUS)


@dataclass(frozen=True)
class HeldOut:
    """N held-out pictures and their captions.

    Attributes:
        latents: (N, 16, 24, 16).
        tokens, noisy: (N, L) and (N, L′) ids of the captions, and of the same with typing errors.
        words: what the captions bind.
    """

    latents: Tensor
    tokens: Tensor
    noisy: Tensor
    words: CaptionDetails

    def __len__(self) -> int:
        return len(self.latents)


def gather_held_out(samples: Samples, decoded: DecodedLosses, count: int) -> HeldOut:
    """Evenly spaced pictures of the test split, fewer where there are not so many.

    Raises:
        InvalidInput: there is none.
    """
    test = samples.indices("test")
    if not len(test):
        raise InvalidInput("No picture of the data is held out; the study measures on the test split.")
    chosen = [int(i) for i in test[np.linspace(0, len(test) - 1, min(count, len(test))).astype(int)]]
    texts = [samples.caption(i, np.random.default_rng(i)) for i in chosen]
    tokenizer = decoded.text.tokenizer
    tokens, misspelt = (
        torch.from_numpy(tokenizer.encode(words))
        for words in (texts, [noisy(t, np.random.default_rng(i)) for i, t in zip(chosen, texts, strict=True)])
    )
    words = caption_details(samples, tokenizer, texts, chosen, [0] * len(chosen), tokens.shape[1])
    latents = encode_images([Image.fromarray(np.asarray(samples.image(i))) for i in chosen], decoded.autoencoder)
    device = latents.device
    return HeldOut(latents, tokens.to(device), misspelt.to(device), words.to(device))


@torch.no_grad()
def measure_held_out(
    held: HeldOut, denoiser: Denoiser, networks: ConditionNetworks, decoded: DecodedLosses
) -> dict[str, np.ndarray]:
    """The metrics ``HELD_OUT`` of every picture, each (N,).

    Args:
        held: the pictures.
        denoiser, networks: in FP32, on the pictures' device.
        decoded: the frozen decoder and image–text model.
    """
    scheduler, text = create_scheduler(), decoded.text
    times = torch.tensor(LEVELS, device=held.latents.device)

    def predicted(noisy_latents: Tensor, tokens: Tensor) -> Tensor:
        conditions = networks(text.encode_tokens(tokens), tokens != text.tokenizer.pad_id)
        return denoiser(noisy_latents, times, conditions.repeat(len(times)))

    rows = []
    for place in range(len(held)):
        clean = held.latents[place].expand(len(times), -1, -1, -1)
        generator = torch.Generator().manual_seed(place)
        noise = torch.randn(clean.shape, generator=generator).to(clean.device)
        noised = scheduler.add_noise(clean, noise, times)
        with record_attention_maps(denoiser.unet) as maps:
            v = predicted(noised, held.tokens[place : place + 1])
        found = {
            ERROR.key: (v - scheduler.get_velocity(clean, noise, times)).square().mean(),
            DIVERGENCE.key: _divergence(maps, held.words.bundles, place),
            CHANGE.key: (v - predicted(noised, held.noisy[place : place + 1])).square().mean(),
        }
        at = slice(_SHOWN, _SHOWN + 1)
        shown = predicted_clean(scheduler, noised[at], times[at], v[at])
        found[CONSENSUS.key] = _consensus(shown, held, place, decoded)
        rows.append({name: float(value) for name, value in found.items()})
    return {spec.key: np.array([row[spec.key] for row in rows]) for spec in HELD_OUT}


def _divergence(maps: list[Tensor], bundles: Bundles, place: int) -> Tensor | float:
    """Mean over the levels and the pairs of a caption; NaN where it has none."""
    if not bool(bundles.present[place].any()):
        return float("nan")
    row = (getattr(bundles, name)[place] for name in ("adjectives", "nouns", "present"))
    return bundle_divergence(maps, Bundles(*(t.expand(len(LEVELS), *t.shape) for t in row)))


def _consensus(shown: Tensor, held: HeldOut, place: int, decoded: DecodedLosses) -> Tensor:
    picture = decoded.autoencoder.decode(shown).float()
    seen = decoded.text.encode_images(picture)[0].float()
    words = decoded.text.encode_tokens(held.tokens[place : place + 1]).pooled[0].float()
    return decoded.consensus(picture[0], held.words, place, seen, words).score
