"""Colour names with their sRGB values and Vietnamese names.

The values were measured on photographs rather than on screens: photographed black is not 0, photographed white
is not 255. Measurements name the nearest of them, so a changed value changes captions.
"""

from equifashion.vocabulary.terms import Term, table

COLOURS: dict[str, tuple[int, int, int]] = {
    "black": (32, 32, 35),
    "dark grey": (72, 73, 77),
    "grey": (125, 126, 130),
    "light grey": (168, 170, 174),
    "white": (224, 224, 225),
    "cream": (236, 226, 203),
    "beige": (204, 182, 150),
    "khaki": (148, 134, 98),
    "brown": (98, 70, 52),
    "burgundy": (98, 30, 42),
    "red": (188, 38, 44),
    "coral": (230, 112, 98),
    "orange": (226, 118, 44),
    "mustard": (198, 152, 46),
    "yellow": (236, 208, 78),
    "olive": (92, 94, 56),
    "lime": (158, 200, 56),
    "green": (48, 122, 72),
    "mint": (166, 212, 188),
    "teal": (26, 104, 112),
    "turquoise": (76, 178, 186),
    "light blue": (158, 190, 218),
    "blue": (44, 92, 168),
    "navy": (34, 42, 72),
    "purple": (98, 58, 124),
    "lilac": (186, 166, 204),
    "pink": (226, 152, 172),
    "magenta": (198, 48, 112),
}

COLOUR_TERMS: dict[str, Term] = table((
    Term("black", "đen", ("jet black", "ebony"), ("đen tuyền",)),
    Term("dark grey", "xám đậm", ("charcoal", "anthracite"), ("xám chì", "xám than")),
    Term("grey", "xám", ("gray", "mid-grey"), ("~ghi", "màu ghi")),
    Term("light grey", "xám nhạt", ("silver grey", "pale grey"), ("ghi sáng", "xám bạc")),
    Term("white", "trắng", ("pure white", "snow white"), ("trắng tinh",)),
    Term("cream", "kem", ("ivory", "off-white", "ecru"), ("trắng kem", "trắng ngà")),
    Term("beige", "be", ("sand", "oatmeal"), ("màu be", "nâu kem")),
    Term("khaki", "kaki", ("army khaki", "~drab"), ("~vàng đất", "màu kaki")),
    Term("brown", "nâu", ("chocolate", "chestnut"), ("nâu sô cô la",)),
    Term("burgundy", "đỏ đô", ("wine red", "maroon", "bordeaux"), ("đỏ rượu vang", "đỏ mận")),
    Term("red", "đỏ", ("scarlet", "crimson"), ("đỏ tươi", "~đỏ cờ")),
    Term("coral", "san hô", ("salmon", "~coral pink"), ("cam san hô", "hồng san hô")),
    Term("orange", "cam", ("tangerine",), ("~da cam", "màu cam")),
    Term("mustard", "vàng mù tạt", ("mustard yellow", "ochre"), ("vàng nghệ", "vàng mù tạc")),
    Term("yellow", "vàng", ("lemon yellow", "~sunny yellow"), ("vàng chanh", "vàng tươi")),
    Term("olive", "xanh ô liu", ("olive green", "~army green"), ("xanh rêu", "~xanh bộ đội")),
    Term("lime", "xanh nõn chuối", ("lime green", "chartreuse"), ("xanh đọt chuối",)),
    Term("green", "xanh lá", ("leaf green", "grass green"), ("xanh lá cây", "xanh lục")),
    Term("mint", "xanh bạc hà", ("mint green", "pale green"), ("xanh mint",)),
    Term("teal", "xanh cổ vịt", ("petrol", "~dark turquoise"), ("xanh két",)),
    Term("turquoise", "xanh ngọc", ("aqua", "cyan"), ("xanh lam ngọc", "ngọc lam")),
    Term("light blue", "xanh da trời", ("sky blue", "pale blue", "baby blue"), ("~xanh nhạt", "thiên thanh")),
    Term("blue", "xanh dương", ("royal blue", "cobalt"), ("xanh nước biển", "~xanh lam")),
    Term("navy", "xanh than", ("navy blue", "dark blue"), ("xanh navy", "xanh tím than")),
    Term("purple", "tím", ("violet", "grape"), ("tím đậm", "tím sẫm")),
    Term("lilac", "tím nhạt", ("lavender", "mauve"), ("tím oải hương", "tím hoa cà")),
    Term("pink", "hồng", ("rose", "blush"), ("hồng phấn", "~hường")),
    Term("magenta", "hồng đậm", ("fuchsia", "hot pink"), ("hồng cánh sen", "hồng sẫm")),
))  # fmt: skip
