"""Weights between those that a training started from and those it ended with.

A fine-tuned network and its start lie in one basin, and the way between them keeps what each does well (WiSE-FT,
Wortsman et al. 2022): of adversarial training, the edges that it gave, without all of its artefacts.
"""

from pathlib import Path

from equifashion.errors import CheckpointError, InvalidInput
from equifashion.models.checkpoint import save_checkpoint
from equifashion.models.loading import MODEL_KINDS


def interpolate_weights(kind: str, start: Path, end: Path, share: float, out: Path) -> None:
    """Write (1 − share) · start + share · end.

    Args:
        kind: of both checkpoints, e.g. ``"generator"``.
        start, end: files of one configuration.
        share: of ``end``, 0–1.
        out: file to write; its notes are those of ``end``, with where it lies between which.

    Raises:
        InvalidInput: the share is out of range, or there is no such kind.
        MissingWeights, CheckpointError: a file is missing or damaged, or the two are of different networks.
    """
    if not 0.0 <= share <= 1.0:
        raise InvalidInput(f"The share of the end's weights must be in [0, 1]; got {share}.")
    kinds = {row.name: row for row in MODEL_KINDS.values()}
    if kind not in kinds:
        raise InvalidInput(f"There are no checkpoints of the kind {kind!r}; choose from {sorted(kinds)}.")
    first, last = kinds[kind].read(start), kinds[kind].read(end)
    if first.config != last.config or first.tensors.keys() != last.tensors.keys():
        raise CheckpointError(f"{start} and {end} are of different networks; there is nothing between them.")
    tensors = {
        name: (1.0 - share) * first.tensors[name].float() + share * value.float()
        if value.is_floating_point()
        else value
        for name, value in last.tensors.items()
    }
    between = {"share": share, "start": first.sha256, "end": last.sha256}
    save_checkpoint(out, kind, last.config, tensors, last.notes | {"interpolated": between})
