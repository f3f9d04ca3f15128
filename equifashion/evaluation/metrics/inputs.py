"""Are sketches and swatches followed? Against the given one, another one, and none."""

import numpy as np
from PIL import Image

from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.designs import Pictures
from equifashion.evaluation.metric import ImageGrid, ImageRow, MetricResult, Section, not_measured
from equifashion.evaluation.photographs import Photograph
from equifashion.evaluation.specs import (
    FABRIC_COLOUR,
    FABRIC_FOUND,
    FABRIC_TEXTURE,
    OUTLINE,
    SWATCH_CHOICES,
    textures,
)
from equifashion.evaluation.tasks import fabric_task, sketch_of, sketch_task, swatches_of
from equifashion.evaluation.vision import cloth_lab

_SHOWN = 3


def measure(context: EvaluationContext) -> Section:
    """Sketch and swatch, for drafts and finished designs, with pictures from best to worst."""
    sketch_results, sketch_grid = _sketches(context)
    fabric_results, fabric_grid = _fabrics(context)
    return Section(
        "Inputs: are sketch and swatch followed?",
        "Sketches are lines drawn from held-out photographs, with the photograph's own words as prompt; swatches "
        f"are cut from held-out photographs, with the category alone as prompt. {SWATCH_CHOICES} swatches make one "
        "round.",
        (*sketch_results, *fabric_results),
        (sketch_grid, fabric_grid),
    )


def _sketches(context: EvaluationContext) -> tuple[list[MetricResult], ImageGrid]:
    pool, evaluators = context.pool, context.evaluators
    photographs = pool.photographs[: context.size.sketches]
    count, task = len(photographs), sketch_task(photographs)
    made = context.make(task.requests)
    bare = pool.made.finished[:count]
    references = {}
    if context.rebuilt is not None:
        scores = task.scores(evaluators, context.rebuilt[:count])
        references = {spec: float(scores[spec.key].mean()) for spec in task.specs}
    results = task.results(evaluators, made.by_stage | {"finished, no sketch": bare}, references)
    kept = OUTLINE.scores(evaluators, made.finished, task.targets[OUTLINE])
    rows = []
    for word, i in _ranked(kept):
        photograph = photographs[i]
        pictures = map(Image.fromarray, (made.draft[i], made.finished[i], bare[i], photograph.image))
        rows.append(
            ImageRow(f"{word}: “{photograph.prompt}”, overlap {kept[i]:.2f}", (sketch_of(photograph), *pictures))
        )
    return results, ImageGrid(
        "Sketches, from best to worst",
        "Sorted by the overlap of silhouettes of the finished designs.",
        ("sketch", "draft", "finished", "finished, no sketch", "photograph"),
        tuple(rows),
    )


def _fabrics(context: EvaluationContext) -> tuple[list[MetricResult], ImageGrid]:
    evaluators = context.evaluators
    photographs = context.pool.photographs[: SWATCH_CHOICES * context.size.swatch_groups]
    if len(photographs) < SWATCH_CHOICES:
        reason = f"Not measured: a round needs {SWATCH_CHOICES} held-out photographs; there are {len(photographs)}."
        every = (FABRIC_COLOUR, FABRIC_FOUND, FABRIC_TEXTURE)
        return [not_measured(spec, reason) for spec in every], ImageGrid("Swatches", reason, (), ())
    photographs = photographs[: len(photographs) // SWATCH_CHOICES * SWATCH_CHOICES]
    task = fabric_task(photographs, evaluators)
    made = context.make(task.requests)
    others = [swatches_of(photograph)[1] for photograph in photographs]
    rows = textures(evaluators, others)
    seen = {FABRIC_COLOUR: [cloth_lab(one) for one in others], FABRIC_FOUND: rows, FABRIC_TEXTURE: rows}
    references = {
        spec: float(spec.statistic(spec.compared(seen[spec], targets))) for spec, targets in task.targets.items()
    }
    results = task.results(evaluators, made.by_stage, references)
    errors = FABRIC_COLOUR.scores(evaluators, made.finished, task.targets[FABRIC_COLOUR])
    return results, _fabric_grid(photographs, task.targets[FABRIC_COLOUR], made, errors)


def _fabric_grid(
    photographs: list[Photograph], swatches: list[np.ndarray], made: Pictures, errors: np.ndarray
) -> ImageGrid:
    rows = []
    for word, i in _ranked(-errors):
        pictures = map(Image.fromarray, (swatches[i], made.draft[i], made.finished[i], photographs[i].image))
        rows.append(ImageRow(f"{word}: “{photographs[i].category.name}”, ΔE {errors[i]:.0f}", tuple(pictures)))
    return ImageGrid(
        "Swatches, from best to worst",
        "Sorted by the colour distance of the finished designs.",
        ("swatch", "draft", "finished", "where it was cut"),
        tuple(rows),
    )


def _ranked(scores: np.ndarray) -> list[tuple[str, int]]:
    """Places of the best, the middle and the worst scores, each with its word; fewer when there are few."""
    order = np.argsort(-scores)
    middle = max(0, len(order) // 2 - _SHOWN // 2)
    parts = {"best": order[:_SHOWN], "middle": order[middle : middle + _SHOWN], "worst": order[-_SHOWN:]}
    places: dict[int, str] = {}
    for word, part in parts.items():
        for place in part:
            places.setdefault(int(place), word)
    return [(word, place) for place, word in places.items()]
