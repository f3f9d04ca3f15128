"""Putting a studio together from networks that are loaded already."""

import threading
from collections.abc import Callable
from functools import partial

import torch

from equifashion.compositing.passes import PostprocessConfig
from equifashion.gan.directions import Directions
from equifashion.imaging.part_finder import OutlineRegions
from equifashion.models.part_finder import PartRegions
from equifashion.studio.backends.base import FinishBackend
from equifashion.studio.backends.components import Components, UpscalerLoader
from equifashion.studio.backends.embedded import EmbeddedBackend, EmbeddedFinisher
from equifashion.studio.engine import Engine
from equifashion.studio.presets import StudioPreset
from equifashion.studio.studio import Studio
from equifashion.zero_gpu import GpuRunner


def create_studio(
    preset: StudioPreset,
    networks: Components,
    device: torch.device,
    dtype: torch.dtype,
    *,
    config: PostprocessConfig = PostprocessConfig(),  # noqa: B008 (a frozen value)
    directions: Directions | None = None,
    upscaler: UpscalerLoader | None = None,
    create_finisher: Callable[[threading.Lock], FinishBackend] | None = None,
    gpu: GpuRunner | None = None,
) -> Studio:
    """A studio whose drafts come from the embedded networks.

    Args:
        preset: table row.
        networks: the embedded ones.
        device, dtype: where and in which precision they compute.
        config: what helps the networks.
        directions: found in the generator's weights.
        upscaler: loads it; None refuses to enlarge.
        create_finisher: given the engine's lock; None finishes with the embedded refiner.
        gpu: where calls run.
    """
    drafts = EmbeddedBackend(networks, device, dtype, config, draws_flat_drawings=not preset.finishes_elsewhere)
    engine = Engine(
        preset,
        drafts,
        device,
        dtype,
        part_finder=OutlineRegions() if networks.segmenter is None else PartRegions(networks.segmenter),
        create_finisher=create_finisher or partial(EmbeddedFinisher, preset, drafts),
        directions=directions,
        upscaler=upscaler,
    )
    return Studio(engine, gpu)
