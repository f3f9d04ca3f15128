"""The metrics: each a module with ``measure(study, on_step) -> Section``; the table says which and in what order.

May be imported by the report; imports the study, the judges and the figures.
"""

from collections.abc import Callable

from equifashion.evaluation.designs import Progress
from equifashion.evaluation.figures import Section
from equifashion.evaluation.metrics import (
    adherence,
    altering,
    balance,
    coverage,
    diversity,
    exploring,
    fidelity,
    inputs,
    memorisation,
    outfits,
    part_phrases,
    robustness,
)
from equifashion.evaluation.study import Study

Metric = Callable[[Study, Progress], Section]

METRICS: dict[str, Metric] = {
    "adherence": adherence.measure,
    "inputs": inputs.measure,
    "outfits": outfits.measure,
    "semantics": part_phrases.measure,
    "fidelity": fidelity.measure,
    "coverage": coverage.measure,
    "diversity": diversity.measure,
    "exploring": exploring.measure,
    "altering": altering.measure,
    "robustness": robustness.measure,
    "balance": balance.measure,
    "memorisation": memorisation.measure,
}
