"""English wordings, as tables: how each fact of the vocabulary is put before, or after, a garment's name.

The words themselves are in the vocabulary's lexicon; here is what depends on where a word stands. A wording that
says more than its fact (a tartan is not any plaid) is listed under the motif that permits it.
"""

from equifashion.vocabulary import COLLARS, EFFECTS, HEMS, SILHOUETTES, SLEEVE_TYPES, Term

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

SLEEVE_LENGTH_WORDS: dict[str, tuple[str, ...]] = {  # A2 → before "sleeves"
    "short": ("short",),
    "elbow-length": ("elbow-length",),
    "three-quarter": ("three-quarter", "three-quarter-length"),
    "long": ("long",),
}
SLEEVE_TYPE_WORDS = {name: term.written["en"] for name, term in SLEEVE_TYPES.items()} | {"juliet": ("Juliet",)}
COLLAR_WORDS = {name: term.written["en"] for name, term in COLLARS.items()} | {  # the last word is the noun
    "sweetheart": ("sweetheart neckline",),
    "halter": ("halter neck", "halter neckline"),
    "notched lapel": ("notched lapels", "notch lapels", "tailored lapels"),
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

HEM_WORDS = {name: term.written["en"] for name, term in HEMS.items()}
SLITS: dict[str, tuple[tuple[str, str], ...]] = {  # A5 → (adjective, noun) where it is no edge
    "side-slit": (("side", "slit"), ("side", "split")),
    "front-slit": (("front", "slit"), ("front", "split")),
}

_NAMES_NOT_WRITTEN = frozenset({"regular", "a-line", "ball gown", "harem"})  # silhouettes
SHAPE_WORDS: dict[str, dict[str, tuple[str, ...]]] = {  # kind → silhouette → before the garment's name
    kind: {
        name: tuple(word for word in term.written["en"] if word not in _NAMES_NOT_WRITTEN)
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
LENGTHS_LAST = frozenset({"capri", "Bermuda"})  # said right before the noun
_LENGTHS_OF = {
    ("shorts", "very short"): ("micro", "mini"),
    ("shorts", "knee-length"): ("knee-length", "Bermuda"),
}


def length_words(category: str, term: Term) -> tuple[str, ...]:
    """What may be put before a category's name for its length; the usual word first."""
    return _LENGTHS_OF.get((category, term.name)) or term.written["en"]


MOODS_OF_GARMENTS = frozenset({  # said before a garment's name; others only as "in a … style", "with a … mood"
    "casual", "classic", "minimalist", "elegant", "bohemian", "vintage", "sporty", "preppy", "feminine",
    "avant-garde", "glamorous", "futuristic", "romantic", "playful", "cosy", "sensual", "luxurious", "bold",
    "youthful", "dignified", *EFFECTS,
})  # fmt: skip
UNCOUNTED = frozenset({"skin"})  # nouns without an article

DOMAIN_WORDS: dict[str, tuple[str, ...]] = {
    "croquis": ("croquis", "fashion illustration", "fashion sketch"),
    "photo": ("photo",),
}
