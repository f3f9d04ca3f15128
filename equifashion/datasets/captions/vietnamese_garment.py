"""One garment in Vietnamese: the noun first, then cloth, cut and colour, then its parts."""

from collections.abc import Sequence
from dataclasses import replace

from equifashion.datasets.captions import vietnamese_words as words
from equifashion.datasets.captions.facts import GARMENT_PARTS
from equifashion.datasets.captions.wording import GarmentWording
from equifashion.datasets.captions.writing import Clause, Piece
from equifashion.vocabulary import Attribute
from equifashion.vocabulary.phrases import Fact
from equifashion.vocabulary.terms import written_words
from equifashion.vocabulary.wordings import QUALITIES, VIETNAMESE_HEADS

_ORDERS = (
    ("cloth", "shape", "length", "colour", "sleeves", "worn", "mood"),
    ("cloth", "colour", "shape", "length", "sleeves", "worn", "mood"),
    ("cloth", "length", "shape", "colour", "sleeves", "worn", "mood"),
    ("cloth", "length", "colour", "sleeves", "shape", "worn", "mood"),
)
_ONCE = ("dáng ", "vải ")  # said once of several words in a row: "dáng suông maxi"
_GENERIC = frozenset(["áo", "quần", "váy", "đầm", "chân", "khoác", "dáng", "vải", "màu", "kiểu", "họa", "tiết"])


class VietnameseGarment(GarmentWording):
    """Words one garment in Vietnamese."""

    and_word = "và"

    def names(self) -> Sequence[str]:
        return words.GARMENT_NAMES[self.garment.category]

    def words(self, key: str, value: str) -> Sequence[str]:
        kind = self.garment.kind
        if key == "weave":
            special = words.MOTIF_WORDS.get(self.garment.motif, ())
            return special if special and self.choose.chance(0.5) else words.WEAVE_WORDS[value]
        if key == Attribute.LENGTH:
            return words.LENGTHS[kind][value]
        if key == "silhouette":
            return words.SHAPE_WORDS[kind][value]
        if key == "material":
            return words.MATERIAL_WORDS[value]
        if key == "colour":
            return words.COLOUR_NAMES[value]
        return words.SLEEVE_LENGTH_WORDS[value] if value == "sleeveless" else ()  # sleeves come as a phrase

    def echoes(self, word: str, other: str) -> bool:
        other = other.replace("áo dài", "")  # its "dài" says nothing of length
        return bool((set(word.split()) & set(other.split())) - _GENERIC)

    def sleeve_phrase(self, length: tuple[Fact, ...], kind: tuple[Fact, ...]) -> Clause:
        pieces = [Piece("tay", "noun")]
        if kind:
            word = self.choose.usual(words.SLEEVE_TYPE_WORDS[kind[-1][1]])
            pieces.append(Piece(word.removeprefix("tay "), facts=kind))
        if length:
            word = words.SLEEVE_LENGTH_WORDS[length[0][1]][0]
            pieces.append(Piece(word.removeprefix("tay "), facts=length))
        return Clause(tuple(pieces), self.index, ("sleeves",))

    def add_collar(self) -> None:
        fact, colour = (Attribute.COLLAR, self.garment.collar), self.garment.collar_colour
        if not fact[1] or (not self.mentions(fact) and not colour):
            return
        word = self.choose.usual(words.COLLAR_WORDS[fact[1]])
        if colour:
            own = Piece(words.colour(colour), facts=(("collar colour", colour),))
            self.add_detail((*_part(word, fact), own), "collar")
        elif word.split()[-1] in self.noun.split():  # a hooded sweatshirt's hood
            self.noun_facts.append(fact)
        else:
            self.add_detail(_part(word, fact), "collar")

    def add_bodice(self) -> None:
        fact = ("fit", self.garment.fit)
        if self.mentions(fact):
            self.add_detail((Piece("thân áo", "noun"), Piece(words.BODICES[fact[1]], facts=(fact,))), "bodice")

    def add_hem(self) -> None:
        fact = (Attribute.HEM, self.garment.hem)
        if self.mentions(fact):
            parts = ("lower", "hem") if fact[1] in ("side-slit", "front-slit") else ("hem",)
            self.add_detail(_part(self.choose.usual(words.HEM_WORDS[fact[1]]), fact), *parts)

    def add_worn(self) -> None:
        for name, is_so in (("opened", self.garment.opened), ("tucked", self.garment.tucked)):
            if is_so:
                self.add_adjective("worn", written_words(QUALITIES["worn"][name][1]), ("worn", name))
        colour, fact = self.garment.belt_colour, ("worn", "belted")
        if self.garment.belted and colour and self.choose.chance(0.6):
            own = Piece(words.colour(colour), facts=(("belt colour", colour),))
            self.add_detail((Piece("thắt lưng", "noun", (fact,)), own), "waist")
        elif self.garment.belted:
            self.add_adjective("worn", written_words(QUALITIES["worn"]["belted"][1]), fact)

    def noun_phrase(self) -> Clause:
        # "váy lụa kẻ sọc": what it is made of, then its pattern.
        cloth = [*self.places.pop("material", []), *self.places.pop("cloth", [])]
        self.places["cloth"] = cloth
        pieces = [Piece(self.noun, "noun", tuple(dict.fromkeys(self.noun_facts)))]
        for place in self.choose.pick(_ORDERS):
            placed = self.places.get(place, [])
            if place == "colour" and placed:
                placed = self._colours(
                    placed, beside=len(pieces) == 1 or pieces[-1].facts in [c.facts for c in cloth]
                )
            for piece in placed:
                repeated = next(
                    (o for o in _ONCE if piece.text.startswith(o) and pieces[-1].text.startswith(o)), ""
                )
                pieces.append(replace(piece, text=piece.text.removeprefix(repeated)))
        return Clause(tuple(pieces), self.index, GARMENT_PARTS[self.garment.kind])

    def _colours(self, placed: list[Piece], beside: bool) -> list[Piece]:
        """Colours with "màu" before them, which only one beside the noun or the cloth may do without."""
        first, *others = placed
        if beside and self.choose.chance(0.5):
            return placed
        return [Piece(words.marked(first.text), facts=first.facts), *others]


def _part(word: str, fact: Fact) -> tuple[Piece, ...]:
    """A part's phrase: where its first syllable names the part, the rest describes it."""
    noun, _, rest = word.partition(" ")
    if noun in VIETNAMESE_HEADS and rest:
        return Piece(noun, "noun"), Piece(rest, facts=(fact,))
    return (Piece(word, "noun", (fact,)),)
