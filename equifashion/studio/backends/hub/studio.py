"""Studios of hub presets: the embedded generator drafts, a model from the hub finishes."""

import pkgutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.components import load_components, load_directions
from equifashion.studio.backends.hub.download import fetch_models, local_models
from equifashion.studio.backends.hub.finisher import HubFinisher
from equifashion.studio.backends.hub.machine import Placement
from equifashion.studio.backends.hub.networks import load_networks
from equifashion.studio.presets import StudioPreset
from equifashion.studio.studio import Studio
from equifashion.zero_gpu import GpuRunner, ZeroGpuRunner, on_zero_gpu


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
    return pkgutil.resolve_name(row.hub.loader)(row, placement, folder, models, say)


def load_drafted_studio(
    row: StudioPreset, placement: Placement, folder: Path, models: Path | None, say: Callable[[str], None]
) -> Studio:
    """Load a preset whose drafts the embedded generator makes; arguments as of ``load_hub_studio``."""
    assert row.hub is not None
    components = load_components(folder, placement.device, placement.dtype)
    directions = load_directions(folder, components)
    fetched = fetch_models(row.name, row.hub, say) if models is None else local_models(row.hub, models)
    networks = load_networks(row.hub, fetched, placement)
    return create_studio(
        row,
        replace(components, hashes=components.hashes | networks.hashes),
        placement.device,
        placement.dtype,
        directions=directions,
        create_finisher=partial(HubFinisher, row, networks, placement),
        gpu=gpu_runner(row),
    )


def gpu_runner(row: StudioPreset) -> GpuRunner:
    """Where a preset's calls run: on a borrowed GPU where the Space lends it call by call, else at once."""
    assert row.hub is not None
    return ZeroGpuRunner(row.hub.gpu_seconds) if on_zero_gpu() else GpuRunner()
