"""Animal skins: leopard, zebra, snake, tiger. Palette: coat, marking, second tone."""

import numpy as np
from skimage.measure import approximate_polygon, find_contours

from equifashion.garments.textiles.tile import (
    Layers,
    Tile,
    filled,
    grain,
    ground,
    lined,
    packed,
    quadratic_path,
    turned,
)
from equifashion.garments.textiles.tones import mix, tone


def _rosette(
    layers: Layers, random: np.random.Generator, inks: tuple[str, str], x: float, y: float, r: float
) -> None:
    """A ring of two to four lumps around a darker heart, drawn lengthways."""
    spot, heart = inks
    tilt, squash = random.normal(90, 28), random.uniform(0.7, 0.92)
    angles = np.radians(np.arange(0, 360, 40))
    ring = np.stack([np.cos(angles), squash * np.sin(angles)], 1)
    layers.fill(0, heart, turned(ring * random.uniform(0.85, 1.0, (9, 1)), tilt, r, (x, y)))
    pieces = int(random.choice([2, 3, 3, 4]))
    starts = (np.arange(pieces) + random.uniform(-0.12, 0.12, pieces)) * 2 * np.pi / pieces + random.uniform(0, 6)
    for start in starts:
        a = start + np.linspace(0, 2 * np.pi / pieces * random.uniform(0.6, 0.85), 7)
        thick = np.array([0.14, 0.27, 0.34, 0.26, 0.36, 0.28, 0.14]) * random.uniform(0.75, 1.25, 7)
        rim = np.stack([np.cos(a), squash * np.sin(a)], 1)
        lump = np.vstack([rim * (1.0 + thick)[:, None], (rim * (0.98 - 0.8 * thick)[:, None])[::-1]])
        layers.fill(1, spot, turned(lump, tilt, r, (x, y)))


def leopard(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Broken rosettes around a darker heart, with small spots between them."""
    side = 108.0
    layers = Layers(side, side)
    coat, spot, heart = colours[:3]
    radii = [9.4] * 12 + [7.4] * 26 + [5.4] * 30 + [2.0] * 60
    for x, y, r in packed(random, side, side, radii, 0.5):
        if r > 3:
            _rosette(layers, random, (spot, mix(coat, heart, 0.75)), x, y, 0.72 * r)
            continue
        fleck = np.array([[1.1, 0], [0.4, 0.8], [-0.9, 0.4], [-0.8, -0.5], [0.3, -0.9]])
        layers.fill(1, spot, turned(fleck, random.uniform(0, 360), 0.8 * r, (x, y)))
    fur = "".join(f"M{x:.1f} {y:.1f}l{random.normal(0, 0.6):.1f} 3" for x, y in random.random((200, 2)) * side)
    body = ground(side, side, coat) + lined(fur, tone(coat, 8), 0.6, 0.6)
    return Tile(side, side, body + layers.body() + grain(side, side))


def _field(
    random: np.random.Generator, cells: int, waves: tuple[float, float], band: float, spread: float
) -> np.ndarray:
    """Periodic random ripples, (cells, cells), standard deviation 1.

    Args:
        random: of their course.
        cells: of the grid.
        waves: ripples over the tile's width and height; their main direction.
        band: relative width of the ring of frequencies around that.
        spread: radians the direction wanders.
    """
    k = np.fft.fftfreq(cells, 1 / cells)
    kx, ky = np.meshgrid(k, k)
    main = np.hypot(*waves)
    turn = np.arctan2(ky, kx) - np.arctan2(waves[1], waves[0])
    turn = np.abs((turn + np.pi / 2) % np.pi - np.pi / 2)
    weight = np.exp(-((np.hypot(kx, ky) / main - 1) ** 2) / (2 * band**2) - turn**2 / (2 * spread**2))
    ripples = np.fft.ifft2(np.fft.fft2(random.normal(size=(cells, cells))) * weight).real
    return ripples / ripples.std()


def _islands(field: np.ndarray, level: np.ndarray | float, side: float) -> str:
    """Where a periodic field exceeds a level, as one path (filled even-odd it keeps its holes)."""
    cells = len(field)
    margin = cells // 8
    wrapped = np.pad(field - level, margin, mode="wrap")
    wrapped = np.pad(wrapped, 1, constant_values=-1.0)
    path = ""
    for contour in find_contours(wrapped, 0.0):
        if len(contour) < 12:
            continue
        outline = approximate_polygon(contour, 0.35)[:-1]
        path += quadratic_path((outline[:, ::-1] - margin - 1) * side / cells)
    return path


def zebra(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Stripes that waver, swell and fork."""
    side = 120.0
    field = _field(random, 96, (1.5, 8.5), 0.16, 0.34)
    level = 0.25 * _field(random, 96, (1.5, 1.5), 0.5, 2.0)
    body = ground(side, side, colours[0]) + filled(_islands(field, level, side), colours[1])
    return Tile(side, side, body + grain(side, side))


def tiger(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Slim tapering stripes, the broad ones split, on a coat with softly paler streaks."""
    side = 130.0
    field = _field(random, 96, (1.2, 7.0), 0.2, 0.22)
    body = ground(side, side, colours[0]) + filled(_islands(-field, 0.9, side), tone(colours[0], 6), 0.8)
    body += filled(_islands(field, 0.5, side), colours[1]) + filled(_islands(field, 1.9, side), colours[0])
    return Tile(side, side, body + grain(side, side))


def _scale(x: float, y: float, a: float, b: float) -> str:
    """A rhombic scale with bent edges, half-width ``a`` and half-height ``b``, as a path."""
    corners = ((a, b, a, 0.4 * b), (-a, b, 0.0, 0.6 * b), (-a, -b, -a, -0.4 * b), (a, -b, 0.0, -0.6 * b))
    edges = "".join(f"q{cx:.1f} {cy:.1f} {dx:.1f} {dy:.1f}" for dx, dy, cx, cy in corners)
    return f"M{x:.1f} {y - b:.1f}{edges}Z"


def snake(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Rhombic scales; saddles in the marking colour, with dark rims, run down the back."""
    across, down, wide, high = 20, 28, 5.0, 3.6
    width, height = across * wide, down * high
    coat, saddle, warm = colours[:3]
    rim = mix(saddle, "#000000", 0.45)
    inks = (tone(coat, 5), coat, mix(coat, warm, 0.6), rim, saddle, mix(saddle, warm, 0.3), tone(saddle, 6))
    paths = [""] * len(inks)
    glints = ""
    noise = _field(random, 64, (5.0, 5.0), 0.5, 2.0)
    for j in range(down + 1):
        for i in range(across + 1):
            x, y = (i + 0.5 * (j % 2)) * wide, j * high
            u, v = 4 * np.pi * x / width, 4 * np.pi * y / height
            bump = noise[round(y / height * 64) % 64, round(x / width * 64) % 64]
            k = int(np.searchsorted((-1.1, -0.35, -0.1, 0.45, 0.7, 1.4), np.cos(u) + np.cos(v) + 0.35 * bump))
            paths[k] += _scale(x, y, 0.46 * wide, 0.88 * high)
            glints += f"M{x - 0.3 * wide:.1f} {y - 0.1 * high:.1f}l{0.22 * wide:.1f} {-0.5 * high:.1f}"
    body = ground(width, height, mix(rim, "#000000", 0.25))
    body += "".join(filled(path, ink) for path, ink in zip(paths, inks, strict=True))
    return Tile(width, height, body + lined(glints, "#ffffff", 0.5, 0.3))
