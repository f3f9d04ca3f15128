"""One garment in English: a noun phrase with its adjectives in order, and what comes after "with"."""

from collections.abc import Sequence

from equifashion.datasets.captions import english_words as words
from equifashion.datasets.captions.facts import GARMENT_PARTS
from equifashion.datasets.captions.wording import GarmentWording
from equifashion.datasets.captions.writing import Clause, Piece
from equifashion.vocabulary import CATEGORIES, COLOUR_TERMS, LENGTH_WORDS, Attribute
from equifashion.vocabulary.english import SLEEVED, article, is_plural
from equifashion.vocabulary.phrases import Fact

_CROWDED, _BEHIND = 5, 0.15  # from so many adjectives on, or so often, the cloth comes behind: "in red satin"
_UPPER_ORDERS = (
    ("mood", "worn", "shape", "length", "sleeves", "plain", "colour", "cloth", "collar", "last"),
    ("mood", "worn", "shape", "sleeves", "length", "plain", "colour", "cloth", "collar", "last"),
    ("mood", "worn", "shape", "length", "plain", "colour", "cloth", "sleeves", "collar", "last"),
)
_LOWER_ORDERS = (
    ("mood", "worn", "sleeves", "plain", "colour", "cloth", "shape", "length", "collar", "last"),
    ("mood", "worn", "length", "plain", "colour", "cloth", "sleeves", "shape", "collar", "last"),
    ("mood", "worn", "sleeves", "shape", "plain", "colour", "cloth", "length", "collar", "last"),
    ("mood", "worn", "sleeves", "length", "shape", "plain", "colour", "cloth", "collar", "last"),
)
# Cloths named after what they are made of: "silk satin", but "floral silk".
_NAMED_LAST = frozenset({"twill", "denim", "knit", "lace", "brocade", "satin"})


def determiner(clause: Clause) -> str:
    """The indefinite article that a noun phrase takes, or ""."""
    return "" if is_plural(clause.noun) or clause.noun in words.UNCOUNTED else article(clause.text)


class EnglishGarment(GarmentWording):
    """Words one garment in English."""

    def names(self) -> Sequence[str]:
        return CATEGORIES[self.garment.category].written["en"]

    def words(self, key: str, value: str) -> Sequence[str]:
        kind = self.garment.kind
        if key == "weave":
            special = words.MOTIF_WORDS.get(self.garment.motif, ((), ()))[0]
            return special if special and self.choose.chance(0.5) else words.WEAVE_WORDS[value][0]
        if key == Attribute.LENGTH:
            return words.length_words(self.garment.category, LENGTH_WORDS[kind][value])
        if key == "silhouette":
            return words.SHAPE_WORDS[kind][value]
        if key == "material":
            return (words.MATERIAL_WORDS.get(value, value),)
        return COLOUR_TERMS[value].written["en"] if key == "colour" else (SLEEVED[value],)

    def echoes(self, word: str, other: str) -> bool:
        return bool(_stems(word) & _stems(other))

    def sleeve_phrase(self, length: tuple[Fact, ...], kind: tuple[Fact, ...]) -> Clause:
        pieces = []
        if length:
            pieces.append(Piece(self.choose.pick(words.SLEEVE_LENGTH_WORDS[length[0][1]]), facts=length))
        if kind:
            pieces.append(Piece(self.choose.usual(words.SLEEVE_TYPE_WORDS[kind[-1][1]], 0.75), facts=kind))
        return Clause((*pieces, Piece("sleeves", "noun")), self.index, ("sleeves",))

    def add_length(self) -> None:
        super().add_length()
        if any(piece.text in words.LENGTHS_LAST for piece in self.places.get("length", ())):
            self.places["last"] = self.places.pop("length")

    def add_silhouette(self) -> None:
        fact = ("silhouette", self.garment.silhouette)
        if self.garment.kind != "dress" or not fact[1] or not self.choose.chance(0.4):
            super().add_silhouette()
        elif self.mentions(fact):
            shape = self.choose.pick(words.DRESS_SKIRTS[fact[1]])
            self.add_detail((Piece(shape, facts=(fact,)), Piece("skirt", "noun")), "lower")

    def add_collar(self) -> None:
        fact, colour = (Attribute.COLLAR, self.garment.collar), self.garment.collar_colour
        if not fact[1] or (not self.mentions(fact) and not colour):
            return
        if fact[1] in words.COLLARED and not colour and self.choose.chance(0.35):
            self.add_adjective("collar", (words.COLLARED[fact[1]],), fact)
            return
        options = words.COLLAR_WORDS[fact[1]]
        fresh = [name for name in options if not self.echoes(name, self.noun)]
        if not fresh and not colour:
            self.noun_facts.append(fact)
            return
        *adjectives, noun = self.choose.usual(fresh or options, 0.6).rsplit(" ", 1)
        own = [Piece(colour, facts=(("collar colour", colour),))] if colour else []
        self.add_detail(
            (*own, *(Piece(w, facts=(fact,)) for w in adjectives), Piece(noun, "noun", (fact,))), "collar"
        )

    def add_bodice(self) -> None:
        fact = ("fit", self.garment.fit)
        if self.mentions(fact):
            fitted = self.choose.pick(words.FITTED[fact[1]])
            self.add_detail((Piece(fitted, facts=(fact,)), Piece("bodice", "noun")), "bodice")

    def add_hem(self) -> None:
        fact, kind = (Attribute.HEM, self.garment.hem), self.garment.kind
        if not self.mentions(fact):
            return
        many = kind in ("trousers", "one-piece")
        if fact[1] in words.SLITS:
            adjective, noun = self.choose.pick(words.SLITS[fact[1]])
            many = many or (fact[1] == "side-slit" and kind in ("top", "outer"))
            parts: tuple[str, ...] = ("lower", "hem")
        else:
            adjective = self.choose.usual(words.HEM_WORDS[fact[1]])
            noun = "hemline" if kind in ("dress", "skirt") and self.choose.chance(0.15) else "hem"
            parts = ("hem",)
        self.add_detail((Piece(adjective, facts=(fact,)), Piece(noun + "s" * many, "noun")), *parts)

    def add_worn(self) -> None:
        if self.garment.opened:
            self.add_adjective("worn", ("open",), ("worn", "opened"))
        if self.garment.tucked:
            self.add_adjective("worn", ("tucked-in",), ("worn", "tucked"))
        colour, fact = self.garment.belt_colour, ("worn", "belted")
        if self.garment.belted and colour and self.choose.chance(0.6):
            self.add_detail(
                (Piece(colour, facts=(("belt colour", colour),)), Piece("belt", "noun", (fact,))), "waist"
            )
        elif self.garment.belted:
            self.add_adjective("worn", ("belted",), fact)

    def noun_phrase(self) -> Clause:
        woven, material = self.places.pop("cloth", []), self.places.pop("material", [])
        last = self.garment.weave in _NAMED_LAST
        self.places["cloth"] = [*material, *woven] if last else [*woven, *material]
        if self.garment.weave == "plain" and woven:
            self.places |= {"plain": woven, "cloth": material}
        crowded = sum(map(len, self.places.values())) >= _CROWDED
        behind = self._behind() if crowded or self.choose.chance(_BEHIND) else []
        orders = _UPPER_ORDERS if self.garment.kind in ("top", "outer") else _LOWER_ORDERS
        front = [piece for place in self.choose.pick(orders) for piece in self.places.get(place, ())]
        noun = Piece(self.noun, "noun", tuple(dict.fromkeys(self.noun_facts)))
        return Clause((*front, noun, *behind), self.index, GARMENT_PARTS[self.garment.kind])

    def _behind(self) -> list[Piece]:
        """Move colour and cloth behind the noun: "in navy and white stripes"; [] where no words allow it."""
        colour, cloth = self.places.get("colour"), self.places["cloth"]
        if not colour or len(cloth) > 1:
            return []
        moved = list(colour)
        for piece in cloth:
            key, value = piece.facts[0]
            options: Sequence[str] = (piece.text,)
            if key == "weave":
                usual = piece.text in words.WEAVE_WORDS[value][0]
                options = (words.WEAVE_WORDS[value] if usual else words.MOTIF_WORDS[self.garment.motif])[1]
            if not options:
                return []
            moved.append(Piece(self.choose.pick(options), facts=piece.facts))
        del self.places["colour"], self.places["cloth"]
        return [Piece("in", ""), *moved]


def _stems(text: str) -> set[str]:
    """The beginnings of its longer words: those of "cropped" and "crop top" meet."""
    return {word[:4].lower() for word in text.replace("-", " ").split() if len(word) >= 4}
