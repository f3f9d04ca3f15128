"""What a designer does on the page, step by step; each waits until it is done."""

import io
import json
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

PATIENCE = 90_000  # milliseconds, for what waits on models


def type_prompt(page: Page, words: str) -> None:
    page.fill("#brief-prompt textarea", words)


def explore(page: Page, words: str, ideas: int = 8) -> None:
    """Type, press Explore and wait until the sheet shows these words."""
    type_prompt(page, words)
    page.click("#brief-explore")
    wait_for_sheet(page, words, ideas)


def wait_for_sheet(page: Page, words: str, ideas: int = 8) -> None:
    page.locator("#gallery-caption", has_text=words).wait_for(timeout=PATIENCE)
    page.wait_for_function(
        "n => { const all = [...document.querySelectorAll('#gallery-ideas img')];"
        " return all.length === n && all.every(one => one.complete && one.naturalWidth > 0); }",
        arg=ideas,
        timeout=PATIENCE,
    )


def pick(page: Page, position: int) -> None:
    """Pick an idea (from 0) and wait until the detail panel shows it."""
    page.locator("#gallery-ideas .thumbnail-item").nth(position).click()
    page.locator("#detail-caption", has_text=f"Draft {position + 1} ").wait_for(timeout=PATIENCE)


def finish(page: Page) -> None:
    page.click("#detail-finish")
    page.locator("#detail-caption", has_text="Finished").wait_for(timeout=PATIENCE)
    page.locator("#detail-status", has_text="Finished in").wait_for(timeout=PATIENCE)


def bytes_of(page: Page, selector: str) -> bytes:
    """The file behind an <img>, as the server sends it."""
    image = page.locator(selector).first
    image.wait_for()
    response = page.context.request.get(image.get_attribute("src"))
    assert response.ok
    return response.body()


def recipe_file_in(png: bytes) -> dict:
    """The recipe that a PNG carries, with its ancestry, read independently of the library."""
    return json.loads(Image.open(io.BytesIO(png)).text["equifashion-recipe"])


def recipe_in(png: bytes) -> dict:
    """What was done last, as its recipe holds it."""
    return recipe_file_in(png)["ancestry"][-1]


def download(page: Page, selector: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.click(selector)
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path
