"""What tells one jacket from another: fastenings, pockets, yokes, flaps, quilting, straps."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from equifashion.garments.figure.body import SIDES, SIGN, T_BUST, T_WAIST
from equifashion.garments.on_figure import closures, folds
from equifashion.garments.on_figure.bodice import Bodice
from equifashion.garments.on_figure.outfit import Garment
from equifashion.garments.on_figure.tops import button_colour, cloth
from equifashion.garments.scene.geometry import bow_line, smooth_curve
from equifashion.garments.scene.scene import Shade, Shape, Stroke

CUFFS = {"bomber jacket": "rib", "cardigan": "rib", "denim jacket": "barrel", "trench coat": "turn-up"}
TOPSTITCH = "#d39a4e"
METAL = "#b9bcc2"
Edges = dict[str, np.ndarray]  # side → inner edge of an open front; empty when closed


@dataclass(frozen=True)
class Extras:
    """Lines and shading for the fronts, and pieces that lie on them."""

    strokes: tuple[Stroke, ...] = ()
    shades: tuple[Shade, ...] = ()
    shapes: tuple[Shape, ...] = ()

    def __add__(self, other: "Extras") -> "Extras":
        return Extras(self.strokes + other.strokes, self.shades + other.shades, self.shapes + other.shapes)


def draw_details(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    """Everything the category adds to its fronts.

    Args:
        bodice: laid out.
        garment: whose.
        edges: of the open fronts by side; empty when closed.
        deep: heads below the pit where lapels meet.
        z: of the fronts.
    """
    return _DRAWERS[garment.category](bodice, garment, edges, deep, z)


def _start(bodice: Bodice, garment: Garment, deep: float) -> float:
    """Level where the front closes: below the lapels, or at the neckline."""
    heads = {"notched lapel": deep, "V-neck": deep}.get(garment.collar or "", 0.12)
    return heads * bodice.frame.unit / bodice.frame.body.torso.length


def _lapped(bodice: Bodice, start: float, shift: float = 0.09) -> Stroke:
    """The edge of the front that lies on top."""
    sign = -1 if bodice.frame.body.figure.presentation == "masculine" else 1
    return folds.line(closures.front_line(bodice.frame, start, bodice.end, -sign * shift), 0.95, "seam")


def _on_edges(edges: Edges, bodice: Bodice, inset: float) -> dict[str, np.ndarray]:
    across = bodice.frame.across * bodice.frame.unit
    return {side: edge + inset * SIGN[side] * across for side, edge in edges.items()}


def _edge_buttons(edges: Edges, bodice: Bodice, at: np.ndarray, colour: str | None) -> tuple[Stroke, ...]:
    """Buttons along the open front that carries them."""
    side = "right" if bodice.frame.body.figure.presentation == "masculine" else "left"
    line = _on_edges(edges, bodice, 0.09)[side]
    result: tuple[Stroke, ...] = ()
    for spot in folds.along(line, at):
        result += closures.sewn_button(spot, 0.036 * bodice.frame.unit, colour)
    return result


def _buttoned(
    bodice: Bodice, garment: Garment, edges: Edges, deep: float, count: int, last: float = 0.1, size: float = 0.042
) -> Extras:
    """One row of buttons, from where the front closes down."""
    colour, start = button_colour(garment), _start(bodice, garment, deep)
    if edges:
        return Extras(_edge_buttons(edges, bodice, np.linspace(0.4, 0.75, count), colour))
    levels = np.linspace(start + 0.03, min(bodice.end - last, 1.25), count)
    return Extras((_lapped(bodice, start), *closures.buttons(bodice.frame, levels, 0.0, colour, size)))


def _flaps(
    bodice: Bodice, garment: Garment, z: float, v: float, share: float, width: float, height: float
) -> Extras:
    """Pocket flaps on both sides; narrower and further out on open fronts."""
    if bodice.end < v + 0.08:
        return Extras()
    if garment.opened:
        share, width = share + 0.16, 0.75 * width
    fill = cloth(garment.fabric)
    return Extras(
        shapes=tuple(closures.flap(bodice.frame, v, s * share, width, height, fill, z + 0.1) for s in (-1, 1))
    )


def _blazer(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    count = 1 if bodice.end < 0.75 else 2
    extra = _buttoned(bodice, garment, edges, deep, count, max(0.1, bodice.end - 0.78))
    extra += Extras(closures.welt(bodice.frame, 0.3, 0.5, 0.24, -8.0))
    extra += _flaps(bodice, garment, z, 0.74, 0.56, 0.4, 0.12)
    darts = tuple(
        folds.line(bodice.frame.on(np.array([0.4, 0.55, 0.72]), s * np.array([0.5, 0.42, 0.48])), 0.5, "seam", 0.8)
        for s in (-1, 1)
    )
    return extra + Extras(darts)


def _zip(bodice: Bodice, garment: Garment, edges: Edges, deep: float, colour: str = METAL) -> Extras:
    frame, start = bodice.frame, _start(bodice, garment, deep)
    if edges:
        lines = _on_edges(edges, bodice, 0.015).values()
        return Extras(tuple(s for line in lines for s in closures.zip_line(frame, line[3:], colour, pull=False)))
    return Extras(closures.zip_line(frame, closures.front_line(frame, start, bodice.end - 0.005), colour))


def _bomber(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    extra = _zip(bodice, garment, edges, deep)
    v = min(0.5, bodice.end - 0.14)
    for share, slant in ((-0.58, -62.0), (0.58, 62.0)):
        extra += Extras(closures.welt(bodice.frame, v, share, 0.3, slant))
    return extra


def _denim(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    frame, colour, start = bodice.frame, "#b98d5a", _start(bodice, garment, 0.5)
    if edges:
        extra = Extras(_edge_buttons(edges, bodice, np.linspace(0.2, 0.92, 5), colour))
        for line in _on_edges(edges, bodice, 0.13).values():
            extra += Extras((folds.line(line, 0.5, "seam"), folds.stitches(line, 2.2, TOPSTITCH)))
    else:
        extra = Extras(closures.placket(frame, start, bodice.end, colour, 5, 0.2))
    yoke = frame.on(np.full(9, 0.2), np.linspace(-1.05, 1.05, 9))
    extra += Extras(
        (folds.line(yoke, 0.7, "seam"), folds.stitches(yoke + 0.03 * frame.unit * frame.down, 2.2, TOPSTITCH))
    )
    low = min(bodice.end, 0.95) - 0.02
    for sign in (-1, 1):
        for top, foot in ((0.3, 0.24), (0.7, 0.5)):
            line = frame.on(np.linspace(0.24, low, 6), sign * np.linspace(top, foot, 6))
            extra += Extras(
                (
                    folds.line(line, 0.55, "seam"),
                    folds.stitches(line + 0.03 * frame.unit * frame.across, 2.2, TOPSTITCH),
                )
            )
    fill = cloth(garment.fabric)
    share, width = (0.68, 0.27) if edges else (0.5, 0.33)
    pockets: list[Shape] = []
    for sign in (-1, 1):
        pockets += closures.patch_pocket(frame, 0.21, sign * share, width, 0.26, fill, z + 0.1, True, 0.06)
    return extra + Extras(shapes=tuple(pockets))


def _biker(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    frame = bodice.frame
    if edges or garment.collar != "notched lapel":
        extra = _zip(bodice, garment, edges, deep)
    else:
        levels = np.linspace(_start(bodice, garment, deep), bodice.end - 0.01, 9)
        line = frame.on(levels, np.linspace(0.1, -0.3, 9))
        extra = Extras(closures.zip_line(frame, line))
    for share, v, slant, width in ((-0.6, 0.62, -55.0, 0.34), (0.6, 0.62, 55.0, 0.34), (0.52, 0.36, 40.0, 0.26)):
        if v < bodice.end - 0.06:
            middle, a = frame.on(v, share), np.radians(slant)
            along = 0.5 * width * frame.unit * (np.cos(a) * frame.across + np.sin(a) * frame.down)
            extra += Extras(closures.zip_line(frame, np.stack([middle - along, middle, middle + along])))
    fill = cloth(garment.fabric)
    straps = tuple(closures.epaulette(frame, side, fill, z + 0.15) for side in SIDES)
    return extra + Extras(shapes=straps)


def _puffer(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    right, left = bodice.sides["right"], bodice.sides["left"]
    quilt = closures.quilting(bodice, right, left)
    upper = []
    for v in (0.1, 0.2):
        upper.append(folds.line(bodice.frame.on(np.full(9, v), np.linspace(-1.1, 1.1, 9)), 0.8, "seam"))
    return Extras((*quilt.strokes, *upper), quilt.shades) + _zip(bodice, garment, edges, deep)


def _coat(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    extra = _buttoned(bodice, garment, edges, deep, 3, 0.4, 0.05)
    return extra + _flaps(bodice, garment, z, 0.82, 0.58, 0.42, 0.14)


def _trench(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    frame, colour, fill = bodice.frame, button_colour(garment), cloth(garment.fabric)
    extra = Extras(shapes=tuple(closures.epaulette(frame, side, fill, z + 0.15) for side in SIDES))
    if edges:
        extra += Extras(_edge_buttons(edges, bodice, np.linspace(0.22, 0.6, 4), colour))
    else:
        start = _start(bodice, garment, deep)
        levels = np.array([start + 0.04, start + 0.2, 0.74, 0.94])
        rows = tuple(s for shift in (-0.2, 0.2) for s in closures.buttons(frame, levels, shift, colour, 0.045))
        extra += Extras((_lapped(bodice, start, 0.3), *rows))
        knot = "buckle" if garment.seed % 2 else "tie"
        extra += Extras(shapes=tuple(closures.belt(bodice, T_WAIST, fill, z + 0.3, knot=knot)))
    flap = smooth_curve(
        np.stack(
            [frame.shoulder("right", 0.95), frame.on(0.24, -0.9), frame.on(0.34, -0.5), frame.on(0.24, -0.16)]
        ),
        12,
    )
    extra += Extras((folds.line(flap, 0.8, "seam"),))
    for share, slant in ((-0.6, -68.0), (0.6, 68.0)):
        extra += Extras(closures.welt(frame, 0.82, share, 0.36, slant))
    vent = closures.front_line(frame, 1.05, bodice.end, 0.0)
    return extra + (Extras((folds.tapered(vent[::-1], 0.7),)) if bodice.end > 1.3 and not edges else Extras())


def _parka(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    frame, fill = bodice.frame, cloth(garment.fabric)
    extra = _zip(bodice, garment, edges, deep)
    if not edges:
        fly = closures.placket(frame, _start(bodice, garment, deep) + 0.04, bodice.end, "#8f8a7c", 5, 0.22, 0.06)
        extra += Extras(fly)
    waist = frame.on(np.full(9, T_WAIST + 0.03), np.linspace(-1.2, 1.2, 9))
    puckers = folds.gathers(waist, frame.down, frame.unit, np.random.default_rng(garment.seed), 9, 0.24)
    extra += Extras((folds.line(waist, 0.7, "seam"), *puckers.strokes), puckers.shades)
    share, width = (0.76, 0.34) if edges else (0.62, 0.42)
    pockets = [p for sign in (-1, 1) for p in
               closures.patch_pocket(frame, 0.8, sign * share, width, 0.42, fill, z + 0.1, flap=True)]  # fmt: skip
    return extra + Extras(shapes=tuple(pockets) if bodice.end > 1.15 else ())


def _kimono(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    """A band down both fronts; closed by a sash."""
    frame, unit = bodice.frame, bodice.frame.unit
    if edges:
        lines = _on_edges(edges, bodice, 0.13).values()
        return Extras(tuple(folds.line(line, 0.75, "seam") for line in lines))
    sign = -1 if frame.body.figure.presentation == "masculine" else 1
    low, far = bodice.neckline[len(bodice.neckline) // 2], frame.on(min(bodice.end, 0.95), -0.75 * sign)
    lap = np.stack([low, 0.5 * (low + far) + 0.04 * unit * frame.down, far])
    sash = closures.belt(bodice, T_WAIST, cloth(garment.fabric), z + 0.3, 0.26, "tie")
    return Extras((folds.line(lap, 0.95, "seam"),), (), tuple(sash))


def _cardigan(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    frame, colour = bodice.frame, button_colour(garment)
    if edges:
        lines = _on_edges(edges, bodice, 0.12).values()
        return Extras((*(folds.line(line, 0.7, "seam") for line in lines),
                       *_edge_buttons(edges, bodice, np.linspace(0.3, 0.9, 5), colour)))  # fmt: skip
    start = _start(bodice, garment, deep if garment.collar == "V-neck" else 0.12)
    return Extras(closures.placket(frame, start, bodice.end, colour, 5, 0.15))


def _waistcoat(bodice: Bodice, garment: Garment, edges: Edges, deep: float, z: float) -> Extras:
    extra = _buttoned(bodice, garment, edges, deep, 4, 0.12, 0.034)
    for share in (-0.5, 0.5):
        v = min(0.68, bodice.end - 0.12)
        extra += Extras(closures.welt(bodice.frame, v, share, 0.28, 8.0 * np.sign(share)))
    darts = tuple(
        folds.line(
            bodice.frame.on(np.array([T_BUST + 0.04, 0.5, 0.66]), s * np.array([0.46, 0.4, 0.42])), 0.5, "seam", 0.8
        )
        for s in (-1, 1)
    )
    return extra + Extras(darts)


_DRAWERS: dict[str, Callable[[Bodice, Garment, Edges, float, float], Extras]] = {
    "blazer": _blazer,
    "bomber jacket": _bomber,
    "denim jacket": _denim,
    "leather jacket": _biker,
    "puffer jacket": _puffer,
    "coat": _coat,
    "trench coat": _trench,
    "parka": _parka,
    "kimono jacket": _kimono,
    "cardigan": _cardigan,
    "waistcoat": _waistcoat,
}


def quilted_sleeves(sleeves: list[Shape], garment: Garment, bodice: Bodice) -> list[Shape]:
    """Padded channels across a puffer's sleeves."""
    frame, body, result = bodice.frame, bodice.frame.body, []
    for shape in sleeves:
        strokes: list[Stroke] = [s for s in shape.strokes if s.kind != "fold"]
        shades = list(shape.shades)
        for side in SIDES:
            arm = body.arms[side]
            for t in np.linspace(0.12, 0.92, 6):
                half = arm.half_at(t) + 0.45 * frame.unit
                n = arm.normal(t)
                seam = bow_line(arm.at(t) - half * n, arm.at(t) + half * n, 0.12 * frame.unit)
                along = np.array([-n[1], n[0]])
                strokes.append(folds.line(seam, 0.85, "seam"))
                shades.append(folds.band_shade(seam, 0.1 * frame.unit, 0.22, 0.05 * frame.unit, -along))
                light = folds.band_shade(
                    seam + 0.03 * frame.unit * along, 0.08 * frame.unit, 0.26, 0.05 * frame.unit, along, folds.WHITE
                )
                shades.append(light)
        result.append(replace(shape, strokes=tuple(strokes), shades=tuple(shades)))
    return result
