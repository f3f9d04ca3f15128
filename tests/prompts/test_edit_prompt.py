import pytest

from equifashion.errors import InvalidInput
from equifashion.prompts.edit_prompt import edit_prompt
from equifashion.prompts.parser import parse_prompt
from equifashion.vocabulary import ATTRIBUTES, Attribute

PROMPTS = (
    "red dress",
    "red long-sleeved dress with a V-neck",
    "blue shirt with short sleeves and a ruffled hem",
    "navy coat with notched lapels",
    "a white blouse with puff sleeves, Peter Pan collar",
    "váy đỏ dài tay",
    "áo sơ mi trắng cổ bẻ",
)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_read_again_it_says_the_new_value_alone_and_keeps_the_rest(prompt):
    before = parse_prompt(prompt).garments[0]
    for attribute, values in ATTRIBUTES.items():
        for value in values:
            text = edit_prompt(prompt, attribute, value)
            after = parse_prompt(text).garments[0]
            assert after.values(attribute) == (value,), text
            assert after.category == before.category and after.colours == before.colours, text
            for other in ATTRIBUTES.keys() - {attribute}:
                assert after.values(other) == before.values(other), text


def test_words_stand_where_a_reader_expects_them():
    assert edit_prompt("red long-sleeved dress", Attribute.SLEEVE_LENGTH, "short") == "red short-sleeved dress"
    assert edit_prompt("black midi skirt", Attribute.LENGTH, "short") == "black mini skirt"
    assert edit_prompt("red dress with a V-neck", Attribute.COLLAR, "boat neck") == "red dress with a boat neck"
    assert edit_prompt("váy đỏ dài tay", Attribute.SLEEVE_LENGTH, "short") == "váy đỏ tay ngắn"


def test_unknown_words_are_refused_with_the_known_ones():
    with pytest.raises(InvalidInput, match="Unknown attribute 'A6'; known are A1, A2"):
        edit_prompt("red dress", "A6", "short")
    with pytest.raises(InvalidInput, match="Unknown value 'tiny'; known are extra-short"):
        edit_prompt("red dress", Attribute.LENGTH, "tiny")
