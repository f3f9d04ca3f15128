import numpy as np
import pytest

from equifashion.evaluation.control import agreement

NAMES = np.array(["red", "blue", "green", "black"])


def test_full_agreement():
    asked = np.repeat(NAMES, 25)
    found = agreement(asked, asked)
    assert (found.share, found.low, found.high) == (1.0, 1.0, 1.0)
    assert found.shuffled == pytest.approx(0.25, abs=0.01)  # chance among four names


def test_no_agreement():
    asked = np.repeat(NAMES, 25)
    found = agreement(np.roll(asked, 25), asked)
    assert (found.share, found.low, found.high) == (0.0, 0.0, 0.0)
    assert found.shuffled == pytest.approx(0.25, abs=0.01)


def test_the_interval_is_the_binomials():
    asked = np.array(["red"] * 400)
    judged = np.array(["red"] * 280 + ["blue"] * 120)
    found = agreement(judged, asked)
    assert found.share == 0.7
    spread = 1.96 * (0.7 * 0.3 / 400) ** 0.5
    assert (found.low, found.high) == pytest.approx((0.7 - spread, 0.7 + spread), abs=0.01)
    assert found.shuffled == pytest.approx(0.7)  # only one prompt: shuffling changes nothing


def test_random_judgements_agree_like_shuffled_prompts():
    rng = np.random.default_rng(1)
    found = agreement(rng.choice(NAMES, 1000), rng.choice(NAMES, 1000))
    assert found.low < found.shuffled < found.high
    assert found.shuffled == pytest.approx(0.25, abs=0.02)


def test_the_seed_decides_the_resampling():
    rng = np.random.default_rng(1)
    judged, asked = rng.choice(NAMES, 60), rng.choice(NAMES, 60)
    assert agreement(judged, asked, seed=3) == agreement(judged, asked, seed=3)
    assert agreement(judged, asked, seed=3).shuffled != agreement(judged, asked, seed=4).shuffled
