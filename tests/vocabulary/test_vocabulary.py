import hashlib
from collections import Counter

import pytest

from equifashion import vocabulary
from equifashion.errors import InvalidInput
from equifashion.vocabulary import (
    ATTRIBUTES,
    CATEGORIES,
    COLOUR_TERMS,
    COLOURS,
    GARMENT_LENGTHS,
    KINDS,
    LENGTH_WORDS,
    PATTERNS,
    PHOTOGRAPH_LABELS,
    SILHOUETTES,
    UNCONFIRMED_WORDS,
    category_of_label,
    length_word,
)
from equifashion.vocabulary.terms import Term, table

TABLES = {
    **ATTRIBUTES,
    **{f"lengths of {kind}": words for kind, words in LENGTH_WORDS.items()},
    **{f"silhouettes of {kind}": words for kind, words in SILHOUETTES.items()},
    **{
        name: getattr(vocabulary, name)
        for name in (
            "ATTRIBUTE_NAMES", "CATEGORIES", "COLOUR_TERMS", "EFFECTS", "FEELINGS", "KINDS", "MATERIALS",
            "OCCASIONS", "STYLES", "WEAVES",
        )
    },
}  # fmt: skip
VIETNAMESE_ALREADY = {"áo dài"}  # English borrowed the word
VIETNAMESE_LETTERS = set("áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ")

every_table = pytest.mark.parametrize("terms", TABLES.values(), ids=TABLES.keys())


def words(term: Term) -> list[str]:
    return [term.name, *term.synonyms]


def vietnamese(term: Term) -> list[str]:
    return [term.vi, *term.vi_synonyms]


def test_counts():
    assert [len(values) for values in ATTRIBUTES.values()] == [5, 5, 16, 13, 20]
    assert Counter(category.kind for category in CATEGORIES.values()) == {
        "top": 14, "outer": 10, "dress": 10, "skirt": 6, "trousers": 7, "one-piece": 3,
    }  # fmt: skip


def test_a_name_may_occur_once():
    with pytest.raises(AssertionError):
        table((Term("a", "b"), Term("a", "c")))


@every_table
def test_keys_are_the_names(terms):
    if terms is vocabulary.ATTRIBUTE_NAMES or terms in LENGTH_WORDS.values():
        assert list(terms) in (list(ATTRIBUTES), list(GARMENT_LENGTHS))  # named by the attribute's own keys
    else:
        assert list(terms) == [term.name for term in terms.values()]


@every_table
def test_no_word_means_two_things_in_one_table(terms):
    for language in (words, vietnamese):
        spoken = Counter(
            word.casefold() for term in terms.values() for word in set(map(str.casefold, language(term)))
        )
        assert [word for word, count in spoken.items() if count > 1] == []


@every_table
def test_vietnamese_is_vietnamese(terms):
    for term in terms.values():
        if term.name not in VIETNAMESE_ALREADY:
            assert term.vi.casefold() not in {word.casefold() for word in words(term)}, term.name


@every_table
def test_words_are_clean(terms):
    for term in terms.values():
        for word in [*words(term), *vietnamese(term)]:
            assert word and word == " ".join(word.split()), word
        assert len(set(vietnamese(term))) == len(vietnamese(term))
        assert len(set(words(term))) == len(words(term))


def test_every_category_has_synonyms_in_both_languages():
    for category in CATEGORIES.values():
        assert category.synonyms and category.vi_synonyms, category.name


@pytest.mark.parametrize(
    ("name", "vi"),
    [
        ("t-shirt", "áo thun"),
        ("shirt", "áo sơ mi"),
        ("A-line dress", "váy chữ A"),
        ("pencil skirt", "chân váy bút chì"),
        ("wide-leg trousers", "quần ống rộng"),
        ("áo dài", "áo dài"),
        ("V-neck", "cổ tim"),
        ("sweetheart", "cổ trái tim"),
        ("puff", "tay phồng"),
        ("leg-of-mutton", "tay đùi cừu"),
    ],
)
def test_usual_vietnamese_names(name, vi):
    assert vi in {terms[name].vi for terms in TABLES.values() if name in terms}


def test_vietnamese_is_written_with_its_letters():
    """A table typed without diacritics would pass every other test."""
    for terms in TABLES.values():
        marked = [any(VIETNAMESE_LETTERS & set(word.casefold()) for word in vietnamese(t)) for t in terms.values()]
        assert sum(marked) >= 0.9 * len(marked)


def test_every_colour_has_a_term_and_a_value():
    assert list(COLOUR_TERMS) == list(COLOURS)
    assert all(0 <= channel <= 255 for value in COLOURS.values() for channel in value)


@pytest.mark.parametrize(
    ("kind", "length", "word"),
    [
        ("top", "extra-short", "cropped"),
        ("top", "long", "tunic-length"),
        ("dress", "long", "midi"),
        ("skirt", "extra-short", "micro"),
        ("trousers", "short", "knee-length"),
        ("one-piece", "extra-long", "full-length"),
        ("outer", "extra-long", "ankle-length"),
    ],
)
def test_length_words(kind, length, word):
    assert length_word(kind, length) == word


@pytest.mark.parametrize("arguments", [("hat", "long"), ("dress", "endless")])
def test_unknown_lengths_are_refused_with_the_known_ones(arguments):
    with pytest.raises(InvalidInput, match=r"known are .*(trousers|extra-long)"):
        length_word(*arguments)


def test_every_kind_has_words_for_its_lengths_and_silhouettes():
    assert set(LENGTH_WORDS) == set(SILHOUETTES) == set(KINDS)
    assert all(list(lengths) == list(GARMENT_LENGTHS) for lengths in LENGTH_WORDS.values())


def test_photograph_labels():
    assert len({known.label for known in PHOTOGRAPH_LABELS}) == len(PHOTOGRAPH_LABELS) == 14
    assert {known.kind for known in PHOTOGRAPH_LABELS} <= set(KINDS)
    assert category_of_label("Longsleeve").name == "sweater"
    with pytest.raises(InvalidInput, match=r"'Undies'.*'Undershirt'"):
        category_of_label("Undies")


def test_names_shared_with_the_photographs_mean_the_same_kind():
    for known in PHOTOGRAPH_LABELS:
        if known.name in CATEGORIES:
            assert CATEGORIES[known.name].kind == known.kind


def test_what_the_shipped_weights_were_trained_on_is_unchanged():
    """Their captions drew from these tables in this order, and their colours were measured against these values."""
    labels = [
        (known.name, known.label, known.synonyms, known.lengths, known.short_below, known.long_above)
        for known in PHOTOGRAPH_LABELS
    ]
    trained_on = repr((labels, list(COLOURS.items()), list(PATTERNS.items()), UNCONFIRMED_WORDS))
    assert (
        hashlib.sha256(trained_on.encode()).hexdigest()
        == "4dfef37cd57d9b8ba0df60aab6493714dd37622bdaf350e06eb3b1edff42dcab"
    )
