"""The five attributes A1–A5 of a garment, the words each kind of garment has for its length, and silhouettes."""

from enum import StrEnum

from equifashion.errors import InvalidInput
from equifashion.vocabulary.terms import Term, table


class Attribute(StrEnum):
    """An attribute of a garment; its value is the code that EquiFashion-DB and the files on disk use."""

    LENGTH = "A1"
    SLEEVE_LENGTH = "A2"
    SLEEVE_TYPE = "A3"
    COLLAR = "A4"
    HEM = "A5"


KINDS: dict[str, Term] = table((
    Term("top", "áo", ("upper garment",), ()),
    Term("outer", "áo khoác", ("outer layer", "outerwear"), ("áo mặc ngoài",)),
    Term("dress", "váy liền", (), ("đầm",)),
    Term("skirt", "chân váy", (), ("juýp",)),
    Term("trousers", "quần", ("pants",), ()),
    Term("one-piece", "đồ liền thân", ("all-in-one",), ("bộ liền",)),
))  # fmt: skip

GARMENT_LENGTHS: dict[str, Term] = table((
    Term("extra-short", "siêu ngắn", ("very short",), ("rất ngắn", "cực ngắn")),
    Term("short", "ngắn", (), ("dáng ngắn",)),
    Term("medium", "dài vừa", ("medium-length", "mid-length"), ("dáng lửng", "độ dài trung bình")),
    Term("long", "dài", (), ("dáng dài",)),
    Term("extra-long", "siêu dài", ("very long",), ("rất dài",)),
))  # fmt: skip

SLEEVE_LENGTHS: dict[str, Term] = table((
    Term("sleeveless", "không tay", ("without sleeves",), ("sát nách",)),
    Term("short", "tay ngắn", ("short-sleeved", "short sleeves"), ("tay cộc", "ngắn tay")),
    Term("elbow-length", "tay lỡ", ("elbow-length sleeves", "half-sleeved"), ("tay ngang khuỷu",)),
    Term("three-quarter", "tay lửng", ("three-quarter-sleeved", "three-quarter sleeves", "bracelet sleeves"),
         ("tay ba phần tư",)),
    Term("long", "tay dài", ("long-sleeved", "long sleeves"), ("dài tay",)),
))  # fmt: skip

SLEEVE_TYPES: dict[str, Term] = table((
    Term("set-in", "tay thường", ("~fitted-in", "~plain"), ("tay tra thường", "~tay ráp thường")),
    Term("raglan", "tay raglan", ("baseball",), ("~tay ráp lăng", "tay giác lăng")),
    Term("drop-shoulder", "tay rớt vai", ("dropped-shoulder",), ("tay vai rớt", "~tay vai xuôi")),
    Term("cap", "tay con", ("capped",), ("~tay chờm vai",)),
    Term("puff", "tay phồng", ("puffed", "balloon"), ("tay bồng",)),
    Term("juliet", "tay Juliet", ("renaissance",), ("~tay phồng ôm cẳng tay",)),
    Term("bishop", "tay giám mục", ("~gathered-cuff",), ("tay bishop", "~tay bồng bo cổ tay")),
    Term("bell", "tay loe", ("trumpet", "flared"), ("tay chuông", "tay ống loe")),
    Term("flutter", "tay cánh tiên", ("fluttery", "~ruffle"), ("tay bèo rủ",)),
    Term("lantern", "tay lồng đèn", ("lampshade",), ("tay đèn lồng",)),
    Term("leg-of-mutton", "tay đùi cừu", ("gigot", "mutton-leg"), ("tay chân cừu",)),
    Term("dolman", "tay dolman", ("magyar",), ("~tay nách rộng",)),
    Term("batwing", "tay cánh dơi", ("~bat",), ("tay dơi",)),
    Term("kimono", "tay kimono", ("~wide straight",), ("~tay liền thân", "~tay áo Nhật")),
    Term("cold-shoulder", "tay khoét vai", ("cut-out-shoulder", "open-shoulder"), ("tay hở vai",)),
    Term("petal", "tay cánh sen", ("tulip", "~lapped"), ("tay cánh hoa", "tay tulip")),
))  # fmt: skip

COLLARS: dict[str, Term] = table((
    Term("crew neck", "cổ tròn", ("round neck", "crew neckline", "~jewel neck"), ("~cổ tròn sát",)),
    Term("V-neck", "cổ tim", ("~V neckline", "V-shaped neckline"), ("cổ chữ V",)),
    Term("scoop neck", "cổ tròn sâu", ("scooped neckline", "U-neck"), ("cổ chữ U", "cổ tròn rộng")),
    Term("square neck", "cổ vuông", ("square neckline",), ("cổ chữ nhật",)),
    Term("boat neck", "cổ thuyền", ("bateau neckline", "boat neckline"), ("cổ ngang",)),
    Term("sweetheart", "cổ trái tim", ("sweetheart neckline", "heart-shaped neckline"), ("~cổ cúp trái tim",)),
    Term("halter", "cổ yếm", ("halter neck", "halterneck"), ("cổ buộc gáy",)),
    Term("turtleneck", "cổ lọ", ("roll neck", "polo neck"), ("~cổ cao",)),
    Term("shirt collar", "cổ sơ mi", ("point collar", "~button-down collar"), ("~cổ bẻ", "~cổ đức")),
    Term("Peter Pan collar", "cổ lá sen", ("rounded collar", "~round flat collar"), ("~cổ sen", "cổ bẻ tròn")),
    Term("mandarin collar", "cổ trụ", ("stand collar", "band collar", "~Mao collar"), ("cổ tàu", "cổ đứng")),
    Term("notched lapel", "cổ vest", ("~notch lapel", "~tailored lapels", "~lapel collar"),
         ("~cổ hai ve", "cổ danh tông")),
    Term("hood", "mũ trùm", ("~hooded neckline",), ("~mũ trùm đầu", "nón trùm")),
))  # fmt: skip

HEMS: dict[str, Term] = table((
    Term("straight", "gấu thẳng", ("~even",), ("lai thẳng", "~gấu ngang")),
    Term("curved", "gấu lượn", ("rounded", "shirt-tail"), ("~vạt bầu", "lai bầu")),
    Term("high-low", "gấu trước ngắn sau dài", ("dipped", "~mullet"), ("~vạt đuôi tôm", "~lai đuôi tôm")),
    Term("asymmetric", "gấu bất đối xứng", ("asymmetrical", "~slanted", "diagonal"), ("gấu xéo", "vạt lệch")),
    Term("handkerchief", "gấu khăn tay", ("pointed", "zigzag"), ("vạt khăn", "~gấu chéo nhọn")),
    Term("scalloped", "gấu vỏ sò", ("scallop", "shell-edged"), ("lai vỏ sò", "viền răng sò")),
    Term("ruffled", "gấu bèo nhún", ("ruffle", "frilled", "flounced"), ("viền bèo", "lai bèo")),
    Term("pleated", "gấu xếp ly", ("pleat-edged",), ("lai xếp ly", "gấu dập ly")),
    Term("tiered", "gấu xếp tầng", ("layered",), ("lai nhiều tầng",)),
    Term("lettuce", "gấu xoăn", ("lettuce-edge", "rippled"), ("viền xoăn", "lai xoăn")),
    Term("fringed", "gấu tua rua", ("fringe", "tasselled"), ("lai tua rua", "viền tua")),
    Term("lace-trimmed", "gấu viền ren", ("~lace", "lace-edged"), ("lai viền ren", "gấu phối ren")),
    Term("side-slit", "gấu xẻ hông", ("side-split", "~side-vented"), ("xẻ tà", "~xẻ sườn")),
    Term("front-slit", "gấu xẻ trước", ("front-split", "~thigh-slit"), ("~xẻ đùi", "~xẻ giữa")),
    Term("ribbed", "gấu bo gân", ("rib-knit", "rib-trimmed"), ("~bo gấu dệt kim", "lai bo gân")),
    Term("elasticated", "gấu bo chun", ("~elastic", "~gathered"), ("bo thun", "lai bo thun")),
    Term("flared", "gấu loe", ("fluted",), ("lai loe", "gấu xòe")),
    Term("bubble", "gấu phồng", ("balloon", "puffball"), ("~gấu bí", "lai phồng")),
    Term("raw", "gấu cắt thô", ("~raw-edge", "frayed", "unfinished"), ("~gấu tưa", "lai tưa")),
    Term("cuffed", "gấu lơ-vê", ("turned-up", "rolled-up"), ("gấu xắn", "~lai gập")),
))  # fmt: skip

ATTRIBUTES: dict[Attribute, dict[str, Term]] = {
    Attribute.LENGTH: GARMENT_LENGTHS,
    Attribute.SLEEVE_LENGTH: SLEEVE_LENGTHS,
    Attribute.SLEEVE_TYPE: SLEEVE_TYPES,
    Attribute.COLLAR: COLLARS,
    Attribute.HEM: HEMS,
}

ATTRIBUTE_NAMES: dict[Attribute, Term] = {
    Attribute.LENGTH: Term("garment length", "độ dài trang phục", ("length",), ("chiều dài",)),
    Attribute.SLEEVE_LENGTH: Term("sleeve length", "độ dài tay áo", (), ("chiều dài tay",)),
    Attribute.SLEEVE_TYPE: Term("sleeve type", "kiểu tay áo", ("sleeve style",), ("dáng tay áo",)),
    Attribute.COLLAR: Term("collar", "kiểu cổ áo", ("neckline",), ("cổ áo",)),
    Attribute.HEM: Term("hem", "kiểu gấu", ("hemline",), ("kiểu lai",)),
}

_TOP_FITS: dict[str, Term] = table((
    Term("fitted", "dáng ôm", ("close-fitting", "figure-hugging", "slim-fit"), ("ôm sát", "~body")),
    Term("regular", "dáng thường", ("regular-fit", "classic-fit"), ("dáng vừa", "dáng cơ bản")),
    Term("loose", "dáng rộng", ("loose-fit", "relaxed", "~easy-fitting"), ("dáng thoải mái",)),
    Term("oversized", "dáng oversize", ("oversize", "slouchy"), ("form rộng", "~dáng thùng thình")),
))  # fmt: skip

_SKIRT_SHAPES: dict[str, Term] = table((
    Term("pencil", "dáng bút chì", ("~body-skimming",), ("dáng ôm bút chì",)),
    Term("straight", "dáng suông", ("column",), ("dáng thẳng",)),
    Term("a-line", "dáng chữ A", ("A-line", "~trapeze"), ("dáng A",)),
    Term("flared", "dáng xòe", ("~flaring", "swingy"), ("~dáng xòe nhẹ",)),
    Term("circle", "dáng xòe tròn", ("~full-circle", "full"), ("dáng tròn",)),
    Term("mermaid", "dáng đuôi cá", ("fishtail", "~trumpet"), ("~dáng tiên cá",)),
    Term("ball gown", "dáng xòe bồng", ("ball-gown", "voluminous"), ("~dáng công chúa",)),
    Term("tulip", "dáng hoa tulip", ("~petal-wrapped",), ("dáng nụ tulip",)),
))  # fmt: skip

_LEG_SHAPES: dict[str, Term] = table((
    Term("skinny", "ống bó", ("~skin-tight",), ("~dáng skinny", "ôm sát chân")),
    Term("slim", "ống ôm", ("slim-leg", "~narrow"), ("~dáng slim", "ống đứng nhỏ")),
    Term("straight", "ống đứng", ("straight-leg",), ("ống suông",)),
    Term("wide", "ống rộng", ("wide-leg", "wide-legged"), ("ống thụng",)),
    Term("flared", "ống loe", ("flare-leg", "~bell-bottom", "~bootcut"), ("ống vẩy", "~ống bát")),
    Term("tapered", "ống côn", ("tapered-leg", "carrot-leg"), ("ống túm", "ống thuôn")),
    Term("harem", "đáy thụng", ("dropped-crotch", "baggy"), ("dáng alibaba", "đũng trễ")),
))  # fmt: skip

SILHOUETTES: dict[str, dict[str, Term]] = {  # kind → its shapes; a dress is shaped by its skirt
    "top": _TOP_FITS,
    "outer": _TOP_FITS,
    "dress": _SKIRT_SHAPES,
    "skirt": _SKIRT_SHAPES,
    "trousers": _LEG_SHAPES,
    "one-piece": _LEG_SHAPES,
}


def _lengths(*terms: Term) -> dict[str, Term]:
    return dict(zip(GARMENT_LENGTHS, terms, strict=True))


_TOP_LENGTHS = _lengths(
    Term("cropped", "dáng lửng", ("~midriff-baring",), ("~dáng croptop",)),
    Term("waist-length", "dài ngang eo", ("~waist-grazing",), ("dáng ngang eo",)),
    Term("hip-length", "dài ngang hông", ("~regular-length",), ("dáng ngang hông",)),
    Term("tunic-length", "dài qua mông", ("longline",), ("~dáng tunic",)),
    Term("thigh-length", "dài đến giữa đùi", ("~mid-thigh",), ("dài ngang đùi",)),
)
_SKIRT_LENGTHS = _lengths(
    Term("micro", "siêu ngắn", ("micro-mini", "ultra-short"), ("dáng micro",)),
    Term("mini", "ngắn trên gối", ("~above-the-knee", "short"), ("dáng mini", "~dáng ngắn")),
    Term("knee-length", "dài ngang gối", ("~to-the-knee",), ("dài tới gối", "~qua gối")),
    Term("midi", "dáng midi", ("mid-calf", "calf-length"), ("dài ngang bắp chân", "~dáng lỡ")),
    Term("maxi", "dáng maxi", ("floor-length", "full-length", "ankle-length"), ("dài chấm gót", "dài chấm đất")),
)
_TROUSER_LENGTHS = _lengths(
    Term("very short", "siêu ngắn", ("~hot-pants-length", "~micro"), ("ngắn ngang đùi",)),
    Term("knee-length", "dài ngang gối", ("~bermuda", "~bermuda-length"), ("~dáng ngố", "dài tới gối")),
    Term("capri", "dáng lửng", ("capri-length", "calf-length", "cropped"), ("dài ngang bắp chân",)),
    Term("ankle-length", "dài ngang mắt cá", ("ankle-grazing",), ("~dáng chín tấc", "trên mắt cá")),
    Term("full-length", "dài chấm gót", ("long", "~floor-grazing"), ("~dài phủ giày",)),
)
_COAT_LENGTHS = _lengths(
    Term("cropped", "dáng lửng", ("waist-length",), ("~dáng ngắn",)),
    Term("hip-length", "dài ngang hông", ("short",), ("dáng ngang hông",)),
    Term("thigh-length", "dài ngang đùi", ("~mid-thigh",), ("~dáng lỡ", "dài qua mông")),
    Term("knee-length", "dài ngang gối", ("~three-quarter-length",), ("dài tới gối", "~dáng dài")),
    Term("ankle-length", "dài chấm gót", ("full-length", "maxi"), ("dài tới mắt cá", "~dáng siêu dài")),
)

LENGTH_WORDS: dict[str, dict[str, Term]] = {  # kind → A1 length → what that kind calls it
    "top": _TOP_LENGTHS,
    "outer": _COAT_LENGTHS,
    "dress": _SKIRT_LENGTHS,
    "skirt": _SKIRT_LENGTHS,
    "trousers": _TROUSER_LENGTHS,
    "one-piece": _TROUSER_LENGTHS,
}


def length_word(kind: str, length: str) -> str:
    """What a kind of garment calls an A1 length, e.g. ``"midi"`` for a long skirt.

    Raises:
        InvalidInput: an unknown kind or length; the message lists the known ones.
    """
    for value, known in ((kind, LENGTH_WORDS), (length, GARMENT_LENGTHS)):
        if value not in known:
            raise InvalidInput(f"Unknown word {value!r}; known are {list(known)}.")
    return LENGTH_WORDS[kind][length].name
