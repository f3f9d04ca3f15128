"""Blocks of outfits as they are worn."""

from dataclasses import fields

import numpy as np
import pytest

from equifashion.garments.figure.hair import HAIR_COLOURS
from equifashion.garments.merging import merge_regions
from equifashion.garments.on_figure.named_garments import part_values, sample_named_garments
from equifashion.garments.on_figure.sketch import CutOverride, sample_on_figure
from equifashion.imaging.pose import JOINT_NAMES, Pose
from equifashion.prompts.figure_text import companion
from equifashion.prompts.parser import parse_prompt
from equifashion.vocabulary import CATEGORIES


def block(prompt: str, index: int = 0, seed: int = 1):
    return sample_on_figure(prompt, companion(parse_prompt(prompt)), seed, index)


def pieces(prompt: str, index: int = 0) -> list:
    return sample_named_garments(list(parse_prompt(prompt).garments), 1, index)


@pytest.mark.parametrize("name", CATEGORIES)
def test_every_category_can_be_worn(name):
    for place in range(3):
        worn = block(name, place)
        drawn = np.asarray(worn.lines)
        assert drawn.shape == (384, 256) and drawn.max() == 255 and (drawn < 128).mean() > 0.005
        assert (worn.garments == 0).mean() > 0.005, "the garment that was asked for is seen"
        assert np.array(worn.pose.keypoints)[:, 2].min() > 0


def test_a_place_has_its_block_and_no_other_has_the_same():
    assert block("red dress").lines.tobytes() == block("red dress").lines.tobytes()
    assert block("red dress").lines.tobytes() == block("green dress").lines.tobytes(), "colours cut nothing"
    assert len({block("red dress", place, seed).lines.tobytes() for place in range(8) for seed in (1, 2)}) == 16


@pytest.mark.parametrize(
    "prompt",
    [
        "something in green",
        "shirt",
        "dress and trousers",
        "skirt with trousers",
        "shirt over a t-shirt with a skirt",
    ],
)
def test_no_block_of_what_cannot_be_drawn(prompt):
    assert sample_on_figure(prompt, "", 1, 0) is None


def test_each_garment_is_where_it_is_worn():
    for place in range(8):
        worn = block("white shirt and black skirt", place)
        shirt, skirt = (np.argwhere(worn.garments == number)[:, 0].mean() for number in (0, 1))
        assert shirt < skirt
        assert worn.lower[worn.garments == 1].min() == 1 and worn.lower[worn.garments == 0].max() == 0
        exchanged = block("black skirt with a white shirt", place)
        rows = [np.argwhere(exchanged.garments == number)[:, 0].mean() for number in (1, 0)]
        assert rows[0] < rows[1], "in the prompt's order"
    assert block("red dress").lower is None


def test_what_the_prompt_left_open_comes_after_its_own():
    worn = block("black coat")
    assert set(np.unique(worn.garments)) >= {-1, 0, 1}
    assert np.argwhere(worn.garments == 1)[:, 0].mean() > np.argwhere(worn.garments == 0)[:, 0].mean()


@pytest.mark.parametrize(
    "shorter, longer", [("mini dress", "maxi dress"), ("mini skirt", "midi skirt"), ("shorts", "trousers")]
)
def test_lengths(shorter, longer):
    for place in range(8):
        ends = [np.argwhere(block(prompt, place).garments == 0)[:, 0].max() for prompt in (shorter, longer)]
        assert ends[0] < ends[1] - 15


def test_what_the_words_say_is_worn():
    for place in range(8):
        [dress] = pieces("sleeveless A-line dress with a V-neck and a ruffled hem", place)
        assert (dress.sleeve_length, dress.silhouette, dress.collar, dress.hem) == (
            "sleeveless",
            "a-line",
            "V-neck",
            "ruffled",
        )
        coat, *_ = pieces("open trench coat over a dress", place)
        assert coat.opened and not pieces("trench coat over a dress", place)[0].opened
    assert len({pieces("dress", place)[0].collar for place in range(16)}) > 2, "what they leave open differs"
    assert pieces("dungarees")[1].kind == "top", "nobody wears them on bare skin"


@pytest.mark.parametrize(
    "said, changes",
    [
        ("sleeveless dress", {"sleeve_length", "sleeve_type"}),
        ("long-sleeved dress", {"sleeve_length", "sleeve_type"}),
        ("maxi dress", {"length", "hem"}),
        ("dress with a V-neck", {"collar"}),
    ],
)
def test_words_change_nothing_but_what_they_name(said, changes):
    for place in range(16):
        [plain], [told] = pieces("dress", place), pieces(said, place)
        differ = {f.name for f in fields(plain) if getattr(plain, f.name) != getattr(told, f.name)}
        assert differ <= changes


def test_whoever_the_prompt_names_wears_it():
    def width(who: str, place: int) -> float:
        joints = np.array(block(f"a {who} in a shirt and jeans", place).pose.keypoints)
        return float(np.ptp(joints[[2, 5], 0]))  # of the shoulders

    assert np.mean([width("man", k) for k in range(8)]) > np.mean([width("woman", k) for k in range(8)])


def test_skin_hair_and_shoes_are_as_words_say_and_otherwise_by_chance():
    tones = {who: [block(f"{who} woman in a red dress", k).figure.skin_tone for k in range(12)]
             for who in ("fair-skinned", "dark-skinned", "")}  # fmt: skip
    assert max(tones["fair-skinned"]) <= 3 and min(tones["dark-skinned"]) >= 7 and len(set(tones[""])) > 3
    assert len(set(tones["dark-skinned"])) > 1
    assert len({block("red dress", k).figure.hair_colour for k in range(12)}) > 4
    for who in ("woman with blonde hair", "blonde-haired woman", "woman with long blonde hair"):
        blonde = [block(f"{who} in a red dress", k).figure.hair_colour for k in range(6)]
        assert set(blonde) <= {HAIR_COLOURS[name] for name in ("blonde", "dark blonde", "platinum")}
    booted = [block("red dress with white sneakers", k) for k in range(4)]
    assert {each.figure.shoes for each in booted} == {"sneakers"} and {each.shoe_colour for each in booted} == {
        "white"
    }
    assert not block("red dress", 0).shoe_colour


def test_what_shows_is_one_thing():
    for place in range(4):
        worn = block("white shirt and black trousers", place)
        shown = sum(each.astype(int) for each in (worn.skin, worn.hair, worn.shoes, worn.garments >= 0))
        assert shown.max() == 1 and (shown > 0)[worn.silhouette].mean() > 0.97 and not shown[~worn.silhouette].any()
        assert all(each.sum() > 30 for each in (worn.skin, worn.hair))


def test_a_pose_is_worn_where_its_joints_are():
    whole = sample_on_figure("red dress", "", 3, 0).pose
    for scale, shift in ((1.0, 0.0), (0.6, 0.3), (0.8, 0.02)):
        pose = Pose(tuple((shift + scale * x, shift + scale * y, sure) for x, y, sure in whole.keypoints))
        worn = sample_on_figure("red blouse and blue trousers", "", 3, 1, pose=pose)
        assert worn.pose == pose
        rows, columns = np.nonzero(worn.garments >= 0)
        joints = np.array(pose.keypoints)[:, :2] * (256, 384)
        (left, top), (right, bottom) = joints.min(axis=0), joints.max(axis=0)
        unit = 0.15 * (bottom - top)
        assert top < rows.min() and rows.max() < bottom + unit
        assert left - unit < columns.min() and columns.max() < right + unit
        hip = joints[[JOINT_NAMES.index("right hip"), JOINT_NAMES.index("left hip")]].mean(axis=0).astype(int)
        assert worn.garments[hip[1] + round(0.1 * unit), hip[0]] >= 0
        assert worn.lower[round(bottom) - 2, hip[0]] == 1.0 and worn.lower[round(top) + 2, hip[0]] == 0.0
        inked = np.asarray(worn.lines) < 128
        assert np.ptp(np.nonzero(inked)[0]) == pytest.approx(scale * 340, rel=0.15)


def test_half_a_pose_is_worn_along_no_block():
    pose = sample_on_figure("red dress", "", 3, 0).pose
    half = Pose(tuple(k if n < 9 else (0.0, 0.0, 0.0) for n, k in enumerate(pose.keypoints)))
    assert sample_on_figure("red dress", "", 3, 0, pose=half) is None


def graded(prompt: str, **cut):
    return sample_on_figure(prompt, companion(parse_prompt(prompt)), 1, 0, CutOverride(**cut))


def depth(worn, garment: int = 0) -> int:
    return int(np.nonzero((worn.garments == garment).any(axis=1))[0].max())


@pytest.mark.parametrize("prompt", ["red dress", "black skirt", "green coat", "blue jeans"])
def test_grades_make_what_is_named_longer_and_wider_and_nothing_else(prompt):
    depths = [depth(graded(prompt, longer=grades)) for grades in (-2, -1, 0, 1, 2)]
    assert depths == sorted(depths) and depths[0] < depths[-1]
    areas = [(graded(prompt, wider=grades).garments == 0).sum() for grades in (-2, 0, 2)]
    assert areas[0] < areas[-1]
    assert graded(prompt).lines.tobytes() == block(prompt).lines.tobytes()
    assert graded(prompt, longer=9).pose == block(prompt).pose


def test_what_is_tucked_in_grows_no_longer():
    tucked = next(place for place in range(20) if pieces("white shirt and navy skirt", place)[0].tucked)
    before, after = (
        sample_on_figure("white shirt and navy skirt", "", 1, tucked, CutOverride(longer=grades))
        for grades in (0, 2)
    )
    assert depth(after, 1) > depth(before, 1) and abs(depth(after) - depth(before)) <= 2


@pytest.mark.parametrize(("part", "field"), [("collar", "collar"), ("sleeves", "sleeve_type"), ("hem", "length")])
def test_what_is_held_stays_in_another_cut(part, field):
    phrases = list(parse_prompt("red dress").garments)
    own = sample_named_garments(phrases, 1, 0)
    kept, free = [], []
    for place in range(100, 112):
        held = sample_named_garments(phrases, 1, place, [part_values(piece, (part,)) for piece in own])
        kept.append(getattr(held[0], field))
        free.append(getattr(sample_named_garments(phrases, 1, place)[0], field))
    assert set(kept) == {getattr(own[0], field)} and len(set(free)) > 1


def test_blocks_are_joined_where_a_region_lies():
    first, second = block("red dress"), sample_on_figure("red dress", "", 1, 0, CutOverride((1, 100)))
    region = np.zeros((384, 256), bool)
    region[200:] = True
    joined = merge_regions(first, second, region)
    for name in ("garments", "skin", "silhouette", "hair", "shoes"):
        whole = getattr(joined, name)
        assert np.array_equal(whole[:200], getattr(first, name)[:200])
        assert np.array_equal(whole[200:], getattr(second, name)[200:])
    ink = np.asarray(joined.ink)
    assert np.array_equal(ink[:200], np.asarray(first.ink.convert("L"))[:200])
    assert np.array_equal(ink[200:], np.asarray(second.ink.convert("L"))[200:])
    assert joined.pose == first.pose and joined.figure == first.figure
