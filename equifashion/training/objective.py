"""Which terms of EquiFashion's total loss the denoiser is trained on, and how much each counts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from equifashion.errors import InvalidInput


@dataclass(frozen=True)
class Objective:
    """λ of each term; 0 leaves a term, and what it costs, out.

    Attributes:
        denoise: v-prediction error.
        bundle: semantic-bundled attention, adjectives' maps on their nouns'.
        robust: the same prediction under a shaken latent and under a noisy caption (Eq. 18).
        perceptual: the predicted picture against caption and photograph (Eq. 19).
        compatible: −cos(picture, caption).
        consensus: structural semantic consensus, phrases matched with parts.
    """

    denoise: float = 1.0
    bundle: float = 0.0
    robust: float = 0.0
    perceptual: float = 0.0
    compatible: float = 0.0
    consensus: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0.0 <= value < float("inf"):
                raise InvalidInput(f"The weight of the term {field.name!r} must be 0 or more; got {value}.")
        if self.denoise == 0.0:
            raise InvalidInput("The term 'denoise' cannot be left out: it is what trains the denoiser.")

    @property
    def decodes(self) -> bool:
        """Whether some term looks at decoded pictures."""
        return bool(self.perceptual or self.compatible or self.consensus)

    def changed(self, settings: Sequence[str]) -> "Objective":
        """With some terms set from ``"name=value"`` texts, as given on the command line.

        Raises:
            InvalidInput: an unknown term, or no number.
        """
        names = [field.name for field in fields(self)]
        values = {}
        for setting in settings:
            name, _, value = setting.partition("=")
            try:
                values[name] = float(value)
            except ValueError:
                raise InvalidInput(f"Expected a term as name=number; got {setting!r}.") from None
            if name not in names:
                raise InvalidInput(f"There is no term {name!r}; choose from {names}.")
        return replace(self, **values)


PAPER = Objective(bundle=0.5, robust=0.1, perceptual=0.1, compatible=0.5, consensus=0.5)
EMBEDDED = Objective()  # made the shipped weights
OBJECTIVES = {"embedded": EMBEDDED, "paper": PAPER}
