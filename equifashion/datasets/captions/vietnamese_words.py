"""Vietnamese wordings, as tables: how each fact of the vocabulary follows a garment's name."""

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

# Words that say more than the fact does, or that belong to speech rather than to a caption.
_LEFT_OUT = frozenset({
    "áo thun cổ tròn", "áo len dài tay", "áo suông dài", "áo dáng dài qua mông", "áo hở eo", "áo liền thân",
    "áo khoác dạ", "áo choàng không tay", "áo khoác kaki dáng dài", "váy sơ mi dáng dài",
    "váy đi biển", "đầm đi biển", "yếm jean", "quần yếm bò", "quần nỉ bo gấu", "sơ mi",
    "quần ống rộng lửng", "juýp", "juýp chữ A", "đầm bút chì", "áo dài truyền thống", "áo dài cách tân",
    "đầm xòe bồng", "áo da", "áo khoác vest", "quần thun bo ống", "áo khoác len", "áo choàng kimono",
    "đỏ cờ", "ghi", "hường", "xanh bộ đội", "da cam", "xanh nhạt", "xanh lam", "vàng đất",
    "da báo", "da beo", "ca rô nhỏ", "giả da", "hoa nhí", "kaki chéo",
    "phi bóng", "sọc ca rô", "đan len", "len gân", "vải len", "một màu", "hoa", "da thú", "kim sa", "satin bóng",
    "vải thun cotton", "đũi", "vải đũi", "dạ", "tơ nhân tạo", "lưới", "da lộn", "nhung kẻ",
    "tơ sống", "sợi tổng hợp", "vải gió", "body", "dáng thùng thình", "dáng tiên cá", "dáng công chúa",
    "dáng xòe nhẹ", "dáng skinny", "dáng slim", "ống bát", "qua gối", "dáng croptop",
    "dáng chín tấc", "dáng ngố", "dáng lỡ", "dáng ngắn", "dài phủ giày", "dáng dài", "dáng siêu dài", "dáng tunic",
    "cổ cúp trái tim", "cổ hai ve", "cổ bẻ", "cổ đức", "cổ cao", "mũ trùm đầu", "cổ sen", "cổ tròn sát",
    "tay liền thân", "tay áo Nhật", "tay vai xuôi", "tay ráp thường", "tay ráp lăng", "tay chờm vai",
    "tay bồng bo cổ tay", "tay phồng ôm cẳng tay", "tay nách rộng",
    "vạt bầu", "vạt đuôi tôm", "lai đuôi tôm", "xẻ đùi", "gấu ngang", "gấu bí", "gấu tưa", "lai gập",
    "gấu chéo nhọn", "bo gấu dệt kim", "xẻ sườn", "xẻ giữa",
})  # fmt: skip
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
    if term.name in _PREFERRED:
        return _PREFERRED[term.name]
    kept = tuple(word for word in (term.vi, *term.vi_synonyms) if word not in _LEFT_OUT)
    return kept or (term.vi,)


def _table(terms: dict[str, Term]) -> dict[str, tuple[str, ...]]:
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

PART_NOUNS = ("cổ", "tay", "gấu", "lai", "vạt", "viền", "mũ", "nón")  # the first syllable that is the noun
BODICES = {"fitted": "ôm sát", "regular": "vừa vặn", "loose": "rộng", "oversized": "rộng thùng thình"}
OPENED, TUCKED, BELTED = ("để mở", "mở vạt"), ("sơ vin", "đóng thùng"), ("thắt đai", "thắt eo")
OCCASION_WORDS: dict[str, tuple[str, ...]] = {
    "everyday": ("mặc hằng ngày",),
    "office": ("mặc đi làm", "mặc đến công sở"),
    "interview": ("mặc đi phỏng vấn",),
    "party": ("mặc đi tiệc", "mặc dự tiệc"),
    "cocktail": ("mặc dự tiệc cocktail",),
    "gala": ("mặc dự dạ tiệc", "mặc đi thảm đỏ"),
    "wedding": ("mặc đi đám cưới", "mặc dự tiệc cưới"),
    "date": ("mặc đi hẹn hò",),
    "holiday": ("mặc đi du lịch",),
    "beach": ("mặc đi biển",),
    "sport": ("mặc đi tập",),
    "lounge": ("mặc ở nhà",),
    "school": ("mặc đi học", "mặc đến trường"),
    "festival": ("mặc đi lễ hội",),
    "lunar new year": ("mặc đi chơi Tết", "mặc du xuân ngày Tết"),
    "outdoors": ("mặc đi dã ngoại",),
}
_MOOD_LEFT_OUT = frozenset({
    "phong cách xưa",
    "nữ sinh", "kiểu sinh viên", "kiểu nhà binh", "tương lai",
    "kiểu đi biển", "hack chân dài", "hack dáng",
    "phom cứng cáp", "cổ truyền", "trông thon gọn",
})  # fmt: skip
DOMAIN_WORDS = {
    "croquis": ("phác thảo thời trang", "hình minh họa thời trang", "bản vẽ thời trang"),
    "photo": ("ảnh chụp", "ảnh"),
}
WEARERS = {
    "": ("người mẫu",),
    "feminine": ("người phụ nữ", "cô gái"),
    "masculine": ("người đàn ông", "chàng trai"),
    "androgynous": ("người mẫu phi giới tính", "người mẫu"),
}
SHAPE_OF_WEARER = {
    "straight": "dáng thanh mảnh",
    "hourglass": "dáng đồng hồ cát",
    "pear": "dáng quả lê",
    "inverted triangle": "vai rộng",
    "athletic": "dáng săn chắc",
    "full": "dáng đầy đặn",
}
SKIN_OF_WEARER = {"light": "sáng", "medium": "bánh mật", "deep": "nâu sẫm"}
MOTIONS = {"walking": "đang bước đi", "seated": "đang ngồi"}
SHOES = {
    "heels": "giày cao gót",
    "flats": "giày bệt",
    "ankle boots": "bốt cổ ngắn",
    "tall boots": "bốt cao cổ",
    "sneakers": "giày thể thao",
    "loafers": "giày lười",
    "sandals": "xăng đan",
}


def mood_words(term: Term) -> tuple[str, ...]:
    """Words for a style, an effect or a feeling; the usual one first."""
    return (term.vi, *(word for word in term.vi_synonyms if word not in _MOOD_LEFT_OUT))


def marked(colour: str) -> str:
    """A colour's word said as "màu …"."""
    return colour if colour.startswith("màu ") else f"màu {colour}"


def colour(name: str) -> str:
    """The usual words for a colour of the vocabulary, said as "màu …"."""
    return marked(COLOUR_NAMES[name][0])
