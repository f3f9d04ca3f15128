"""Outfits in English: garments layered over and worn with one another, who wears them, mood and domain."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from equifashion.datasets.captions import english_words as words
from equifashion.datasets.captions.choices import Choices
from equifashion.datasets.captions.english_garment import EnglishGarment, determiner
from equifashion.datasets.captions.facts import OutfitFacts
from equifashion.datasets.captions.plan import Plan
from equifashion.datasets.captions.wording import Layer, OutfitWording
from equifashion.datasets.captions.writing import Clause, Piece, Writer
from equifashion.vocabulary.english import article, is_plural
from equifashion.vocabulary.wordings import QUALITIES, SKINS, WEARERS

# How to go on after a garment, without details and with.
_OVER, _OVER_MORE = ("over", "over", "worn over", "layered over"), (", worn over", ", layered over", "over")
_WITH, _WITH_MORE = ("with", "and", "worn with", "paired with"), (", worn with", ", paired with", ", teamed with")
_PAIR_OF, _TUCKED_INTO = 0.12, 0.7
_MOOD_TAILS = {
    "style": (("in", "style"), ("for", "look")),
    "feeling": (("with", "mood"), ("with", "feel")),
}


def write_english(outfit: OutfitFacts, plan: Plan, random: np.random.Generator) -> Writer:
    """Word a plan in English."""
    return _English(outfit, plan, Choices(random)).write()


class _English(OutfitWording):
    language = "en"
    shoe_joins = (", styled with", ", finished with", ", with")
    garment_wording = EnglishGarment

    def write(self) -> Writer:
        adjectives = [
            fact for fact in self.moods("style", "effect", "feeling") if fact[1] in words.MOODS_OF_GARMENTS
        ]
        leading = self.choose.pick(adjectives) if adjectives and self.choose.chance(0.7) else None
        layers = self.layers(self.mood(leading) if leading else None)
        closing = self._add_domain()
        wearer_first = self.wants("wearer") and self.articles and self.choose.chance(0.4)
        if wearer_first:
            self.add_wearer()
            self.writer.add(self.choose.pick(("in", "wearing")))
        self.add_tags(layers) if self.tags else self.add_layered(layers)
        self.add_shoes()
        if self.wants("wearer") and not wearer_first:
            self.writer.add(", worn by" if self.articles or self.choose.chance(0.5) else ", on")
            self.add_wearer()
        for fact in self.moods("style", "feeling"):
            if fact != leading:
                self._add_mood(fact)
        for fact in self.moods("occasion"):
            occasion = self.occasion(fact)
            self.writer.add("for" if self.plan.detail == "brief" else ", for").add_phrase(occasion)
        if closing:
            self.writer.add(f", {closing}")
        return self.writer

    # Garments.

    def add_layered(self, layers: Sequence[Layer]) -> None:
        """Layered garments, the outermost first or last, with what is worn on the legs."""
        uppers, lowers = self.uppers_and_lowers(layers)
        if lowers and uppers[-1].garment.kind == "dress":  # an áo dài lies over its trousers
            uppers, lowers = [*uppers, *lowers], []
        if len(uppers) > 1 and not any(layer.details for layer in layers) and self.choose.chance(0.2):
            self._add_row([*uppers[1:], *lowers], "and")
            self.writer.add(self.choose.pick(("under", "layered under")))
            self.add_garment(uppers[0])
        elif lowers and len(uppers) == 1 and self.choose.chance(0.25):
            self._add_row([*lowers, *uppers])
        else:
            tucked = _without_tucked(uppers[-1]) if lowers and self.choose.chance(_TUCKED_INTO) else None
            if tucked:
                uppers = [*uppers[:-1], tucked]
            self.add_garment(uppers[0])
            for outer, inner in itertools.pairwise(uppers):
                self._add_join(_OVER_MORE if outer.details else _OVER)
                self.add_garment(inner)
            self._add_bottoms(uppers, lowers, bool(tucked))

    def _add_bottoms(self, uppers: Sequence[Layer], lowers: Sequence[Layer], tucked: bool) -> None:
        for lower in lowers:
            with_comma = _needs_comma(uppers[-1]) or (len(uppers) > 1 and self.choose.chance(0.3))
            self._add_join(("into",) if tucked else _WITH_MORE if with_comma else _WITH)
            self.add_garment(lower)

    def _add_join(self, options: Sequence[str]) -> None:
        """Say how garments go together, in words not yet used for it."""
        fresh = [option for option in options if option.strip(", ").split()[0] not in self.writer.text.split()]
        self.writer.add(self.choose.pick(fresh or options))

    def _add_row(self, layers: Sequence[Layer], join: str = "") -> None:
        for index, layer in enumerate(layers):
            if index:
                self._add_join((join,) if join else _WITH_MORE if _needs_comma(layers[index - 1]) else _WITH)
            self.add_garment(layer)

    def add_garment(self, layer: Layer) -> None:
        """A garment with its article and details."""
        if self.articles:
            plural = is_plural(layer.clause.noun) and layer.garment.kind == "trousers"
            opening = "a pair of" if plural and self.choose.chance(_PAIR_OF) else determiner(layer.clause)
            self.writer.add(opening)
        self.writer.add_phrase(layer.clause)
        if layer.details:
            self.writer.add("featuring" if len(layer.details) > 1 and self.choose.chance(0.2) else "with")
            self.writer.add_list([(determiner(c) if self.articles else "", c) for c in layer.details])

    # Who, what for, how.

    def _add_domain(self) -> str:
        """Begin with the domain word, or return it to end with, or ""."""
        if not self.wants("domain"):
            return ""
        name = self.choose.usual(words.DOMAIN_WORDS[self.outfit.domain], 0.5)
        if not self.articles and self.choose.chance(0.15):
            return name
        if self.tags or self.choose.chance(0.5):
            self.writer.add(f"{name},")
        else:
            lead = f"{article(name)} {name}" if self.articles and self.choose.chance(0.6) else name
            self.writer.add(f"{lead} of")
        return ""

    def add_wearer(self) -> None:
        wearer = self.wearer
        pieces = []
        if wearer.motion:
            pieces.append(Piece(wearer.motion, facts=(("motion", wearer.motion),)))
        if wearer.shape:
            shape = self.choose.pick(self.written(QUALITIES["body shape"][wearer.shape]))
            pieces.append(Piece(shape, facts=(("body shape", wearer.shape),)))
        facts = (("presentation", wearer.presentation),) if wearer.presentation else ()
        noun = self.choose.usual(self.written(WEARERS[wearer.presentation]))
        self._add_clause(Clause((*pieces, Piece(noun, "noun", facts)), None, ("skin", "hair")))
        if wearer.skin and self.choose.chance(0.5):
            skin = Piece(self.choose.pick(self.written(SKINS[wearer.skin])), facts=(("skin", wearer.skin),))
            self.writer.add("with")
            noun = "skin tone" if wearer.skin == "medium" else self.choose.pick(("skin", "skin tone"))
            self._add_clause(Clause((skin, Piece(noun, "noun")), None, ("skin",)))

    def shoe_pieces(self) -> tuple[Piece, ...]:
        colour, shoes = self.wearer.shoe_colour, self.wearer.shoes
        colours = (Piece(colour, facts=(("shoe colour", colour),)),) if colour else ()
        return *colours, Piece(shoes, "noun", (("shoes", shoes),))

    def _add_mood(self, fact: tuple[str, str]) -> None:
        lead, noun = self.choose.pick(_MOOD_TAILS[fact[0]])
        mood = self.mood(fact)
        if lead == "for" and self.wants("occasion"):  # one "for" is enough
            lead, noun = "in", "style"
        if noun in mood.text:  # "holiday-style"
            lead, noun = "for", "look"
        self.writer.add("," if self.tags else f", {lead}")
        self._add_clause(Clause((mood, Piece(noun, "noun")), None, ()))

    def _add_clause(self, clause: Clause) -> None:
        if self.articles:
            self.writer.add(determiner(clause))
        self.writer.add_phrase(clause)


def _needs_comma(layer: Layer) -> bool:
    """Whether what follows needs a comma: after details, or after "in navy and white"."""
    return bool(layer.details) or layer.clause.pieces[-1].role != "noun"


def _without_tucked(layer: Layer) -> Layer | None:
    """A tucked-in top as "a white shirt tucked", "into" to follow; None where it is none, or has details."""
    pieces = layer.clause.pieces
    inside = next((piece for piece in pieces if ("worn", "tucked") in piece.facts), None)
    if inside is None or layer.details:
        return None
    rest = tuple(piece for piece in pieces if piece is not inside)
    return replace(layer, clause=replace(layer.clause, pieces=(*rest, Piece("tucked", facts=inside.facts))))
