import numpy as np
import pytest

from equifashion.compositing.fabric_selection import (
    laid_words,
    prompt_garments,
    select_fabric,
    select_print,
    tile_fabric,
)
from equifashion.garments.textiles import main_colours, motif


@pytest.mark.parametrize(
    "prompt, weaves",
    [
        ("striped navy t-shirt", ("striped",)),
        ("leopard print blouse with a green pleated skirt", ("animal", "")),
        ("white breton top and blue jeans", ("striped", "denim")),
        ("printed shirt", ("printed",)),
        ("váy hoa đỏ", ("floral",)),
        ("croquis, a houndstooth coat over grey trousers", ("plaid", "")),
        ("red dress", ("",)),
        ("satin dress", ("",)),
        ("lace blouse", ("",)),
        ("xylograph", ()),
    ],
)
def test_what_is_laid_is_read_from_the_words(prompt, weaves):
    assert tuple(garment.weave for garment in prompt_garments(prompt)) == weaves


def test_colours_and_motifs_are_those_of_the_words():
    fabric = select_fabric("blue and white pinstripe shirt", 0, seed=4)
    assert main_colours(fabric) == ("blue", "white") and motif(fabric) == "pinstripe"
    assert select_fabric("red dress", 0, seed=4) is None
    assert motif(select_fabric("white breton top", 0, seed=4)) == "breton"


def test_the_seed_decides_what_the_words_leave_open():
    some = [select_fabric("floral dress", 0, seed) for seed in range(6)]
    assert some[0] == select_fabric("floral dress", 0, 0)
    assert len({fabric.colours for fabric in some}) == 6 and len({motif(fabric) for fabric in some}) > 1
    assert len({select_fabric("printed dress", 0, seed).weave for seed in range(12)}) == 3


def test_leather_is_smooth_unless_words_say_otherwise():
    assert {motif(select_fabric("black leather jacket", 0, seed)) for seed in range(8)} == {"grain"}
    assert motif(select_fabric("crocodile leather jacket", 0, 0)) == "crocodile"


def test_two_garments_of_one_weave_make_a_suit():
    prompt = "pinstripe blazer with pinstripe trousers"
    assert select_fabric(prompt, 0, 7) == select_fabric(prompt, 1, 7)


def test_printed_tops_have_graphics_on_the_chest_and_others_are_printed_all_over():
    some = [select_print("navy and white printed t-shirt", 0, seed) for seed in range(20)]
    assert 10 < sum(design is not None for design in some) < 20
    assert select_print("printed dress", 0, 1) is select_print("floral t-shirt", 0, 1) is None
    assert select_print("navy t-shirt", 0, 1) is None


def test_cloth_is_drawn_larger_for_what_lies_flat():
    fabric = select_fabric("gingham shirt", 0, seed=1)
    flat, worn = tile_fabric(fabric, worn=False), tile_fabric(fabric, worn=True)
    assert flat.shape == worn.shape == (384, 256, 3) and (flat != worn).any()
    assert flat.std() > 10 and isinstance(flat, np.ndarray)


@pytest.mark.parametrize(
    "prompt, worn, words",
    [
        ("tartan skirt", False, ("tartan",)),
        ("blue jeans", False, ("jeans",)),
        ("white breton top", False, ("breton",)),
        ("red dress with a tartan coat", False, ()),
        ("red dress with a tartan coat", True, ("tartan",)),
        ("red dress", True, ()),
    ],
)
def test_the_words_of_laid_cloth_are_known(prompt, worn, words):
    assert laid_words(prompt, worn) == words
