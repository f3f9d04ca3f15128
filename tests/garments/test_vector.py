"""Cutting blocks as vector drawings."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image, ImageDraw

from equifashion.garments.flat.raster import INSIDE
from equifashion.garments.flat.sketch import sample_flat
from equifashion.garments.merging import merge_regions
from equifashion.garments.on_figure.sketch import sample_on_figure
from equifashion.garments.vector import figure_svg, flat_svg
from equifashion.imaging.raster import rasterise
from equifashion.vocabulary import CATEGORIES

SVG = "{http://www.w3.org/2000/svg}"
BLOCKS = [name for name in CATEGORIES if sample_flat(name, 1, 0) is not None]


def paths(drawing: str) -> list[tuple[np.ndarray, dict[str, str]]]:
    found = ElementTree.fromstring(drawing).findall(f"{SVG}path")
    return [
        (
            np.array(
                [[float(n) for n in pair.split(",")] for pair in re.findall(r"[-\d.]+,[-\d.]+", path.get("d"))]
            ),
            path.attrib,
        )
        for path in found
    ]


@pytest.mark.parametrize("name", BLOCKS)
def test_the_drawing_shows_what_the_block_draws(name):
    block = replace(sample_flat(name, 1, 0), tilt=0.0)
    image = Image.new("L", (1024, 1536), 255)
    draw = ImageDraw.Draw(image)
    for points, how in paths(flat_svg(block, name)):
        corners = [tuple(point) for point in (4 * points).tolist()]
        if how["fill"] != "none":
            draw.polygon(corners, fill=255)
            corners += corners[:1]
        if how.get("stroke") != "none":
            draw.line(corners, fill=0, width=round(4 * float(how["stroke-width"])), joint="curve")
    drawn, own = (np.asarray(each).astype(float) for each in (image.reduce(4), block.outlines()))
    assert np.abs(drawn - own).mean() < 0.5 and own.mean() < 254


def test_its_size_is_the_garments_own():
    root = ElementTree.fromstring(flat_svg(sample_flat("red shirt", 1, 0), "a <red> & “white” shirt"))
    assert root.find(f"{SVG}title").text == "a <red> & “white” shirt"
    width, height = (float(root.get(side).removesuffix("mm")) for side in ("width", "height"))
    assert width / height == pytest.approx(256 / 384, rel=1e-3)
    block = sample_flat("red shirt", 1, 0)
    lengths = [np.ptp(points[:, 1]) for points, how in paths(flat_svg(block, "")) if how["fill"] == "#ffffff"]
    tall = max(lengths) / 384 * height / 10
    assert tall == pytest.approx(block.measures.sides[-1][1], rel=0.15), "centimetres from the neck to the hem"


def test_insides_are_shaded():
    fills = [how["fill"] for _, how in paths(flat_svg(sample_flat("green hoodie", 1, 0), ""))]
    assert len(set(fills)) == 3 and (sample_flat("green hoodie", 1, 0).cloth() == INSIDE).any()


@pytest.mark.parametrize("pose", [None, sample_on_figure("blue dress", "", 9, 4).pose])
def test_a_figure_is_drawn_as_the_block_shows_it(pose):
    block = sample_on_figure("white blouse and <long> black skirt", "", 3, 0, pose=pose)
    document = figure_svg(block, "white blouse & <long> black skirt")
    root = ElementTree.fromstring(document)
    assert root.find(f"{SVG}desc").text == "white blouse & <long> black skirt"
    drawn, own = (np.asarray(each.convert("L")).astype(float) for each in (rasterise(document), block.ink))
    beside = [np.abs(np.roll(drawn, 1, axis) - own).mean() for axis in (0, 1)]
    assert np.abs(drawn - own).mean() < 0.5 * min(beside), "lines lie where the block has them"


def test_joined_figures_have_no_lines_of_their_own():
    first, second = (sample_on_figure("red dress", "", 3, place) for place in (0, 1))
    joined = merge_regions(first, second, np.arange(384)[:, None].repeat(256, 1) < 150)
    assert figure_svg(joined, "") is None and figure_svg(merge_regions(joined, first, joined.skin), "") is None
