"""What only figures in outfits can show: poses, and which colour belongs to which garment."""

import numpy as np
from PIL import Image

from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.designs import Pictures
from equifashion.evaluation.distances import estimate_frechet
from equifashion.evaluation.drawn import DrawnFigure, draw_figures, two_garments
from equifashion.evaluation.evaluators import COLOUR_NAMES
from equifashion.evaluation.metric import (
    ImageGrid,
    ImageRow,
    MetricResult,
    MetricSpec,
    Section,
    not_measured,
    result,
)
from equifashion.evaluation.specs import BINDING, JOINTS_10, JOINTS_20, LEAKAGE
from equifashion.evaluation.tasks import Task, outfit_task, pose_task
from equifashion.evaluation.weights import NO_FIGURES, NO_POSES
from equifashion.imaging.skeleton import draw_skeleton

_SHOWN = 6
FRECHET = MetricSpec(
    "outfits.frechet",
    "Fréchet distance of figures, Lite0",
    "Fréchet distance of EfficientNet-Lite0 features between designs for the words and poses of drawn figures and "
    "these figures.",
    "lower",
    0.15,
    "Longer training on drawn figures, and an autoencoder that keeps their lines.",
    reference="as many other drawn figures",
    relative=True,
    unit="distance",
)


def measure(context: EvaluationContext) -> Section:
    """Poses, binding and closeness to drawn figures where the weights draw figures; otherwise why not."""
    grids: tuple[ImageGrid, ...] = ()
    if context.evaluators.weights.pose_learned:
        count = context.size.poses
        drawn = draw_figures(count)
        posed, asked = pose_task(drawn), two_garments(count, COLOUR_NAMES)
        made = context.make(posed.requests)
        results = _beside_drawn(context, posed, made, np.stack([figure.image for figure in drawn]))
        results += _frechet(context, posed, made, drawn, draw_figures(count, first=count))
        outfits = outfit_task(asked)
        worn = np.stack([outfit.drawn(i // 2) for i, outfit in enumerate(asked)])
        results += _beside_drawn(context, outfits, context.make(outfits.requests), worn)
        grids = (_grid(drawn, made),)
    else:
        results = [not_measured(spec, NO_POSES) for spec in (JOINTS_10, JOINTS_20)]
        results += [not_measured(spec, NO_FIGURES) for spec in (FRECHET, BINDING, LEAKAGE)]
    return Section(
        "Outfits: figures, poses, two garments",
        "Two garments need a figure that wears them, and poses a body. Whether the weights draw figures is read "
        "from their configuration. Words and poses are those of drawn figures that no training has seen.",
        tuple(results),
        grids,
    )


def _beside_drawn(context: EvaluationContext, task: Task, made: Pictures, drawn: np.ndarray) -> list[MetricResult]:
    """A task's results, beside the drawn figures as the weights' autoencoder shows them."""
    reached = task.scores(context.evaluators, context.evaluators.weights.rebuild(drawn))
    references = {spec: float(reached[spec.key].mean()) for spec in task.specs}
    return task.results(context.evaluators, made.by_stage, references)


def _frechet(
    context: EvaluationContext, posed: Task, made: Pictures, drawn: list[DrawnFigure], others: list[DrawnFigure]
) -> list[MetricResult]:
    pooled = context.evaluators.features.pooled
    real, matched = (pooled(np.stack([figure.image for figure in group])) for group in (drawn, others))
    floor = estimate_frechet(matched, real).value
    return [
        result(FRECHET, stage, estimate_frechet(pooled(images), real), len(drawn), posed.seeds, floor)
        for stage, images in made.by_stage.items()
    ]


def _grid(drawn: list[DrawnFigure], made: Pictures) -> ImageGrid:
    rows = tuple(
        ImageRow(
            f"“{figure.prompt}”",
            (draw_skeleton(figure.pose), *map(Image.fromarray, (made.draft[i], made.finished[i], figure.image))),
        )
        for i, figure in enumerate(drawn[:_SHOWN])
    )
    columns = ("pose", "draft", "finished", "drawn")
    return ImageGrid("Figures in given poses", "The first of them, unselected.", columns, rows)
