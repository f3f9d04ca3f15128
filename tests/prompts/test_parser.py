import pytest

from equifashion.prompts.parser import parse_prompt
from equifashion.vocabulary import Attribute


def bound(prompt):
    """[(noun, adjectives, part, garment)] of a prompt."""
    return [
        (p.noun.text if p.noun else "", [a.text for a in p.adjectives], p.part, p.garment)
        for p in parse_prompt(prompt).phrases
    ]


def test_adjectives_belong_to_their_noun():
    assert bound("red dress with long puff sleeves") == [
        ("dress", ["red"], "garment", 0),
        ("sleeves", ["long", "puff"], "sleeve", 0),
    ]
    assert bound("váy đỏ tay phồng dài") == [
        ("váy", ["đỏ"], "garment", 0),
        ("tay", ["phồng", "dài"], "sleeve", 0),
    ]


@pytest.mark.parametrize(
    ("prompt", "colours"),
    [
        ("red shirt with a green skirt", [("red",), ("green",)]),
        ("green shirt with a red skirt", [("green",), ("red",)]),
        ("áo đỏ, quần xanh lá", [("red",), ("green",)]),
        ("red and blue dress and black and white shorts", [("red", "blue"), ("black", "white")]),
        ("a shirt in navy and white stripes with grey trousers", [("navy", "white"), ("grey",)]),
    ],
)
def test_each_garment_keeps_its_colours(prompt, colours):
    assert [garment.colours for garment in parse_prompt(prompt).garments] == colours


def test_a_word_means_what_its_noun_makes_of_it():
    facts = {
        "short skirt": (Attribute.LENGTH, "short"),
        "short sleeves": (Attribute.SLEEVE_LENGTH, "short"),
        "flared trousers": ("silhouette", "flared"),
        "flared sleeves": (Attribute.SLEEVE_TYPE, "bell"),
        "flared hem": (Attribute.HEM, "flared"),
        "cropped trousers": (Attribute.LENGTH, "medium"),
        "cropped jacket": (Attribute.LENGTH, "extra-short"),
        "lace hem": (Attribute.HEM, "lace-trimmed"),
        "lace dress": ("weave", "lace"),
    }
    for prompt, fact in facts.items():
        assert parse_prompt(prompt).garments[0].facts == (fact,), prompt


def test_parts_belong_to_a_garment_that_can_have_them():
    sweater, skirt = parse_prompt("striped sweater over a pleated skirt with long sleeves").garments
    assert sweater.values(Attribute.SLEEVE_LENGTH) == ("long",)
    assert skirt.facts == ()
    assert (sweater.relation, skirt.relation) == ("", "over")


def test_parts_have_their_own_cloth():
    garment = parse_prompt("a navy coat with a red velvet collar and a brown belt").garments[0]
    assert garment.colours == ("navy",)
    assert set(garment.facts) >= {
        ("collar colour", "red"),
        ("collar material", "velvet"),
        ("belt colour", "brown"),
        ("worn", "belted"),
    }


@pytest.mark.parametrize(
    ("prompt", "facts", "colours"),
    [
        ("a dark-skinned woman in a red dress", {("skin", "deep")}, [("red",)]),
        ("phụ nữ da ngăm mặc váy đỏ", {("skin", "deep")}, [("red",)]),
        ("dark red dress", set(), [("red",)]),
        ("a woman with brown hair, red coat", {("hair", "brown")}, [("red",)]),
        ("blonde man in a white shirt and black trousers", {("hair", "blonde")}, [("white",), ("black",)]),
        ("cô gái tóc vàng mặc váy đỏ", {("hair", "blonde")}, [("red",)]),
        ("mohair sweater", set(), [()]),
    ],
)
def test_skin_and_hair_are_the_wearers_and_never_the_cloths(prompt, facts, colours):
    parsed = parse_prompt(prompt)
    said = {fact for phrase in parsed.phrases for fact in phrase.facts if fact[0] in ("skin", "hair")}
    assert said == facts and [garment.colours for garment in parsed.garments] == colours
    assert not set(parsed.unknown) & {"hair", "brown", "dark-skinned", "skinned"}


def test_names_in_pieces_are_one_category():
    assert parse_prompt("white pleated midi skirt").garments[0].category == "pleated skirt"
    assert parse_prompt("a top").garments[0].category is None
    assert parse_prompt("a top").garments[0].kind == "top"


def test_a_skirt_and_a_dress_share_a_vietnamese_word():
    assert [g.category for g in parse_prompt("váy đỏ cổ tim").garments] == ["dress"]
    assert [g.category for g in parse_prompt("áo sơ mi trắng với váy đen").garments] == ["shirt", "skirt"]


def test_moods():
    parsed = parse_prompt("an elegant black dress for a wedding, with a confident feel")
    assert parsed.moods == (("style", "elegant"), ("occasion", "wedding"), ("feeling", "confident"))
    assert [garment.category for garment in parsed.garments] == ["dress"]


def test_unknown_words_are_kept_and_reported():
    parsed = parse_prompt("a zorgle red dress with pockets and no belt")
    assert parsed.unknown == ("zorgle", "pockets", "no belt")
    assert bound("a zorgle red dress")[0][1] == ["zorgle", "red"]
    assert ("worn", "belted") not in parsed.garments[0].facts


@pytest.mark.parametrize(
    ("prompt", "values"),
    [
        ("sleeveless long-sleeved top", {"sleeveless", "long"}),
        ("a mini maxi skirt", {"short", "extra-long"}),
        ("sleeveless dress with puff sleeves", {"sleeveless", "puff"}),
        ("tank top with long sleeves", {"tank top", "long"}),
        ("áo không tay tay dài", {"sleeveless", "long"}),
    ],
)
def test_contradictions_are_reported(prompt, values):
    found = parse_prompt(prompt).contradictions
    assert any({value for _, value in contradiction.facts} == values for contradiction in found)


def test_consistent_prompts_contradict_nothing():
    for prompt in ("short dress with long sleeves", "red and white dress", "ruffled tiered skirt"):
        assert parse_prompt(prompt).contradictions == ()


@pytest.mark.parametrize(
    ("prompt", "language"),
    [("red dress", "en"), ("váy đỏ", "vi"), ("vay do", "vi"), ("áo sơ mi with puff sleeves", "mixed"), ("", "en")],
)
def test_language(prompt, language):
    assert parse_prompt(prompt).language == language


@pytest.mark.parametrize(
    "prompt", ["", "   ", "!!!", "1234", "\n\n", "🌸", "a" * 5000, "with with and of", "no", "váy"]
)
def test_any_text_is_read(prompt):
    assert parse_prompt(prompt).text == prompt
