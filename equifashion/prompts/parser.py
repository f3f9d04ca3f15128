"""Prompt → garments, adjective–noun phrases and moods.

English puts adjectives before the noun or after "in", Vietnamese behind the noun; a prompt may mix both.
"""

from dataclasses import replace

from equifashion.prompts.attachment import Binder
from equifashion.prompts.builder import (
    GarmentDraft,
    PhraseDraft,
    contradictions,
    finished_garment,
    finished_phrase,
)
from equifashion.prompts.lexer import Item, read
from equifashion.prompts.parsed import ParsedPrompt, Repair
from equifashion.prompts.semantics import (
    beginning,
    compounds,
    has_colour,
    language_of,
    meaning,
    mood_of,
    part_facts,
)
from equifashion.prompts.spelling import respell
from equifashion.vocabulary import CATEGORIES, Attribute
from equifashion.vocabulary.lexicon import lexicon, split_words
from equifashion.vocabulary.phrases import Fact

_NOUNS = frozenset(
    {"garment", "kind", "unlearned", "part", "collar", "look", "wearer", "skin", "hair", "shoe", "accessory"}
)
_GARMENTS = frozenset({"garment", "kind", "unlearned"})
_ADJECTIVES = frozenset({"quality", "unknown"})
_RELATIONS = frozenset({"with", "and", "over", "under", "into"})


def parse_prompt(prompt: str) -> ParsedPrompt:
    """Read a designer's prompt, English, Vietnamese or both.

    Args:
        prompt: any text; what is not understood is reported, never refused.
    """
    text, repairs = respell(prompt)
    return _Parser(text, read(text)).parsed(repairs)


class _Parser(Binder):
    """Reads items from left to right."""

    def parsed(self, repairs: tuple[Repair, ...]) -> ParsedPrompt:
        for index, item in enumerate(self.items):
            self._take(index, item)
        self._settle()
        self._give_parts(self._last_garment())
        self._decide_skirts()
        self._hear_names()
        phrases = sorted((finished_phrase(p, self.garments) for p in self.phrases if p.item or p.adjectives),
                         key=lambda phrase: phrase.start)  # fmt: skip
        return ParsedPrompt(
            text=self.text,
            garments=tuple(finished_garment(garment) for garment in self.garments),
            phrases=tuple(phrases),
            moods=tuple(self.moods),
            repairs=repairs,
            unknown=tuple(self.unknown),
            contradictions=tuple(contradictions(self.garments)),
            language=language_of(self.items),
        )

    # Reading from left to right.

    def _take(self, index: int, item: Item) -> None:
        if self.denied and item.role not in ("break", "join", "filler"):
            self.unknown[f"{self.denied} {item.text.lower()}"] = None
        elif item.role in ("break", "join"):
            self._part(index, item)
        elif (
            self.head
            and self.head.part == "wearer"
            and any(sense.role in ("skin", "hair") for sense in item.senses)
        ):
            self._other_noun(item)
        elif item.role in _ADJECTIVES:
            self._adjective(index, item)
        elif item.role in _NOUNS:
            self._noun(index, item)

    def _part(self, index: int, item: Item) -> None:
        """A comma or joining word."""
        join = item.senses[0].value if item.senses else ","
        self.denied = item.text.lower() if join == "without" else self.denied if join == "and" else ""
        if join == "and" and not self._opens_clause(index):
            return
        if join in ("of", "on") and self.pending and not self.garments:
            self._settle()
        if join != "of":
            self._settle(keep=join == ",")
            self.head = None
            self.relation = join if join in _RELATIONS and self.garments else self.relation
        self.opening = True
        self.join = join

    def _opens_clause(self, index: int) -> bool:
        """Whether "and" begins a new noun phrase rather than joining two adjectives."""
        after = self.items[index + 1] if index + 1 < len(self.items) else None
        before = self.items[index - 1] if index else None
        joins_adjectives = after and before and after.role in _ADJECTIVES and before.role in _ADJECTIVES
        return not (joins_adjectives and (self.pending or self._noun_ahead(index + 1) is None))

    def _noun_ahead(self, index: int) -> Item | None:
        """The next noun that adjectives from here on lead to."""
        for i in range(index, len(self.items)):
            item = self.items[i]
            between = (
                item.role == "join" and item.senses[0].value == "and" and self.items[i - 1].role in _ADJECTIVES
            )
            if item.role in _NOUNS:
                return item
            if item.role not in (*_ADJECTIVES, "filler") and not between:
                return None
        return None

    def _adjective(self, index: int, item: Item) -> None:
        if item.role == "unknown":
            self.unknown[item.text.lower()] = None
        if self.join == "for" and (occasion := mood_of(item)) and not self._english_noun_ahead(index):
            self._add(PhraseDraft(item, "look", None, (occasion,), item.start))
        elif self.head and (
            item.language == "vi" or self.head.item.language == "vi" or not self._english_noun_ahead(index)
        ):
            self._bind(self.head, item)
        elif item.language == "vi" and self.garments and not self.pending:
            self._bind(self._phrase_of(self.garments[-1]), item)
        else:
            self.pending.append(item)

    def _english_noun_ahead(self, index: int) -> bool:
        noun = self._noun_ahead(index)
        return noun is not None and noun.language != "vi"

    # Nouns.

    def _noun(self, index: int, item: Item) -> None:
        if item.role == "collar":
            self._collar(index, item)
        elif item.role == "part":
            self._part_noun(index, item)
        elif item.role in _GARMENTS:
            self._garment_noun(index, item)
        else:
            self._other_noun(item)
        self.opening = False

    def _collar(self, index: int, item: Item) -> None:
        """A collar's whole name: an adjective before a garment, else a noun phrase of its own."""
        sense = item.senses[0]
        ahead = self._noun_ahead(index + 1)
        if ahead is not None and (ahead.role in _GARMENTS or ahead.role == "collar") and ahead.language != "vi":
            self.pending.append(item)
            return
        words = split_words(item.text)
        worn = sense.value == "turtleneck" and self.join not in ("with", "of") and self.pending
        if worn and (words[0].startswith("turtle") or self.join in ("over", "under", "into")):
            garment = GarmentDraft(None, "top", self._new_relation(), item)
            self._start_garment(garment, item, ((Attribute.COLLAR, sense.value),))
            return
        noun = self._new_part(item, "collar", index)
        if item.noun_start > item.start:
            noun.start = item.noun_start
            rest = self.text[item.start : item.noun_start].rstrip(" -")
            self._state(noun, beginning(item, rest), ((Attribute.COLLAR, sense.value),))
        else:
            noun.facts = ((Attribute.COLLAR, sense.value),)
            self._note(noun, noun.facts[0])

    def _part_noun(self, index: int, item: Item) -> None:
        part = item.senses[0].value
        if item.senses[0].key == "unlearned":
            self.unknown[item.text.lower()] = None
        ahead = self._noun_ahead(index + 1) if item.language != "vi" else None
        before_garment = ahead is not None and ahead.role in _GARMENTS and ahead.language != "vi"
        behind_garment = self.head is not None and self.head.part == "garment"
        if before_garment and not behind_garment and self._adjoins(index):
            self._prenominal(item, part)
        else:
            self._new_part(item, part, index)

    def _adjoins(self, index: int) -> bool:
        """Whether no "and" stands between a part and the garment ahead."""
        for item in self.items[index + 1 :]:
            if item.role in _GARMENTS:
                return True
            if item.role == "join":
                return False
        return False

    def _prenominal(self, item: Item, part: str) -> None:
        """A part named before its garment, "puff sleeve blouse": it takes only the adjectives that suit it."""
        noun = PhraseDraft(item, part, None, part_facts(item), item.start)
        own: list[Item] = []
        while self.pending and any(sense.part == part for sense in self.pending[-1].senses):
            own.insert(0, self.pending.pop())
        self._add(noun)
        self.waiting.append(noun)
        for adjective in own:
            self._bind(noun, adjective)

    def _new_part(self, item: Item, part: str, index: int) -> PhraseDraft:
        """A part with the adjectives before it; its garment is the last that can have it, or the next."""
        noun = PhraseDraft(item, part, None, part_facts(item), item.start, opens=self.opening)
        after = self.items[index + 1] if index + 1 < len(self.items) else None
        on_next = after is not None and after.role == "join" and after.senses[0].value == "on"
        noun.garment = None if on_next else self._owner(part)
        self._add(noun)
        if noun.garment is None:
            self.waiting.append(noun)
        self._take_pending(noun)
        self.head = noun
        return noun

    def _garment_noun(self, index: int, item: Item) -> None:
        sense = item.senses[0]
        if item.role == "unlearned":
            self.unknown[item.text.lower()] = None
        follower = self.items[index + 1] if index + 1 < len(self.items) else None
        if follower is not None and compounds(item, follower):  # "áo blazer", "sweater dress"
            self.narrowing = item
            return
        if self.narrowing is not None:
            start, self.narrowing = self.narrowing.start, None
            item = replace(item, start=start, text=self.text[start : item.end])
        category = sense.value if item.role == "garment" else None
        kind = CATEGORIES[category].kind if category else sense.value if item.role == "kind" else ""
        last = self._last_garment()
        below = self.join == "with" or not (self.phrases[-1:] and self.phrases[-1].part == "garment")
        below = below and (self.join == "with" or not any(has_colour(i) for i in self.pending))
        if kind == "skirt" and below and last and last.kind == "dress" and item.language == "en":
            self._skirt_of_dress(item, index)
            return
        refined = self._refined(item, category, kind)
        garment = GarmentDraft(refined or category, kind, self._new_relation(), item)
        if refined:
            garment.kind = CATEGORIES[refined].kind
        self._start_garment(garment, item, (), refined or "")

    def _skirt_of_dress(self, item: Item, index: int) -> None:
        """A dress "with a pleated skirt": its lower part."""
        *adjectives, _ = split_words(item.text)
        last = item.text.rfind(" ") + 1 or item.text.rfind("-") + 1
        noun = self._new_part(item, "skirt", index)
        noun.start = item.start + last
        if adjectives:
            word = beginning(item, item.text[:last].rstrip(" -"))
            senses = lexicon().get(tuple(adjectives), ())
            fact = meaning(senses, "skirt", noun.garment)
            self._state(noun, word, (fact,) if fact else ())

    def _refined(self, item: Item, category: str | None, kind: str) -> str | None:
        """A narrower category that an adjective further off makes: "pleated midi skirt"."""
        if item.language == "vi" or category not in ("skirt", "dress", "trousers", None):
            return None
        noun = split_words(item.text)
        for adjective in self.pending:
            senses = lexicon().get((*split_words(adjective.text), *noun), ())
            found = next(
                (s for s in senses if s.role == "garment" and CATEGORIES[s.value].kind == (kind or s.value)), None
            )
            if found:
                return found.value
        return None

    def _start_garment(self, garment: GarmentDraft, item: Item, facts: tuple[Fact, ...], refined: str = "") -> None:
        self.garments.append(garment)
        noun = PhraseDraft(item, "garment", garment, facts, item.start)
        self._add(noun)
        self._take_pending(noun, refined)
        self._give_parts(garment)
        self.head = noun

    def _new_relation(self) -> str:
        relation, self.relation = self.relation, ""
        return "with" if relation == "and" else relation

    def _other_noun(self, item: Item) -> None:
        """The look, its wearer, their skin and hair, shoes and accessories: nouns of no garment."""
        if item.role == "accessory":
            self.unknown[item.text.lower()] = None
        sense = item.senses[0]
        part = {"accessory": "detail", "quality": "skin"}.get(item.role, item.role)
        facts = ((sense.key, sense.value),) if sense.value and item.role in ("wearer", "shoe") else ()
        noun = PhraseDraft(item, part, None, facts, item.start)
        self._add(noun)
        self._take_pending(noun)
        self.head = noun
