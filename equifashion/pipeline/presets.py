"""Studio presets as table rows."""

from dataclasses import dataclass
from pathlib import Path

from equifashion.errors import InvalidInput

_REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class StudioPreset:
    """One row.

    Attributes:
        name: what ``load_studio`` is asked for.
        checkpoints: folder with the weights.
        steps: denoiser calls of a finish.
        freedom: how far a finish may leave its draft, where 0.5 is the paper's schedule.
        guidance: classifier-free guidance scale of a finish.
        truncation: ψ of a contact sheet.
    """

    name: str
    checkpoints: Path
    steps: int
    freedom: float
    guidance: float
    truncation: float


PRESETS: dict[str, StudioPreset] = {
    "embedded": StudioPreset(
        "embedded", _REPOSITORY / "checkpoints", steps=8, freedom=0.75, guidance=3.0, truncation=0.9
    ),
}


def preset_named(name: str) -> StudioPreset:
    """The preset of that name.

    Raises:
        InvalidInput: unknown; the message lists the known ones.
    """
    if name not in PRESETS:
        raise InvalidInput(f"There is no preset {name!r}; choose from {sorted(PRESETS)}.")
    return PRESETS[name]
