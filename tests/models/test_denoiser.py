import dataclasses
import json

import pytest
import torch

from equifashion.errors import InvalidInput
from equifashion.models.denoiser import Denoiser, DenoiserConfig
from tests.support.tiny_models import noise, some_conditions, tiny_denoiser

TIMES = torch.tensor([20, 999])


@pytest.fixture(scope="module")
def denoiser() -> Denoiser:
    return tiny_denoiser()


@pytest.mark.parametrize("with_features", [True, False])
@pytest.mark.parametrize(
    ("attention", "layers"), [((True, True, False), 1), ((True, True, True), 1), ((True, True, False), 2)]
)
def test_features_equal_those_of_the_whole_network(attention, layers, with_features):
    denoiser = tiny_denoiser(attention, layers)
    latents, conditions = noise(2, 4, 24, 16), some_conditions(2, features=with_features)
    seen = []
    hooks = [
        # Copies: diffusers adds the last scale's adapter features in place afterwards.
        *(
            block.register_forward_hook(lambda module, given, out: seen.append(out[1][layers - 1].clone()))
            for block in denoiser.unet.down_blocks
        ),
        denoiser.unet.mid_block.register_forward_hook(lambda module, given, out: seen.append(out.clone())),
    ]
    denoiser(latents, TIMES, conditions)
    for hook in hooks:
        hook.remove()
    found = denoiser.features(latents, TIMES, conditions)
    assert [tuple(f.shape[1:]) for f in found] == [(32, 24, 16), (32, 12, 8), (64, 6, 4), (64, 6, 4)]
    for ours, theirs in zip(found, seen, strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-4)


def test_shape_and_dependence(denoiser):
    latents, conditions = noise(2, 4, 24, 16), some_conditions(2)
    v = denoiser(latents, TIMES, conditions)
    assert v.shape == latents.shape
    for change in ("context", "pooled"):
        value = getattr(conditions, change)
        changed = dataclasses.replace(conditions, **{change: value + noise(*value.shape, seed=30)})
        assert not torch.allclose(denoiser(latents, TIMES, changed), v, atol=1e-4), change
    for scale in range(3):
        features = list(conditions.features)
        features[scale] = features[scale] + noise(*features[scale].shape, seed=31)
        changed = dataclasses.replace(conditions, features=tuple(features))
        assert not torch.allclose(denoiser(latents, TIMES, changed), v, atol=1e-4), scale
    assert not torch.allclose(denoiser(latents, TIMES - 10, conditions), v, atol=1e-5)


def test_padding_is_not_read(denoiser):
    latents, conditions = noise(2, 4, 24, 16), some_conditions(2)
    context = conditions.context.clone()
    context[1, -3:] = 50.0
    padded = dataclasses.replace(conditions, context=context)
    torch.testing.assert_close(denoiser(latents, TIMES, padded), denoiser(latents, TIMES, conditions))


def test_features_of_zero_are_the_same_as_none(denoiser):
    latents, conditions = noise(2, 4, 24, 16), some_conditions(2)
    zero = dataclasses.replace(conditions, features=tuple(torch.zeros_like(f) for f in conditions.features))
    expected = denoiser(latents, TIMES, conditions.without_features())
    assert torch.equal(denoiser(latents, TIMES, zero), expected)


def test_conditions_are_not_changed_by_a_call(denoiser):
    conditions = some_conditions(2)
    before = [f.clone() for f in conditions.features]
    denoiser(noise(2, 4, 24, 16), TIMES, conditions)
    denoiser.features(noise(2, 4, 24, 16), TIMES, conditions)
    assert all(torch.equal(a, b) for a, b in zip(conditions.features, before, strict=True))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"widths": (96, 160)}, r"need three values, one a scale; got \(96, 160\)"),
        ({"attention": (True,)}, r"need three values.*\(True,\)"),
        ({"attention": (True, False, False)}, "The first two scales need attention"),
        ({"widths": (96, 150, 224)}, r"multiples of 32 .*got \(96, 150, 224\)"),
    ],
)
def test_bad_configurations_quote_the_values(values, message):
    with pytest.raises(InvalidInput, match=message):
        DenoiserConfig(**values)


def test_the_configuration_survives_json():
    config = DenoiserConfig(8, (32, 64, 96), (True, True, True), 2, 64)
    assert DenoiserConfig(**json.loads(json.dumps(dataclasses.asdict(config)))) == config
