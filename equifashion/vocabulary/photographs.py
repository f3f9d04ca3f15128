"""The words that go with garment photographs: their labels, patterns, proportions and what they cannot confirm.

The shipped weights were trained on captions made of these words and of no others.
"""

from dataclasses import dataclass

from equifashion.errors import InvalidInput


@dataclass(frozen=True)
class PhotographLabel:
    """One label of the garment photographs.

    Attributes:
        name: the name used in captions and shown to users.
        label: the name in the garment photographs' metadata.
        synonyms: other words for it, used in captions too.
        lengths: words for short and long ones; empty where spread sleeves would be mistaken for width.
        short_below, long_above: height-to-width ratios of the cut-out that separate them (the quartiles of
            the training photographs).
        kind: the kind of garment, a key of ``KINDS``.
        vi: the Vietnamese name.
    """

    name: str
    label: str
    synonyms: tuple[str, ...]
    lengths: tuple[str, str]
    short_below: float
    long_above: float
    kind: str
    vi: str


PHOTOGRAPH_LABELS: tuple[PhotographLabel, ...] = (
    PhotographLabel("t-shirt", "T-Shirt", ("tee", "short-sleeved top"), ("cropped", "long"), 0.91, 1.09,
                    "top", "áo thun"),
    PhotographLabel("sweater", "Longsleeve", ("long-sleeved top", "long sleeve", "jumper"), ("", ""), 0.7, 1.06,
                    "top", "áo dài tay"),
    PhotographLabel("shirt", "Shirt", ("button-up shirt", "collared shirt"), ("", ""), 0.97, 1.29,
                    "top", "áo sơ mi"),
    PhotographLabel("polo shirt", "Polo", ("polo",), ("cropped", "long"), 0.95, 1.12, "top", "áo polo"),
    PhotographLabel("tank top", "Undershirt", ("sleeveless top", "vest top"), ("cropped", "long"), 1.15, 1.42,
                    "top", "áo ba lỗ"),
    PhotographLabel("top", "Top", ("summer top",), ("cropped", "long"), 1.06, 1.26, "top", "áo mùa hè"),
    PhotographLabel("blouse", "Blouse", ("light blouse",), ("", ""), 0.99, 1.42, "top", "áo kiểu"),
    PhotographLabel("hoodie", "Hoodie", ("hooded sweatshirt", "hooded jumper"), ("", ""), 1.0, 1.34,
                    "top", "áo hoodie"),
    PhotographLabel("blazer", "Blazer", ("suit jacket", "tailored jacket"), ("", ""), 0.79, 1.36,
                    "outer", "áo blazer"),
    PhotographLabel("jacket", "Outwear", ("coat", "outerwear"), ("", ""), 0.92, 1.41, "outer", "áo khoác"),
    PhotographLabel("dress", "Dress", ("gown", "frock"), ("mini", "maxi"), 1.07, 1.65, "dress", "váy liền"),
    PhotographLabel("skirt", "Skirt", ("flared skirt",), ("mini", "maxi"), 0.75, 1.18, "skirt", "chân váy"),
    PhotographLabel("trousers", "Pants", ("pants", "slacks"), ("wide-leg", "slim"), 1.32, 1.93,
                    "trousers", "quần dài"),
    PhotographLabel("shorts", "Shorts", ("short trousers",), ("short", "long"), 0.74, 1.0,
                    "trousers", "quần short"),
)  # fmt: skip

PATTERNS: dict[str, tuple[str, ...]] = {  # pattern → the words captions use for it
    "plain": ("plain", "solid"),
    "striped": ("striped", "stripy"),
    "printed": ("printed", "patterned", "graphic"),
}

# Category of the vocabulary → the nearest word of the captions; what was never photographed has none.
NEAREST_NAMES: dict[str, str] = {
    "camisole": "tank top", "crop top": "top", "tunic": "top", "sweatshirt": "sweater", "cardigan": "sweater",
    "bomber jacket": "jacket", "denim jacket": "jacket", "leather jacket": "jacket", "puffer jacket": "jacket",
    "coat": "coat", "trench coat": "coat", "parka": "coat", "shirt dress": "dress", "wrap dress": "dress",
    "slip dress": "dress", "sundress": "dress", "sheath dress": "dress", "A-line dress": "dress",
    "evening gown": "dress", "ball gown": "dress", "pencil skirt": "skirt", "A-line skirt": "skirt",
    "pleated skirt": "skirt", "circle skirt": "skirt", "wrap skirt": "skirt", "jeans": "trousers",
    "wide-leg trousers": "trousers", "leggings": "trousers", "joggers": "trousers", "culottes": "trousers",
    **{label.name: label.name for label in PHOTOGRAPH_LABELS if label.name not in ("top", "jacket")},  # kinds
}  # fmt: skip

# Adjectives that the garment photographs cannot confirm. Some captions carry one, so that a model learns to
# read past them instead of being thrown by them; the studio names them to the user as not learned.
UNCONFIRMED_WORDS: tuple[str, ...] = (
    "floral", "wrap", "elegant", "casual", "vintage", "modern", "classic", "summer", "winter", "evening",
    "office", "party", "silk", "cotton", "linen", "wool", "denim", "leather", "lace", "knitted", "satin",
    "velvet", "soft", "light", "heavy", "loose", "fitted", "oversized", "romantic", "minimal", "sporty",
    "bohemian", "chic", "smart", "cosy", "pleated", "ruffled", "belted", "asymmetric", "flowing",
)  # fmt: skip


def category_of_label(label: str) -> PhotographLabel:
    """What a photograph's metadata label means.

    Raises:
        InvalidInput: an unknown label; the message lists the known ones.
    """
    for known in PHOTOGRAPH_LABELS:
        if known.label == label:
            return known
    raise InvalidInput(f"Unknown garment label {label!r}; known are {[p.label for p in PHOTOGRAPH_LABELS]}.")
