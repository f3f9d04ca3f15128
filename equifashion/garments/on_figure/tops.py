"""Tops, and the bodices of dresses and one-pieces: a bodice, its sleeves, its collar and what closes it."""

from dataclasses import dataclass, replace

import numpy as np

from equifashion.garments.attributes.sleeves import SLEEVE_SHAPES
from equifashion.garments.figure.body import SIDES, T_BUST, T_WAIST, Body
from equifashion.garments.on_figure import closures, collars, folds
from equifashion.garments.on_figure.bodice import LEVELS, Bodice, draw_bodice, lay_bodice, straps
from equifashion.garments.on_figure.frame import Frame
from equifashion.garments.on_figure.hems import HemPieces, attach, finish_hem
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.sleeve_ends import draw_sleeve
from equifashion.garments.on_figure.sleeves import lay_sleeve, raglan_piece, sleeve_z
from equifashion.garments.scene import layers
from equifashion.garments.scene.curves import closed_path
from equifashion.garments.scene.scene import Fill, Part, Shade, Shape, Stroke
from equifashion.garments.textiles import Fabric


@dataclass(frozen=True)
class Style:
    """What a category of top has besides its attributes.

    Attributes:
        hold: how it holds on without sleeves: a key of ``STRAPS`` or ``"strapless"``.
        closure: ``"placket"``, ``"half placket"``, ``"buttons"``, ``"wrap"`` or none.
        cuff: end of plain sleeves: ``"rib"``, ``"barrel"``, ``"turn-up"`` or none.
        pocket: ``"chest"``, ``"kangaroo"``, ``"welts"`` or none.
        crisp: scales the number of folds.
    """

    hold: str = "shoulder"
    closure: str = ""
    cuff: str = ""
    pocket: str = ""
    crisp: float = 1.0


STYLES: dict[str, Style] = {
    "shirt": Style(closure="placket", cuff="barrel", pocket="chest"),
    "blouse": Style(closure="by collar", cuff=""),
    "polo shirt": Style(closure="half placket", cuff="rib"),
    "tank top": Style(hold="tank"),
    "camisole": Style(hold="spaghetti"),
    "crop top": Style(hold="tank"),
    "sweater": Style(cuff="rib"),
    "sweatshirt": Style(cuff="rib"),
    "hoodie": Style(cuff="rib", pocket="kangaroo"),
    "cardigan": Style(closure="buttons", cuff="rib", pocket="patch"),
    "waistcoat": Style(closure="buttons", pocket="welts", crisp=0.6),
    "bodysuit": Style(hold="tank"),
    "shirt dress": Style(closure="placket", cuff="barrel", pocket="chest"),
    "wrap dress": Style(closure="wrap"),
    "slip dress": Style(hold="spaghetti"),
    "sundress": Style(hold="spaghetti"),
    "evening gown": Style(hold="strapless"),
    "ball gown": Style(hold="strapless"),
    "playsuit": Style(hold="spaghetti"),
}
BUTTONED_COLLARS = ("shirt collar", "Peter Pan collar", "mandarin collar", "notched lapel")
NARROW_NECKS = ("V-neck", "scoop neck", "square neck", "sweetheart")  # what thin straps and no straps go with


def cloth(fabric: Fabric, angle: float = 0.0) -> Fill:
    """A fill of the fabric."""
    return Fill(fabric.colours[0], fabric, angle)


def ribbing(fabric: Fabric) -> Fill:
    """Ribbing in a fabric's main colour."""
    return cloth(Fabric("rib", fabric.colours[:1], 1.0, fabric.seed))


def button_colour(garment: Garment) -> str:
    """Colour of the garment's buttons: its trim, or one that stands out from the cloth a little."""
    if garment.trim:
        return garment.trim
    r, g, b = (int(garment.fabric.colours[0][i : i + 2], 16) for i in (1, 3, 5))
    return "#efe9dc" if 0.3 * r + 0.59 * g + 0.11 * b < 140 else "#5a4a44"


def hold_of(garment: Garment) -> str:
    """How a bodice is held: by its sleeves, straps, a halter or nothing."""
    if garment.collar == "halter":
        return "halter"
    if garment.sleeve_type == "cold-shoulder" and garment.sleeve_length != "sleeveless":
        return "open"
    if garment.sleeve_length not in (None, "sleeveless"):
        return (
            "sleeves"
            if garment.sleeve_type and SLEEVE_SHAPES[garment.sleeve_type].seam == "armhole"
            else "grown on"
        )
    hold = STYLES.get(garment.category, Style()).hold
    if hold in ("spaghetti", "strapless") and garment.collar not in NARROW_NECKS:
        return "shoulder"
    if hold == "strapless" and garment.collar != "sweetheart":
        return "spaghetti"
    return "tank" if hold == "shoulder" and garment.collar in ("scoop neck", "square neck", "sweetheart") else hold


def draw_top(garment: Garment, body: Body, sleeves: str = "drawn", hide_collar: bool = False) -> list[Shape]:
    """A top with everything on it.

    Args:
        garment: of kind ``"top"``; ``tucked`` ones end inside the waistband.
        body: who wears it.
        sleeves: ``"drawn"``, ``"hidden"`` by an outer layer, or ``"below"``: seen below its shorter ones.
        hide_collar: leave out a collar that an outer layer covers.

    Returns:
        Its shapes, in no particular order of z.
    """
    frame, random = Frame(body), np.random.default_rng(garment.seed)
    tucked = garment.tucked or garment.category == "bodysuit"
    end = T_WAIST + 0.09 if tucked else LEVELS["top"][garment.length]
    z = layers.TOP_TUCKED if tucked else layers.TOP
    flare = {"fitted": 0.0, "regular": 0.0, "loose": 0.06, "oversized": 0.04}[garment.silhouette]
    bodice = _lay(garment, frame, garment.silhouette, end, flare)
    bodice, pieces = (nipped(bodice, 0.3), None) if tucked else hemmed(bodice, garment, random, z)
    shapes = [_front(bodice, garment, random, z, pieces)]
    shapes += list(pieces.shapes) if pieces else []
    shapes += _details(bodice, garment, z)
    if sleeves != "hidden":
        shapes += draw_sleeves(garment, bodice, random, below=sleeves == "below")
    if not hide_collar:
        shapes += _collar(garment, bodice, z)
    return shapes


def draw_dress_bodice(
    garment: Garment, body: Body, end: float = T_WAIST, sleeves: str = "drawn", hide_collar: bool = False
) -> list[Shape]:
    """The upper part of a dress or one-piece, down to its waist seam."""
    frame, random, z = Frame(body), np.random.default_rng(garment.seed), layers.TOP + 0.3
    bodice = _lay(garment, frame, garment.fit, end, 0.0)
    bodice = nipped(bodice)
    shapes = [_front(bodice, garment, random, z, None), *_details(bodice, garment, z)]
    if sleeves != "hidden":
        shapes += draw_sleeves(garment, bodice, random, below=sleeves == "below")
    return shapes if hide_collar else shapes + _collar(garment, bodice, z)


def _lay(garment: Garment, frame: Frame, fit: str, end: float, flare: float) -> Bodice:
    hold = hold_of(garment)
    sleeved = hold in ("sleeves", "grown on", "open")
    depth = SLEEVE_SHAPES[garment.sleeve_type].depth if sleeved and garment.sleeve_type else 0.22
    depth += {"fitted": 0.0, "regular": 0.015, "loose": 0.04, "oversized": 0.08}[fit] if depth < 0.4 else 0.0
    return lay_bodice(
        frame,
        fit,
        garment.collar or "crew neck",
        end,
        min(depth, end - 0.08),
        hold,
        0.0,
        flare,
        deepen=_deepen(garment),
    )


def _deepen(garment: Garment) -> float:
    """Wrapped and cardigan fronts cross lower."""
    return (
        1.25 if garment.category in ("cardigan", "waistcoat", "wrap dress") and garment.collar == "V-neck" else 1.0
    )


def nipped(bodice: Bodice, reach: float = 0.35) -> Bodice:
    """The bodice drawn in to the body at its lower edge, as a waist seam does."""
    frame, sides = bodice.frame, {}
    for side in SIDES:
        edge = bodice.sides[side]
        target = frame.on(bodice.end, 1.0 if side == "left" else -1.0, 0.02 * frame.unit)
        share = np.clip((np.linspace(0, 1, len(edge)) - (1 - reach)) / reach, 0, 1)[:, None] ** 1.6
        sides[side] = edge + share * (target - edge[-1])
    from_left = bodice.hem + np.linspace(1, 0, len(bodice.hem))[:, None] * (sides["left"][-1] - bodice.hem[0])
    hem = from_left + np.linspace(0, 1, len(bodice.hem))[:, None] * (sides["right"][-1] - bodice.hem[-1])
    return replace(bodice, sides=sides, hem=hem)


def hemmed(
    bodice: Bodice, garment: Garment, random: np.random.Generator, z: float, hem: str | None = None
) -> tuple[Bodice, HemPieces]:
    """The bodice with its lower edge finished, and the pieces that finish it."""
    frame = bodice.frame
    right, left = bodice.sides["right"], bodice.sides["left"]
    drop = float(np.linalg.norm(right[-1] - right[0]))
    pieces = finish_hem(
        bodice.hem[::-1],
        hem or garment.hem,
        garment.fabric,
        frame.body,
        random,
        sides=(right, left),
        drop=drop,
        slack=0.1 if garment.silhouette != "fitted" else 0.03,
        z=z,
        trim=garment.trim,
    )
    right, left = attach(right, left, pieces, min(0.8 * drop, 0.8 * frame.unit))
    return replace(bodice, sides={"right": right, "left": left}, hem=pieces.edge[::-1]), pieces


def _front(
    bodice: Bodice, garment: Garment, random: np.random.Generator, z: float, pieces: HemPieces | None
) -> Shape:
    style = STYLES.get(garment.category, Style())
    shape = draw_bodice(bodice, cloth(garment.fabric), random, z, None, style.crisp)
    strokes = _closure(bodice, garment, style)
    shades: tuple[Shade, ...] = ()
    if pieces:
        strokes, shades = strokes + pieces.strokes, pieces.shades
    return replace(shape, strokes=shape.strokes + strokes, shades=shape.shades + shades)


def _closure(bodice: Bodice, garment: Garment, style: Style) -> tuple[Stroke, ...]:
    """Lines drawn on the front."""
    frame, colour, end = bodice.frame, button_colour(garment), bodice.end
    top = neck_level(bodice)
    kind = style.closure
    if kind == "by collar":
        kind = "placket" if garment.collar in BUTTONED_COLLARS else ""
    if kind == "placket":
        return closures.placket(frame, top, end, colour, max(3, round((end - top) / 0.15)))
    if kind == "half placket":
        return closures.placket(frame, top, T_BUST + 0.04, colour, 3)
    if kind == "buttons":
        return closures.placket(frame, top, end, colour, max(3, round((end - top) / 0.13)), 0.13)
    if kind == "wrap":
        return _wrap_lines(bodice)
    if bodice.fit == "fitted" and garment.kind in ("dress", "one-piece") and end >= T_WAIST - 0.02:
        return _princess(bodice)
    return ()


def neck_level(bodice: Bodice) -> float:
    """Trunk level of the neckline's lowest point."""
    low = bodice.neckline[len(bodice.neckline) // 2]
    frame = bodice.frame
    return float((low - frame.body.torso.at(0.0)) @ frame.down / frame.body.torso.length)


def _princess(bodice: Bodice) -> tuple[Stroke, ...]:
    """Seams that shape a fitted bodice, from the armhole over the bust to the waist."""
    frame, lines = bodice.frame, []
    for sign in (-1.0, 1.0):
        share = np.array([0.86, 0.6, 0.46, 0.42, 0.36]) * sign
        v = np.array([bodice.depth + 0.0, T_BUST - 0.03, T_BUST + 0.06, 0.5, bodice.end])
        lines.append(folds.line(frame.on(v, share), 0.5, "seam", 0.8))
    return tuple(lines)


def _wrap_lines(bodice: Bodice) -> tuple[Stroke, ...]:
    """One front laps over the other: a line from the V to the opposite side of the waist, and its folds."""
    frame, unit = bodice.frame, bodice.frame.unit
    low = bodice.neckline[len(bodice.neckline) // 2]
    sign = -1.0 if frame.body.figure.presentation == "masculine" else 1.0
    far = frame.on(bodice.end, -0.92 * sign)
    line = np.stack([low, 0.5 * (low + far) + 0.06 * unit * frame.down, far])
    drape = folds.radiating_folds(
        far, np.array([150.0, 165.0, 135.0]) * -sign * -1, np.array([0.6, 0.7, 0.45]), unit
    )
    return (folds.line(line, 1.0, "seam"), *drape.strokes)


def _details(bodice: Bodice, garment: Garment, z: float) -> list[Shape]:
    """Straps and pockets."""
    frame, fill = bodice.frame, cloth(garment.fabric)
    shapes: list[Shape] = []
    if hold_of(garment) == "spaghetti":
        shapes += [
            Shape(Part.BODICE, closed_path(*_four_sides(edge)), fill, 0.6, (), (), layers.NECK + 0.4)
            for edge in straps(frame, garment.collar or "", bodice.neckline).values()
        ]
    pocket = STYLES.get(garment.category, Style()).pocket
    if pocket == "chest" and bodice.end > 0.6 and garment.silhouette != "fitted":
        shapes += closures.patch_pocket(frame, 0.25, 0.46, 0.3, 0.32, fill, z + 0.05, point=0.05)
    elif pocket == "kangaroo" and bodice.end > 0.62:
        shapes.append(closures.kangaroo(bodice, fill, z + 0.05))
    elif pocket == "patch" and bodice.end > 0.85:
        for share in (-0.55, 0.55):
            shapes += closures.patch_pocket(frame, 0.68, share, 0.36, 0.36, fill, z + 0.05)
    return shapes


def _four_sides(edge: np.ndarray) -> list[np.ndarray]:
    half = len(edge) // 2
    return [edge[:half], edge[half:]]


def draw_sleeves(
    garment: Garment,
    bodice: Bodice,
    random: np.random.Generator,
    over: float = 0.0,
    cuff: str | None = None,
    below: bool = False,
) -> list[Shape]:
    """Both sleeves of a garment, or nothing where it has none."""
    if garment.sleeve_length in (None, "sleeveless") or not garment.sleeve_type:
        return []
    frame, body, shapes = bodice.frame, bodice.frame.body, []
    cuff = _cuff_of(garment) if cuff is None else cuff
    fit = bodice.fit
    for side in SIDES:
        sleeve = lay_sleeve(
            body, side, garment.sleeve_type, garment.sleeve_length, fit, bodice.armholes[side], bodice.extra, below
        )
        fill = cloth(garment.fabric)
        if sleeve.cut.seam == "raglan" and not below:
            sleeve = raglan_piece(sleeve, frame, bodice.neckline[0 if side == "right" else -1])
            if garment.trim and garment.category in ("t-shirt", "sweatshirt", "crop top"):
                fill = cloth(Fabric("plain", (garment.trim,)))
        shapes += draw_sleeve(
            sleeve, frame, fill, random, sleeve_z(body, side, over), cuff, ribbing(garment.fabric)
        )
    return shapes


def _cuff_of(garment: Garment) -> str:
    """How plain sleeves end on this category at this length."""
    cuff = STYLES.get(garment.category, Style()).cuff
    if cuff == "barrel" and garment.sleeve_length in ("short", "elbow-length"):
        return "turn-up"
    if cuff == "rib" and garment.category == "hoodie" and garment.sleeve_length == "short":
        return ""
    return cuff


def _collar(garment: Garment, bodice: Bodice, z: float) -> list[Shape]:
    if not garment.collar or (hold_of(garment) in ("spaghetti", "strapless") and garment.collar == "halter"):
        return []
    fabric = garment.fabric
    trim = ribbing(fabric)
    if garment.collar == "Peter Pan collar":
        trim = cloth(Fabric("plain", (garment.trim,))) if garment.trim else cloth(fabric)
    elif garment.category not in ("t-shirt", "sweater", "sweatshirt", "cardigan", "polo shirt", "tank top"):
        trim = cloth(fabric)
    cords = (garment.trim or "#e9e4da") if garment.collar == "hood" else None
    return collars.draw_collar(garment.collar, bodice, cloth(fabric), trim, z, collars.Worn(colour=cords))
