"""The search for directions, with tiny networks; what a real generator's directions do is measured when it runs."""

import numpy as np
import pytest
import torch

from equifashion.design import DesignBrief
from equifashion.gan.directions import Direction, Directions, validated
from equifashion.models.brief_encoder import WordEncoder, encode_brief
from equifashion.models.codec import decode_to_images
from equifashion.training.attributes import ATTRIBUTES
from equifashion.training.directions import DirectionSearch, SearchSize, safe_amounts
from tests.support.tiny_models import tiny_autoencoder, tiny_generator, tiny_networks, tiny_text

SIZE = SearchSize(styles=60, fitted=40, chosen=2, tested=3, components=2, ranged=1)


class TinyStyles:
    """A tiny generator that has learned nothing, under prompts."""

    layers, structure_layers, style_dim, generator_sha256 = 4, 2, 16, "a" * 64

    def __init__(self) -> None:
        self.generator, self.autoencoder = tiny_generator(), tiny_autoencoder()
        self.words, self.networks = WordEncoder(tiny_text().eval()), tiny_networks()
        config = self.generator.config
        assert (config.style_layers, config.structure_layers, config.style_dim) == (4, 2, 16)

    def conditions(self, prompt: str):
        return encode_brief(DesignBrief(prompt, look="flat"), self.words, self.networks).given

    @torch.no_grad()
    def sample(self, prompt: str, seed: int, index: int) -> np.ndarray:
        z = self.generator.sample_z(1, seed, first=index)
        return self.generator.styles(z, self.conditions(prompt))[0].numpy()

    @torch.no_grad()
    def picture(self, prompt: str, styles: np.ndarray) -> np.ndarray:
        rows = torch.from_numpy(styles.astype(np.float32))[None]
        latents = self.generator.synthesize(rows, self.conditions(prompt))
        return np.asarray(decode_to_images(latents, self.autoencoder)[0])


@pytest.fixture(scope="module")
def search() -> DirectionSearch:
    return DirectionSearch(TinyStyles(), ["red dress", "blue shirt", "black trousers"], SIZE)


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
