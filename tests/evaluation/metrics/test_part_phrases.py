import numpy as np

from equifashion.evaluation.metrics.part_phrases import found_phrases
from equifashion.training.part_pairs import PartPhrase


def phrases(count: int) -> list[PartPhrase]:
    return [PartPhrase(i % 2, f"phrase {i}", (("A4", str(i)),)) for i in range(count)]


def test_own_phrases_are_found_and_others_crops_find_none():
    texts = np.eye(40) + 0.01 * np.random.default_rng(0).normal(size=(40, 40))  # no ties
    right, wrong = found_phrases(phrases(40), np.eye(40), texts)
    assert len(right) == 40 and right.all() and wrong.mean() < 0.5


def test_blind_embeddings_find_by_chance():
    random = np.random.default_rng(0)
    pictures, texts = random.normal(size=(2, 400, 32))
    right, wrong = found_phrases(phrases(400), pictures, texts)
    assert abs(right.mean() - 0.2) < 0.07 and abs(wrong.mean() - 0.2) < 0.07


def test_phrases_that_state_the_same_are_no_rivals():
    told = [PartPhrase(0, f"words {i}", (("A4", "V-neck"),)) for i in range(20)]
    right, _ = found_phrases(told, np.eye(20), np.eye(20))
    assert len(right) == 0
