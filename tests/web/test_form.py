import base64
import io

import numpy as np
import pytest
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.web.form import brush_value, form_of, read_brush, read_drawing, read_form, read_seed
from equifashion.web.persistence import draft_recipe


def data_address(image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def test_form_fields_out_of_range_are_left_out():
    kept = {"prompt": "coat", "seed": -1, "count": 8, "steps": True, "freedom": "0.5", "pose_weight": 2.5}
    assert read_form(kept) == {"prompt": "coat", "count": 8}
    assert read_form(None) == {}
    assert read_form({"drawing": "file:///etc/passwd"}) == {}
    assert read_form({"look": "flat"}) == {"look": "flat"}
    assert read_form({"look": ["flat"]}) == read_form({"look": "<b>"}) == {}


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


def test_an_empty_seed_is_refused():
    assert read_seed(7.0, "en") == 7
    with pytest.raises(InvalidInput, match="The seed is empty"):
        read_seed(None, "en")
