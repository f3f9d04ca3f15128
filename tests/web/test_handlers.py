"""What the page's handlers do with a real studio of tiny networks, and what they say."""

import dataclasses
from collections.abc import Iterable

import gradio as gr
import pytest
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.web.brief_events import BriefHandlers
from equifashion.web.detail_events import DetailHandlers
from equifashion.web.form import brush_value
from equifashion.web.interface import Page, build_page
from equifashion.web.load_events import LoadHandlers
from equifashion.web.loading import BackgroundLoader
from equifashion.web.persistence import work_to_browser
from equifashion.web.state import GalleryItem, SessionState
from equifashion.web.tabs.inpaint_attribute import InpaintAttributeHandlers
from equifashion.web.tabs.inpaint_locked import InpaintLockedHandlers
from equifashion.web.tabs.invert import InvertHandlers
from equifashion.web.tabs.mix import MixHandlers
from equifashion.web.tabs.recolor import RecolorHandlers
from equifashion.web.tabs.steer import SteerHandlers
from equifashion.web.tabs.vary import VaryHandlers
from tests.support.drawn_garments import cutout, on_canvas

ENGLISH, VIETNAMESE = (gr.Request(headers={"accept-language": language}) for language in ("en", "vi"))
WEIGHTS = (1.0, 1.0, 1.0)


@pytest.fixture(scope="module")
def page(tiny_studio) -> Page:
    loader = BackgroundLoader(lambda: tiny_studio)
    loader.wait()
    return build_page(loader)


@pytest.fixture
def explored(page) -> SessionState:
    """A visitor who has explored and selected the first idea."""
    session = SessionState()
    list(BriefHandlers(page.context).explore(session, "blue shirt", "auto", "", *WEIGHTS, 3.0, 7.0, ENGLISH))
    session.selected = GalleryItem(session.ideas[0])
    return session


@pytest.fixture
def drawn(explored) -> SessionState:
    """The same with a drawn picture: tiny networks draw nothing in which a garment's parts could be found."""
    picture = Image.fromarray(on_canvas(cutout("Shirt", "blue"))[0])
    explored.selected = GalleryItem(dataclasses.replace(explored.ideas[0], image=picture))
    return explored


@pytest.fixture(autouse=True)
def no_toasts(monkeypatch) -> None:
    """Outside a request there is nobody to show them to."""
    monkeypatch.setattr(gr, "Warning", lambda *_, **__: None)


def by_id(page: Page, updates: Iterable[dict]) -> dict[str, object]:
    """All updates together, as the visitor sees them in the end."""
    components = page.context.components
    names = {components[one]: one for one in components} | {page.context.kept_work: "kept_work"}
    return {names[component]: value for update in updates for component, value in update.items()}


def captions(updates: dict[str, object]) -> list[str]:
    return [caption for _, caption in updates["results.gallery"]["value"]]


def test_explore_fills_the_sheet_and_keeps_it(page):
    session = SessionState()
    handler = BriefHandlers(page.context).explore
    updates = by_id(page, handler(session, "blue shirt", "auto", "", *WEIGHTS, 2.0, 7.0, ENGLISH))
    assert len(session.ideas) == 2 == len(updates["gallery.ideas"]["value"])
    assert "2 ideas in" in updates["brief.status"] and "“blue shirt”, seed 7" in updates["gallery.caption"]
    assert updates["kept_work"]["indices"] == [0, 1]


@pytest.mark.parametrize(
    ("prompt", "seed", "words"), [("", 7.0, "prompt is empty"), ("shirt", None, "seed is empty")]
)
def test_a_refused_brief_keeps_the_sheet(page, explored, prompt, seed, words):
    before = list(explored.ideas)
    handler = BriefHandlers(page.context).explore
    updates = by_id(page, handler(explored, prompt, "auto", "", *WEIGHTS, 2.0, seed, ENGLISH))
    assert list(updates) == ["brief.status"] and words in updates["brief.status"]
    assert explored.ideas == before


def test_a_swatch_is_taken_and_dropped(page, tmp_path):
    session, handlers = SessionState(), BriefHandlers(page.context)
    Image.effect_noise((64, 64), 60).convert("RGB").save(tmp_path / "swatch.png")
    taken = by_id_kept(page, handlers.take_fabric(session, str(tmp_path / "swatch.png"), ENGLISH))
    assert session.fabric is not None and taken["brief.fabric"]["label"] == "Fabric · in use"
    assert taken["brief.fabric.preview"]["visible"] and not taken["brief.fabric.drop"]["visible"]
    dropped = by_id_kept(page, [handlers.drop_fabric(session, VIETNAMESE)])
    assert session.fabric is None and dropped["brief.fabric"]["label"] == "Chất liệu"
    (tmp_path / "swatch.png").write_text("no picture")
    refused = by_id_kept(page, handlers.take_fabric(session, str(tmp_path / "swatch.png"), ENGLISH))
    assert 'role="alert"' in refused["brief.fabric.note"] and session.fabric is None


def by_id_kept(page: Page, updates: Iterable[dict]) -> dict[str, object]:
    kept = page.context.kept_references
    return by_id(page, [{key: value for key, value in one.items() if key is not kept} for one in updates])


def test_an_idea_is_selected_finished_and_compared(page, explored):
    handlers = DetailHandlers(page.context)
    handlers.begin(explored, ENGLISH)
    updates = by_id(page, handlers.finish(explored, 2.0, 0.5, ENGLISH))
    item = explored.selected
    assert item.design is not None and explored.finished == [item]
    assert "Finished in" in updates["detail.status"] and "2 steps · freedom 0.5" in updates["detail.caption"]
    assert handlers.compare(explored, "draft") is item.draft.image
    assert handlers.compare(explored, "finished") is item.design.image
    assert updates["detail.upscale"]["interactive"] is True


def test_stop_before_the_first_step_keeps_the_draft(page, explored):
    handlers = DetailHandlers(page.context)
    handlers.request_stop(explored)
    updates = by_id(page, handlers.finish(explored, 2.0, 0.5, ENGLISH))
    assert "Stopped after step 0 of 2" in updates["detail.status"] and explored.finished == []


def test_a_mix_stands_between_its_parents(page, explored):
    handlers = MixHandlers(page.context, "mix", page.tabs.mix)
    refused = by_id(page, handlers.mix(explored, 0.2, 0.8, False, 0, 0, 0.5, 1, ENGLISH))
    assert "Two ideas are needed" in refused["mix.status"]
    for idea in explored.ideas[:2]:
        explored.selected = GalleryItem(idea)
        said = by_id(page, handlers.add(explored, ENGLISH))
    assert "B of the mix" in said["detail.status"] and explored.parents == explored.ideas[:2]
    updates = by_id(page, handlers.mix(explored, 0.2, 0.8, True, 0, 1, 0.5, 1, ENGLISH))
    assert captions(updates) == ["A", "A × B", "B"] and "20% of B’s cut" in updates["results.note"]
    assert [item.draft for item in explored.history] == [explored.results[1].draft]


def test_three_parents_are_blended(page, explored):
    explored.parents = list(explored.ideas)
    handlers = MixHandlers(page.context, "mix", page.tabs.mix)
    updates = by_id(page, handlers.mix(explored, 0, 0, False, 0, 0, 0, 1, ENGLISH, *[1.0, 0.5] * 4))
    assert captions(updates) == ["A × B × C", "A", "B", "C"]
    assert len(explored.results[0].draft.recipe.edit.parents) == 3


def test_the_matrix_has_the_ideas_on_its_diagonal(page, explored, tiny_studio):
    explored.parents = explored.ideas[:2]
    handlers = MixHandlers(page.context, "mix", page.tabs.mix)
    updates = by_id(page, handlers.mixing_matrix(explored, ENGLISH))
    assert captions(updates) == ["A", "A × B", "B × A", "B"]
    a, ab, ba, b = (item.draft for item in explored.results)
    assert [a, b] == explored.parents and len(explored.history) == 2
    transfer = tiny_studio.mix(*explored.parents, structure=0.0, style=1.0)
    assert ab.image.tobytes() == transfer.image.tobytes() and ba.id != ab.id


def test_sliders_get_directions_and_steer(page, explored):
    handlers = SteerHandlers(page.context, "steer", page.tabs.steer)
    filled = by_id(page, [handlers.fill(explored, ENGLISH)])
    assert filled["steer.direction.0"]["visible"] and not filled["steer.direction.2"]["visible"]
    amounts = [0.0] * len(page.tabs.steer.sliders)
    assert "All sliders are at 0" in by_id(page, handlers.steer(explored, ENGLISH, *amounts))["steer.status"]
    amounts[0] = 1.5
    updates = by_id(page, handlers.steer(explored, ENGLISH, *amounts))
    assert captions(updates) == ["Draft 1", "longer +1.5"]
    assert explored.results[1].draft.recipe.edit.amounts == {"longer": 1.5}


def test_a_traversal_goes_through_the_safe_amounts(page, explored):
    handlers = SteerHandlers(page.context, "steer", page.tabs.steer)
    updates = by_id(page, handlers.traverse(explored, "darker", ENGLISH))
    assert captions(updates) == ["−1", "−0.67", "−0.33", "+0", "+0.33", "+0.67", "+1"]
    assert explored.results[3].draft is explored.ideas[0]
    assert updates["steer.traverse.gif"]["value"].endswith("equifashion-walk.gif")
    refused = by_id(page, handlers.traverse(explored, "brighter", ENGLISH))
    assert "choose a direction" in refused["steer.status"]


def test_ones_own_direction_becomes_a_slider(page, explored):
    explored.parents = explored.ideas[:2]
    handlers = SteerHandlers(page.context, "steer", page.tabs.steer)
    updates = by_id(page, handlers.make_own(explored, "bolder", "both", ENGLISH))
    assert updates["steer.own-direction.0"]["label"] == "bolder" and list(explored.own_directions) == ["bolder"]
    assert updates["kept_work"]["own"] == list(explored.own_directions.values())


def test_variations_are_found_or_stopped(page, explored):
    handlers = VaryHandlers(page.context, "vary", page.tabs.vary)
    updates = by_id(page, handlers.vary(explored, 3.0, 2.0, 4.0, ENGLISH))
    assert "variations at distances of" in updates["results.note"] and captions(updates)[0] == "01"
    handlers.request_stop(explored)
    made = len(explored.history)
    stopped = by_id(page, handlers.vary(explored, 3.0, 2.0, 5.0, ENGLISH))
    assert "Stopped" in stopped["vary.status"] and len(explored.history) == made


def test_a_design_is_recolored_with_its_draft(page, explored):
    list(DetailHandlers(page.context).finish(explored, 1.0, 0.5, ENGLISH))
    handlers = RecolorHandlers(page.context, "recolor", page.tabs.recolor)
    updates = by_id(page, handlers.recolor(explored, "navy\n#e8b000 + white", ENGLISH))
    assert captions(updates) == ["navy", "#e8b000 + white"] and len(explored.finished) == 3
    assert explored.results[1].design.recipe.edit.palette[0] == (232, 176, 0)
    refused = by_id(page, handlers.recolor(explored, "reddish", ENGLISH))
    assert "reddish" in refused["recolor.status"]


def test_picked_colours_are_added_as_numbers(page):
    handlers = RecolorHandlers(page.context, "recolor", page.tabs.recolor)
    assert handlers.add("navy", "rgba(143.2, 45, 50, 1)") == "navy\n#8f2d32"
    assert handlers.add("", "#ffffff") == "#ffffff"


def test_one_attribute_changes_in_its_place(page, drawn):
    handlers = InpaintAttributeHandlers(page.context, "inpaint_attribute", page.tabs.inpaint_attribute)
    shown = by_id(page, handlers.show(drawn, "A2", "long", ENGLISH))
    assert "data:image/png" in shown["inpaint_attribute.source_brush"]
    updates = by_id(page, handlers.inpaint(drawn, "A2", "long", "", 0.0, ENGLISH))
    assert captions(updates)[1] == "Sleeve length: long"
    assert "long" in drawn.results[1].recipe.prompt
    refused = by_id(page, handlers.inpaint(drawn, "A2", "", "", 0.0, ENGLISH))
    assert "what to change" in refused["inpaint_attribute.status"]


def test_brushed_parts_are_held_while_the_rest_varies(page, explored):
    mask = Image.new("L", (256, 384))
    mask.paste(255, (0, 0, 256, 120))
    brushed = brush_value(explored.selected.image, mask)
    handlers = InpaintLockedHandlers(page.context, "inpaint_locked", page.tabs.inpaint_locked)
    updates = by_id(page, handlers.inpaint(explored, [], brushed, 3.0, 1.0, ENGLISH))
    assert "same to the last pixel" in updates["results.note"]
    held = (0, 0, 256, 120)
    made = explored.results[0].image
    assert made.crop(held).tobytes() == explored.selected.image.crop(held).tobytes()
    assert made.tobytes() != explored.selected.image.tobytes()
    refused = by_id(page, handlers.inpaint(explored, [], "", 3.0, 1.0, ENGLISH))
    assert "choose what to hold" in refused["inpaint_locked.status"]


def test_a_photo_is_taken_and_its_cloth_asked_for_in_vain(page, explored, tmp_path):
    photo = Image.new("RGB", (400, 560), (180, 190, 170))
    garment = cutout("Shirt", "blue", (300, 420))
    photo.paste(garment, (50, 70), garment)
    photo.save(tmp_path / "shirt.png")
    handlers = InvertHandlers(page.context, "invert", page.tabs.invert)
    refused = by_id(page, handlers.invert(explored, "", "", ENGLISH))
    assert "choose a photo" in refused["invert.status"]
    taken = by_id(page, handlers.take(explored, str(tmp_path / "shirt.png"), ENGLISH))
    assert taken["invert.photo.preview"]["visible"] and explored.photo_file is not None
    assert "find the photo’s idea first" in by_id(page, handlers.use_cloth(explored, ENGLISH))["invert.status"]
    by_id(page, [handlers.drop(explored)])
    assert explored.photo_file is None


def test_a_photos_idea_lends_its_cut(page, explored):
    explored.photo = explored.ideas[1]
    handlers = InvertHandlers(page.context, "invert", page.tabs.invert)
    updates = by_id(page, handlers.use_cut(explored, ENGLISH))
    assert captions(updates) == ["A", "A × B", "B"] and explored.results[0].draft is explored.ideas[1]


def test_kept_work_is_drawn_again(page, explored):
    list(DetailHandlers(page.context).finish(explored, 1.0, 0.5, ENGLISH))
    explored.parents = explored.ideas[:2]
    again = SessionState()
    updates = by_id(page, LoadHandlers(page.context).restore(again, work_to_browser(explored), ENGLISH))
    assert "Your last sheet is back" in updates["brief.status"]
    assert [idea.id for idea in again.ideas] == [idea.id for idea in explored.ideas]
    assert again.selected.design.image.tobytes() == explored.selected.design.image.tobytes()
    assert [idea.id for idea in again.parents] == [idea.id for idea in explored.parents]


def test_unreadable_work_is_said_and_changes_nothing(page):
    session = SessionState()
    updates = by_id(page, LoadHandlers(page.context).restore(session, {"sheet": 1}, ENGLISH))
    assert "could not be brought back" in updates["brief.status"] and session == SessionState()


def test_the_page_is_translated_once(page):
    handlers = LoadHandlers(page.context)
    updates = by_id(page, [handlers.translate(VIETNAMESE)])
    assert updates["brief.explore"]["value"] == "Khám phá"
    assert ("Bản vẽ phẳng", "drawing") in updates["brief.look"]["choices"]
    assert len(handlers.translate(ENGLISH)) == 1


def test_nobody_works_on_nothing(page):
    with pytest.raises(InvalidInput, match="Pick an idea first"):
        VaryHandlers(page.context, "vary", page.tabs.vary).source(SessionState(), "en")
