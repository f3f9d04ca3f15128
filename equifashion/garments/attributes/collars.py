"""The thirteen necklines and collars.

On a figure, half of each is a row of points in heads: (x across, y below the pit of the neck), from the shoulder
seam to the centre front; the other half mirrors it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CollarShape:
    """How a neckline or a collar is cut.

    Attributes:
        flat_depth_cm: of a flat's front middle below the neck's ends.
        share: where it leaves the shoulder seam; 0 at the neck, 1 at the shoulder's tip.
        half: (x, y) heads from there to the centre front.
        sharp: whether the half is made of straight lines.
        binding: width of the strip that finishes it, heads; 0 where a collar covers it.
        pointed: whether the halves meet in a point at the centre front.
        shows_under: whether a closed layer with it shows what is worn underneath.
        flat_half_width_cm: half a flat's width at the neck.
    """

    flat_depth_cm: float
    share: float
    half: tuple[tuple[float, float], ...]
    sharp: bool = False
    binding: float = 0.0
    pointed: bool = False
    shows_under: bool = False
    flat_half_width_cm: float = 8.6


COLLAR_SHAPES: dict[str, CollarShape] = {
    "crew neck": CollarShape(8.0, 0.05, ((0.20, 0.00), (0.11, 0.085), (0.0, 0.11)), binding=0.075),
    "V-neck": CollarShape(19.0, 0.12, ((0.17, 0.22), (0.0, 0.66)), sharp=True, binding=0.055, shows_under=True),
    "scoop neck": CollarShape(
        14.0, 0.30, ((0.37, 0.17), (0.30, 0.40), (0.15, 0.53), (0.0, 0.56)), binding=0.035, shows_under=True
    ),
    "square neck": CollarShape(
        13.0, 0.40, ((0.40, 0.46), (0.0, 0.48)), sharp=True, binding=0.045, flat_half_width_cm=11.5
    ),
    "boat neck": CollarShape(
        4.5, 0.72, ((0.42, 0.035), (0.2, 0.085), (0.0, 0.095)), binding=0.04, flat_half_width_cm=11.5
    ),
    "sweetheart": CollarShape(
        16.0,
        0.58,
        ((0.50, 0.16), (0.46, 0.36), (0.36, 0.44), (0.24, 0.44), (0.10, 0.52), (0.0, 0.66)),
        binding=0.035,
        pointed=True,
    ),
    "halter": CollarShape(12.0, 0.0, ((0.17, 0.12), (0.10, 0.30), (0.0, 0.42)), binding=0.05),
    "turtleneck": CollarShape(6.0, 0.03, ((0.20, 0.0), (0.1, 0.07), (0.0, 0.085))),
    "shirt collar": CollarShape(7.0, 0.02, ((0.17, 0.0), (0.07, 0.12), (0.0, 0.30)), pointed=True),
    "Peter Pan collar": CollarShape(8.0, 0.04, ((0.19, 0.0), (0.1, 0.075), (0.0, 0.10))),
    "mandarin collar": CollarShape(8.0, 0.02, ((0.18, -0.02), (0.09, 0.06), (0.0, 0.09))),
    "notched lapel": CollarShape(30.0, 0.03, ((0.20, 0.10), (0.0, 0.95)), sharp=True, shows_under=True),
    "hood": CollarShape(8.0, 0.06, ((0.19, 0.03), (0.1, 0.13), (0.0, 0.20))),
}
