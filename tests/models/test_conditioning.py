import pytest
import torch

from equifashion.errors import InvalidInput
from equifashion.models.conditioning import ConditionConfig, ConditionNetworks
from equifashion.models.conditions import Conditions
from equifashion.models.image_text import TextFeatures
from tests.support.tiny_models import CONTEXT, WIDTHS, noise, shaken, tiny_denoiser, tiny_generator, tiny_networks

BATCH = 2


@pytest.fixture(scope="module")
def networks() -> ConditionNetworks:
    return tiny_networks()


@pytest.fixture(scope="module")
def maps() -> dict[str, torch.Tensor]:
    return {
        "swatches": noise(BATCH, 3, 64, 64, seed=1).clamp(-1, 1),
        "sketch": (noise(BATCH, 1, 384, 256, seed=2) > 1.5).float(),
        "pose": noise(BATCH, 3, 384, 256, seed=3).clamp(0, 1),
    }


def gather(networks: ConditionNetworks, **given) -> Conditions:
    pooled = torch.nn.functional.normalize(noise(BATCH, CONTEXT, seed=9), dim=1)
    mask = torch.ones(BATCH, 5, dtype=torch.bool)
    mask[1, 3:] = False
    return networks(TextFeatures(noise(BATCH, 5, CONTEXT, seed=8), pooled), mask, **given)


def outcomes(conditions: Conditions) -> list[torch.Tensor]:
    """What the denoiser and the generator make of conditions."""
    latents, times = noise(BATCH, 4, 24, 16), torch.tensor([10, 700])
    return [
        tiny_denoiser()(latents, times, conditions),
        *tiny_denoiser().features(latents, times, conditions),
        tiny_generator()(noise(BATCH, 8, seed=4), conditions),
    ]


def same(first: Conditions, second: Conditions) -> bool:
    return all(torch.equal(a, b) for a, b in zip(outcomes(first), outcomes(second), strict=True))


def test_shapes(networks, maps):
    found = gather(networks, **maps)
    assert found.context.shape == (BATCH, 5 + 4, CONTEXT) and found.pooled.shape == (BATCH, CONTEXT)
    sides = ((24, 16), (12, 8), (6, 4))
    assert [f.shape for f in found.features] == [(BATCH, w, *side) for w, side in zip(WIDTHS, sides, strict=True)]
    assert found.mask.tolist() == [[True] * 9, [True] * 3 + [False] * 2 + [True] * 4]


def test_words_alone(networks):
    found = gather(networks)
    assert found.features == ()
    assert torch.equal(found.context[:, 5:], networks.swatch.no_tokens.expand(BATCH, -1, -1))
    torch.testing.assert_close(found.pooled.square().mean(dim=1), torch.ones(BATCH))  # unit variance


@pytest.mark.parametrize(("name", "weight"), [("swatches", "swatch_weight"), ("sketch", "sketch_weight")])
def test_weight_zero_is_absence(networks, maps, name, weight):
    absent = gather(networks)
    assert same(gather(networks, **{name: maps[name], weight: 0.0}), absent)
    assert not same(gather(networks, **{name: maps[name]}), absent)  # control


def test_weights_scale_what_is_added(networks, maps):
    none, half, full = (gather(networks, sketch=maps["sketch"], sketch_weight=w) for w in (0.0, 0.5, 1.0))
    for zero, a, b in zip(none.features, half.features, full.features, strict=True):
        assert not zero.any() and b.any()
        torch.testing.assert_close(2 * a, b)
    none, half, full = (gather(networks, swatches=maps["swatches"], swatch_weight=w) for w in (0.0, 0.5, 1.0))
    torch.testing.assert_close(half.context, (none.context + full.context) / 2)
    torch.testing.assert_close(half.pooled, (none.pooled + full.pooled) / 2)
    tokens, vector = networks.swatch(maps["swatches"])
    torch.testing.assert_close(full.context[:, 5:], tokens)
    torch.testing.assert_close(full.pooled - none.pooled, vector)


def test_each_sample_has_its_own_weight(networks, maps):
    weight = torch.tensor([0.0, 1.0])
    found = gather(networks, **maps, swatch_weight=weight, sketch_weight=weight)
    none, full = gather(networks), gather(networks, **maps)
    assert torch.equal(found.context[0], none.context[0])
    torch.testing.assert_close(found.context[1], full.context[1])
    assert not found.features[0][0].any()
    torch.testing.assert_close(found.features[0][1], full.features[0][1])


def test_an_unlearned_pose_changes_nothing(networks, maps):
    assert same(gather(networks, pose=maps["pose"]), gather(networks))
    with_sketch = gather(networks, sketch=maps["sketch"], pose=maps["pose"])
    assert same(with_sketch, gather(networks, sketch=maps["sketch"]))


def test_a_learned_pose_does_change_something(maps):
    networks = tiny_networks(pose_learned=True)
    shaken(networks.pose)
    assert not same(gather(networks, pose=maps["pose"]), gather(networks))


def test_sketch_and_pose_features_add_up(maps):
    networks = tiny_networks(pose_learned=True)
    shaken(networks.pose)
    sketch, pose = (gather(networks, **{name: maps[name]}) for name in ("sketch", "pose"))
    both = gather(networks, sketch=maps["sketch"], pose=maps["pose"])
    for a, b, c in zip(sketch.features, pose.features, both.features, strict=True):
        torch.testing.assert_close(a + b, c)


@pytest.mark.parametrize("pose_learned", [False, True])
def test_what_was_trained_survives_a_checkpoint(maps, pose_learned):
    networks = tiny_networks(pose_learned)
    if pose_learned:
        shaken(networks.pose, 5)
    state = networks.trained_state()
    assert any(name.startswith("pose.") for name in state) == pose_learned
    assert {name.split(".")[0] for name in state} >= {"sketch", "swatch"}
    fresh = ConditionNetworks(networks.config).eval().requires_grad_(False)
    fresh.load_trained(state)
    assert same(gather(fresh, **maps), gather(networks, **maps))


def test_states_that_do_not_fit_are_refused():
    networks = tiny_networks()
    state = networks.trained_state()
    name = next(iter(state))
    for wrong in (
        {k: v for k, v in state.items() if k != name},
        state | {"extra": noise(1)},
        state | {name: noise(1)},
    ):
        with pytest.raises(RuntimeError, match=r"Missing key|Unexpected key|size mismatch"):
            tiny_networks().load_trained(wrong)
    with pytest.raises(RuntimeError, match="Missing key"):
        tiny_networks(pose_learned=True).load_trained(state)


def test_bad_widths_quote_the_values():
    with pytest.raises(InvalidInput, match=r"widths needs three numbers, one a scale; got \(96, 160\)"):
        ConditionConfig(widths=(96, 160))
