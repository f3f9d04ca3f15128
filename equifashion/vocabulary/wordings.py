"""Words beyond the vocabulary's own names, and the small words of prompts, as tables; marks as in ``terms``.

The tables are read by ``lexicon``, which explains what the parser makes of them.
"""

from equifashion.vocabulary.attributes import Attribute

Words = tuple[tuple[str, ...], tuple[str, ...]]  # English, Vietnamese

# What cloth, cut, moods and wearers are also called: key → value → words.
QUALITIES: dict[str, dict[str, Words]] = {
    "weave": {
        "twill": (("chino cloth",), ("kaki chéo",)),
        "denim": (("jean",), ("jean", "bò")),
        "knit": (("cable knit", "knitwear", "cable-knitted"), ("đan", "đan vặn thừng")),
        "rib": (("ribbed", "rib-knit", "rib knit", "ribbed jersey", "ribbed knit", "rib"), ("gân",)),
        "plaid": (
            ("checks", "check", "checkered", "chequered", "houndstooth", "glen check", "windowpane check",
             "windowpane", "tartan check", "buffalo check"),
            ("caro", "kẻ ô", "ca-rô", "họa tiết răng sói", "răng sói"),
        ),
        "gingham": (("gingham check", "gingham checks"), ()),
        "striped": (
            ("stripes", "striping", "pinstripe", "pinstriped", "pinstripes", "breton stripes", "breton-striped",
             "wide-striped", "wide stripes", "candy-striped"),
            ("kẻ", "kẻ sọc mảnh", "kẻ sọc to", "sọc kẻ", "kẻ ngang", "sọc ngang", "sọc dọc"),
        ),
        "polka dot": (("polka dots", "dots", "dotty", "dot"), ("bi", "chấm")),
        "floral": (("florals", "flowers", "flower print", "floral print", "ditsy floral", "botanical print",
                    "floral-printed", "flowered"), ("hoa lá", "hoa văn hoa")),
        "animal": (("leopard", "zebra", "zebra print", "snake print", "snakeskin", "tiger print", "cheetah print"),
                   ("họa tiết ngựa vằn", "họa tiết da rắn", "họa tiết vằn hổ", "họa tiết da báo", "da beo")),
        "brocade": (("brocaded",), ()),
        "sequinned": (("sequins", "sequined"), ("sequin",)),
        "leather": (("crocodile leather", "faux leather"), ("da vân cá sấu",)),
        "plain": (("plain coloured", "solid coloured"), ()),
    },
    "material": {
        "wool": (("woolen", "woolly"), ("len lông", "vải len lông cừu")),
        "corduroy": (("needlecord",), ()),
        "hide": (("suede leather",), ("da bò",)),
        "silk": (("silky",), ("vải lụa", "tơ lụa")),
        "linen": ((), ("lanh", "linen")),
        "cotton": ((), ("cotton", "bông")),
    },
    "worn": {
        "opened": (("open", "~worn open", "~unbuttoned", "~unzipped", "~left open"), ("để mở", "mở vạt")),
        "tucked": (("~tucked", "tucked-in", "~tucked in"), ("sơ vin", "đóng thùng")),
        "belted": (("belted",), ("thắt đai", "thắt eo", "~thắt lưng eo")),
    },
    Attribute.LENGTH: {
        "long": (("longer", "longline"), ()),
        "medium": (("knee length",), ("lửng",)),
        "extra-short": (("cropped",), ("croptop",)),
    },
    "colour": {
        "black": (("onyx",), ()),
        "dark grey": (("graphite", "dark gray"), ()),
        "grey": (("greyish",), ()),
        "light grey": (("dove grey", "light gray"), ()),
        "cream": (("vanilla", "eggshell"), ()),
        "beige": (("camel", "tan", "taupe"), ()),
        "brown": (("mocha", "espresso", "cognac", "coffee"), ()),
        "burgundy": (("oxblood", "wine", "claret", "merlot"), ()),
        "red": (("cherry", "ruby", "tomato red"), ()),
        "coral": (("peach", "apricot"), ()),
        "orange": (("rust", "terracotta", "burnt orange"), ()),
        "mustard": (("saffron",), ()),
        "yellow": (("lemon", "canary"), ()),
        "olive": (("olive-coloured", "moss", "moss green"), ("rêu",)),
        "green": (("emerald", "emerald green", "forest green", "bottle green", "kelly green", "hunter green"), ()),
        "mint": (("sage", "sage green", "pistachio"), ()),
        "turquoise": (("aqua", "aquamarine"), ()),
        "light blue": (("sky blue", "baby blue", "powder blue", "ice blue"), ()),
        "blue": (("cobalt", "cobalt blue", "royal blue", "electric blue", "sapphire"), ()),
        "navy": (("midnight blue", "navy blue", "indigo"), ("navy",)),
        "purple": (("plum", "aubergine", "violet"), ()),
        "lilac": (("lavender", "mauve"), ()),
        "pink": (("rose pink", "baby pink", "dusty rose"), ()),
        "magenta": (("fuchsia", "hot pink"), ()),
    },
    "style": {
        "bohemian": (("boho-chic",), ("boho",)),
        "streetwear": (("street style", "street"), ()),
        "vintage": ((), ("vintage", "retro")),
        "preppy": (("schoolgirl",), ()),
    },
    "occasion": {  # written after "for"; in Vietnamese on its own
        "everyday": (("~everyday wear", "~every day", "~daily", "=everyday wear"),
                ("~hàng ngày", "=mặc hằng ngày")),
        "office": (("=the office", "=work"),
                ("~đến công sở", "~đi làm ở công sở", "=mặc đi làm", "=mặc đến công sở")),
        "interview": (("=a job interview",), ("~đi phỏng vấn", "=mặc đi phỏng vấn")),
        "party": (("=a party", "=a night out"), ("~tiệc", "=mặc đi tiệc", "=mặc dự tiệc")),
        "cocktail": (("=a cocktail party",), ("~dự tiệc cocktail", "=mặc dự tiệc cocktail")),
        "gala": (("~black-tie", "~black tie", "~red carpet", "=a gala", "=a black-tie evening"),
                ("~dự dạ tiệc", "~đi thảm đỏ", "=mặc dự dạ tiệc", "=mặc đi thảm đỏ")),
        "wedding": (("~bridal", "=a wedding", "=a wedding party"),
                ("~cưới", "~đi đám cưới", "~dự tiệc cưới", "=mặc đi đám cưới", "=mặc dự tiệc cưới")),
        "date": (("=a date", "=a romantic dinner"), ("~đi hẹn hò", "=mặc đi hẹn hò")),
        "holiday": (("~vacation", "=a holiday", "=a vacation"), ("~đi du lịch", "=mặc đi du lịch")),
        "beach": (("~seaside", "=the beach", "=the seaside"), ("=mặc đi biển",)),
        "sport": (("~gym", "=the gym", "=sport"), ("~đi tập", "=mặc đi tập")),
        "lounge": (("~staying in", "~loungewear", "=lounging at home", "=staying in"), ("=mặc ở nhà",)),
        "school": (("~schoolwear", "=school", "=campus"), ("~đi đến trường", "=mặc đi học", "=mặc đến trường")),
        "festival": (("=a festival", "=a music festival"), ("~đi lễ hội", "=mặc đi lễ hội")),
        "lunar new year": (("~lunar new year", "=the Lunar New Year", "=Tet"),
                ("~ngày tết", "~đi chơi tết", "~du xuân ngày tết", "=mặc đi chơi Tết", "=mặc du xuân ngày Tết")),
        "outdoors": (("~outdoor walks", "~outdoor", "~hiking", "=the outdoors", "=outdoor walks"),
                ("~đi dã ngoại", "=mặc đi dã ngoại")),
    },
    "effect": {"flowing": (("flowy",), ()), "waist-defining": (("nipped in",), ())},
    "feeling": {"cosy": (("cozy",), ()), "romantic": (("romance",), ())},
    "presentation": {
        "feminine": (("womanly",), ()),
    },
    "body shape": {
        "straight": (("slender", "=slim"), ("dáng thanh mảnh",)),
        "hourglass": (("hourglass-shaped", "~hourglass"), ("dáng đồng hồ cát",)),
        "pear": (("pear-shaped",), ("dáng quả lê",)),
        "inverted triangle": (("broad-shouldered",), ("vai rộng",)),
        "athletic": (("=athletic",), ("dáng săn chắc",)),
        "full": (("plus-size", "full-figured", "curvy"), ("dáng đầy đặn",)),
    },
    "motion": {"walking": (("walking",), ("đang bước đi",)), "seated": (("seated", "~sitting"), ("đang ngồi",))},
}  # fmt: skip

SKINS: dict[str, Words] = {
    "light": (("light", "fair"), ("sáng",)),
    "medium": (("medium", "~tan"), ("bánh mật",)),
    "deep": (("deep", "dark"), ("nâu sẫm", "~ngăm", "~ngăm đen")),
}
# Words that mean something only of a part: part → key → value → words.
PART_QUALITIES: dict[str, dict[str, dict[str, Words]]] = {
    "sleeve": {
        Attribute.SLEEVE_LENGTH: {
            "short": ((), ("cộc", "ngắn")),
            "elbow-length": (("half",), ("lỡ",)),
            "three-quarter": (("three-quarter-length", "3/4", "bracelet"), ("lửng",)),
            "long": (("full-length",), ("dài",)),
        },
        Attribute.SLEEVE_TYPE: {"puff": (("puffy", "balloon"), ()), "juliet": (("juliette",), ())},
    },
    "collar": {
        Attribute.COLLAR: {
            "V-neck": (("v", "v-shaped", "plunging v"), ("v", "chữ v")),
            "crew neck": (("round", "crew"), ()),
            "scoop neck": (("scoop", "scooped"), ()),
            "square neck": (("square",), ()),
            "boat neck": (("boat", "bateau"), ()),
            "turtleneck": (("roll", "polo", "turtle"), ()),
            "Peter Pan collar": (("peter pan", "rounded"), ()),
            "mandarin collar": (("mandarin", "stand", "stand-up", "band", "mao", "nehru"), ()),
            "shirt collar": (("button-down", "point", "pointed", "classic"), ()),
            "notched lapel": (("notched", "notch", "tailored"), ()),
            "sweetheart": (("heart-shaped",), ()),
        },
    },
    "hem": {Attribute.HEM: {
        "fringed": (("fringing",), ("tua",)), "ruffled": (("ruffles", "frilly", "frill"), ("bèo", "bèo nhún")),
        "pleated": (("pleats", "pleat"), ("xếp ly", "dập ly")),
        "side-slit": (("side",), ("xẻ tà", "xẻ hông", "xẻ bên")),
        "front-slit": (("front", "thigh", "thigh-high"), ("xẻ trước",)),
        "elasticated": (("elasticized",), ("bo chun",)), "tiered": (("tiers",), ("xếp tầng", "nhiều tầng")),
        "lace-trimmed": (("lace trim",), ("viền ren",)),
    }},
    "skirt": {"silhouette": {
        "pencil": (("pencil",), ()), "circle": (("circle", "full circle", "full"), ()),
        "ball gown": (("voluminous", "ball-gown"), ()), "tulip": (("tulip",), ()),
    }},
    "skin": {"skin": SKINS},
    "hair": {"hair": {"black": (("black", "jet-black"), ("đen",)),
                      "brown": (("brown", "brunette", "chestnut", "dark"), ("nâu", "hạt dẻ")),
                      "ginger": (("ginger", "red", "auburn", "copper"), ("đỏ", "hung")),
                      "blonde": (("blonde", "blond", "golden", "fair"), ("vàng", "bạch kim")),
                      "grey": (("grey", "gray", "silver", "white"), ("bạc", "xám", "trắng"))}},
    "wearer": {"skin": {"light": (("light-skinned", "fair-skinned", "pale-skinned"), ()),
                        "medium": (("tan-skinned", "olive-skinned"), ()),
                        "deep": (("dark-skinned", "brown-skinned"), ())},
               "hair": {"black": (("black-haired",), ()),
                        "brown": (("brown-haired", "dark-haired", "brunette"), ()),
                        "ginger": (("red-haired", "ginger-haired", "redheaded"), ()),
                        "blonde": (("blonde-haired", "fair-haired", "blonde", "blond"), ()),
                        "grey": (("grey-haired", "gray-haired", "silver-haired", "white-haired"), ())}},
}  # fmt: skip
SILHOUETTE_NAMES: dict[str, dict[str, tuple[str, ...]]] = {  # kind → silhouette → more words for it
    "dress": {"pencil": ("figure-skimming",), "circle": ("full-skirted",),
              "tulip": ("tulip-shaped",), "straight": ("suông",), "flared": ("skater", "swing")},
    "skirt": {"tulip": ("tulip-shaped",)},
    "trousers": {"harem": ("harem-style",), "skinny": ("bó",), "flared": ("flare", "loe")},
    "one-piece": {"harem": ("harem-style",), "flared": ("flare",)},
    "top": {"fitted": ("slim fit", "slim"), "regular": ("vừa vặn",), "oversized": ("boxy",)},
    "outer": {"fitted": ("slim fit", "slim"), "oversized": ("boxy",)},
}  # fmt: skip

GARMENT_NAMES: dict[str, tuple[str, ...]] = {  # category → more names
    "dress": ("gown",), "t-shirt": ("tees", "tshirt"), "trousers": ("trouser", "pant"),
    "waistcoat": ("vest",), "jeans": ("jeans", "quần jeans"), "sweater": ("knitted sweater",),
    "leggings": ("legging",), "crop top": ("croptop",), "hoodie": ("hoody",),
    "jumpsuit": ("áo jumpsuit", "bộ đồ liền quần"),
    "playsuit": ("bộ đồ liền quần short",), "slip dress": ("váy slip",),
    "puffer jacket": ("puffer vest", "puffer coat"), "coat": ("áo coat",), "wide-leg trousers": ("palazzos",),
}  # fmt: skip
KIND_NAMES: dict[str, tuple[str, ...]] = {  # kind → names that tell the kind and no category
    "top": ("top", "áo"), "outer": ("jacket", "áo khoác", "outer layer", "outerwear"), "trousers": ("quần",),
    "one-piece": ("one-piece",),
}  # fmt: skip
SKIRT_OR_DRESS = "váy"  # a skirt below a top, a dress otherwise

# Names of things the vocabulary has no category for: they take adjectives, and are reported.
UNLEARNED_GARMENTS = (
    "raincoat", "suit", "chinos", "overshirt", "shacket", "pinafore", "poncho", "pyjamas", "pajamas", "robe",
    "bikini", "swimsuit", "corset", "bustier", "tights", "sari", "cheongsam", "qipao", "kilt",
    "tuxedo", "yếm", "đồ bơi", "đồ ngủ", "áo mưa", "khăn choàng",
)  # fmt: skip
ACCESSORIES = (
    "hat", "beret", "scarf", "bag", "handbag", "tote", "clutch", "earrings", "hoops", "necklace", "jewellery",
    "jewelry", "gloves", "socks", "stockings", "glasses", "sunglasses", "headband", "umbrella",
    "nón lá", "túi", "túi xách", "khăn", "khuyên tai", "vòng cổ", "tất",
)  # fmt: skip
DETAILS = (
    "pocket", "button", "zip", "zipper", "bow", "strap", "ribbon", "stitching", "embroidery", "lining", "trim",
    "piping", "cuff", "shoulder", "seam", "yoke", "drawstring", "tassel", "ruching", "cut-out",
    "pussy bow", "panel", "epaulette", "logo", "túi hộp", "nút", "cúc", "nơ", "khóa kéo", "thêu",
    "detail", "accent", "waistband", "overlay", "underskirt", "spaghetti strap", "dây",
)  # fmt: skip

PART_NAMES: dict[str, tuple[str, ...]] = {
    "collar": ("collar", "neck", "neckline", "lapel", "cổ", "cổ áo"),
    "sleeve": ("sleeve", "sleeved", "tay", "tay áo", "ống tay"),
    "hem": ("hem", "hemline", "hemmed", "slit", "split", "edge", "gấu", "lai", "vạt", "viền", "gấu áo",
            "gấu váy", "gấu quần"),
    "waist": ("waist", "waistline", "eo"),
    "bodice": ("bodice", "thân áo"),
    "leg": ("leg", "ống quần"),
    "cut": ("silhouette", "cut", "shape", "fit", "phom", "phom dáng"),
    "belt": ("belt", "sash", "thắt lưng", "đai lưng"),
}  # fmt: skip
COLLAR_NAMES: dict[str, str] = {  # more names with the noun in them → collar
    "sweetheart neck": "sweetheart", "halter neckline": "halter", "v-neckline": "V-neck",
    "scoop neckline": "scoop neck", "crewneck": "crew neck", "rollneck": "turtleneck", "turtle neck": "turtleneck",
    "round neckline": "crew neck", "roll-neck": "turtleneck", "polo-neck": "turtleneck", "high neck": "turtleneck",
    "u-neckline": "scoop neck",
}  # fmt: skip
VIETNAMESE_HEADS: dict[str, str] = {  # first syllable of a part's name, its noun → part
    "cổ": "collar", "tay": "sleeve", "gấu": "hem", "lai": "hem", "vạt": "hem", "viền": "hem", "mũ": "collar",
    "nón": "collar",
}  # fmt: skip
MOOD_NOUNS = ("style", "look", "feel", "mood", "vibe", "outfit", "ensemble", "phong cách", "cảm giác", "vẻ",
         "bộ đồ", "set đồ")  # fmt: skip
WEARERS: dict[str, Words] = {  # presentation → nouns
    "": (("model", "figure"), ("người mẫu", "~người")),
    "feminine": (("woman", "~lady", "~girl"), ("người phụ nữ", "~phụ nữ", "cô gái")),
    "masculine": (("man", "~guy", "~boy"), ("người đàn ông", "~đàn ông", "chàng trai")),
    "androgynous": (("person", "androgynous model"), ("người mẫu phi giới tính", "=người mẫu")),
}
HAIR = ("hair", "tóc", "mái tóc")
SKIN = ("skin", "skin tone", "da", "làn da")
SHOES: dict[str, Words] = {
    "heels": (("heels", "~high heels"), ("giày cao gót",)),
    "flats": (("flats", "~ballet flats"), ("giày bệt",)),
    "ankle boots": (("ankle boots",), ("bốt cổ ngắn",)),
    "tall boots": (("tall boots", "~knee-high boots"), ("bốt cao cổ",)),
    "sneakers": (("sneakers", "~trainers"), ("giày thể thao",)),
    "loafers": (("loafers",), ("giày lười",)),
    "sandals": (("sandals",), ("xăng đan",)),
    "": (("boots", "shoes"), ("giày", "bốt", "dép")),
}

JOINS: dict[str, tuple[str, ...]] = {  # how what follows goes with what came before
    "with": ("with", "paired with", "worn with", "teamed with", "styled with", "finished with", "featuring", "plus",
             "has", "having", "matched with", "với", "phối với", "kết hợp với", "mặc cùng", "mặc với", "mix với",
             "kèm", "đi cùng", "đi kèm", "đi", "có", "phối", "mix", "cùng", "kết hợp"),
    "and": ("and", "&", "+", "or", "và", "hoặc"),
    "over": ("over", "worn over", "layered over", "on top of", "khoác ngoài", "khoác bên ngoài", "mặc ngoài",
             "mặc bên ngoài", "ngoài", "bên ngoài"),
    "under": ("under", "worn under", "layered under", "beneath", "below", "mặc trong", "bên trong", "trong"),
    "into": ("into",),
    "of": ("in", "made of", "made from", "of", "from", "cut from", "that is", "which is", "bằng", "trong màu"),
    "on": ("on", "along", "at", "trên", "ở"),
    "for": ("for", "cho", "mặc", "dự", "đến"),
    "without": ("without", "no", "not", "nothing", "không có"),
}  # fmt: skip
# Said before a Vietnamese adjective, and part of it: "màu đỏ", "vải lụa".
VIETNAMESE_LEADS = ("màu", "vải", "họa tiết", "dáng", "màu sắc", "chất liệu", "kiểu", "đính")
# Vietnamese though no letter shows it.
PLAIN_VIETNAMESE = frozenset({"da", "tay", "lai", "eo", "trong", "cho", "mang", "cung", "caro", "bi"})
_WORKS = ("drawing", "sketch", "illustration", "painting")
_TOOLS = ("line", "ink", "pen", "pencil", "watercolour", "watercolor")
# Drawings of whatever there is.
DRAWINGS = (
    *_WORKS, *(f"{tool} {work}" for tool in _TOOLS for work in _WORKS), "line art", "ink and wash", "wash and ink",
    "bản vẽ", "hình vẽ", "tranh vẽ", "tranh màu nước",
)  # fmt: skip
# Drawings of a garment that nobody wears.
FLAT_DRAWINGS = (
    *(f"{kind} {work}" for kind in ("technical", "flat", "garment") for work in ("flat", "flats", *_WORKS[:3])),
    *(f"{work}{way}" for work in ("bản vẽ", "hình vẽ", "vẽ") for way in (" kỹ thuật", " phẳng")),
    "ban ve ky thuat", "ban ve phang",
)  # fmt: skip
# Words that hold a prompt together and state nothing.
FILLERS = (
    "a", "an", "the", "this", "that", "these", "it", "its", "is", "are", "be", "been", "was", "as", "by", "to",
    "from", "my", "our", "your", "her", "his", "their", "me", "i", "we", "you", "she", "he", "they", "one", "some",
    "any", "all", "both", "each", "please", "design", "designed", "make", "create", "draw", "want", "would", "like",
    "need", "show", "give", "wear", "wearing", "worn", "dressed", "layered", "paired", "styled", "pair", "pair of",
    "croquis", "fashion", "fashion illustration", "fashion sketch", "illustration", "sketch", "photo", "picture",
    "image", "photograph", "colour", "color", "coloured", "colored", "print", "printed", "pattern", "patterned",
    "fabric", "cloth", "material", "garment", "clothes", "piece", "something", "so", "too", "very", "really",
    "just", "but", "on top", "underneath", "up", "down", "then", "kind", "type", "length", "s", "two", "hued",
    "finish", "ending", "which", "where", "there", "who", "when", "also", "only", "more", "lightly", "slightly",
    "một", "chiếc", "cái", "bộ", "đôi", "bức", "cho tôi", "tôi", "thiết kế", "vẽ", "của", "là", "được", "đang",
    "phác thảo thời trang", "phác thảo", "hình minh họa thời trang", "bản vẽ thời trang", "ảnh chụp", "ảnh", "mang",
    "kiểu dáng", "đồ", "những", "các", "này", "đó", "rất", "hơi", "khá", "nhẹ", "thêm", "mặc", "set", "món",
    "chất liệu", "phần", "trang phục", "váy áo", "quần áo", *DRAWINGS, *FLAT_DRAWINGS,
)  # fmt: skip

# Words of fashion that neither the vocabulary nor an English dictionary has: unknown, but no misspellings.
UNLEARNED_WORDS = frozenset({
    "athleisure", "balletcore", "barrette", "bralette", "broderie", "anglaise", "cloque", "cottagecore", "crepon",
    "dupioni", "furisode", "gazar", "godet", "gorpcore", "hanbok", "ikat", "jeggings", "kebaya", "khadi", "lehenga",
    "matelasse", "normcore", "pareo", "plisse", "skort", "skorts", "supima", "tankini", "treggings", "vicuna",
    "yukata",
})  # fmt: skip

COMMON: dict[str, str] = {  # English → Vietnamese, of words that no term has
    "with": "với", "and": "và", "photo": "ảnh", "croquis": "phác thảo", "fashion": "thời trang", "woman": "phụ nữ",
    "man": "đàn ông", "sleeves": "tay áo", "hem": "gấu", "collar": "cổ áo", "neckline": "cổ áo",
    "belt": "thắt lưng", "heels": "giày cao gót", "style": "phong cách", "skin": "da",
    "short-sleeved": "tay ngắn", "long-sleeved": "tay dài", "open": "để mở", "worn": "mặc",
}  # fmt: skip
OPPOSITES: tuple[tuple[str, str], ...] = (
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
