"""CLIP's own tokenizer as transformers' class, from the word list that comes with open_clip: no download."""

from functools import cache

from open_clip.tokenizer import SimpleTokenizer
from transformers import CLIPTokenizer

_START, _END = "<|startoftext|>", "<|endoftext|>"


@cache
def _word_list() -> tuple[dict[str, int], list[tuple[str, str]]]:
    own = SimpleTokenizer()
    renamed = {"<start_of_text>": _START, "<end_of_text>": _END}
    vocab = {renamed.get(word, word): number for word, number in own.encoder.items()}
    return vocab, sorted(own.bpe_ranks, key=own.bpe_ranks.get)


def clip_tokenizer(pad_token: str = _END) -> CLIPTokenizer:
    """CLIP's tokenizer of 77 tokens.

    Args:
        pad_token: Stable Diffusion 1 pads with the end token, OpenCLIP and Stable Diffusion 2 with ``"!"``.
    """
    vocab, merges = _word_list()
    return CLIPTokenizer(
        vocab=vocab,
        merges=list(merges),  # type: ignore[arg-type]  # pairs, whatever transformers declares
        model_max_length=77,
        pad_token=pad_token,
        bos_token=_START,
        eos_token=_END,
        unk_token=_END,
    )
