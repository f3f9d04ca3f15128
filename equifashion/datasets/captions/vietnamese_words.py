"""Vietnamese wordings, as tables: how each fact of the vocabulary follows a garment's name.

The words themselves are in the vocabulary's lexicon.
"""

from collections.abc import Mapping

from equifashion.vocabulary import (
    CATEGORIES,
    COLLARS,
    COLOUR_TERMS,
    HEMS,
    LENGTH_WORDS,
    MATERIALS,
    SILHOUETTES,
    SLEEVE_LENGTHS,
    SLEEVE_TYPES,
    WEAVES,
    Term,
)

_PREFERRED: dict[str, tuple[str, ...]] = {  # English name → words in place of the vocabulary's
    "slip dress": ("váy hai dây", "đầm hai dây"),
    "puffer jacket": ("áo khoác phao", "áo phao"),
    "floral": ("họa tiết hoa", "in hoa"),
    "animal": ("họa tiết da thú",),
    "sequinned": ("đính kim sa", "kim sa"),
    "satin": ("sa tanh", "vải sa tanh"),
    "denim": ("vải jean", "vải bò", "denim"),
    "notched lapel": ("cổ vest", "cổ hai ve"),
    "bubble": ("gấu phồng", "lai phồng"),
    "side-slit": ("xẻ tà",),
    "front-slit": ("xẻ trước",),
}


def _words(term: Term) -> tuple[str, ...]:
    return _PREFERRED.get(term.name) or term.written["vi"]


def _table(terms: Mapping[str, Term]) -> dict[str, tuple[str, ...]]:
    return {name: _words(term) for name, term in terms.items()}


GARMENT_NAMES = _table(CATEGORIES)
COLOUR_NAMES = _table(COLOUR_TERMS)
WEAVE_WORDS = _table(WEAVES)
MATERIAL_WORDS = _table(MATERIALS)
COLLAR_WORDS = _table(COLLARS)
HEM_WORDS = _table(HEMS)
SLEEVE_LENGTH_WORDS = _table(SLEEVE_LENGTHS)
SLEEVE_TYPE_WORDS = _table(SLEEVE_TYPES)
SHAPE_WORDS = {kind: _table(shapes) for kind, shapes in SILHOUETTES.items()}
LENGTHS = {
    kind: {length: _words(term) for length, term in lengths.items()} for kind, lengths in LENGTH_WORDS.items()
}
MOTIF_WORDS: dict[str, tuple[str, ...]] = {  # wordings that only these motifs permit
    "cable": ("đan vặn thừng",),
    "leopard": ("da báo",),
    "zebra": ("họa tiết ngựa vằn",),
    "snake": ("họa tiết da rắn",),
    "tiger": ("họa tiết vằn hổ",),
    "ditsy": ("hoa nhí",),
    "pinstripe": ("kẻ sọc mảnh",),
    "wide": ("kẻ sọc to",),
    "houndstooth": ("họa tiết răng sói",),
    "crocodile": ("da vân cá sấu",),
}

BODICES = {"fitted": "ôm sát", "regular": "vừa vặn", "loose": "rộng", "oversized": "rộng thùng thình"}
DOMAIN_WORDS = {
    "croquis": ("phác thảo thời trang", "hình minh họa thời trang", "bản vẽ thời trang"),
    "photo": ("ảnh chụp", "ảnh"),
}


def marked(colour: str) -> str:
    """A colour's word said as "màu …"."""
    return colour if colour.startswith("màu ") else f"màu {colour}"


def colour(name: str) -> str:
    """The usual words for a colour of the vocabulary, said as "màu …"."""
    return marked(COLOUR_NAMES[name][0])
