"""What a figure wears: garments as attribute words and cloth,
and outfits put together by the vocabulary's rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from equifashion.garments.attributes.collars import COLLAR_SHAPES
from equifashion.garments.textiles import Fabric, main_colours, random_fabric
from equifashion.garments.textiles.palettes import NEUTRALS, harmony
from equifashion.vocabulary import CATEGORIES, COLOURS, Attribute, allowed

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

_PLAIN = ("plain", "twill", "denim", "knit", "rib", "satin", "leather")  # cloth that goes with any print
_OPENED_SHARE, _UNDER_SHARE, _BELTED_SHARE = 0.6, 0.45, 0.4
_INNER_SLEEVES = ("set-in", "raglan", "cap")  # what fits under another sleeve
_TUCKED_LENGTHS = ("short", "medium")
_INNER_LENGTHS = ("extra-short", "short", "medium")


@dataclass(frozen=True)
class Garment:
    """One piece of an outfit, in the vocabulary's words.

    Attributes:
        category: a key of ``CATEGORIES``.
        length: A1 word: ``"extra-short"`` … ``"extra-long"``.
        silhouette: of a top or an outer layer its fit (fitted, regular, loose, oversized); of a dress or skirt the
            skirt's (pencil, straight, a-line, …); of trousers and one-pieces the legs' (skinny, slim, …).
        fabric: its main cloth.
        sleeve_length, sleeve_type, collar, hem: A2–A5 words, None where the attribute does not apply.
        fit: of a dress's or one-piece's bodice; the same as ``silhouette`` for tops.
        trim: #rrggbb of buttons, belt, piping or binding; None takes one from the fabric.
        tucked: whether a top is worn inside the waistband.
        opened: whether an outer layer is worn open.
        belted: whether a belt or sash is worn with it.
        seed: varies drawn details (folds, fringe, frayed threads).
        material: what the fabric is made of, a key of ``MATERIALS``; not visible, only told.
    """

    category: str
    length: str
    silhouette: str
    fabric: Fabric
    sleeve_length: str | None = None
    sleeve_type: str | None = None
    collar: str | None = None
    hem: str | None = None
    fit: str = "regular"
    trim: str | None = None
    tucked: bool = False
    opened: bool = False
    belted: bool = False
    seed: int = 0
    material: str | None = None

    @property
    def kind(self) -> str:
        """``top``, ``outer``, ``dress``, ``skirt``, ``trousers`` or ``one-piece``."""
        return CATEGORIES[self.category].kind

    @property
    def closes_at_neck(self) -> bool:
        """Whether it is worn closed, with a collar that shows nothing of what is underneath."""
        return not self.opened and not (self.collar and COLLAR_SHAPES[self.collar].shows_under)


@dataclass(frozen=True)
class Outfit:
    """What is worn together.

    Attributes:
        garments: from the skin outwards: bottom, top, outer layer; or dress; or one-piece, with what goes under it.
        main: index of the garment that the outfit is about.
    """

    garments: tuple[Garment, ...]
    main: int = 0

    def worn(self, *kinds: str) -> Garment | None:
        """The first garment of one of the kinds, or None."""
        return next((g for g in self.garments if g.kind in kinds), None)

    def visible(self) -> tuple[int, ...]:
        """Indices of the garments that can be seen: a closed layer with a closed collar hides the top under it."""
        hidden = set()
        for place, over in enumerate(self.garments):
            if place and over.kind == "outer" and over.closes_at_neck:
                hidden |= {i for i in range(place) if self.garments[i].kind == "top"}
        return tuple(i for i in range(len(self.garments)) if i not in hidden)


def sample_outfit(random: np.random.Generator, category: str | None = None) -> Outfit:
    """An outfit around one garment, complete and by the vocabulary's rules.

    Tops get something on the legs, outer layers something under them; colours go together and at most one piece
    carries a motif.

    Args:
        random: decides everything left open.
        category: of the main garment; None for any.

    Raises:
        InvalidInput: an unknown category.
    """
    category = category or _choice(random, tuple(CATEGORIES))
    main = sample_garment(random, category)
    others = _quiet_colours(random, main)
    pieces: list[Garment] = []
    rules = CATEGORIES[category]
    on_top = rules.under and (rules.under_needed or random.random() < _UNDER_SHARE)
    if on_top:
        pieces += _worn_under(random, main, others)
    elif rules.below:
        pieces.append(_quiet(random, _choice(random, rules.below), others))
    elif rules.kind in ("skirt", "trousers"):
        pieces.append(_quiet(random, _choice(random, tops_with(category)), others))
    pieces = layered([*pieces, main])
    return Outfit(tuple(pieces), pieces.index(main))


def _worn_under(random: np.random.Generator, main: Garment, colours: tuple[str, ...]) -> list[Garment]:
    """What a layer is worn over, down to the legs."""
    rules = CATEGORIES[main.category]
    inner = _quiet(random, _choice(random, rules.under), colours, inner=True)
    if main.kind in ("dress", "one-piece"):
        return [inner]
    pieces = [inner]
    below = rules.below or CATEGORIES[inner.category].below
    if below and inner.kind == "top":
        pieces.append(_quiet(random, _choice(random, below), colours[::-1]))
    return pieces


def tops_with(bottom: str) -> tuple[str, ...]:
    """Categories of tops that go with a category on the legs, without needing a layer under them."""
    return tuple(n for n, c in CATEGORIES.items() if c.kind == "top" and bottom in c.below and not c.under_needed)


def layered(pieces: list[Garment]) -> list[Garment]:
    """From the skin outwards: legs, then what is worn under, then over."""
    place = {"trousers": 0, "skirt": 0, "top": 1, "dress": 2, "one-piece": 2, "outer": 4}
    over = {"cardigan": 3, "waistcoat": 3}
    return sorted(pieces, key=lambda g: over.get(g.category, place[g.kind]))


def sample_garment(
    random: np.random.Generator,
    category: str,
    colours: tuple[str, ...] | None = None,
    weaves: Sequence[str] = (),
    inner: bool = False,
    liked: Mapping[str, Sequence[str]] | None = None,
) -> Garment:
    """One garment, its attributes chosen among those that go together.

    Args:
        random: decides.
        category: a key of ``CATEGORIES``.
        colours: names of ``COLOURS`` or #rrggbb, main first; None for a harmony of its own.
        weaves: that are preferred where the category has one of them.
        inner: whether something is worn over it: plain narrow sleeves, no great length.
        liked: attribute → values that are preferred where they go together with what is chosen already.
    """
    rules = CATEGORIES[category]
    chosen: dict[str, str] = {}
    under = (
        {SLEEVE_TYPE: _INNER_SLEEVES, LENGTH: _INNER_LENGTHS, "silhouette": ("fitted", "regular")} if inner else {}
    )
    liked = {"weave": tuple(weaves), **under, **(liked or {})}
    for attribute in ("weave", SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, LENGTH, "silhouette", HEM, "material"):
        values = allowed(category, attribute, chosen)
        values = tuple(v for v in values if v in liked.get(attribute, ())) or values
        if values:
            chosen[attribute] = _choice(random, values)
    fabric = random_fabric(random, chosen["weave"], colours)
    silhouette = chosen["silhouette"]
    top = rules.kind in ("top", "outer")
    return Garment(
        category,
        chosen[LENGTH],
        silhouette,
        fabric,
        sleeve_length=chosen.get(SLEEVE_LENGTH),
        sleeve_type=chosen.get(SLEEVE_TYPE),
        collar=chosen.get(COLLAR),
        hem=chosen.get(HEM),
        fit=silhouette if top else ("fitted" if random.random() < 0.7 else "regular"),
        trim=_trim(random, fabric),
        tucked=_tucked(random, rules.tucked, chosen[LENGTH], inner),
        opened=_either(random, rules.opened, _OPENED_SHARE),
        belted=_either(random, rules.belted, _BELTED_SHARE),
        seed=int(random.integers(2**31)),
        material=chosen.get("material"),
    )


def _quiet(random: np.random.Generator, category: str, colours: tuple[str, ...], inner: bool = False) -> Garment:
    """A garment that supports the main one: no motif where the category can do without."""
    denim = "denim" in CATEGORIES[category].weaves and CATEGORIES[category].weaves[0] == "denim"
    return sample_garment(random, category, None if denim else colours, _PLAIN, inner)


def _quiet_colours(random: np.random.Generator, main: Garment) -> tuple[str, ...]:
    """Names of two colours that go with the main garment, the calmer first for what is next to it."""
    name = main_colours(main.fabric)[0]
    second, third = harmony(random, name)[1:]
    calm = [n for n in (second, third) if n in NEUTRALS and n != name]
    calm += [str(random.choice([n for n in NEUTRALS if n != name]))]
    return (calm[0], second if second not in calm else third)


def _trim(random: np.random.Generator, fabric: Fabric) -> str | None:
    """A contrasting colour for bindings, buttons and belts, or None for the cloth's own."""
    if random.random() < 0.45:
        return None
    if len(fabric.colours) > 1:
        return fabric.colours[1]
    red, green, blue = (int(fabric.colours[0][i : i + 2], 16) for i in (1, 3, 5))
    bright = 0.3 * red + 0.59 * green + 0.11 * blue > 130
    names = ("black", "navy", "brown", "burgundy") if bright else ("cream", "white", "beige", "mustard")
    return "#{:02x}{:02x}{:02x}".format(*COLOURS[_choice(random, names)])


def _tucked(random: np.random.Generator, ways: tuple[bool, ...], length: str, inner: bool) -> bool:
    """Long tops are not tucked in: their length is there to be seen."""
    if length not in _TUCKED_LENGTHS:
        return ways == (True,)
    return True if inner and True in ways else _either(random, ways, 0.5)


def _either(random: np.random.Generator, ways: tuple[bool, ...], share: float) -> bool:
    return ways[0] if len(ways) == 1 else bool(random.random() < share)


def _choice(random: np.random.Generator, values: Sequence[str]) -> str:
    return values[int(random.integers(len(values)))]
