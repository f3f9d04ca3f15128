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
from equifashion.datasets.captions.writing import Clause, Piece, Writer
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
    shoe_joins = (", đi", ", kèm", ", đi cùng")
    garment_wording = VietnameseGarment

    def write(self) -> Writer:
        effects = self.moods("effect")
        layers = self.layers(self.mood(effects[0]) if effects else None)
        if self.wants("domain"):
            name = self.choose.usual(words.DOMAIN_WORDS[self.outfit.domain], 0.5)
            self.writer.add(f"{name}," if self.tags or self.choose.chance(0.5) else name)
        if self.wants("wearer"):
            self.add_wearer()
            self.writer.add("mặc")
        self.add_tags(layers) if self.tags else self.add_layered(layers)
        self.add_shoes()
        for fact in self.moods("style", "feeling"):
            noun = {"style": "phong cách", "feeling": self.choose.pick(("cảm giác", "vẻ"))}[fact[0]]
            lead = "," if self.tags or fact[0] == "style" else ", mang"
            self.writer.add(lead).add_phrase(Clause((Piece(noun, "noun"), self.mood(fact)), None, ()))
        for fact in self.moods("occasion"):
            self.writer.add(",").add_phrase(self.occasion(fact))
        return self.writer

    def add_layered(self, layers: Sequence[Layer]) -> None:
        """The outermost first, what it lies over, and what is worn on the legs."""
        uppers, lowers = self.uppers_and_lowers(layers)
        if lowers and len(uppers) == 1 and self.choose.chance(0.2):
            uppers, lowers = [*lowers, *uppers], []
        self.add_garment(uppers[0])
        for outer, inner in itertools.pairwise(uppers):
            comma = ", " if outer.details else ""
            if outer.garment.depth == 0:
                self._add_join(_WITH_MORE if comma else _WITH)
            else:
                self.writer.add(comma + self.choose.pick(_OVER_OUTER if outer.garment.kind == "outer" else _OVER))
            self.add_garment(inner)
        for lower in lowers:
            with_comma = uppers[-1].details or len(uppers) > 1
            self._add_join(_WITH_MORE if with_comma else _WITH)
            self.add_garment(lower)

    def _add_join(self, options: Sequence[str]) -> None:
        """Say how garments go together; "mặc" once in a caption."""
        worn = "mặc" in self.writer.text.split()
        self.writer.add(self.choose.pick([option for option in options if not (worn and "mặc" in option)]))

    def add_garment(self, layer: Layer) -> None:
        if self.articles and self.choose.chance(0.6):
            self.writer.add(_classifier(layer.clause.noun))
        self.writer.add_phrase(layer.clause)
        self._add_parts(layer)

    def _add_parts(self, layer: Layer) -> None:
        """A garment's parts: stacked up, or after "với"."""
        if len(layer.details) <= 2 and self.choose.chance(_STACKED):
            for detail in layer.details:
                self.writer.add_phrase(detail)
        elif layer.details:
            self.writer.add(self.choose.pick(("với", "có"))).add_list([("", d) for d in layer.details], "và")

    def add_wearer(self) -> None:
        wearer = self.wearer
        facts: tuple[Fact, ...] = (("presentation", wearer.presentation),) if wearer.presentation else ()
        pieces = [Piece(self.choose.usual(self.written(WEARERS[wearer.presentation])), "noun", facts)]
        if wearer.shape:
            pieces.append(
                Piece(self.written(QUALITIES["body shape"][wearer.shape])[0], facts=(("body shape", wearer.shape),))
            )
        if wearer.skin and self.choose.chance(0.5):
            pieces.append(Piece(f"da {self.written(SKINS[wearer.skin])[0]}", facts=(("skin", wearer.skin),)))
        if wearer.motion:
            pieces.append(
                Piece(self.written(QUALITIES["motion"][wearer.motion])[0], facts=(("motion", wearer.motion),))
            )
        self.writer.add_phrase(Clause(tuple(pieces), None, ("skin", "hair")))

    def shoe_pieces(self) -> tuple[Piece, ...]:
        colour, shoes = self.wearer.shoe_colour, self.wearer.shoes
        colours = (Piece(words.colour(colour), facts=(("shoe colour", colour),)),) if colour else ()
        return Piece(self.written(SHOES[shoes])[0], "noun", (("shoes", shoes),)), *colours


def _classifier(noun: str) -> str:
    """The words that count one garment: "một chiếc áo", "một bộ liền quần"."""
    return "một" if noun.startswith("bộ ") else "một bộ" if noun.startswith("đồ ") else "một chiếc"
