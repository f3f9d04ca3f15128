"""The page's wiring; that it works is tested in a browser (tests/end_to_end)."""

import gradio as gr
import pytest

from equifashion.web.interface import create_ui
from equifashion.web.loading import BackgroundLoader
from equifashion.web.state import SessionState
from equifashion.web.theme import launch_settings


@pytest.fixture
def demo(page) -> gr.Blocks:
    return page.demo


def names(demo: gr.Blocks) -> dict[str, object]:
    return {name: fn for fn in demo.fns.values() if (name := getattr(fn.fn, "__name__", ""))}


def test_all_work_for_the_models_shares_one_place(demo):
    functions = names(demo)
    tools = ("mix", "mixing_matrix", "steer", "traverse", "invert", "use_cut", "vary", "recolor", "inpaint", "show")
    for name in ("explore", "finish", "restore", "open_recipe", "take_pose", "upscale", *tools):
        assert functions[name].concurrency_id == "studio", name
        assert functions[name].concurrency_limit == 1, name
    for name in ("request_stop", "select", "arrive", "add", "begin", "settle"):
        assert functions[name].concurrency_id != "studio", f"{name} must not wait for the models"


def test_nothing_is_offered_as_an_api(demo):
    assert [fn.api_name for fn in demo.fns.values() if fn.fn and fn.api_visibility != "private"] == []


def test_a_visitor_starts_with_nothing_of_anybody_else(demo):
    states = [block for block in demo.blocks.values() if isinstance(block, gr.State)]
    assert [state.value for state in states] == [SessionState()]


def test_work_is_kept_under_the_same_names_after_a_restart(demo):
    again = create_ui(BackgroundLoader(object))
    kept = [
        {(block.storage_key, block.secret) for block in page.blocks.values() if isinstance(block, gr.BrowserState)}
        for page in (demo, again)
    ]
    assert kept[0] == kept[1]
    assert len(kept[0]) == 3


def test_nothing_is_logged_or_served_besides():
    settings = launch_settings()
    assert settings["run_history"] is False
    assert "allowed_paths" not in settings
