"""Leather: cells of skin between creases."""

import numpy as np
from scipy.spatial import Voronoi

from equifashion.garments.textiles.tile import Tile, filled, ground, lined, quadratic_path
from equifashion.garments.textiles.tones import relief, tone


def _cells(seeds: np.ndarray, width: float, height: float, rounds: int) -> list[np.ndarray]:
    """Voronoi cells, corners (N, 2) each, of seeds (M, 2) on a repeating tile; those that show on it.

    ``rounds`` of relaxation make the cells more even.
    """
    size = np.array([width, height])
    shifts = [size * (dx, dy) for dx in (0, -1, 1) for dy in (0, -1, 1)]
    for turn in range(rounds + 1):
        around = np.vstack([seeds + s for s in shifts])
        near = (around > -0.25 * size).all(1) & (around < 1.25 * size).all(1)
        diagram = Voronoi(around[near])
        regions = [diagram.regions[r] for r in diagram.point_region]
        corners = [diagram.vertices[r] for r in regions]
        if turn < rounds:
            seeds = np.stack([c.mean(0) for c in corners[: len(seeds)]])
    finite = (c for r, c in zip(regions, corners, strict=True) if -1 not in r)
    return [c for c in finite if (c.max(0) > 0).all() and (c.min(0) < size).all()]


def leather_grain(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Fine pebbles, lit from the upper left."""
    side, colour = 60.0, colours[0]
    dark, light = relief(colour, 12.0)
    pebbles, domes = "", ""
    for corners in _cells(random.random((170, 2)) * side, side, side, rounds=1):
        pebbles += quadratic_path(corners)
        centre = corners.mean(0)
        domes += quadratic_path(centre + 0.5 * (corners - centre) - 0.2)
    lit = f'<g transform="translate(-.45 -.5)">{filled(pebbles, light, 0.7)}</g>'
    body = ground(side, side, dark) + lit + filled(pebbles, tone(colour, 0.5))
    return Tile(side, side, body + filled(domes, tone(colour, 4), 0.6))


def crocodile(colours: tuple[str, ...], random: np.random.Generator) -> Tile:
    """Rows of broad, domed plates that shrink towards the flanks."""
    width, colour = 88.0, colours[0]
    rows = ((9.0, 7), (9.0, 7), (8.0, 8), (6.0, 11), (5.0, 14), (6.0, 11), (8.0, 8))
    height = sum(high for high, _ in rows)
    corner = np.array(
        [[0, 0.2], [0.18, 0], [0.5, -0.04], [0.82, 0], [1, 0.2], [1.04, 0.5], [1, 0.8], [0.82, 1], [0.5, 1.04],
         [0.18, 1], [0, 0.8], [-0.04, 0.5]]
    )  # fmt: skip
    plates, domes, lights, top = "", "", "", 0.0
    for k, (high, count) in enumerate(rows):
        wide = width / count
        edges = (np.arange(count) + 0.5 * (k % 2)) * wide + random.normal(0, 0.1 * wide, count)
        ends = np.append(edges[1:], edges[0] + width)
        shake = random.normal(0, 0.22, corner.shape)
        for left, right in zip(edges, ends, strict=True):
            for dx in (-width, 0.0, width):
                size = np.array([right - left - 0.9, high - 0.9])
                plate = corner * size + (left + dx + 0.45, top + 0.45) + shake
                plates += quadratic_path(plate)
                centre = plate.mean(0)
                domes += quadratic_path(centre + (plate - centre) * 0.62 - 0.4)
                lights += quadratic_path((plate[[11, 0, 1, 2, 3]] - centre) * 0.74 + centre, closed=False)
        top += high
    body = ground(width, height, tone(colour, -15)) + filled(plates, tone(colour, 1.0))
    body += filled(domes, tone(colour, 6.0), 0.6) + lined(lights, tone(colour, 22), 0.7, 0.5)
    return Tile(width, height, body)
