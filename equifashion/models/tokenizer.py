"""The embedded models' own byte-pair tokenizer, small enough to travel inside a checkpoint.

Text is lower-cased and split into byte-level pieces, so every string can be encoded. Unlike CLIP's original,
sequences are cut, not refused, at the context length, and the end token is always kept.
"""

from collections.abc import Iterable

import numpy as np
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

CONTEXT_LENGTH = 48  # tokens, start and end included
_PAD, _START, _END = "<pad>", "<start>", "<end>"


class FashionTokenizer:
    """Text ⇄ token ids of fixed length."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        tokenizer.encode_special_tokens = True  # "<end>" in a prompt is just characters
        self.pad_id = tokenizer.token_to_id(_PAD)
        self.start_id = tokenizer.token_to_id(_START)
        self.end_id: int = tokenizer.token_to_id(_END)  # type: ignore[assignment]  # every tokenizer of ours has it

    @classmethod
    def train(cls, texts: Iterable[str], vocabulary: int = 2048) -> "FashionTokenizer":
        """Learn merges from texts; at most ``vocabulary`` tokens."""
        tokenizer = Tokenizer(models.BPE())
        tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
        tokenizer.decoder = decoders.ByteLevel()
        trainer = trainers.BpeTrainer(
            vocab_size=vocabulary,
            special_tokens=[_PAD, _START, _END],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        )
        tokenizer.train_from_iterator(texts, trainer)
        return cls(tokenizer)

    @classmethod
    def from_json(cls, text: str) -> "FashionTokenizer":
        """Rebuild from ``to_json()``."""
        return cls(Tokenizer.from_str(text))

    def to_json(self) -> str:
        """The whole tokenizer as text."""
        return self._tokenizer.to_str()

    def __len__(self) -> int:
        return self._tokenizer.get_vocab_size()

    def encode(self, texts: list[str]) -> np.ndarray:
        """Texts → (N, 48) int64 ids: start, pieces, end, padding."""
        ids = np.full((len(texts), CONTEXT_LENGTH), self.pad_id, np.int64)
        # Lone surrogates, which JSON can smuggle in, become "?".
        texts = [text.encode("utf-8", "replace").decode() for text in texts]
        for row, encoding in zip(ids, self._tokenizer.encode_batch(texts), strict=True):
            pieces = encoding.ids[: CONTEXT_LENGTH - 2]
            row[: len(pieces) + 2] = np.array([self.start_id, *pieces, self.end_id])
        return ids

    def decode(self, ids: np.ndarray) -> str:
        """Ids of one text → text, without special tokens."""
        return self._tokenizer.decode([int(i) for i in ids]).strip()
