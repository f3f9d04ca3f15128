import json

import numpy as np
import pytest
from PIL import Image

from equifashion.design import Design, Inpaint, Mix, Recolor, Upscale, Vary
from equifashion.design.stored import encode_picture
from equifashion.errors import InvalidInput
from equifashion.web.persistence import (
    PersistedSession,
    draft_recipe,
    references_from_browser,
    references_to_browser,
    work_from_browser,
    work_to_browser,
)
from equifashion.web.state import GalleryItem, SessionState


def through_browser(value):
    """What comes back from a browser: JSON."""
    return json.loads(json.dumps(value))


def test_work_comes_back_as_the_same_recipes(make_idea, finish_idea):
    ideas = [make_idea(index) for index in (0, 1, 5)]
    look = GalleryItem(ideas[1], finish_idea(ideas[1]))
    session = SessionState(ideas=ideas, selected=look, finished=[look])
    kept = work_from_browser(through_browser(work_to_browser(session)))
    assert kept.ideas == tuple(idea.recipe for idea in ideas)
    assert kept.selected == ideas[1].recipe
    assert kept.finished == (look.design.recipe,)
    assert draft_recipe(kept.finished[0]) == ideas[1].recipe


def test_an_enlarged_picture_leads_back_to_its_draft(make_idea, finish_idea):
    idea = make_idea(2)
    enlarged = finish_idea(idea).recipe.derive(Upscale(finish_idea(idea).recipe, "ab" * 32), "cpu")
    assert draft_recipe(enlarged) == idea.recipe


def test_the_draft_beneath_other_colours_of_a_finished_design(make_idea, finish_idea):
    design = finish_idea(make_idea(0))
    coloured = Design(design.image, design.recipe.derive(Recolor(design.recipe, ((1, 2, 3),)), "cpu"))
    draft = draft_recipe(coloured.recipe)
    assert draft.is_draft and draft.edit.palette == ((1, 2, 3),) and draft.edit.parent == make_idea(0).recipe


def test_a_sessionor_without_ideas_keeps_no_work():
    assert work_to_browser(SessionState()) is None
    assert work_from_browser(None) == PersistedSession()


def test_kept_work_stays_small(make_idea, finish_idea):
    ideas = [make_idea(index) for index in range(16)]
    looks = [GalleryItem(idea, finish_idea(idea)) for idea in ideas]
    kept = work_to_browser(SessionState(ideas=ideas, selected=looks[0], finished=looks))
    assert len(json.dumps(kept)) < 1_500_000, "a browser keeps about 5 MB in all, a third of it lost to encoding"


@pytest.mark.parametrize(
    "kept", [{}, [], "text", 7, {"sheet": "{}", "indices": [0], "looks": [], "shown": None}, {"sheet": 1}]
)
def test_foreign_work_is_refused_in_words(kept):
    with pytest.raises(InvalidInput):
        work_from_browser(kept)


def test_derived_ideas_come_back_as_the_same_recipes(make_idea, derive):
    mixed = derive(lambda recipe: Mix((recipe, make_idea(1).recipe), ((1.0, 0.5), (0.0, 0.5))))
    varied = derive(lambda recipe: Vary(recipe, 2.0, 0, 1, 0.5), mixed)
    session = SessionState(parents=[make_idea(0), mixed], own_directions={"mine": "{}"})
    session.set_results([GalleryItem(make_idea(0)), GalleryItem(mixed)], [GalleryItem(mixed)])
    session.set_results([GalleryItem(varied)], [GalleryItem(varied)])
    kept = work_from_browser(through_browser(work_to_browser(session)))
    assert kept.history == (varied.recipe, mixed.recipe) and kept.ideas == ()
    assert kept.parents == (make_idea(0).recipe, mixed.recipe) and kept.own_directions == ("{}",)


def test_a_sheet_that_was_opened_from_a_derived_recipe_comes_back(make_idea, derive):
    varied = derive(lambda recipe: Vary(recipe, 2.0, 0, 1, 0.5))
    kept = work_from_browser(through_browser(work_to_browser(SessionState(ideas=[varied]))))
    assert kept.ideas == (varied.recipe,)


def test_no_more_is_kept_than_a_browser_holds(derive):
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (384, 256), dtype=np.uint8))
    heavy = [
        derive(lambda recipe, i=i: Inpaint((recipe,), encode_picture(noise), i, "A1", "long", (), 0.9, 8, 3.0))
        for i in range(12)
    ]
    session = SessionState(history=[GalleryItem(idea) for idea in heavy])
    assert 1 <= len(work_from_browser(work_to_browser(session)).history) < 12
    assert len(json.dumps(work_to_browser(session))) < 1_000_000


def test_references_come_back_pixel_for_pixel(brief):
    session = SessionState()
    session.use_references(brief)
    restored = references_from_browser(through_browser(references_to_browser(session)))
    assert np.array_equal(np.asarray(restored.sketch), np.asarray(brief.sketch))
    assert np.array_equal(np.asarray(restored.fabric), np.asarray(brief.fabric))
    assert restored.pose == brief.pose


def test_no_references_are_kept_as_nothing():
    assert references_to_browser(SessionState()) is None
    assert references_from_browser(None).sketch is None


@pytest.mark.parametrize("name", ["sketch", "pose", "fabric"])
def test_a_kept_reference_never_names_a_file(name, tmp_path, sketch):
    path = tmp_path / "secret.png"
    sketch.save(path)
    with pytest.raises(InvalidInput):
        references_from_browser({name: str(path)})
