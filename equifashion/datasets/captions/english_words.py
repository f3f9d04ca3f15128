"""English wordings, as tables: how each fact of the vocabulary is put before, or after, a garment's name.

A wording that says more than its fact (a tartan is not any plaid) is listed under the motif that permits it.
"""

from equifashion.vocabulary import (
    CATEGORIES,
    COLLARS,
    COLOUR_TERMS,
    EFFECTS,
    HEMS,
    SILHOUETTES,
    SLEEVE_TYPES,
    Term,
)

# Synonyms that say more than the category does, or that no editor would write.
_LEFT_OUT = frozenset({
    "dressy blouse", "dressy top", "feminine blouse", "belly top", "jersey sweat", "fleece top", "body top",
    "snap-fastened body", "aviator blouson", "winter coat", "hooded winter coat", "belted raincoat", "mantle",
    "fishtail coat", "one-piece dress", "bias-cut slip", "fitted dress", "column dress", "skater dress",
    "trapeze dress", "red-carpet gown", "debutante gown", "Vietnamese long dress", "day skirt", "simple skirt",
    "skater skirt", "stretch leggings", "dress trousers", "short pants", "footless tights", "split skirt",
    "divided skirt", "catsuit", "boiler suit", "short jumpsuit", "dungaree trousers", "strappy summer dress",
    "drab", "sunny yellow", "coral pink", "army green", "dark turquoise",
})  # fmt: skip

GARMENT_NAMES: dict[str, tuple[str, ...]] = {
    name: (name, *(s for s in category.synonyms if s not in _LEFT_OUT)) for name, category in CATEGORIES.items()
}
COLOUR_NAMES: dict[str, tuple[str, ...]] = {
    name: (name, *(s for s in term.synonyms if s not in _LEFT_OUT)) for name, term in COLOUR_TERMS.items()
}

# weave → (adjectives before the noun, what the garment is "in": "in navy and white stripes").
WEAVE_WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "plain": (("plain", "solid"), ()),
    "twill": (("twill",), ("twill",)),
    "denim": (("denim",), ("denim",)),
    "knit": (("knitted", "knit"), ("knit",)),
    "rib": (("ribbed", "rib-knit"), ("rib knit", "ribbed jersey")),
    "plaid": (("plaid", "checked"), ("plaid", "checks")),
    "gingham": (("gingham", "gingham-check"), ("gingham",)),
    "striped": (("striped", "stripy"), ("stripes",)),
    "polka dot": (("polka-dot", "dotted", "spotted"), ("polka dots",)),
    "floral": (("floral", "flower-print", "floral-print"), ()),
    "animal": (("animal-print",), ("animal print",)),
    "lace": (("lace",), ("lace",)),
    "brocade": (("brocade", "jacquard"), ("brocade", "jacquard")),
    "sequinned": (("sequinned", "sequin"), ("sequins",)),
    "leather": (("leather",), ("leather",)),
    "satin": (("satin",), ("satin",)),
}
MOTIF_WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "cable": (("cable-knit",), ("cable knit",)),
    "tartan": (("tartan",), ("tartan",)),
    "windowpane": (("windowpane-check",), ()),
    "houndstooth": (("houndstooth",), ("houndstooth",)),
    "glen check": (("glen-check",), ("glen check",)),
    "breton": (("Breton-striped",), ("Breton stripes",)),
    "pinstripe": (("pinstriped", "pinstripe"), ("pinstripes",)),
    "wide": (("wide-striped",), ("wide stripes",)),
    "ditsy": (("ditsy-floral",), ()),
    "botanical": (("botanical-print",), ()),
    "leopard": (("leopard-print",), ("leopard print",)),
    "zebra": (("zebra-print",), ("zebra print",)),
    "snake": (("snake-print",), ("snake print",)),
    "tiger": (("tiger-print",), ("tiger print",)),
    "damask": (("damask",), ("damask",)),
    "crocodile": (("crocodile-leather",), ()),
}
MATERIAL_WORDS: dict[str, str] = {"hide": "leather"}  # where the word is not the vocabulary's name

SLEEVED: dict[str, str] = {  # A2 → before the garment's name
    "sleeveless": "sleeveless",
    "short": "short-sleeved",
    "elbow-length": "half-sleeved",
    "three-quarter": "three-quarter-sleeved",
    "long": "long-sleeved",
}
SLEEVE_LENGTH_WORDS: dict[str, tuple[str, ...]] = {  # A2 → before "sleeves"
    "short": ("short",),
    "elbow-length": ("elbow-length",),
    "three-quarter": ("three-quarter", "three-quarter-length"),
    "long": ("long",),
}
_SLEEVE_LEFT_OUT = frozenset({"fitted-in", "bat", "lapped", "ruffle", "gathered-cuff", "wide straight", "plain"})
SLEEVE_TYPE_WORDS: dict[str, tuple[str, ...]] = {
    name: (name, *(s for s in term.synonyms if s not in _SLEEVE_LEFT_OUT)) for name, term in SLEEVE_TYPES.items()
} | {"juliet": ("Juliet",)}

_COLLAR_LEFT_OUT = frozenset({
    "hooded neckline", "lapel collar", "notch lapel", "round flat collar", "Mao collar", "tailored lapels",
    "button-down collar", "V neckline", "jewel neck",
})  # fmt: skip
COLLAR_WORDS: dict[str, tuple[str, ...]] = {  # A4 → after "with"; the last word is the noun
    name: (name, *(s for s in term.synonyms if s not in _COLLAR_LEFT_OUT)) for name, term in COLLARS.items()
} | {
    "sweetheart": ("sweetheart neckline",),
    "halter": ("halter neck", "halter neckline"),
    "notched lapel": ("notched lapels", "notch lapels", "tailored lapels"),
    "hood": ("hood",),
}
COLLARED: dict[str, str] = {  # A4 → before the garment's name, where one says that
    "crew neck": "crew-neck",
    "V-neck": "V-neck",
    "scoop neck": "scoop-neck",
    "square neck": "square-neck",
    "boat neck": "boat-neck",
    "sweetheart": "sweetheart",
    "halter": "halter-neck",
    "turtleneck": "turtleneck",
    "mandarin collar": "mandarin-collar",
    "hood": "hooded",
}

_HEM_LEFT_OUT = frozenset({"even", "lace", "slanted", "mullet", "gathered", "side-vented", "thigh-slit", "elastic"})
HEM_WORDS: dict[str, tuple[str, ...]] = {  # A5 → before "hem"
    name: (name, *(s for s in term.synonyms if s not in _HEM_LEFT_OUT)) for name, term in HEMS.items()
} | {"lettuce": ("lettuce", "lettuce-edge", "rippled"), "raw": ("raw", "frayed", "unfinished")}
SLITS: dict[str, tuple[tuple[str, str], ...]] = {  # A5 → (adjective, noun) where it is no edge
    "side-slit": (("side", "slit"), ("side", "split")),
    "front-slit": (("front", "slit"), ("front", "split")),
}

_SHAPE_LEFT_OUT = frozenset({
    "regular", "a-line", "trapeze", "body-skimming", "flaring", "full-circle", "petal-wrapped", "skin-tight",
    "narrow", "bootcut", "easy-fitting", "ball gown", "trumpet", "bell-bottom", "harem",
})  # fmt: skip
SHAPE_WORDS: dict[str, dict[str, tuple[str, ...]]] = {  # kind → silhouette → before the garment's name
    kind: {
        name: tuple(word for word in (name, *term.synonyms) if word not in _SHAPE_LEFT_OUT)
        for name, term in shapes.items()
    }
    for kind, shapes in SILHOUETTES.items()
}
SHAPE_WORDS["trousers"] |= {
    "straight": ("straight-leg", "straight"),
    "wide": ("wide-leg", "wide-legged", "wide"),
    "harem": ("harem-style", "dropped-crotch"),
}
SHAPE_WORDS["dress"] |= {
    "pencil": ("figure-skimming",),
    "flared": ("flared", "swingy"),
    "circle": ("full-skirted",),
    "mermaid": ("mermaid", "fishtail"),
    "ball gown": ("full-skirted",),
    "tulip": ("tulip-shaped",),
}
SHAPE_WORDS["one-piece"] = {
    "skinny": ("skinny-leg",),
    "slim": ("slim-leg",),
    "straight": ("straight-leg",),
    "wide": ("wide-leg", "wide-legged"),
    "flared": ("flare-leg",),
    "tapered": ("tapered-leg",),
    "harem": ("harem-style",),
}
DRESS_SKIRTS: dict[str, tuple[str, ...]] = {  # silhouette → a dress "with a … skirt"
    "pencil": ("pencil",),
    "straight": ("straight",),
    "a-line": ("A-line",),
    "flared": ("flared",),
    "circle": ("circle", "full circle"),
    "mermaid": ("mermaid", "fishtail"),
    "ball gown": ("voluminous", "ball-gown"),
    "tulip": ("tulip",),
}
FITTED: dict[str, tuple[str, ...]] = {
    "fitted": ("fitted", "close-fitting"),
    "regular": ("regular-fit",),
    "loose": ("loose", "relaxed"),
    "oversized": ("oversized", "slouchy"),
}
_LENGTH_LEFT_OUT = frozenset({
    "midriff-baring", "waist-grazing", "regular-length", "mid-thigh", "to-the-knee", "above-the-knee",
    "hot-pants-length", "bermuda", "bermuda-length", "floor-grazing", "three-quarter-length", "micro",
})  # fmt: skip
LENGTHS_LAST = frozenset({"capri", "Bermuda"})  # said right before the noun
_LENGTHS_OF = {
    ("shorts", "very short"): ("micro", "mini"),
    ("shorts", "knee-length"): ("knee-length", "Bermuda"),
}


def length_words(category: str, term: Term) -> tuple[str, ...]:
    """What may be put before a category's name for its length; the usual word first."""
    special = _LENGTHS_OF.get((category, term.name))
    return special or (term.name, *(word for word in term.synonyms if word not in _LENGTH_LEFT_OUT))


def mood_words(term: Term) -> tuple[str, ...]:
    """Adjectives for a style, an effect or a feeling; the usual one first."""
    return (term.name, *(word for word in term.synonyms if word not in _MOOD_LEFT_OUT))


MOODS_OF_GARMENTS = frozenset({  # said before a garment's name; others only as "in a … style", "with a … mood"
    "casual", "classic", "minimalist", "elegant", "bohemian", "vintage", "sporty", "preppy", "feminine",
    "avant-garde", "glamorous", "futuristic", "romantic", "playful", "cosy", "sensual", "luxurious", "bold",
    "youthful", "dignified", *EFFECTS,
})  # fmt: skip
OCCASION_WORDS: dict[str, tuple[str, ...]] = {  # after "for"
    "everyday": ("everyday wear",),
    "office": ("the office", "work"),
    "interview": ("a job interview",),
    "party": ("a party", "a night out"),
    "cocktail": ("a cocktail party",),
    "gala": ("a gala", "a black-tie evening"),
    "wedding": ("a wedding", "a wedding party"),
    "date": ("a date", "a romantic dinner"),
    "holiday": ("a holiday", "a vacation"),
    "beach": ("the beach", "the seaside"),
    "sport": ("the gym", "sport"),
    "lounge": ("lounging at home", "staying in"),
    "school": ("school", "campus"),
    "festival": ("a festival", "a music festival"),
    "lunar new year": ("the Lunar New Year", "Tet"),
    "outdoors": ("the outdoors", "outdoor walks"),
}
_MOOD_LEFT_OUT = frozenset({
    "girly", "height-giving", "full-bodied", "young at heart", "girlish",
    "tender", "comforting", "soft", "snug", "cheeky", "fun", "assured", "goth", "grounded",
})  # fmt: skip

UNCOUNTED = frozenset({"skin"})  # nouns without an article

DOMAIN_WORDS: dict[str, tuple[str, ...]] = {
    "croquis": ("croquis", "fashion illustration", "fashion sketch"),
    "photo": ("photo",),
}
WEARERS: dict[str, tuple[str, ...]] = {
    "": ("model", "figure"),
    "feminine": ("woman",),
    "masculine": ("man",),
    "androgynous": ("person", "androgynous model"),
}
SHAPE_OF_WEARER: dict[str, tuple[str, ...]] = {
    "straight": ("slender", "slim"),
    "hourglass": ("hourglass-shaped",),
    "pear": ("pear-shaped",),
    "inverted triangle": ("broad-shouldered",),
    "athletic": ("athletic",),
    "full": ("plus-size", "full-figured", "curvy"),
}
SKIN_OF_WEARER: dict[str, tuple[str, ...]] = {
    "light": ("light", "fair"),
    "medium": ("medium",),
    "deep": ("deep", "dark"),
}
