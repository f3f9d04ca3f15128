import io
import json

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from equifashion.design.brief import DesignBrief
from equifashion.errors import InvalidInput
from equifashion.imaging import CANVAS_SIZE, draw_skeleton


def draw_dress(size=(300, 400), ink="black", paper="white", width=3) -> Image.Image:
    image = Image.new("RGB", size, paper)
    outline = [(0.4, 0.1), (0.6, 0.1), (0.6, 0.4), (0.8, 0.9), (0.2, 0.9), (0.4, 0.4), (0.4, 0.1)]
    points = [(x * size[0], y * size[1]) for x, y in outline]
    ImageDraw.Draw(image).line(points, fill=ink, width=width, joint="curve")
    return image


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return buffer.getvalue()


def levels(image: Image.Image) -> np.ndarray:
    assert image.mode == "RGB" and image.size == CANVAS_SIZE
    pixels = np.asarray(image).astype(int)
    assert (pixels == pixels[..., :1]).all()
    return pixels[..., 0]


# Prompt and weights.


def test_prompt_is_stripped_and_kept():
    assert DesignBrief("  red wrap dress\n").prompt == "red wrap dress"
    assert DesignBrief("a" * 500).prompt == "a" * 500
    assert DesignBrief("váy").prompt == "váy"


@pytest.mark.parametrize(
    ("prompt", "message"),
    [
        ("", "prompt is empty"),
        (" \n\t ", "prompt is empty"),
        ("x" * 501, "501 characters; at most 500"),
        ("123 !?", "holds no word"),
        (None, "must be text; got NoneType"),
        (b"dress", "must be text; got bytes"),
    ],
)
def test_unusable_prompts(prompt, message):
    with pytest.raises(InvalidInput, match=message):
        DesignBrief(prompt)


def test_weights():
    brief = DesignBrief("dress", sketch_weight=0, pose_weight=2, fabric_weight=np.float32(0.5))
    assert (brief.sketch_weight, brief.pose_weight, brief.fabric_weight) == (0.0, 2.0, 0.5)
    assert all(type(w) is float for w in (brief.sketch_weight, brief.pose_weight, brief.fabric_weight))
    for value in (-0.01, 2.01, float("nan"), "1", None, True):
        with pytest.raises(InvalidInput, match="fabric weight must be a number from 0 to 2"):
            DesignBrief("dress", fabric_weight=value)


def test_looks(pose):
    assert DesignBrief("dress", pose=pose).look == "auto"
    assert (
        DesignBrief("dress", pose=pose).followed_pose == DesignBrief("dress", pose=pose, look="figure").pose == pose
    )
    flat = DesignBrief("dress", pose=pose, look="flat")
    assert flat.pose == pose and flat.followed_pose is None
    for look in ("croquis", "", None, ["flat"]):
        with pytest.raises(InvalidInput, match=r"look must be auto, flat, drawing or figure; got .*"):
            DesignBrief("dress", look=look)


# Sketch.


def test_sketch_is_dark_lines_on_white(sketch):
    drawn = levels(DesignBrief("dress", sketch=sketch).sketch)
    assert np.median(drawn) == 255 and drawn.min() == 0
    assert 0.01 < (drawn < 128).mean() < 0.1
    # 300×400 becomes 256×341, centred: the hem at 0.9 of the height lies at row 21 + 307.
    assert (drawn[326:331] < 128).any(axis=0).sum() > 140
    assert (drawn[:20] == 255).all()


@pytest.mark.parametrize("size", [(256, 384), (300, 400), (700, 500), (90, 90)])
def test_inverted_sketch_is_turned_over(size):
    plain, inverted = draw_dress(size), ImageOps.invert(draw_dress(size))
    first, second = (levels(DesignBrief("d", sketch=image).sketch) for image in (plain, inverted))
    assert (np.abs(first - second) > 3).mean() < 0.002  # rims beside the paper threshold
    assert (first < 128).mean() == pytest.approx((second < 128).mean(), rel=0.02)


def test_faint_pencil_on_grey_paper_becomes_black_on_white():
    drawn = levels(DesignBrief("d", sketch=draw_dress(ink=(88, 88, 88), paper=(118, 120, 116))).sketch)
    clear = levels(DesignBrief("d", sketch=draw_dress()).sketch)
    assert np.abs(drawn - clear).mean() < 2


def test_paper_grain_is_not_ink():
    rng = np.random.default_rng(1)
    grain = np.clip(np.asarray(draw_dress()) + rng.normal(-8, 3, (400, 300, 1)), 0, 255)
    drawn = levels(DesignBrief("d", sketch=Image.fromarray(grain.astype(np.uint8))).sketch)
    assert (drawn[100:200, :60] == 255).all()


def test_a_fine_line_on_a_large_sheet_survives():
    large = draw_dress((4000, 6000), width=1)
    drawn = levels(DesignBrief("d", sketch=large).sketch)
    assert (drawn[340:350] < 200).any(axis=0).sum() > 120  # the hem


def test_transparent_paper_is_white():
    clear = draw_dress().convert("RGBA")
    clear.putalpha(ImageOps.invert(draw_dress().convert("L")))
    first, second = (levels(DesignBrief("d", sketch=image).sketch) for image in (clear, draw_dress()))
    assert np.abs(first - second).max() <= 3


@pytest.mark.parametrize("colour", ["white", "black", "grey", (255, 255, 255, 0)])
@pytest.mark.parametrize("size", [CANVAS_SIZE, (1, 1), (640, 480)])
def test_blank_sketch(colour, size):
    mode = "RGBA" if isinstance(colour, tuple) else "RGB"
    with pytest.raises(InvalidInput, match="The sketch is empty"):
        DesignBrief("dress", sketch=Image.new(mode, size, colour))


def test_a_speck_of_dust_is_no_drawing():
    image = Image.new("RGB", CANVAS_SIZE, "white")
    image.putpixel((100, 100), (0, 0, 0))
    with pytest.raises(InvalidInput, match="The sketch is empty"):
        DesignBrief("dress", sketch=image)


def awkward_sketches():
    rng = np.random.default_rng(2)
    noise = Image.fromarray(rng.integers(0, 256, (384, 256, 3), dtype=np.uint8))
    yield noise
    yield noise.resize((500, 333))
    yield noise.filter(ImageFilter.GaussianBlur(4))
    yield Image.linear_gradient("L").resize((900, 100))
    yield ImageOps.invert(Image.radial_gradient("L"))
    yield draw_dress((1000, 20))
    yield draw_dress((31, 950), width=9)
    yield draw_dress(ink="yellow")
    yield ImageOps.invert(draw_dress((512, 512), ink="navy", width=40))


@pytest.mark.parametrize("image", awkward_sketches())
def test_making_uniform_twice_changes_nothing(image):
    once = DesignBrief("dress", sketch=image).sketch
    assert DesignBrief("dress", sketch=once).sketch == once
    assert DesignBrief("dress", sketch=png(once)).sketch == once


def test_sketch_errors_name_the_sketch(tmp_path):
    path = tmp_path / "a.png"
    path.write_text("<svg/>")
    with pytest.raises(InvalidInput, match="The sketch is not a readable PNG"):
        DesignBrief("dress", sketch=path)


# Fabric.


def test_fabric_is_the_centre_square():
    image = Image.new("RGB", (300, 100), "red")
    image.paste("blue", (100, 0, 200, 100))
    stored = DesignBrief("dress", fabric=png(image)).fabric
    assert stored.size == (128, 128) and stored.mode == "RGB"
    assert {colour for _, colour in stored.getcolors()} == {(0, 0, 255)}


def test_fabric_twice_changes_nothing(fabric):
    once = DesignBrief("dress", fabric=fabric).fabric
    assert DesignBrief("dress", fabric=once).fabric == once


@pytest.mark.parametrize("size", [(15, 400), (400, 15), (1, 1)])
def test_tiny_fabric(size):
    with pytest.raises(InvalidInput, match=f"{size[0]} × {size[1]} pixels; at least 16"):
        DesignBrief("dress", fabric=Image.new("RGB", size))
    assert DesignBrief("dress", fabric=Image.new("RGB", (16, 16))).fabric.size == (128, 128)


# Pose.


def test_every_form_of_pose(pose, tmp_path):
    text = pose.to_json()
    path = tmp_path / "front.json"
    path.write_text("\ufeff" + text, encoding="utf-8")
    sources = [pose, text, text.encode(), json.loads(text), [json.loads(text)], path, str(path)]
    sources += [io.BytesIO(text.encode())]
    assert all(DesignBrief("dress", pose=source).pose == pose for source in sources)


def test_skeleton_pictures_are_read(pose, tmp_path):
    picture = draw_skeleton(pose, (512, 768))
    path = tmp_path / "[front].png"
    picture.save(path)
    for source in (picture, png(picture), path, str(path)):
        read = DesignBrief("dress", pose=source).pose
        for (x, y, _), (found_x, found_y, confidence) in zip(pose.keypoints, read.keypoints, strict=True):
            assert confidence == 1
            assert abs(x - found_x) < 0.006 and abs(y - found_y) < 0.006


def test_pose_with_missing_joints(pose):
    content = json.loads(pose.to_json())
    content["people"][0]["pose_keypoints_2d"][12:15] = [0, 0, 0]
    assert DesignBrief("dress", pose=content).pose.visible.count(False) == 1
    del content["people"][0]["pose_keypoints_2d"][12:15]
    with pytest.raises(InvalidInput, match="51 numbers; expected 54"):
        DesignBrief("dress", pose=content)


def test_unusable_poses(tmp_path):
    renamed = tmp_path / "pose.json"
    renamed.write_bytes(b"{\xff\xfe")
    cases = {
        "not text": renamed,
        "not JSON": "{}}",
        "There is no file|there is no file": tmp_path / "missing.json",
        "no person": Image.new("RGB", (256, 384)),
        "got int": 3,
        "not a readable PNG": b"hello",
    }
    for message, source in cases.items():
        with pytest.raises(InvalidInput, match=message):
            DesignBrief("dress", pose=source)
