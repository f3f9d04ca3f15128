"""What only figures in outfits can show: poses, and which colour belongs to which garment."""

import numpy as np
from PIL import Image

from equifashion.evaluation.designs import STAGES, Pictures, Progress, unheard
from equifashion.evaluation.distances import estimate_frechet
from equifashion.evaluation.drawn import DrawnFigure, draw_figures, figure_requests, seeds_of
from equifashion.evaluation.figures import Figure, Measure, Plate, PlateRow, Section, found, missing
from equifashion.evaluation.metrics.binding import BINDING, LEAKAGE, measure_binding
from equifashion.evaluation.metrics.poses import REACHES, measure_poses
from equifashion.evaluation.study import Study
from equifashion.evaluation.weights import NO_FIGURES, NO_POSES
from equifashion.imaging.skeleton import draw_skeleton

_SHOWN = 6
FRECHET = Measure(
    "outfits.frechet",
    "Fréchet distance of figures, Lite0",
    "Fréchet distance of EfficientNet-Lite0 features between designs for the words and poses of drawn figures and "
    "these figures.",
    "lower",
    0.15,
    "Longer training on drawn figures, and an autoencoder that keeps their lines.",
    reference="as many other drawn figures",
    relative=True,
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Poses, binding and closeness to drawn figures where the weights draw figures; otherwise why not."""
    plates: tuple[Plate, ...] = ()
    if study.weights.pose_learned:
        count = study.effort.poses
        drawn, others = draw_figures(count), draw_figures(count, first=count)
        made = study.maker.make(figure_requests(drawn), on_step)
        rebuilt = study.weights.rebuild(np.stack([figure.image for figure in drawn]))
        figures = measure_poses(drawn, made, rebuilt)
        figures += _distances(study, drawn, others, made)
        figures += measure_binding(study, on_step)
        plates = (_plate(drawn, made),)
    else:
        figures = [missing(measure, NO_POSES) for measure in REACHES.values()]
        figures += [missing(measure, NO_FIGURES) for measure in (FRECHET, BINDING, LEAKAGE)]
    return Section(
        "Outfits: figures, poses, two garments",
        "Two garments need a figure that wears them, and poses a body. Whether the weights draw figures is "
        "read from their configuration. Words and poses are those of drawn figures that no training has seen.",
        tuple(figures),
        plates,
    )


def _distances(study: Study, drawn: list[DrawnFigure], others: list[DrawnFigure], made: Pictures) -> list[Figure]:
    real, alike = (study.features.pooled(np.stack([f.image for f in group])) for group in (drawn, others))
    floor = estimate_frechet(alike, real).value
    return [
        found(
            FRECHET, stage, estimate_frechet(study.features.pooled(made.of(stage)), real), len(drawn),
            seeds_of(drawn), reference=floor,
        )
        for stage in STAGES
    ]  # fmt: skip


def _plate(drawn: list[DrawnFigure], made: Pictures) -> Plate:
    rows = tuple(
        PlateRow(
            f"“{figure.prompt}”",
            (draw_skeleton(figure.pose), *map(Image.fromarray, (made.draft[i], made.finished[i], figure.image))),
        )
        for i, figure in enumerate(drawn[:_SHOWN])
    )
    return Plate(
        "Figures in given poses", "The first of them, unselected.", ("pose", "draft", "finished", "drawn"), rows
    )
