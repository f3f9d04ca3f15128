"""SVG → pixels, by resvg."""

import io

from PIL import Image
from resvg import render, usvg

_AS_IT_IS = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def rasterise(svg: str) -> Image.Image:
    """An SVG document at the size that it names: RGBA."""
    options = usvg.Options.default()  # without fonts, for nothing is lettered; no other thread may use it
    return Image.open(io.BytesIO(render(usvg.Tree.from_str(svg, options), _AS_IT_IS)))
