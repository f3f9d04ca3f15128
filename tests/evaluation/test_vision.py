"""What is seen in drawn pictures: colours, silhouettes, lines, lengths, patterns, halves of figures, joints."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.evaluation.drawn import draw_figures, two_garments
from equifashion.evaluation.evaluators import COLOUR_NAMES
from equifashion.evaluation.specs import COLOUR_ERROR
from equifashion.evaluation.vision import (
    correct_joints,
    dominant_lab,
    garment_mask,
    halves,
    judged_colour,
    largest_piece,
    length_word,
    line_f1,
    line_mask,
    overlap,
    pattern_word,
)
from equifashion.imaging.pose import Pose
from equifashion.vocabulary import COLOURS, PHOTOGRAPH_LABELS
from tests.support.drawn_garments import cutout, on_canvas

LABELS = {known.name: known for known in PHOTOGRAPH_LABELS}
BLANK = np.full((384, 256, 3), 255, np.uint8)


def drawing(*lines: tuple) -> np.ndarray:
    image = Image.new("L", (256, 384), 255)
    for line in lines:
        ImageDraw.Draw(image).line(line, fill=0, width=2)
    return line_mask(image)


def test_overlap_of_boxes():
    first, second = np.zeros((2, 40, 40), bool)
    first[0:20, 0:20] = second[10:30, 0:20] = True
    assert overlap(first, second) == pytest.approx(10 / 30)
    assert overlap(first, first) == 1.0
    assert overlap(first, np.zeros_like(first)) == overlap(np.zeros_like(first), np.zeros_like(first)) == 0.0


def test_equal_lines_agree_and_far_ones_do_not():
    line = drawing((40, 40, 40, 340))
    assert line_f1(line, line) == 1.0
    assert line_f1(drawing((42, 40, 42, 340)), line) == 1.0  # within the tolerance
    assert line_f1(drawing((140, 40, 140, 340)), line) == 0.0
    assert line_f1(np.zeros_like(line), line) == line_f1(line, np.zeros_like(line)) == 0.0


def test_missing_and_added_lines_cost():
    left, right = (40, 40, 40, 340), (200, 40, 200, 340)
    both, one = drawing(left, right), drawing(left)
    assert line_f1(one, both) == pytest.approx(2 / 3, abs=0.01)  # precision 1, recall 1/2
    assert line_f1(both, one) == pytest.approx(2 / 3, abs=0.01)


def test_lines_of_a_garment_are_nearer_to_its_own_sketch():
    from equifashion.imaging.sketch import extract_lines

    dress, trousers = (on_canvas(cutout(label, "navy"))[0] for label in ("Dress", "Pants"))
    lines = [line_mask(extract_lines(image, 0.5)) for image in (dress, trousers)]
    assert line_f1(lines[0], lines[0]) > line_f1(lines[0], lines[1]) + 0.2


@pytest.mark.parametrize("label", ["Dress", "Shirt", "Pants"])
@pytest.mark.parametrize("colour", [name for name in COLOUR_NAMES if name != "white"])
def test_colours_of_drawn_garments(label, colour):
    image, _ = on_canvas(cutout(label, colour))
    assert judged_colour(image, COLOUR_NAMES) == colour


def test_a_white_garment_on_white():
    image, matte = on_canvas(cutout("Dress", "white"))
    assert (garment_mask(image) == (matte > 128)).mean() > 0.98
    assert judged_colour(image, COLOUR_NAMES) == "white"


def test_the_larger_colour_counts():
    assert judged_colour(on_canvas(cutout("Pants", "blue", second="yellow"))[0], COLOUR_NAMES) == "blue"


def test_colours_without_a_name_get_the_nearest():
    assert judged_colour(on_canvas(cutout("Dress", "burgundy"))[0], ("green", "red", "white")) == "red"


def test_a_blank_picture_has_no_colour():
    assert judged_colour(np.full((384, 256, 3), 250, np.uint8), COLOUR_NAMES) == ""


@pytest.mark.parametrize("colour", ["red", "navy", "mint"])
def test_colour_errors(colour):
    image, _ = on_canvas(cutout("Dress", colour))
    names = (colour, "black", "white")
    errors = COLOUR_ERROR.compared(3 * [dominant_lab(image)], names)
    assert errors[0] < 3 and errors[1:].min() > 10
    assert (COLOUR_ERROR.compared([None, dominant_lab(BLANK)], ("red", "blue")) == 100).all()


def test_holes_belong_to_the_garment():
    image = np.full((60, 40, 3), 255, np.uint8)
    image[10:50, 5:35] = 90
    image[20:30, 10:20] = 255  # a white print
    mask = garment_mask(image)
    assert mask[10:50, 5:35].all() and mask.sum() == 40 * 30


@pytest.mark.parametrize(("size", "word"), [((220, 160), "mini"), ((150, 200), ""), ((110, 250), "maxi")])
def test_lengths_of_drawn_dresses(size, word):
    image, _ = on_canvas(cutout("Dress", "red", size))
    assert length_word(largest_piece(image), LABELS["dress"]) == word


def test_specks_do_not_lengthen_a_dress():
    image = on_canvas(cutout("Dress", "red", (220, 160)))[0].copy()
    image[2:6, 100:104] = image[380:383, 100:104] = 0
    assert length_word(largest_piece(image), LABELS["dress"]) == "mini"


@pytest.mark.parametrize(("second", "word"), [({}, "plain"), ({"second": "white", "stripes": True}, "striped")])
def test_patterns_of_drawn_garments(second, word):
    image, _ = on_canvas(cutout("Dress", "navy", (180, 240), **second))
    assert pattern_word(image) == word


def test_noise_looks_printed():
    rng = np.random.default_rng(0)
    image = BLANK.copy()
    image[60:320, 40:220] = np.kron(rng.integers(0, 2, (52, 36, 3)) * 200 + 20, np.ones((5, 5, 1)))
    assert pattern_word(image) == "printed"


def test_a_blank_picture_has_neither():
    assert length_word(largest_piece(BLANK), LABELS["dress"]) == pattern_word(BLANK) == ""


def figure(upper: str, lower: str) -> np.ndarray:
    image = np.full((384, 256, 3), 255, np.uint8)
    image[20:70, 110:146] = (224, 172, 140)  # head
    image[70:190, 80:176] = COLOURS[upper]
    image[190:370, 90:166] = COLOURS[lower]
    return image


def test_each_colour_in_its_place():
    assert halves(figure("red", "blue"), "red", "blue") == (True, True)
    assert halves(figure("red", "blue"), "blue", "red") == (False, False)
    assert halves(figure("red", "red"), "red", "blue") == (True, False)  # one colour spread over both
    assert halves(np.full((384, 256, 3), 255, np.uint8), "red", "blue") == (False, False)


def test_every_prompt_occurs_with_its_colours_exchanged():
    asked = two_garments(24, COLOUR_NAMES)
    assert len(asked) == 24 and len({one.prompt for one in asked}) == 24
    for one, other in zip(asked[::2], asked[1::2], strict=True):
        (a, b), (c, d) = one.colours, other.colours
        assert (c, d) == (b, a) and a != b and one.categories == other.categories
        assert one.prompt.index(a) < one.prompt.index(b) and other.prompt.index(b) < other.prompt.index(a)


def test_drawn_outfits_have_each_colour_in_its_place():
    asked = two_garments(16, COLOUR_NAMES)
    found = np.array([halves(one.drawn(number // 2), *one.colours) for number, one in enumerate(asked)])
    exchanged = np.array([halves(one.drawn(number // 2), *one.colours[::-1]) for number, one in enumerate(asked)])
    assert found.mean() > 0.9 and exchanged.mean() < 0.2


def lowered(pose: Pose, y: float) -> Pose:
    return Pose(tuple((a, b + y, c) for a, b, c in pose.keypoints))


def test_joints_in_their_place():
    pose = draw_figures(2)[1].pose
    points = np.array([joint[:2] for joint in pose.keypoints]) * (2 / 3, 1.0)
    torso = float(np.linalg.norm(points[1] - (points[8] + points[11]) / 2))
    for reach in (0.1, 0.2):
        assert correct_joints(pose, pose, reach) == 1.0
        assert correct_joints(lowered(pose, 0.95 * reach * torso), pose, reach) == 1.0
        assert correct_joints(lowered(pose, 1.05 * reach * torso), pose, reach) == 0.0
    half = Pose(tuple(p if i % 2 else (0.0, 0.0, 0.0) for i, p in enumerate(pose.keypoints)))
    assert correct_joints(half, pose, 0.1) == 0.5  # what was not seen is missed
    assert correct_joints(pose, half, 0.1) == 1.0  # what was not given is not asked for
    assert correct_joints(None, pose, 0.1) == 0.0
