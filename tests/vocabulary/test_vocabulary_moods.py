import pytest

from equifashion.vocabulary import (
    ATTRIBUTES,
    CATEGORIES,
    COLOURS,
    EFFECTS,
    FEELINGS,
    KINDS,
    MATERIALS,
    OCCASIONS,
    SILHOUETTES,
    STYLES,
    WEAVES,
    Attribute,
    Mood,
    allowed,
    compatible,
    moods_of,
)

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

MOODS = {"styles": STYLES, "occasions": OCCASIONS, "effects": EFFECTS, "feelings": FEELINGS}
KNOWN = {
    **ATTRIBUTES,
    "category": CATEGORIES,
    "kind": KINDS,
    "silhouette": set().union(*SILHOUETTES.values()),
    "weave": WEAVES,
    "material": MATERIALS,
    "colour": COLOURS,
}
OF_CATEGORY = ("category", "kind", "colour")  # keys of signs that no rule of the garment restricts

every_mood = pytest.mark.parametrize(
    "mood", [m for moods in MOODS.values() for m in moods.values()], ids=lambda m: m.name
)


@every_mood
def test_signs_name_what_exists(mood: Mood):
    assert mood.signs and all(mood.signs)
    for sign in mood.signs:
        for key, values in sign.items():
            assert values and set(values) <= set(KNOWN[key]), key
            assert len(set(values)) == len(values)


@every_mood
def test_every_sign_is_borne_by_some_garment(mood: Mood):
    for sign in mood.signs:
        wearers = [
            c for c in CATEGORIES.values()
            if c.name in sign.get("category", CATEGORIES) and c.kind in sign.get("kind", KINDS)
        ]  # fmt: skip
        seen = {key: values for key, values in sign.items() if key not in OF_CATEGORY}
        assert any(borne(c.name, c.kind, seen) for c in wearers), sign


def borne(category: str, kind: str, sign: dict[str, tuple[str, ...]]) -> bool:
    """Whether some values of a sign can be seen together on a category."""
    chosen: list[tuple[str, str]] = []
    for key, values in sign.items():
        fitting = [
            (key, v)
            for v in allowed(category, key)
            if v in values and all(compatible(kind, (key, v), c) for c in chosen)
        ]
        if not fitting:
            return False
        chosen.append(fitting[0])
    return True


@pytest.mark.parametrize("moods", [STYLES, OCCASIONS], ids=["styles", "occasions"])
def test_the_category_alone_decides_on_a_style_and_an_occasion(moods):
    for category in CATEGORIES.values():
        assert moods_of(moods, {"category": category.name, "kind": category.kind}), category.name


@pytest.mark.parametrize(
    ("moods", "facts", "shown", "hidden"),
    [
        (OCCASIONS, {"category": "evening gown", "kind": "dress"}, {"gala"}, {"sport", "office"}),
        (OCCASIONS, {"category": "áo dài", "kind": "dress"}, {"lunar new year"}, {"beach"}),
        (STYLES, {"category": "leather jacket", "weave": "leather", "colour": "black"}, {"punk"}, {"business"}),
        (
            EFFECTS,
            {"kind": "trousers", LENGTH: "extra-long", "silhouette": "wide"},
            {"leg-lengthening"},
            {"slimming"},
        ),
        (EFFECTS, {COLLAR: "halter"}, {"shoulder-baring"}, {"shoulder-broadening"}),
        (FEELINGS, {"weave": "knit", SLEEVE_LENGTH: "long", "colour": "cream"}, {"cosy"}, {"energetic"}),
    ],
)
def test_moods_of_garments(moods, facts, shown, hidden):
    found = set(moods_of(moods, facts))
    assert shown <= found and not hidden & found


def test_all_attributes_of_a_sign_have_to_hold():
    mood = Mood(
        "wintry", "mùa đông", signs=({"weave": ("knit",), SLEEVE_LENGTH: ("long",)}, {"category": ("parka",)})
    )
    assert mood.shows({"weave": "knit", SLEEVE_LENGTH: "long"}) and mood.shows({"category": "parka"})
    assert not mood.shows({"weave": "knit", SLEEVE_LENGTH: "short"}) and not mood.shows({"weave": "knit"})


def test_nothing_is_known_of_nothing():
    assert all(moods_of(moods, {}) == () for moods in MOODS.values())


def test_no_word_is_in_two_tables():
    names = [name for moods in MOODS.values() for name in moods]
    assert len(set(names)) == len(names)
