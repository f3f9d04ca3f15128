"""Groups of values that several categories share."""

SLEEVED = ("short", "elbow-length", "three-quarter", "long")
ANY_SLEEVE = ("sleeveless", *SLEEVED)

JERSEY_SLEEVES = ("set-in", "raglan", "drop-shoulder")
WIDE_SLEEVES = ("dolman", "batwing", "kimono")
FULL_SLEEVES = ("puff", "juliet", "bishop", "bell", "lantern", "leg-of-mutton")
SHORT_SLEEVES = ("cap", "flutter", "petal")
DRESSY_SLEEVES = ("set-in", *FULL_SLEEVES, *SHORT_SLEEVES, "cold-shoulder")

NECKLINES = ("crew neck", "V-neck", "scoop neck", "square neck", "boat neck")
DRESS_NECKLINES = (*NECKLINES, "sweetheart", "halter")

FITS = ("fitted", "regular", "loose", "oversized")
LEGS = ("skinny", "slim", "straight", "wide", "flared", "tapered", "harem")
SKIRT_SHAPES = ("pencil", "straight", "a-line", "flared", "circle", "mermaid", "tulip")

# Worn below a top: anything, something smart, something for leisure, something close to the leg.
BOTTOMS = (
    "jeans", "trousers", "wide-leg trousers", "shorts", "culottes", "skirt", "pencil skirt", "A-line skirt",
    "pleated skirt", "circle skirt", "wrap skirt",
)  # fmt: skip
SMART_BOTTOMS = (
    "trousers", "wide-leg trousers", "pencil skirt", "A-line skirt", "pleated skirt", "culottes", "skirt",
)  # fmt: skip
LEISURE_BOTTOMS = ("jeans", "joggers", "leggings", "shorts", "skirt", "wide-leg trousers")
NARROW_BOTTOMS = ("leggings", "jeans", "trousers")

# Worn under an outer layer.
LIGHT_TOPS = ("t-shirt", "tank top", "camisole", "shirt", "blouse")
DRESSES_UNDER = ("dress", "slip dress", "sheath dress", "A-line dress", "shirt dress")
