"""The metrics of the report: each a module with ``measure(context) -> Section``; the table gives their order.

May be imported by the report; imports the context, the specs and the tasks.
"""

from collections.abc import Callable

from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.metric import Section
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

Metric = Callable[[EvaluationContext], Section]

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
