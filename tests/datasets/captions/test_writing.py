from equifashion.datasets.captions.writing import Clause, Piece, Writer
from equifashion.vocabulary import Attribute

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

SLEEVES = Clause((Piece("long", facts=((SLEEVE_LENGTH, "long"),)), Piece("sleeves", "noun")), 0, ("sleeves",))
DRESS = Clause(
    (Piece("red", facts=(("colour", "red"),)), Piece("and", ""), Piece("white"), Piece("dress", "noun")),
    0,
    ("lower",),
)


def test_words_keep_their_places():
    writer = Writer().add("a").add_phrase(DRESS).add(", with").add_phrase(SLEEVES)
    assert writer.text == "a red and white dress, with long sleeves"
    dress, sleeves = writer.phrases
    assert (dress.start, dress.end, dress.noun.text) == (2, 21, "dress")
    assert [word.text for word in dress.adjectives] == ["red", "white"]
    assert writer.text[sleeves.start : sleeves.end] == "long sleeves"
    assert dress.facts == (("colour", "red"),) and sleeves.facts == ((SLEEVE_LENGTH, "long"),)


def test_facts_come_in_the_text_s_order():
    late = Clause((Piece("váy", "noun", (("category", "dress"),)), Piece("đỏ", facts=(("colour", "red"),))), 0, ())
    assert Writer().add_phrase(late).phrases[0].facts == (("category", "dress"), ("colour", "red"))


def test_lists_have_commas_and_an_and():
    def listed(count: int) -> str:
        return Writer().add_list([("a", SLEEVES)] * count).text

    assert listed(1) == "a long sleeves"
    assert listed(3) == "a long sleeves, a long sleeves and a long sleeves"


def test_nothing_said_adds_nothing():
    assert Writer().add("").add_phrase(SLEEVES).add("").text == "long sleeves"
