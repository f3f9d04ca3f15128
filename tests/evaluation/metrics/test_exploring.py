"""Exploring with the shipped weights, on drawn garments."""

import pytest

from equifashion.datasets.garment_photos import pack_garments
from equifashion.evaluation.designs import Maker
from equifashion.evaluation.metrics import exploring
from equifashion.evaluation.photographs import Photographs
from equifashion.evaluation.study import Effort, Study


@pytest.mark.slow
def test_curves_and_inversions_are_reported_with_their_controls(studio, garments_folder, tmp_path):
    photographs = Photographs(pack_garments(garments_folder, tmp_path))
    effort = Effort("tiny", 4, 1, 1, 1, 1, 1, 1, 1, 1, 1)
    study = Study(Maker(studio), None, photographs, None, None, effort)
    section = exploring.measure(study)
    figures = {figure.measure.key: figure for figure in section.figures if figure.stage == "draft"}
    assert len(figures) == 4 and all(figure.count == 3 for figure in figures.values())
    outline = figures["exploring.structure_outline"]
    assert -1 <= outline.value <= 1 and outline.control is not None
    assert 0 <= figures["exploring.structure_monotone"].value <= 1
    found = figures["exploring.inversion"]
    assert found.reference < found.value < found.control, "between the autoencoder's limit and the average design"
    curves, inverted = section.plates
    assert len(curves.rows) == 6 and len(curves.rows[0].images) == len(curves.columns) == 6
    assert len(inverted.rows) == 3
