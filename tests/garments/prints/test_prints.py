"""Placed prints: every motif and word can be printed, and stands off its cloth."""

import numpy as np
import pytest

from equifashion.garments.prints import Graphic, graphic, printed
from equifashion.garments.prints.graphic import SIDE, WORDS
from equifashion.garments.prints.motifs import MOTIFS
from equifashion.garments.textiles.tones import lab_of
from equifashion.imaging.palette import colour_difference, to_lab
from equifashion.vocabulary import COLOURS

INKS = ("#c02020", "#2040c0", "#20a040")


def ink(design: Graphic) -> np.ndarray:
    return np.asarray(printed(design))


@pytest.mark.parametrize("motif", MOTIFS)
@pytest.mark.parametrize("words", [(), ("SUMMER",)])
def test_every_motif_fills_its_square_and_leaves_cloth_to_be_seen(motif, words):
    drawn = ink(Graphic(motif, words, INKS, 3))
    assert drawn.shape == (SIDE, SIDE, 4)
    covered = drawn[..., 3] > 128
    rows, columns = np.nonzero(covered)
    assert 0.1 < covered.mean() < 0.95
    assert max(np.ptp(rows), np.ptp(columns)) > 0.7 * SIDE
    seen = {tuple(pixel) for pixel in drawn[drawn[..., 3] == 255][:, :3].tolist()}
    assert tuple(bytes.fromhex(INKS[0][1:])) in seen, "the clearest ink is used"


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("word", WORDS)
def test_every_word_fits_whole(word, count):
    drawn = ink(Graphic("", (word, *WORDS[: count - 1]), INKS, 0))[..., 3]
    assert (drawn > 128).mean() > 0.03
    assert not drawn[:, [0, -1]].any() and not drawn[[0, -1]].any(), "nothing is cut off"


def test_other_words_look_otherwise():
    assert len({ink(Graphic("", (word,), INKS, 0)).tobytes() for word in WORDS}) == len(WORDS)


@pytest.mark.parametrize("cloth", COLOURS)
def test_inks_stand_off_the_cloth(cloth):
    for seed in range(8):
        design = graphic(np.random.default_rng(seed), cloth)
        away = colour_difference(lab_of(design.inks[0]), to_lab(COLOURS[cloth]))
        assert away > 20, (cloth, design.inks)


def test_colours_that_were_asked_for_are_the_inks():
    for seed in range(5):
        design = graphic(np.random.default_rng(seed), "white", ("blue",))
        away = {name: colour_difference(lab_of(design.inks[0]), to_lab(COLOURS[name])) for name in COLOURS}
        assert min(away, key=away.get) == "blue"


def test_chance_decides_what_is_left_open():
    designs = [graphic(np.random.default_rng(seed), "navy") for seed in range(40)]
    assert designs[0] == graphic(np.random.default_rng(0), "navy")
    assert len({design.motif for design in designs}) > 5
    assert any(design.words and design.motif for design in designs)
    assert any(design.words and not design.motif for design in designs)
    assert graphic(np.random.default_rng(1), None).inks, "also on cloth of unknown colour"
