"""The whole studio, as a designer uses it: app.py, the real weights and a real browser."""

import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from equifashion.studio.presets import PRESETS
from tests.support.page_steps import (
    PATIENCE,
    bytes_of,
    download,
    explore,
    finish,
    pick,
    recipe_file_in,
    recipe_in,
    type_prompt,
    wait_for_sheet,
)

pytestmark = pytest.mark.browser

MADDER = "rgb(143, 45, 50)"  # the style sheet's --madder
STANDING = [
    (128, 50), (128, 90), (98, 92), (80, 140), (75, 190), (158, 92), (176, 140), (181, 190), (108, 200),
    (105, 270), (103, 345), (148, 200), (151, 270), (153, 345), (120, 44), (136, 44), (112, 50), (144, 50),
]  # fmt: skip


def pixels(png: bytes, size: tuple[int, int] = (128, 192)) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB").resize(size), dtype=np.float32)


def open_fold(page: Page, name: str) -> None:
    page.click(f"#brief-{name} > button.label-wrap")


def test_from_words_to_a_finished_design(studio, new_visitor, tmp_path):
    page = new_visitor(studio)
    explore(page, "red floral dress")
    sheet = [bytes_of(page, f"#gallery-ideas .gallery-item:nth-child({n}) img") for n in range(1, 9)]
    assert len(set(sheet)) == 8, "eight different ideas"

    pick(page, 2)
    draft = bytes_of(page, "#detail-picture img")
    page.evaluate(
        "() => { window.seen = new Set(); new MutationObserver(() => { const t ="
        " document.querySelector('#detail-status').innerText.match(/Step (\\d+) of 8 .*left/);"
        " if (t) window.seen.add(+t[1]); }).observe(document.querySelector('#detail-status'),"
        " {childList: true, subtree: true, characterData: true}); }"
    )
    finish(page)
    seen = page.evaluate("[...window.seen]")
    assert len(seen) >= 3, f"the steps stream, with a time; seen {seen}"

    png = download(page, "#detail-download-png", tmp_path)
    recipe = download(page, "#detail-download-recipe", tmp_path)
    picture = pixels(png.read_bytes())
    assert np.abs(picture - pixels(draft)).mean() > 0.5, "finishing changed the draft"
    assert picture.std() > 5, "the picture is not blank"
    assert "red-floral-dress" in png.name
    assert recipe_file_in(png.read_bytes()) == json.loads(recipe.read_text())
    assert recipe_in(png.read_bytes())["steps"] == 8

    # The recipe alone rebuilds the same pixels for somebody else, from the PNG and from the JSON.
    for file in (png, recipe):
        other = new_visitor(studio)
        other.set_input_files("input[type=file][accept*='.json']:not([accept*='.webp'])", file)
        other.locator("#detail-caption", has_text="Finished").wait_for(timeout=PATIENCE)
        rebuilt = np.asarray(Image.open(io.BytesIO(bytes_of(other, "#detail-picture img"))))
        assert np.array_equal(rebuilt, np.asarray(Image.open(png)))
        assert other.input_value("#brief-prompt textarea") == "red floral dress"


def test_a_finished_design_at_twice_its_size_by_keyboard(studio, new_visitor, tmp_path):
    page = new_visitor(studio)
    explore(page, "green dress", 8)
    pick(page, 1)
    assert page.locator("#detail-upscale").is_disabled(), "drafts are not enlarged"
    finish(page)
    page.locator("#detail-upscale").focus()
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    large = tmp_path / started.value.suggested_filename
    started.value.save_as(large)
    assert Image.open(large).size == (512, 768)
    assert recipe_in(large.read_bytes())["edit"]["kind"] == "upscale"
    page.locator("#detail-status", has_text="Enlarged to 512×768").wait_for()
    stays = page.evaluate("document.activeElement.closest('#detail-downloads') !== null")
    assert stays, "the keyboard stays at its place"

    # Once made it is there to be saved again; another look has its own.
    again = download(page, "#detail-download-large", tmp_path)
    assert again.read_bytes() == large.read_bytes()
    pick(page, 2)
    page.locator("#detail-upscale").wait_for()
    assert page.locator("#detail-download-large").count() == 0

    # The large picture opens as the design that it was made of.
    other = new_visitor(studio)
    other.set_input_files("input[type=file][accept*='.json']:not([accept*='.webp'])", large)
    other.locator("#detail-caption", has_text="Finished").wait_for(timeout=PATIENCE)
    assert Image.open(io.BytesIO(bytes_of(other, "#detail-picture img"))).size == (256, 384)


def test_a_studio_without_the_upscaler_says_so(start_app, new_visitor, tmp_path):
    weights = tmp_path / "weights"
    weights.mkdir()
    for file in PRESETS["embedded"].checkpoints.glob("*.safetensors"):
        if file.name != "upscaler.safetensors":
            (weights / file.name).symlink_to(file)
    with start_app(tmp_path, "--checkpoints", str(weights)) as address:
        page = new_visitor(address)
        explore(page, "green dress")
        pick(page, 0)
        finish(page)
        page.click("#detail-upscale")
        page.locator("#detail-status [role=alert]", has_text="upscaler.safetensors is missing").wait_for(
            timeout=PATIENCE
        )
        assert download(page, "#detail-download-png", tmp_path).suffix == ".png"


def test_compare_shows_the_draft_again(studio, new_visitor):
    page = new_visitor(studio)
    explore(page, "olive hooded jacket")
    pick(page, 0)
    draft = pixels(bytes_of(page, "#detail-picture img"))
    finish(page)
    finished_source = page.get_attribute("#detail-picture img", "src")
    page.click("#detail-compare label:has-text('Draft')")
    page.wait_for_function(
        "old => document.querySelector('#detail-picture img').src !== old",
        arg=page.evaluate("s => s", finished_source),
    )
    assert np.abs(pixels(bytes_of(page, "#detail-picture img")) - draft).mean() < 0.5


def test_an_empty_prompt_is_refused_in_words_and_loses_nothing(studio, new_visitor):
    page = new_visitor(studio)
    page.fill("#brief-seed input", "123")
    page.click("#brief-explore")
    page.locator("#brief-status [role=alert]", has_text="prompt is empty").wait_for(timeout=PATIENCE)
    assert page.input_value("#brief-seed input") == "123"
    explore(page, "navy skirt")
    assert recipe_in(bytes_of(page, "#gallery-ideas img"))["edit"]["seed"] == 123


def test_a_renamed_svg_is_refused_and_the_rest_stays(studio, new_visitor, tmp_path):
    fake = tmp_path / "sketch.png"
    fake.write_text('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>')
    page = new_visitor(studio)
    type_prompt(page, "white shirt")
    open_fold(page, "sketch")
    page.set_input_files("#brief-sketch-drop input[type=file]", fake)
    page.locator("#brief-sketch-note [role=alert]", has_text="sketch").wait_for(timeout=PATIENCE)
    assert page.input_value("#brief-prompt textarea") == "white shirt"
    explore(page, "white shirt")
    assert recipe_in(bytes_of(page, "#gallery-ideas img"))["sketch"] is None


def test_a_drawing_a_pose_and_a_swatch_reach_the_recipe(studio, new_visitor, tmp_path):
    numbers = [value for x, y in STANDING for value in (x, y, 1)]
    pose = tmp_path / "pose.json"
    pose.write_text(
        json.dumps({"people": [{"pose_keypoints_2d": numbers}], "canvas_width": 256, "canvas_height": 384})
    )
    swatch = tmp_path / "swatch.png"
    stripes = Image.new("RGB", (200, 200), "navy")
    for x in range(0, 200, 20):
        ImageDraw.Draw(stripes).line([(x, 0), (x, 200)], fill="white", width=6)
    stripes.save(swatch)

    page = new_visitor(studio)
    open_fold(page, "pose")
    page.set_input_files("#brief-pose-drop input[type=file]", pose)
    page.locator("#brief-pose-preview img").wait_for(timeout=PATIENCE)
    assert pixels(bytes_of(page, "#brief-pose-preview img")).max() > 100, "the skeleton is drawn back"
    open_fold(page, "fabric")
    page.set_input_files("#brief-fabric-drop input[type=file]", swatch)
    page.locator("#brief-fabric-preview img").wait_for(timeout=PATIENCE)
    open_fold(page, "sketch")
    page.locator("#brief-sketch-pad canvas").scroll_into_view_if_needed()
    box = page.locator("#brief-sketch-pad canvas").bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 200, steps=8)
    page.mouse.move(box["x"] + 200, box["y"] + 200, steps=8)
    page.mouse.up()
    page.locator("#brief-sketch > button", has_text="in use").wait_for(timeout=PATIENCE)

    explore(page, "blue dress")
    recipe = recipe_in(bytes_of(page, "#gallery-ideas img"))
    assert recipe["sketch"] is not None and recipe["fabric"] is not None and len(recipe["pose"]) == 18

    page.click("#brief-pose-remove")
    page.locator("#brief-pose-preview").wait_for(state="hidden")
    explore(page, "blue dress again")
    assert recipe_in(bytes_of(page, "#gallery-ideas img"))["pose"] is None


def test_two_visitors_at_once_get_their_own_ideas(studio, new_visitor):
    first, second = new_visitor(studio), new_visitor(studio)
    type_prompt(first, "red floral dress")
    type_prompt(second, "green cotton trousers")
    first.click("#brief-explore")
    second.click("#brief-explore")
    wait_for_sheet(first, "red floral dress")
    wait_for_sheet(second, "green cotton trousers")
    assert recipe_in(bytes_of(first, "#gallery-ideas img"))["prompt"] == "red floral dress"
    assert recipe_in(bytes_of(second, "#gallery-ideas img"))["prompt"] == "green cotton trousers"
    pick(first, 1)
    assert second.locator("#detail-picture img").count() == 0


def test_the_place_in_the_queue_shows(studio, new_visitor):
    busy, waiting = new_visitor(studio), new_visitor(studio)
    explore(busy, "red floral dress")
    pick(busy, 0)
    busy.fill("#detail-steps input[type=number]", "30")
    busy.keyboard.press("Tab")
    type_prompt(waiting, "green cotton trousers")
    waiting.evaluate(
        "() => { window.queued = ''; new MutationObserver(() => { const t = document.body.innerText"
        ".match(/queue: \\d+\\/\\d+/); if (t) window.queued = t[0]; })"
        ".observe(document.body, {childList: true, subtree: true, characterData: true}); }"
    )
    busy.click("#detail-finish")
    busy.locator("#detail-status", has_text="of 30").wait_for(timeout=PATIENCE)
    waiting.click("#brief-explore")
    wait_for_sheet(waiting, "green cotton trousers")
    assert re.fullmatch(r"queue: \d+/\d+", waiting.evaluate("window.queued"))


def test_stop_stops_between_steps_and_keeps_the_draft(studio, new_visitor):
    page = new_visitor(studio)
    explore(page, "grey wool coat")
    pick(page, 4)
    draft = bytes_of(page, "#detail-picture img")
    page.fill("#detail-steps input[type=number]", "30")
    page.keyboard.press("Tab")
    page.click("#detail-finish")
    page.locator("#detail-status", has_text="of 30").wait_for(timeout=PATIENCE)
    assert page.evaluate("getComputedStyle(document.querySelector('#detail-stop')).borderColor") == MADDER
    page.click("#detail-stop")
    page.locator("#detail-status", has_text="Stopped after step").wait_for(timeout=PATIENCE)
    stopped = int(re.search(r"step (\d+) of 30", page.inner_text("#detail-status"))[1])
    assert stopped < 30
    assert np.array_equal(pixels(bytes_of(page, "#detail-picture img")), pixels(draft))
    page.fill("#detail-steps input[type=number]", "4")
    page.keyboard.press("Tab")
    finish(page)  # and it can begin again


def test_a_refresh_brings_the_work_back(studio, new_visitor):
    page = new_visitor(studio)
    page.fill("#brief-seed input", "41")
    explore(page, "yellow summer dress")
    pick(page, 5)
    finish(page)
    sheet, look = bytes_of(page, "#gallery-ideas img"), bytes_of(page, "#detail-picture img")
    page.locator("#finished-gallery img").wait_for(timeout=PATIENCE)
    type_prompt(page, "yellow summer dress, longer")
    page.wait_for_timeout(500)  # typing is kept a moment later

    page.reload()
    page.locator("#brief-status", has_text="Your last sheet is back").wait_for(timeout=PATIENCE)
    wait_for_sheet(page, "yellow summer dress")
    assert page.input_value("#brief-prompt textarea") == "yellow summer dress, longer"
    assert page.input_value("#brief-seed input") == "41"
    assert bytes_of(page, "#gallery-ideas img") == sheet
    assert bytes_of(page, "#detail-picture img") == look
    assert page.locator("#finished-gallery img").count() == 1


def test_a_drawing_survives_a_refresh(studio, new_visitor):
    page = new_visitor(studio)
    open_fold(page, "sketch")
    box = page.locator("#brief-sketch-pad canvas").bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 250, steps=8)
    page.mouse.up()
    page.wait_for_timeout(500)
    page.reload()
    page.locator("#brief-sketch > button", has_text="in use").wait_for(timeout=PATIENCE)
    explore(page, "linen shirt")
    assert recipe_in(bytes_of(page, "#gallery-ideas img"))["sketch"] is not None


def test_the_keyboard_is_enough(studio, new_visitor):
    page = new_visitor(studio)
    page.focus("#brief-prompt textarea")
    page.keyboard.type("black evening dress")
    page.keyboard.press("Control+Enter")
    wait_for_sheet(page, "black evening dress")
    page.focus("#gallery-ideas .thumbnail-item")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#detail-caption", has_text="Draft 2 ").wait_for(timeout=PATIENCE)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "focus is visible"


def test_more_ideas_come_from_a_new_seed(studio, new_visitor):
    page = new_visitor(studio)
    explore(page, "red floral dress")
    seed = page.input_value("#brief-seed input")
    page.click("#gallery-more")
    page.wait_for_function("old => document.querySelector('#brief-seed input').value !== old", arg=seed)
    new_seed = page.input_value("#brief-seed input")
    page.locator("#gallery-caption", has_text=f"seed {new_seed}").wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_sticks_out_sideways(studio, new_visitor, width):
    page = new_visitor(studio, viewport={"width": width, "height": 844})
    explore(page, "red floral dress")
    pick(page, 0)
    for name in ("sketch", "pose", "fabric", "influence"):
        open_fold(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name(studio, new_visitor):
    page = new_visitor(studio)
    for name in ("sketch", "pose", "fabric", "influence"):
        open_fold(page, name)
    page.wait_for_timeout(500)
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('button, input, textarea, canvas')]"
        ".filter(e => e.checkVisibility()).filter(e => !(e.getAttribute('aria-label') || e.innerText?.trim()"
        " || e.title || e.labels?.length || e.closest('label'))).map(e => e.outerHTML.slice(0, 200))"
    )
    assert nameless == []


def test_the_page_speaks_vietnamese(studio, new_visitor):
    page = new_visitor(studio, locale="vi-VN")
    page.locator("#brief-explore", has_text="Khám phá").wait_for(timeout=PATIENCE)
    page.locator("#brief-heading", has_text="Bản mô tả").wait_for()
    page.locator("#brief-examples button", has_text="váy dài màu đỏ").click()
    expect(page.locator("#brief-prompt textarea")).to_have_value("váy dài màu đỏ")
    page.click("#brief-explore")
    page.locator("#brief-status", has_text="8 ý tưởng").wait_for(timeout=PATIENCE)


def test_web_addresses_and_foreign_files_are_refused(studio, new_visitor):
    page = new_visitor(studio)
    request = page.context.request
    call = {
        "data": [{"path": "http://127.0.0.1:9/x.png", "meta": {"_type": "gradio.FileData"}}],
        "fn_index": 0,
    }
    assert request.post(studio + "gradio_api/queue/join", data=call).status == 403
    for path in ("/etc/passwd", str(Path(__file__).resolve()), "https://example.org/"):
        assert request.get(studio + "gradio_api/file=" + path).status == 403


def test_a_foreign_png_is_no_recipe(studio, new_visitor, tmp_path):
    foreign = tmp_path / "holiday.png"
    Image.new("RGB", (64, 64), "teal").save(foreign)
    page = new_visitor(studio)
    type_prompt(page, "kept words")
    page.set_input_files("input[type=file][accept*='.json']:not([accept*='.webp'])", foreign)
    page.locator("#brief-status [role=alert]", has_text="recipe").wait_for(timeout=PATIENCE)
    assert page.input_value("#brief-prompt textarea") == "kept words"


def test_without_weights_the_page_stays_up_and_says_so(start_app, new_visitor, tmp_path):
    empty = tmp_path / "no-weights"
    empty.mkdir()
    with start_app(tmp_path, "--checkpoints", str(empty)) as address:
        page = new_visitor(address)
        page.locator("#brief-status [role=alert]", has_text="missing").wait_for(timeout=PATIENCE)
        type_prompt(page, "red floral dress")
        page.click("#brief-explore")
        page.locator(".toast-wrap", has_text="missing").wait_for(timeout=PATIENCE)
        assert page.input_value("#brief-prompt textarea") == "red floral dress"
