"""The high-level words of a brief, and by which signs a garment bears them: style, occasion, effect, feeling."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from equifashion.vocabulary.attributes import Attribute
from equifashion.vocabulary.terms import Term, table

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute


@dataclass(frozen=True)
class Mood(Term):
    """A high-level word.

    Attributes:
        signs: what shows it on a garment; any one sign does, and a sign holds if all its attributes have one of
            the values it lists. Keys: ``category``, ``kind``, an ``Attribute``, ``silhouette``, ``weave``,
            ``material``, ``colour``.
    """

    signs: tuple[Mapping[str, tuple[str, ...]], ...] = field(default=(), hash=False, kw_only=True)

    def shows(self, facts: Mapping[str, str]) -> bool:
        """Whether a garment with these facts (the keys of ``signs``) bears the word."""
        return any(all(facts.get(key) in values for key, values in sign.items()) for sign in self.signs)


def moods_of(moods: Mapping[str, Mood], facts: Mapping[str, str]) -> tuple[str, ...]:
    """The words of one table, e.g. ``OCCASIONS``, that a garment bears.

    Args:
        moods: the table.
        facts: what is known of the garment, by the keys that ``Mood.signs`` uses.
    """
    return tuple(name for name, mood in moods.items() if mood.shows(facts))


def _worn_as(*categories: str) -> dict[str, tuple[str, ...]]:
    return {"category": categories}


_DARK = ("black", "dark grey", "navy", "burgundy", "purple")
_PALE = ("white", "cream", "pink", "lilac", "mint", "light blue", "beige")
_BRIGHT = ("red", "orange", "yellow", "lime", "magenta", "turquoise", "coral")
_NEUTRAL = ("black", "dark grey", "grey", "light grey", "white", "cream", "beige", "navy")
_EARTHY = ("khaki", "olive", "brown", "beige", "mustard")
_FULL_SLEEVES = ("puff", "bishop", "lantern", "leg-of-mutton", "juliet")

STYLES: dict[str, Mood] = table((
    Mood("casual", "thường ngày", ("laid-back", "off-duty"), ("đời thường",), signs=(
        _worn_as("t-shirt", "tank top", "polo shirt", "sweatshirt", "hoodie", "cardigan", "denim jacket", "jeans",
                 "joggers", "leggings", "shorts", "dungarees", "sundress", "playsuit", "puffer jacket", "parka",
                 "skirt", "sweater"),)),
    Mood("classic", "cổ điển", ("timeless", "ageless"), ("kinh điển",), signs=(
        _worn_as("shirt", "sweater", "cardigan", "waistcoat", "blazer", "coat", "trench coat", "sheath dress",
                 "shirt dress", "wrap dress", "A-line dress", "trousers", "pencil skirt", "A-line skirt",
                 "pleated skirt"),)),
    Mood("minimalist", "tối giản", ("minimal", "pared-back"), ("kiệm chi tiết",), signs=(
        {"weave": ("plain", "twill", "satin"), HEM: ("straight",), "colour": _NEUTRAL},)),
    Mood("elegant", "thanh lịch", ("refined", "graceful"), ("trang nhã",), signs=(
        _worn_as("blouse", "slip dress", "sheath dress", "wrap dress", "evening gown", "áo dài", "coat", "cape",
                 "wide-leg trousers", "pencil skirt", "jumpsuit", "dress", "tunic", "culottes"),
        {"kind": ("top", "dress", "skirt"), "weave": ("satin", "lace", "brocade")})),
    Mood("bohemian", "du mục", ("boho", "hippie"), ("phóng khoáng kiểu boho",), signs=(
        {HEM: ("fringed", "handkerchief", "tiered")},
        {SLEEVE_TYPE: ("bell", "bishop", "cold-shoulder"), "weave": ("floral", "lace")},
        _worn_as("kimono jacket", "tunic", "wrap skirt"))),
    Mood("vintage", "hoài cổ", ("retro", "old-time"), ("~phong cách xưa",), signs=(
        {"kind": ("dress", "skirt"), "weave": ("polka dot", "gingham")},
        {SLEEVE_TYPE: ("juliet", "leg-of-mutton")},
        {"silhouette": ("circle",)},
        {COLLAR: ("Peter Pan collar",)})),
    Mood("streetwear", "đường phố", ("street-style", "urban"), ("bụi bặm",), signs=(
        _worn_as("hoodie", "bomber jacket", "parka", "joggers", "puffer jacket", "crop top", "denim jacket",
                 "bodysuit"),
        {"silhouette": ("oversized",)})),
    Mood("sporty", "thể thao", ("athletic", "athleisure"), ("khỏe khoắn",), signs=(
        _worn_as("joggers", "leggings", "sweatshirt", "hoodie", "polo shirt", "tank top"),
        {"kind": ("top",), SLEEVE_TYPE: ("raglan",)})),
    Mood("preppy", "học đường", ("collegiate", "ivy-league"), ("~nữ sinh", "~kiểu sinh viên"), signs=(
        _worn_as("polo shirt", "cardigan", "pleated skirt", "waistcoat"),
        {"kind": ("skirt", "outer", "dress"), "weave": ("plaid",)},
        {COLLAR: ("Peter Pan collar",)})),
    Mood("business", "công sở", ("corporate", "office-style"), ("chuyên nghiệp",), signs=(
        _worn_as("shirt", "blouse", "blazer", "waistcoat", "trousers", "pencil skirt", "sheath dress",
                 "shirt dress", "trench coat"),)),
    Mood("feminine", "nữ tính", ("ladylike", "~girly"), ("điệu đà",), signs=(
        {HEM: ("ruffled", "lace-trimmed", "scalloped", "lettuce")},
        {COLLAR: ("sweetheart",)},
        {"weave": ("lace",)},
        _worn_as("camisole", "wrap dress", "circle skirt", "A-line dress", "ball gown"))),
    Mood("androgynous", "phi giới tính", ("unisex", "gender-neutral"), ("trung tính",), signs=(
        {"category": ("shirt", "blazer", "waistcoat", "coat"), "silhouette": ("loose", "oversized")},
        {"category": ("trousers", "jumpsuit"), "silhouette": ("straight", "wide")})),
    Mood("avant-garde", "tiên phong", ("experimental", "conceptual"), ("phá cách",), signs=(
        {HEM: ("asymmetric", "bubble", "handkerchief")},
        {SLEEVE_TYPE: ("batwing", "lantern", "leg-of-mutton")},
        {"silhouette": ("harem", "tulip")},
        _worn_as("cape"))),
    Mood("punk", "nổi loạn", ("rebellious", "grunge"), ("bất cần",), signs=(
        {"weave": ("leather",), "colour": ("black", "red", "burgundy")},
        {"weave": ("plaid",), HEM: ("raw", "fringed")},
        {HEM: ("raw",), "colour": ("black", "dark grey")},
        _worn_as("leather jacket"))),
    Mood("gothic", "u tối", ("~goth", "dark-romantic"), ("ma mị",), signs=(
        {"weave": ("lace", "brocade"), "colour": ("black", "burgundy", "purple")},
        {"material": ("velvet",), "colour": ("black", "burgundy", "purple")})),
    Mood("military", "quân đội", ("army-style", "utility"), ("~kiểu nhà binh",), signs=(
        {"weave": ("twill", "plain"), "colour": ("khaki", "olive")},
        _worn_as("trench coat", "parka", "bomber jacket"))),
    Mood("resort", "nghỉ dưỡng", ("holiday-style", "beachy"), ("~kiểu đi biển",), signs=(
        _worn_as("sundress", "kimono jacket", "wrap skirt", "playsuit", "camisole"),
        {"kind": ("dress", "one-piece", "trousers", "top"), "material": ("linen",)})),
    Mood("glamorous", "lộng lẫy", ("glam", "dazzling"), ("kiêu sa",), signs=(
        {"weave": ("sequinned",)},
        {"kind": ("dress",), "weave": ("satin",)},
        {"silhouette": ("mermaid",)},
        _worn_as("evening gown", "ball gown"))),
    Mood("traditional", "truyền thống", ("heritage", "folk"), ("dân tộc", "~cổ truyền"), signs=(
        _worn_as("áo dài"),
        {"weave": ("brocade",), COLLAR: ("mandarin collar",)},
        {"category": ("kimono jacket",), "weave": ("brocade", "floral", "satin")})),
    Mood("futuristic", "vị lai", ("space-age", "techwear"), ("~tương lai",), signs=(
        {"weave": ("leather", "sequinned", "satin"), "colour": ("light grey", "grey", "white")},
        {"category": ("puffer jacket", "bodysuit", "leggings"), "colour": ("black", "white", "light grey")})),
))  # fmt: skip

OCCASIONS: dict[str, Mood] = table((
    Mood("everyday", "hằng ngày", ("daily wear", "running errands"), ("mặc thường ngày",), signs=(
        _worn_as("t-shirt", "shirt", "polo shirt", "tank top", "crop top", "tunic", "sweater", "sweatshirt",
                 "hoodie", "cardigan", "bodysuit", "bomber jacket", "denim jacket", "leather jacket",
                 "puffer jacket", "coat", "parka", "dress", "shirt dress", "A-line dress", "skirt", "A-line skirt",
                 "wrap skirt", "jeans", "wide-leg trousers", "leggings", "culottes", "joggers", "shorts",
                 "dungarees"),)),
    Mood("office", "đi làm", ("work", "the workplace"), ("văn phòng",), signs=(
        _worn_as("shirt", "blouse", "waistcoat", "blazer", "coat", "trench coat", "shirt dress", "sheath dress",
                 "wrap dress", "pencil skirt", "A-line skirt", "pleated skirt", "trousers", "wide-leg trousers",
                 "culottes", "áo dài"),)),
    Mood("interview", "phỏng vấn", ("a job interview",), ("buổi phỏng vấn",), signs=(
        {"category": ("shirt", "blouse", "blazer", "trousers", "pencil skirt", "sheath dress", "waistcoat"),
         "weave": ("plain", "twill", "striped")},)),
    Mood("party", "tiệc tùng", ("a night out", "clubbing"), ("đi tiệc", "dự tiệc"), signs=(
        {"weave": ("sequinned", "leather")},
        {"kind": ("dress", "top", "one-piece"), "weave": ("satin", "lace")},
        _worn_as("slip dress", "camisole", "bodysuit", "leather jacket"))),
    Mood("cocktail", "tiệc cocktail", ("a cocktail party", "cocktail hour"), ("tiệc nhẹ",), signs=(
        {"category": ("dress", "sheath dress", "A-line dress", "slip dress", "wrap dress"),
         LENGTH: ("short", "medium"), "weave": ("plain", "satin", "lace", "brocade", "sequinned")},
        {"category": ("jumpsuit", "wide-leg trousers"), "weave": ("satin", "sequinned")})),
    Mood("gala", "dạ tiệc", ("a black-tie evening", "the red carpet"), ("thảm đỏ", "dạ hội"), signs=(
        _worn_as("evening gown", "ball gown"),
        {"category": ("cape",), "weave": ("satin", "sequinned", "brocade", "lace")})),
    Mood("wedding", "đám cưới", ("a wedding party", "wedding guests"), ("tiệc cưới", "ăn cưới"), signs=(
        {"category": ("áo dài",), "colour": ("red", "pink", "white", "cream", "yellow")},
        {"category": ("ball gown", "evening gown"), "colour": ("white", "cream")},
        {"kind": ("dress",), "weave": ("lace", "brocade", "satin"), LENGTH: ("medium", "long", "extra-long")})),
    Mood("date", "hẹn hò", ("a romantic dinner", "date night"), ("buổi hẹn",), signs=(
        _worn_as("wrap dress", "slip dress", "camisole", "circle skirt"),
        {"kind": ("dress", "skirt", "top"), "weave": ("floral", "lace", "satin")})),
    Mood("holiday", "du lịch", ("travel", "a vacation"), ("kỳ nghỉ",), signs=(
        _worn_as("sundress", "playsuit", "jumpsuit", "kimono jacket", "wrap skirt", "shorts", "culottes", "tunic"),
        {"material": ("linen",)})),
    Mood("beach", "đi biển", ("the seaside", "a beach day"), ("bãi biển",), signs=(
        _worn_as("sundress", "kimono jacket", "wrap skirt"),
        {"category": ("shorts", "playsuit", "crop top"), "material": ("cotton", "linen", "viscose")})),
    Mood("sport", "tập luyện", ("the gym", "workouts"), ("tập gym",), signs=(
        _worn_as("leggings", "joggers"),
        {"category": ("tank top", "crop top"), "weave": ("plain", "rib", "striped")})),
    Mood("lounge", "ở nhà", ("lounging at home", "a lazy Sunday"), ("mặc nhà",), signs=(
        _worn_as("joggers", "sweatshirt", "hoodie", "cardigan", "leggings"),
        {"silhouette": ("oversized",), "weave": ("knit", "rib")})),
    Mood("school", "đi học", ("campus", "college"), ("đến trường",), signs=(
        _worn_as("polo shirt", "pleated skirt", "hoodie", "jeans", "cardigan", "dungarees", "sweatshirt"),
        {"category": ("áo dài", "shirt"), "colour": ("white",)})),
    Mood("festival", "lễ hội", ("a music festival", "a street fair"), ("ngày hội",), signs=(
        {HEM: ("fringed", "tiered", "handkerchief")},
        _worn_as("crop top", "kimono jacket"),
        {"weave": ("animal", "sequinned")})),
    Mood("lunar new year", "Tết", ("Tet", "the spring festival"), ("Tết Nguyên đán", "du xuân"), signs=(
        _worn_as("áo dài"),
        {"weave": ("brocade",), "colour": ("red", "yellow", "pink", "mustard", "burgundy")})),
    Mood("outdoors", "dã ngoại", ("a country walk", "camping"), ("ngoài trời",), signs=(
        _worn_as("parka", "puffer jacket", "denim jacket", "cape", "shorts"),
        {"kind": ("outer",), "material": ("nylon",)})),
))  # fmt: skip

EFFECTS: dict[str, Mood] = table((
    Mood("slimming", "tôn dáng thon", ("figure-slimming", "streamlining"), ("~trông thon gọn",), signs=(
        {"colour": _DARK, "weave": ("plain", "twill", "satin", "striped", "denim"),
         "silhouette": ("fitted", "regular", "pencil", "straight", "a-line", "slim", "skinny", "tapered")},)),
    Mood("elongating", "kéo dài dáng", ("~height-giving", "lengthening"), ("~hack dáng", "trông cao hơn"), signs=(
        {"kind": ("dress", "outer", "one-piece"), LENGTH: ("long", "extra-long"),
         "silhouette": ("straight", "pencil", "mermaid", "regular", "fitted", "flared")},)),
    Mood("leg-lengthening", "kéo dài chân", ("leg-flattering",), ("~hack chân dài",), signs=(
        {"kind": ("trousers", "one-piece"), LENGTH: ("extra-long",), "silhouette": ("wide", "flared", "straight")},
        {"kind": ("trousers", "one-piece", "skirt", "dress"), LENGTH: ("extra-short",)},
        {HEM: ("front-slit",)})),
    Mood("waist-defining", "tôn vòng eo", ("waist-cinching", "nipped-in"), ("chiết eo",), signs=(
        {"silhouette": ("circle", "ball gown", "flared", "a-line"), "kind": ("dress", "skirt")},
        _worn_as("wrap dress", "trench coat"))),
    Mood("curve-hugging", "tôn đường cong", ("curve-enhancing", "sculpting"), ("khoe đường cong",), signs=(
        {"silhouette": ("pencil", "mermaid", "skinny")},
        {"silhouette": ("fitted",), "weave": ("rib", "knit", "plain", "lace")})),
    Mood("shoulder-broadening", "làm rộng vai", ("strong-shouldered", "shoulder-emphasising"), ("tôn bờ vai",),
         signs=({SLEEVE_TYPE: ("leg-of-mutton", "puff", "cap")}, {COLLAR: ("boat neck",)})),
    Mood("shoulder-baring", "khoe vai trần", ("shoulder-revealing",), ("hở vai",), signs=(
        {SLEEVE_TYPE: ("cold-shoulder",)}, {COLLAR: ("halter",)},
        {COLLAR: ("sweetheart",), SLEEVE_LENGTH: ("sleeveless",)})),
    Mood("volume-adding", "tạo độ phồng", ("~full-bodied", "billowing"), ("bồng bềnh",), signs=(
        {SLEEVE_TYPE: _FULL_SLEEVES}, {"silhouette": ("ball gown", "circle")}, {HEM: ("bubble", "tiered")})),
    Mood("flowing", "thướt tha", ("floaty", "fluid"), ("bay bổng", "mềm rủ"), signs=(
        {"material": ("chiffon", "silk", "viscose"), "silhouette": ("flared", "circle", "a-line", "wide", "loose")},
        {HEM: ("handkerchief",)}, _worn_as("áo dài"))),
    Mood("structured", "đứng phom", ("sharp", "architectural"), ("~phom cứng cáp",), signs=(
        {COLLAR: ("notched lapel",)},
        {"material": ("wool", "tweed", "hide"), "silhouette": ("fitted", "regular", "pencil", "a-line", "straight"),
         "weave": ("plain", "twill", "plaid", "leather", "striped")},
        {"weave": ("denim", "brocade", "leather")})),
    Mood("textured", "nổi vân", ("tactile", "richly textured"), ("bề mặt nổi",), signs=(
        {"weave": ("knit", "rib", "lace", "brocade", "sequinned")},
        {"material": ("tweed", "corduroy", "velvet")})),
    Mood("eye-catching", "bắt mắt", ("striking", "statement"), ("nổi bật",), signs=(
        {"weave": ("animal", "sequinned")}, {"colour": _BRIGHT})),
    Mood("shimmering", "lấp lánh", ("sparkling", "lustrous"), ("óng ánh",), signs=(
        {"weave": ("sequinned", "satin", "brocade")},)),
    Mood("neck-lengthening", "tôn cổ cao", ("neck-flattering",), ("trông cổ dài hơn",), signs=(
        {COLLAR: ("V-neck", "scoop neck", "sweetheart", "square neck")},)),
))  # fmt: skip

FEELINGS: dict[str, Mood] = table((
    Mood("romantic", "lãng mạn", ("dreamy", "~tender"), ("mộng mơ",), signs=(
        {HEM: ("ruffled", "lace-trimmed", "scalloped", "tiered")},
        {"weave": ("lace", "floral"), "colour": _PALE},
        {SLEEVE_TYPE: ("flutter", "puff", "bishop", "juliet"), "colour": _PALE})),
    Mood("confident", "tự tin", ("~assured", "empowering"), ("bản lĩnh",), signs=(
        _worn_as("blazer", "leather jacket", "jumpsuit", "trench coat", "bodysuit"),
        {"silhouette": ("pencil", "fitted", "mermaid"), "colour": ("black", "red", "navy", "burgundy")})),
    Mood("playful", "tinh nghịch", ("~fun", "~cheeky"), ("vui tươi",), signs=(
        {"weave": ("polka dot", "gingham", "animal")},
        {HEM: ("lettuce", "bubble", "fringed")},
        _worn_as("playsuit", "dungarees", "crop top"))),
    Mood("relaxed", "thư thái", ("easygoing", "carefree"), ("thoải mái",), signs=(
        {"silhouette": ("loose", "oversized", "harem", "wide")},
        _worn_as("joggers", "hoodie", "sweatshirt", "tunic"))),
    Mood("cosy", "ấm áp", ("~snug", "~comforting"), ("ấm cúng",), signs=(
        {"weave": ("knit", "rib"), SLEEVE_LENGTH: ("long",)},
        {"material": ("fleece", "wool", "cashmere", "tweed")},
        _worn_as("puffer jacket"))),
    Mood("serene", "êm đềm", ("calm", "peaceful"), ("bình yên",), signs=(
        {"weave": ("plain", "satin"), "colour": ("mint", "light blue", "lilac", "cream", "white", "teal")},)),
    Mood("fresh", "tươi mát", ("breezy", "crisp"), ("mát mẻ",), signs=(
        {"material": ("linen", "cotton"), "colour": ("white", "mint", "light blue", "lime", "yellow", "turquoise")},
        _worn_as("sundress"))),
    Mood("energetic", "sôi động", ("lively", "dynamic"), ("năng động",), signs=(
        {"colour": ("red", "orange", "yellow", "lime", "magenta")},
        _worn_as("leggings", "tank top", "shorts"))),
    Mood("mysterious", "bí ẩn", ("enigmatic", "brooding"), ("huyền bí",), signs=(
        {"colour": ("black", "purple", "burgundy"), "weave": ("lace", "satin", "brocade", "leather")},
        {"category": ("cape", "evening gown"), "colour": _DARK})),
    Mood("sensual", "gợi cảm", ("alluring", "seductive"), ("quyến rũ",), signs=(
        _worn_as("slip dress", "camisole", "bodysuit"),
        {HEM: ("front-slit",)},
        {"silhouette": ("mermaid", "pencil"), "weave": ("satin", "lace", "sequinned", "animal")})),
    Mood("dignified", "trang trọng", ("composed", "stately"), ("đĩnh đạc", "đoan trang"), signs=(
        _worn_as("áo dài", "sheath dress", "coat", "waistcoat", "blazer", "ball gown"),
        {"category": ("trousers", "pencil skirt", "shirt"), "colour": _NEUTRAL})),
    Mood("luxurious", "sang trọng", ("opulent", "lavish"), ("xa hoa",), signs=(
        {"material": ("silk", "cashmere", "velvet")}, {"weave": ("brocade", "sequinned")})),
    Mood("bold", "táo bạo", ("daring", "fearless"), ("mạnh mẽ",), signs=(
        {"weave": ("animal", "leather")},
        {HEM: ("asymmetric", "raw")},
        {"colour": ("red", "magenta", "lime", "orange")})),
    Mood("youthful", "trẻ trung", ("~girlish", "~young at heart"), ("tươi trẻ",), signs=(
        _worn_as("dungarees", "crop top", "pleated skirt", "t-shirt", "jeans", "denim jacket", "polo shirt"),
        {"kind": ("skirt", "dress", "one-piece"), LENGTH: ("extra-short", "short")})),
    Mood("nostalgic", "hoài niệm", ("wistful", "reminiscent"), ("gợi nhớ xưa cũ",), signs=(
        {"weave": ("gingham", "polka dot", "plaid")},
        {COLLAR: ("Peter Pan collar",)},
        {SLEEVE_TYPE: ("juliet", "leg-of-mutton")},
        {"material": ("corduroy", "tweed")},
        {"silhouette": ("circle",)})),
    Mood("earthy", "mộc mạc", ("~grounded", "rustic"), ("gần gũi thiên nhiên",), signs=(
        {"colour": _EARTHY}, {"material": ("linen",), "colour": _NEUTRAL})),
    Mood("gentle", "dịu dàng", ("~soft", "delicate"), ("nhẹ nhàng",), signs=(
        {"colour": ("pink", "lilac", "cream", "light blue", "mint")}, _worn_as("áo dài", "cardigan", "blouse"))),
))  # fmt: skip

MOODS: dict[str, dict[str, Mood]] = {
    "style": STYLES,
    "occasion": OCCASIONS,
    "effect": EFFECTS,
    "feeling": FEELINGS,
}
