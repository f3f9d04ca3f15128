import dataclasses
import json

import pytest
import torch
import torch.nn.functional as F

from equifashion.errors import InvalidInput
from equifashion.models.generator import (
    Generator,
    GeneratorConfig,
    ModulatedConv,
    SpatialNoise,
    noise_from_z,
    normalize_z,
)
from tests.support.tiny_models import noise, shaken, some_conditions, tiny_generator


@pytest.fixture(scope="module")
def generator() -> Generator:
    return tiny_generator()


def plain_modulated_conv(module: ModulatedConv, x: torch.Tensor, style: torch.Tensor) -> torch.Tensor:
    """Eq. 1 and 3 of Karras et al. 2020: each sample's own weights, scaled and brought to unit length."""
    rows = []
    for sample, scale in zip(x, module.affine(style), strict=True):
        weight = module.weight * scale[None, :, None, None]
        if module.demodulate:
            weight = weight / (weight.square().sum(dim=(1, 2, 3), keepdim=True) + 1e-6).sqrt()
        rows.append(F.conv2d(sample[None], weight, module.bias, padding=module.weight.shape[-1] // 2))
    return torch.cat(rows)


@pytest.mark.parametrize(("kernel", "demodulate"), [(3, True), (3, False), (1, True), (1, False)])
def test_modulated_convolution_equals_modulated_weights(kernel, demodulate):
    module = shaken(ModulatedConv(8, 12, 16, kernel, demodulate), size=0.3)
    x, style = noise(3, 8, 6, 4), noise(3, 16, seed=1)
    torch.testing.assert_close(module(x, style), plain_modulated_conv(module, x, style), atol=1e-5, rtol=1e-4)


def test_demodulation_keeps_the_spread_whatever_the_style():
    module = ModulatedConv(64, 64, 16, 3)
    x = noise(1, 64, 32, 32)
    for strength in (0.1, 1.0, 30.0):
        spread = module(x, strength * noise(1, 16, seed=1)).std()
        assert 0.8 < spread < 1.2


def test_shapes(generator):
    conditions, z = some_conditions(2), noise(2, 8)
    styles = generator.styles(z, conditions)
    assert generator.config.style_layers == 4 and generator.config.structure_layers == 2
    assert styles.shape == (2, 4, 16)
    assert generator.synthesize(styles, conditions).shape == (2, 4, 24, 16)
    assert torch.equal(generator(z, conditions), generator.synthesize(styles, conditions))


def test_z_depends_on_seed_and_number_alone(generator):
    many = generator.sample_z(20, seed=5)
    assert many.shape == (20, 8)
    assert torch.equal(generator.sample_z(3, seed=5), many[:3])
    assert torch.equal(generator.sample_z(4, seed=5, first=11), many[11:15])
    assert not torch.equal(generator.sample_z(20, seed=6), many)
    assert len(torch.unique(torch.cat([generator.sample_z(20, seed=s) for s in range(20)]), dim=0)) == 400


def test_z_leaves_the_global_generator_alone(generator):
    before = torch.random.get_rng_state()
    generator.sample_z(3, seed=1)
    assert torch.equal(torch.random.get_rng_state(), before)


def test_z_is_standard_normal():
    z = Generator(GeneratorConfig(z_dim=128, widths=(32, 32, 32))).sample_z(64, seed=0)
    assert abs(z.mean()) < 0.05 and abs(z.std() - 1) < 0.05


def test_the_length_of_a_code_does_not_matter(generator):
    conditions, z = some_conditions(2), noise(2, 8)
    torch.testing.assert_close(generator(3 * z, conditions), generator(z, conditions), atol=1e-4, rtol=1e-4)


def test_all_that_is_given_changes_the_latent(generator):
    conditions, z = some_conditions(2), noise(2, 8)
    reference = generator(z, conditions)
    for change in ("context", "pooled"):
        value = getattr(conditions, change)
        changed = dataclasses.replace(conditions, **{change: value + 0.5 * noise(*value.shape, seed=30)})
        assert not torch.allclose(generator(z, changed), reference, atol=1e-3), change
    for scale in range(3):
        features = list(conditions.features)
        features[scale] = features[scale] + noise(*features[scale].shape, seed=31)
        changed = dataclasses.replace(conditions, features=tuple(features))
        assert not torch.allclose(generator(z, changed), reference, atol=1e-3), scale
    assert not torch.allclose(generator(noise(2, 8, seed=9), conditions), reference, atol=1e-3)


def test_every_style_layer_has_a_say(generator):
    conditions = some_conditions(1)
    styles = generator.styles(noise(1, 8), conditions)
    reference = generator.synthesize(styles, conditions)
    for layer in range(generator.config.style_layers):
        changed = styles.clone()
        changed[:, layer] += noise(16, seed=3)
        assert not torch.allclose(generator.synthesize(changed, conditions), reference, atol=1e-3), layer


def test_padding_is_not_read(generator):
    conditions, z = some_conditions(2), noise(2, 8)
    context = conditions.context.clone()
    context[1, -3:] = 100.0
    padded = dataclasses.replace(conditions, context=context)
    torch.testing.assert_close(generator(z, padded), generator(z, conditions))


def test_features_of_zero_are_the_same_as_none(generator):
    conditions, z = some_conditions(2), noise(2, 8)
    zero = dataclasses.replace(conditions, features=tuple(torch.zeros_like(f) for f in conditions.features))
    assert torch.equal(generator(z, zero), generator(z, conditions.without_features()))


def test_samples_do_not_mix(generator):
    conditions, z = some_conditions(3), noise(3, 8)
    together = generator(z, conditions)
    for i in range(3):
        alone = generator(z[i : i + 1], conditions[i : i + 1])
        torch.testing.assert_close(alone, together[i : i + 1], atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"widths": (128, 160)}, r"widths needs three numbers, one a scale; got \(128, 160\)"),
        ({"layers": (1, 2, 3, 4)}, "layers needs three numbers"),
        ({"feature_widths": ()}, "feature_widths needs three numbers"),
        ({"widths": (128, 100, 224)}, r"multiples of 32; got \(128, 100, 224\)"),
    ],
)
def test_bad_configurations_quote_the_values(values, message):
    with pytest.raises(InvalidInput, match=message):
        GeneratorConfig(**values)


def test_the_configuration_survives_json():
    config = GeneratorConfig(widths=(32, 64, 96), layers=(1, 2, 3))
    assert GeneratorConfig(**json.loads(json.dumps(dataclasses.asdict(config)))) == config
    assert (config.style_layers, config.structure_layers) == (6, 5)


def test_spatial_noise_adds_nothing_before_it_is_trained():
    config = GeneratorConfig(latent_channels=4, z_dim=8, style_dim=16, widths=(32, 32, 64), spatial_noise=True)
    maps = SpatialNoise(config)(noise(2, 16))
    assert [m.shape for m in maps] == [(2, 32, 24, 16), (2, 32, 12, 8), (2, 64, 6, 4)]
    assert all(m.abs().max() == 0.0 for m in maps)


def test_spatial_noise_is_that_of_the_z_in_the_style():
    config = GeneratorConfig(latent_channels=4, z_dim=8, style_dim=16, widths=(32, 32, 32), spatial_noise=True)
    spatial, z = SpatialNoise(config), noise(3, 8)
    for convolution in spatial.inject:  # passes the four channels on as they are
        with torch.no_grad():
            convolution.weight[:4, :, 1, 1] = torch.eye(4)
    fine, middle, coarse = spatial(spatial.embed(normalize_z(z)))
    apart = noise_from_z(z, 4)
    torch.testing.assert_close(0.8 * (fine[:2, :4] - fine[1:, :4]), apart[:2] - apart[1:], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(spatial.noise(spatial.embed(normalize_z(z))), apart, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(middle[:, :4], 2 * F.avg_pool2d(fine[:, :4], 2))
    torch.testing.assert_close(coarse[:, :4], 4 * F.avg_pool2d(fine[:, :4], 4))


def test_a_generator_without_spatial_noise_learns_it():
    generator, conditions, z = tiny_generator(), some_conditions(2), noise(2, 8)
    assert generator.spatial_noise is None
    generator.add_spatial_noise()
    assert generator.config.spatial_noise
    target = noise_from_z(z, 4)  # white noise, which styles alone cannot draw

    def distance() -> torch.Tensor:
        return (generator(z, conditions) - target).square().mean()

    optimiser = torch.optim.Adam(generator.spatial_noise.inject.parameters(), lr=0.02)
    before = distance().item()
    for _ in range(40):
        optimiser.zero_grad()
        distance().backward()
        optimiser.step()
    assert distance().item() < 0.8 * before
    again = Generator(generator.config)
    again.load_state_dict(generator.state_dict())
    assert torch.equal(again(z, conditions), generator(z, conditions))
