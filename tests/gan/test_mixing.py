import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.gan.mixing import LayerAmount, blend_styles, group_weights, pair_weights, truncated
from equifashion.models.generator import GeneratorConfig

CONFIG = GeneratorConfig()  # 4 layers of structure, 3 of style
LAYERS = CONFIG.style_layers


@pytest.fixture
def styles() -> list[np.ndarray]:
    random = np.random.default_rng(0)
    return [random.normal(size=(LAYERS, 16)).astype(np.float32) for _ in range(3)]


def test_amounts_of_0_and_1_give_the_parents_bit_for_bit(styles):
    a, b, _ = styles
    for structure in (0, 1):
        for style in (0, 1):
            mixed = blend_styles([a, b], pair_weights(CONFIG, structure, style))
            assert (mixed[:4] == (b if structure else a)[:4]).all()
            assert (mixed[4:] == (b if style else a)[4:]).all()
            assert mixed.dtype == np.float32


@pytest.mark.parametrize(("structure", "style"), [(0.5, 0.5), (0.2, 0.8), (0.125, 0.0)])
def test_amounts_between_are_straight_lines(styles, structure, style):
    a, b, _ = styles
    mixed = blend_styles([a, b], pair_weights(CONFIG, structure, style))
    amounts = np.array([structure] * 4 + [style] * 3)[:, None]
    np.testing.assert_allclose(mixed, a + amounts * (b - a), atol=1e-6)


def test_ranges_of_layers_stand_above_structure_and_style():
    first, second = pair_weights(CONFIG, 0.0, 1.0, [LayerAmount(2, 5, 0.5), LayerAmount(5, 5, 0.25)])
    assert second == (0, 0, 0.5, 0.5, 0.5, 0.25, 1.0)
    assert [a + b for a, b in zip(first, second, strict=True)] == [1] * LAYERS


def test_blends_of_several(styles):
    weights = group_weights(CONFIG, [1, 3, 0], [0, 0, 2])
    mixed = blend_styles(styles, weights)
    np.testing.assert_allclose(mixed[:4], 0.25 * styles[0][:4] + 0.75 * styles[1][:4], atol=1e-6)
    assert (mixed[4:] == styles[2][4:]).all()
    order = [2, 0, 1]
    again = blend_styles([styles[i] for i in order], tuple(weights[i] for i in order))
    np.testing.assert_allclose(mixed, again, atol=1e-6)


def test_a_blend_with_itself_is_itself(styles):
    mixed = blend_styles([styles[0]] * 3, group_weights(CONFIG, [1, 2, 3], [3, 1, 1]))
    np.testing.assert_allclose(mixed, styles[0], atol=1e-6)


def test_truncation(styles):
    a, centre, _ = styles
    assert (truncated(a, centre, 0.0) == centre).all()
    np.testing.assert_allclose(truncated(a, centre, 1.0), a, atol=1e-6)
    np.testing.assert_allclose(truncated(a, centre, 0.5), (a + centre) / 2, atol=1e-6)


@pytest.mark.parametrize("amount", [-0.1, 1.1, float("nan")])
def test_impossible_amounts(amount):
    for arguments in ((amount, 0.5), (0.5, amount)):
        with pytest.raises(InvalidInput, match="Amounts must lie between 0 and 1; got"):
            pair_weights(CONFIG, *arguments)
    with pytest.raises(InvalidInput, match="Amounts must lie between 0 and 1"):
        pair_weights(CONFIG, 0, 0, [LayerAmount(0, 1, amount)])


def test_impossible_layers_and_weights(styles):
    for first, last in ((-1, 2), (3, 2), (0, 7)):
        with pytest.raises(InvalidInput, match=f"Layers run from 0 to 6; got {first} to {last}"):
            pair_weights(CONFIG, 0, 0, [LayerAmount(first, last, 0.5)])
    for shares in ([0, 0], [1, -1], [float("nan"), 1]):
        with pytest.raises(InvalidInput, match="Weights of style must be 0 or more, and one above 0"):
            group_weights(CONFIG, [1, 1], shares)
    with pytest.raises(InvalidInput, match="weights for 3 ideas of 7 layers"):
        blend_styles(styles, pair_weights(CONFIG, 0, 0))
