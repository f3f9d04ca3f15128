"""Exploring with the shipped weights, on drawn garments."""

import pytest

from equifashion.datasets.garment_photos import pack_garments
from equifashion.evaluation.context import EvalSize, EvaluationContext
from equifashion.evaluation.designs import DesignCache
from equifashion.evaluation.evaluators import Evaluators
from equifashion.evaluation.metrics import exploring
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.weights import Weights


@pytest.mark.slow
def test_curves_and_inversions_are_reported_with_their_controls(studio, garments_folder, tmp_path):
    photographs = Photographs(pack_garments(garments_folder, tmp_path))
    size = EvalSize("tiny", 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, edits=3, explored=3)
    section = exploring.measure(
        EvaluationContext(DesignCache(studio), Evaluators(None, Weights(True, None, None)), photographs, size)
    )
    figures = {result.spec.key: result for result in section.results if result.stage == "draft"}
    assert len(figures) == 4 and all(result.count == 3 for result in figures.values())
    outline = figures["exploring.structure_outline"]
    assert -1 <= outline.value <= 1 and outline.control is not None
    assert 0 <= figures["exploring.structure_monotone"].value <= 1
    found = figures["exploring.inversion"]
    assert found.reference < found.value < found.control, "between the autoencoder's limit and the average design"
    curves, inverted = section.grids
    assert len(curves.rows) == 6 and len(curves.rows[0].images) == len(curves.columns) == 6
    assert len(inverted.rows) == 3
