"""From a garment phrase to the measures of its cutting block: what the words say, and where they leave off, chance.

Measures are those of adults' ready-made clothes laid flat, in centimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from equifashion.blocks.lower import LegsCut, SkirtCut
from equifashion.blocks.upper import UpperCut
from equifashion.design.vocabulary import CATEGORIES
from equifashion.language.parsed import GarmentPhrase

Cut = UpperCut | SkirtCut | LegsCut


@dataclass(frozen=True)
class _Top:
    """How tops and coats of a category are cut; what is a tuple of words is chosen from by chance."""

    lengths: tuple[float, float, float]  # short, medium, long
    chest: float
    shoulder: float
    collars: tuple[str, ...]
    sleeves: tuple[str, ...]
    fronts: tuple[str, ...] = ("closed",)
    pockets: tuple[str, ...] = ("none",)
    hems: tuple[str, ...] = ("straight",)
    bands: tuple[float, ...] = (0.0,)
    cuff: float = 9.5
    straps: bool = False
    waist: float = 0.97  # of the chest


_RIB = (5.5, 7.0)
_PLAIN = _Top((52, 67, 76), 27, 22, ("crew neck",), ("short",))
_TOPS = {
    "t-shirt": _Top((50, 67, 76), 26, 21.5, ("crew neck", "crew neck", "V-neck", "scoop neck"), ("short",)),
    "shirt": _Top((58, 73, 80), 27, 22, ("shirt collar",), ("long", "long", "long", "short"), ("buttons",),
                  ("chest", "none"), ("curved", "curved", "straight"), cuff=11),
    "blouse": _Top((52, 63, 72), 25, 20, ("V-neck", "shirt collar", "crew neck", "boat neck"),
                   ("long", "short", "three-quarter"), ("closed", "half", "buttons"), hems=("straight", "curved"), cuff=11),
    "polo shirt": _Top((55, 70, 78), 26, 22, ("shirt collar",), ("short",), ("half",)),
    "tank top": _Top((50, 66, 74), 23, 15, ("scoop neck", "crew neck", "V-neck"), ("sleeveless",)),
    "camisole": _Top((48, 58, 66), 22, 15, ("sweetheart",), ("sleeveless",), straps=True),
    "crop top": _Top((42, 45, 48), 22, 18, ("crew neck", "scoop neck", "square neck"), ("short", "sleeveless")),
    "tunic": _Top((74, 84, 92), 27, 20, ("V-neck", "boat neck"), ("long", "three-quarter"), hems=("curved", "straight"), cuff=12),
    "sweater": _Top((54, 66, 75), 27, 22, ("crew neck", "crew neck", "V-neck", "turtleneck"), ("long",), bands=_RIB, cuff=9),
    "sweatshirt": _Top((54, 68, 75), 28, 23, ("crew neck",), ("long",), bands=_RIB, cuff=9),
    "hoodie": _Top((54, 68, 75), 28, 23, ("hood",), ("long",), ("closed", "zip"), ("kangaroo",), bands=_RIB, cuff=9),
    "cardigan": _Top((54, 66, 80), 26, 21, ("V-neck",), ("long",), ("buttons", "open"), ("none", "flap"), bands=_RIB, cuff=9),
    "waistcoat": _Top((52, 60, 68), 24, 15, ("V-neck",), ("sleeveless",), ("buttons",), ("flap",), ("cutaway",)),
    "bodysuit": _Top((60, 66, 70), 22, 18, ("scoop neck", "square neck"), ("long", "short"), cuff=8, waist=0.85),
    "blazer": _Top((66, 74, 82), 27, 22.5, ("notched lapel",), ("long",), ("buttons",), ("flap",), ("cutaway",), cuff=13, waist=0.9),
    "jacket": _Top((58, 68, 80), 28, 23, ("mandarin collar", "shirt collar"), ("long",), ("zip",), ("slant", "flap"), bands=(0.0, 6.0), cuff=12),
    "bomber jacket": _Top((58, 65, 72), 29, 23, ("mandarin collar",), ("long",), ("zip",), ("slant",), bands=_RIB, cuff=10),
    "denim jacket": _Top((55, 62, 70), 27, 22, ("shirt collar",), ("long",), ("buttons",), ("flap",), bands=(4.5,), cuff=11),
    "leather jacket": _Top((54, 61, 68), 26, 21.5, ("notched lapel", "mandarin collar"), ("long",), ("zip",), ("slant",), cuff=12),
    "puffer jacket": _Top((60, 70, 90), 31, 24, ("mandarin collar", "hood"), ("long",), ("zip",), ("slant",), bands=(0.0, 5.0), cuff=13),
    "coat": _Top((82, 98, 112), 29, 23, ("notched lapel", "shirt collar"), ("long",), ("buttons",), ("flap",), cuff=15),
    "trench coat": _Top((85, 103, 116), 29, 23, ("notched lapel",), ("long",), ("buttons",), ("slant",), cuff=15, waist=0.85),
    "parka": _Top((78, 88, 100), 30, 24, ("hood",), ("long",), ("zip",), ("flap",), cuff=14),
}  # fmt: skip
_KIND_OF_TOP = {"top": "t-shirt", "outer": "jacket"}

_SLEEVES = {"short": 21.0, "elbow-length": 33.0, "three-quarter": 46.0, "long": 60.0}
_DEPTHS = {"crew neck": 8.0, "V-neck": 19.0, "scoop neck": 14.0, "square neck": 13.0, "boat neck": 4.5, "sweetheart": 16.0,
           "halter": 12.0, "turtleneck": 6.0, "shirt collar": 7.0, "Peter Pan collar": 8.0, "mandarin collar": 8.0,
           "notched lapel": 30.0, "hood": 8.0}  # fmt: skip
_FULLNESS = {"puff": (3.5, 1.0), "juliet": (4.0, 0.0), "bishop": (0.5, 3.5), "lantern": (0.5, 4.0), "leg-of-mutton": (4.5, 0.0)}
_WIDER_CUFF = {"bell": 1.9, "flutter": 1.8, "kimono": 1.8, "batwing": 1.3, "bishop": 0.9}
_FITS = {"fitted": 0.9, "loose": 1.12, "oversized": 1.25}
_STEPS = ("extra-short", "short", "medium", "long", "extra-long")

_DRESS_LENGTHS = {"extra-short": 80.0, "short": 86.0, "medium": 98.0, "long": 118.0, "extra-long": 140.0}
_SKIRT_LENGTHS = {"extra-short": 34.0, "short": 40.0, "medium": 56.0, "long": 74.0, "extra-long": 96.0}
_HEMS = {"pencil": 1.05, "straight": 1.3, "a-line": 1.75, "flared": 2.2, "circle": 2.9, "mermaid": 1.9, "ball gown": 3.2, "tulip": 1.1}
_DRESS_SHAPES = {"sheath dress": "pencil", "A-line dress": "a-line", "wrap dress": "a-line", "slip dress": "straight",
                 "sundress": "flared", "ball gown": "ball gown", "evening gown": "mermaid", "shirt dress": "a-line"}  # fmt: skip
_DRESS_COLLARS = {"shirt dress": ("shirt collar",), "wrap dress": ("V-neck",)}
_SKIRT_SHAPES = {"pencil skirt": "pencil", "A-line skirt": "a-line", "pleated skirt": "flared", "circle skirt": "circle", "wrap skirt": "a-line"}
_LEGS = {  # shape: knee, hem
    "skinny": (17.0, 12.0), "slim": (20.0, 16.0), "straight": (23.0, 21.0), "wide": (30.0, 33.0), "flared": (21.0, 29.0),
    "tapered": (24.0, 15.0), "harem": (32.0, 13.0),
}  # fmt: skip
_LEG_SHAPES = {"jeans": ("straight", "slim"), "wide-leg trousers": ("wide",), "leggings": ("skinny",), "culottes": ("wide",),
               "joggers": ("tapered",), "trousers": ("straight", "slim", "tapered")}  # fmt: skip
_LEG_LENGTHS = {"extra-short": 68.0, "short": 78.0, "medium": 92.0, "long": 103.0, "extra-long": 109.0}
_SHORTS_LENGTHS = {"extra-short": 32.0, "short": 38.0, "medium": 47.0, "long": 56.0, "extra-long": 62.0}


def cut_of(garment: GarmentPhrase, random: np.random.Generator) -> Cut | None:
    """The cut of a garment; None for a kind that no block is drawn of."""
    kind = garment.kind or (CATEGORIES[garment.category].kind if garment.category else "")
    match kind:
        case "top" | "outer":
            return _top(garment, _TOPS.get(garment.category or _KIND_OF_TOP[kind]), random)
        case "dress":
            return None if garment.category == "áo dài" else _dress(garment, random)
        case "skirt":
            return _skirt(garment, random)
        case "trousers":
            return _legs(garment, random)
    return None


def _about(random: np.random.Generator, value: float, spread: float = 0.06) -> float:
    return float(value * (1 + spread * np.clip(random.normal(), -2, 2)))


def _one(random: np.random.Generator, choices: Sequence) -> object:
    return choices[random.integers(len(choices))]


def _said(garment: GarmentPhrase, attribute: str, random: np.random.Generator, choices: Sequence[str]) -> str:
    chosen = _one(random, choices)  # drawn either way, so that a word changes nothing but what it names
    return garment.value(attribute) or chosen


def _top(garment: GarmentPhrase, made: _Top | None, random: np.random.Generator) -> UpperCut | None:
    if made is None:
        return None
    sleeve = _said(garment, "A2", random, made.sleeves)
    length = made.lengths[{"extra-short": 0, "short": 0, "long": 2, "extra-long": 2}.get(garment.value("A1"), 1)]
    collar = _said(garment, "A4", random, made.collars)
    wide = _FITS.get(garment.silhouette, 1.0)
    chest, low = _about(random, made.chest * wide), _about(random, length)
    bodice = _bodice(garment, random, chest, _about(random, made.shoulder * (1 + 0.5 * (wide - 1)), 0.04), collar, sleeve, made.cuff)
    waist = chest * made.waist * _about(random, 1.0, 0.03)
    hem = chest * _about(random, 1.0 if made.waist > 0.95 else 1.02, 0.04)
    return replace(
        bodice,
        sides=((chest, bodice.armhole), (waist, 0.62 * low), ((waist + hem) / 2, 0.8 * low), (hem, low)),
        front=_one(random, made.fronts),
        pockets=_one(random, made.pockets),
        band=float(_one(random, made.bands)),
        hem="curved" if garment.value("A5") == "curved" else _one(random, made.hems),
        straps=made.straps,
    )


def _bodice(garment, random, chest, shoulder, collar, sleeve, cuff) -> UpperCut:
    kind = garment.value("A3")
    armhole = _about(random, 22 + 0.12 * (chest - 25), 0.05)
    depth = _about(random, _DEPTHS[collar], 0.1)
    neck = _about(random, 11.5 if collar in ("boat neck", "square neck") else 8.6, 0.06)
    long = _SLEEVES.get(sleeve, 0.0)
    hang = _about(random, {"short": 40, "elbow-length": 50}.get(sleeve, 63), 0.1)
    wide = {"short": 17.0, "elbow-length": 15.5, "three-quarter": 13.0}.get(sleeve, cuff)
    return UpperCut(
        neck=neck,
        shoulder=max(shoulder, neck + 4),
        slope=_about(random, 4.5, 0.15),
        armhole=armhole,
        sides=((chest, armhole), (chest, 60.0)),
        collar=collar,
        depth=depth,
        sleeve=_about(random, long, 0.05),
        cuff=_about(random, wide * _WIDER_CUFF.get(kind, 1.0)),
        hang=(hang, float(np.clip(hang + 4 * random.normal(), hang - 7, hang + 7))),
        fullness=_FULLNESS.get(kind, (0.0, 0.0)),
    )


def _dress(garment: GarmentPhrase, random: np.random.Generator) -> UpperCut:
    name = garment.category or "dress"
    shape = garment.silhouette or _DRESS_SHAPES.get(name) or _one(random, ("a-line", "straight", "flared", "pencil"))
    collar = _said(garment, "A4", random, _DRESS_COLLARS.get(name, ("crew neck", "scoop neck", "V-neck", "boat neck")))
    straps = name in ("slip dress", "sundress") and not garment.value("A4")
    sleeve = "sleeveless" if straps else _said(garment, "A2", random, ("sleeveless", "short", "sleeveless", "long"))
    low = _about(random, _DRESS_LENGTHS[_said(garment, "A1", random, ("short", "medium", "medium", "long"))], 0.05)
    chest = _about(random, 22.5, 0.05)
    shoulder = _about(random, 17.5 if sleeve == "sleeveless" else 19, 0.05)
    bodice = _bodice(garment, random, chest, shoulder, collar, sleeve, 10.0)
    waist_at, waist = _about(random, 40, 0.04), chest * _about(random, 0.84, 0.05)
    hem = min(waist * _HEMS[shape], 0.75 * low)
    hip_at = waist_at + 20
    hip = max(chest * 1.02, waist + (hem - waist) * 20 / max(low - waist_at, 25)) if shape != "tulip" else 1.15 * chest
    seamed = shape in ("flared", "circle", "ball gown") or random.random() < 0.3
    return replace(
        bodice,
        sides=((chest, bodice.armhole), (waist, waist_at), (hip, hip_at), (hem, low)),
        straps=straps,
        front="half" if name == "shirt dress" else "closed",
        hem="straight",
        waist_seam=waist_at if seamed else 0.0,
        pleats={"flared": 6, "circle": 8, "ball gown": 10}.get(shape, 0),
    )


def _skirt(garment: GarmentPhrase, random: np.random.Generator) -> SkirtCut:
    name = garment.category or "skirt"
    shape = garment.silhouette or _SKIRT_SHAPES.get(name) or _one(random, ("a-line", "straight", "flared"))
    low = _about(random, _SKIRT_LENGTHS[_said(garment, "A1", random, ("short", "medium", "medium", "long"))])
    waist = _about(random, 19, 0.05)
    hem = min(_about(random, waist * _HEMS[shape], 0.08), 1.0 * low + 6)
    hip = max(1.25 * waist, waist + (hem - waist) * 0.4)
    return SkirtCut(
        sides=((waist, 0.0), (min(hip, hem) if hem > waist * 1.2 else hip, 0.36 * low), (hem, low)),
        waistband=float(_one(random, (0.0, 3.5, 4.5))),
        drop=_about(random, 1.5 + 0.08 * (hem - waist)),
        pleats=14 if name == "pleated skirt" else {"circle": 8}.get(shape, 0),
        wrap=name == "wrap skirt",
    )


def _legs(garment: GarmentPhrase, random: np.random.Generator) -> LegsCut:
    name = garment.category or "trousers"
    shorts = name == "shorts"
    shape = garment.silhouette or _one(random, _LEG_SHAPES.get(name, ("straight",)))
    lengths = _SHORTS_LENGTHS if shorts else _LEG_LENGTHS
    usual = {"culottes": "short"}.get(name, "medium" if shorts else "long")
    low = _about(random, lengths[garment.value("A1") or usual], 0.05)
    knee, hem = (_about(random, 27, 0.05), _about(random, 26.5, 0.07)) if shorts else (_about(random, x, 0.06) for x in _LEGS[shape])
    waist = _about(random, 19.5 if shape != "skinny" else 17.5, 0.05)
    hip = max(waist * 1.22, knee * 0.95)
    spread = max(0.5 * hip, 0.5 * hem + 1.0) + _about(random, 1.5, 0.6)
    return LegsCut(
        waist=waist, hip=hip, rise=_about(random, 29 if shape != "harem" else 44, 0.05), length=low, knee=knee, hem=hem,
        spread=spread, fly=name not in ("leggings", "joggers") and random.random() < (0.5 if shorts else 0.85),
        cuffs=5.0 if name == "joggers" else 0.0, creases=name == "trousers" and random.random() < 0.5,
    )  # fmt: skip
