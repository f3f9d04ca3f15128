import numpy as np

from equifashion.evaluation.metrics.robustness import CATEGORY, kept, noisy
from equifashion.evaluation.tasks import word_prompts

PROMPTS = [f"{colour} {category}" for category, colour in word_prompts(1)]


def test_noise_spoils_most_prompts_and_keeps_most_letters():
    random = np.random.default_rng(0)
    spoilt = [noisy(prompt, random) for prompt in PROMPTS]
    assert np.mean([a != b for a, b in zip(spoilt, PROMPTS, strict=True)]) > 0.9
    for text, prompt in zip(spoilt, PROMPTS, strict=True):
        letters = [c for c in prompt if c.isalpha()]
        kept = sum(c in text.lower() for c in letters)
        assert kept >= len(letters) - 4, (prompt, text)


def test_the_generator_decides():
    assert [noisy(p, np.random.default_rng(3)) for p in PROMPTS] == [
        noisy(p, np.random.default_rng(3)) for p in PROMPTS
    ]


def test_what_iskept():
    before = np.repeat([True, False], 20)
    same = kept(CATEGORY, "finished", before, np.roll(before, 10), 0.1)
    assert same.value == 1.0 and same.low < 1.0 < same.high  # as often, though of other prompts
    assert kept(CATEGORY, "finished", before, before, 0.1).low == 1.0
    assert kept(CATEGORY, "finished", before, before & (np.arange(40) < 10), 0.1).value == 0.5
    assert same.reference == 1.0 and same.control == 0.2  # 0.1 of all is a fifth of the clean half


def test_nothing_to_keep_is_said():
    nothing = np.zeros(20, bool)
    assert "nothing to keep" in kept(CATEGORY, "draft", nothing, ~nothing, 0.1).missing
