"""How skirts, trousers and shorts are cut: measures of adults' ready-made clothes laid flat, in centimetres."""

import numpy as np

from equifashion.garments.attributes.lengths import LENGTH_MEASURES
from equifashion.garments.flat.choice import choose, choose_value, jitter
from equifashion.garments.flat.hems import shorten_for_hem
from equifashion.garments.flat.lower import LegsMeasures, SkirtMeasures
from equifashion.prompts.parsed import GarmentPhrase
from equifashion.vocabulary import Attribute

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

SKIRT_HEMS = {  # of the waist
    "pencil": 1.05, "straight": 1.3, "a-line": 1.75, "flared": 2.2, "circle": 2.9, "mermaid": 1.9,
    "ball gown": 3.2, "tulip": 1.1,
}  # fmt: skip
_SKIRT_SHAPES = {
    "pencil skirt": "pencil", "A-line skirt": "a-line", "pleated skirt": "flared", "circle skirt": "circle",
    "wrap skirt": "a-line",
}  # fmt: skip

_LEGS = {  # widths at knee and hem
    "skinny": (17.0, 12.0), "slim": (20.0, 16.0), "straight": (23.0, 21.0), "wide": (31.0, 34.0),
    "flared": (21.0, 29.0), "tapered": (24.0, 15.0), "harem": (32.0, 13.0),
}  # fmt: skip
_LEG_SHAPES = {
    "jeans": ("straight", "slim"), "wide-leg trousers": ("wide",), "leggings": ("skinny",), "culottes": ("wide",),
    "joggers": ("tapered",), "trousers": ("slim", "straight", "straight", "tapered"),
}  # fmt: skip
_SHORTS_LEG = (27.0, 26.5)
_APART = {"slim": 1.5, "skinny": 1.5}  # the legs of what is known by its narrowness
_BANDED = ("cuffed", "ribbed", "elasticated")
_WITHOUT_FLY = ("leggings", "joggers")


def sample_skirt(garment: GarmentPhrase, random: np.random.Generator) -> SkirtMeasures:
    """The cut of a skirt."""
    name = garment.category or "skirt"
    usual = choose(random, ("a-line", "straight", "flared"))
    shape = garment.silhouette or _SKIRT_SHAPES.get(name, usual)
    length = choose_value(garment, LENGTH, random, ("short", "medium", "medium", "long"))
    low = jitter(random, LENGTH_MEASURES[length].skirt_cm)
    waist = jitter(random, 19, 0.05)
    hem = min(jitter(random, waist * SKIRT_HEMS[shape], 0.08), low + 6)
    hip = max(1.25 * waist, waist + 0.4 * (hem - waist))
    sides = (waist, 0.0), (min(hip, hem) if hem > 1.2 * waist else hip, 0.36 * low), (hem, low)
    edge = garment.value(HEM) or "straight"
    return SkirtMeasures(
        sides=shorten_for_hem(edge, sides),
        hem=edge,
        waistband=choose(random, (0.0, 3.5, 4.5)),
        drop=jitter(random, 1.5 + 0.08 * (hem - waist)),
        folds=14 if name == "pleated skirt" else 8 if shape in ("circle", "ball gown") else 0,
        wrap=name == "wrap skirt",
    )


def sample_legs(garment: GarmentPhrase, random: np.random.Generator) -> LegsMeasures:
    """The cut of trousers or shorts."""
    name = garment.category or "trousers"
    shorts = name == "shorts"
    usual = choose(random, _LEG_SHAPES.get(name, ("straight",)))
    shape = garment.silhouette or usual
    length = garment.value(LENGTH) or {"culottes": "short", "shorts": "medium"}.get(name, "long")
    row = LENGTH_MEASURES[length]
    low = jitter(random, row.shorts_cm, 0.08) if shorts else jitter(random, row.trousers_cm, 0.05)
    knee, hem = (jitter(random, width) for width in (_SHORTS_LEG if shorts else _LEGS[shape]))
    waist = jitter(random, 17.5 if shape == "skinny" else 19.5, 0.05)
    edge = garment.value(HEM)
    hem = (
        max(1.3 * hem, 1.05 * knee)
        if edge == "flared"
        else hem * {"elasticated": 0.8, "ribbed": 0.85}.get(edge, 1.0)
    )
    hip = max(1.17 * waist, 0.95 * knee)
    apart = 1.0 if shorts else 7.0
    lies = random.random()
    spread = max(hip, hem + 2 * apart) / 2 + (1 + 4 * lies if shorts else _APART.get(shape, 1 + 9 * lies))
    fly, creased = random.random() < (0.5 if shorts else 0.85), random.random() < 0.3
    return LegsMeasures(
        waist=waist,
        hip=hip,
        rise=jitter(random, 44 if shape == "harem" else 29, 0.05),
        length=low,
        knee=knee,
        hem=hem,
        spread=max(spread, 1.04 * hip - hem / 2) if shorts else spread,
        fly=fly and name not in _WITHOUT_FLY,
        cuffs=5.0 if name == "joggers" or edge in _BANDED else 0.0,
        creases=creased and name == "trousers",
    )
