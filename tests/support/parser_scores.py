"""Scores of the parser on prompts written by hand: precision, recall and F1 of facts and of adjectives' nouns."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from equifashion.prompts.parsed import ParsedPrompt
from equifashion.prompts.parser import parse_prompt
from equifashion.vocabulary import COLOURS, MATERIALS, WEAVES

_BARE = {"colour": COLOURS, "weave": WEAVES, "material": MATERIALS}


@dataclass
class Score:
    """Counts of what was right, wrongly said and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    failures: list[tuple[str, Counter, Counter]] = field(default_factory=list)

    def add(self, text: str, expected: Counter, got: Counter) -> None:
        wrong, missed = got - expected, expected - got
        self.right += (got & expected).total()
        self.wrong += wrong.total()
        self.missed += missed.total()
        if wrong or missed:
            self.failures.append((text, wrong, missed))

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def prompts(name: str) -> list[dict]:
    """The prompts of one file, e.g. ``"tuned"``."""
    path = Path(__file__).parents[1] / "prompts" / f"prompts_{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["prompt"]


def expected_triples(prompt: dict) -> Counter:
    """(garment, attribute, value) as written down, garments and moods among them."""
    found: Counter = Counter()
    for garment in prompt["garments"]:
        name, _, facts = garment.partition(": ")
        found[(name, "category", name)] += 1
        for fact in filter(None, facts.split(", ")):
            key, _, value = fact.rpartition("=")
            key = key or next(k for k, known in _BARE.items() if value in known)
            found[(name, key, value)] += 1
    for mood in prompt.get("moods", ()):
        key, _, value = mood.partition("=")
        found[("look", key, value)] += 1
    return found


def parsed_triples(parsed: ParsedPrompt) -> Counter:
    """The same of a parsed prompt."""
    found: Counter = Counter()
    for garment in parsed.garments:
        name = garment.category or (f"({garment.kind})" if garment.kind else "?")
        found[(name, "category", name)] += 1
        for key, value in garment.facts:
            found[(name, key, value)] += 1
    for key, value in parsed.moods:
        found[("look", key, value)] += 1
    return found


def expected_bindings(prompt: dict) -> Counter:
    """(noun, adjective) pairs as written down."""
    pairs = (entry.partition(": ") for entry in prompt["bindings"])
    return Counter((noun, adjective) for noun, _, all_of_it in pairs for adjective in all_of_it.split(", "))


def parsed_bindings(parsed: ParsedPrompt) -> Counter:
    """The same of a parsed prompt."""
    return Counter(
        (phrase.noun.text.lower(), adjective.text.lower())
        for phrase in parsed.phrases
        if phrase.noun
        for adjective in phrase.adjectives
    )


def measure(name: str) -> tuple[Score, Score]:
    """Scores of triples and of bindings on one file."""
    triples, bindings = Score(), Score()
    for prompt in prompts(name):
        parsed = parse_prompt(prompt["text"])
        triples.add(prompt["text"], expected_triples(prompt), parsed_triples(parsed))
        bindings.add(prompt["text"], expected_bindings(prompt), parsed_bindings(parsed))
    return triples, bindings
