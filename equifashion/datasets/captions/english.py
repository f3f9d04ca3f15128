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
from equifashion.datasets.captions.writing import Clause, Said, Writer
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
    garment_wording = EnglishGarment

    def write(self) -> Writer:
        adjectives = [
            fact for fact in self.moods("style", "effect", "feeling") if fact[1] in words.MOODS_OF_GARMENTS
        ]
        told = self.choose.pick(adjectives) if adjectives and self.choose.chance(0.7) else None
        layers = self.layers(self.mood(told) if told else None)
        closing = self._open_domain()
        wearer_first = self.wants("wearer") and self.articles and self.choose.chance(0.4)
        if wearer_first:
            self._wearer()
            self.writer.say(self.choose.pick(("in", "wearing")))
        (self._strung if self.tags else self._layered)(layers)
        self._shoes()
        if self.wants("wearer") and not wearer_first:
            self.writer.say(", worn by" if self.articles or self.choose.chance(0.5) else ", on")
            self._wearer()
        for fact in self.moods("style", "feeling"):
            if fact != told:
                self._mood_tail(fact)
        for fact in self.moods("occasion"):
            occasion = self.occasion(fact)
            self.writer.say("for" if self.plan.detail == "brief" else ", for").phrase(occasion)
        if closing:
            self.writer.say(f", {closing}")
        return self.writer

    # Garments.

    def _strung(self, layers: Sequence[Layer]) -> None:
        """Phrases strung together by commas, as people type prompts."""
        for index, layer in enumerate(layers):
            if index:
                self.writer.say(",")
            if len(layers) == 1:
                self.writer.phrase(layer.clause)
                for detail in layer.details:
                    self.writer.say(",").phrase(detail)
            else:
                self._garment(layer)

    def _layered(self, layers: Sequence[Layer]) -> None:
        """Layered garments, the outermost first or last, with what is worn on the legs."""
        uppers = [layer for layer in layers if layer.garment.depth > 0] or list(layers)
        lowers = [layer for layer in layers if layer not in uppers]
        if lowers and uppers[-1].garment.kind == "dress":  # an áo dài lies over its trousers
            uppers, lowers = [*uppers, *lowers], []
        if len(uppers) > 1 and not any(layer.details for layer in layers) and self.choose.chance(0.2):
            self._run([*uppers[1:], *lowers], "and")
            self.writer.say(self.choose.pick(("under", "layered under")))
            self._garment(uppers[0])
        elif lowers and len(uppers) == 1 and self.choose.chance(0.25):
            self._run([*lowers, *uppers])
        else:
            tucked = _tucked(uppers[-1]) if lowers and self.choose.chance(_TUCKED_INTO) else None
            if tucked:
                uppers = [*uppers[:-1], tucked]
            self._garment(uppers[0])
            for outer, inner in itertools.pairwise(uppers):
                self._join(_OVER_MORE if outer.details else _OVER)
                self._garment(inner)
            self._bottoms(uppers, lowers, bool(tucked))

    def _bottoms(self, uppers: Sequence[Layer], lowers: Sequence[Layer], tucked: bool) -> None:
        for lower in lowers:
            parted = _parted(uppers[-1]) or (len(uppers) > 1 and self.choose.chance(0.3))
            self._join(("into",) if tucked else _WITH_MORE if parted else _WITH)
            self._garment(lower)

    def _join(self, options: Sequence[str]) -> None:
        """Say how garments go together, in words not yet used for it."""
        fresh = [option for option in options if option.strip(", ").split()[0] not in self.writer.text.split()]
        self.writer.say(self.choose.pick(fresh or options))

    def _run(self, layers: Sequence[Layer], join: str = "") -> None:
        for index, layer in enumerate(layers):
            if index:
                self._join((join,) if join else _WITH_MORE if _parted(layers[index - 1]) else _WITH)
            self._garment(layer)

    def _garment(self, layer: Layer) -> None:
        """A garment with its article and details."""
        if self.articles:
            plural = is_plural(layer.clause.noun) and layer.garment.kind == "trousers"
            said = "a pair of" if plural and self.choose.chance(_PAIR_OF) else determiner(layer.clause)
            self.writer.say(said)
        self.writer.phrase(layer.clause)
        if layer.details:
            self.writer.say("featuring" if len(layer.details) > 1 and self.choose.chance(0.2) else "with")
            self.writer.list([(determiner(c) if self.articles else "", c) for c in layer.details])

    # Who, what for, how.

    def _open_domain(self) -> str:
        """Begin with the domain word, or return it to end with, or ""."""
        if not self.wants("domain"):
            return ""
        name = self.choose.usual(words.DOMAIN_WORDS[self.outfit.domain], 0.5)
        if not self.articles and self.choose.chance(0.15):
            return name
        if self.tags or self.choose.chance(0.5):
            self.writer.say(f"{name},")
        else:
            lead = f"{article(name)} {name}" if self.articles and self.choose.chance(0.6) else name
            self.writer.say(f"{lead} of")
        return ""

    def _wearer(self) -> None:
        wearer = self.outfit.wearer
        pieces = []
        if wearer.motion:
            pieces.append(Said(wearer.motion, facts=(("motion", wearer.motion),)))
        if wearer.shape:
            shape = self.choose.pick(self.written(QUALITIES["body shape"][wearer.shape]))
            pieces.append(Said(shape, facts=(("body shape", wearer.shape),)))
        facts = (("presentation", wearer.presentation),) if wearer.presentation else ()
        noun = self.choose.usual(self.written(WEARERS[wearer.presentation]))
        self._say(Clause((*pieces, Said(noun, "noun", facts)), None, ("skin", "hair")))
        if wearer.skin and self.choose.chance(0.5):
            skin = Said(self.choose.pick(self.written(SKINS[wearer.skin])), facts=(("skin", wearer.skin),))
            self.writer.say("with")
            noun = "skin tone" if wearer.skin == "medium" else self.choose.pick(("skin", "skin tone"))
            self._say(Clause((skin, Said(noun, "noun")), None, ("skin",)))

    def _shoes(self) -> None:
        wearer = self.outfit.wearer
        if not self.wants("shoes") or not wearer.shoes:
            return
        colour = wearer.shoe_colour
        pieces = [Said(colour, facts=(("shoe colour", colour),))] if colour else []
        self.writer.say("," if self.tags else self.choose.pick((", styled with", ", finished with", ", with")))
        self.writer.phrase(
            Clause((*pieces, Said(wearer.shoes, "noun", (("shoes", wearer.shoes),))), None, ("shoes",))
        )

    def _mood_tail(self, fact: tuple[str, str]) -> None:
        lead, noun = self.choose.pick(_MOOD_TAILS[fact[0]])
        mood = self.mood(fact)
        if lead == "for" and self.wants("occasion"):  # one "for" is enough
            lead, noun = "in", "style"
        if noun in mood.text:  # "holiday-style"
            lead, noun = "for", "look"
        self.writer.say("," if self.tags else f", {lead}")
        self._say(Clause((mood, Said(noun, "noun")), None, ()))

    def _say(self, clause: Clause) -> None:
        if self.articles:
            self.writer.say(determiner(clause))
        self.writer.phrase(clause)


def _parted(layer: Layer) -> bool:
    """Whether what follows needs a comma: after details, or after "in navy and white"."""
    return bool(layer.details) or layer.clause.pieces[-1].role != "noun"


def _tucked(layer: Layer) -> Layer | None:
    """A tucked-in top as "a white shirt tucked", "into" to follow; None where it is none, or has details."""
    pieces = layer.clause.pieces
    inside = next((said for said in pieces if ("worn", "tucked") in said.facts), None)
    if inside is None or layer.details:
        return None
    rest = tuple(said for said in pieces if said is not inside)
    return replace(layer, clause=replace(layer.clause, pieces=(*rest, Said("tucked", facts=inside.facts))))
