"""Altering with the shipped weights, on drawn garments."""

import pytest

from equifashion.datasets.garment_photos import pack_garments
from equifashion.evaluation.context import EvalSize, EvaluationContext
from equifashion.evaluation.designs import DesignCache
from equifashion.evaluation.evaluators import Evaluators
from equifashion.evaluation.metrics import altering
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.weights import Weights
from equifashion.imaging.canvas import CANVAS_SIZE


@pytest.mark.slow
def test_what_is_altered_is_as_it_was_asked_and_was_not_before(studio, garments_folder, tmp_path):
    photographs = Photographs(pack_garments(garments_folder, tmp_path))
    size = EvalSize("tiny", 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, edits=3, explored=3)
    section = altering.measure(
        EvaluationContext(DesignCache(studio), Evaluators(None, Weights(True, None, None)), photographs, size)
    )
    figures = {(result.spec.key, result.stage): result for result in section.results}
    assert len(figures) == 6
    for stage in ("draft", "finished"):
        shape, cloth = figures["altering.shape", stage], figures["altering.cloth", stage]
        assert shape.count == 3 and shape.control < 0.3 < 0.8 < shape.value <= 1
        assert cloth.value < 0.5 * cloth.control
        worn = figures["altering.worn", stage]
        assert worn.count == 2 and worn.control < 0.4 < 0.8 < worn.value <= 1
    flat, worn = section.grids
    assert len(flat.rows) == 3 and len(worn.rows) == 2
    assert all(image.size == CANVAS_SIZE for row in (*flat.rows, *worn.rows) for image in row.images)
