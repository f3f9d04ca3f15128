"""Time and memory: jobs, their parts and peers, measured side by side in one run."""

from equifashion.evaluation.bench.report import run_bench

__all__ = ["run_bench"]
