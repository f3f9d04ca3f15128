"""What makes one pair of trousers differ from the next: waistbands, flies, pockets, creases, topstitching, bibs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from equifashion.garments.figure.body import T_BUST, Body
from equifashion.garments.on_figure.folds import Drape, along, cast_shade, form_shade, line, stitches, tapered
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.waist import METAL, circle, draw_strings, draw_waistband
from equifashion.garments.scene.curves import Tube, closed_path, polyline, sample
from equifashion.garments.scene.scene import Fill, Part, Shape, Stroke

THREAD = "#d9a24a"  # the tan topstitching of denim


@dataclass(frozen=True)
class Half:
    """One half of a pair of trousers.

    Attributes:
        side: the figure's own leg.
        sign: -1 on the canvas's left, +1 on its right.
        outer: from the waist to the hem, (N, 2).
        inner: from the crotch to the hem, (M, 2).
        crotch, middle: lower and upper end of the centre seam.
        top: the waistline between ``middle`` and ``outer[0]``, canvas-left to canvas-right.
        leg: the tube that the cloth follows, down to the hem.
        fall: fraction of the leg's length that is covered.
        in_front: whether this half is drawn over the other.
    """

    side: str
    sign: int
    outer: np.ndarray
    inner: np.ndarray
    crotch: np.ndarray
    middle: np.ndarray
    top: np.ndarray
    leg: Tube
    fall: float
    in_front: bool


@dataclass(frozen=True)
class Details(Drape):
    """Drawn details, with patches that lie on the half: (outline, strokes) of each."""

    patches: tuple[tuple[np.ndarray, tuple[Stroke, ...], Fill], ...] = ()

    def shapes(self, z: float) -> list[Shape]:
        """The patches as shapes."""
        return [Shape(Part.LOWER, polyline(o, True), fill, 0.7, strokes, z=z) for o, strokes, fill in self.patches]


def draw_details(garment: Garment, body: Body, half: Half, random: np.random.Generator) -> Details:
    """The category's seams, pockets and creases for one half."""
    names = ("fly", "jeans pocket", "side seam") if garment.fabric.weave == "denim" else _CATEGORY[garment.category]
    details = Details()
    for name in names:
        extra = _PARTS[name](garment, body, half)
        details = Details(
            details.strokes + extra.strokes,
            details.shades + extra.shades,
            details.patches + getattr(extra, "patches", ()),
        )
    return details


def _thread(garment: Garment) -> str | None:
    return THREAD if garment.fabric.weave == "denim" else None


def _seam(half: Half) -> np.ndarray:
    """The centre seam from the waist to the crotch."""
    return sample(np.stack([half.middle, half.crotch]), 8)


def _fly(garment: Garment, body: Body, half: Half) -> Drape:
    """The centre seam; on the half in front also the curved stitching of the fly."""
    seam = _seam(half)
    strokes = [line(seam, 0.7, "seam")]
    if half.sign > 0:  # buttons on the figure's left, as women's and most jeans do
        aside = 0.13 * body.unit * half.sign
        down = seam[-1] - seam[0]
        s = np.linspace(0, 1, 12)[:, None]
        curve = seam[0] + s * 0.78 * down + np.array([aside, 0.0]) * (1 - s**5)
        strokes.append(stitches(curve, 2.0, _thread(garment)))
    return Drape(tuple(strokes))


def _centre_seam(garment: Garment, body: Body, half: Half) -> Drape:
    return Drape((line(_seam(half)[1:], 0.55, "seam", 0.8),))


def _slant_pocket(garment: Garment, body: Body, half: Half) -> Drape:
    """A slit from the waistband slanting to the side seam, with its shadow."""
    start = half.outer[0] + 0.34 * (half.middle - half.outer[0])
    end = along(half.outer, min(0.2 / half.fall, 0.4) * 0.9)
    slit = sample(np.stack([start, 0.5 * (start + end) + [0.02 * body.unit * half.sign, 0.0], end]), 8)
    shade = cast_shade(slit, 0.07 * body.unit, 0.3, (0.8 * half.sign, 0.3))
    return Drape((line(slit, 0.75, "seam"),), (shade,))


def _jeans_pocket(garment: Garment, body: Body, half: Half) -> Drape:
    """A scooped pocket with double topstitching, rivets at its ends, and a coin pocket on one side."""
    unit = body.unit
    start = half.outer[0] + 0.5 * (half.middle - half.outer[0])
    end = along(half.outer, min(0.13 / half.fall, 0.4))
    corner = np.array([start[0] + 0.12 * (end[0] - start[0]), 0.25 * start[1] + 0.75 * end[1]])
    s = np.linspace(0, 1, 12)[:, None]
    scoop = (1 - s) ** 2 * start + 2 * s * (1 - s) * corner + s**2 * end
    inward = np.array([-0.05 * unit * half.sign, 0.05 * unit])
    strokes = [
        line(scoop, 0.7, "seam"),
        stitches(scoop + inward, 2.0, THREAD),
        *(Stroke(circle(p, 0.028 * unit), 0.3, "detail", METAL, filled=True) for p in (scoop[1], scoop[-2])),
    ]
    if half.sign < 0:
        coin = scoop[5] + unit * np.array([[-0.02, 0.0], [-0.13, -0.03], [-0.13, -0.1]])
        strokes.append(line(coin - [0.02 * unit, 0.02 * unit], 0.45, "seam"))
    return Drape(tuple(strokes), (cast_shade(scoop, -0.05 * unit, 0.2),))


def _side_seam(garment: Garment, body: Body, half: Half) -> Drape:
    """Topstitching just inside the outer edge, and the inseam's."""
    inward = np.array([-0.06 * body.unit * half.sign, 0.0])
    start = len(half.outer) // 5
    return Drape((stitches(half.outer[start:] + inward, 2.2, _thread(garment), 0.6),))


def _crease(garment: Garment, body: Body, half: Half) -> Drape:
    """The pressed front crease, from below the hip to the hem."""
    start = 0.18 / half.fall
    t = np.linspace(start, 0.985, 14)
    outer, inner = along(half.outer, 0.25 + 0.75 * t), along(half.inner, t)
    return Drape((line(0.5 * (outer + inner), 0.5, "seam", 0.75),))


def _front_pleats(garment: Garment, body: Body, half: Half) -> Drape:
    """Two pleats opening from the waistband."""
    strokes = []
    for share, length in ((0.38, 0.75), (0.58, 0.5)):
        root = half.middle + share * (half.outer[0] - half.middle)
        tip = root + body.unit * np.array([0.05 * half.sign, length])
        strokes.append(tapered(np.stack([root, tip]), 0.7, "seam"))
    return Drape(tuple(strokes))


def _cargo_pocket(garment: Garment, body: Body, half: Half) -> Details:
    """A flapped bellows pocket on the outer thigh."""
    unit, t = body.unit, 0.36 / half.fall
    if half.fall < 0.5:
        return Details()
    normal = half.leg.normal(t)
    down = np.array([-normal[1], normal[0]])
    outward = half.sign * normal
    centre = along(half.outer, 0.25 + 0.62 * t) - 0.2 * unit * outward
    width, height = 0.2 * unit, 0.26 * unit
    box = np.stack(
        [centre + a * width * outward + b * height * down for a, b in ((-1, -1), (1, -1), (1.05, 1), (-0.95, 1))]
    )
    flap = np.stack(
        [
            centre + a * width * outward + b * height * down
            for a, b in ((-1.1, -1.15), (1.08, -1.15), (1.08, -0.5), (0, -0.32), (-1.1, -0.5))
        ]
    )
    fill = Fill(garment.fabric.colours[0], garment.fabric)
    button = (Stroke(circle(centre - 0.55 * height * down, 0.03 * unit), 0.3, "detail", filled=True),)
    return Details(patches=((box, (), fill), (flap, button, fill)))


def _box_pleat(garment: Garment, body: Body, half: Half) -> Drape:
    """The deep front pleat that lets culottes pass for a skirt."""
    top = half.middle + 0.3 * (half.outer[0] - half.middle)
    end = along(np.stack([half.inner[-1], half.outer[-1]]), 0.35)
    return Drape(
        (line(np.stack([top, end]), 0.6, "seam"),),
        (cast_shade(np.stack([top, end]), 0.1 * body.unit, 0.22, (1.0, 0.1)),),
    )


_PARTS: dict[str, Callable[[Garment, Body, Half], Drape]] = {
    "fly": _fly,
    "centre seam": _centre_seam,
    "slant pocket": _slant_pocket,
    "jeans pocket": _jeans_pocket,
    "side seam": _side_seam,
    "crease": _crease,
    "front pleats": _front_pleats,
    "cargo pocket": _cargo_pocket,
    "box pleat": _box_pleat,
}
_CATEGORY: dict[str, tuple[str, ...]] = {
    "trousers": ("fly", "slant pocket", "crease"),
    "jeans": ("fly", "jeans pocket", "side seam"),
    "wide-leg trousers": ("fly", "front pleats", "slant pocket", "crease"),
    "leggings": ("centre seam",),
    "culottes": ("centre seam", "slant pocket", "box pleat"),
    "joggers": ("centre seam", "slant pocket", "cargo pocket"),
    "shorts": ("fly", "slant pocket"),
    "jumpsuit": ("centre seam", "slant pocket"),
    "playsuit": ("centre seam", "slant pocket"),
    "dungarees": ("fly", "jeans pocket", "side seam"),
}


def _band(style: str) -> Callable[..., list[Shape]]:
    def draw(
        garment: Garment, body: Body, random: np.random.Generator, t: float, height: float, z: float
    ) -> list[Shape]:
        return draw_waistband(body, garment.fabric, random, style, t, height, z, thread=_thread(garment))

    return draw


def _jogger_band(
    garment: Garment, body: Body, random: np.random.Generator, t: float, height: float, z: float
) -> list[Shape]:
    band = draw_waistband(body, garment.fabric, random, "elastic", t, 1.2 * height, z)
    return [*band, *draw_strings(body, t + 0.05, z + 0.05)]


def _bib(
    garment: Garment, body: Body, random: np.random.Generator, t: float, height: float, z: float
) -> list[Shape]:
    """A dungaree's waistband, and the bib above it with its pocket and two buckled straps over the shoulders."""
    unit, torso = body.unit, body.torso
    fill = Fill(garment.fabric.colours[0], garment.fabric)
    u = np.array([-1.0, 1.0])

    def row(at: float, share: float) -> np.ndarray:
        half = share * float(torso.half_at(at))
        centre = torso.at(at) + 0.38 * body.stance.turn * half * torso.normal(at)
        return centre + u[:, None] * half * torso.normal(at)

    top_t = T_BUST - 0.05
    levels = (row(top_t, 0.52), row(0.5, 0.66), row(t + 0.01, 0.92))
    left = sample(np.stack([level[0] for level in levels]), 10)
    right = sample(np.stack([level[1] for level in levels]), 10)
    thread, inset = _thread(garment), np.array([0.06 * unit, 0.0])
    seams = (
        stitches(left + inset, 2.2, thread),
        stitches(right - inset, 2.2, thread),
        stitches(np.stack([left[0], right[0]]) + inset[::-1], 2.2, thread),
    )
    bib = Shape(
        Part.BODICE, closed_path(left, right[::-1]), fill, 1.0, seams, form_shade(left, right, unit, 0.7), z
    )
    middle = 0.5 * (left[3] + right[3])
    pocket = middle + unit * np.array([[-0.24, 0.0], [0.24, 0.0], [0.24, 0.3], [0.0, 0.4], [-0.24, 0.3]])
    sewn = (stitches(np.vstack([pocket[1:], pocket[:1]]) * 0.9 + 0.1 * pocket.mean(0), 2.0, thread),)
    shapes = [bib, Shape(Part.BODICE, polyline(pocket, True), fill, 0.6, sewn, z=z + 0.01)]
    for k, sign in ((0, -1), (1, 1)):
        foot = levels[0][k] + unit * np.array([-0.08 * sign, 0.06])
        shoulder = torso.at(0.03) + sign * 0.52 * float(torso.half_at(0.06)) * torso.normal(0.06)
        centre = sample(np.stack([shoulder, 0.55 * shoulder + 0.45 * foot + [0.03 * unit * sign, 0.0], foot]), 8)
        across = 0.075 * unit * np.array([1.0, 0.0])
        strap = closed_path(centre - across, (centre + across)[::-1])
        shapes.append(Shape(Part.BODICE, strap, fill, 0.9, z=z + 0.02))
        shapes.append(Shape(Part.BODICE, circle(foot, 0.06 * unit), Fill(METAL), 0.5, z=z + 0.03))
    return [*draw_waistband(body, garment.fabric, random, "jeans", t, height, z + 0.04, thread=thread), *shapes]


_WAISTBANDS: dict[str, Callable[..., list[Shape]]] = {
    "jeans": _band("jeans"),
    "leggings": _band("elastic"),
    "joggers": _jogger_band,
    "trousers": _band("buttoned"),
    "wide-leg trousers": _band("buttoned"),
    "culottes": _band("plain"),
    "shorts": _band("buttoned"),
    "dungarees": _bib,
}


def waistband(garment: Garment) -> Callable[..., list[Shape]] | None:
    """What draws the waistband (and a bib); None for jumpsuits and playsuits, whose bodice goes on above."""
    style = _WAISTBANDS.get(garment.category)
    return (
        _WAISTBANDS["jeans"]
        if style and garment.category == "shorts" and garment.fabric.weave == "denim"
        else style
    )
