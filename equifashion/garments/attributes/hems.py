"""The twenty hems."""

from collections.abc import Callable
from dataclasses import dataclass

from equifashion.garments.flat import hem_styles as flat
from equifashion.garments.on_figure import hem_flounces as flounces
from equifashion.garments.on_figure import hem_styles as worn
from equifashion.garments.on_figure.hem_edge import HemEdge, HemPieces


@dataclass(frozen=True)
class HemStyle:
    """A hem.

    Attributes:
        on_figure: finishes an edge of what a figure wears.
        flat: finishes an edge of a technical flat; None leaves it as it is.
        flat_drop_cm: how far its corners hang below the rest of a tall garment.
        flat_width: of the edge, as a share of a straight one.
    """

    on_figure: Callable[[HemEdge], HemPieces]
    flat: Callable[[flat.HemEdge], flat.Hem] | None
    flat_drop_cm: float = 0.0
    flat_width: float = 1.0


HEM_STYLES: dict[str, HemStyle] = {
    "straight": HemStyle(worn.straight, None),
    "curved": HemStyle(worn.curved, flat.curved),
    "high-low": HemStyle(worn.high_low, flat.high_low, flat_drop_cm=26.0),
    "asymmetric": HemStyle(worn.asymmetric, flat.asymmetric, flat_drop_cm=24.0),
    "handkerchief": HemStyle(worn.handkerchief, flat.handkerchief, flat_drop_cm=16.0),
    "scalloped": HemStyle(worn.scalloped, flat.scalloped),
    "ruffled": HemStyle(flounces.ruffled, flat.ruffled),
    "pleated": HemStyle(flounces.pleated, flat.pleated),
    "tiered": HemStyle(flounces.tiered, flat.tiered),
    "lettuce": HemStyle(worn.lettuce, flat.lettuce),
    "fringed": HemStyle(flounces.fringed, flat.fringed),
    "lace-trimmed": HemStyle(flounces.lace_trimmed, flat.lace_trimmed),
    "side-slit": HemStyle(worn.side_slit, flat.slit(0.2)),
    "front-slit": HemStyle(worn.front_slit, flat.slit(0.5)),
    "ribbed": HemStyle(worn.ribbed, flat.ribbed),
    "elasticated": HemStyle(worn.elasticated, flat.elasticated, flat_width=0.92),
    "flared": HemStyle(flounces.flared, flat.flared, flat_width=1.15),
    "bubble": HemStyle(worn.bubble, flat.bubble, flat_width=0.9),
    "raw": HemStyle(worn.raw, flat.raw),
    "cuffed": HemStyle(flounces.cuffed, flat.cuffed),
}
