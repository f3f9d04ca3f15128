"""Flower prints: ditsy sprigs, large blooms, botanical leaves, a meadow.

Palette: ground, flower, second flower, leaf. A flower is drawn along +x of its own frame, then turned and placed.
"""

import numpy as np

from equifashion.garments.textiles.tile import Layers, Tile, grain, ground, packed, turned
from equifashion.garments.textiles.tones import lab_of, mix, tone

_PETAL = np.array(
    [[0.1, -0.06], [0.45, -0.3], [0.8, -0.42], [1.04, -0.26], [0.99, 0.0], [1.04, 0.26], [0.8, 0.42], [0.45, 0.3],
     [0.1, 0.06]]
)  # fmt: skip
_CUP = np.array(
    [[0.0, -0.1], [0.5, -0.36], [0.88, -0.36], [1.0, -0.12], [1.0, 0.14], [0.86, 0.36], [0.5, 0.36], [0.0, 0.1]]
)
_SLIM = _PETAL * [1.0, 0.55]
_LEAF = np.array(
    [[-0.02, 0.0], [0.25, -0.2], [0.55, -0.2], [0.85, -0.08], [1.12, 0.0], [0.85, 0.08], [0.55, 0.2], [0.25, 0.2]]
)
_ROUND = np.array(
    [[0.0, 0.0], [0.2, -0.3], [0.55, -0.4], [0.9, -0.25], [1.02, 0.0], [0.9, 0.25], [0.55, 0.4], [0.2, 0.3]]
)

_LEAVES, _FLOWERS = 10, 30  # depths: leaves lie below flowers; ghosts (a paler echo of the print) below both


def _wobble(random: np.random.Generator, points: np.ndarray, amount: float = 0.03) -> np.ndarray:
    return points + random.normal(0, amount, points.shape)


def _leaf(
    layers: Layers,
    random: np.random.Generator,
    colour: str,
    base: np.ndarray,
    angle: float,
    size: float,
    shape: np.ndarray = _LEAF,
    depth: int = _LEAVES,
    veins: bool = True,
) -> None:
    """One leaf: its blade, a darker half and a pale midrib."""
    blade = _wobble(random, shape, 0.015)
    layers.fill(depth, colour, turned(blade, angle, size, base))
    if not veins:
        return
    half = np.vstack([shape[: len(shape) // 2 + 1], [[0.5, 0.02]]])
    layers.fill(depth + 1, tone(colour, -7), turned(half, angle, size, base), 0.7)
    rib = np.array([[-0.1, 0.0], [0.3, 0.02], [0.6, 0.0], [0.95, 0.0]])
    layers.line(depth + 2, tone(colour, 16), turned(rib, angle, size, base), 0.5, 0.8)
    if size > 14:
        for t in (0.28, 0.52):
            for s in (-1, 1):
                vein = np.array([[t, 0.0], [t + 0.09, 0.07 * s], [t + 0.17, 0.13 * s]])
                layers.line(depth + 2, tone(colour, 16), turned(vein, angle, size, base), 0.35, 0.6)


def _open_flower(
    layers: Layers, random: np.random.Generator, colour: str, eye: str, x: float, y: float, r: float
) -> None:
    """Anemone or cosmos: five or six notched petals around a dark eye with stamens."""
    count = int(random.integers(5, 7))
    start = random.uniform(0, 360)
    dark, line = tone(colour, -9, 1.1), tone(colour, -24, 1.05)
    width = 5.6 / count
    for i in range(count):
        angle = start + 360 * i / count + random.normal(0, 4)
        length = r * random.uniform(0.92, 1.04)
        petal = _wobble(random, _PETAL * [1.0, 1.22 * width], 0.02)
        depth = _FLOWERS + 2 * (i % 2)
        layers.fill(depth, colour if i % 2 else tone(colour, 4), turned(petal, angle, length, (x, y)))
        layers.contour(depth + 1, line, turned(petal, angle, length, (x, y)), 0.45, 0.55)
        inner = _SLIM * [0.62, 1.1]
        layers.fill(_FLOWERS + 4, dark, turned(inner, angle, length, (x, y)), 0.6)
        for bend in (-0.12, 0.1):
            vein = np.array([[0.25, bend * 0.3], [0.5, bend], [0.85, bend * 1.7]])
            layers.line(_FLOWERS + 5, line, turned(vein, angle, length, (x, y)), 0.35, 0.5)
    layers.dot(_FLOWERS + 6, eye, x, y, 0.2 * r)
    for i in range(11):
        a = np.radians(start + 360 * i / 11)
        reach = 0.33 * r
        layers.dot(_FLOWERS + 7, eye, x + reach * np.cos(a), y + reach * np.sin(a), max(0.5, 0.032 * r))
    layers.dot(_FLOWERS + 8, tone(eye, 24), x - 0.05 * r, y - 0.05 * r, 0.09 * r)


def _rose(layers: Layers, random: np.random.Generator, colour: str, x: float, y: float, r: float) -> None:
    """A full rose or peony: rings of overlapping petals, shaded at the root, around a curled heart."""
    line, shadow = tone(colour, -26, 1.05), tone(colour, -13, 1.1)
    start = random.uniform(0, 360)
    rings = ((1.0, 5, 1.55), (0.84, 5, 1.6), (0.62, 4, 1.8), (0.42, 3, 2.0))
    for k, (reach, count, wide) in enumerate(rings):
        for i in range(count):
            depth = _FLOWERS + 3 * (5 * k + i)
            angle = start + 41 * k + 360 * i / count + random.normal(0, 6)
            size = reach * r * random.uniform(0.94, 1.05)
            petal = turned(_wobble(random, _CUP * [1.0, wide], 0.02), angle, size, (x, y))
            layers.fill(depth, tone(colour, (0, 5, 2, 7)[(i + k) % 4]), petal)
            layers.fill(depth + 1, shadow, turned(_CUP * [0.74, 0.72 * wide], angle, size, (x, y)), 0.45)
            layers.contour(depth + 2, line, petal, 0.5, 0.7)
            fold = np.array([[0.86, -0.24 * wide], [0.93, -0.1 * wide], [0.94, 0.06 * wide], [0.88, 0.2 * wide]])
            layers.line(depth + 2, tone(colour, 14), turned(fold, angle, size, (x, y)), 0.8, 0.7)
    turn = np.radians(start) + np.linspace(0, 3.6 * np.pi, 24)
    curl = np.linspace(0.25, 0.03, 24) * r
    heart = np.stack([x + curl * np.cos(turn), y + 0.9 * curl * np.sin(turn)], 1)
    layers.dot(_FLOWERS + 64, shadow, x, y, 0.26 * r)
    layers.line(_FLOWERS + 65, line, heart, 0.7, 0.8)


def _daisy(
    layers: Layers, random: np.random.Generator, colour: str, eye: str, x: float, y: float, r: float
) -> None:
    """Many slim petals around a dome."""
    count, start = int(random.integers(9, 13)), random.uniform(0, 360)
    for i in range(count):
        petal = turned(_SLIM * [random.uniform(0.9, 1.05), 0.95], start + 360 * i / count, r, (x, y))
        layers.fill(_FLOWERS, colour if i % 2 else tone(colour, -5), petal)
        layers.contour(_FLOWERS + 1, tone(colour, -22), petal, 0.35, 0.45)
    layers.dot(_FLOWERS + 6, eye, x, y, 0.27 * r)
    layers.dot(_FLOWERS + 7, tone(eye, -14), x + 0.06 * r, y + 0.06 * r, 0.16 * r, 0.6)


def _bud(layers: Layers, random: np.random.Generator, colour: str, leaf: str, x: float, y: float, r: float) -> None:
    """A closed bud on a short stem."""
    angle = random.uniform(0, 360)
    stem = turned(np.array([[-1.6, 0.3], [-1.0, 0.12], [-0.4, 0.0], [0.0, 0.0]]), angle, r, (x, y))
    layers.line(_LEAVES, leaf, stem, 0.9)
    layers.fill(_FLOWERS, colour, turned(_PETAL * [1.25, 1.25], angle, r, (x, y)))
    layers.fill(_FLOWERS + 4, tone(colour, -10), turned(_SLIM * [1.0, 0.9], angle + 10, r, (x, y)), 0.8)
    for side in (-24, 24):
        _leaf(
            layers,
            random,
            leaf,
            turned(np.zeros((1, 2)), 0, 1, (x, y))[0],
            angle + side,
            0.75 * r,
            depth=_FLOWERS + 6,
            veins=False,
        )


def _eye(colours: tuple[str, ...]) -> str:
    """A flower's heart: golden on dark flowers, dark on pale ones."""
    return "#d9a63c" if lab_of(colours[1])[0] < 62 else tone(colours[1], -48, 1.1)


def _sprig(
    layers: Layers,
    random: np.random.Generator,
    colour: str,
    x: float,
    y: float,
    reach: float,
    angle: float,
    shape: np.ndarray,
    pairs: int,
    depth: int = _LEAVES,
    veins: bool = True,
) -> None:
    """A bent stem with paired leaves and one at its tip."""
    bend = random.uniform(-0.35, 0.35)
    t = np.linspace(0, 1, 9)
    stem = np.stack([2 * t - 1, bend * np.sin(np.pi * t)], 1)
    layers.line(depth, tone(colour, -6), turned(stem, angle, reach, (x, y)), 0.9)
    for k in range(pairs):
        at = (k + 0.6) / (pairs + 0.6)
        base = np.array([np.interp(at, t, stem[:, i]) for i in range(2)])
        slope = np.degrees(np.arctan2(bend * np.pi * np.cos(np.pi * at), 2))
        size = reach * (1.6 / pairs + 0.34) * (1.1 - 0.45 * at)
        for side in (-1, 1):
            lean = side * (58 - 16 * at) + random.normal(0, 5)
            place = turned(base[None], angle, reach, (x, y))[0]
            _leaf(layers, random, colour, place, angle + slope + lean, size, shape, depth, veins)
    tip = turned(stem[-1:], angle, reach, (x, y))[0]
    _leaf(layers, random, colour, tip, angle - np.degrees(bend), 0.42 * reach, shape, depth, veins)


def ditsy(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Small five-petalled flowers and leaves, strewn closely."""
    side = 84.0
    layers = Layers(side, side)
    flower, second, leaf = colours[1:4]
    eye = _eye(colours)
    radii = [6.4] * 9 + [4.6] * 16 + [2.2] * 40
    for i, (x, y, r) in enumerate(packed(random, side, side, radii, 1.6)):
        start = random.uniform(0, 360)
        if r < 3:
            if i % 2:
                layers.dot(_LEAVES, second if i % 4 == 1 else flower, x, y, 1.0)
            else:
                _leaf(layers, random, leaf, np.array([x, y]), start, 4.2, veins=False)
            continue
        ink = second if i % 3 == 2 else flower
        for k in range(5):
            petal = turned(_PETAL * [1.0, 1.25], start + 72 * k, r, (x, y))
            layers.fill(_FLOWERS, ink, petal)
            layers.contour(_FLOWERS + 1, tone(ink, -20), petal, 0.4, 0.5)
            vein = turned(np.array([[0.3, 0], [0.5, 0.02], [0.72, 0.0]]), start + 72 * k, r, (x, y))
            layers.line(_FLOWERS + 1, tone(ink, -20), vein, 0.4, 0.7)
        layers.dot(_FLOWERS + 2, eye, x, y, 0.26 * r)
        for lean in (36, 36 + 72 * int(random.integers(1, 4))):
            a = np.radians(start + lean)
            root = np.array([x + 0.5 * r * np.cos(a), y + 0.5 * r * np.sin(a)])
            _leaf(layers, random, leaf, root, start + lean, 1.3 * r, _LEAF * [1.0, 1.2], veins=False)
    return Tile(side, side, ground(side, side, colours[0]) + layers.body() + grain(side, side))


def blooms(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Roses and anemones as large as a hand, in foliage, over their own pale echo."""
    side = 150.0
    layers = Layers(side, side)
    base, flower, second, leaf = colours[:4]
    eye = _eye(colours)
    ghost = mix(base, leaf, 0.22)
    for x, y, r in packed(random, side, side, [20.0] * 9, 2.0):
        _sprig(layers, random, ghost, x, y, r, random.uniform(0, 360), _LEAF, 4, depth=0, veins=False)
    radii = [26.0] * 2 + [20.0] * 2 + [13.0] * 7 + [6.5] * 14
    for i, (x, y, r) in enumerate(packed(random, side, side, radii, 1.5)):
        if r < 8:
            _bud(layers, random, (flower, second)[i % 2], leaf, x, y, 0.72 * r)
            continue
        for angle in random.uniform(0, 360) + np.array([0, 118, 231, 275][: 3 + (r > 15)]) + random.normal(0, 14):
            a = np.radians(angle)
            root = np.array([x, y]) + 0.72 * r * np.array([np.cos(a), np.sin(a)])
            _leaf(
                layers, random, leaf if i % 2 else tone(leaf, 7), root, angle + random.normal(0, 16), 0.55 * r + 8
            )
        if r > 15 and i % 2 == 0:
            _rose(layers, random, flower, x, y, r)
        else:
            _open_flower(layers, random, second if r < 15 else flower, eye, x, y, r)
    return Tile(side, side, ground(side, side, base) + layers.body() + grain(side, side))


def botanical(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Leafy branches of several plants over their pale shadows, with berries between."""
    side = 130.0
    layers = Layers(side, side)
    base, flower, second, leaf = colours[:4]
    for i, (x, y, r) in enumerate(packed(random, side, side, [20.0] * 14, -6.0)):
        ghost = mix(base, (flower, leaf)[i % 2], 0.2)
        _sprig(layers, random, ghost, x, y, r, random.uniform(0, 360), _LEAF, 5, depth=i % 2, veins=False)
    plants = (
        (_LEAF, 4, flower),
        (_SLIM, 6, leaf),
        (_ROUND, 4, second),
        (_LEAF, 5, tone(flower, -9)),
        (_LEAF, 5, leaf),
    )
    for i, (x, y, r) in enumerate(packed(random, side, side, [22.0] * 6 + [17.0] * 12 + [10.0] * 30, -5.0)):
        shape, pairs, ink = plants[i % len(plants)]
        _sprig(layers, random, ink, x, y, 0.95 * r, random.uniform(0, 360), shape, pairs if r > 12 else 3)
    return Tile(side, side, ground(side, side, base) + layers.body() + grain(side, side))


def meadow(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Wild flowers on upright stems."""
    side = 110.0
    layers = Layers(side, side)
    flower, second, leaf = colours[1:4]
    eye = _eye(colours)
    for i, (x, y, r) in enumerate(packed(random, side, side, [9.0] * 5 + [7.0] * 9 + [4.0] * 20, 2.5)):
        long, sway = 3.0 * r + 6, random.normal(0, 4)
        stem = np.array(
            [[x, y], [x + 0.3 * sway, y + 0.4 * long], [x + sway, y + 0.75 * long], [x + sway, y + long]]
        )
        layers.line(_LEAVES, leaf, stem, 0.8)
        for t, lean in ((0.55, 40), (0.72, 140)):
            root = stem[0] + t * (stem[-1] - stem[0])
            _leaf(layers, random, leaf, root, -lean + random.normal(0, 8), 0.7 * r + 4, veins=r > 6)
        if r < 5:
            for k in range(5):
                layers.dot(_FLOWERS, second, x + random.normal(0, 1.3), y + k * 1.9 - 3, 1.15)
        elif i % 2:
            _daisy(layers, random, flower, eye, x, y, r)
        else:
            _open_flower(layers, random, second if i % 4 else flower, eye, x, y, r)
    return Tile(side, side, ground(side, side, colours[0]) + layers.body() + grain(side, side))
