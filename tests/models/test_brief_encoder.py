import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from equifashion.design import DesignBrief
from equifashion.imaging import Pose
from equifashion.imaging.pose import JOINT_NAMES
from equifashion.models.brief_encoder import BriefConditions, WordEncoder, encode_brief
from tests.support.tiny_models import shaken, tiny_networks, tiny_text

POSE = Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) for i in range(18)))


@pytest.fixture(scope="module")
def words():
    return WordEncoder(tiny_text())


@pytest.fixture(scope="module")
def networks():
    return tiny_networks()


@pytest.fixture
def sketch() -> Image.Image:
    drawing = Image.new("RGB", (256, 384), "white")
    ImageDraw.Draw(drawing).line([(60, 60), (50, 300), (200, 300)], fill="black", width=4)
    return drawing


@pytest.fixture
def fabric() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))


def test_words_alone(words, networks):
    found = encode_brief(DesignBrief("red dress"), words, networks)
    assert found.cond.context.shape == found.uncond.context.shape == (1, 52, 32)
    assert found.cond.features == found.uncond.features == ()
    features = words.model.encode_texts(["red dress", ""])
    torch.testing.assert_close(found.cond.context[0, :48], features.states[0])
    torch.testing.assert_close(found.uncond.context[0, :48], features.states[1])
    assert found.uncond.mask[0, :48].sum() == 2  # start and end
    assert found.cond.mask[0, 48:].all() and found.cond.mask[0, :48].sum() > 2


def test_guidance_sharpens_words_and_fabric_on_the_given_lines(words, networks, sketch, fabric):
    found = encode_brief(DesignBrief("red dress", sketch=sketch, fabric=fabric), words, networks)
    bare = encode_brief(DesignBrief("red dress"), words, networks)
    torch.testing.assert_close(found.uncond.context, bare.uncond.context)
    torch.testing.assert_close(found.uncond.pooled, bare.uncond.pooled)
    assert not torch.allclose(found.cond.context, bare.cond.context)
    assert not torch.allclose(found.cond.pooled, bare.cond.pooled)
    for given, unguided in zip(found.cond.features, found.uncond.features, strict=True):
        assert given.shape[0] == 1 and torch.equal(given, unguided) and given.any()


def test_ink_is_one_and_paper_zero(words, networks, sketch):
    ink = torch.from_numpy(np.asarray(sketch.convert("L")) == 0)[None, None].float()
    found = encode_brief(DesignBrief("red dress", sketch=sketch), words, networks)
    for feature, expected in zip(found.cond.features, networks.sketch(ink), strict=True):
        torch.testing.assert_close(feature, expected, atol=1e-5, rtol=1e-5)


def test_weights_reach_the_networks(words, networks, sketch, fabric):
    def encoded(**weights):
        return encode_brief(DesignBrief("red dress", sketch=sketch, fabric=fabric, **weights), words, networks).cond

    full, none = encoded(), encoded(sketch_weight=0, fabric_weight=0)
    bare = encode_brief(DesignBrief("red dress"), words, networks).cond
    torch.testing.assert_close(none.context, bare.context)
    assert not any(f.any() for f in none.features)
    twice = encoded(sketch_weight=2)
    torch.testing.assert_close(twice.features[0], 2 * full.features[0])
    torch.testing.assert_close(twice.context, full.context)


def test_poses_reach_a_network_that_has_learned_them(words):
    networks = tiny_networks(pose_learned=True)
    shaken(networks.pose)
    raised = Pose(tuple((x, 1.0 - y, c) for x, y, c in POSE.keypoints))
    first, second = (encode_brief(DesignBrief("dress", pose=p), words, networks) for p in (POSE, raised))
    assert not torch.allclose(first.cond.features[0], second.cond.features[0])
    unlearned = encode_brief(DesignBrief("dress", pose=POSE), words, tiny_networks())
    assert not any(f.any() for f in unlearned.cond.features)


OUTFIT = "white shirt and black skirt"


def test_an_outfit_on_a_posed_figure_is_told_in_halves(words):
    networks = tiny_networks(pose_learned=True)
    shaken(networks.pose)

    def encoded(prompt: str = OUTFIT, **more) -> BriefConditions:
        return encode_brief(DesignBrief(prompt, **more), words, networks)

    found = encoded(pose=POSE)
    for name, told in (("upper", "white shirt"), ("lower", "black skirt")):
        half, alone = getattr(found.regional, name), getattr(encoded(told, pose=POSE).regional, name)
        other = getattr(encoded("green sweater and blue jeans", pose=POSE).regional, name)
        torch.testing.assert_close(half.context[half.mask], alone.context[alone.mask])
        torch.testing.assert_close(half.pooled, alone.pooled)
        torch.testing.assert_close(half.features[0], alone.features[0])
        assert not torch.allclose(half.pooled, other.pooled)
    assert [conditions is not None for conditions in found.branches] == [True, True]
    assert found.without_regions().regional is None and len(found.without_regions().branches) == 1
    assert found.to(torch.bfloat16).regional.upper.context.dtype == torch.bfloat16


@pytest.mark.parametrize("given", [{}, {"look": "flat"}, {"pose": POSE, "look": "flat"}])
def test_without_a_pose_nobody_knows_where_the_halves_meet(words, given):
    assert encode_brief(DesignBrief(OUTFIT, **given), words, tiny_networks(pose_learned=True)).regional is None


def test_the_lower_half_begins_above_the_hips(words):
    found = encode_brief(DesignBrief(OUTFIT, pose=POSE), words, tiny_networks(pose_learned=True))
    below = found.regional.split.below[0, 0, :, 0]
    joints = dict(zip(JOINT_NAMES, POSE.keypoints, strict=True))
    hips = (joints["right hip"][1] + joints["left hip"][1]) / 2
    assert (below.diff() >= 0).all() and below[0] < 0.01 and below[-1] > 0.99
    assert 0.5 < below[int(hips * len(below))] < 1.0
    hidden = Pose(tuple((0, 0, 0) if "hip" in n else j for n, j in zip(JOINT_NAMES, POSE.keypoints, strict=True)))
    overhead = Pose(tuple((x, 1.0 - y, seen) for x, y, seen in POSE.keypoints))
    for unclear in (hidden, overhead):
        assert (
            encode_brief(DesignBrief(OUTFIT, pose=unclear), words, tiny_networks(pose_learned=True)).regional
            is None
        )


def test_the_look_is_told_in_the_captions_words(words):
    networks = tiny_networks(pose_learned=True)
    shaken(networks.pose)

    def encoded(prompt: str = "red dress", **more) -> torch.Tensor:
        return encode_brief(DesignBrief(prompt, **more), words, networks).cond

    flat, figure = encoded("photo, red dress"), encoded("croquis, red dress")
    assert not torch.allclose(flat.context, figure.context)
    for same, look in ((figure, "auto"), (flat, "flat"), (figure, "figure")):
        torch.testing.assert_close(encoded(look=look).context, same.context)
    posed = encoded(pose=POSE)
    torch.testing.assert_close(posed.context, figure.context)
    assert posed.features[0].any()
    laid = encoded(pose=POSE, look="flat")
    torch.testing.assert_close(laid.context, flat.context)
    assert laid.features == ()


def test_words_once_read_are_remembered(words):
    calls = []
    counted = WordEncoder(words.model)
    tokenize = words.model.tokenize
    words.model.tokenize = lambda texts: calls.append(tuple(texts)) or tokenize(texts)
    try:
        first, again = (counted(["red dress", ""]) for _ in range(2))
        other = counted(["blue dress", ""])
    finally:
        words.model.tokenize = tokenize
    assert calls == [("red dress", ""), ("blue dress", "")]
    assert first[0] is again[0]
    assert not torch.equal(first[0].states[0], other[0].states[0])
    assert torch.equal(first[0].states, words.model.encode_tokens(tokenize(["red dress", ""])).states)
