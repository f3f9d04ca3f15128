"""The image–text model's pairs of wholes and of parts, and its image tower trained alone."""

import numpy as np
import pytest
import torch

from equifashion.datasets.build import build
from equifashion.datasets.record import PART_NAMES
from equifashion.datasets.sources.croquis import Croquis
from equifashion.training.image_text import ImageCaptionPairs, ImageTextStage
from equifashion.training.part_pairs import part_phrases
from equifashion.training.presets import optimisation_for
from equifashion.training.samples import load_records
from tests.support.tiny_models import tiny_text


def parts_of(caption: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for phrase in part_phrases(caption):
        found.setdefault(PART_NAMES[phrase.label], []).append(phrase.text)
    return found


def test_phrases_go_to_the_parts_they_speak_of():
    caption = "a black twill shirt with a point collar and puff sleeves, paired with navy jeans with frayed hems"
    assert parts_of(caption) == {
        "bodice": ["black twill shirt"],
        "collar": ["point collar"],
        "sleeves": ["puff sleeves"],
        "lower": ["navy jeans"],
        "hem": ["frayed hems"],
    }


def test_what_lies_under_a_jacket_or_covers_both_halves_is_not_a_part():
    assert parts_of("a red blazer over a white shirt") == {"bodice": ["red blazer"]}
    assert parts_of("a long red dress") == {}
    assert parts_of("trousers") == {}  # nothing is said of them


def test_equal_facts_in_other_words_are_equal():
    [first], [second] = part_phrases("a red tee"), part_phrases("a t-shirt in red")
    assert first.facts == second.facts and first.text != second.text


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    build(Croquis(0), 12, folder / "set")
    return load_records(folder / "set", folder / "cache")


def test_pairs_show_parts_closely_with_their_phrases(samples, monkeypatch):
    """A crop of a part is mostly filled by it; a whole figure has white around, and says more."""
    model = tiny_text()

    def batch(share: float) -> tuple[torch.Tensor, torch.Tensor]:
        monkeypatch.setattr("equifashion.training.image_text._PARTS", share)
        images, tokens, same = ImageCaptionPairs(samples, model, 6, 0).make(np.random.default_rng(0))
        assert images.shape == (6, 3, 96, 64) and same.diagonal().all() and torch.equal(same, same.T)
        white = (images > 0.98).all(1).float().mean(dim=(1, 2))
        return white, (tokens != model.tokenizer.pad_id).sum(1).float()

    (parts_white, parts_length), (white, length) = batch(1.0), batch(0.0)
    assert parts_white.mean() < 0.6 * white.mean()
    assert parts_length.mean() < length.mean()


def test_the_same_numbers_give_the_same_batch(samples):
    first, second = (ImageCaptionPairs(samples, tiny_text(), 6, 0).make(np.random.default_rng(5)) for _ in range(2))
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("hold", [False, True])
def test_a_held_text_tower_takes_no_gradients(hold):
    model = tiny_text().train().requires_grad_(True)
    ImageTextStage(model, optimisation_for("embedded", "semantics"), hold)
    trained = {name.split(".")[0] for name, p in model.clip.named_parameters() if p.requires_grad}
    if hold:
        assert trained == {"visual", "logit_scale"}
    else:
        assert trained > {"visual", "transformer", "token_embedding"}
