"""What a fabric is: a weave, a motif, colours and a scale; and what each weave can be."""

import re
from dataclasses import dataclass

from equifashion.errors import InvalidInput

_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Weave:
    """One kind of cloth.

    Attributes:
        motifs: its variants; a fabric that names none takes one by its seed.
        colours: how many a fabric of it is drawn with; missing ones are derived from those given.
        named: how many of these, from the first, a person would name.
        sheen: 0 matt … 1 glossy.
    """

    motifs: tuple[str, ...]
    colours: int = 1
    named: int = 1
    sheen: float = 0.0


WEAVES: dict[str, Weave] = {
    "plain": Weave(("plain",), sheen=0.05),
    "twill": Weave(("twill",), sheen=0.1),
    "denim": Weave(("denim",), sheen=0.05),
    "knit": Weave(("stockinette", "cable")),
    "rib": Weave(("fine rib", "wide rib")),
    "plaid": Weave(("tartan", "windowpane", "houndstooth", "glen check"), colours=3, named=2, sheen=0.05),
    "gingham": Weave(("gingham",), colours=2, named=2, sheen=0.05),
    "striped": Weave(("breton", "pinstripe", "wide", "multi"), colours=3, named=2, sheen=0.05),
    "polka dot": Weave(("pin dot", "classic dot", "coin dot", "scattered dot"), colours=3, named=2, sheen=0.1),
    "floral": Weave(("ditsy", "blooms", "botanical", "meadow"), colours=4, named=2, sheen=0.1),
    "animal": Weave(("leopard", "zebra", "snake", "tiger"), colours=3, named=2, sheen=0.15),
    "lace": Weave(("lace",), named=2, sheen=0.15),
    "brocade": Weave(("damask",), colours=2, named=2, sheen=0.5),
    "sequinned": Weave(("sequins",), sheen=0.9),
    "leather": Weave(("grain", "crocodile"), sheen=0.6),
    "satin": Weave(("satin",), sheen=1.0),
}


@dataclass(frozen=True)
class Fabric:
    """A cloth to fill garments with.

    Attributes:
        weave: a key of ``WEAVES``.
        colours: #rrggbb, the main one first.
        scale: of the motif; 1 suits a grown figure.
        seed: of everything irregular in it.
        motif: one of the weave's motifs; empty for one chosen by the seed.

    Raises:
        InvalidInput: an unknown weave or motif, a malformed colour, no colour, a scale outside 0.2–5,
            or a negative seed.
    """

    weave: str
    colours: tuple[str, ...]
    scale: float = 1.0
    seed: int = 0
    motif: str = ""

    def __post_init__(self) -> None:
        if self.weave not in WEAVES:
            raise InvalidInput(f"Unknown weave {self.weave!r}; known are {list(WEAVES)}.")
        motifs = WEAVES[self.weave].motifs
        if self.motif and self.motif not in motifs:
            raise InvalidInput(f"{self.weave} has no motif {self.motif!r}; it has {list(motifs)}.")
        if not self.colours or not all(_COLOUR.fullmatch(c) for c in self.colours):
            raise InvalidInput(f"A fabric needs colours such as '#2c5ca8' (lower case), not {self.colours!r}.")
        if not 0.2 <= self.scale <= 5.0:
            raise InvalidInput(f"A fabric's scale lies between 0.2 and 5, not at {self.scale}.")
        if self.seed < 0:
            raise InvalidInput(f"A fabric's seed is 0 or more, not {self.seed}.")


def motif(fabric: Fabric) -> str:
    """The fabric's motif: the one it names, else one by its seed."""
    motifs = WEAVES[fabric.weave].motifs
    return fabric.motif or motifs[fabric.seed % len(motifs)]


def sheen(fabric: Fabric) -> float:
    """How the cloth takes light: 0 matt … 1 satin."""
    return WEAVES[fabric.weave].sheen
