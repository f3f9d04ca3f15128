"""Fabrics: every motif tiles without seams, keeps its colours, obeys scale and angle; palettes go together."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest

from equifashion.errors import InvalidInput
from equifashion.garments.textiles import (
    WEAVES,
    Fabric,
    cloth,
    main_colours,
    motif,
    partnered_fabric,
    random_fabric,
    sheen,
    svg_pattern,
    swatch,
)
from equifashion.garments.textiles.palettes import NEUTRALS, SCHEMES, dye, harmony
from equifashion.garments.textiles.pattern import PAINTERS, tile
from equifashion.garments.textiles.tile import Layers, filled, ground, turned
from equifashion.garments.textiles.tones import completed, hex_of, lab_of, mix, relief, tone
from equifashion.imaging.palette import colour_difference, nearest_name, to_lab
from equifashion.imaging.raster import rasterise
from equifashion.vocabulary import COLOURS

MOTIFS = [(weave, name) for weave in WEAVES for name in WEAVES[weave].motifs]
SOLID = [(weave, name) for weave, name in MOTIFS if WEAVES[weave].named == 1]
PALETTE = ("#2c5ca8", "#ece2cb", "#bc262c", "#5c5e38")  # blue, cream, red, olive


def render(pattern: str, width: int, height: int) -> np.ndarray:
    """Nothing but a pattern of id ``cloth``, (H, W, 4) uint8."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><defs>{pattern}</defs>'
        f'<rect width="{width}" height="{height}" fill="url(#cloth)"/></svg>'
    )
    return np.asarray(rasterise(svg).convert("RGBA"))


def lab_pixels(fabric: Fabric, side: int = 96) -> np.ndarray:
    return to_lab(np.asarray(swatch(fabric, side)).reshape(-1, 3))


def seam_excess(picture: np.ndarray, along: int) -> float:
    """How much more the neighbours on both sides of column ``along`` differ than any others do, grey levels.

    Sums over three columns, so that a blurred edge counts as much as a crisp one.
    """
    step = np.convolve(np.abs(np.diff(picture[..., :3].astype(float), axis=1)).mean((0, 2)), np.ones(3), "valid")
    near = slice(along - 4, along + 3)
    return float(step[along - 3 : along].max() - 1.1 * np.delete(step, near).max())


# What a fabric is.


def test_every_motif_of_every_weave_has_a_painter_and_no_painter_is_idle():
    assert sorted(name for _, name in MOTIFS) == sorted(PAINTERS)
    assert len(WEAVES) == 16


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"weave": "tweedish"}, "Unknown weave 'tweedish'"),
        ({"colours": ()}, "needs colours"),
        ({"colours": ("blue",)}, "'#2c5ca8'"),
        ({"colours": ("#2C5CA8",)}, "lower case"),
        ({"scale": 0.0}, "scale"),
        ({"seed": -1}, "seed"),
        ({"motif": "leopard"}, "floral has no motif 'leopard'"),
    ],
)
def test_a_malformed_fabric_is_refused_in_words(wrong, said):
    with pytest.raises(InvalidInput, match=re.escape(said)):
        Fabric(**{"weave": "floral", "colours": PALETTE, **wrong})


def test_the_seed_chooses_the_motif_unless_one_is_named():
    chosen = {motif(Fabric("animal", PALETTE, seed=seed)) for seed in range(8)}
    assert chosen == set(WEAVES["animal"].motifs)
    assert motif(Fabric("animal", PALETTE, seed=0, motif="snake")) == "snake"


def test_satin_shines_most_and_knitwear_least():
    by_sheen = sorted(WEAVES, key=lambda weave: sheen(Fabric(weave, PALETTE)))
    assert by_sheen[-1] == "satin"
    assert {"knit", "rib"} == set(by_sheen[:2])


# How it is drawn.


@pytest.mark.parametrize(("weave", "name"), MOTIFS)
def test_a_pattern_is_self_contained_and_light(weave, name):
    pattern = svg_pattern(Fabric(weave, PALETTE, seed=5, motif=name), "cloth-7", 40.0)
    root = ET.fromstring(pattern)
    elements = list(root.iter())
    ids = [e.get("id") for e in elements if e.get("id")]
    assert root.tag == "pattern"
    assert root.get("patternUnits") == "userSpaceOnUse"
    assert ids[0] == "cloth-7"
    assert len(ids) == len(set(ids))
    assert all(i.startswith("cloth-7") for i in ids)
    assert set(re.findall(r"url\(#(.*?)\)", pattern)) <= set(ids)
    assert len(elements) <= 125
    assert len(pattern) <= 250_000


@pytest.mark.parametrize(("weave", "name"), MOTIFS)
def test_the_cloth_is_closed_and_its_repeat_has_no_seam(weave, name):
    fabric = Fabric(weave, PALETTE, seed=5, motif=name)
    repeat = tile(fabric)
    size = 96
    for angle, length, breadth in ((0.0, repeat.width, repeat.height), (-90.0, repeat.height, repeat.width)):
        pattern = svg_pattern(fabric, "cloth", 100 * size / length, angle)  # a repeat is just ``size`` pixels long
        picture = render(pattern, 2 * size, round(size * breadth / length))
        assert picture[..., 3].min() == 255
        assert seam_excess(picture, size) <= 3.0


def test_the_seam_measure_notices_a_motif_cut_off_at_the_edge():
    def excess(drawn: str) -> float:
        body = ground(60, 60, "#ffffff") + drawn
        pattern = f'<pattern id="cloth" patternUnits="userSpaceOnUse" width="60" height="60">{body}</pattern>'
        return seam_excess(render(pattern, 120, 60), 60)

    whole = Layers(60, 60)
    diamond = np.array([[-1.0, 0], [0, -1], [1, 0], [0, 1]])
    for x, y in ((60.0, 10.0), (60.0, 30.0), (60.0, 50.0), (30.0, 20.0)):
        whole.fill(0, "#000000", turned(diamond, 0, 9, (x, y)))
    assert excess(whole.body()) <= 3.0
    assert excess(filled("M51 10l9-9v18ZM51 30l9-9v18ZM51 50l9-9v18Z", "#000000")) > 50


def test_what_leaves_the_repeat_on_one_side_enters_on_the_other():
    def picture(x: float, y: float) -> np.ndarray:
        layers, here = Layers(60, 40), np.array([x, y])
        leaf = np.array([[-13.0, 0], [-4, -7], [9, -3], [14, 5], [0, 8]])
        layers.fill(0, "#bc262c", leaf + here)
        layers.contour(1, "#202023", leaf + here, 1.0)
        layers.line(2, "#ffffff", np.array([[-9.0, 0], [0, 1], [5, 2], [10, 4]]) + here, 1.2)
        layers.dot(3, "#ecd04e", *here, 2.0)
        body = ground(60, 40, "#2c5ca8") + layers.body()
        pattern = f'<pattern id="cloth" patternUnits="userSpaceOnUse" width="60" height="40">{body}</pattern>'
        return render(pattern, 60, 40).astype(int)

    middle = picture(30, 20)
    for x, y in ((60, 20), (30, 40), (0, 0), (55, 3)):
        moved = np.roll(middle, (y - 20, x - 30), axis=(0, 1))
        assert np.abs(picture(x, y) - moved).max() <= 40  # smoothing of edges, no more


def test_lace_of_one_colour_is_a_net_and_lined_lace_is_closed():
    net = lab_pixels(Fabric("lace", ("#202023",)))[:, 0]
    lined = lab_pixels(Fabric("lace", ("#202023", "#622a2a")))[:, 0]
    assert np.mean(net > 80) > 0.2
    assert lined.max() < 50


@pytest.mark.parametrize(("weave", "name"), SOLID)
@pytest.mark.parametrize("colour", ["#202023", "#e0e0e1", "#bc262c", "#222a48", "#ecd04e", "#a6d4bc"])
def test_the_weave_does_not_tint_the_dye(weave, name, colour):
    pixels = np.asarray(swatch(Fabric(weave, (colour,), seed=5, motif=name), 64)).reshape(-1, 3)
    off = colour_difference(to_lab(pixels.mean(0)), lab_of(colour))
    assert off <= (5.0 if weave == "sequinned" else 4.0)
    assert pixels.std(0).max() > 0.3  # and yet it is not flat


@pytest.mark.parametrize(("weave", "name"), MOTIFS)
def test_the_main_colours_are_to_be_seen(weave, name):
    fabric = Fabric(weave, PALETTE, seed=5, motif=name)
    pixels = lab_pixels(fabric, 192)
    for colour in fabric.colours[: WEAVES[weave].named]:
        close = colour_difference(pixels, np.broadcast_to(lab_of(colour), pixels.shape)) < 10
        assert close.mean() > 0.06


@pytest.mark.parametrize("weave", [weave for weave in WEAVES if len(WEAVES[weave].motifs) > 1])
def test_the_motifs_of_a_weave_differ(weave):
    pictures = [
        np.asarray(swatch(Fabric(weave, PALETTE, seed=5, motif=m), 64), float) for m in WEAVES[weave].motifs
    ]
    spectra = [np.abs(np.fft.fft2(p.mean(2) - p.mean())) for p in pictures]  # where motifs lie does not matter
    for i, first in enumerate(spectra):
        for second in spectra[:i]:
            assert np.corrcoef(first.ravel(), second.ravel())[0, 1] < 0.93


def test_the_body_and_the_scale_size_the_motif():
    def changes(unit: float, scale: float) -> int:
        fabric = Fabric("gingham", PALETTE, scale, seed=5)
        row = render(svg_pattern(fabric, "cloth", unit), 400, 8)[3, :, 0].astype(float)
        return int(np.count_nonzero(np.diff(row > (row.max() + row.min()) / 2)))

    assert changes(40, 1.0) == pytest.approx(2 * changes(80, 1.0), abs=2)
    assert changes(40, 1.0) == pytest.approx(changes(20, 2.0), abs=1)


def test_the_angle_turns_the_cloth():
    breton = Fabric("striped", PALETTE, motif="breton")
    level, upright = (render(svg_pattern(breton, "cloth", 40, a), 120, 120)[..., 0].astype(float) for a in (0, 90))
    assert level.mean(1).std() > 10 * level.mean(0).std()
    assert upright.mean(0).std() > 10 * upright.mean(1).std()


@pytest.mark.parametrize("name", ["leopard", "zebra"])
def test_the_seed_alone_decides_what_is_irregular(name):
    fabric = Fabric("animal", PALETTE, seed=5, motif=name)
    assert tile.__wrapped__(fabric) == tile(fabric)
    assert tile(replace(fabric, seed=6)) != tile(fabric)


def test_one_colour_is_enough_for_every_weave():
    for weave in WEAVES:
        pixels = lab_pixels(Fabric(weave, ("#307a48",), seed=1), 48)
        assert np.isfinite(pixels).all()
        if WEAVES[weave].named == 2:
            assert pixels[:, 0].std() > 3


# Tones.


def test_tones_move_lightness_and_keep_the_hue():
    for colour in (hex_of(to_lab(rgb)) for rgb in COLOURS.values()):
        lighter, darker = lab_of(tone(colour, 12)), lab_of(tone(colour, -12))
        own = lab_of(colour)
        assert darker[0] < own[0] < lighter[0] or own[0] > 90
        if np.hypot(own[1], own[2]) > 20:
            hues = [np.arctan2(lab[2], lab[1]) for lab in (own, lighter, darker)]
            assert np.ptp(np.unwrap(hues)) < np.radians(9)


def test_every_named_colour_survives_the_way_through_lab():
    for rgb in COLOURS.values():
        assert hex_of(to_lab(rgb)) == "#{:02x}{:02x}{:02x}".format(*rgb)
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    dark, light = relief("#202023", 30.0)
    assert lab_of("#202023")[0] - lab_of(dark)[0] == pytest.approx(lab_of(light)[0] - lab_of("#202023")[0], abs=1)
    assert completed(("#111111",), 3)[0] == "#111111"
    assert len(set(completed(("#111111",), 3))) == 3


# Palettes.


def test_a_dye_keeps_its_name_and_varies():
    random = np.random.default_rng(0)
    for name in COLOURS:
        dyes = {dye(random, name) for _ in range(6)}
        assert {nearest_name(lab_of(colour), COLOURS) for colour in dyes} == {name}
        assert len(dyes) > 1


def test_the_colours_asked_for_are_the_ones_named():
    random = np.random.default_rng(1)
    fabric = random_fabric(random, "striped", ("navy", "cream", "red"))
    assert main_colours(fabric) == ("navy", "cream")
    assert random_fabric(random, "plain", ("#123456",)).colours == ("#123456",)
    assert main_colours(Fabric("gingham", ("#202023", "#212124"))) == ("black",)


def test_random_fabrics_are_reproducible_and_varied():
    def some(seed: int) -> list[Fabric]:
        random = np.random.default_rng(seed)
        return [random_fabric(random) for _ in range(60)]

    fabrics = some(3)
    assert fabrics == some(3)
    assert fabrics != some(4)
    assert len({f.weave for f in fabrics}) > 12
    assert len({main_colours(f)[0] for f in fabrics}) > 15


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_harmony_stands_off_its_ground(scheme):
    random = np.random.default_rng(2)
    for main in COLOURS:
        first, second, third = harmony(random, main, scheme)
        assert first == main
        assert len({first, second, third}) == 3
        apart = colour_difference(to_lab(COLOURS[first]), to_lab(COLOURS[second]))
        assert apart > 20
        if scheme == "mono" and main in NEUTRALS:
            assert {second, third} <= set(NEUTRALS)
        if scheme == "neutral and accent":
            assert (main in NEUTRALS) != (second in NEUTRALS)


def test_cloth_is_as_large_as_asked_and_its_scale_follows_the_unit():
    fabric = Fabric("gingham", ("#204080", "#f0f0f0"))
    small, large = (np.asarray(cloth(fabric, (90, 120), unit)) for unit in (20.0, 80.0))
    assert small.shape == large.shape == (120, 90, 3)

    def changes(pixels: np.ndarray) -> int:
        row = pixels[7, :, 0].astype(float)
        return int((np.diff(np.sign(row - row.mean())) != 0).sum())

    assert changes(small) > 2 * changes(large) > 0


@pytest.mark.parametrize("weave", WEAVES)
def test_partners_join_the_colours_that_were_asked_for(weave):
    for seed in range(4):
        fabric = partnered_fabric(np.random.default_rng(seed), weave, ("red",))
        assert (
            main_colours(fabric)[0] == "red" and len(fabric.colours) >= WEAVES[weave].colours
        ) or weave == "brocade"
        assert fabric == partnered_fabric(np.random.default_rng(seed), weave, ("red",))
    both = partnered_fabric(np.random.default_rng(0), "striped", ("blue", "white"), "pinstripe")
    assert main_colours(both) == ("blue", "white") and motif(both) == "pinstripe"


def test_dots_and_stripes_stand_off_their_ground():
    for seed in range(12):
        first, second, *_ = partnered_fabric(np.random.default_rng(seed), "polka dot", ("red",)).colours
        assert abs(lab_of(first)[0] - lab_of(second)[0]) > 8
