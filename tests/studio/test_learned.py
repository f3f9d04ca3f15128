"""What the shipped weights have learned, each with a control that must do worse."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion import DesignBrief, vocabulary
from equifashion.evaluation.vision import halves, judged_colour
from equifashion.imaging.recolor import garment_area
from equifashion.imaging.sketch import extract_lines

pytestmark = pytest.mark.slow

COLOURS = ("red", "blue", "green", "black")
CATEGORIES = ("dress", "t-shirt")
SEEDS = (21, 22)


def test_finished_designs_have_the_colour_that_was_asked_for(studio):
    asked, seen = [], []
    for category in CATEGORIES:
        for colour in COLOURS:
            for seed in SEEDS:
                [idea] = studio.explore(DesignBrief(f"{colour} {category}", look="flat"), 1, seed)
                asked.append(colour)
                seen.append(judged_colour(np.asarray(studio.finish(idea).image), COLOURS))
    asked, seen = np.array(asked), np.array(seen)
    agreement = (asked == seen).mean()
    # Control: the same designs against everyone else's prompts.
    rotated = [COLOURS[(COLOURS.index(colour) + shift) % 4] for shift in (1, 2, 3) for colour in asked]
    control = (np.array(rotated) == np.tile(seen, 3)).mean()
    assert agreement > control + 0.35, (agreement, control, seen.tolist())


def test_finished_designs_follow_the_drawn_lines(studio):
    """Ink of a design's own lines must lie nearer to the sketch that was given than to the other one."""
    wide, narrow = ([(100, 60), (156, 60), (230, 330), (26, 330)], [(105, 30), (151, 30), (160, 354), (96, 354)])
    sketches, designs = [], []
    for corners in (wide, narrow):
        drawing = Image.new("RGB", (256, 384), "white")
        ImageDraw.Draw(drawing).line([*corners, corners[0]], fill="black", width=4)
        sketches.append(drawing)
        brief = DesignBrief("red dress", sketch=drawing)
        designs.append([studio.finish(idea).image for idea in studio.explore(brief, 2, seed=3)])

    def closeness(image: Image.Image, sketch: Image.Image) -> float:
        lines = 1.0 - np.asarray(extract_lines(image, 0.2), float) / 255
        ink = 1.0 - np.asarray(sketch.convert("L").resize((64, 96)).resize((256, 384)), float) / 255
        return float((lines * ink).sum() / (np.linalg.norm(lines) * np.linalg.norm(ink) + 1e-9))

    right = np.mean([closeness(d, sketches[i]) for i in range(2) for d in designs[i]])
    control = np.mean([closeness(d, sketches[1 - i]) for i in range(2) for d in designs[i]])
    assert right > control, (right, control)


def test_finished_designs_take_the_swatchs_colour(studio):
    """The prompt names no colour; only the swatch can say which one."""
    given, seen = [], []
    for prompt in ("garment", "t-shirt", "trousers"):
        for colour in COLOURS:
            swatch = Image.new("RGB", (64, 64), vocabulary.COLOURS[colour])
            [idea] = studio.explore(DesignBrief(prompt, fabric=swatch, look="flat"), 1, seed=1)
            given.append(colour)
            seen.append(judged_colour(np.asarray(studio.finish(idea).image), COLOURS))
    agreement = np.mean([g == s for g, s in zip(given, seen, strict=True)])
    # Control: the same designs against the swatch of the next colour.
    others = [COLOURS[(COLOURS.index(g) + 1) % len(COLOURS)] for g in given]
    control = np.mean([o == s for o, s in zip(others, seen, strict=True)])
    assert agreement > control + 0.35, (agreement, control, seen)


def test_garments_of_an_outfit_keep_their_own_colours(studio):
    """Against the same designs with the two colours exchanged."""
    asked = [("red", "blue"), ("black", "yellow"), ("white", "green")]
    pairs = [way for pair in asked for way in (pair, pair[::-1])]
    right, wrong = [], []
    for upper, lower in pairs:
        [idea] = studio.explore(DesignBrief(f"{upper} sweater and {lower} trousers"), 1, seed=4)
        image = np.asarray(studio.finish(idea).image)
        right.append(halves(image, upper, lower))
        wrong.append(halves(image, lower, upper))
    assert np.mean(right) > np.mean(wrong) + 0.3, (right, wrong)


def test_colourways_of_figures_leave_skin_and_hair_alone(studio):
    for idea in studio.explore(DesignBrief("long red dress"), 3, seed=4):
        before, after = (np.asarray(work.image) for work in (idea, studio.recolor(idea, ["navy"])[0]))
        changed = (before != after).any(axis=2)
        figure = garment_area(before)
        assert 0.3 < changed[figure].mean() < 0.95
        top = np.flatnonzero(figure.any(axis=1))[0]
        assert changed[top : top + 25].mean() < 0.02, "the head is not the dress"
