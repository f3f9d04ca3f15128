"""What the tools keep, read and say; that they work is tested in a browser (tests/end_to_end)."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from equifashion.design import Design, Idea, Inpaint, Mix, Move, Recolor, Steer, Vary
from equifashion.design.stored import encode_array, encode_picture
from equifashion.errors import InvalidInput
from equifashion.web.labels import how_made
from equifashion.web.session import Look, Visit, draft_recipe, keep_work, read_brush, read_kept_work
from equifashion.web.views import brush_value

MASK = encode_picture(Image.new("L", (256, 384), 255))


@pytest.fixture
def derive(make_idea):
    def made(origin_of, parent=None) -> Idea:
        parent = parent or make_idea(0)
        return replace(parent, recipe=parent.recipe.derive(origin_of(parent.recipe), "cpu"))

    return made


def test_derived_ideas_come_back_as_the_same_recipes(make_idea, derive):
    mixed = derive(lambda recipe: Mix((recipe, make_idea(1).recipe), ((1.0, 0.5), (0.0, 0.5))))
    varied = derive(lambda recipe: Vary(recipe, 2.0, 0, 1, 0.5), mixed)
    visit = Visit(parents=[make_idea(0), mixed], own={"mine": "{}"})
    visit.take_results([Look(make_idea(0)), Look(mixed)], [Look(mixed)])
    visit.take_results([Look(varied)], [Look(varied)])
    kept = read_kept_work(json.loads(json.dumps(keep_work(visit))))
    assert kept.derived == (varied.recipe, mixed.recipe) and kept.ideas == ()
    assert kept.parents == (make_idea(0).recipe, mixed.recipe) and kept.own == ("{}",)


def test_a_sheet_that_was_opened_from_a_derived_recipe_comes_back(make_idea, derive):
    varied = derive(lambda recipe: Vary(recipe, 2.0, 0, 1, 0.5))
    kept = read_kept_work(json.loads(json.dumps(keep_work(Visit(ideas=[varied])))))
    assert kept.ideas == (varied.recipe,)


def test_no_more_is_kept_than_a_browser_holds(derive):
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (384, 256), dtype=np.uint8))
    heavy = [
        derive(lambda recipe, i=i: Inpaint((recipe,), encode_picture(noise), i, "A1", "long", (), 0.9, 8, 3.0))
        for i in range(12)
    ]
    visit = Visit(derived=[Look(idea) for idea in heavy])
    assert 1 <= len(read_kept_work(keep_work(visit)).derived) < 12
    assert len(json.dumps(keep_work(visit))) < 1_000_000


def test_results_join_what_was_made_before_once(make_idea):
    visit = Visit()
    for _ in range(2):
        visit.take_results([Look(make_idea(0)), Look(make_idea(1))], [Look(make_idea(1))])
    assert [look.id for look in visit.derived] == [make_idea(1).id]
    assert visit.find(make_idea(0).id) is not None and visit.find("another") is None


def test_the_draft_beneath_other_colours_of_a_finished_design(make_idea, finish_idea):
    design = finish_idea(make_idea(0))
    coloured = Design(design.image, design.recipe.derive(Recolor(design.recipe, ((1, 2, 3),)), "cpu"))
    draft = draft_recipe(coloured.recipe)
    assert draft.is_draft and draft.edit.palette == ((1, 2, 3),) and draft.edit.parent == make_idea(0).recipe


def test_the_brush_is_read_back():
    mask = Image.new("L", (256, 384))
    mask.paste(255, (10, 20, 60, 90))
    read = read_brush(brush_value(Image.new("RGB", (256, 384), "navy"), mask), "en")
    assert np.array_equal(np.asarray(read.convert("L")), np.asarray(mask))
    assert read_brush("", "en") is None and read_brush(brush_value(Image.new("RGB", (8, 8))), "en") is None


@pytest.mark.parametrize("value", ["{", "[]", '{"mask": 3}', '{"mask": "/etc/passwd"}', '{"picture": ""}', 7])
def test_what_is_no_brush_is_refused(value):
    with pytest.raises(InvalidInput, match="brushed place cannot be read"):
        read_brush(value, "en")


def test_how_an_idea_was_made_is_said_in_both_languages(make_idea, derive):
    move = Move("longer", 1.5, encode_array(np.ones((2, 8))))
    said = {
        "Draft 1": make_idea(0).recipe,
        "Mix of 2": derive(lambda r: Mix((r, make_idea(1).recipe), ((1.0,), (0.0,)))).recipe,
        "Steered: longer +1.5": derive(lambda r: Steer(r, (move,))).recipe,
        "Variation at 4": derive(lambda r: Vary(r, 4.0, 0, 0, 1.0)).recipe,
        "In #010203": derive(lambda r: Recolor(r, ((1, 2, 3),))).recipe,
        "Sleeve length: long": derive(lambda r: Inpaint((r,), MASK, 0, "A2", "long", (), 0.9, 8, 3.0)).recipe,
        "Parts held, the rest varied": derive(
            lambda r: Inpaint((r, make_idea(1).recipe), MASK, 0, None, "", (), 0.5, 8, 3.0)
        ).recipe,
    }
    for words, recipe in said.items():
        assert how_made(recipe, "en") == words
        assert how_made(recipe, "vi") not in ("", words)
