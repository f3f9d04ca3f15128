"""Studios of hub presets: the embedded generator drafts, a model from the hub finishes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from equifashion.studio.backends.components import load_components, load_directions
from equifashion.studio.backends.eqf.backend import load_eqf_studio
from equifashion.studio.backends.hub.download import fetch_models, local_models
from equifashion.studio.backends.hub.finisher import HubFinisher
from equifashion.studio.backends.hub.machine import GpuLender, Placement, on_zero_gpu
from equifashion.studio.backends.hub.networks import load_networks
from equifashion.studio.presets import StudioPreset
from equifashion.studio.studio import Studio


def load_hub_studio(
    row: StudioPreset, placement: Placement, folder: Path, models: Path | None, say: Callable[[str], None]
) -> Studio:
    """Load a hub preset.

    Args:
        row: with ``hub``.
        placement: where its networks go; drafts are made there too.
        folder: embedded weights.
        models: a folder of repositories, or None to fetch them.
        say: told how the fetching goes.

    Raises:
        MissingWeights, CheckpointError, DownloadError: as ``load_studio``.
    """
    assert row.hub is not None
    if row.hub.family == "eqf":
        studio = load_eqf_studio(row, placement, models, say)
    else:
        components = load_components(folder, placement.device, placement.dtype)
        directions = load_directions(folder, components)
        fetched = fetch_models(row.name, row.hub, say) if models is None else local_models(row.hub, models)
        networks = load_networks(row.hub, fetched, placement)
        studio = Studio(
            row,
            replace(components, hashes=components.hashes | networks.hashes),
            placement.device,
            placement.dtype,
            directions,
            partial(HubFinisher, row, networks, placement),
        )
    if on_zero_gpu():
        lend_gpu_to(studio, row.hub.gpu_seconds)
    return studio


_GPU_STEPS = ("iter_finish", "redrawing", "iter_invert", "iter_vary", "editing_region", "locking")
_GPU_RESULTS = (
    "explore", "mix", "blend", "mixing_matrix", "steer", "traverse", "vary", "recolor", "finish", "redraw",
    "rebuild", "invert", "reconstruction", "edit_region", "lock",
)  # fmt: skip


def lend_gpu_to(studio: Studio, seconds: int) -> None:
    """Have every call that computes borrow the GPU: networks are placed before, pictures come back as PIL."""
    lender = GpuLender(seconds)
    for name in _GPU_RESULTS:
        setattr(studio, name, lender.lent(getattr(studio, name)))
    for name in _GPU_STEPS:
        setattr(studio, name, lender.lent(_stepping(getattr(studio, name))))


def _stepping(call: Callable[..., Iterator]) -> Callable[..., Iterator]:
    """A generator function, which is how a lent GPU knows that steps come one by one."""

    def stepping(*arguments: object, **options: object) -> Iterator:
        yield from call(*arguments, **options)

    return stepping
