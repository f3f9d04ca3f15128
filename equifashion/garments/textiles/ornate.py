"""Cloth with a surface of its own: lace, brocade, sequins."""

from dataclasses import dataclass

import numpy as np

from equifashion.garments.textiles.tile import Layers, Tile, copies, filled, ground, hatch, inlaid, turned
from equifashion.garments.textiles.tones import lab_of, mix, tone

_PETAL = np.array([[0.12, -0.08], [0.5, -0.34], [0.9, -0.34], [1.02, 0.0], [0.9, 0.34], [0.5, 0.34], [0.12, 0.08]])
_LEAF = np.array([[0.0, 0.0], [0.3, -0.22], [0.7, -0.16], [1.05, 0.0], [0.7, 0.16], [0.3, 0.22]])


def _net(width: float, height: float, thread: str) -> str:
    """A hexagonal mesh over a tile."""
    a, b, thin, wide, high = 1.5, 0.85, 0.42, 12, 10.2  # half a cell's width, a third of a row; four cells each way
    roof = f"l{a:g} {b:g}l{a:g} {-b:g}v{thin}l{-a:g} {b:g}l{-a:g} {-b:g}Z"
    post = f"v{2 * b:g}h{thin}v{-2 * b:g}Z"
    corners = [(2 * a * (i + 0.5 * (j % 2)), 3 * b * j) for j in range(-1, 5) for i in range(-1, 5)]
    mesh = "".join(f"M{x:.2f} {y:.2f}{roof}M{x + a - thin / 2:.2f} {y + b:.2f}{post}" for x, y in corners)
    return inlaid("net", width, height, (wide, high), filled(mesh, thread, 0.65))


@dataclass(frozen=True)
class _Needle:
    """Draws the motifs of a lace: dense cloth within a cord."""

    layers: Layers
    thread: str
    cord: str

    def petal(self, shape: np.ndarray, angle: float, size: float, centre: np.ndarray, depth: int = 4) -> None:
        """A petal or leaf with its rib."""
        outline = turned(shape, angle, size, centre)
        self.layers.fill(depth, self.thread, outline, 0.94)
        self.layers.contour(depth + 1, self.cord, outline, 0.7)
        rib = np.array([[0.25, 0.0], [0.45, 0.02], [0.6, 0.0], [0.8, 0.0]])
        self.layers.line(depth + 1, self.cord, turned(rib, angle, size, centre), 0.45)

    def flower(self, centre: np.ndarray, size: float, count: int, turn: float) -> None:
        """Two rings of petals, with picots between the outer ones."""
        wide = _PETAL * [1.0, 5.6 / count]
        for k in range(count):
            self.petal(wide, turn + 360 * k / count, size, centre)
            self.petal(wide, turn + 360 * (k + 0.5) / count, 0.55 * size, centre, depth=6)
            tip = turned(np.array([[1.22, 0.0]]), turn + 360 * (k + 0.5) / count, size, centre)[0]
            self.layers.dot(4, self.thread, tip[0], tip[1], 0.95)
        self.layers.dot(8, self.cord, centre[0], centre[1], 0.15 * size)

    def vine(self, spine: np.ndarray) -> None:
        """A leafy stem along points (N, 2) that run down one repeat."""
        self.layers.line(2, self.thread, spine, 1.8)
        self.layers.line(3, self.cord, spine, 0.5)
        slope = np.degrees(np.arctan2(*np.gradient(spine, axis=0).T[::-1]))
        for k, at in enumerate(np.linspace(3, len(spine) - 4, 12).round().astype(int)):
            for side in (-1, 1):
                self.petal(_LEAF * [1, 1.25], slope[at] + side * (46 + 10 * (k % 2)), 9.0, spine[at], depth=2)

    def spray(self, centre: np.ndarray) -> None:
        """A small flower between four leaves and four dots."""
        self.flower(centre, 7.0, 4, 45.0)
        for angle, size in ((-90, 15.0), (90, 15.0), (0, 9.5), (180, 9.5)):
            self.petal(_LEAF * [1, 1.1], angle, size, centre, depth=2)
        for angle in (-60, -120, 60, 120):
            tip = turned(np.array([[13.0, 0.0]]), angle, 1.0, centre)[0]
            self.layers.dot(4, self.thread, tip[0], tip[1], 1.3)


def lace(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Corded flowers on leafy vines over a fine net; see-through unless a second colour lines it."""
    width, height = 68.0, 84.0
    thread = colours[0]
    needle = _Needle(Layers(width, height), thread, tone(thread, 7 if lab_of(thread)[0] < 50 else -8))
    t = np.linspace(-0.1, 1.1, 49)
    for k in (0, 1):
        sway = 9 * np.sin(2 * np.pi * (t + 0.5 * k))
        spine = np.stack([width * (0.25 + 0.5 * k) + sway, height * t], 1)
        needle.vine(spine)
        for at, size, count in ((0.25, 12.5, 6), (0.75, 9.5, 5)):
            place = (at + 0.5 * k) % 1.0
            centre = np.array([np.interp(place, t, spine[:, i]) for i in range(2)])
            needle.flower(centre, size, count, 15.0 + 20 * k)
        needle.spray(np.array([0.5 * (1 - k) * width, (0.75 - 0.5 * k) * height]))
    lining = ground(width, height, colours[1]) if len(colours) > 1 else ""
    net = _net(width, height, thread)
    return Tile(width, height, lining + net + needle.layers.body())


def _plume(angle: float, size: float, bend: float, x: float, y: float, fat: float = 0.24) -> np.ndarray:
    """An acanthus leaf: its tip curls to one side."""
    t = np.linspace(0, 1, 9)
    spine = np.stack([t, bend * t**2.2], 1)
    half = fat * np.sin(np.pi * t**0.75) * (1 + 0.22 * np.cos(6 * np.pi * t))
    edge = np.stack([np.zeros(9), half], 1)
    return turned(np.vstack([spine + edge, (spine - edge)[::-1][1:-1]]), angle, size, (x, y))


def damask(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Mirrored palmettes in a net of ogees, glossy on a matt ground, half-drop."""
    width, height = 66.0, 96.0
    base, figure = colours[:2]
    bright, deep = tone(figure, 14), tone(figure, -15)
    layers = Layers(width, height)

    def leaf(angle: float, size: float, bend: float, x: float, y: float, fat: float = 0.27) -> None:
        plume = _plume(angle, size, bend, x, y, fat)
        layers.fill(1, figure, plume)
        layers.contour(2, deep, plume, 0.5, 0.8)
        vein = np.array([[0.1, 0.0], [0.4, bend * 0.13], [0.6, bend * 0.33], [0.85, bend * 0.7]])
        layers.line(3, bright, turned(vein, angle, size, (x, y)), 0.6, 0.9)

    for cx, cy in ((width / 2, height / 2), (0.0, 0.0)):
        for side in (-1, 1):
            for lean, size, bend in ((22, 24, 0.2), (48, 21, 0.32), (78, 18, 0.42), (112, 14, 0.5)):
                leaf(-90 + side * lean, size, side * bend, cx, cy + 4)
            for lean, size, bend in ((26, 20, 0.25), (54, 14, 0.4)):
                leaf(90 - side * lean, size, -side * bend, cx, cy + 8, 0.24)
            t = np.linspace(0, 1, 17)  # the ogee's edge; the neighbour's runs beside it
            x = cx + side * (width / 2 - 1.7) * np.sin(np.pi * t) ** 2
            frame = np.stack([x, cy + height * (t - 0.5)], 1)
            layers.line(1, figure, frame, 1.7)
            layers.line(3, bright, frame, 0.5, 0.8)
            for k in (4, 12):
                slope = np.degrees(np.arctan2(*(frame[k + 1] - frame[k - 1])[::-1]))
                leaf(
                    slope + side * (40 if k < 8 else 140),
                    9.0,
                    0.35 * side * (1 if k < 8 else -1),
                    frame[k, 0],
                    frame[k, 1],
                    0.3,
                )
            layers.dot(1, figure, cx + side * 14.0, cy + 17.0, 2.0)
            layers.dot(1, figure, cx + side * 7.0, cy - 27.5, 1.4)
        leaf(-90, 29, 0.0, cx, cy + 5, 0.26)
        leaf(90, 27, 0.0, cx, cy + 8, 0.2)
        for depth, ink, radius in ((4, figure, 4.4), (5, deep, 3.4), (6, bright, 2.3), (7, deep, 0.9)):
            layers.dot(depth, ink, cx, cy + 5.5, radius)
        for lift, radius in ((28.5, 1.9), (33.0, 1.3), (36.5, 0.9)):
            layers.dot(1, figure, cx, cy - lift, radius)
    rows = np.arange(1.0, height, 2.0)
    body = ground(width, height, base) + filled(hatch(rows, 0.7, width), tone(base, -5), 0.6) + layers.body()
    return Tile(width, height, body + filled(hatch(rows, 0.5, width), "#ffffff", 0.08))


def sequins(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Overlapping discs, each catching the light at its own angle."""
    across, down, size = 14, 24, 5.2
    width, height = across * size, down * size * 0.5
    steps = (-20.0, -11.0, -5.0, 0.0, 4.0, 11.0, 24.0)
    likely = (0.1, 0.17, 0.2, 0.22, 0.16, 0.1, 0.05)
    inks = [tone(colours[0], s) for s in steps]
    paths, rims, glints, sparks = dict.fromkeys(range(len(steps)), ""), "", "", ""
    r = 0.56 * size
    lower = f"a{r:.1f} {r:.1f} 0 0 0 {2 * r:.1f} 0"
    upper = f"a{r:.1f} {r:.1f} 0 0 0 {-r:.1f} {-0.45 * r:.1f}a{r:.1f} {r:.1f} 0 0 0 {-r:.1f} {0.45 * r:.1f}Z"
    rim = f"{lower}a{r:.1f} {0.84 * r:.2f} 0 0 1 {-2 * r:.1f} 0Z"
    glint = (
        f"q{0.5 * r:.1f} {0.55 * r:.1f} {r:.1f} {0.2 * r:.1f}q{-0.5 * r:.1f} {0.1 * r:.1f} {-r:.1f} {-0.2 * r:.1f}Z"
    )
    for row, column in np.ndindex(down, across):
        k = int(random.choice(len(steps), p=likely))
        for x, y in copies((column + 0.5 * (row % 2)) * size, row * size * 0.5, size, width, height):
            paths[k] += f"M{x - r:.1f} {y:.1f}{lower}{upper}"
            rims += f"M{x - r:.1f} {y:.1f}{rim}"
            glints += f"M{x - 0.6 * r:.1f} {y + 0.35 * r:.1f}{glint}"
            if k == len(steps) - 1:
                sparks += f"M{x:.1f} {y - 1.2:.1f}l.5 1.6 1.6 .5-1.6 .5-.5 1.6-.5-1.6-1.6-.5 1.6-.5Z"
    body = ground(width, height, tone(colours[0], -16))
    body += "".join(filled(paths[k], ink) for k, ink in enumerate(inks))
    body += filled(rims, tone(colours[0], -30), 0.5) + filled(glints, tone(colours[0], 30), 0.5)
    return Tile(width, height, body + filled(sparks, mix(colours[0], "#ffffff", 0.85)))
