"""The tools that make ideas out of ideas, as a designer uses them in a real browser."""

import base64
import io
import json
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from equifashion import load_studio
from tests.support.drawn_garments import cutout
from tests.support.page_steps import PATIENCE, bytes_of, download, explore, finish, pick, recipe_file_in, recipe_in

pytestmark = pytest.mark.browser

TABS = ("Brief", "Mix", "Steer", "Photo", "Vary", "Colour", "Lock", "Alter")
LONG = 4 * PATIENCE


def open_tab(page: Page, name: str) -> None:
    page.locator("#tabs .tab-container:not(.visually-hidden) button", has_text=name).first.click()


def run(page: Page, name: str, words: str) -> None:
    """Run a tool and wait until its results are there."""
    press(page, f"#{name}-run", words)


def press(page: Page, button: str, words: str) -> None:
    """Press a button and wait until results are there."""
    page.click(button)
    page.locator("#results-note", has_text=words).wait_for(timeout=LONG)


def result(page: Page, place: int) -> bytes:
    return bytes_of(page, f"#results-gallery .gallery-item:nth-child({place + 1}) img")


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def two_in_the_mix(page: Page) -> None:
    open_tab(page, "Brief")
    explore(page, "red dress", 8)
    for position, letter in ((1, "A"), (5, "B")):
        pick(page, position)
        page.click("#detail-add-to-mix")
        page.locator("#detail-status", has_text=f"{letter} of the mix").wait_for(timeout=PATIENCE)


def test_a_mix_lies_between_its_parents_and_goes_on(studio, new_visitor, tmp_path):
    page = new_visitor(studio)
    open_tab(page, "Mix")
    page.click("#mix-run")
    page.locator("#mix-status [role=alert]", has_text="Two ideas are needed").wait_for(timeout=PATIENCE)
    two_in_the_mix(page)
    open_tab(page, "Mix")
    run(page, "mix", "20% of B’s cut")
    a, child, b = (pixels(result(page, place)) for place in range(3))
    assert (a != child).any() and (b != child).any()
    assert recipe_in(result(page, 1))["edit"]["kind"] == "mix"

    page.locator("#results-gallery .thumbnail-item").nth(1).click()
    page.locator("#detail-caption", has_text="Mix of 2").wait_for(timeout=PATIENCE)
    finish(page)
    png = download(page, "#detail-download-png", tmp_path)
    assert recipe_in(png.read_bytes())["steps"] == 8

    press(page, "#mix-matrix", "Rows give the cut")
    assert page.locator("#results-gallery img").count() == 4
    assert (pixels(result(page, 0)) == a).all() and (pixels(result(page, 3)) == b).all()


def test_everything_made_comes_back_after_a_refresh(studio, new_visitor):
    page = new_visitor(studio)
    two_in_the_mix(page)
    open_tab(page, "Mix")
    run(page, "mix", "Mix")
    child = result(page, 1)
    open_tab(page, "Steer")
    page.click("#steer-own > button.label-wrap")
    page.fill("#steer-own-name input, #steer-own-name textarea", "bolder")
    page.click("#steer-own-make")
    page.locator("#steer-status", has_text="is now a slider").wait_for(timeout=PATIENCE)
    page.reload()
    page.locator("#brief-status", has_text="Your last sheet is back").wait_for(timeout=LONG)
    assert (pixels(bytes_of(page, "#history-gallery img")) == pixels(child)).all()
    open_tab(page, "Mix")
    page.locator("#mix-parents .gallery-item").nth(1).wait_for(timeout=PATIENCE)
    open_tab(page, "Steer")
    slider = page.locator("#tabs .block", has_text="bolder").locator("input[type=number]").first
    slider.fill("0.5")
    page.keyboard.press("Tab")
    run(page, "steer", "Steered: bolder +0.5")
    assert recipe_in(result(page, 1))["edit"]["moves"][0]["name"] == "bolder"


def test_without_directions_the_page_says_how_they_are_found(start_app, new_visitor, tmp_path):
    from equifashion.studio.presets import PRESETS

    weights = tmp_path / "weights"
    weights.mkdir()
    for file in PRESETS["embedded"].checkpoints.glob("*.safetensors"):
        if not file.name.startswith("directions"):
            (weights / file.name).symlink_to(file)
    with start_app(tmp_path, "--checkpoints", str(weights)) as address:
        page = new_visitor(address)
        open_tab(page, "Steer")
        page.locator("#steer-note", has_text="python -m equifashion directions").wait_for(timeout=LONG)


def test_a_photo_becomes_an_idea_and_lends_its_cloth(studio, new_visitor, tmp_path):
    photo = Image.new("RGB", (400, 560), (180, 190, 170))
    garment = cutout("Shirt", "blue", (300, 420))
    photo.paste(garment, (50, 70), garment)
    photo.save(tmp_path / "shirt.png")
    page = new_visitor(studio)
    explore(page, "red dress", 8)
    pick(page, 0)
    open_tab(page, "Photo")
    page.click("#invert-run")
    page.locator("#invert-status [role=alert]", has_text="choose a photo").wait_for(timeout=PATIENCE)
    page.set_input_files("#invert-photo-drop input[type=file]", tmp_path / "shirt.png")
    page.locator("#invert-photo-preview img").wait_for(timeout=PATIENCE)
    page.fill("#invert-words input, #invert-words textarea", "blue shirt")
    page.click("#invert-run")
    page.locator("#invert-status", has_text="of 120").wait_for(timeout=LONG)
    page.click("#invert-stop")
    page.locator("#invert-status", has_text="Stopped after step").wait_for(timeout=LONG)
    run(page, "invert", "It keeps")
    assert re.search(r"It keeps \d+%", page.inner_text("#results-note"))
    assert recipe_in(result(page, 0))["edit"]["kind"] == "invert"
    page.click("#invert-use-cloth")
    page.locator("#results-note", has_text="the other’s cloth").wait_for(timeout=LONG)
    assert page.locator("#results-gallery img").count() == 3


def test_variations_and_colourways(studio, new_visitor):
    page = new_visitor(studio)
    open_tab(page, "Vary")
    page.click("#vary-run")
    page.locator("#vary-status [role=alert]", has_text="Pick an idea first").wait_for(timeout=PATIENCE)
    open_tab(page, "Brief")
    explore(page, "blue t-shirt", 8)
    pick(page, 0)
    open_tab(page, "Vary")
    page.fill("#vary-count input[type=number]", "3")
    page.keyboard.press("Tab")
    run(page, "vary", "3 variations at distances of ")
    assert re.search(r"of \d+\.\d to \d+\.\d,", page.inner_text("#results-note"))
    assert len({result(page, place) for place in range(page.locator("#results-gallery img").count())}) >= 2
    open_tab(page, "Colour")
    page.fill("#recolor-colours textarea", "navy\nreddish")
    page.click("#recolor-run")
    page.locator("#recolor-status [role=alert]", has_text="'reddish' is no colour").wait_for(timeout=PATIENCE)
    page.fill("#recolor-colours textarea", "navy\n#e8b000 + white")
    run(page, "recolor", "2 colourways")
    assert recipe_in(result(page, 1))["edit"]["palette"][0] == [232, 176, 0]


def test_locks_hold_and_regions_alone_change(studio, new_visitor):
    page = new_visitor(studio)
    explore(page, "blue t-shirt", 8)
    pick(page, 1)
    before = pixels(bytes_of(page, "#detail-picture img"))
    open_tab(page, "Lock")
    page.fill("#inpaint-locked-count input[type=number]", "2")
    page.keyboard.press("Tab")
    run(page, "inpaint-locked", "same to the last pixel")
    regions = load_studio("embedded").part_finder
    held = regions.part(before.astype(np.uint8), "collar")
    for place in range(2):
        after = pixels(result(page, place))
        assert (after[held] == before[held]).all() and (after[~held] != before[~held]).any()
    open_tab(page, "Alter")
    run(page, "inpaint-attribute", "Sleeve length: long")
    after = pixels(result(page, 1))
    changed = (after != before).any(axis=2)
    recipe = recipe_file_in(result(page, 1))
    picture = recipe["pictures"][recipe["ancestry"][-1]["edit"]["mask"]]
    mask = Image.open(io.BytesIO(base64.b64decode(picture)))
    region = np.asarray(mask.resize(before.shape[1::-1])) > 127
    assert changed.any() and not (changed & ~region).any() and region.mean() < 0.9
    assert "long-sleeved" in recipe_in(result(page, 1))["prompt"]


def test_a_place_can_be_brushed(studio, new_visitor):
    page = new_visitor(studio)
    explore(page, "red dress", 8)
    pick(page, 0)
    before = pixels(bytes_of(page, "#detail-picture img"))
    open_tab(page, "Alter")
    page.click("#inpaint-attribute-brush > button.label-wrap")
    canvas = page.locator("#inpaint-attribute-source-brush canvas")
    canvas.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.5 * box["height"], steps=6)
    page.mouse.up()
    run(page, "inpaint-attribute", "Sleeve length")
    rows = np.flatnonzero((pixels(result(page, 1)) != before).any(axis=(1, 2)))
    assert rows.min() > 0.4 * 384 and rows.max() < 0.6 * 384


@pytest.mark.parametrize("width", [390, 1440])
def test_every_tool_fits_and_every_control_has_a_name(studio, new_visitor, width):
    page = new_visitor(studio, viewport={"width": width, "height": 844})
    for name in TABS:
        open_tab(page, name)
        page.wait_for_timeout(600)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        nameless = page.evaluate(
            "() => [...document.querySelectorAll('button, input, textarea, canvas')]"
            ".filter(e => e.checkVisibility()).filter(e => !(e.getAttribute('aria-label') || e.innerText?.trim()"
            " || e.title || e.labels?.length || e.closest('label'))).map(e => e.outerHTML.slice(0, 200))"
        )
        assert nameless == [], (name, json.dumps(nameless))


def test_the_tools_speak_vietnamese(studio, new_visitor):
    page = new_visitor(studio, locale="vi-VN")
    open_tab(page, "Trộn")
    page.locator("#mix-run", has_text="Trộn").wait_for(timeout=PATIENCE)
    page.click("#mix-run")
    page.locator("#mix-status [role=alert]", has_text="Cần hai ý tưởng").wait_for(timeout=PATIENCE)
    open_tab(page, "Khóa")
    page.locator("#inpaint-locked-parts", has_text="Tay áo").wait_for(timeout=PATIENCE)
