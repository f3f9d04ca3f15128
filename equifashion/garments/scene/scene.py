"""What a croquis consists of: shapes in painter's order, each with its part label, fill, lines and shading."""

from dataclasses import dataclass
from enum import IntEnum

from equifashion.garments.textiles import Fabric
from equifashion.imaging.pose import Pose


class Part(IntEnum):
    """Part labels; every pixel of a scene has exactly one."""

    BACKGROUND = 0
    SKIN = 1
    HAIR = 2
    COLLAR = 3
    BODICE = 4
    SLEEVES = 5
    WAIST = 6
    LOWER = 7  # skirt or trouser leg
    HEM = 8
    SHOES = 9


@dataclass(frozen=True)
class Stroke:
    """A drawn line, clipped to its shape.

    Attributes:
        path: open SVG path.
        width: pixels.
        kind: ``"fold"``, ``"seam"``, ``"detail"`` (buttons, features) or ``"contour"`` (an open edge of
            its shape, which clips the outer half of its width away); a sparse sketch leaves folds and seams out.
        colour: #rrggbb; None takes the scene's ink.
        opacity: in (0, 1].
        filled: whether the path's inside is filled with the colour (a button, a pupil). In sketches dark ones are
            inked, light ones outlined, and pure white ones (sparks of light) left blank.
    """

    path: str
    width: float
    kind: str = "fold"
    colour: str | None = None
    opacity: float = 1.0
    filled: bool = False


@dataclass(frozen=True)
class Shade:
    """Drape shading: a soft patch, clipped to its shape.

    Attributes:
        path: closed SVG path.
        opacity: in (0, 1].
        blur: standard deviation, pixels; 0 for a hard edge.
        colour: #rrggbb, multiplied for darks; ``"#ffffff"`` for a light.
        fade: (x, y) where it is strongest and (x, y) where it has run out, pixels; None for an even patch. Costs a
            fraction of a blur.
    """

    path: str
    opacity: float
    blur: float = 0.0
    colour: str = "#201828"
    fade: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Fill:
    """What fills a shape.

    Attributes:
        colour: #rrggbb, used where there is no fabric.
        fabric: a woven fabric, or None.
        angle: degrees the fabric is turned by (along the limb, on the bias).
        opacity: below 1 for sheer cloth, lace and nets.
    """

    colour: str = "#ffffff"
    fabric: Fabric | None = None
    angle: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True)
class Shape:
    """One closed, filled outline.

    Attributes:
        part: its label.
        outline: closed SVG path; several subpaths are filled even-odd.
        fill: colour or fabric.
        line: width of its drawn contour, pixels; 0 for none.
        strokes: lines drawn on it.
        shades: shading on it, under the strokes.
        z: painter's order; higher lies in front. Shapes of equal z keep their order.
        garment: index of the garment of the outfit that it is of; None for the figure.
    """

    part: Part
    outline: str
    fill: Fill
    line: float = 0.9
    strokes: tuple[Stroke, ...] = ()
    shades: tuple[Shade, ...] = ()
    z: float = 0.0
    garment: int | None = None


@dataclass(frozen=True)
class Scene:
    """A finished croquis.

    Attributes:
        shapes: in painter's order.
        pose: the figure's joints, OpenPose-18.
        ink: colour of contours.
        ground: colour behind the figure.
        unit: one head length, pixels; fabrics are scaled by it.
    """

    shapes: tuple[Shape, ...]
    pose: Pose
    ink: str = "#2b2430"
    ground: str = "#ffffff"
    unit: float = 40.0
