import numpy as np
import pytest

from equifashion.imaging.quilting import quilt


def stripes(period: int) -> np.ndarray:
    bars = (np.arange(64) // (period // 2) % 2 * 200).astype(np.uint8)
    return np.repeat(np.tile(bars, (64, 1))[..., None], 3, axis=2)


def test_one_colour_stays_one_colour():
    cloth = quilt(np.full((64, 64, 3), (10, 20, 30), np.uint8), 100, 70)
    assert cloth.shape == (100, 70, 3) and (cloth == (10, 20, 30)).all()


@pytest.mark.parametrize("period", [8, 12, 20])
def test_stripes_go_on_without_a_break(period):
    cloth = quilt(stripes(period), 200, 150)[..., 0]
    assert (cloth == cloth[:1]).all(), "every row alike"
    edges = np.flatnonzero(np.diff(cloth[0]))
    assert (np.diff(edges) == period // 2).all()


def test_values_are_the_swatchs_own_and_nothing_is_at_random():
    swatch = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    cloth = quilt(swatch, 120, 90)
    assert {tuple(v) for v in cloth.reshape(-1, 3)} <= {tuple(v) for v in swatch.reshape(-1, 3).astype(np.float32)}
    assert (quilt(swatch, 120, 90) == cloth).all()
    assert (quilt(swatch, 120, 90, seed=1) != cloth).any()


def test_seams_are_no_rougher_than_the_swatch():
    """Neighbours differ as much as in the swatch; a plain repeat of its squares jumps at every edge."""
    y, x = np.mgrid[:64, :64]
    swatch = np.stack([128 + 90 * np.sin(2 * np.pi * (x + 0.5 * y) / 24)] * 3, axis=2)
    rough = np.abs(np.diff(swatch[..., 0], axis=1)).max()
    assert np.abs(np.diff(quilt(swatch, 200, 200)[..., 0], axis=1)).max() < 1.5 * rough
    assert np.abs(np.diff(np.tile(swatch[..., 0], (3, 3)), axis=1)).max() > 2.5 * rough
