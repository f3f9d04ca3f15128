"""Fabrics at random, in palettes that go together, and the names of their colours."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from equifashion.garments.textiles.fabric import WEAVES, Fabric
from equifashion.garments.textiles.tones import hex_of, lab_of
from equifashion.imaging.palette import colour_difference, nearest_name, to_lab
from equifashion.vocabulary import COLOURS

NEUTRALS = ("black", "dark grey", "grey", "light grey", "white", "cream", "beige", "navy")
_CRISP = (*NEUTRALS, "white", "white", "cream", "cream", "black", "navy")  # as partners, mostly these
_LEAVES = ("olive", "green", "teal", "khaki", "mint", "lime")
_BLOSSOMS = (
    "red", "coral", "orange", "mustard", "yellow", "pink", "pink", "magenta", "lilac", "purple", "blue",
    "light blue", "turquoise", "burgundy", "white", "white", "cream",
)  # fmt: skip
_USUAL: dict[str, tuple[str, ...]] = {  # main colours that a weave mostly comes in; others come in all alike
    "denim": ("blue", "blue", "navy", "navy", "light blue", "black", "dark grey", "white"),
    "leather": ("black", "black", "brown", "brown", "burgundy", "dark grey", "beige", "red", "navy", "olive"),
    "animal": ("beige", "khaki", "mustard", "cream", "white", "light grey", "orange", "pink"),
    "lace": ("white", "white", "black", "black", "cream", "pink", "burgundy", "navy", "light blue", "lilac"),
    "brocade": ("burgundy", "navy", "black", "green", "purple", "teal", "cream", "red", "mustard"),
    "sequinned": ("black", "mustard", "light grey", "red", "pink", "green", "navy", "purple", "turquoise"),
}
_PARTNERS: dict[str, tuple[str, ...]] = {  # second colours that a weave mostly comes with
    "gingham": ("white", "white", "cream"),
    "animal": ("black", "dark grey", "brown"),
    "lace": ("beige", "beige", "cream", "black"),
    "brocade": ("mustard", "cream", "light grey", "beige", "black"),
    "floral": _BLOSSOMS,
}
_LINED = ("striped", "polka dot")  # to be asked for by name; a tonal stripe is not seen from afar
_SHOWN = {"lace": 2}  # colours drawn at random where that is more than the weave needs
_USUAL_SHARE = 0.8  # of fabrics with the usual main colour, and of those with the usual partner
_TONAL_SHARE = 0.3  # of brocades in one colour only
_CONTRAST = 22.0  # ΔE00 between any two colours of a palette
_LIGHTNESS_CONTRAST = 16.0  # L* between a motif and its ground
_JITTER = np.array([3.0, 1.0, 1.0])  # standard deviation of a dye around its name's colour, Lab, of greys;
_CHROMA_JITTER = 0.06  # and in a and b what the chroma adds to it
_SURE = 2.5  # ΔE00 by which a dye is nearer to its own name than to any other


@lru_cache(maxsize=64)
def _lab(name: str) -> np.ndarray:
    return to_lab(COLOURS[name])


@lru_cache(maxsize=2048)
def _apart(first: str, second: str) -> float:
    return float(colour_difference(_lab(first), _lab(second)))


def _hue_gap(first: str, second: str) -> float:
    """Degrees between the hues of two named colours, 0–180."""
    a, b = (np.degrees(np.arctan2(_lab(n)[2], _lab(n)[1])) for n in (first, second))
    return float(abs((a - b + 180) % 360 - 180))


def _pick(random: np.random.Generator, names: Sequence[str], ground: str, other: str | None = None) -> str:
    """One of the names that stands off the ground, and off another colour; a clear neutral where none does."""
    clear = [n for n in names if _apart(n, ground) >= _CONTRAST]
    if other is None:
        clear = [n for n in clear if abs(_lab(n)[0] - _lab(ground)[0]) >= _LIGHTNESS_CONTRAST]
    else:
        clear = [n for n in clear if _apart(n, other) >= _CONTRAST]
    if not clear:
        clear = [max(NEUTRALS, key=lambda n: min(_apart(n, ground), _apart(n, other or ground)))]
    return str(random.choice(clear))


_CHROMATIC = tuple(name for name in COLOURS if name not in NEUTRALS)


def _mono(random: np.random.Generator, main: str) -> tuple[str, str]:
    """Light and dark of one hue; greys and naturals among themselves."""
    family = NEUTRALS if main in NEUTRALS else [n for n in _CHROMATIC if _hue_gap(main, n) < 28]
    second = _pick(random, family, main)
    return second, _pick(random, _CRISP, main, second)


def _analogous(random: np.random.Generator, main: str) -> tuple[str, str]:
    """Neighbours on the colour circle."""
    around = _CHROMATIC if main in NEUTRALS else [n for n in _CHROMATIC if 15 < _hue_gap(main, n) < 75]
    second = _pick(random, around, main)
    return second, _pick(random, [n for n in _CHROMATIC if _hue_gap(second, n) < 75], main, second)


def _complementary(random: np.random.Generator, main: str) -> tuple[str, str]:
    """A neutral partner and a small accent from across the circle."""
    second = _pick(random, _CRISP, main)
    across = _CHROMATIC if main in NEUTRALS else [n for n in _CHROMATIC if _hue_gap(main, n) > 135]
    return second, _pick(random, across, main, second)


def _accented(random: np.random.Generator, main: str) -> tuple[str, str]:
    """A neutral and one colour, whichever the main one is, and a second neutral."""
    second = _pick(random, _CHROMATIC if main in NEUTRALS else _CRISP, main)
    return second, _pick(random, _CRISP, main, second)


SCHEMES: dict[str, Callable[[np.random.Generator, str], tuple[str, str]]] = {
    "mono": _mono,
    "analogous": _analogous,
    "complementary accent": _complementary,
    "neutral and accent": _accented,
}


def harmony(random: np.random.Generator, main: str, scheme: str | None = None) -> tuple[str, str, str]:
    """Three colour names that go together.

    Args:
        random: decides.
        main: a name of ``COLOURS``; it comes first.
        scheme: a key of ``SCHEMES``; None for any.
    """
    scheme = scheme or str(random.choice(list(SCHEMES)))
    return main, *SCHEMES[scheme](random, main)


def dye(random: np.random.Generator, name: str) -> str:
    """A shade of a named colour, #rrggbb: near its prototype, and clearly nearer to it than to any other name."""
    own = _lab(name)
    spread = _JITTER + _CHROMA_JITTER * np.hypot(own[1], own[2]) * np.array([0, 1, 1])
    place = list(COLOURS).index(name)
    prototypes = np.stack([_lab(n) for n in COLOURS])
    for closer in (1.0, 0.6, 0.3):
        colour = hex_of(own + closer * random.normal(0, spread))
        away = colour_difference(np.broadcast_to(lab_of(colour), prototypes.shape), prototypes)
        if away[place] + _SURE < np.delete(away, place).min():
            return colour
    return hex_of(own)


def main_colours(fabric: Fabric) -> tuple[str, ...]:
    """Names (of ``COLOURS``) of the fabric's one or two main colours, the first one first."""
    given = fabric.colours[: WEAVES[fabric.weave].named]
    return tuple(dict.fromkeys(nearest_name(lab_of(colour), COLOURS) for colour in given))


def random_fabric(
    random: np.random.Generator, weave: str | None = None, colours: tuple[str, ...] | None = None
) -> Fabric:
    """A fabric in a harmonious palette.

    Args:
        random: decides everything left open.
        weave: a key of ``WEAVES``; None for any, all alike.
        colours: main first: names of ``COLOURS``, each dyed a little differently every time, or #rrggbb, kept as
            they are. None for a harmony around a random main colour.
    """
    weave = weave or str(random.choice(list(WEAVES)))
    names = colours or _names(random, weave)
    dyed = tuple(dye(random, name) if name in COLOURS else name for name in names)
    return Fabric(weave, dyed, round(float(random.uniform(0.85, 1.2)), 3), int(random.integers(2**31)))


def partnered_fabric(
    random: np.random.Generator, weave: str, colours: tuple[str, ...] = (), motif: str = ""
) -> Fabric:
    """A fabric in the colours that were asked for, and as many more as go with them and the weave.

    Args:
        random: decides everything left open.
        weave: a key of ``WEAVES``.
        colours: names of ``COLOURS``, main first; none for any that the weave mostly comes in.
        motif: one of the weave's; empty for any.
    """
    names = _names(random, weave, colours[0] if colours else None, usual_share=1.0)
    if weave in _LINED and random.random() < _USUAL_SHARE:
        names = (names[0], _pick(random, _CRISP, names[0]), *names[2:])
    if len(colours) < 2 or weave == "floral":  # two are a choice, for all but leaves: tones of them do for the rest
        colours = (*colours, *(name for name in names[len(colours) :] if name not in colours))
    return replace(random_fabric(random, weave, colours), motif=motif)


def contrasting(random: np.random.Generator, ground: str, wanted: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Dyes that stand off a ground and go together, #rrggbb, the clearest first.

    Args:
        random: decides everything left open.
        ground: a name of ``COLOURS``.
        wanted: names of ``COLOURS`` that come first.
        count: how many dyes.
    """
    _, second, third = harmony(random, ground)
    more = {second, third, _pick(random, _CRISP, ground), _pick(random, tuple(COLOURS), ground, second)}
    names = tuple(dict.fromkeys((*wanted, *sorted(more, key=lambda name: (-_apart(name, ground), name)))))
    return tuple(dye(random, names[place % len(names)]) for place in range(count))


def _names(
    random: np.random.Generator, weave: str, main: str | None = None, usual_share: float = _USUAL_SHARE
) -> tuple[str, ...]:
    """Colour names of a palette that suits the weave, around a main colour or a usual one."""
    if main is None:
        usual = _USUAL.get(weave) if random.random() < usual_share else None
        main = str(random.choice(usual or list(COLOURS)))
    _, second, third = harmony(random, main)
    if weave in _PARTNERS and random.random() < _USUAL_SHARE:
        second = _pick(random, _PARTNERS[weave], main)
    if weave == "floral":
        third = _pick(random, _BLOSSOMS, main, second)
    if weave == "brocade" and random.random() < _TONAL_SHARE:
        return (main,)
    palette = (main, second, third, _pick(random, _LEAVES, main, second))
    return palette[: max(WEAVES[weave].colours, _SHOWN.get(weave, 1))]
