"""Training presets as table rows: how each stage is optimised.

``embedded`` made the shipped weights; ``paper`` holds the published table (EquiFashion: AdamW, 2e-4 for the
generator side, 1e-4 for the discriminator, cosine schedule, 200 + 200 epochs, batch 32).
"""

from equifashion.errors import InvalidInput
from equifashion.training.config import Optimisation

_PAPER_EPOCHS = 200  # of each of the two phases
_PAPER_PHOTOGRAPHS = 2684  # training photographs of the garment set; sets how many steps an epoch has


def _paper() -> Optimisation:
    return Optimisation(
        learning_rate=2e-4,
        discriminator_rate=1e-4,
        batch=32,
        steps=_PAPER_EPOCHS * _PAPER_PHOTOGRAPHS // 32,
        schedule="cosine",
        betas=(0.9, 0.999),
    )


TRAINING_PRESETS: dict[str, dict[str, Optimisation]] = {
    "embedded": {
        "autoencoder": Optimisation(learning_rate=8e-4, discriminator_rate=4e-4, batch=16, steps=100_000),
        "semantics": Optimisation(
            learning_rate=1e-3, batch=128, steps=20_000, weight_decay=0.1, ema_decay=0.99, decay_from=0.3
        ),
        "denoiser": Optimisation(learning_rate=5e-4, batch=24, steps=400_000, ema_decay=0.998),
        "ideation": Optimisation(
            learning_rate=4e-4, discriminator_rate=4e-4, batch=24, steps=200_000, betas=(0.5, 0.99)
        ),
        "upscaler": Optimisation(learning_rate=1e-3, batch=16, steps=20_000, warmup=50),
        "segmenter": Optimisation(learning_rate=3e-3, batch=24, steps=20_000, ema_decay=0.995, decay_from=0.5),
    },
    "paper": {
        stage: _paper() for stage in ("autoencoder", "semantics", "denoiser", "ideation", "upscaler", "segmenter")
    },
}


def optimisation_for(preset: str, stage: str) -> Optimisation:
    """The row of a preset and stage.

    Raises:
        InvalidInput: unknown names; the message lists the known ones.
    """
    if preset not in TRAINING_PRESETS:
        raise InvalidInput(f"There is no training preset {preset!r}; choose from {sorted(TRAINING_PRESETS)}.")
    rows = TRAINING_PRESETS[preset]
    if stage not in rows:
        raise InvalidInput(f"There is no training stage {stage!r}; choose from {list(rows)}.")
    return rows[stage]
