"""How tops, coats and dresses are cut: measures of adults' ready-made clothes laid flat, in centimetres."""

from dataclasses import dataclass, replace

import numpy as np

from equifashion.garments.flat.choice import about, one, said
from equifashion.garments.flat.hems import left_by
from equifashion.garments.flat.lower_measures import SKIRT_HEMS
from equifashion.garments.flat.upper import UpperCut
from equifashion.prompts.parsed import GarmentPhrase
from equifashion.vocabulary import Attribute

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute


@dataclass(frozen=True)
class _Top:
    """A category of tops or coats; of what lists several, one is taken by chance.

    Attributes:
        lengths: short, medium and long.
        chest, shoulder: half widths.
        collars, sleeves: keys of ``COLLARS`` and ``SLEEVE_LENGTHS``.
        fronts, pockets, hems, bands, cuff, straps: as in ``UpperCut``.
        waist: as a share of the chest.
        hung: how often it hangs instead of lying.
        quilts: distances of quilting seams; 0 for none.
    """

    lengths: tuple[float, float, float]
    chest: float
    shoulder: float
    collars: tuple[str, ...]
    sleeves: tuple[str, ...] = ("long",)
    fronts: tuple[str, ...] = ("closed",)
    pockets: tuple[str, ...] = ("none",)
    hems: tuple[str, ...] = ("straight",)
    bands: tuple[float, ...] = (0.0,)
    cuff: float = 9.0
    straps: bool = False
    waist: float = 0.97
    hung: float = 0.15
    quilts: tuple[float, ...] = (0.0,)


_RIBS = (5.5, 7.0)
_TOPS = {
    "t-shirt": _Top(
        (52, 70, 83), 26, 21.5, ("crew neck", "crew neck", "V-neck", "scoop neck"), ("short",), hung=0.1
    ),
    "shirt": _Top(
        (58, 75, 83), 27, 22, ("shirt collar",), ("long", "long", "long", "short"), ("buttons",),
        ("chest", "none"), ("curved", "curved", "straight"), cuff=11, hung=0.25,
    ),
    "blouse": _Top(
        (52, 63, 72), 25, 20, ("V-neck", "shirt collar", "crew neck", "boat neck"),
        ("long", "short", "three-quarter"), ("closed", "half", "buttons"), hems=("straight", "curved"),
        cuff=11, hung=0.35,
    ),
    "polo shirt": _Top((55, 70, 78), 26, 22, ("shirt collar",), ("short",), ("half",)),
    "tank top": _Top((49, 61, 76), 23.5, 14.5, ("scoop neck", "crew neck", "V-neck"), ("sleeveless",)),
    "camisole": _Top((48, 58, 66), 21, 15, ("sweetheart",), ("sleeveless",), straps=True),
    "crop top": _Top((42, 45, 48), 22, 18, ("crew neck", "scoop neck", "square neck"), ("short", "sleeveless")),
    "tunic": _Top(
        (74, 84, 92), 27, 20, ("V-neck", "boat neck"), ("long", "three-quarter"), hems=("curved", "straight"),
        cuff=12,
    ),
    "sweater": _Top((54, 66, 75), 27, 22, ("crew neck", "crew neck", "V-neck", "turtleneck"), bands=_RIBS),
    "sweatshirt": _Top((54, 68, 75), 28, 23, ("crew neck",), bands=_RIBS),
    "hoodie": _Top(
        (54, 68, 75), 28, 23, ("hood",), fronts=("closed", "zip"), pockets=("kangaroo",), bands=_RIBS, hung=0.35
    ),
    "cardigan": _Top(
        (54, 66, 80), 26, 21, ("V-neck",), fronts=("buttons", "open"), pockets=("none", "flap"), bands=_RIBS,
        hung=0.3
    ),
    "waistcoat": _Top(
        (52, 60, 68), 24, 16, ("V-neck",), ("sleeveless",), ("buttons",), ("flap",), ("cutaway",)
    ),
    "bodysuit": _Top((60, 66, 70), 22, 18, ("scoop neck", "square neck"), ("long", "short"), waist=0.85),
    "blazer": _Top(
        (66, 74, 82), 27, 22.5, ("notched lapel",), ("long",), ("buttons",), ("flap",), ("cutaway",), cuff=13,
        waist=0.9, hung=0.65,
    ),
    "jacket": _Top(
        (60, 72, 84), 27, 22.5, ("mandarin collar", "shirt collar", "mandarin collar", "hood"), ("long",),
        ("zip",), ("slant", "flap"), bands=(0.0, 6.0), cuff=12, hung=0.6, quilts=(0.0, 0.0, 9.0),
    ),
    "bomber jacket": _Top(
        (58, 65, 72), 29, 23, ("mandarin collar",), ("long",), ("zip",), ("slant",), bands=_RIBS, cuff=10, hung=0.5
    ),
    "denim jacket": _Top(
        (55, 62, 70), 27, 22, ("shirt collar",), ("long",), ("buttons",), ("flap",), bands=(4.5,), cuff=11, hung=0.5
    ),
    "leather jacket": _Top(
        (54, 61, 68), 26, 21.5, ("notched lapel", "mandarin collar"), ("long",), ("zip",), ("slant",), cuff=12,
        hung=0.5
    ),
    "puffer jacket": _Top(
        (60, 70, 90), 31, 24, ("mandarin collar", "hood"), ("long",), ("zip",), ("slant",), bands=(0.0, 5.0),
        cuff=13, hung=0.5, quilts=(7.0, 10.0),
    ),
    "coat": _Top(
        (82, 98, 112), 29, 23, ("notched lapel", "shirt collar"), ("long",), ("buttons",), ("flap",), cuff=15,
        hung=0.6
    ),
    "trench coat": _Top(
        (85, 103, 116), 29, 23, ("notched lapel",), ("long",), ("buttons",), ("slant",), cuff=15, waist=0.85,
        hung=0.6
    ),
    "parka": _Top((78, 88, 100), 30, 24, ("hood",), ("long",), ("zip",), ("flap",), cuff=14, hung=0.6),
}  # fmt: skip
_USUAL = {"top": "t-shirt", "outer": "jacket"}  # where no category is named

_SLEEVES = {"short": 21.0, "elbow-length": 33.0, "three-quarter": 46.0, "long": 60.0}
_CUFFS = {"short": 17.0, "elbow-length": 15.5, "three-quarter": 13.0}  # of long ones, the category's
# Angles below the horizontal of sleeves that lie, that are spread, and that fall from a hanger.
_LIES = {"sleeveless": 45.0, "short": 46.0, "elbow-length": 56.0, "three-quarter": 66.0, "long": 68.0}
_SPREADS = {"sleeveless": 45.0, "short": 30.0, "elbow-length": 32.0, "three-quarter": 42.0, "long": 45.0}
_FALLS = {"sleeveless": 60.0, "short": 60.0, "elbow-length": 70.0, "three-quarter": 80.0, "long": 83.0}
_SPREAD_ARMS = 0.12  # of all that lies
_DEPTHS = {
    "crew neck": 8.0, "V-neck": 19.0, "scoop neck": 14.0, "square neck": 13.0, "boat neck": 4.5,
    "sweetheart": 16.0, "halter": 12.0, "turtleneck": 6.0, "shirt collar": 7.0, "Peter Pan collar": 8.0,
    "mandarin collar": 8.0, "notched lapel": 30.0, "hood": 8.0,
}  # fmt: skip
_WIDE_NECKS = ("boat neck", "square neck")
_FULLNESS = {  # at the head, above the end
    "puff": (3.5, 1.0), "juliet": (4.0, 0.0), "bishop": (0.5, 3.5), "lantern": (0.5, 4.0),
    "leg-of-mutton": (4.5, 0.0),
}  # fmt: skip
_FLARED_CUFFS = {"bell": 1.9, "flutter": 1.8, "kimono": 1.8, "batwing": 1.3, "bishop": 0.9}  # of a plain one
_LONG_TYPES = ("bishop", "lantern", "bell", "leg-of-mutton", "juliet", "kimono", "batwing", "dolman", "raglan")
_FITS = {"fitted": 0.9, "loose": 1.12, "oversized": 1.25}

_DRESS_LENGTHS = {"extra-short": 68.0, "short": 71.0, "medium": 98.0, "long": 118.0, "extra-long": 140.0}
_DRESS_SHAPES = {
    "sheath dress": "pencil", "A-line dress": "a-line", "wrap dress": "a-line", "slip dress": "straight",
    "sundress": "flared", "ball gown": "ball gown", "evening gown": "mermaid", "shirt dress": "a-line",
}  # fmt: skip
_DRESS_COLLARS = {"shirt dress": ("shirt collar",), "wrap dress": ("V-neck",)}
_DRESS_FOLDS = {"flared": 6, "circle": 8, "ball gown": 10}
_HUNG_DRESSES = 0.35
_STRAPPED = ("slip dress", "sundress")


def top_cut(garment: GarmentPhrase, random: np.random.Generator) -> UpperCut | None:
    """The cut of a top or a coat; None for a category that is cut otherwise."""
    made = _TOPS.get(garment.category or _USUAL[garment.kind])
    if made is None:
        return None
    sleeve = _sleeve(garment, random, made.sleeves)
    collar = said(garment, COLLAR, random, made.collars)
    size = {"extra-short": 0, "short": 0, "long": 2, "extra-long": 2}.get(garment.value(LENGTH), 1)
    extra = {"extra-short": 0.88, "extra-long": 1.14}.get(garment.value(LENGTH), 1.0)
    wide = _FITS.get(garment.silhouette, 1.0)
    chest, low = about(random, made.chest * wide), about(random, extra * made.lengths[size], 0.08)
    shoulder = about(random, made.shoulder * (1 + wide) / 2, 0.04)
    bodice = _bodice(garment, random, chest, shoulder, collar, sleeve, made.cuff, made.hung)
    waist, hem = chest * about(random, made.waist, 0.03), chest * about(random, 1.0, 0.04)
    edge = said(garment, HEM, random, made.hems)
    sides = ((chest, bodice.armhole), (waist, 0.62 * low), ((waist + hem) / 2, 0.8 * low), (hem, low))
    return replace(
        bodice,
        sides=left_by(edge, sides),
        front=one(random, made.fronts),
        pockets=one(random, made.pockets),
        band=float(one(random, made.bands)),
        hem=edge,
        straps=made.straps and not garment.value(COLLAR),
        quilts=float(one(random, made.quilts)),
    )


def dress_cut(garment: GarmentPhrase, random: np.random.Generator) -> UpperCut | None:
    """The cut of a dress; None for an áo dài, which is cut otherwise."""
    name = garment.category or "dress"
    if name == "áo dài":
        return None
    usual = one(random, ("a-line", "straight", "flared", "pencil"))
    shape = garment.silhouette or _DRESS_SHAPES.get(name, usual)
    usual_necks = ("crew neck", "scoop neck", "V-neck", "boat neck")
    collar = said(garment, COLLAR, random, _DRESS_COLLARS.get(name, usual_necks))
    sleeve = _sleeve(garment, random, ("sleeveless", "short", "sleeveless", "short", "long"))
    low = about(random, _DRESS_LENGTHS[said(garment, LENGTH, random, ("medium", "medium", "long"))], 0.05)
    straps = name in _STRAPPED and not garment.value(COLLAR)
    sleeve = "sleeveless" if straps and not (garment.value(SLEEVE_LENGTH) or garment.value(SLEEVE_TYPE)) else sleeve
    chest = about(random, 23.5, 0.06)
    shoulder = about(random, 17.5 if sleeve == "sleeveless" else 19, 0.05)
    bodice = _bodice(garment, random, chest, shoulder, collar, sleeve, 10.0, _HUNG_DRESSES)
    waist_at, waist = about(random, 40, 0.04), chest * about(random, 0.84, 0.05)
    hem = min(waist * SKIRT_HEMS[shape], 0.75 * low)
    hip = max(1.02 * chest, waist + (hem - waist) * 20 / max(low - waist_at, 25))
    seamed = random.random() < 0.3 or shape in _DRESS_FOLDS
    edge = garment.value(HEM) or "straight"
    return replace(
        bodice,
        sides=left_by(edge, ((chest, bodice.armhole), (waist, waist_at), (hip, waist_at + 20), (hem, low))),
        hem=edge,
        straps=straps,
        front="half" if name == "shirt dress" else "closed",
        waist_seam=waist_at if seamed else 0.0,
        folds=_DRESS_FOLDS.get(shape, 0),
    )


def _sleeve(garment: GarmentPhrase, random: np.random.Generator, choices: tuple[str, ...]) -> str:
    """How long sleeves are; whoever names their type alone wants some."""
    length, kind = said(garment, SLEEVE_LENGTH, random, choices), garment.value(SLEEVE_TYPE)
    if length != "sleeveless" or not kind or garment.value(SLEEVE_LENGTH):
        return length
    return "long" if kind in _LONG_TYPES else "short"


def _bodice(
    garment: GarmentPhrase,
    random: np.random.Generator,
    chest: float,
    shoulder: float,
    collar: str,
    sleeve: str,
    cuff: float,
    hung: float,
) -> UpperCut:
    """Neck, shoulders and sleeves of a cut, whose sides are not yet known."""
    kind = garment.value(SLEEVE_TYPE)
    armhole = about(random, 22 + 0.12 * (chest - 25), 0.05)
    neck = about(random, 11.5 if collar in _WIDE_NECKS else 8.6)
    hangs, spread = random.random() < hung, random.random() < _SPREAD_ARMS
    usual = (_FALLS if hangs else _SPREADS if spread else _LIES)[sleeve]
    hang = about(random, usual, 0.03 if hangs else 0.08)
    swings, bends = np.clip(random.normal(size=(2, 2)), -1.7, 1.7)
    return UpperCut(
        neck=neck,
        shoulder=max(shoulder, neck + 4),
        slope=about(random, 6.5 if hangs else 4.5, 0.15),
        armhole=armhole,
        sides=((chest, armhole),),
        collar=collar,
        depth=about(random, _DEPTHS[collar], 0.1),
        sleeve=about(random, _SLEEVES.get(sleeve, 0.0), 0.05),
        cuff=about(random, _CUFFS.get(sleeve, cuff) * _FLARED_CUFFS.get(kind, 1.0)),
        hang=(hang, hang + float((2 if hangs else 5) * swings[0])),
        bend=tuple(((2 if hangs else 9) * bends).tolist()),
        hangs=hangs,
        fullness=_FULLNESS.get(kind, (0.0, 0.0)),
    )
