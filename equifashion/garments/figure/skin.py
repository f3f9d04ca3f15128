"""Colours of skin and of the lines on it: dark lines on light skin, light ones inside very dark skin."""

from equifashion.garments.figure.body import MONK_TONES

_CONTOUR = {8: "#1d0f0a", 9: "#0f0a09", 10: "#080606"}  # elsewhere a deep shade of the skin itself
_INNER = {8: "#2c1811", 9: "#7d5f50", 10: "#745a4d"}  # lines inside the figure: rims of light on the darkest skin
_DEEP = "#2e1712"
GLOW = "#dba580"  # light on deep skin
_ROSE = "#b23a48"
_BROWN_ROSE = "#6e2a2c"


def mix(first: str, second: str, share: float) -> str:
    """#rrggbb between two colours; share 0 gives the first, 1 the second."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in pairs)


def contour_ink(tone: int) -> str:
    """Colour of the outer contour of skin of a Monk tone 1–10."""
    return _CONTOUR.get(tone) or mix(MONK_TONES[tone - 1], _DEEP, 0.82)


def inner_ink(tone: int) -> str:
    """Colour of lines on the skin: where limbs overlap, clavicles, the nose."""
    return _INNER.get(tone) or mix(MONK_TONES[tone - 1], _DEEP, 0.68)


def shadow(tone: int) -> str:
    """Colour that shades the skin."""
    return "#7a3b2e" if tone <= 5 else ("#2a100a" if tone <= 7 else "#050304")


def glow(tone: int) -> float:
    """Opacity of highlights: dark skin reflects more of the light than it scatters."""
    return {6: 0.16, 7: 0.22, 8: 0.27, 9: 0.32, 10: 0.34}.get(tone, 0.0)


def lips(tone: int, made_up: float) -> str:
    """Colour of the lips; ``made_up`` 0 is the skin's own, 1 wears lipstick."""
    skin = MONK_TONES[tone - 1]
    natural = mix(skin, _ROSE if tone <= 6 else "#94474a", 0.34 if tone <= 6 else 0.42)
    return mix(natural, _ROSE if tone <= 7 else _BROWN_ROSE if tone == 8 else "#8e3440", 0.55 * made_up)


def blush(tone: int) -> tuple[str, float]:
    """Colour and opacity of the cheeks."""
    return ("#d8635c", 0.22) if tone <= 5 else ("#a8402e", 0.16) if tone <= 7 else ("#b0583c", 0.16)
