import pytest
import torch

from equifashion.models.image_text import ImageTextConfig, ImageTextModel
from tests.support.tiny_models import PROMPTS, noise, tiny_text


@pytest.fixture(scope="module")
def text() -> ImageTextModel:
    return tiny_text()


def test_shapes(text):
    features = text.encode_texts(PROMPTS)
    assert features.states.shape == (4, 48, 32) and features.pooled.shape == (4, 32)
    assert text.encode_images(noise(2, 3, 384, 256)).shape == (2, 32)


def test_embeddings_have_unit_length(text):
    pooled = text.encode_texts([*PROMPTS, "", "x" * 500]).pooled
    images = text.encode_images(noise(3, 3, 96, 64))
    for embeddings in (pooled, images):
        torch.testing.assert_close(embeddings.norm(dim=1), torch.ones(len(embeddings)))


def test_trimmed_tokens_give_the_same_as_padded_ones(text):
    tokens = text.tokenize(PROMPTS)
    longest = int((tokens != text.tokenizer.pad_id).sum(dim=1).max())
    assert longest < 30
    padded, trimmed = text.encode_tokens(tokens), text.encode_tokens(tokens[:, :longest])
    torch.testing.assert_close(trimmed.pooled, padded.pooled)
    torch.testing.assert_close(trimmed.states, padded.states[:, :longest])


def test_pooled_embeddings_are_open_clips_own(text):
    tokens = text.tokenize([*PROMPTS, ""])
    expected = text.clip.encode_text(tokens, normalize=True)
    torch.testing.assert_close(text.encode_tokens(tokens).pooled, expected)


def test_states_come_from_the_penultimate_layer(text):
    tokens, seen = text.tokenize(PROMPTS), []
    hook = text.clip.transformer.resblocks[-2].register_forward_hook(lambda module, given, out: seen.append(out))
    text.clip.encode_text(tokens)
    hook.remove()
    torch.testing.assert_close(text.encode_tokens(tokens).states, text.clip.ln_final(seen[0]))


def test_words_after_a_place_do_not_change_the_states_before_it(text):
    first, second = text.encode_texts(["red dress", "red shirt with white"]).states
    tokens = text.tokenize(["red dress", "red shirt with white"])
    same = int((tokens[0] == tokens[1]).int().argmin())
    assert same >= 2
    torch.testing.assert_close(first[:same], second[:same])
    assert not torch.allclose(first[same], second[same], atol=1e-3)


def test_words_and_their_order_change_the_embedding(text):
    pooled = text.encode_texts(["red dress", "blue dress", "dress red"]).pooled
    assert torch.pdist(pooled).min() > 1e-3


def test_a_text_does_not_depend_on_its_companions(text):
    together = text.encode_texts(PROMPTS)
    for i, prompt in enumerate(PROMPTS):
        torch.testing.assert_close(text.encode_texts([prompt]).pooled[0], together.pooled[i])


def test_the_configuration_rebuilds_the_model(text):
    again = ImageTextModel(ImageTextConfig(**text.config_dict())).eval()
    again.clip.load_state_dict(text.clip.state_dict())
    assert torch.equal(again.encode_texts(PROMPTS).pooled, text.encode_texts(PROMPTS).pooled)
    assert torch.equal(again.encode_images(noise(1, 3, 96, 64)), text.encode_images(noise(1, 3, 96, 64)))
