import math

import pytest
import torch

from equifashion.diffusion.attention_maps import (
    Bundles,
    bundle_divergence,
    jensen_shannon,
    record_attention_maps,
)
from tests.support.tiny_models import tiny_denoiser, tiny_networks, tiny_text

PROMPTS = ["red dress", "a blue shirt with white"]


@pytest.fixture(scope="module")
def denoiser():
    return tiny_denoiser()


@pytest.fixture(scope="module")
def conditions():
    text = tiny_text()
    tokens = text.tokenize(PROMPTS)
    return tiny_networks()(text.encode_tokens(tokens), tokens != text.tokenizer.pad_id)


def run(denoiser, conditions, latents=None):
    latents = torch.ones(2, 4, 24, 16) if latents is None else latents
    return denoiser(latents, torch.tensor([500, 500]), conditions)


def test_maps_are_distributions_over_the_real_tokens(denoiser, conditions):
    with record_attention_maps(denoiser.unet) as maps:
        run(denoiser, conditions)
    layers = sum(name.endswith("attn2") for name, _ in denoiser.unet.named_modules())
    assert len(maps) == layers and {m.shape[1] for m in maps} == {24 * 16, 12 * 8, 6 * 4}
    for found in maps:
        assert found.shape[0] == 2 and found.shape[2] == conditions.context.shape[1]
        assert torch.allclose(found.sum(-1), torch.ones(found.shape[:2]), atol=1e-5)
        assert found.transpose(1, 2)[~conditions.mask].max() < 1e-6  # padding gets no attention


def test_maps_are_what_the_layers_themselves_use(denoiser, conditions):
    """Rebuilding a layer's output from its map and its values gives the layer's output."""
    layer = next(module for name, module in denoiser.unet.named_modules() if name.endswith("attn2"))
    kept = {}
    hook = layer.register_forward_hook(
        lambda module, args, options, out: kept.update(context=options["encoder_hidden_states"], out=out),
        with_kwargs=True,
    )
    assert layer.heads == 1  # so that the mean over heads is the map itself
    with record_attention_maps(denoiser.unet) as maps:
        run(denoiser, conditions)
    hook.remove()
    rebuilt = layer.to_out[0](maps[0] @ layer.to_v(kept["context"]))
    assert torch.allclose(rebuilt, kept["out"], atol=1e-5)


def test_recording_changes_nothing_and_ends(denoiser, conditions):
    plain = run(denoiser, conditions)
    with record_attention_maps(denoiser.unet) as maps:
        assert torch.equal(run(denoiser, conditions), plain)
    count = len(maps)
    run(denoiser, conditions)
    assert len(maps) == count


def test_jensen_shannon_in_closed_form():
    p = torch.tensor([1.0, 0.0])
    assert jensen_shannon(p, p).item() == pytest.approx(0.0, abs=1e-6)
    assert jensen_shannon(p, p.flip(0)).item() == pytest.approx(math.log(2), abs=1e-5)
    q = torch.tensor([0.5, 0.5])  # JS((1,0), (½,½)) = ½ [ln(4/3)] + ½ [½ ln(2/3) + ½ ln 2]
    expected = 0.5 * math.log(4 / 3) + 0.25 * (math.log(2 / 3) + math.log(2))
    assert jensen_shannon(p, q).item() == pytest.approx(expected, abs=1e-5)
    assert jensen_shannon(p, q) == jensen_shannon(q, p)


def test_words_on_the_same_place_diverge_less_than_words_apart():
    words = torch.zeros(1, 6, 4)
    words[0, :3, 0] = words[0, :3, 1] = 1 / 3  # tokens 0 and 1 on the first half of the picture
    words[0, 3:, 2] = 1 / 3
    together = Bundles.from_groups([[((0,), (1,))]], 4, words.device)
    apart = Bundles.from_groups([[((0,), (2,))]], 4, words.device)
    assert bundle_divergence([words], together).item() == pytest.approx(0.0, abs=1e-6)
    assert bundle_divergence([words, words], apart).item() == pytest.approx(math.log(2), abs=1e-5)


def test_samples_without_phrases_do_not_count():
    words = torch.softmax(torch.randn(2, 6, 4, generator=torch.Generator().manual_seed(0)), -1)
    one = bundle_divergence([words[:1]], Bundles.from_groups([[((0,), (1,))]], 4, words.device))
    both = bundle_divergence([words], Bundles.from_groups([[((0,), (1,))], []], 4, words.device))
    assert torch.allclose(one, both)
    assert bundle_divergence([words], Bundles.from_groups([[], []], 4, words.device)) == 0
    # Tokens that were cut off take their phrase with them.
    cut = Bundles.from_groups([[((0,), (9,)), ((1, 8), (2,))]], 4, words.device)
    assert cut.present.sum() == 1 and cut.adjectives[0, 0].tolist() == [0, 1, 0, 0]


def test_descending_the_divergence_brings_the_maps_together(conditions):
    denoiser = tiny_denoiser().train().requires_grad_(True)
    bundles = Bundles.from_groups(
        [[((1,), (2,))], [((2,), (3,))]], conditions.context.shape[1], torch.device("cpu")
    )
    optimiser = torch.optim.Adam(denoiser.parameters(), 3e-3)
    latents = torch.randn(2, 4, 24, 16, generator=torch.Generator().manual_seed(1))

    def divergence() -> torch.Tensor:
        with record_attention_maps(denoiser.unet) as maps:
            run(denoiser, conditions, latents)
        return bundle_divergence(maps, bundles)

    before = divergence().item()
    for _ in range(8):
        optimiser.zero_grad()
        divergence().backward()
        optimiser.step()
    assert divergence().item() < 0.8 * before


def test_held_nouns_keep_their_maps():
    words = torch.rand(1, 24, 4, requires_grad=True)
    bundles = Bundles.from_groups([[((0,), (1,))]], 4, words.device)
    for hold in (False, True):
        [gradient] = torch.autograd.grad(bundle_divergence([words], bundles, hold), words)
        moved = gradient.abs().amax(dim=(0, 1)) > 0
        assert moved.tolist() == [True, not hold, False, False]
