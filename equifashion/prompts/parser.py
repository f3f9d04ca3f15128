"""Prompt → garments, adjective–noun phrases and moods.

English puts adjectives before the noun or after "in", Vietnamese behind the noun; a prompt may mix both.
"""

from collections.abc import Sequence
from dataclasses import replace

from equifashion.prompts.attachment import Attachments
from equifashion.prompts.builder import (
    GarmentDraft,
    PhraseDraft,
    build_garment,
    build_phrase,
    find_contradictions,
)
from equifashion.prompts.lexer import Item, split_items
from equifashion.prompts.parsed import ParsedPrompt, Repair
from equifashion.prompts.semantics import (
    first_words,
    has_colour,
    interpret,
    language_of,
    mood_of,
    narrows_next,
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
    return _Parser(text, split_items(text)).parse(repairs)


class _Parser:
    """Reads items from left to right and hands words to the ``attachments``."""

    def __init__(self, text: str, items: Sequence[Item]) -> None:
        self.text, self.items = text, items
        self.attachments = Attachments()
        self.relation = ""  # how the next garment follows the one before
        self.opens = True  # whether no noun has come since a comma or a joining word
        self.denial = ""  # "no" or "without", while it applies
        self.narrowing: Item | None = None  # "sweater" in "sweater dress"

    def parse(self, repairs: tuple[Repair, ...]) -> ParsedPrompt:
        """What all items say."""
        for index, item in enumerate(self.items):
            self._take(index, item)
        found = self.attachments
        found.finish()
        phrases = (build_phrase(p, found.garments) for p in found.phrases if p.item or p.adjectives)
        phrases_in_order = tuple(sorted(phrases, key=lambda phrase: phrase.start))
        return ParsedPrompt(
            text=self.text,
            garments=tuple(map(build_garment, found.garments)),
            phrases=phrases_in_order,
            moods=tuple(found.moods),
            repairs=repairs,
            unknown=tuple(found.unknown),
            contradictions=tuple(find_contradictions(found.garments)),
            language=language_of(self.items),
        )

    def _take(self, index: int, item: Item) -> None:
        head = self.attachments.head
        if self.denial and item.role not in ("break", "join", "filler"):
            self.attachments.unknown[f"{self.denial} {item.text.lower()}"] = None
        elif item.role in ("break", "join"):
            self._take_join(index, item)
        elif head and head.part == "wearer" and any(s.role in ("skin", "hair") for s in item.senses):
            self._take_other_noun(item)
        elif item.role in _ADJECTIVES:
            self._take_adjective(index, item)
        elif item.role in _NOUNS:
            self._take_noun(index, item)

    def _item_after(self, index: int) -> Item | None:
        return self.items[index + 1] if index + 1 < len(self.items) else None

    # Joining words and adjectives.

    def _take_join(self, index: int, item: Item) -> None:
        """A comma or joining word."""
        found = self.attachments
        join = item.senses[0].value if item.senses else ","
        self.denial = item.text.lower() if join == "without" else self.denial if join == "and" else ""
        if join == "and" and not self._begins_phrase(index):
            return
        if join in ("of", "on") and found.pending and not found.garments:
            found.attach_leftovers()
        if join != "of":
            found.attach_leftovers(keep_first=join == ",")
            found.head = None
            self.relation = join if join in _RELATIONS and found.garments else self.relation
        self.opens = True
        found.join = join

    def _begins_phrase(self, index: int) -> bool:
        """Whether "and" begins a new noun phrase rather than joining two adjectives."""
        after = self._item_after(index)
        before = self.items[index - 1] if index else None
        joins_adjectives = after and before and after.role in _ADJECTIVES and before.role in _ADJECTIVES
        return not (joins_adjectives and (self.attachments.pending or self._noun_from(index + 1) is None))

    def _noun_from(self, index: int) -> Item | None:
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

    def _english_noun_from(self, index: int) -> Item | None:
        noun = self._noun_from(index)
        return noun if noun is not None and noun.language != "vi" else None

    def _take_adjective(self, index: int, item: Item) -> None:
        found, noun_ahead = self.attachments, self._english_noun_from(index)
        if item.role == "unknown":
            found.unknown[item.text.lower()] = None
        if found.join == "for" and (occasion := mood_of(item)) and not noun_ahead:
            found.add(PhraseDraft(item, "look", None, (occasion,), item.start))
        elif found.head and (item.language == "vi" or found.head.language == "vi" or not noun_ahead):
            found.attach(found.head, item)
        elif item.language == "vi" and found.garments and not found.pending:
            found.attach(found.phrase_of(found.garments[-1]), item)
        else:
            found.pending.append(item)

    # Nouns.

    def _take_noun(self, index: int, item: Item) -> None:
        if item.role == "collar":
            self._take_collar(index, item)
        elif item.role == "part":
            self._take_part(index, item)
        elif item.role in _GARMENTS:
            self._take_garment(index, item)
        else:
            self._take_other_noun(item)
        self.opens = False

    def _take_collar(self, index: int, item: Item) -> None:
        """A collar's whole name: an adjective before a garment, else a noun phrase of its own."""
        found = self.attachments
        fact: Fact = (Attribute.COLLAR, item.senses[0].value)
        ahead = self._english_noun_from(index + 1)
        if ahead is not None and (ahead.role in _GARMENTS or ahead.role == "collar"):
            found.pending.append(item)
            return
        worn = fact[1] == "turtleneck" and found.join not in ("with", "of") and found.pending
        if worn and (item.text.lower().startswith("turtle") or found.join in ("over", "under", "into")):
            self._start_garment(GarmentDraft(None, "top", self._take_relation(), item), item, (fact,))
            return
        noun = self._start_part(item, "collar", index)
        if item.noun_start > item.start:
            noun.start = item.noun_start
            rest = self.text[item.start : item.noun_start].rstrip(" -")
            found.describe(noun, first_words(item, rest), (fact,))
        else:
            found.state(noun, fact)

    def _take_part(self, index: int, item: Item) -> None:
        found, part = self.attachments, item.senses[0].value
        if item.senses[0].key == "unlearned":
            found.unknown[item.text.lower()] = None
        ahead = self._english_noun_from(index + 1) if item.language != "vi" else None
        before_garment = ahead is not None and ahead.role in _GARMENTS and self._adjoins_garment(index)
        behind_garment = found.head is not None and found.head.part == "garment"
        if before_garment and not behind_garment:
            self._start_part_before_garment(item, part)
        else:
            self._start_part(item, part, index)

    def _adjoins_garment(self, index: int) -> bool:
        """Whether no joining word stands between a part and the garment ahead."""
        roles = (item.role for item in self.items[index + 1 :])
        return next((role != "join" for role in roles if role == "join" or role in _GARMENTS), False)

    def _start_part_before_garment(self, item: Item, part: str) -> None:
        """A part named before its garment, "puff sleeve blouse": it takes only the adjectives that suit it."""
        found = self.attachments
        noun = PhraseDraft(item, part, None, part_facts(item), item.start)
        own: list[Item] = []
        while found.pending and any(sense.part == part for sense in found.pending[-1].senses):
            own.insert(0, found.pending.pop())
        found.add(noun)
        found.waiting.append(noun)
        for adjective in own:
            found.attach(noun, adjective)

    def _start_part(self, item: Item, part: str, index: int) -> PhraseDraft:
        """A part with the adjectives before it; its garment is the last that can have it, or the next."""
        found, after = self.attachments, self._item_after(index)
        on_next = after is not None and after.role == "join" and after.senses[0].value == "on"
        garment = None if on_next else found.owner_of(part)
        noun = PhraseDraft(item, part, garment, part_facts(item), item.start, opens=self.opens)
        found.add(noun)
        if garment is None:
            found.waiting.append(noun)
        found.attach_pending(noun)
        found.head = noun
        return noun

    def _take_garment(self, index: int, item: Item) -> None:
        found, sense, after = self.attachments, item.senses[0], self._item_after(index)
        if item.role == "unlearned":
            found.unknown[item.text.lower()] = None
        if after is not None and narrows_next(item, after):  # "áo blazer", "sweater dress"
            self.narrowing = item
            return
        if self.narrowing is not None:
            start, self.narrowing = self.narrowing.start, None
            item = replace(item, start=start, text=self.text[start : item.end])
        category = sense.value if item.role == "garment" else None
        kind = CATEGORIES[category].kind if category else sense.value if item.role == "kind" else ""
        if kind == "skirt" and item.language == "en" and self._is_skirt_of_dress():
            self._start_skirt_of_dress(item, index)
            return
        refined = self._refined_category(item, category, kind)
        if refined:
            category, kind = refined, CATEGORIES[refined].kind
        self._start_garment(GarmentDraft(category, kind, self._take_relation(), item), item, (), refined or "")

    def _is_skirt_of_dress(self) -> bool:
        """Whether a skirt named here is the lower part of the dress before it."""
        found = self.attachments
        if not found.last_garment or found.last_garment.kind != "dress":
            return False
        behind_part = not (found.phrases and found.phrases[-1].part == "garment")
        return found.join == "with" or (behind_part and not any(map(has_colour, found.pending)))

    def _start_skirt_of_dress(self, item: Item, index: int) -> None:
        """A dress "with a pleated skirt": its lower part."""
        *adjectives, _ = split_words(item.text)
        last = item.text.rfind(" ") + 1 or item.text.rfind("-") + 1
        noun = self._start_part(item, "skirt", index)
        noun.start = item.start + last
        if adjectives:
            fact = interpret(lexicon().get(tuple(adjectives), ()), "skirt", noun.garment)
            word = first_words(item, item.text[:last].rstrip(" -"))
            self.attachments.describe(noun, word, (fact,) if fact else ())

    def _refined_category(self, item: Item, category: str | None, kind: str) -> str | None:
        """A narrower category that an adjective further off makes: "pleated midi skirt"."""
        if item.language == "vi" or category not in ("skirt", "dress", "trousers", None):
            return None
        noun = split_words(item.text)
        for adjective in self.attachments.pending:
            for sense in lexicon().get((*split_words(adjective.text), *noun), ()):
                if sense.role == "garment" and CATEGORIES[sense.value].kind == (kind or sense.value):
                    return sense.value
        return None

    def _start_garment(self, garment: GarmentDraft, item: Item, facts: tuple[Fact, ...], refined: str = "") -> None:
        found = self.attachments
        found.garments.append(garment)
        noun = PhraseDraft(item, "garment", garment, facts, item.start)
        found.add(noun)
        found.attach_pending(noun, refined)
        found.give_parts(garment)
        found.head = noun

    def _take_relation(self) -> str:
        relation, self.relation = self.relation, ""
        return "with" if relation == "and" else relation

    def _take_other_noun(self, item: Item) -> None:
        """The outfit, its wearer, their skin and hair, shoes and accessories: nouns of no garment."""
        found = self.attachments
        if item.role == "accessory":
            found.unknown[item.text.lower()] = None
        sense = item.senses[0]
        part = {"accessory": "detail", "quality": "skin"}.get(item.role, item.role)
        facts = ((sense.key, sense.value),) if sense.value and item.role in ("wearer", "shoe") else ()
        noun = PhraseDraft(item, part, None, facts, item.start)
        found.add(noun)
        found.attach_pending(noun)
        found.head = noun
