"""The very fabric of a brief on the garment, with networks of which some know parts of figures."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image, ImageColor
from scipy.ndimage import binary_dilation, binary_erosion

from equifashion.compositing.ink import Ink
from equifashion.compositing.passes import PostprocessConfig
from equifashion.datasets.record import PART_NAMES
from equifashion.design import DesignBrief
from equifashion.gan.inversion import InversionSettings
from equifashion.garments.on_figure.sketch import sample_on_figure
from equifashion.imaging.palette import colour_difference, to_lab
from equifashion.models.segmenter import PartConfig, PartSegmenter
from equifashion.studio.assembly import create_studio
from equifashion.studio.backends.embedded import EmbeddedBackend
from equifashion.studio.presets import PRESETS
from equifashion.studio.studio import Studio
from equifashion.vocabulary import COLOURS
from tests.support.cut_ideas import dress
from tests.support.tiny_models import shaken, tiny_networks

UNCUT = {"sketch_weight": 0}  # the networks alone decide where something is worn
FABRIC = Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))
PICTURED = np.zeros((384, 256), bool)
PICTURED[90:300, 60:200] = True
QUICK = InversionSettings(steps=2, candidates=2)
SKIN, LOWER = PART_NAMES.index("skin"), PART_NAMES.index("lower")


class Sorted(PartSegmenter):
    """Sees skin in the left half of every picture, and a skirt in the right one."""

    def label(self, images: torch.Tensor) -> torch.Tensor:
        labels = torch.full((len(images), *images.shape[2:]), SKIN)
        labels[:, :, images.shape[3] // 2 :] = LOWER
        return labels


def studio_of(parts, config: PostprocessConfig | None = None) -> Studio:
    config = config or PostprocessConfig()
    return create_studio(PRESETS["embedded"], parts, torch.device("cpu"), torch.float32, config=config)


@pytest.fixture(scope="module")
def figure_parts(tiny_components):
    networks = tiny_networks(pose_learned=True)
    shaken(networks.pose)
    segmenter = Sorted(PartConfig(names=PART_NAMES, widths=(4, 4)))
    return replace(tiny_components, conditions=networks, segmenter=segmenter)


@pytest.fixture(scope="module")
def figures(figure_parts) -> Studio:
    return studio_of(figure_parts)


@pytest.fixture(scope="module")
def bare_figures(figure_parts) -> Studio:
    return studio_of(figure_parts, BARE)


@pytest.fixture(scope="module")
def bare_studio(tiny_components) -> Studio:
    return studio_of(tiny_components, BARE)


def drawn(studio: Studio, prompt: str = "red dress", **more) -> np.ndarray:
    brief = DesignBrief(prompt, **(UNCUT | more))
    return np.asarray(studio.explore(brief, 1, seed=3)[0].image)


BARE = PostprocessConfig(fabric_overlay=False)


def undressed(bare: Studio, prompt: str = "red dress", **more) -> np.ndarray:
    """What the networks draw after the swatch alone, by a studio that lays no cloth."""
    return drawn(bare, prompt, **more)


def changed(studio: Studio, bare: Studio, prompt: str = "red dress", **more) -> np.ndarray:
    more = {"fabric": FABRIC} | more
    return (drawn(studio, prompt, **more) != undressed(bare, prompt, **more)).any(axis=2)


def test_a_fabric_covers_the_garment_and_its_weight_how_much(tiny_studio, bare_studio):
    assert changed(tiny_studio, bare_studio).mean() > 0.3
    bare, half, full = (drawn(tiny_studio, fabric=FABRIC, fabric_weight=w).astype(float) for w in (0.01, 0.5, 1.0))
    assert np.abs(half - bare).mean() < np.abs(full - bare).mean()
    assert not changed(tiny_studio, bare_studio, fabric_weight=0).any()


def test_on_figures_it_covers_clothes_alone(figures, bare_figures):
    found = changed(figures, bare_figures)
    assert found[:, 132:].mean() > 0.3 and not found[:, :124].any()


@pytest.mark.parametrize("prompt, upper", [("shirt and skirt", True), ("skirt, shirt", False)])
def test_of_two_garments_it_is_the_one_named_first(figures, prompt, upper, bare_figures):
    found = changed(figures, bare_figures, prompt)[:, 132:]
    top, bottom = found[:140].mean(), found[260:].mean()
    assert (top > 0.3 and bottom == 0) if upper else (bottom > 0.3 and top == 0)


@pytest.mark.parametrize("prompt", ["striped shirt and black skirt", "tartan coat", "floral dress"])
def test_along_a_block_each_garment_is_covered_where_it_is_worn(figures, prompt, bare_figures):
    companion = "grey trousers" if "coat" in prompt else ""
    garments = sample_on_figure(prompt, companion, 3, 0).garments
    found = (drawn(figures, prompt, sketch_weight=1) != undressed(bare_figures, prompt, sketch_weight=1)).any(
        axis=2
    )
    assert found[garments == 0].mean() > 0.9
    near = binary_dilation(garments >= 0, iterations=8)
    assert not found[~near].any(), "neither skin nor paper"
    swatched = changed(figures, bare_figures, prompt, sketch_weight=1)
    assert swatched[garments == 0].mean() > 0.9


def test_what_is_drawn_beyond_a_garment_does_not_stay(figures):
    [idea] = figures.explore(DesignBrief("camel coat over black trousers", sketch_weight=1), 1, seed=3)
    block = sample_on_figure("camel coat over black trousers", "", 3, 0)
    coat, skin = block.garments == 0, block.skin
    image = np.full((384, 256, 3), 255, np.uint8)
    over = binary_dilation(coat, iterations=4) & (block.garments < 0)
    image[coat | over], image[block.garments == 1] = (200, 30, 40), (20, 20, 25)
    clad = dress(figures, image, idea.recipe)
    made = np.asarray(Ink()(Image.fromarray(clad), figures.plan(idea.recipe))).astype(int)
    red = (made[..., 0] - made[..., 1] > 110) & binary_erosion(over, iterations=1)
    assert over.sum() > 300 and red.sum() < 0.1 * over.sum(), "no red rim around a camel coat"
    inner = binary_erosion(skin, iterations=2)
    assert np.ptp(clad[inner].astype(int), axis=0).max() < 60, "nor red skin"


def test_skin_and_hair_are_of_who_the_block_says_wears_it(figures):
    for prompt, place in (("green dress on a fair-skinned woman", 0), ("green dress on a dark-skinned woman", 2)):
        idea = figures.explore(DesignBrief(prompt, sketch_weight=1), 3, seed=3)[place]
        block = sample_on_figure(prompt, "", 3, place)
        image = np.full((384, 256, 3), 255, np.uint8)
        image[block.silhouette] = 20, 150, 70
        clad = dress(figures, image, idea.recipe).astype(int)
        for area, tone in ((block.skin, block.figure.skin), (block.hair, block.figure.hair_colour)):
            inner = binary_erosion(area, iterations=2)
            assert inner.sum() > 50
            assert colour_difference(to_lab(clad[inner].mean(axis=0)), to_lab(ImageColor.getrgb(tone))) < 12
        assert (clad[block.skin].mean() > 128) == ("fair" in prompt)


def test_shoes_are_of_one_colour_and_of_the_one_named(figures):
    for prompt, named in (("green dress", None), ("green dress with red tall boots", "red")):
        [idea] = figures.explore(DesignBrief(prompt, look="figure", sketch_weight=1), 1, seed=3)
        block = sample_on_figure(prompt, "", 3, 0)
        image = np.full((384, 256, 3), 255, np.uint8)
        image[block.silhouette] = 20, 150, 70
        columns = np.arange(256) > np.median(np.nonzero(block.shoes)[1])
        image[block.shoes & columns], image[block.shoes & ~columns] = (90, 60, 40), (225, 190, 180)
        clad = to_lab(dress(figures, image, idea.recipe))
        left, right = (np.median(clad[block.shoes & side], axis=0) for side in (columns, ~columns))
        assert colour_difference(left, right) < 8
        if named:
            assert colour_difference(left, to_lab(COLOURS[named])) < 8


def test_figures_are_drawn_over_in_pencil_and_finished_in_ink(figure_parts):
    figures = studio_of(figure_parts)
    prompt = "white dress"
    [idea] = figures.explore(DesignBrief(prompt, look="figure", sketch_weight=1), 1, seed=3)
    block = sample_on_figure(prompt, "", 3, 0)
    lines = np.asarray(block.ink.convert("L")) < 80
    pictures = {}
    for weight in (1, 0.5):
        recipe = replace(idea.recipe, sketch_weight=weight)
        for config in (PostprocessConfig(), PostprocessConfig(ink_lines=False)):
            backend = EmbeddedBackend(figure_parts, torch.device("cpu"), torch.float32, config)
            latents = torch.from_numpy(idea.latent)[None]
            for name, finished in (("picture", False), ("finished_picture", True)):
                plan = replace(figures.plan(recipe), finished=finished)
                pictures[weight, config.ink_lines, name] = np.asarray(backend.compose(latents, plan)).astype(int)
    light = (
        lines & (pictures[1, False, "picture"].mean(axis=2) > 120) & binary_erosion(block.silhouette, iterations=2)
    )

    def darker(weight: float, name: str) -> float:
        return (pictures[weight, False, name] - pictures[weight, True, name])[light].mean()

    assert light.sum() > 100 and darker(1, "finished_picture") > darker(1, "picture") + 10
    assert darker(1, "picture") > darker(0.5, "picture") > 5
    assert (pictures[1, True, "picture"][~binary_dilation(block.silhouette, iterations=5)] == 255).all()


def test_weights_that_cannot_tell_clothes_say_so_and_lay_nothing(figure_parts):
    blind, bare_blind = (studio_of(replace(figure_parts, segmenter=None), c) for c in (PostprocessConfig(), BARE))
    assert not changed(blind, bare_blind).any() and changed(blind, bare_blind, look="flat").any()
    told = "cannot tell clothes from skin"
    assert any(told in notice for notice in blind.notices(DesignBrief("red dress", fabric=FABRIC)))
    for quiet in ({}, {"fabric": FABRIC, "look": "flat"}, {"fabric": FABRIC, "fabric_weight": 0}):
        assert not any(told in notice for notice in blind.notices(DesignBrief("red dress", **quiet)))


@pytest.mark.parametrize("prompt", ["striped t-shirt", "red tartan skirt", "blue jeans"])
def test_cloth_that_the_words_name_is_laid(tiny_studio, prompt, bare_studio):
    found = (drawn(tiny_studio, prompt) != undressed(bare_studio, prompt)).any(axis=2)
    assert found.mean() > 0.3
    [notice] = [notice for notice in tiny_studio.notices(DesignBrief(prompt)) if "laid over" in notice]
    assert "not learned" not in notice


def test_no_notice_tells_of_cloth_that_is_not_laid(tiny_studio, figure_parts):
    def told(studio: Studio, **more) -> str:
        return " ".join(studio.notices(DesignBrief("tartan breton skirt", **more)))

    assert "laid over" in told(tiny_studio) and "breton" not in told(tiny_studio).partition("not learned")[2]
    swatched = told(tiny_studio, fabric=FABRIC)
    assert "laid over" not in swatched and "tartan" in swatched.partition("not learned")[2]
    assert "laid over" in told(tiny_studio, fabric=FABRIC, fabric_weight=0)
    blind = studio_of(replace(figure_parts, segmenter=None))
    assert "breton" in told(blind, look="figure").partition("not learned")[2]


def test_plain_garments_and_pictures_stay_as_the_networks_drew_them(tiny_studio, bare_studio):
    for prompt in ("red dress", "satin dress"):
        assert (drawn(tiny_studio, prompt) == undressed(bare_studio, prompt)).all()
    picture = tiny_studio.explore(DesignBrief("red dress"), 1, seed=3)[0].image
    found = tiny_studio.invert(picture, DesignBrief("striped dress"), mask=PICTURED, settings=QUICK)
    assert bare_studio.rebuild(found.recipe).image.tobytes() == found.image.tobytes()


def test_a_printed_t_shirt_has_its_print_on_the_chest(tiny_studio, bare_studio):
    def covered(prompt: str) -> np.ndarray:
        return (drawn(tiny_studio, prompt) != undressed(bare_studio, prompt)).any(axis=2)

    placed, everywhere = covered("printed t-shirt"), covered("printed dress")
    assert 0.02 < placed.mean() < 0.3 < everywhere.mean()
    rows, columns = np.nonzero(placed)
    assert abs(columns.mean() - 128) < 20 and rows.mean() < 192


def test_a_mix_wears_the_cloth_of_whom_its_style_is_from(tiny_studio, bare_studio):
    striped, tartan, other = (
        tiny_studio.explore(DesignBrief(prompt), index + 1, seed=5)[index]
        for prompt, index in (("blue striped skirt", 0), ("red tartan skirt", 0), ("blue striped skirt", 1))
    )

    def cloth(idea) -> np.ndarray:
        return np.asarray(idea.image, float) - np.asarray(bare_studio.rebuild(idea.recipe).image, float)

    cut, style = tiny_studio.mix(striped, tartan, 1.0, 0.0), tiny_studio.mix(striped, tartan, 0.0, 1.0)
    near = [[np.abs(cloth(child) - cloth(parent)).mean() for parent in (striped, tartan)] for child in (cut, style)]
    assert near[0][0] < near[0][1] and near[1][1] < near[1][0]
    whole = tiny_studio.mix(striped, other, 1.0, 1.0)
    assert whole.image.tobytes() == other.image.tobytes()


def test_on_figures_each_half_wears_its_own_cloth(figures, bare_figures):
    def where(prompt: str) -> tuple[float, float]:
        found = (drawn(figures, prompt) != undressed(bare_figures, prompt)).any(axis=2)
        assert not found[:, :124].any()  # skin
        return float(found[:140, 132:].mean()), float(found[260:, 132:].mean())

    top, bottom = where("striped shirt and skirt")
    assert top > 0.3 and bottom == 0
    top, bottom = where("shirt and tartan skirt")
    assert top == 0 and bottom > 0.3
    top, bottom = where("striped shirt and tartan skirt")
    assert top > 0.3 and bottom > 0.3
    assert where("floral dress")[0] > 0.3
    assert where("striped shirt over a t-shirt with a skirt") == (0, 0)  # it could be either's


def test_colours_that_the_networks_missed_on_a_figure_are_met(figures, bare_figures):
    bare, met = (drawn(each, "green dress")[:, 140:].astype(float) for each in (bare_figures, figures))
    wanted = to_lab(np.array(COLOURS["green"]))
    far, near = (
        float(colour_difference(np.median(to_lab(half).reshape(-1, 3), axis=0), wanted)) for half in (bare, met)
    )
    assert far > 10 > near
    assert (drawn(figures, "dress") == undressed(bare_figures, "dress")).all()  # no colour was named


def test_a_swatch_goes_before_words_and_leaves_them_the_other_half(figures, bare_figures):
    found = changed(figures, bare_figures, "striped shirt and tartan skirt")[:, 132:]
    assert found[:140].mean() > 0.3 and found[260:].mean() > 0.3
    swatched, worded = (
        drawn(figures, "striped shirt and tartan skirt", **more)[:140, 132:] for more in ({"fabric": FABRIC}, {})
    )
    assert (swatched != worded).mean() > 0.5


def test_finished_designs_and_what_is_made_of_them_wear_it_too(figures):
    [idea] = figures.explore(DesignBrief("red dress", fabric=FABRIC), 1, seed=3)
    design = figures.finish(idea, steps=2)
    assert np.asarray(design.image)[:, 132:].std() > 20
    assert figures.rebuild(design.recipe).image.tobytes() == design.image.tobytes()
    child = figures.vary(idea, 2.0, 1)[0]
    assert figures.rebuild(child.recipe).image.tobytes() == child.image.tobytes()
    edited = figures.inpaint(idea, attribute="A1", value="short")
    assert figures.rebuild(edited.recipe).image.tobytes() == edited.image.tobytes()


def test_the_page_hears_what_a_half_clad_figure_also_wears(figures):
    [notice] = figures.notices(DesignBrief("red blouse", look="figure"))
    assert "also wears grey trousers" in notice
    for brief in (DesignBrief("red blouse"), DesignBrief("red dress"), DesignBrief("red blouse and black skirt")):
        assert figures.notices(brief) == ()
