"""Hair styles and hair colours, drawn in the head's local coordinates (see ``face``)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from equifashion.garments.figure import hair_long, hair_short
from equifashion.garments.figure.body import Body
from equifashion.garments.figure.comb import Comb
from equifashion.garments.figure.face import HeadFrame
from equifashion.garments.scene.scene import Shape

HAIR_COLOURS = {
    "black": "#1d191a", "soft black": "#2b2423", "dark brown": "#3d2a20", "brown": "#5a3d2a", "chestnut": "#6e3f27",
    "auburn": "#7c3a22", "ginger": "#b05e2c", "dark blonde": "#94744a", "blonde": "#c9a468", "platinum": "#e0d3b4",
    "grey": "#8d8a88", "silver": "#bdbab6",
}  # fmt: skip
_DARK_HAIR = ("black", "soft black", "dark brown", "brown")
_SCARVES = ("#3d4a63", "#7a3f4a", "#c9b391", "#5d6b57", "#2f2b33", "#a9786a", "#8794a8")


def draw_hair(body: Body) -> list[Shape]:
    """Back hair, crown, fringe and locks of the figure's style, as shapes of their own layers."""
    style = HAIR_STYLES[body.figure.hair]
    return style.draw(Comb(HeadFrame.of(body), body.figure.hair_colour, body.figure.skin_tone))


def sample_hair(random: np.random.Generator, presentation: str, skin_tone: int) -> tuple[str, str]:
    """A style and a colour that go with a presentation and a skin tone.

    Colours lean to the dark ones as the skin deepens; every style of the presentation may come with every tone.

    Returns:
        The style's name and its colour, #rrggbb.
    """
    names = [name for name, style in HAIR_STYLES.items() if presentation in style.presentations]
    name = names[random.integers(len(names))]
    if HAIR_STYLES[name].cloth:
        return name, _SCARVES[random.integers(len(_SCARVES))]
    return name, sample_hair_colour(random, skin_tone)


def sample_hair_colour(random: np.random.Generator, skin_tone: int) -> str:
    """A natural colour, #rrggbb, that goes with a skin tone, 1–10."""
    dark = np.clip((skin_tone - 2) / 5, 0.15, 0.93)
    pool = _DARK_HAIR if random.random() < dark else tuple(HAIR_COLOURS)
    return HAIR_COLOURS[pool[random.integers(len(pool))]]


@dataclass(frozen=True)
class HairStyle:
    """One style.

    Attributes:
        draw: makes its shapes.
        presentations: that it is sampled for.
        cloth: whether it is a scarf rather than hair.
    """

    draw: Callable[["Comb"], list[Shape]]
    presentations: tuple[str, ...]
    cloth: bool = False


_ALL = ("feminine", "masculine", "androgynous")
_FEMININE = ("feminine", "androgynous")
_MASCULINE = ("masculine", "androgynous")
HAIR_STYLES: dict[str, HairStyle] = {
    "straight long": HairStyle(hair_long.straight_long, ("feminine",)),
    "long with fringe": HairStyle(hair_long.fringed_long, ("feminine",)),
    "bob": HairStyle(hair_long.bob, _FEMININE),
    "waves": HairStyle(hair_long.waves, ("feminine",)),
    "curls": HairStyle(hair_long.curls, _FEMININE),
    "afro": HairStyle(hair_long.afro, _ALL),
    "braids": HairStyle(hair_long.braids, ("feminine",)),
    "locs": HairStyle(hair_long.locs, _ALL),
    "bun": HairStyle(hair_long.bun, _ALL),
    "low bun": HairStyle(hair_long.low_bun, _FEMININE),
    "ponytail": HairStyle(hair_long.ponytail, ("feminine",)),
    "pixie": HairStyle(hair_short.pixie, _FEMININE),
    "side part": HairStyle(hair_short.side_part, _MASCULINE),
    "quiff": HairStyle(hair_short.quiff, _MASCULINE),
    "crop": HairStyle(hair_short.crop, _MASCULINE),
    "short curls": HairStyle(hair_short.short_curls, _ALL),
    "buzz cut": HairStyle(hair_short.buzz, _ALL),
    "hijab": HairStyle(hair_short.hijab, ("feminine",), cloth=True),
    "bald": HairStyle(hair_short.bald, ("masculine",)),
}
