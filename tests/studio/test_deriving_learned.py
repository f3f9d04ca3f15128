"""Deriving ideas with the shipped weights: that amounts mean what they say, each with a control."""

import numpy as np
import pytest

from equifashion import DesignBrief
from equifashion.evaluation.vision import garment_mask
from equifashion.imaging.difference import appearance, appearance_distance
from equifashion.imaging.palette import to_lab
from equifashion.imaging.recolor import garment_area
from tests.support.drawn_garments import cutout

pytestmark = pytest.mark.slow

AMOUNTS = (0.0, 0.25, 0.5, 0.75, 1.0)


@pytest.fixture(scope="module")
def pairs(studio):
    """Two ideas a brief: the two of four that differ most."""
    found = []
    for prompt in ("red dress", "blue t-shirt", "black trousers"):
        ideas = studio.explore(DesignBrief(prompt, look="flat"), 4, seed=7)
        looks = [appearance(idea.image) for idea in ideas]
        order = [(appearance_distance(looks[i], looks[j]), i, j) for i in range(4) for j in range(i)]
        _, i, j = max(order)
        found.append((ideas[i], ideas[j]))
    return found


def test_amounts_of_0_and_1_give_the_parents_pixel_for_pixel(studio, pairs):
    for a, b in pairs:
        assert studio.mix(a, b, 0, 0).image.tobytes() == a.image.tobytes()
        assert studio.mix(a, b, 1, 1).image.tobytes() == b.image.tobytes()


@pytest.mark.parametrize("layers", ["structure", "style", "both"])
def test_mixing_goes_from_one_to_the_other_without_turning_back(studio, pairs, layers):
    """Distance from the first parent rises with the amount of the second."""
    away = []
    for a, b in pairs:
        start = appearance(a.image)
        amounts = [
            {"structure": x if layers != "style" else 0.0, "style": x if layers != "structure" else 0.0}
            for x in AMOUNTS
        ]
        away.append([appearance_distance(start, appearance(studio.mix(a, b, **one).image)) for one in amounts])
    curve = np.mean(away, axis=0)
    assert curve[0] == 0 and (np.diff(curve) > 0).all(), np.round(away, 2).tolist()


def test_structure_moves_the_outline_more_than_style_does(studio, pairs):
    def outline_change(idea, other) -> float:
        a, b = (garment_mask(np.asarray(x.image)) for x in (idea, other))
        return 1.0 - float((a & b).sum() / max((a | b).sum(), 1))

    structure = np.mean([outline_change(a, studio.mix(a, b, 1, 0)) for a, b in pairs])
    style = np.mean([outline_change(a, studio.mix(a, b, 0, 1)) for a, b in pairs])
    assert structure > style, (structure, style)


def test_inversion_beats_the_average_design(studio):
    scores = {}
    for label, colour, prompt in (
        ("Dress", "red", "red dress"),
        ("Shirt", "blue", "blue shirt"),
        ("Pants", "black", "black trousers"),
    ):
        idea = studio.invert(cutout(label, colour), prompt)
        measured = studio.reconstruction(idea)
        assert measured.found < measured.baseline, (label, measured)
        scores[label] = round(measured.score, 2)
    assert np.mean(list(scores.values())) > 0.3, scores


def test_variations_of_a_shipped_idea(studio, pairs):
    idea = pairs[0][0]
    start = appearance(idea.image)
    near, far = (studio.vary(idea, distance, 2, seed=2) for distance in (1.5, 4.0))
    away = [[appearance_distance(start, appearance(v.image)) for v in found] for found in (near, far)]
    assert max(away[0]) < min(away[1]), away


def test_a_colourway_keeps_the_garments_shape(studio, pairs):
    for idea, _ in pairs:
        before = np.asarray(idea.image)
        area = garment_area(before)

        def cloth(image: np.ndarray, area: np.ndarray = area) -> np.ndarray:
            """Where a picture is at least half as dark as its own cloth."""
            dark = 255.0 - image.mean(axis=2)
            return dark > 0.5 * np.percentile(dark[area], 80)

        for way in studio.recolor(idea, ["teal", "mustard"]):
            after = np.asarray(way.image)
            assert (after[~area] == before[~area]).all()
            one, other = cloth(before), cloth(after)
            # Half-dark is another place of a soft outline for black cloth than for yellow cloth.
            assert (one & other).sum() / (one | other).sum() > 0.85
            light = np.corrcoef(to_lab(before[area])[:, 0], to_lab(after[area])[:, 0])[0, 1]
            assert light > 0.8, light


def test_shipped_directions_do_what_they_are_named_after(studio):
    """Holds for whatever was found in the weights that are there; with none there is nothing to keep a promise."""
    from equifashion.gan.directions import validated

    [idea] = studio.explore(DesignBrief("red dress"), 1)
    for direction in studio.directions().values():
        assert direction.vector.shape == idea.styles.shape
        assert validated(direction) or direction.explained is not None, direction.name
