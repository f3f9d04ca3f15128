"""How tops, coats and dresses are cut: measures of adults' ready-made clothes laid flat, in centimetres."""

from dataclasses import dataclass, replace

import numpy as np

from equifashion.garments.attributes.collars import COLLAR_SHAPES
from equifashion.garments.attributes.lengths import LENGTH_MEASURES, SLEEVE_LENGTH_MEASURES
from equifashion.garments.attributes.sleeves import SLEEVE_SHAPES
from equifashion.garments.flat.choice import choose, choose_value, jitter
from equifashion.garments.flat.hems import shorten_for_hem
from equifashion.garments.flat.lower_measures import SKIRT_HEMS
from equifashion.garments.flat.upper import UpperMeasures
from equifashion.prompts.parsed import GarmentPhrase
from equifashion.vocabulary import Attribute

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute


@dataclass(frozen=True)
class _TopStyle:
    """A category of tops or coats; of what lists several, one is taken by chance.

    Attributes:
        lengths: short, medium and long.
        chest, shoulder: half widths.
        collars, sleeves: keys of ``COLLAR_SHAPES`` and ``SLEEVE_LENGTH_MEASURES``.
        fronts, pockets, hems, bands, cuff, straps: as in ``UpperMeasures``.
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
_TOP_STYLES = {
    "t-shirt": _TopStyle(
        (52, 70, 83), 26, 21.5, ("crew neck", "crew neck", "V-neck", "scoop neck"), ("short",), hung=0.1
    ),
    "shirt": _TopStyle(
        (58, 75, 83), 27, 22, ("shirt collar",), ("long", "long", "long", "short"), ("buttons",),
        ("chest", "none"), ("curved", "curved", "straight"), cuff=11, hung=0.25,
    ),
    "blouse": _TopStyle(
        (52, 63, 72), 25, 20, ("V-neck", "shirt collar", "crew neck", "boat neck"),
        ("long", "short", "three-quarter"), ("closed", "half", "buttons"), hems=("straight", "curved"),
        cuff=11, hung=0.35,
    ),
    "polo shirt": _TopStyle((55, 70, 78), 26, 22, ("shirt collar",), ("short",), ("half",)),
    "tank top": _TopStyle((49, 61, 76), 23.5, 14.5, ("scoop neck", "crew neck", "V-neck"), ("sleeveless",)),
    "camisole": _TopStyle((48, 58, 66), 21, 15, ("sweetheart",), ("sleeveless",), straps=True),
    "crop top": _TopStyle(
        (42, 45, 48), 22, 18, ("crew neck", "scoop neck", "square neck"), ("short", "sleeveless")
    ),
    "tunic": _TopStyle(
        (74, 84, 92), 27, 20, ("V-neck", "boat neck"), ("long", "three-quarter"), hems=("curved", "straight"),
        cuff=12,
    ),
    "sweater": _TopStyle((54, 66, 75), 27, 22, ("crew neck", "crew neck", "V-neck", "turtleneck"), bands=_RIBS),
    "sweatshirt": _TopStyle((54, 68, 75), 28, 23, ("crew neck",), bands=_RIBS),
    "hoodie": _TopStyle(
        (54, 68, 75), 28, 23, ("hood",), fronts=("closed", "zip"), pockets=("kangaroo",), bands=_RIBS, hung=0.35
    ),
    "cardigan": _TopStyle(
        (54, 66, 80), 26, 21, ("V-neck",), fronts=("buttons", "open"), pockets=("none", "flap"), bands=_RIBS,
        hung=0.3
    ),
    "waistcoat": _TopStyle(
        (52, 60, 68), 24, 16, ("V-neck",), ("sleeveless",), ("buttons",), ("flap",), ("cutaway",)
    ),
    "bodysuit": _TopStyle((60, 66, 70), 22, 18, ("scoop neck", "square neck"), ("long", "short"), waist=0.85),
    "blazer": _TopStyle(
        (66, 74, 82), 27, 22.5, ("notched lapel",), ("long",), ("buttons",), ("flap",), ("cutaway",), cuff=13,
        waist=0.9, hung=0.65,
    ),
    "jacket": _TopStyle(
        (60, 72, 84), 27, 22.5, ("mandarin collar", "shirt collar", "mandarin collar", "hood"), ("long",),
        ("zip",), ("slant", "flap"), bands=(0.0, 6.0), cuff=12, hung=0.6, quilts=(0.0, 0.0, 9.0),
    ),
    "bomber jacket": _TopStyle(
        (58, 65, 72), 29, 23, ("mandarin collar",), ("long",), ("zip",), ("slant",), bands=_RIBS, cuff=10, hung=0.5
    ),
    "denim jacket": _TopStyle(
        (55, 62, 70), 27, 22, ("shirt collar",), ("long",), ("buttons",), ("flap",), bands=(4.5,), cuff=11, hung=0.5
    ),
    "leather jacket": _TopStyle(
        (54, 61, 68), 26, 21.5, ("notched lapel", "mandarin collar"), ("long",), ("zip",), ("slant",), cuff=12,
        hung=0.5
    ),
    "puffer jacket": _TopStyle(
        (60, 70, 90), 31, 24, ("mandarin collar", "hood"), ("long",), ("zip",), ("slant",), bands=(0.0, 5.0),
        cuff=13, hung=0.5, quilts=(7.0, 10.0),
    ),
    "coat": _TopStyle(
        (82, 98, 112), 29, 23, ("notched lapel", "shirt collar"), ("long",), ("buttons",), ("flap",), cuff=15,
        hung=0.6
    ),
    "trench coat": _TopStyle(
        (85, 103, 116), 29, 23, ("notched lapel",), ("long",), ("buttons",), ("slant",), cuff=15, waist=0.85,
        hung=0.6
    ),
    "parka": _TopStyle((78, 88, 100), 30, 24, ("hood",), ("long",), ("zip",), ("flap",), cuff=14, hung=0.6),
}  # fmt: skip
_USUAL = {"top": "t-shirt", "outer": "jacket"}  # where no category is named

_SPREAD_ARMS = 0.12  # of all that lies
_FITS = {"fitted": 0.9, "loose": 1.12, "oversized": 1.25}

_DRESS_SHAPES = {
    "sheath dress": "pencil", "A-line dress": "a-line", "wrap dress": "a-line", "slip dress": "straight",
    "sundress": "flared", "ball gown": "ball gown", "evening gown": "mermaid", "shirt dress": "a-line",
}  # fmt: skip
_DRESS_COLLARS = {"shirt dress": ("shirt collar",), "wrap dress": ("V-neck",)}
_DRESS_FOLDS = {"flared": 6, "circle": 8, "ball gown": 10}
_HUNG_DRESSES = 0.35
_STRAPPED = ("slip dress", "sundress")


def sample_top(garment: GarmentPhrase, random: np.random.Generator) -> UpperMeasures | None:
    """The cut of a top or a coat; None for a category that is cut otherwise."""
    style = _TOP_STYLES.get(garment.category or _USUAL[garment.kind])
    if style is None:
        return None
    sleeve = _sleeve(garment, random, style.sleeves)
    collar = choose_value(garment, COLLAR, random, style.collars)
    length = LENGTH_MEASURES[garment.value(LENGTH) or "medium"]
    wide = _FITS.get(garment.silhouette, 1.0)
    chest = jitter(random, style.chest * wide)
    low = jitter(random, length.top_factor * style.lengths[length.top_size], 0.08)
    shoulder = jitter(random, style.shoulder * (1 + wide) / 2, 0.04)
    bodice = _bodice(garment, random, chest, shoulder, collar, sleeve, style.cuff, style.hung)
    waist, hem = chest * jitter(random, style.waist, 0.03), chest * jitter(random, 1.0, 0.04)
    edge = choose_value(garment, HEM, random, style.hems)
    sides = ((chest, bodice.armhole), (waist, 0.62 * low), ((waist + hem) / 2, 0.8 * low), (hem, low))
    return replace(
        bodice,
        sides=shorten_for_hem(edge, sides),
        front=choose(random, style.fronts),
        pockets=choose(random, style.pockets),
        band=float(choose(random, style.bands)),
        hem=edge,
        straps=style.straps and not garment.value(COLLAR),
        quilts=float(choose(random, style.quilts)),
    )


def sample_dress(garment: GarmentPhrase, random: np.random.Generator) -> UpperMeasures | None:
    """The cut of a dress; None for an áo dài, which is cut otherwise."""
    name = garment.category or "dress"
    if name == "áo dài":
        return None
    usual = choose(random, ("a-line", "straight", "flared", "pencil"))
    shape = garment.silhouette or _DRESS_SHAPES.get(name, usual)
    usual_necks = ("crew neck", "scoop neck", "V-neck", "boat neck")
    collar = choose_value(garment, COLLAR, random, _DRESS_COLLARS.get(name, usual_necks))
    sleeve = _sleeve(garment, random, ("sleeveless", "short", "sleeveless", "short", "long"))
    length = LENGTH_MEASURES[choose_value(garment, LENGTH, random, ("medium", "medium", "long"))]
    low = jitter(random, length.dress_cm, 0.05)
    straps = name in _STRAPPED and not garment.value(COLLAR)
    sleeve = "sleeveless" if straps and not (garment.value(SLEEVE_LENGTH) or garment.value(SLEEVE_TYPE)) else sleeve
    chest = jitter(random, 23.5, 0.06)
    shoulder = jitter(random, 17.5 if sleeve == "sleeveless" else 19, 0.05)
    bodice = _bodice(garment, random, chest, shoulder, collar, sleeve, 10.0, _HUNG_DRESSES)
    waist_at, waist = jitter(random, 40, 0.04), chest * jitter(random, 0.84, 0.05)
    hem = min(waist * SKIRT_HEMS[shape], 0.75 * low)
    hip = max(1.02 * chest, waist + (hem - waist) * 20 / max(low - waist_at, 25))
    seamed = random.random() < 0.3 or shape in _DRESS_FOLDS
    edge = garment.value(HEM) or "straight"
    return replace(
        bodice,
        sides=shorten_for_hem(edge, ((chest, bodice.armhole), (waist, waist_at), (hip, waist_at + 20), (hem, low))),
        hem=edge,
        straps=straps,
        front="half" if name == "shirt dress" else "closed",
        waist_seam=waist_at if seamed else 0.0,
        folds=_DRESS_FOLDS.get(shape, 0),
    )


def _sleeve(garment: GarmentPhrase, random: np.random.Generator, choices: tuple[str, ...]) -> str:
    """How long sleeves are; whoever names their type alone wants some."""
    length, kind = choose_value(garment, SLEEVE_LENGTH, random, choices), garment.value(SLEEVE_TYPE)
    if length != "sleeveless" or not kind or garment.value(SLEEVE_LENGTH):
        return length
    return "long" if SLEEVE_SHAPES[kind].usually_long else "short"


def _bodice(
    garment: GarmentPhrase,
    random: np.random.Generator,
    chest: float,
    shoulder: float,
    collar: str,
    sleeve: str,
    cuff: float,
    hung: float,
) -> UpperMeasures:
    """Neck, shoulders and sleeves of a cut, whose sides are not yet known."""
    kind, length, neckline = (
        SLEEVE_SHAPES[garment.value(SLEEVE_TYPE) or "set-in"],
        SLEEVE_LENGTH_MEASURES[sleeve],
        COLLAR_SHAPES[collar],
    )
    armhole = jitter(random, 22 + 0.12 * (chest - 25), 0.05)
    neck = jitter(random, neckline.flat_half_width_cm)
    hangs, spread = random.random() < hung, random.random() < _SPREAD_ARMS
    usual = length.hanging if hangs else length.spread if spread else length.lying
    hang = jitter(random, usual, 0.03 if hangs else 0.08)
    swings, bends = np.clip(random.normal(size=(2, 2)), -1.7, 1.7)
    return UpperMeasures(
        neck=neck,
        shoulder=max(shoulder, neck + 4),
        slope=jitter(random, 6.5 if hangs else 4.5, 0.15),
        armhole=armhole,
        sides=((chest, armhole),),
        collar=collar,
        depth=jitter(random, neckline.flat_depth_cm, 0.1),
        sleeve=jitter(random, length.flat_cm, 0.05),
        cuff=jitter(random, (length.cuff_cm or cuff) * kind.flat_cuff),
        hang=(hang, hang + float((2 if hangs else 5) * swings[0])),
        bend=tuple(((2 if hangs else 9) * bends).tolist()),
        hangs=hangs,
        fullness=kind.flat_fullness,
    )
