"""Compositions: the same for the same index and seed, and balanced by construction."""

import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.garments.figure.body import BODY_SHAPES, MONK_TONES, PRESENTATIONS
from equifashion.garments.on_figure.croquis import Cell, cell_of, create_scene
from equifashion.garments.scene.render import render_parts, to_svg
from equifashion.garments.scene.scene import Part
from equifashion.vocabulary import CATEGORIES

ALL = len(MONK_TONES) * len(BODY_SHAPES) * len(PRESENTATIONS) * len(CATEGORIES)
VALUES = {"skin_tone": 10, "shape": len(BODY_SHAPES), "presentation": 3, "category": len(CATEGORIES)}


def test_the_same_index_and_seed_give_the_same_scene() -> None:
    assert to_svg(create_scene(11, 4).scene) == to_svg(create_scene(11, 4).scene)
    assert to_svg(create_scene(11, 4).scene) != to_svg(create_scene(11, 5).scene)
    assert to_svg(create_scene(11, 4).scene) != to_svg(create_scene(12, 4).scene)


def test_one_epoch_is_the_full_crossing() -> None:
    assert len({cell_of(i, 3) for i in range(ALL)}) == ALL
    assert cell_of(0, 3) != cell_of(0, 4) or cell_of(1, 3) != cell_of(1, 4)
    assert isinstance(cell_of(ALL + 5, 3), Cell)


@pytest.mark.parametrize("field", list(VALUES))
@pytest.mark.parametrize("length", [60, 150, 600])
def test_any_stretch_is_nearly_uniform(field: str, length: int) -> None:
    for start in (0, 37, 411, 5000):
        names = [getattr(cell_of(i, 1), field) for i in range(start, start + length)]
        counts = np.array([names.count(n) for n in {*names}])
        expected = length / VALUES[field]
        assert abs(counts - expected).max() <= max(4, 0.25 * expected), (field, counts)
        if expected >= 2:
            assert len(counts) == VALUES[field]


def test_every_category_comes_on_every_presentation() -> None:
    met = {(cell_of(i).category, cell_of(i).presentation) for i in range(ALL // 4)}
    assert len(met) == len(CATEGORIES) * len(PRESENTATIONS)


def test_a_composition_tells_what_was_drawn() -> None:
    for index in range(0, 24, 4):
        composition = create_scene(index, 2)
        cell = cell_of(index, 2)
        assert composition.figure.skin_tone == cell.skin_tone
        assert composition.figure.shape == cell.shape
        assert composition.outfit.garments[composition.outfit.main].category == cell.category
        assert composition.scene.pose == composition.body.pose
        parts = render_parts(composition.scene)
        assert {Part.BACKGROUND, Part.SKIN} <= set(np.unique(parts))
        share = np.isin(parts, (Part.BODICE, Part.SLEEVES, Part.LOWER, Part.COLLAR, Part.HEM, Part.WAIST)).mean()
        assert 0.03 < share < 0.6


def test_category_and_stance_can_be_asked_for() -> None:
    composition = create_scene(3, category="cape", stance="arms crossed")
    assert composition.outfit.garments[composition.outfit.main].category == "cape"
    assert "arms crossed" in composition.stance.name


@pytest.mark.parametrize("wrong", [{"index": -1}, {"index": 0, "seed": -2}, {"index": 0, "category": "toga"},
                                   {"index": 0, "stance": "flying"}])  # fmt: skip
def test_wrong_requests_are_refused(wrong: dict) -> None:
    with pytest.raises(InvalidInput):
        create_scene(**wrong)
