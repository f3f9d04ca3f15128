import numpy as np
import pytest

from equifashion.datasets.captions import caption
from equifashion.datasets.measure import Measurements
from equifashion.prompts.known_words import unlearned_words
from equifashion.vocabulary import COLOURS, PATTERNS, PHOTOGRAPH_LABELS, UNCONFIRMED_WORDS, category_of_label


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("red dress", ()),
        ("a plain navy t-shirt with white", ()),
        ("Light Grey Hooded Sweatshirt for kids", ()),
        ("two red dresses, blouses and TROUSERS", ("two",)),
        ("red floral wrap dress", ("floral", "wrap")),
        ("sequin dress, sequin skirt, Sequin top", ("sequin",)),
        ("sparkly áo dài in red", ("sparkly", "áo", "dài")),
        ("dress 2024!", ()),
        ("a beige trench coat over a jumpsuit", ("trench", "over", "jumpsuit")),
    ],
)
def test_prompts(prompt, words):
    assert unlearned_words(prompt) == words


def test_every_word_of_the_vocabulary_is_known():
    for known in PHOTOGRAPH_LABELS:
        for name in (known.name, *known.synonyms):
            assert unlearned_words(name) == ()
    assert unlearned_words(" ".join([*COLOURS, *(w for words in PATTERNS.values() for w in words)])) == ()


def test_captions_hold_no_unlearned_words_but_the_unconfirmed_ones():
    random = np.random.default_rng(0)
    measured = Measurements(("light blue", "white"), "striped", "maxi", 0.0, 0.0, 0.0)
    found = {
        word
        for _ in range(300)
        for word in unlearned_words(caption(category_of_label("Dress"), measured, True, random))
    }
    assert found and found <= set(UNCONFIRMED_WORDS)
