import base64
import io
import json

import numpy as np
import pytest

from equifashion.design import Upscale
from equifashion.errors import InvalidInput
from equifashion.web.session import (
    KeptWork,
    Look,
    Visit,
    draft_recipe,
    form_of,
    keep_references,
    keep_work,
    read_drawing,
    read_kept_form,
    read_kept_references,
    read_kept_work,
)


def through_browser(value):
    """What comes back from a browser: JSON."""
    return json.loads(json.dumps(value))


def data_address(image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def test_work_comes_back_as_the_same_recipes(make_idea, finish_idea):
    ideas = [make_idea(index) for index in (0, 1, 5)]
    look = Look(ideas[1], finish_idea(ideas[1]))
    visit = Visit(ideas=ideas, shown=look, looks=[look])
    kept = read_kept_work(through_browser(keep_work(visit)))
    assert kept.ideas == tuple(idea.recipe for idea in ideas)
    assert kept.shown == ideas[1].recipe
    assert kept.looks == (look.design.recipe,)
    assert draft_recipe(kept.looks[0]) == ideas[1].recipe


def test_an_enlarged_picture_leads_back_to_its_draft(make_idea, finish_idea):
    idea = make_idea(2)
    enlarged = finish_idea(idea).recipe.derive(Upscale(finish_idea(idea).recipe, "ab" * 32), "cpu")
    assert draft_recipe(enlarged) == idea.recipe


def test_a_visitor_without_ideas_keeps_no_work():
    assert keep_work(Visit()) is None
    assert read_kept_work(None) == KeptWork()


def test_kept_work_stays_small(make_idea, finish_idea):
    ideas = [make_idea(index) for index in range(16)]
    looks = [Look(idea, finish_idea(idea)) for idea in ideas]
    kept = keep_work(Visit(ideas=ideas, shown=looks[0], looks=looks))
    assert len(json.dumps(kept)) < 1_500_000, "a browser keeps about 5 MB in all, a third of it lost to encoding"


@pytest.mark.parametrize(
    "kept", [{}, [], "text", 7, {"sheet": "{}", "indices": [0], "looks": [], "shown": None}, {"sheet": 1}]
)
def test_foreign_work_is_refused_in_words(kept):
    with pytest.raises(InvalidInput):
        read_kept_work(kept)


def test_references_come_back_pixel_for_pixel(brief):
    visit = Visit()
    visit.use_references(brief)
    restored = read_kept_references(through_browser(keep_references(visit)))
    assert np.array_equal(np.asarray(restored.sketch), np.asarray(brief.sketch))
    assert np.array_equal(np.asarray(restored.fabric), np.asarray(brief.fabric))
    assert restored.pose == brief.pose


def test_no_references_are_kept_as_nothing():
    assert keep_references(Visit()) is None
    assert read_kept_references(None).sketch is None


@pytest.mark.parametrize("name", ["sketch", "pose", "fabric"])
def test_a_kept_reference_never_names_a_file(name, tmp_path, sketch):
    path = tmp_path / "secret.png"
    sketch.save(path)
    with pytest.raises(InvalidInput):
        read_kept_references({name: str(path)})


def test_form_fields_out_of_range_are_left_out():
    kept = {"prompt": "coat", "seed": -1, "count": 8, "steps": True, "freedom": "0.5", "pose_weight": 2.5}
    assert read_kept_form(kept) == {"prompt": "coat", "count": 8}
    assert read_kept_form(None) == {}
    assert read_kept_form({"drawing": "file:///etc/passwd"}) == {}
    assert read_kept_form({"look": "flat"}) == {"look": "flat"}
    assert read_kept_form({"look": ["flat"]}) == read_kept_form({"look": "<b>"}) == {}


def test_form_of_a_recipe_asks_for_it_again(make_idea, finish_idea):
    recipe = finish_idea(make_idea(2)).recipe
    form = form_of(recipe)
    assert (form["prompt"], form["seed"], form["pose_weight"]) == ("red floral dress", 7, 0.5)
    assert (form["steps"], form["freedom"], form["look"]) == (8, 0.5, "auto")
    assert "steps" not in form_of(draft_recipe(recipe))


def test_the_drawing_is_read_back(sketch):
    assert np.array_equal(np.asarray(read_drawing(data_address(sketch))), np.asarray(sketch))
    assert read_drawing("") is None


@pytest.mark.parametrize("value", ["/etc/passwd", "data:image/svg+xml;base64,AA==", "data:image/png;base64,!", 3])
def test_what_is_not_a_drawing_is_refused(value):
    with pytest.raises(InvalidInput):
        read_drawing(value)


def test_the_newest_look_of_an_idea_is_found(make_idea, finish_idea):
    first, second = make_idea(0), make_idea(1)
    finished = Look(first, finish_idea(first))
    visit = Visit(ideas=[first, second], looks=[finished])
    assert visit.look_of(make_idea(0)) is finished
    assert visit.look_of(second) == Look(second)
    assert visit.position(second) == 1
    assert visit.find("nothing") is None
    assert visit.find(first.id) is finished and visit.find(finished.id) is finished
