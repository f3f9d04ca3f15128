import os
import resource
import stat
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.design import DesignBrief, Recipe, Sample
from equifashion.errors import InvalidInput, StorageError
from equifashion.export import read_recipe, save_png, save_recipe


@pytest.fixture
def image() -> Image.Image:
    rng = np.random.default_rng(4)
    return Image.fromarray(rng.integers(0, 256, (96, 64, 3), dtype=np.uint8))


@pytest.fixture
def recipe(image) -> Recipe:
    sketch = Image.new("L", (256, 384), 255)
    ImageDraw.Draw(sketch).ellipse((50, 50, 200, 300), outline=0, width=3)
    brief = DesignBrief("áo dài – “silk” 👗", sketch=sketch, fabric=image)
    return Recipe.for_idea(brief, 7, 3, 0.9, "embedded", {"g.safetensors": "a" * 64}, "cpu").with_finish(
        8, 0.5, None
    )


def test_png_round_trip(tmp_path, image, recipe):
    path = tmp_path / "new folder" / "dress.png"
    save_png(path, image, recipe)
    assert read_recipe(path) == recipe
    assert read_recipe(str(path)).brief() == recipe.brief()
    with Image.open(path) as saved:
        assert saved.text.keys() == {"equifashion-recipe"}
        assert saved.tobytes() == image.tobytes()
    assert [entry.name for entry in path.parent.iterdir()] == ["dress.png"]


def test_json_round_trip(tmp_path, recipe):
    path = tmp_path / "dress.json"
    save_recipe(path, recipe)
    assert read_recipe(path) == recipe


def test_a_png_of_version_1_opens():
    recipe = read_recipe(Path(__file__).parent / "data" / "version_1.png")
    assert recipe.prompt == "áo dài – “silk”" and recipe.edit == Sample(7, 3, 0.9)
    assert (recipe.steps, recipe.freedom, recipe.look) == (8, 0.5, "figure")
    assert recipe.brief().sketch.size == (256, 384)


def test_nothing_else_travels_in_the_png(tmp_path, image, recipe):
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    image.info |= {"exif": exif.tobytes(), "icc_profile": b"profile", "Comment": "mine", "dpi": (300, 300)}
    save_png(tmp_path / "a.png", image, recipe)
    with Image.open(tmp_path / "a.png") as saved:
        assert saved.info.keys() == {"equifashion-recipe"}


def test_an_existing_file_is_replaced(tmp_path, image, recipe):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    save_png(path, image, recipe)
    assert read_recipe(path) == recipe
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask


def test_a_full_disk_is_a_sentence_and_costs_nothing(tmp_path, image, recipe):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # the system now refuses longer files
    try:
        with pytest.raises(StorageError, match=r"a\.png could not be saved .*the disk is full.*not lost"):
            save_png(path, image, recipe)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.png"]


def test_places_where_no_file_can_be(tmp_path, image, recipe):
    (tmp_path / "file").write_bytes(b"x")
    cases = {
        "a part of the path is a file": tmp_path / "file" / "a.png",
        "a folder or device": tmp_path,
        "could not be saved": tmp_path / ("a" * 300 + ".png"),
    }
    for message, path in cases.items():
        with pytest.raises(StorageError, match=message):
            save_png(path, image, recipe)
        with pytest.raises(StorageError, match=message):
            save_recipe(path, recipe)
    with pytest.raises(StorageError, match="could not be saved"):
        save_recipe("a\0b.json", recipe)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_devices_are_not_replaced(recipe):
    with pytest.raises(StorageError, match="a folder or device"):
        save_recipe("/dev/full", recipe)
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_files_without_a_recipe(tmp_path, image, recipe):
    image.save(tmp_path / "plain.png")
    image.save(tmp_path / "photo.jpg")
    save_png(tmp_path / "cut.png", image, recipe)
    (tmp_path / "cut.png").write_bytes((tmp_path / "cut.png").read_bytes()[:30])
    (tmp_path / "other.json").write_text('{"a": 1}')
    cases = {
        "plain.png carries no recipe": "plain.png",
        "photo.jpg is neither a PNG nor a recipe": "photo.jpg",
        "cut.png is a damaged PNG": "cut.png",
        "unknown: a; missing": "other.json",
    }
    for message, name in cases.items():
        with pytest.raises(InvalidInput, match=message):
            read_recipe(tmp_path / name)


def test_missing_and_unreadable_files(tmp_path):
    with pytest.raises(StorageError, match="There is no file"):
        read_recipe(tmp_path / "missing.png")
    with pytest.raises(StorageError, match="could not be read"):
        read_recipe(tmp_path)
