"""A graphic: a motif, words, or both, in inks that stand off the cloth."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image

from equifashion.garments.prints.canvas import Canvas
from equifashion.garments.prints.motifs import MOTIFS, Inks
from equifashion.garments.textiles import contrasting
from equifashion.vocabulary import COLOURS

SIDE = 192  # pixels
WORDS = (
    "STUDIO", "ATELIER", "ORIGINAL", "SUMMER", "COAST", "NORTH", "FIELD", "SUNDAY", "OCEAN", "WILD", "CITY",
    "No. 27", "GOOD DAY", "1984", "FOREVER", "SLOW DOWN", "HELLO", "MOUNTAIN CLUB", "SAILING", "PARADE",
)  # fmt: skip
_LETTERED, _CAPTIONED = 0.4, 0.5  # of graphics that are words alone; of the others, with words beneath


@dataclass(frozen=True)
class Graphic:
    """What is printed.

    Attributes:
        motif: a key of ``motifs.MOTIFS``; ``""`` for words alone.
        words: lines of lettering, from the top; none for a motif alone.
        inks: three colours, #rrggbb.
        seed: of whatever is irregular in it.
    """

    motif: str
    words: tuple[str, ...]
    inks: Inks
    seed: int


def graphic(random: np.random.Generator, cloth: str | None, inks: tuple[str, ...] = ()) -> Graphic:
    """A graphic at random.

    Args:
        random: decides everything left open.
        cloth: the colour that it is printed on, a name of ``COLOURS``; None if that is not known.
        inks: names of ``COLOURS`` that were asked for, the main one first.
    """
    first, second, third = contrasting(random, cloth if cloth in COLOURS else "grey", inks, 3)
    chosen = (first, second, third)
    motif, lettered, captioned = str(random.choice(list(MOTIFS))), random.random(), random.random()
    count, seed = int(random.integers(1, 4)), int(random.integers(2**31))
    words = tuple(random.choice(WORDS, count, replace=False).tolist())
    if lettered < _LETTERED:
        return Graphic("", words, chosen, seed)
    return Graphic(motif, words[:1] if captioned < _CAPTIONED else (), chosen, seed)


@lru_cache(maxsize=16)
def printed(design: Graphic) -> Image.Image:
    """A graphic, RGBA, ``SIDE`` pixels square, transparent where the cloth shows."""
    canvas = Canvas(SIDE)
    if not design.motif:
        _letter(canvas, design)
        return canvas.image()
    if not design.words:
        MOTIFS[design.motif](canvas, design.inks, np.random.default_rng(design.seed))
        return canvas.image()
    above = Canvas(round(0.76 * SIDE))
    MOTIFS[design.motif](above, design.inks, np.random.default_rng(design.seed))
    canvas.word(design.words[0], 0.8, 1.7, 0.3, design.inks[0])
    image = canvas.image()
    image.alpha_composite(above.image(), (round(0.12 * SIDE), 0))
    return image


def _letter(canvas: Canvas, design: Graphic) -> None:
    """Lines of words, each as wide as the square allows."""
    heights = {1: (0.6,), 2: (0.62, 0.34), 3: (0.3, 0.66, 0.3)}[len(design.words)]
    y = -sum(heights) / 2 - 0.06 * (len(heights) - 1)
    for place, (word, high) in enumerate(zip(design.words, heights, strict=True)):
        canvas.word(word, y + high / 2, 1.9, high, design.inks[place % 2])
        y += high + 0.12
    if len(design.words) == 1:
        for line in (-0.48, 0.44):
            canvas.box(-0.9, line, 0.9, line + 0.05, design.inks[1])
