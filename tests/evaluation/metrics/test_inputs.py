import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.evaluation.metrics.inputs import CHOICES, _Compared, line_f1, line_mask, overlap
from tests.support.drawn_garments import cutout, on_canvas


def drawing(*lines: tuple) -> np.ndarray:
    image = Image.new("L", (256, 384), 255)
    for line in lines:
        ImageDraw.Draw(image).line(line, fill=0, width=2)
    return line_mask(image)


def test_overlap_of_boxes():
    first, second = np.zeros((2, 40, 40), bool)
    first[0:20, 0:20] = second[10:30, 0:20] = True
    assert overlap(first, second) == pytest.approx(10 / 30)
    assert overlap(first, first) == 1.0
    assert overlap(first, np.zeros_like(first)) == overlap(np.zeros_like(first), np.zeros_like(first)) == 0.0


def test_equal_lines_agree_and_far_ones_do_not():
    line = drawing((40, 40, 40, 340))
    assert line_f1(line, line) == 1.0
    assert line_f1(drawing((42, 40, 42, 340)), line) == 1.0  # within the tolerance
    assert line_f1(drawing((140, 40, 140, 340)), line) == 0.0
    assert line_f1(np.zeros_like(line), line) == line_f1(line, np.zeros_like(line)) == 0.0


def test_missing_and_added_lines_cost():
    left, right = (40, 40, 40, 340), (200, 40, 200, 340)
    both, one = drawing(left, right), drawing(left)
    assert line_f1(one, both) == pytest.approx(2 / 3, abs=0.01)  # precision 1, recall 1/2
    assert line_f1(both, one) == pytest.approx(2 / 3, abs=0.01)


def test_lines_of_a_garment_are_nearer_to_its_own_sketch():
    from equifashion.imaging.sketch import extract_lines

    dress, trousers = (on_canvas(cutout(label, "navy"))[0] for label in ("Dress", "Pants"))
    lines = [line_mask(extract_lines(image, 0.5)) for image in (dress, trousers)]
    assert line_f1(lines[0], lines[0]) > line_f1(lines[0], lines[1]) + 0.2


def swatch_looks(seed: int = 0) -> tuple[list, np.ndarray]:
    rng = np.random.default_rng(seed)
    return [(50.0, *rng.uniform(-60, 60, 2)) for _ in range(2 * CHOICES)], rng.normal(size=(2 * CHOICES, 12))


def test_perfect_fabrics_are_found_and_rotated_ones_are_not():
    colours, textures = swatch_looks()
    found = _Compared.of(colours, textures, colours, textures)
    assert found.retrieved[0].mean() == 1.0 and found.retrieved[1].mean() == 0.0
    assert found.colour[0].max() == pytest.approx(0.0, abs=1e-9) and np.median(found.colour[1]) > 10
    assert found.texture[0].max() == 0.0 and found.texture[1].min() > 0.0


def test_fabrics_taken_from_the_next_swatch_are_found_there():
    colours, textures = swatch_looks()
    # Of two rounds of twenty, each design shows the next swatch of its own round.
    turned = np.concatenate([np.roll(np.arange(CHOICES), -1), CHOICES + np.roll(np.arange(CHOICES), -1)])
    found = _Compared.of(colours, textures, [colours[i] for i in turned], textures[turned])
    assert found.retrieved[0].mean() == 0.0 and found.retrieved[1].mean() == 1.0


def test_random_fabrics_are_found_by_chance():
    colours, textures = swatch_looks(0)
    hits = [_Compared.of(colours, textures, *swatch_looks(seed)).retrieved[0].mean() for seed in range(1, 40)]
    assert np.mean(hits) == pytest.approx(1 / CHOICES, abs=0.03)


def test_blank_designs_are_charged_the_most():
    colours, textures = swatch_looks()
    blank_colours, blank_textures = list(colours), textures.copy()
    blank_colours[3], blank_textures[3] = None, np.nan
    found = _Compared.of(colours, textures, blank_colours, blank_textures)
    assert found.colour[0][3] == 100.0 and found.texture[0][3] == found.texture[0].max() > 0
    assert np.isfinite(found.texture[0]).all()
