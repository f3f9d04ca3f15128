"""Time and memory of the whole job, measured side by side in one run."""

from equifashion.evaluation.bench.studio import measure_studio

__all__ = ["measure_studio"]
