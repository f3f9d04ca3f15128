"""The words of the house, as tables: garment categories, colour names, patterns, proportions.

Colours are given as sRGB, measured on photographs rather than on screens: photographed black is not 0,
photographed white is not 255.
"""

from dataclasses import dataclass

from equifashion.errors import InvalidInput


@dataclass(frozen=True)
class Category:
    """One garment category.

    Attributes:
        name: the name used in captions and shown to users.
        label: the name in the garment photographs' metadata.
        synonyms: other words for it, used in captions too.
        lengths: words for short and long ones; empty where spread sleeves would be mistaken for width.
        short_below, long_above: height-to-width ratios of the cut-out that separate them (the quartiles of
            the training photographs).
    """

    name: str
    label: str
    synonyms: tuple[str, ...]
    lengths: tuple[str, str]
    short_below: float
    long_above: float


CATEGORIES: tuple[Category, ...] = (
    Category("t-shirt", "T-Shirt", ("tee", "short-sleeved top"), ("cropped", "long"), 0.91, 1.09),
    Category("sweater", "Longsleeve", ("long-sleeved top", "long sleeve", "jumper"), ("", ""), 0.7, 1.06),
    Category("shirt", "Shirt", ("button-up shirt", "collared shirt"), ("", ""), 0.97, 1.29),
    Category("polo shirt", "Polo", ("polo",), ("cropped", "long"), 0.95, 1.12),
    Category("tank top", "Undershirt", ("sleeveless top", "vest top"), ("cropped", "long"), 1.15, 1.42),
    Category("top", "Top", ("summer top",), ("cropped", "long"), 1.06, 1.26),
    Category("blouse", "Blouse", ("light blouse",), ("", ""), 0.99, 1.42),
    Category("hoodie", "Hoodie", ("hooded sweatshirt", "hooded jumper"), ("", ""), 1.0, 1.34),
    Category("blazer", "Blazer", ("suit jacket", "tailored jacket"), ("", ""), 0.79, 1.36),
    Category("jacket", "Outwear", ("coat", "outerwear"), ("", ""), 0.92, 1.41),
    Category("dress", "Dress", ("gown", "frock"), ("mini", "maxi"), 1.07, 1.65),
    Category("skirt", "Skirt", ("flared skirt",), ("mini", "maxi"), 0.75, 1.18),
    Category("trousers", "Pants", ("pants", "slacks"), ("wide-leg", "slim"), 1.32, 1.93),
    Category("shorts", "Shorts", ("short trousers",), ("short", "long"), 0.74, 1.0),
)

COLOURS: dict[str, tuple[int, int, int]] = {
    "black": (32, 32, 35),
    "dark grey": (72, 73, 77),
    "grey": (125, 126, 130),
    "light grey": (168, 170, 174),
    "white": (224, 224, 225),
    "cream": (236, 226, 203),
    "beige": (204, 182, 150),
    "khaki": (148, 134, 98),
    "brown": (98, 70, 52),
    "burgundy": (98, 30, 42),
    "red": (188, 38, 44),
    "coral": (230, 112, 98),
    "orange": (226, 118, 44),
    "mustard": (198, 152, 46),
    "yellow": (236, 208, 78),
    "olive": (92, 94, 56),
    "lime": (158, 200, 56),
    "green": (48, 122, 72),
    "mint": (166, 212, 188),
    "teal": (26, 104, 112),
    "turquoise": (76, 178, 186),
    "light blue": (158, 190, 218),
    "blue": (44, 92, 168),
    "navy": (34, 42, 72),
    "purple": (98, 58, 124),
    "lilac": (186, 166, 204),
    "pink": (226, 152, 172),
    "magenta": (198, 48, 112),
}

PATTERNS: dict[str, tuple[str, ...]] = {  # pattern → the words captions use for it
    "plain": ("plain", "solid"),
    "striped": ("striped", "stripy"),
    "printed": ("printed", "patterned", "graphic"),
}


def category_of_label(label: str) -> Category:
    """The category that a photograph's metadata label means.

    Raises:
        InvalidInput: an unknown label; the message lists the known ones.
    """
    for category in CATEGORIES:
        if category.label == label:
            return category
    raise InvalidInput(f"Unknown garment label {label!r}; known are {[c.label for c in CATEGORIES]}.")


# Adjectives that the garment photographs cannot confirm. Some captions carry one, so that a model learns to
# read past them instead of being thrown by them; the studio names them to the user as not learned.
UNCONFIRMED_WORDS: tuple[str, ...] = (
    "floral", "wrap", "elegant", "casual", "vintage", "modern", "classic", "summer", "winter", "evening",
    "office", "party", "silk", "cotton", "linen", "wool", "denim", "leather", "lace", "knitted", "satin",
    "velvet", "soft", "light", "heavy", "loose", "fitted", "oversized", "romantic", "minimal", "sporty",
    "bohemian", "chic", "smart", "cosy", "pleated", "ruffled", "belted", "asymmetric", "flowing",
)  # fmt: skip
