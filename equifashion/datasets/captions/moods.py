"""Moods that suit what is worn: styles and occasions by category, effects by cut and cloth, feelings by style."""

from collections.abc import Callable, Sequence

import numpy as np

from equifashion.datasets.captions.facts import GarmentFacts

_STYLES: dict[str, tuple[str, ...]] = {  # style → categories that are at home in it
    "casual": ("t-shirt", "sweatshirt", "jeans", "shorts", "denim jacket", "dungarees", "sweater", "tank top",
               "cardigan", "shirt dress", "playsuit"),
    "classic": ("shirt", "coat", "trench coat", "blazer", "sheath dress", "pencil skirt", "trousers", "cardigan",
                "A-line dress", "sweater"),
    "minimalist": ("slip dress", "sheath dress", "coat", "trousers", "wide-leg trousers", "dress", "tunic"),
    "elegant": ("evening gown", "sheath dress", "blouse", "slip dress", "áo dài", "wrap dress", "wide-leg trousers",
                "cape", "pleated skirt"),
    "bohemian": ("kimono jacket", "tunic", "wrap skirt", "sundress", "culottes"),
    "vintage": ("circle skirt", "A-line dress", "waistcoat", "shirt dress", "A-line skirt", "cape"),
    "streetwear": ("hoodie", "bomber jacket", "joggers", "crop top", "puffer jacket", "parka", "sweatshirt"),
    "sporty": ("leggings", "joggers", "polo shirt", "tank top", "hoodie", "bodysuit"),
    "preppy": ("polo shirt", "pleated skirt", "cardigan", "blazer"),
    "business": ("blazer", "pencil skirt", "trousers", "shirt", "waistcoat", "sheath dress"),
    "feminine": ("blouse", "wrap dress", "camisole", "skirt", "wrap skirt", "sundress", "playsuit"),
    "punk": ("leather jacket",),
    "military": ("parka", "trench coat"),
    "resort": ("kimono jacket", "sundress", "playsuit", "wrap skirt"),
    "glamorous": ("evening gown", "ball gown", "jumpsuit", "camisole"),
    "traditional": ("áo dài",),
}  # fmt: skip
_OCCASIONS: dict[str, tuple[str, ...]] = {  # occasion → categories that one wears for it
    "everyday": ("t-shirt", "sweater", "jeans", "cardigan", "denim jacket", "dungarees", "skirt", "tunic", "dress"),
    "office": ("blazer", "shirt", "trousers", "pencil skirt", "blouse", "sheath dress", "shirt dress", "waistcoat",
               "trench coat", "coat", "culottes"),
    "interview": ("blazer", "shirt", "pencil skirt", "sheath dress"),
    "party": ("crop top", "slip dress", "jumpsuit", "camisole", "leather jacket", "bodysuit"),
    "cocktail": ("sheath dress", "jumpsuit", "slip dress", "A-line dress"),
    "gala": ("evening gown", "ball gown", "cape"),
    "wedding": ("áo dài", "wrap dress", "evening gown", "pleated skirt"),
    "date": ("wrap dress", "slip dress", "blouse", "circle skirt"),
    "holiday": ("sundress", "playsuit", "shorts", "wrap skirt", "kimono jacket"),
    "beach": ("kimono jacket", "sundress", "shorts"),
    "sport": ("leggings", "joggers", "tank top", "bodysuit"),
    "lounge": ("joggers", "hoodie", "sweatshirt", "leggings"),
    "school": ("polo shirt", "pleated skirt", "shirt", "A-line skirt"),
    "festival": ("crop top", "shorts", "kimono jacket", "playsuit"),
    "lunar new year": ("áo dài",),
    "outdoors": ("parka", "puffer jacket", "bomber jacket"),
}  # fmt: skip
_FEELINGS: dict[str, tuple[str, ...]] = {  # style → feelings it gives
    "casual": ("relaxed", "fresh"),
    "classic": ("dignified", "confident"),
    "minimalist": ("serene", "confident"),
    "elegant": ("dignified", "luxurious", "gentle"),
    "bohemian": ("relaxed", "romantic"),
    "vintage": ("nostalgic", "playful"),
    "streetwear": ("energetic", "bold"),
    "sporty": ("energetic", "fresh"),
    "preppy": ("youthful", "playful"),
    "business": ("confident",),
    "feminine": ("romantic", "gentle", "playful"),
    "punk": ("bold",),
    "military": ("confident", "bold"),
    "resort": ("relaxed", "fresh", "playful"),
    "glamorous": ("luxurious", "sensual"),
    "traditional": ("gentle", "dignified"),
}
_COSY = frozenset({"sweater", "cardigan", "coat", "puffer jacket", "hoodie"})
_FLOWING = frozenset({"circle", "flared"})
_LONG = ("long", "extra-long")

_EFFECTS: dict[str, Callable[[GarmentFacts], bool]] = {  # effect → whether a garment has it
    "waist-defining": lambda g: g.belted or g.category == "wrap dress",
    "curve-hugging": lambda g: g.silhouette in ("pencil", "mermaid", "skinny"),
    "elongating": lambda g: g.kind == "dress" and g.silhouette == "straight" and g.length in _LONG,
    "leg-lengthening": lambda g: g.kind == "trousers" and g.silhouette == "flared" and g.length == "extra-long",
    "flowing": lambda g: g.silhouette in _FLOWING and g.length in _LONG and g.kind in ("dress", "skirt"),
    "shoulder-broadening": lambda g: g.sleeve_type in ("leg-of-mutton", "puff"),
    "shoulder-baring": lambda g: g.sleeve_type == "cold-shoulder" or g.collar == "halter",
    "volume-adding": lambda g: g.silhouette == "ball gown" or g.hem in ("bubble", "tiered"),
    "structured": lambda g: g.category in ("blazer", "waistcoat", "coat") and g.silhouette in ("fitted", "regular"),
    "textured": lambda g: g.weave in ("brocade", "rib", "lace") or g.motif == "cable",
    "eye-catching": lambda g: g.weave == "animal",
    "shimmering": lambda g: g.weave in ("sequinned", "satin"),
    "neck-lengthening": lambda g: g.collar == "V-neck" and g.sleeve_length != "sleeveless",
}


def fitting_moods(
    garments: Sequence[GarmentFacts], main: int, random: np.random.Generator
) -> dict[str, tuple[str, ...]]:
    """One style, occasion, effect and feeling each that the outfit bears out, or () where it suggests none.

    Args:
        garments: the outfit's.
        main: index of the garment that decides.
        random: chooses where several suit.

    Returns:
        Key of ``MOODS`` → words.
    """
    garment = garments[main]
    styles = [style for style, categories in _STYLES.items() if garment.category in categories]
    if garment.weave == "leather" and garment.kind == "outer":
        styles.append("punk")
    style = _one(styles, random)
    occasions = [occasion for occasion, categories in _OCCASIONS.items() if garment.category in categories]
    effects = [effect for effect, has in _EFFECTS.items() if has(garment)]
    feelings = [*_FEELINGS.get(style[0] if style else "", ()), *(("cosy",) if garment.category in _COSY else ())]
    return {
        "style": style,
        "occasion": _one(occasions, random),
        "effect": _one(effects, random),
        "feeling": _one(feelings, random),
    }


def _one(options: Sequence[str], random: np.random.Generator) -> tuple[str, ...]:
    return (str(random.choice(options)),) if options else ()
