"""Which records are held out: by a hash, so that no list has to be kept and no number of records changes it."""

import hashlib


def split_by_hash(text: str, held_out: int) -> str:
    """``"test"`` for about ``held_out`` % of all texts, always the same ones; else ``"train"``."""
    bucket = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % 100
    return "test" if bucket < held_out else "train"
