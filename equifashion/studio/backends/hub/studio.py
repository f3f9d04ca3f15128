"""Studios of hub presets: the embedded generator drafts, a model from the hub finishes."""

import pkgutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from equifashion.studio.backends.hub.download import fetch_models, local_models
from equifashion.studio.backends.hub.finisher import HubFinisher
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.networks import load_networks
from equifashion.studio.components import load_components, load_directions
from equifashion.studio.presets import StudioPreset
from equifashion.studio.studio import Studio
from equifashion.zero_gpu import ZeroGpuRunner, on_zero_gpu


def load_hub_studio(
    row: StudioPreset, placement: Placement, folder: Path, models: Path | None, say: Callable[[str], None]
) -> Studio:
    """Load a hub preset by the loader that its row names.

    Args:
        row: with ``hub``.
        placement: where its networks go; drafts are made there too.
        folder: embedded weights.
        models: a folder of repositories, or None to fetch them.
        say: called with how the fetching goes.

    Raises:
        MissingWeights, CheckpointError, DownloadError: as ``load_studio``.
    """
    assert row.hub is not None
    studio = pkgutil.resolve_name(row.hub.loader)(row, placement, folder, models, say)
    if on_zero_gpu():
        lend_gpu_to(studio, row.hub.gpu_seconds)
    return studio


def load_drafted_studio(
    row: StudioPreset, placement: Placement, folder: Path, models: Path | None, say: Callable[[str], None]
) -> Studio:
    """Load a preset whose drafts the embedded generator makes; arguments as of ``load_hub_studio``."""
    assert row.hub is not None
    components = load_components(folder, placement.device, placement.dtype)
    directions = load_directions(folder, components)
    fetched = fetch_models(row.name, row.hub, say) if models is None else local_models(row.hub, models)
    networks = load_networks(row.hub, fetched, placement)
    return Studio(
        row,
        replace(components, hashes=components.hashes | networks.hashes),
        placement.device,
        placement.dtype,
        directions,
        partial(HubFinisher, row, networks, placement),
    )


# Until the studio itself runs every operation through its GpuRunner.
_GPU_STEPS = ("iter_finish", "redrawing", "iter_invert", "iter_vary", "editing_region", "locking")
_GPU_RESULTS = (
    "explore", "mix", "blend", "mixing_matrix", "steer", "traverse", "vary", "recolor", "finish", "redraw",
    "rebuild", "invert", "reconstruction", "edit_region", "lock",
)  # fmt: skip


def lend_gpu_to(studio: Studio, seconds: int) -> None:
    """Have every call that computes borrow the GPU: networks are placed before, pictures come back as PIL."""
    runner = ZeroGpuRunner(seconds)
    for names, run in ((_GPU_RESULTS, runner.run), (_GPU_STEPS, runner.iterate)):
        for name in names:
            setattr(studio, name, partial(run, getattr(Studio, name), studio))
