"""SVG → pixels, by resvg."""

import io

from PIL import Image
from resvg import render, usvg

_OPTIONS = usvg.Options.default()  # without fonts: nothing here is lettered
_AS_IT_IS = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def rasterise(svg: str) -> Image.Image:
    """An SVG document at the size that it names: RGBA."""
    return Image.open(io.BytesIO(render(usvg.Tree.from_str(svg, _OPTIONS), _AS_IT_IS)))
