"""Studio presets as table rows."""

from dataclasses import dataclass
from pathlib import Path

from equifashion.diffusion.fusion import GAMMA
from equifashion.errors import InvalidInput
from equifashion.resources import checkpoints_folder
from equifashion.studio.backends.hub.table import EQF, PHOTOREAL, PHOTOREAL_LIGHT, HubModels


@dataclass(frozen=True)
class StudioPreset:
    """One row.

    Attributes:
        name: what ``load_studio`` is asked for.
        checkpoints: folder with the embedded weights, which draft for every preset but ``eqf``.
        steps: denoiser calls of a finish.
        freedom: how far a finish may leave its draft, where 0.5 is the paper's schedule.
        guidance: classifier-free guidance scale of a finish.
        gamma: γ of Eq. 20; the larger, the sooner a finish lets go of its draft.
        truncation: ψ of a contact sheet.
        hub: what a finish needs from a model hub; None for a preset that ships with the repository.
    """

    name: str
    checkpoints: Path
    steps: int
    freedom: float
    guidance: float
    truncation: float
    gamma: float = GAMMA
    hub: HubModels | None = None

    @property
    def finishes_elsewhere(self) -> bool:
        """Whether another model than the drafts' own finishes."""
        return self.hub is not None


_EMBEDDED = checkpoints_folder()

PRESETS: dict[str, StudioPreset] = {
    "embedded": StudioPreset(
        # γ, freedom and guidance were chosen on 80 prompts other than those of the report.
        "embedded",
        _EMBEDDED,
        steps=8,
        freedom=0.6,
        guidance=4.0,
        truncation=0.9,
        gamma=3.0,
    ),
    "photoreal": StudioPreset(
        "photoreal", _EMBEDDED, steps=8, freedom=0.4, guidance=5.0, truncation=0.9, hub=PHOTOREAL
    ),
    "photoreal-light": StudioPreset(
        "photoreal-light", _EMBEDDED, steps=8, freedom=0.4, guidance=5.0, truncation=0.9, hub=PHOTOREAL_LIGHT
    ),
    "eqf": StudioPreset("eqf", _EMBEDDED, steps=8, freedom=0.5, guidance=9.0, truncation=1.0, hub=EQF),
}


def preset_named(name: str) -> StudioPreset:
    """The preset of that name.

    Raises:
        InvalidInput: unknown; the message lists the known ones.
    """
    if name not in PRESETS:
        raise InvalidInput(f"There is no preset {name!r}; choose from {sorted(PRESETS)}.")
    return PRESETS[name]
