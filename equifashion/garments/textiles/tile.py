"""One repeat of a cloth, and what repeats are made of. Lengths are hundredths of a head length."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from equifashion.garments.textiles.tones import relief


@dataclass(frozen=True)
class Tile:
    """One seamless repeat.

    Attributes:
        width, height: hundredths of a head length.
        body: SVG elements that fill (0, 0)–(width, height); ``@`` stands for the pattern's id.
    """

    width: float
    height: float
    body: str


Painter = Callable[[tuple[str, ...], np.random.Generator], Tile]  # (colours, random) → tile


def ground(width: float, height: float, colour: str) -> str:
    """The tile's whole area in one colour."""
    return f'<rect x="-2" y="-2" width="{width + 4:g}" height="{height + 4:g}" fill="{colour}"/>'


def filled(path: str, colour: str, opacity: float = 1.0) -> str:
    """A filled path."""
    return f'<path d="{path}" fill="{colour}"{_opacity("fill", opacity)}/>' if path else ""


def lined(path: str, colour: str, width: float, opacity: float = 1.0, cap: str = "round") -> str:
    """A stroked path."""
    if not path:
        return ""
    ends = "" if cap == "butt" else f' stroke-linecap="{cap}" stroke-linejoin="round"'
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{ends}'
        f"{_opacity('stroke', opacity)}/>"
    )


def _opacity(kind: str, value: float) -> str:
    return "" if value >= 1.0 else f' {kind}-opacity="{value:.2f}"'


def at(points: np.ndarray, closed: bool = True) -> str:
    """A straight-sided path through points (N, 2)."""
    text = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return text + ("Z" if closed else "")


def quadratic_path(points: np.ndarray, closed: bool = True) -> str:
    """A smooth path near points (N, 2): quadratics from midpoint to midpoint, cheap to draw."""
    p = np.asarray(points, float)
    if closed:
        ends = (p + np.concatenate([p[1:], p[:1]])) / 2
        start, corners = ends[-1], p
    else:
        ends = np.concatenate([(p[1:-2] + p[2:-1]) / 2, p[-1:]])
        start, corners = p[0], p[1:-1]
    values = np.concatenate([corners, ends], axis=1).ravel().tolist()
    form = "M%.1f %.1f" + "Q%.1f %.1f %.1f %.1f" * len(corners) + ("Z" if closed else "")
    return form % (*start.tolist(), *values)


def ribbon(points: np.ndarray, width: float, closed: bool = False) -> str:
    """A thin line along points (N, 2) as a filled path, pointed at open ends like a brush stroke.

    Filling it costs a fraction of stroking a hairline.
    """
    p = np.asarray(points, float)
    along = np.roll(p, -1, 0) - np.roll(p, 1, 0) if closed else np.gradient(p, axis=0)
    across = along[:, ::-1] * (-1, 1) / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
    half = np.full((len(p), 1), 0.5 * width)
    if closed:
        return quadratic_path(p + half * across) + quadratic_path((p - half * across)[::-1])
    half[[0, -1]] *= 0.3
    return quadratic_path(np.vstack([p + half * across, (p - half * across)[::-1]]))


def hatch(places: np.ndarray, width: float, length: float, upright: bool = False) -> str:
    """Parallel bars across a tile as a filled path: centred at each of ``places``, from 0 to ``length``."""
    half = width / 2
    if upright:
        return "".join(f"M{x - half:.2f} 0h{width:.2f}v{length:g}h-{width:.2f}Z" for x in places)
    return "".join(f"M0 {y - half:.2f}h{length:g}v{width:.2f}h-{length:g}Z" for y in places)


def circle(x: float, y: float, r: float) -> str:
    """A circle as a path."""
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0Z"


def copies(x: float, y: float, reach: float, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Every place where something ``reach`` wide around (x, y) shows in a repeating tile."""
    for dx in (-width, 0.0, width):
        for dy in (-height, 0.0, height):
            if -reach < x + dx < width + reach and -reach < y + dy < height + reach:
                yield x + dx, y + dy


def scatter(random: np.random.Generator, width: float, height: float, gap: float, tries: int = 400) -> np.ndarray:
    """Points (N, 2) at least ``gap`` apart on the repeating tile, as many as ``tries`` find."""
    placed = np.empty((0, 2))
    size = np.array([width, height])
    for point in random.random((tries, 2)) * size:
        apart = np.abs(placed - point)
        apart = np.minimum(apart, size - apart)
        if not len(placed) or (apart**2).sum(1).min() >= gap**2:
            placed = np.vstack([placed, point])
    return placed


def turned(
    points: np.ndarray, degrees: float, scale: float = 1.0, to: tuple[float, float] | np.ndarray = (0.0, 0.0)
) -> np.ndarray:
    """Points (N, 2) turned clockwise about the origin, scaled, then moved."""
    a = np.radians(degrees)
    return scale * np.asarray(points, float) @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]) + to


def packed(
    random: np.random.Generator, width: float, height: float, radii: list[float], gap: float
) -> list[tuple[float, float, float]]:
    """Discs (x, y, radius) that keep ``gap`` apart on the repeating tile; those that find no room are left out.

    Each takes the emptiest of a few random places that have room, so they spread evenly without a visible grid.
    """
    placed = np.empty((0, 3))
    size = np.array([width, height])
    for radius in radii:
        tried = random.random((80, 2)) * size
        away = np.abs(tried[:, None] - placed[None, :, :2])
        away = np.minimum(away, size - away)
        room = np.min(np.hypot(away[..., 0], away[..., 1]) - placed[:, 2], axis=1, initial=np.inf) - radius - gap
        free = np.flatnonzero(room >= 0)[:8]
        if len(free):
            placed = np.vstack([placed, [*tried[free[np.argmax(room[free])]], radius]])
    return [(float(x), float(y), float(radius)) for x, y, radius in placed]


class Layers:
    """Paths gathered by ink and depth, so that a tile of many motifs stays a few elements."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._paths: dict[tuple[int, str, float, float], list[str]] = {}

    def fill(self, depth: int, colour: str, points: np.ndarray, opacity: float = 1.0) -> None:
        """A smooth closed shape, (N, 2), wherever the repeat shows it; greater depths lie above."""
        self._add((depth, colour, 0.0, opacity), points, closed=True)

    def line(self, depth: int, colour: str, points: np.ndarray, width: float, opacity: float = 1.0) -> None:
        """A smooth open line, (N, 2)."""
        self._add((depth, colour, width, opacity), points, closed=False)

    def contour(self, depth: int, colour: str, points: np.ndarray, width: float, opacity: float = 1.0) -> None:
        """The outline of a smooth closed shape, (N, 2)."""
        self._add((depth, colour, width, opacity), points, closed=True)

    def dot(self, depth: int, colour: str, x: float, y: float, radius: float, opacity: float = 1.0) -> None:
        """A disc."""
        paths = self._paths.setdefault((depth, colour, 0.0, opacity), [])
        paths += [circle(*place, radius) for place in copies(x, y, radius, self.width, self.height)]

    def _add(self, key: tuple[int, str, float, float], points: np.ndarray, closed: bool) -> None:
        paths = self._paths.setdefault(key, [])
        width = key[2]
        (left, top), (right, bottom) = (points.min(0) - width).tolist(), (points.max(0) + width).tolist()
        for dx in (-self.width, 0.0, self.width):
            for dy in (-self.height, 0.0, self.height):
                inside = left + dx < self.width and right + dx > 0
                if inside and top + dy < self.height and bottom + dy > 0:
                    moved = np.add(points, (dx, dy))
                    paths.append(ribbon(moved, width, closed) if width else quadratic_path(moved, closed))

    def body(self) -> str:
        """The SVG elements, deepest first."""
        return "".join(
            filled("".join(self._paths[key]), colour, opacity)
            for key in sorted(self._paths)
            for _, colour, _, opacity in [key]
        )


def inlaid(name: str, width: float, height: float, cell: tuple[float, float], body: str) -> str:
    """The whole tile filled with a small repeat of its own: cheap for fine regular texture.

    Args:
        name: of the inner pattern; unique within the tile.
        width, height: of the tile.
        cell: size of the inner repeat, nearly (a whole number of them fits the tile); ``body`` is stretched to it.
        body: SVG elements that fill (0, 0)–``cell``.
    """
    wide, high = width / max(1, round(width / cell[0])), height / max(1, round(height / cell[1]))
    return (
        f'<pattern id="@-{name}" patternUnits="userSpaceOnUse" width="{cell[0]:g}" height="{cell[1]:g}" '
        f'patternTransform="scale({wide / cell[0]:.5f} {high / cell[1]:.5f})">{body}</pattern>'
        + ground(width, height, f"url(#@-{name})")
    )


def grain(width: float, height: float, strength: float = 1.0) -> str:
    """The thread of printed cloth, laid over everything: faint light warp, faint dark weft.

    Args:
        width, height: of the tile.
        strength: of the relief; 1 shows only close up.
    """
    places = np.arange(1.0, 8.0, 2.0)
    warp = filled(hatch(places, 0.85, 8.0, upright=True), "#ffffff", 0.035 * strength)
    return inlaid(
        "grain", width, height, (8.0, 8.0), warp + filled(hatch(places, 0.85, 8.0), "#000000", 0.025 * strength)
    )


def threads(width: float, height: float, colour: str, pitch: float = 3.0, depth: float = 3.0) -> str:
    """A plain weave's relief in one dye: dark weft hollows and light warp ridges.

    Args:
        width, height: of the tile; multiples of ``pitch``.
        colour: whose tones are used.
        pitch: between threads.
        depth: L* of the relief.
    """
    dark, light = relief(colour, depth)
    warp = hatch(np.arange(0.5, width / pitch) * pitch, 0.42 * pitch, height, upright=True)
    weft = hatch(np.arange(0.5, height / pitch) * pitch, 0.42 * pitch, width)
    return filled(warp, light, 0.7) + filled(weft, dark, 0.7)
