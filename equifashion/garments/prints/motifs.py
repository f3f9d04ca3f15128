"""What graphics show: each fills the square from −1 to 1 with three inks; the first stands off the cloth."""

from collections.abc import Callable

import numpy as np

from equifashion.garments.prints.canvas import Canvas, around

Inks = tuple[str, str, str]
Motif = Callable[[Canvas, Inks, np.random.Generator], None]


def sunset(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """A sun behind the stripes of the sea."""
    canvas.disc((0, 0), 0.95, inks[0])
    for place in range(6):
        y, high = 0.02 + 0.155 * place, 0.03 + 0.012 * place
        canvas.box(-1, y, 1, y + high, None)
    if random.random() < 0.5:
        for shift in (-0.35, 0.1):
            x = np.linspace(-0.14, 0.14, 9)
            canvas.line(
                np.stack([x + shift, -0.45 + shift / 3 - 0.05 * np.abs(np.sin(22 * x))], axis=1), inks[1], 0.03
            )


def peaks(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """Snowy mountains before a moon."""
    canvas.disc((random.uniform(-0.4, 0.4), -0.5), 0.33, inks[1])
    for x, high, ink in ((0.45, 0.9, inks[2]), (-0.35, 1.25, inks[0])):
        top, foot = 0.8 - high, 0.6 * high
        canvas.polygon(np.array([(x, top), (x + foot, 0.8), (x - foot, 0.8)]), ink)
        cap = [(0, 0), (0.14, 0.28), (0.05, 0.2), (-0.02, 0.32), (-0.07, 0.2), (-0.14, 0.28)]
        canvas.polygon(np.array(cap) * (high, high) + (x, top), None)


def waves(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """A box of rolling lines."""
    x, tall = np.linspace(-0.9, 0.9, 60), random.uniform(0.05, 0.1)
    for place, y in enumerate(np.linspace(-0.75, 0.75, 8)):
        canvas.line(np.stack([x, y + tall * np.sin(7 * x + 0.9 * place)], axis=1), inks[place % 3], 0.07)


def rainbow(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """Arches within arches."""
    angle = np.linspace(np.pi, 2 * np.pi, 40)
    for place, radius in enumerate(np.linspace(0.88, 0.28, 5)):
        arch = radius * np.stack([np.cos(angle), np.sin(angle)], axis=1) + (0, 0.45)
        canvas.line(arch, inks[place % 3], 0.11)


def bloom(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """One large flower on its stalk."""
    stalk = np.stack([0.12 * np.sin(np.linspace(0, 3, 20)), np.linspace(-0.2, 0.95, 20)], axis=1)
    canvas.line(stalk, inks[2], 0.06)
    for side in (-1, 1):
        leaf = np.array([(0.05, 0.75), (0.25, 0.5), (0.6, 0.42), (0.4, 0.7)])
        canvas.polygon(leaf * (side, 1) + (0.05, 0), inks[2])
    count = int(random.integers(5, 10))
    for x, y in around(count, 0.43, random.random()):
        canvas.disc((x, y - 0.35), 1.35 / count, inks[0])
    canvas.disc((0, -0.35), 0.24, inks[1])


def star(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """A star within a star."""
    for size, ink in ((0.98, inks[0]), (0.7, None), (0.55, inks[1])):
        points = np.empty((10, 2))
        points[::2], points[1::2] = around(5, size), around(5, 0.42 * size, 0.1)
        canvas.polygon(points, ink)


def heart(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """A heart, whole or striped."""
    angle = np.linspace(0, 2 * np.pi, 80)
    x = 16 * np.sin(angle) ** 3
    y = 13 * np.cos(angle) - 5 * np.cos(2 * angle) - 2 * np.cos(3 * angle) - np.cos(4 * angle)
    canvas.polygon(np.stack([x, -y], axis=1) / 17.5, inks[0])
    if random.random() < 0.6:
        for y in np.arange(-0.7, 0.9, 0.22):
            canvas.box(-1, y, 1, y + 0.07, None)


def cat(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """The face of a cat."""
    ear = np.array([(0.15, -0.35), (0.75, -0.95), (0.8, 0.0)])
    for side in (-1, 1):
        canvas.polygon(ear * (side, 1), inks[0])
        canvas.polygon((ear * 0.55 + (0.26, -0.22)) * (side, 1), inks[1])
    turn = np.linspace(0, 2 * np.pi, 60)
    canvas.polygon(np.stack([0.85 * np.cos(turn), 0.15 + 0.66 * np.sin(turn)], axis=1), inks[0])
    for side in (-1, 1):
        canvas.disc((0.33 * side, 0.05), 0.13, None)
        canvas.disc((0.33 * side, 0.07), 0.08, inks[2])
        for lift in (-0.06, 0.06):
            canvas.line(np.array([(0.3 * side, 0.36), (0.95 * side, 0.33 + 2 * lift)]), inks[2], 0.025)
    canvas.polygon(np.array([(-0.09, 0.27), (0.09, 0.27), (0, 0.37)]), inks[1])


def shapes(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """Discs, bars and triangles that balance one another."""
    for place, (left, top) in enumerate(0.55 * np.array([(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1)])):
        x, y, size = left + random.uniform(-0.1, 0.1), top + random.uniform(-0.1, 0.1), random.uniform(0.16, 0.3)
        ink = inks[int(random.integers(3))] if place else inks[0]
        match int(random.integers(3)):
            case 0:
                canvas.disc((x, y), size, ink)
            case 1:
                canvas.polygon(around(3, 1.3 * size, random.random()) + np.array([x, y]), ink)
            case _:
                canvas.box(x - size, y - 0.3 * size, x + size, y + 0.3 * size, ink)


def postcard(canvas: Canvas, inks: Inks, random: np.random.Generator) -> None:
    """A framed view: sky, sun, hills and their mirror image."""
    canvas.box(-0.95, -0.8, 0.95, 0.8, inks[0])
    canvas.box(-0.86, -0.71, 0.86, 0.71, inks[1])
    canvas.disc((random.uniform(-0.5, 0.5), -0.3), 0.2, inks[0])
    x = np.linspace(-0.86, 0.86, 30)
    for y, tall, ink in ((0.15, 0.22, inks[2]), (0.4, 0.14, inks[0])):
        hills = y - tall * np.sin(random.uniform(3, 5) * x + random.uniform(0, 6))
        canvas.polygon(np.concatenate([np.stack([x, hills], axis=1), [(0.86, 0.71), (-0.86, 0.71)]]), ink)


MOTIFS: dict[str, Motif] = {
    each.__name__: each
    for each in (sunset, peaks, waves, rainbow, bloom, star, heart, cat, shapes, postcard)
}  # fmt: skip
