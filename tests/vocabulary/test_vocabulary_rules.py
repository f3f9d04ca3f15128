import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.vocabulary import (
    ATTRIBUTES,
    CATEGORIES,
    KINDS,
    MATERIALS,
    SILHOUETTES,
    WEAVES,
    Attribute,
    Category,
    allowed,
    compatible,
)
from equifashion.vocabulary.rules import FIELDS, RULES

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

COVERING = {"dress", "skirt", "trousers", "one-piece"}  # kinds that clothe the legs

every_category = pytest.mark.parametrize("category", CATEGORIES.values(), ids=CATEGORIES.keys())


def known_values(kind: str) -> dict[str, dict]:
    return {**ATTRIBUTES, "silhouette": SILHOUETTES[kind], "weave": WEAVES, "material": MATERIALS}


def choose(category: str, random: np.random.Generator) -> dict[str, str]:
    """Values for all attributes that apply, chosen one after another in any order."""
    chosen: dict[str, str] = {}
    for attribute in random.permutation([a for a in FIELDS if allowed(category, a)]).tolist():
        values = allowed(category, attribute, chosen)
        bare = chosen.get(SLEEVE_LENGTH) == "sleeveless" or chosen.get(COLLAR) == "halter"
        if attribute == SLEEVE_TYPE and bare:
            assert values == ()
        else:
            assert values, f"{category}: no {attribute} goes with {chosen}"
            chosen[attribute] = str(random.choice(values))
    return chosen


@every_category
def test_values_exist_and_occur_once(category: Category):
    assert category.kind in KINDS
    known = known_values(category.kind)
    for attribute, name in FIELDS.items():
        values = getattr(category, name)
        assert set(values) <= set(known[attribute]), attribute
        assert len(set(values)) == len(values), attribute


@every_category
def test_what_every_garment_has(category: Category):
    for attribute in (LENGTH, HEM, "silhouette", "weave", "material"):
        assert allowed(category.name, attribute), attribute


@every_category
def test_sleeves_and_collars_only_on_upper_bodies(category: Category):
    upper = category.kind not in ("skirt", "trousers")
    assert bool(category.collars) == upper
    assert bool(category.sleeve_lengths) == (upper and category.name != "cape")
    assert bool(category.sleeve_types) == bool(set(category.sleeve_lengths) - {"sleeveless"})


@pytest.mark.parametrize("attribute", FIELDS)
def test_every_value_is_worn_by_some_category(attribute):
    worn = {(c.kind, value) for c in CATEGORIES.values() for value in allowed(c.name, attribute)}
    if attribute == "silhouette":
        assert {shape for _, shape in worn} == {shape for shapes in SILHOUETTES.values() for shape in shapes}
    else:
        assert {value for _, value in worn} == set(known_values("top")[attribute])


@every_category
def test_what_goes_under_and_below(category: Category):
    for name in category.below:
        assert CATEGORIES[name].kind in ("skirt", "trousers")
    for name in category.under:
        assert CATEGORIES[name].kind in ("top", "dress") and name != category.name
    if category.kind == "top":
        assert category.below
    elif category.kind == "outer":
        assert category.under and category.under_needed and not category.below
    if category.under_needed:
        assert category.under


@every_category
def test_ways_of_wearing(category: Category):
    assert category.tucked and category.opened and category.belted
    assert category.kind == "top" or True not in category.tucked
    assert category.kind == "outer" or category.name == "cardigan" or True not in category.opened


@pytest.mark.parametrize(
    ("category", "attribute", "chosen", "inside", "outside"),
    [
        ("dress", SLEEVE_TYPE, {SLEEVE_LENGTH: "short"}, {"cap", "puff"}, {"bishop", "juliet", "bell"}),
        ("dress", SLEEVE_LENGTH, {SLEEVE_TYPE: "juliet"}, {"long"}, {"sleeveless", "short", "three-quarter"}),
        ("dress", SLEEVE_LENGTH, {COLLAR: "halter"}, {"sleeveless"}, {"long"}),
        ("dress", COLLAR, {SLEEVE_LENGTH: "long"}, {"V-neck"}, {"halter"}),
        ("skirt", HEM, {LENGTH: "extra-short"}, {"straight", "ruffled"}, {"side-slit", "tiered"}),
        ("t-shirt", HEM, {LENGTH: "short"}, {"side-slit"}, set()),
        ("dress", HEM, {"silhouette": "mermaid"}, {"front-slit"}, {"bubble", "tiered"}),
        ("trousers", HEM, {"silhouette": "skinny"}, {"straight", "cuffed"}, {"flared", "side-slit"}),
        ("coat", "material", {"weave": "leather"}, {"hide"}, {"wool"}),
        ("blazer", "weave", {"material": "velvet"}, {"plain"}, {"satin", "plaid"}),
    ],
)
def test_choices_narrow_what_is_left(category, attribute, chosen, inside, outside):
    values = set(allowed(category, attribute, chosen))
    assert inside <= values and not outside & values
    assert outside <= set(allowed(category, attribute))


def test_a_sleeveless_garment_has_no_sleeve_type():
    assert allowed("dress", SLEEVE_TYPE) and allowed("dress", SLEEVE_TYPE, {SLEEVE_LENGTH: "sleeveless"}) == ()


def test_what_does_not_apply_is_empty():
    assert allowed("jeans", COLLAR) == allowed("skirt", SLEEVE_LENGTH) == allowed("tank top", SLEEVE_TYPE) == ()


def test_going_together_is_mutual():
    for rule in RULES:
        for value in rule.values:
            for other in (*rule.only[:1], *rule.never[:1]):
                pairs = (rule.attribute, value), (rule.other, other)
                assert compatible(rule.kinds[0], *pairs) == compatible(rule.kinds[0], *reversed(pairs))


def test_rules_name_what_exists_and_say_one_thing():
    for rule in RULES:
        assert bool(rule.only) != bool(rule.never)
        for kind in rule.kinds:
            known = known_values(kind)
            assert rule.attribute in known and rule.other in known
        everything = {a: set().union(*(known_values(kind)[a] for kind in KINDS)) for a in FIELDS}
        assert set(rule.values) <= everything[rule.attribute]
        assert {*rule.only, *rule.never} <= everything[rule.other]


def test_every_rule_rules_something_out():
    for rule in RULES:
        concerned = [c for c in CATEGORIES.values() if c.kind in rule.kinds]
        assert any(
            set(rule.values) & set(allowed(c.name, rule.attribute))
            and not all(map(rule.admits, allowed(c.name, rule.other)))
            for c in concerned
        ), rule


@every_category
def test_choosing_in_any_order_never_ends_in_a_dead_end(category: Category):
    for attribute in FIELDS:
        values = frozenset(allowed(category.name, attribute))
        narrowing = [  # per other attribute: the values that leave less than all
            [
                (pair, left)
                for value in allowed(category.name, other)
                if (left := frozenset(allowed(category.name, attribute, dict([pair := (other, value)])))) != values
            ]
            for other in FIELDS
            if other != attribute
        ]
        if values:
            assert dead_end(category.kind, attribute, values, narrowing, ()) == ()


def dead_end(kind: str, attribute: str, left: frozenset[str], narrowing: list, chosen: tuple) -> tuple:
    """Values that go together and leave nothing for an attribute, or ()."""
    if not left:
        # Without sleeves, their type is not chosen at all.
        bare = {(SLEEVE_LENGTH, "sleeveless"), (COLLAR, "halter")} & set(chosen)
        return () if attribute == SLEEVE_TYPE and bare else chosen
    if not narrowing:
        return ()
    for pair, remaining in narrowing[0]:
        if all(compatible(kind, pair, other) for other in chosen):
            found = dead_end(kind, attribute, left & remaining, narrowing[1:], (*chosen, pair))
            if found:
                return found
    return dead_end(kind, attribute, left, narrowing[1:], chosen)


@every_category
def test_whatever_was_chosen_goes_together(category: Category):
    random = np.random.default_rng(0)
    for _ in range(8):
        pairs = list(choose(category.name, random).items())
        assert {LENGTH, HEM, "silhouette", "weave", "material"} <= {attribute for attribute, _ in pairs}
        assert all(compatible(category.kind, a, b) for a in pairs for b in pairs if a != b)


@every_category
def test_every_value_of_a_category_goes_with_something(category: Category):
    applying = [attribute for attribute in FIELDS if allowed(category.name, attribute)]
    for attribute in applying:
        for value in allowed(category.name, attribute):
            bare = (attribute, value) in ((SLEEVE_LENGTH, "sleeveless"), (COLLAR, "halter"))
            for other in set(applying) - {attribute}:
                assert allowed(category.name, other, {attribute: value}) or (bare and other == SLEEVE_TYPE), (
                    value,
                    other,
                )


def test_unknown_words_are_refused_with_the_known_ones():
    with pytest.raises(InvalidInput, match=r"'toga'.*'áo dài'"):
        allowed("toga", LENGTH)
    with pytest.raises(InvalidInput, match=r"'A6'.*'silhouette'"):
        allowed("dress", "A6")


def test_some_category_of_every_kind_clothes_the_legs_or_goes_over_what_does():
    for category in CATEGORIES.values():
        if category.kind not in COVERING:
            around = [CATEGORIES[name] for name in (*category.below, *category.under)]
            assert any(c.kind in COVERING or c.below for c in around), category.name
