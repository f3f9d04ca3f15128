"""How long garments and sleeves are: centimetres of flats, and how far they reach on a figure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GarmentLength:
    """A garment's length.

    Attributes:
        skirt_cm, dress_cm, trousers_cm, shorts_cm: from the waist, of dresses from the neck, to a flat's hem.
        skirt_reach, trousers_reach: share of the leg's length that the hem reaches on a figure; dresses as skirts.
        top_size: which of a top's short, medium and long measures a flat takes.
        top_factor: of that measure.
    """

    skirt_cm: float
    dress_cm: float
    trousers_cm: float
    shorts_cm: float
    skirt_reach: float
    trousers_reach: float
    top_size: int
    top_factor: float = 1.0


LENGTH_MEASURES = {
    "extra-short": GarmentLength(32.0, 68.0, 68.0, 32.0, 0.19, 0.2, 0, 0.88),
    "short": GarmentLength(37.0, 71.0, 78.0, 38.0, 0.3, 0.43, 0),
    "medium": GarmentLength(56.0, 98.0, 92.0, 48.0, 0.5, 0.72, 1),
    "long": GarmentLength(74.0, 118.0, 103.0, 59.0, 0.73, 0.93, 2),
    "extra-long": GarmentLength(96.0, 140.0, 109.0, 65.0, 0.96, 1.05, 2, 1.14),
}


@dataclass(frozen=True)
class SleeveLength:
    """A sleeve's length.

    Attributes:
        arm_share: where it ends on a figure's arm.
        flat_cm: length on a flat.
        cuff_cm: width of a flat's sleeve at its end; None for the garment's own.
        lying, spread, hanging: degrees below the horizontal of sleeves that lie, that are spread out, and that fall
            from a hanger.
    """

    arm_share: float
    flat_cm: float
    cuff_cm: float | None
    lying: float
    spread: float
    hanging: float


SLEEVE_LENGTH_MEASURES = {
    "sleeveless": SleeveLength(0.0, 0.0, None, 45.0, 45.0, 60.0),
    "short": SleeveLength(0.3, 21.0, 17.0, 46.0, 30.0, 60.0),
    "elbow-length": SleeveLength(0.53, 33.0, 15.5, 56.0, 32.0, 70.0),
    "three-quarter": SleeveLength(0.77, 46.0, 13.0, 66.0, 42.0, 80.0),
    "long": SleeveLength(1.0, 60.0, None, 68.0, 45.0, 83.0),
}
