"""The tone of skin under ink lines."""

import numpy as np

from equifashion.compositing.render_plan import RGB

_GLOW_SHARE_OF_BLACK = 0.35  # how much of the glow shines through the darkest skin
_GLOW = np.array((176.0, 118.0, 88.0))  # sRGB


def lighten_for_ink(tone: RGB) -> RGB:
    """A skin tone as a wash: the darker it is, the more warm light shines through, so that lines stay visible."""
    color = np.array(tone, float)
    share = _GLOW_SHARE_OF_BLACK * (1.0 - color.mean() / 255.0)
    red, green, blue = np.rint(color + share * (_GLOW - color)).astype(int).tolist()
    return red, green, blue
