"""The parser on prompts written by hand, some of which it was tuned on and some not."""

import pytest

from equifashion.prompts.parser import parse_prompt
from tests.support.parser_scores import Score, expected_bindings, measure, parsed_bindings, prompts

FLOORS = {"tuned": (0.97, 0.95), "held_out": (0.95, 0.92)}  # F1 of triples and of bindings


@pytest.mark.parametrize("name", FLOORS)
def test_prompts_are_understood(name):
    triples, bindings = measure(name)
    least_triples, least_bindings = FLOORS[name]
    assert triples.f1 >= least_triples, triples.failures
    assert bindings.f1 >= least_bindings, bindings.failures


def test_there_are_enough_prompts_and_none_in_both_files():
    tuned, held_out = ({p["text"] for p in prompts(name)} for name in FLOORS)
    assert len(tuned) >= 150 and len(held_out) >= 100
    assert not tuned & held_out


def test_words_in_the_wrong_order_score_worse():
    swapped = [p | {"text": " ".join(reversed(p["text"].split()))} for p in prompts("held_out")]
    score = Score()
    for prompt in swapped:
        score.add(prompt["text"], expected_bindings(prompt), parsed_bindings(parse_prompt(prompt["text"])))
    assert score.f1 < 0.6


@pytest.mark.parametrize("name", FLOORS)
def test_repairs_and_unknown_words_are_reported(name):
    for prompt in prompts(name):
        parsed = parse_prompt(prompt["text"])
        for word in prompt.get("unknown", ()):
            assert any(word in said for said in parsed.unknown), (prompt["text"], word, parsed.unknown)
        for repair in prompt.get("repairs", ()):
            before, _, after = repair.partition(">")
            typed, meant = (
                " ".join(part) for part in zip(*((r.before, r.after) for r in parsed.repairs), strict=True)
            )
            assert before in typed and after in meant, (prompt["text"], parsed.repairs)


@pytest.mark.parametrize("name", FLOORS)
def test_every_place_is_exact(name):
    for prompt in prompts(name):
        parsed = parse_prompt(prompt["text"])
        for repair in parsed.repairs:
            assert prompt["text"][repair.start : repair.end] == repair.before
        for phrase in parsed.phrases:
            for word in (*phrase.adjectives, *((phrase.noun,) if phrase.noun else ())):
                assert parsed.text[word.start : word.end] == word.text
        assert prompt["text"] == parsed.text or parsed.repairs
