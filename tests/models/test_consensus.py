import itertools

import pytest
import torch
import torch.nn.functional as F

from equifashion.models.consensus import consensus_loss, crop_parts, part_boxes, reach_consensus


def units(*shape, seed=0):
    return F.normalize(torch.randn(*shape, generator=torch.Generator().manual_seed(seed)), dim=-1)


@pytest.mark.parametrize(("phrases", "parts"), [(3, 3), (2, 4), (4, 2), (1, 1)])
def test_the_matching_is_the_best_one(phrases, parts):
    """Against trying every one-to-one matching."""
    p, r, whole = units(phrases, 8), units(parts, 8, seed=1), units(2, 8, seed=2)
    found = reach_consensus(p, r, *whole)
    similarity = p @ r.T
    few, many = (phrases, parts) if phrases <= parts else (parts, phrases)
    table = similarity if phrases <= parts else similarity.T
    best = max(
        sum(table[i, j] for i, j in enumerate(chosen)) for chosen in itertools.permutations(range(many), few)
    )
    assert found.similarities.sum() == pytest.approx(float(best), abs=1e-6)
    assert len(set(found.phrases.tolist())) == len(set(found.parts.tolist())) == few


def test_two_phrases_cannot_share_the_part_both_like_best():
    parts = torch.eye(2)
    phrases = F.normalize(torch.tensor([[1.0, 0.1], [1.0, 0.6]]), dim=-1)
    found = reach_consensus(phrases, parts, parts[0], parts[0])
    assert dict(zip(found.phrases.tolist(), found.parts.tolist(), strict=True)) == {0: 0, 1: 1}


def test_equal_embeddings_have_no_loss_and_opposite_ones_the_most():
    same = units(3, 8)
    agreed = reach_consensus(same, same.flip(0), same[0], same[0])
    opposed = reach_consensus(same[:1], -same[:1], same[0], -same[0])
    assert consensus_loss([agreed]) == pytest.approx(0.0, abs=1e-6)
    assert consensus_loss([opposed]) == pytest.approx(2.0, abs=1e-6)
    assert consensus_loss([agreed, opposed]) == pytest.approx(1.0, abs=1e-6)


def test_without_phrases_or_parts_the_whole_decides():
    empty, some, whole = torch.zeros(0, 8), units(2, 8), units(2, 8, seed=3)
    for phrases, parts in ((empty, some), (some, empty), (empty, empty)):
        found = reach_consensus(phrases, parts, *whole)
        assert len(found.similarities) == 0 and found.score == whole[0] @ whole[1]


def test_the_loss_pulls_matched_pairs_together():
    phrases, parts = units(2, 8), units(2, 8, seed=1).requires_grad_(True)
    loss = consensus_loss([reach_consensus(phrases, parts, phrases[0], phrases[0])])
    loss.backward()
    moved = F.normalize(parts.detach() - parts.grad, dim=-1)
    assert consensus_loss([reach_consensus(phrases, moved, phrases[0], phrases[0])]) < loss


def test_boxes_hold_their_parts_and_leave_out_specks():
    labels = torch.zeros(100, 80, dtype=torch.long)
    labels[20:60, 10:40] = 3
    labels[70:74, 5:70] = 4  # thin
    boxes = part_boxes(labels, (3, 4, 5))
    assert set(boxes) == {3}
    top, bottom, left, right = boxes[3]
    assert (top, bottom, left, right) == (15, 65, 5, 45)


def test_crops_show_their_part():
    pixels = torch.full((3, 100, 80), -1.0)
    pixels[0, 20:60, 10:40] = 1.0
    crops = crop_parts(pixels, {3: (20, 60, 10, 40), 1: (60, 100, 40, 80)}, (24, 16))
    assert crops.shape == (2, 3, 24, 16)
    assert torch.allclose(crops[0, 0], torch.ones(24, 16)) and torch.allclose(crops[1], -torch.ones(3, 24, 16))
    assert crop_parts(pixels, {}, (24, 16)).shape == (0, 3, 24, 16)
