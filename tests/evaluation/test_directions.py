"""The search for directions, with tiny networks; what a real generator's directions do is measured when it runs."""

import numpy as np
import pytest
import torch
from equifashion.studio.making import IdeaMaker

from equifashion.evaluation.attributes import ATTRIBUTES
from equifashion.evaluation.directions import DirectionSearch, SearchSize, safe_amounts
from equifashion.gan.directions import Direction, Directions, validated

SIZE = SearchSize(styles=60, fitted=40, chosen=2, tested=3, components=2, ranged=1)


@pytest.fixture(scope="module")
def search() -> DirectionSearch:
    from equifashion.diffusion.schedule import create_scheduler
    from equifashion.studio.backends.components import Components
    from tests.support.tiny_models import tiny_autoencoder, tiny_denoiser, tiny_generator, tiny_networks, tiny_text

    parts = Components(
        tiny_autoencoder(),
        tiny_text().eval(),
        tiny_networks(),
        tiny_generator(),
        tiny_denoiser(),
        create_scheduler(),
        {"generator.safetensors": "a" * 64},
    )
    return DirectionSearch(IdeaMaker(parts, torch.device("cpu"), torch.float32), SIZE)


def test_what_is_shipped_is_valid_or_a_component(search, tmp_path):
    lines = []
    shipped, dropped = search.run(lines.append)
    named = [direction for direction in shipped if direction.attribute]
    assert len(named) + len(dropped) == len(ATTRIBUTES)
    assert all(validated(direction) for direction in named) and not any(validated(one) for one in dropped)
    assert [direction.name for direction in shipped[len(named) :]] == ["component 1", "component 2"]
    assert all(set(direction.effects) == set(ATTRIBUTES) for direction in shipped)
    assert len(lines) >= len(ATTRIBUTES)
    Directions("a" * 64, tuple(shipped)).save(tmp_path / "directions.safetensors")
    assert len(Directions.load(tmp_path / "directions.safetensors").entries) == len(shipped)


def test_effects_of_a_direction_turned_round_are_turned_round(search):
    vector = 0.5 * np.random.default_rng(0).normal(size=(4, 16))
    forth, back = (search.measured(Direction("x", sign * vector, (0, 3)), 5, 4).effects for sign in (1, -1))
    for name in ATTRIBUTES:
        assert forth[name] == pytest.approx(-back[name], abs=1e-6)
    still = search.measured(Direction("x", 0 * vector, (0, 3)), 5, 2).effects
    assert set(still.values()) == {0.0}


@pytest.mark.parametrize(
    ("curve", "seen", "safe"),
    [
        ([-3, -2, -1, 0, 1, 2, 3], [1] * 7, (-3, 3)),
        ([-1, -2, -1, 0, 1, 2, 1.5], [1] * 7, (-2, 2)),
        ([-3, -2, -1, 0, 1, 2, 3], [0.5, 1, 1, 1, 1, 0.8, 1], (-2, 1)),
        ([0, 0, 0, 0, 0, 0, 0], [1] * 7, (0, 0)),
    ],
)
def test_safe_amounts(curve, seen, safe):
    assert safe_amounts((-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0), np.array(curve), np.array(seen)) == safe
