"""Training samples: pictures, captions, sketches, swatches and poses, from photographs or built data sets."""

from collections.abc import Sequence
from pathlib import Path

from equifashion.datasets.storage import is_data_set
from equifashion.training.samples.base import Facts, Samples
from equifashion.training.samples.mixture import MixedSamples
from equifashion.training.samples.photographs import PhotographSamples, load_photographs
from equifashion.training.samples.records import RecordSamples, load_records

__all__ = [
    "Facts",
    "MixedSamples",
    "PhotographSamples",
    "RecordSamples",
    "Samples",
    "load_photographs",
    "load_records",
    "load_samples",
]


def load_samples(folders: Sequence[Path], cache: Path, shares: Sequence[float] | None = None) -> Samples:
    """The samples of one folder, or of several as one.

    Args:
        folders: each a folder of garment photographs, or a data set that ``data build`` wrote.
        cache: folder for packed arrays.
        shares: how often each is drawn from; None for equally often.

    Raises:
        InvalidInput: a folder is neither.
    """
    sources = [load_records(f, cache) if is_data_set(f) else load_photographs(f, cache) for f in folders]
    return sources[0] if len(sources) == 1 else MixedSamples(sources, shares)
