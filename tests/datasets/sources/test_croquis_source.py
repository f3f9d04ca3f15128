from collections import Counter

import numpy as np
import pytest

from equifashion.datasets.captions.corruption import apply_corruptions
from equifashion.datasets.record import PART_NAMES
from equifashion.datasets.sources import open_source
from equifashion.garments.on_figure.croquis import cell_of, create_scene
from equifashion.garments.scene.render import render_parts


@pytest.fixture(scope="module")
def records():
    source = open_source("croquis", seed=2)
    return [source.record(index) for index in range(6)]


def test_records_have_everything(records):
    for index, record in enumerate(records):
        assert record.id == f"croquis-2-{index:08d}" and record.index == index
        assert None not in (record.sketch, record.swatch, record.pose, record.figure)
        assert all(record.pose.visible)
        assert len(record.captions) == 5 and {c.language for c in record.captions} == {"en", "vi"}
        assert len(record.noisy_captions) == 2


def test_attributes_and_figure_are_those_drawn(records):
    for index, record in enumerate(records):
        cell, drawn = cell_of(index, 2), create_scene(index, 2)
        (main,) = [garment for garment in record.garments if garment.main]
        assert main.category == cell.category
        figure = record.figure
        assert (figure.skin_tone, figure.body_shape, figure.presentation) == (
            cell.skin_tone, cell.shape, cell.presentation,
        )  # fmt: skip
        assert figure.stance == drawn.stance.name
        assert np.array_equal(record.parts, render_parts(drawn.scene))
        assert {PART_NAMES[i] for i in np.unique(record.parts)} >= {"background", "skin", "hair"}


def test_captions_bind_words_to_garments(records):
    for record in records:
        for caption in record.captions:
            assert caption.phrases
            for phrase in caption.phrases:
                assert caption.text[phrase.noun.start : phrase.noun.end] == phrase.noun.text
                assert phrase.garment is None or phrase.garment < len(record.garments)
        for noisy in record.noisy_captions:
            assert apply_corruptions(record.captions[noisy.clean].text, noisy.corruptions) == noisy.text


def test_the_swatch_is_of_the_main_garment(records):
    swatches = {record.swatch.tobytes() for record in records}
    assert len(swatches) == len(records)


def test_about_a_tenth_is_held_out():
    from equifashion.datasets.sources.croquis import _split

    sides = Counter(_split(f"croquis-7-{index:08d}") for index in range(5000))
    assert 0.08 < sides["test"] / 5000 < 0.12
