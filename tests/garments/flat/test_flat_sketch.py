"""Cutting blocks: what the words say is cut, and nothing else changes."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import binary_dilation, binary_fill_holes

from equifashion.design import DesignBrief
from equifashion.garments.flat.lower import LegsMeasures, SkirtMeasures
from equifashion.garments.flat.measures import sample_measures
from equifashion.garments.flat.raster import INSIDE
from equifashion.garments.flat.sketch import FlatSketch, blend_flats, flat_from_sketch, hold_parts, sample_flat
from equifashion.garments.flat.upper import UpperMeasures
from equifashion.prompts.parsed import GarmentPhrase
from equifashion.vocabulary import (
    CATEGORIES,
    COLLARS,
    HEMS,
    LENGTH_WORDS,
    SILHOUETTES,
    SLEEVE_LENGTHS,
    SLEEVE_TYPES,
)

WITHOUT = {"áo dài", "cape", "kimono jacket"}


def measures(prompt: str, seed: int = 1, index: int = 0):
    return sample_flat(prompt, seed, index).measures


def silhouette(block: FlatSketch) -> np.ndarray:
    return binary_fill_holes(np.asarray(block.drawn()) < 200)


@pytest.mark.parametrize("name", CATEGORIES)
def test_every_category_has_its_block_or_none(name):
    block = sample_flat(name, 0, 0)
    if CATEGORIES[name].kind == "one-piece" or name in WITHOUT:
        assert block is None
        return
    drawn = np.asarray(block.drawn())
    assert drawn.shape == (384, 256) and drawn.max() == 255
    ink = np.argwhere(drawn < 128)
    (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0)
    assert min(top, left, 383 - bottom, 255 - right) >= 8, "nothing is cut off"
    assert max((bottom - top) / 384, (right - left) / 256) > 0.85, "as large as the canvas allows"
    assert 0.08 < silhouette(block).mean() < 0.8
    stored = DesignBrief(name, sketch=block.drawn()).sketch
    np.testing.assert_array_equal(np.asarray(stored.convert("L")) < 128, drawn < 128)


@pytest.mark.parametrize("collar", COLLARS)
@pytest.mark.parametrize("sleeve", SLEEVE_TYPES)
def test_every_collar_and_sleeve_can_be_drawn(collar, sleeve):
    block = sample_flat(f"blouse with {collar} and {sleeve} sleeves", 2, 0)
    assert block.measures.collar == collar
    assert silhouette(block).mean() > 0.08


@pytest.mark.parametrize("kind", ["top", "outer", "dress", "skirt", "trousers"])
def test_every_silhouette_can_be_drawn(kind):
    for shape in SILHOUETTES[kind]:
        phrase = GarmentPhrase(None, kind, (("silhouette", shape),), "", 0, 1)
        assert silhouette(FlatSketch(sample_measures(phrase, np.random.default_rng(2)), 0.0)).mean() > 0.08


def test_a_place_has_its_block_and_no_other_has_the_same():
    assert sample_flat("shirt", 3, 5) == sample_flat("shirt", 3, 5)
    assert sample_flat("red shirt", 3, 5) == sample_flat("áo sơ mi xanh", 3, 5), "colours and languages cut nothing"
    assert len({str(sample_flat("shirt", seed, place)) for seed in range(4) for place in range(8)}) == 32


@pytest.mark.parametrize("prompt", ["red blouse and blue trousers", "jumpsuit", "something in green", "áo dài"])
def test_no_block_of_what_is_no_single_garment_or_cut_otherwise(prompt):
    assert sample_flat(prompt, 1, 0) is None


def test_sleeves_are_as_long_as_the_words_say_and_the_body_stays():
    cuts = [
        measures(f"t-shirt with {name} sleeves" if name != "sleeveless" else "sleeveless t-shirt")
        for name in SLEEVE_LENGTHS
    ]
    lengths = [each.sleeve for each in cuts]
    assert lengths == sorted(lengths) and lengths[0] == 0 and lengths[-1] > 50
    body = [replace(each, sleeve=0.0, cuff=0.0, hang=(0.0, 0.0)) for each in cuts]
    assert body.count(body[0]) == len(body)


@pytest.mark.parametrize(
    "shorter, longer",
    [
        ("cropped sweater", "long sweater"),
        ("mini dress", "maxi dress"),
        ("mini skirt", "midi skirt"),
        ("short coat", "long coat"),
    ],
)
def test_lengths(shorter, longer):
    for place in range(5):
        first, second = (measures(prompt, 1, place) for prompt in (shorter, longer))
        assert first.sides[-1][1] < 0.9 * second.sides[-1][1]


def test_legs_and_skirts_are_as_wide_as_the_words_say():
    skinny, wide = measures("skinny trousers"), measures("wide-leg trousers")
    assert isinstance(wide, LegsMeasures) and skinny.hem < 0.6 * wide.hem
    pencil, flared = measures("pencil skirt"), measures("circle skirt")
    assert isinstance(flared, SkirtMeasures) and pencil.sides[-1][0] < 0.6 * flared.sides[-1][0]
    assert measures("shorts").length < 0.7 * measures("jeans").length
    assert measures("pleated skirt").folds > 10 > measures("skirt").folds


def test_a_hood_stands_above_the_shoulders():
    hooded, plain = (np.argwhere(silhouette(sample_flat(p, 1, 0))) for p in ("hoodie", "sweatshirt"))
    assert np.ptp(hooded[:, 0]) / np.ptp(hooded[:, 1]) > 1.2 * np.ptp(plain[:, 0]) / np.ptp(plain[:, 1])


def test_kinds_differ_where_they_are_known_by():
    assert {measures("shirt", 1, k).collar for k in range(8)} == {"shirt collar"}
    assert {measures("blazer", 1, k).collar for k in range(8)} == {"notched lapel"}
    assert {measures("hoodie", 1, k).pockets for k in range(8)} == {"kangaroo"}
    assert len({measures("t-shirt", 1, k).collar for k in range(16)}) > 1, "what the words leave open differs"


def test_some_hang_and_others_lie():
    blazers = [sample_flat("blazer", 1, place) for place in range(12)]
    hanging = [block.measures.hangs for block in blazers]
    assert 0 < sum(hanging) < 12
    narrow = {hangs: [] for hangs in (True, False)}
    for block in blazers:
        (top, left), (bottom, right) = (edge(np.argwhere(silhouette(block)), axis=0) for edge in (np.min, np.max))
        narrow[block.measures.hangs].append((bottom - top) / (right - left))
    assert np.mean(narrow[True]) > 1.2 * np.mean(narrow[False]), "sleeves that hang make a garment narrow"


def test_what_hangs_shows_its_sleeves_before_its_sides():
    measures = replace(sample_flat("blazer", 1, 0).measures, pockets="none")
    lying, hanging = (
        FlatSketch(replace(measures, hangs=hangs, hang=(84.0, 84.0), bend=(0.0, 0.0))) for hangs in (False, True)
    )
    draw_lines = [np.asarray(block.drawn()) < 128 for block in (lying, hanging)]
    beside = [ink[200:230, 40:100].sum() for ink in draw_lines]
    assert beside[1] > beside[0], "the front edge of the sleeve"


def test_quilts_are_sewn_across_body_and_sleeves():
    quilted = sample_flat("puffer jacket", 1, 0)
    assert quilted.measures.quilts
    plain = replace(quilted, measures=replace(quilted.measures, quilts=0.0))
    more = (np.asarray(quilted.drawn()) < 128) & (np.asarray(plain.drawn()) > 200)
    assert more[:, 100:156].sum() > 150, "the body"
    assert more[:, :50].sum() > 20 and more[:, -50:].sum() > 20, "the sleeves"


@pytest.mark.parametrize("garment", ["dress", "trousers", "skirt"])
def test_children_s_clothes_are_shorter_for_their_width(garment):
    for place in range(4):
        child, adult = (
            np.ptp(np.argwhere(silhouette(sample_flat(prompt, 1, place))), axis=0)
            for prompt in (f"kids {garment}", garment)
        )
        assert child[0] / child[1] < adult[0] / adult[1]
    assert measures("váy trẻ em").sides == measures("children's dress").sides


@pytest.mark.parametrize("name", ["t-shirt", "shirt", "jacket", "hoodie", "blazer", "dress", "skirt", "trousers"])
def test_cloth_is_where_the_drawing_shows_it(name):
    hollow = 0
    for place in range(6):
        block = sample_flat(name, 2, place)
        cloth, shape = block.cloth(), silhouette(block)
        assert (cloth > 0)[shape].mean() > 0.94 and (cloth > 0)[~binary_dilation(shape, iterations=2)].mean() == 0
        inside = np.argwhere(cloth == INSIDE)
        hollow += len(inside)
        if len(inside):
            top = np.argwhere(shape)[:, 0]
            assert inside[:, 0].mean() < np.quantile(top, 0.5), "one looks into it at the neck"
    assert (hollow > 0) == (name not in ("skirt", "trousers"))


def test_between_two_blocks():
    short, long = (FlatSketch(measures(p), 0.0) for p in ("cropped sweater", "maxi dress"))
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    between = [blend_flats([short, long], (1 - share, share)) for share in shares]
    assert between[0] == short and between[-1] == long
    lengths = [block.measures.sides[-1][1] for block in between]
    np.testing.assert_allclose(np.diff(lengths), (lengths[-1] - lengths[0]) / 4)
    assert between[1].measures.band == pytest.approx(0.75 * short.measures.band)
    assert isinstance(between[1].measures, UpperMeasures) and between[1].measures.collar == short.measures.collar
    assert len({silhouette(block).tobytes() for block in between}) == 5


def test_what_has_no_mean_is_the_heaviest_ones():
    shirt, skirt = sample_flat("shirt", 1, 0), sample_flat("skirt", 1, 0)
    assert blend_flats([shirt, skirt], (0.6, 0.4)) == shirt
    assert blend_flats([shirt, skirt], (0.4, 0.6)) == skirt


@pytest.mark.parametrize("name", ["dress", "skirt", "t-shirt"])
def test_a_hem_is_told_from_every_other_and_changes_nothing_above_it(name):
    plain = sample_flat(f"{name} with a straight hem", 2, 0)
    drawn = {}
    for hem in HEMS:
        block = sample_flat(f"{name} with a {hem} hem", 2, 0)
        assert block.measures.hem == hem
        drawn[hem] = np.asarray(block.beside(plain).outlines())
        cloth, changed = plain.cloth() > 0, plain.cloth() != block.beside(plain).cloth()
        above = slice(0, np.argmax(cloth.any(axis=1)) + cloth.any(axis=1).sum() // 4)
        assert changed[above].sum() < 0.02 * cloth[above].sum(), hem
    assert len({picture.tobytes() for picture in drawn.values()}) == len(HEMS)


def test_hems_of_legs_are_banded_or_wider():
    plain, cuffed, flared = (measures(f"trousers with a {hem} hem") for hem in ("straight", "cuffed", "flared"))
    assert plain.cuffs == 0 < cuffed.cuffs and flared.hem > 1.2 * plain.hem and flared.hem > flared.knee
    assert replace(cuffed, cuffs=0.0) == plain


def test_who_names_a_type_of_sleeves_wants_some():
    assert all(measures("sleeveless dress", seed).sleeve == 0 for seed in range(8))
    assert all(measures("dress with puff sleeves", seed).sleeve > 0 for seed in range(8))
    assert all(measures("slip dress with bell sleeves", seed).sleeve > 15 for seed in range(8))


def test_lengths_of_tops_are_told_apart():
    lows = [measures(f"{word.name} t-shirt").sides[-1][1] for word in LENGTH_WORDS["top"].values()]
    assert lows == sorted(lows) and len(set(lows)) == len(lows) == 5


def test_a_block_beside_another_lies_on_it():
    short, long = sample_flat("mini skirt", 2, 0), sample_flat("maxi skirt", 2, 0)
    beside = long.beside(short)
    assert short.beside(short).cloth().tolist() == short.cloth().tolist() and short.has_room
    waist = np.flatnonzero(short.cloth().any(axis=1))[0]
    assert ((beside.cloth() > 0) == (short.cloth() > 0))[waist : waist + 20].mean() > 0.95
    assert not beside.has_room and replace(beside, place=None).has_room


def test_what_is_held_lies_where_it_lay_in_another_cut():
    own, other = (sample_flat("red shirt", 1, place) for place in (0, 7))
    held = hold_parts(own, other, ("sleeves", "hem"))
    assert held.measures.sides == own.measures.sides and held.measures.sleeve == own.measures.sleeve
    assert held.measures.neck == other.measures.neck and held.measures != own.measures
    low = slice(250, None)
    assert np.mean(held.cloth()[low] != own.cloth()[low]) < 0.01, "the hem is where it was"
    assert np.mean(other.cloth()[low] != own.cloth()[low]) > 0.03
    assert hold_parts(own, sample_flat("blue jeans", 1, 0), ()) == own
    whole = hold_parts(own, other, ("collar", "sleeves", "hem")).measures
    assert (whole.collar, whole.depth, whole.sides) == (own.measures.collar, own.measures.depth, own.measures.sides)


def test_a_sketch_encloses_cloth_but_for_narrow_gaps():
    drawn = sample_flat("red shirt", 1, 0)
    whole = flat_from_sketch(drawn.outlines())
    cloth, true = whole.cloth > 0, drawn.cloth() > 0
    assert (cloth & true).sum() > 0.95 * (cloth | true).sum()
    torn = np.asarray(drawn.outlines()).copy()
    torn[:, 126:131] = 255
    assert np.mean((flat_from_sketch(Image.fromarray(torn)).cloth > 0) != cloth) < 0.02
    torn[:, 80:180] = 255
    assert not flat_from_sketch(Image.fromarray(torn)).cloth.any(), "what is open encloses nothing"


@pytest.mark.parametrize("prompt", ["red turtleneck sweater", "black leather jacket with a notched lapel"])
def test_shoulders_and_necks_have_no_slits(prompt):
    for place in range(6):
        cloth = sample_flat(prompt, 1, place).cloth() > 0
        assert (binary_fill_holes(cloth) & ~cloth)[:150].sum() < 40
