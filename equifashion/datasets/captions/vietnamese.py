"""Outfits in Vietnamese: garments layered over and worn with one another, who wears them, mood and domain."""

import itertools
from collections.abc import Sequence

import numpy as np

from equifashion.datasets.captions import vietnamese_words as words
from equifashion.datasets.captions.choices import Choices
from equifashion.datasets.captions.facts import OutfitFacts
from equifashion.datasets.captions.plan import Plan
from equifashion.datasets.captions.vietnamese_garment import VietnameseGarment
from equifashion.datasets.captions.wording import Layer, OutfitWording
from equifashion.datasets.captions.writing import Clause, Said, Writer
from equifashion.vocabulary.phrases import Fact
from equifashion.vocabulary.wordings import QUALITIES, SHOES, SKINS, WEARERS

_OVER_OUTER, _OVER = ("khoác ngoài", "khoác bên ngoài"), ("mặc ngoài", "mặc bên ngoài")
_WITH, _WITH_MORE = ("phối với", "kết hợp với", "mặc cùng", "và"), (", phối với", ", kết hợp với", ", mặc cùng")
_STACKED = 0.4  # how often parts follow the noun phrase without a joining word, as labels have it


def write_vietnamese(outfit: OutfitFacts, plan: Plan, random: np.random.Generator) -> Writer:
    """Word a plan in Vietnamese."""
    return _Vietnamese(outfit, plan, Choices(random)).write()


class _Vietnamese(OutfitWording):
    language = "vi"
    garment_wording = VietnameseGarment

    def write(self) -> Writer:
        effects = self.moods("effect")
        layers = self.layers(self.mood(effects[0]) if effects else None)
        if self.wants("domain"):
            name = self.choose.usual(words.DOMAIN_WORDS[self.outfit.domain], 0.5)
            self.writer.say(f"{name}," if self.tags or self.choose.chance(0.5) else name)
        if self.wants("wearer"):
            self._wearer()
            self.writer.say("mặc")
        (self._strung if self.tags else self._layered)(layers)
        self._shoes()
        for fact in self.moods("style", "feeling"):
            noun = {"style": "phong cách", "feeling": self.choose.pick(("cảm giác", "vẻ"))}[fact[0]]
            lead = "," if self.tags or fact[0] == "style" else ", mang"
            self.writer.say(lead).phrase(Clause((Said(noun, "noun"), self.mood(fact)), None, ()))
        for fact in self.moods("occasion"):
            self.writer.say(",").phrase(self.occasion(fact))
        return self.writer

    def _strung(self, layers: Sequence[Layer]) -> None:
        for index, layer in enumerate(layers):
            self.writer.say("," if index else "").phrase(layer.clause)
            if len(layers) == 1:
                for detail in layer.details:
                    self.writer.say(",").phrase(detail)
            else:
                self._stack(layer)

    def _layered(self, layers: Sequence[Layer]) -> None:
        """The outermost first, what it lies over, and what is worn on the legs."""
        uppers = [layer for layer in layers if layer.garment.depth > 0] or list(layers)
        lowers = [layer for layer in layers if layer not in uppers]
        if lowers and len(uppers) == 1 and self.choose.chance(0.2):
            uppers, lowers = [*lowers, *uppers], []
        self._garment(uppers[0])
        for outer, inner in itertools.pairwise(uppers):
            comma = ", " if outer.details else ""
            if outer.garment.depth == 0:
                self._join(_WITH_MORE if comma else _WITH)
            else:
                self.writer.say(comma + self.choose.pick(_OVER_OUTER if outer.garment.kind == "outer" else _OVER))
            self._garment(inner)
        for lower in lowers:
            parted = uppers[-1].details or len(uppers) > 1
            self._join(_WITH_MORE if parted else _WITH)
            self._garment(lower)

    def _join(self, options: Sequence[str]) -> None:
        """Say how garments go together; "mặc" once in a caption."""
        worn = "mặc" in self.writer.text.split()
        self.writer.say(self.choose.pick([option for option in options if not (worn and "mặc" in option)]))

    def _garment(self, layer: Layer) -> None:
        if self.articles and self.choose.chance(0.6):
            self.writer.say(_classifier(layer.clause.noun))
        self.writer.phrase(layer.clause)
        self._stack(layer)

    def _stack(self, layer: Layer) -> None:
        """A garment's parts: stacked up, or after "với"."""
        if len(layer.details) <= 2 and self.choose.chance(_STACKED):
            for detail in layer.details:
                self.writer.phrase(detail)
        elif layer.details:
            self.writer.say(self.choose.pick(("với", "có"))).list([("", d) for d in layer.details], "và")

    def _wearer(self) -> None:
        wearer = self.outfit.wearer
        facts: tuple[Fact, ...] = (("presentation", wearer.presentation),) if wearer.presentation else ()
        pieces = [Said(self.choose.usual(self.written(WEARERS[wearer.presentation])), "noun", facts)]
        if wearer.shape:
            pieces.append(
                Said(self.written(QUALITIES["body shape"][wearer.shape])[0], facts=(("body shape", wearer.shape),))
            )
        if wearer.skin and self.choose.chance(0.5):
            pieces.append(Said(f"da {self.written(SKINS[wearer.skin])[0]}", facts=(("skin", wearer.skin),)))
        if wearer.motion:
            pieces.append(
                Said(self.written(QUALITIES["motion"][wearer.motion])[0], facts=(("motion", wearer.motion),))
            )
        self.writer.phrase(Clause(tuple(pieces), None, ("skin", "hair")))

    def _shoes(self) -> None:
        wearer = self.outfit.wearer
        if not self.wants("shoes") or not wearer.shoes:
            return
        pieces = [Said(self.written(SHOES[wearer.shoes])[0], "noun", (("shoes", wearer.shoes),))]
        if wearer.shoe_colour:
            pieces.append(Said(words.colour(wearer.shoe_colour), facts=(("shoe colour", wearer.shoe_colour),)))
        self.writer.say("," if self.tags else self.choose.pick((", đi", ", kèm", ", đi cùng")))
        self.writer.phrase(Clause(tuple(pieces), None, ("shoes",)))


def _classifier(noun: str) -> str:
    """The words that count one garment: "một chiếc áo", "một bộ liền quần"."""
    return "một" if noun.startswith("bộ ") else "một bộ" if noun.startswith("đồ ") else "một chiếc"
