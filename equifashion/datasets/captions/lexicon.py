"""The vocabulary as a dictionary between its languages, and words that contradict each other."""

from collections.abc import Iterator
from functools import cache

from equifashion.vocabulary import (
    ATTRIBUTES,
    CATEGORIES,
    COLOUR_TERMS,
    EFFECTS,
    FEELINGS,
    KINDS,
    LENGTH_WORDS,
    MATERIALS,
    OCCASIONS,
    SILHOUETTES,
    STYLES,
    WEAVES,
    Term,
)

_COMMON = {
    "with": "với", "and": "và", "photo": "ảnh", "croquis": "phác thảo", "fashion": "thời trang", "woman": "phụ nữ",
    "man": "đàn ông", "sleeves": "tay áo", "hem": "gấu", "collar": "cổ áo", "neckline": "cổ áo",
    "belt": "thắt lưng", "heels": "giày cao gót", "style": "phong cách", "skin": "da",
    "short-sleeved": "tay ngắn", "long-sleeved": "tay dài", "open": "để mở", "worn": "mặc",
}  # fmt: skip
_OPPOSITES = (
    ("short", "long"), ("mini", "maxi"), ("micro", "full-length"), ("midi", "mini"), ("cropped", "longline"),
    ("knee-length", "floor-length"), ("ankle-length", "cropped"), ("hip-length", "full-length"),
    ("sleeveless", "long-sleeved"), ("short-sleeved", "long-sleeved"), ("fitted", "oversized"),
    ("loose", "skin-tight"), ("skinny", "wide-leg"), ("slim", "baggy"), ("wide", "narrow"), ("pencil", "flared"),
    ("straight", "flared"), ("plain", "patterned"), ("striped", "plain"), ("floral", "striped"),
    ("plaid", "floral"), ("black", "white"), ("red", "green"), ("navy", "yellow"), ("pink", "olive"),
    ("cream", "black"),
    ("light", "dark"), ("leather", "lace"), ("knitted", "satin"), ("open", "closed"), ("casual", "formal"),
    ("minimalist", "opulent"), ("relaxed", "tailored"), ("V-neck", "turtleneck"), ("raw", "finished"),
    ("puff", "fitted"), ("seated", "standing"),
    ("ngắn", "dài"), ("dáng ôm", "dáng rộng"), ("không tay", "tay dài"), ("đen", "trắng"), ("đỏ", "xanh lá"),
    ("trơn", "họa tiết hoa"), ("kẻ sọc", "trơn"), ("dáng mini", "dáng maxi"), ("dáng lửng", "siêu dài"),
    ("ống rộng", "ống bó"), ("dáng suông", "dáng xòe"),
)  # fmt: skip


def _terms() -> Iterator[Term]:
    # Where a word has several meanings, that of the earlier table comes first.
    for table in (COLOUR_TERMS, CATEGORIES, WEAVES, MATERIALS, *ATTRIBUTES.values(), KINDS):
        yield from table.values()
    for tables in (SILHOUETTES, LENGTH_WORDS):
        for table in tables.values():
            yield from table.values()
    for table in (STYLES, OCCASIONS, EFFECTS, FEELINGS):
        yield from table.values()


def _shared(first: str, second: str) -> bool:
    """Whether both languages use one word: "hoodie" and "áo hoodie"."""
    first, second = f" {first.lower()} ", f" {second.lower()} "
    return first in second or second in first


@cache
def translations() -> dict[str, tuple[str, ...]]:
    """Lower-case word or words of one language → what the other calls it, the usual word first."""
    found: dict[str, dict[str, None]] = {}

    def note(word: str, others: tuple[str, ...]) -> None:
        found.setdefault(word.lower(), {}).update(dict.fromkeys(o for o in others if not _shared(word, o)))

    for english, vietnamese in _COMMON.items():
        note(english, (vietnamese,))
        note(vietnamese, (english,))
    for term in _terms():
        for word in (term.name, *term.synonyms):
            note(word, (term.vi, *term.vi_synonyms))
        for word in (term.vi, *term.vi_synonyms):
            note(word, (term.name, *term.synonyms))
    return {word: tuple(others) for word, others in found.items() if others}


@cache
def opposites() -> dict[str, tuple[str, ...]]:
    """Lower-case word or words → words that contradict them."""
    found: dict[str, dict[str, None]] = {}
    for first, second in _OPPOSITES:
        found.setdefault(first.lower(), {})[second] = None
        found.setdefault(second.lower(), {})[first] = None
    return {word: tuple(others) for word, others in found.items()}


@cache
def longest_term() -> int:
    """Words in the longest entry of either table."""
    return max(len(word.split()) for word in (*translations(), *opposites()))
