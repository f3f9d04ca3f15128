import pytest

from equifashion.models.token_groups import token_groups
from equifashion.models.tokenizer import CONTEXT_LENGTH, FashionTokenizer
from equifashion.prompts.parser import parse_prompt

PROMPTS = (
    "a red silk midi dress with long puff sleeves",
    "striped knit V-neck sweater over a black pleated skirt",
    "red dres,  with whtie collar",
    "áo sơ mi trắng tay phồng với chân váy xếp ly đen",
    "vay do tay dai",
    "three-quarter-sleeved navy\nblouse",
)


@pytest.fixture(scope="module")
def tokenizer():
    return FashionTokenizer.train([*PROMPTS, "red dress", "white sleeves"] * 3, 400)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_tokens_decode_to_their_words(prompt, tokenizer):
    parsed = parse_prompt(prompt)
    groups = token_groups(parsed, tokenizer)
    assert len(groups) == sum(bool(p.noun and p.adjectives) for p in parsed.phrases) > 0
    ids = tokenizer.encode([parsed.text])[0]
    for group in groups:
        words = (group.phrase.noun, *group.phrase.adjectives)
        for word, tokens in zip(words, (group.noun, *group.adjectives), strict=True):
            assert tokenizer.decode(ids[tokens.start : tokens.stop]) == word.text.lower()


def test_groups_do_not_overlap(tokenizer):
    for prompt in PROMPTS:
        groups = token_groups(parse_prompt(prompt), tokenizer)
        taken = [t for group in groups for tokens in (group.noun, *group.adjectives) for t in tokens]
        assert len(taken) == len(set(taken))


def test_what_the_context_cuts_off_is_left_out(tokenizer):
    prompt = "red dress, " + "white sleeves, " * CONTEXT_LENGTH + "black collar"
    groups = token_groups(parse_prompt(prompt), tokenizer)
    assert groups[0].phrase.noun.text == "dress"
    assert all(group.phrase.noun.text != "collar" for group in groups)
    assert all(
        t < CONTEXT_LENGTH - 1 for group in groups for tokens in (group.noun, *group.adjectives) for t in tokens
    )


def test_a_prompt_without_adjectives_has_no_groups(tokenizer):
    assert token_groups(parse_prompt("dress"), tokenizer) == ()
    assert token_groups(parse_prompt(""), tokenizer) == ()
