import numpy as np
import pytest

from equifashion.models.tokenizer import CONTEXT_LENGTH, FashionTokenizer

TEXTS = ["red dress", "a blue striped shirt", "photo, a mini navy and white dress"]


@pytest.fixture(scope="module")
def tokenizer() -> FashionTokenizer:
    return FashionTokenizer.train(TEXTS, 400)


def pieces(tokenizer: FashionTokenizer, text: str) -> list[int]:
    """Ids between start and end."""
    row = tokenizer.encode([text])[0].tolist()
    end = row.index(tokenizer.end_id)
    assert row[0] == tokenizer.start_id and set(row[end + 1 :]) <= {tokenizer.pad_id}
    return row[1:end]


def test_shape_and_frame(tokenizer):
    ids = tokenizer.encode([*TEXTS, ""])
    assert ids.shape == (4, CONTEXT_LENGTH) == (4, 48) and ids.dtype == np.int64
    assert (ids[:, 0] == tokenizer.start_id).all()
    assert ((ids == tokenizer.end_id).sum(axis=1) == 1).all()
    assert ids[3].tolist() == [tokenizer.start_id, tokenizer.end_id] + 46 * [tokenizer.pad_id]
    assert ids.max() < len(tokenizer) <= 400


@pytest.mark.parametrize(
    "text",
    [
        "áo dài lụa đỏ",
        "красное платье",
        "赤いドレス",
        "فستان أحمر",
        "dress 👗🏽‍♀️",
        "a\u0000b",
        "\u202ered",
        "x" * 30,
    ],
)
def test_any_text_can_be_encoded(tokenizer, text):
    found = pieces(tokenizer, text)
    assert found and not {tokenizer.pad_id, tokenizer.start_id} & set(found)
    if len(found) < CONTEXT_LENGTH - 2:
        assert tokenizer.decode(tokenizer.encode([text])[0]) == text


def test_every_unicode_plane_can_be_encoded(tokenizer):
    characters = [chr(c) for c in range(0, 0x110000, 0x3FB)]  # lone surrogates included
    ids = tokenizer.encode(characters)
    assert ((ids == tokenizer.end_id).sum(axis=1) == 1).all()


def test_lone_surrogates_become_question_marks(tokenizer):
    assert pieces(tokenizer, "red \ud83d dress") == pieces(tokenizer, "red ? dress")


def test_case_and_width_do_not_matter(tokenizer):
    assert pieces(tokenizer, "RED Dress") == pieces(tokenizer, "red dress") == pieces(tokenizer, "ｒｅｄ dress")
    assert pieces(tokenizer, "red dress") != pieces(tokenizer, "dress red")


def test_long_texts_are_cut_and_keep_their_end(tokenizer):
    long = " ".join(["red striped dress"] * 40)
    row = tokenizer.encode([long])[0]
    assert row[-1] == tokenizer.end_id and (row == tokenizer.end_id).sum() == 1
    assert tokenizer.pad_id not in row
    assert (row[:-1] == tokenizer.encode([long + " and more"])[0][:-1]).all()


def test_names_of_special_tokens_are_plain_text(tokenizer):
    for copy in (tokenizer, FashionTokenizer.from_json(tokenizer.to_json())):
        ids = copy.encode(["red <end> <pad><start> dress"])[0]
        assert (ids == copy.end_id).sum() == 1 and (ids == copy.start_id).sum() == 1
        assert copy.decode(ids) == "red <end> <pad><start> dress"


def test_json_round_trip(tokenizer):
    copy = FashionTokenizer.from_json(tokenizer.to_json())
    assert len(copy) == len(tokenizer)
    assert (copy.encode([*TEXTS, "чай 👗"]) == tokenizer.encode([*TEXTS, "чай 👗"])).all()
    assert FashionTokenizer.from_json(copy.to_json()).to_json() == copy.to_json()


def test_decoding_undoes_encoding(tokenizer):
    assert [tokenizer.decode(row) for row in tokenizer.encode(TEXTS)] == TEXTS


def test_merges_shorten_what_was_seen(tokenizer):
    assert len(pieces(tokenizer, "dress")) < len("dress") <= len(pieces(tokenizer, "zqxwv"))
