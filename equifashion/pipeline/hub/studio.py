"""Studios of hub presets: the embedded generator drafts, a model from the hub finishes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from equifashion.pipeline.components import load_components, load_directions
from equifashion.pipeline.hub.download import fetch_models, local_models
from equifashion.pipeline.hub.finisher import HubFinisher
from equifashion.pipeline.hub.machine import Placement
from equifashion.pipeline.hub.networks import load_networks
from equifashion.pipeline.presets import StudioPreset
from equifashion.pipeline.studio import Studio


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
    components = load_components(folder, placement.device, placement.dtype)
    directions = load_directions(folder, components)
    fetched = fetch_models(row.name, row.hub, say) if models is None else local_models(row.hub, models)
    networks = load_networks(row.hub, fetched, placement)
    together = replace(components, hashes=components.hashes | networks.hashes)
    return Studio(
        row,
        together,
        placement.device,
        placement.dtype,
        directions,
        lambda maker, working: HubFinisher(row, networks, placement, working),
    )
