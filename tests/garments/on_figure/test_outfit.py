"""Outfits obey the vocabulary, are complete, go together and come out the same for the same generator."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from equifashion.garments.figure.body import Figure, Stance, place_body
from equifashion.garments.on_figure.bodice import LEVELS
from equifashion.garments.on_figure.dress_up import draw_outfit, sleeves_under
from equifashion.garments.on_figure.outfit import Garment, Outfit, sample_garment, sample_outfit, tops_with
from equifashion.garments.scene.render import render_parts
from equifashion.garments.scene.scene import Part, Scene
from equifashion.vocabulary import CATEGORIES, Attribute, allowed
from equifashion.vocabulary.rules import compatible

LENGTH, SLEEVE_LENGTH, SLEEVE_TYPE, COLLAR, HEM = Attribute

ATTRIBUTES = {LENGTH: "length", SLEEVE_LENGTH: "sleeve_length", SLEEVE_TYPE: "sleeve_type", COLLAR: "collar",
              HEM: "hem", "silhouette": "silhouette", "material": "material"}  # fmt: skip
COVERED = ("skirt", "trousers", "dress", "one-piece")  # kinds that cover the hips


def generator(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def chosen(garment: Garment) -> dict[str, str]:
    pairs = {a: getattr(garment, field) for a, field in ATTRIBUTES.items()} | {"weave": garment.fabric.weave}
    return {a: v for a, v in pairs.items() if v is not None}


@pytest.mark.parametrize("category", list(CATEGORIES))
def test_every_garment_keeps_to_its_category(category: str) -> None:
    for seed in range(6):
        for garment in sample_outfit(generator(seed), category).garments:
            values = chosen(garment)
            for attribute, value in values.items():
                assert value in allowed(garment.category, attribute), (garment.category, attribute, value)
                for other in values.items():
                    assert compatible(garment.kind, (attribute, value), other)
            assert (garment.sleeve_type is None) == (garment.sleeve_length in (None, "sleeveless"))
            rules = CATEGORIES[garment.category]
            assert garment.opened in rules.opened
            assert garment.belted in rules.belted


@pytest.mark.parametrize("category", list(CATEGORIES))
def test_outfits_are_complete(category: str) -> None:
    for seed in range(6):
        outfit = sample_outfit(generator(seed), category)
        kinds = [g.kind for g in outfit.garments]
        assert outfit.garments[outfit.main].category == category
        assert sum(kind in COVERED for kind in kinds) >= 1
        if "skirt" in kinds or ("trousers" in kinds and category != "áo dài"):
            assert "top" in kinds
        if CATEGORIES[category].under_needed:
            assert len(outfit.garments) >= 2
        order = {"skirt": 0, "trousers": 0, "top": 1, "dress": 2, "one-piece": 2, "outer": 4}
        assert [order[k] for k in kinds] == sorted(order[k] for k in kinds)


def test_what_goes_together_is_from_the_vocabulary() -> None:
    for seed in range(40):
        outfit = sample_outfit(generator(seed))
        tops = [g for g in outfit.garments if g.kind == "top"]
        legs = [g for g in outfit.garments if g.kind in ("skirt", "trousers")]
        for leg in legs:
            supporters = [g for g in outfit.garments if g is not leg]
            assert any(leg.category in CATEGORIES[g.category].below for g in supporters), outfit
        main = outfit.garments[outfit.main]
        for top in tops:
            if main.kind in ("outer", "one-piece") and top is not main:
                assert top.category in CATEGORIES[main.category].under


def test_at_most_one_piece_carries_a_motif() -> None:
    quiet = {"plain", "twill", "denim", "knit", "rib", "satin", "leather"}
    for seed in range(60):
        outfit = sample_outfit(generator(seed))
        loud = [g for i, g in enumerate(outfit.garments) if i != outfit.main and g.fabric.weave not in quiet]
        assert all(not quiet & set(CATEGORIES[g.category].weaves) for g in loud)


def test_the_same_generator_gives_the_same_outfit() -> None:
    assert sample_outfit(generator(5)) == sample_outfit(generator(5))
    assert len({sample_outfit(generator(seed), "dress").garments[0] for seed in range(12)}) == 12


def test_long_tops_are_not_tucked_in() -> None:
    for seed in range(60):
        garment = sample_garment(generator(seed), "t-shirt")
        assert not (garment.tucked and garment.length in ("long", "extra-long"))


def test_every_bottom_finds_a_top() -> None:
    for name, category in CATEGORIES.items():
        if category.kind in ("skirt", "trousers"):
            assert tops_with(name), name


def test_a_closed_coat_hides_the_top_and_an_open_one_shows_it() -> None:
    outfit = next(
        o for o in (sample_outfit(generator(s), "puffer jacket") for s in range(50))
        if any(g.kind == "top" for g in o.garments)
    )  # fmt: skip
    coat = outfit.garments[outfit.main]
    tops = {i for i, g in enumerate(outfit.garments) if g.kind == "top"}
    for opened in (False, True):
        pieces = tuple(replace(g, opened=opened) if g is coat else g for g in outfit.garments)
        assert tops <= set(Outfit(pieces, outfit.main).visible()) if opened else True
        if not opened:
            assert not tops & set(Outfit(pieces, outfit.main).visible())


def test_inner_sleeves_are_hidden_shown_or_seen_below() -> None:
    cloth = sample_garment(generator(0), "t-shirt").fabric
    inner = Garment("shirt", "medium", "regular", cloth, "long", "set-in", "shirt collar", "straight")
    jacket = Garment("blazer", "short", "regular", cloth, "long", "set-in", "notched lapel", "straight")
    assert sleeves_under(inner, ()) == "drawn"
    assert sleeves_under(inner, (jacket,)) == "hidden"
    assert sleeves_under(inner, (replace(jacket, sleeve_length="elbow-length"),)) == "below"
    assert sleeves_under(inner, (replace(jacket, sleeve_length="sleeveless", sleeve_type=None),)) == "drawn"


def cloth_rows(garment: Garment) -> int:
    """The lowest row that a garment covers."""
    body = place_body(Figure(), Stance())
    parts = render_parts(Scene(tuple(draw_outfit(Outfit((garment,)), body)), body.pose))
    return int(np.flatnonzero(np.isin(parts, (Part.BODICE, Part.HEM)).any(1))[-1])


@pytest.mark.parametrize("category", ["t-shirt", "coat", "cape", "cardigan"])
def test_longer_words_reach_lower(category: str) -> None:
    garment = replace(sample_garment(generator(1), category), hem="straight", tucked=False)
    kind = "top" if garment.kind == "top" else "outer"
    rows = [cloth_rows(replace(garment, length=length)) for length in LEVELS[kind]]
    assert all(b > a + 5 for a, b in itertools.pairwise(rows)), rows
