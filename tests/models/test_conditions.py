import pytest
import torch

from equifashion.models.conditions import join
from tests.support.tiny_models import some_conditions


def test_joining_pads_the_shorter_context():
    short, long = some_conditions(2, length=6), some_conditions(1, length=9, seed=50)
    both = join(short, long)
    assert both.context.shape == (3, 9, 32) and both.mask.shape == (3, 9) and len(both) == 3
    assert torch.equal(both.context[:2, :6], short.context) and torch.equal(both.mask[:2, :6], short.mask)
    assert not both.mask[:2, 6:].any() and not both.context[:2, 6:].any()
    assert torch.equal(both.context[2:], long.context) and torch.equal(both.pooled[2:], long.pooled)
    flipped = join(long, short)
    assert torch.equal(flipped.mask, both.mask[[2, 0, 1]]) and torch.equal(flipped.pooled, both.pooled[[2, 0, 1]])


def test_joining_keeps_features_in_order():
    first, second = some_conditions(2), some_conditions(3, seed=50)
    both = join(first, second)
    assert [f.shape[0] for f in both.features] == [5, 5, 5]
    for a, b, c in zip(first.features, second.features, both.features, strict=True):
        assert torch.equal(c[:2], a) and torch.equal(c[2:], b)


def test_features_on_one_side_only_do_not_join():
    with pytest.raises(ValueError, match="zip"):
        join(some_conditions(), some_conditions(features=False))


def test_rows_are_taken_from_every_tensor():
    conditions = some_conditions(4)
    rows = conditions[1:3]
    assert len(rows) == 2 and torch.equal(rows.mask, conditions.mask[1:3])
    assert all(torch.equal(f[1:3], r) for f, r in zip(conditions.features, rows.features, strict=True))
    chosen = conditions[torch.tensor([3, 0])]
    assert torch.equal(chosen.pooled, conditions.pooled[[3, 0]])
    again = join(conditions[:1], conditions[1:])
    assert torch.equal(again.context, conditions.context)


def test_repeating_one_sample():
    one = some_conditions(1)
    many = one.repeat(5)
    assert len(many) == 5 and many.mask.dtype == torch.bool
    for i in range(5):
        assert torch.equal(many.context[i], one.context[0]) and torch.equal(many.features[2][i], one.features[2][0])
    assert some_conditions(1, features=False).repeat(3).features == ()


def test_changing_the_precision_leaves_the_mask():
    half = some_conditions().to(torch.bfloat16)
    assert {half.context.dtype, half.pooled.dtype, *(f.dtype for f in half.features)} == {torch.bfloat16}
    assert half.mask.dtype == torch.bool


def test_without_features():
    conditions = some_conditions()
    bare = conditions.without_features()
    assert bare.features == () and bare.context is conditions.context and len(conditions.features) == 3
