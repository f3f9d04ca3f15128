"""What lies flat as a drawing in wash and ink, and its cut as lines."""

import numpy as np
import pytest
import torch
from PIL import Image
from scipy import ndimage

from equifashion.design import DesignBrief, Recipe
from equifashion.errors import InvalidInput
from equifashion.garments.flat.sketch import flat_from_sketch, sample_flat
from equifashion.garments.vector import figure_svg, flat_svg
from equifashion.studio.assembly import create_studio
from equifashion.studio.presets import PRESETS
from tests.support.cut_ideas import CUTS, INK, same


def test_a_drawing_is_cut_out_along_its_block_and_drawn_over_in_its_lines(lined_studio):
    drawn, flat = (
        lined_studio.explore(DesignBrief("red shirt", look=look), 1, 3)[0] for look in ("drawing", "flat")
    )
    block = CUTS.flat(drawn.recipe, drawn.recipe.prompt)
    assert block == CUTS.flat(flat.recipe, flat.recipe.prompt)
    beyond = ~ndimage.binary_dilation(block.cloth() > 0, iterations=4)
    ink = (np.asarray(block.outlines()) < 60) & (block.cloth() > 0)
    pictures = [np.asarray(one.image).astype(int) for one in (drawn, flat, lined_studio.finish(drawn, steps=2))]
    assert pictures[0][beyond].min() == 255
    brightness = [picture[ink].mean() for picture in pictures]
    assert brightness[2] < brightness[0] < brightness[1], "pencil on the draft, ink on what is finished"
    again = lined_studio.rebuild(Recipe.from_json(drawn.recipe.to_json()))
    assert again.image.tobytes() == drawn.image.tobytes()


def test_what_lies_flat_is_a_drawing_unless_words_ask_for_a_photograph(lined_studio, lined_components):
    drawn, left, flat, photo = (
        lined_studio.explore(DesignBrief(prompt, look=look), 1, 3)[0]
        for prompt, look in (
            ("red shirt", "drawing"),
            ("red shirt", "auto"),
            ("red shirt", "flat"),
            ("photo of red shirt", "auto"),
        )
    )
    assert same(left.image, drawn.image) and not same(left.image, flat.image)
    ink = np.asarray(CUTS.flat(drawn.recipe, drawn.recipe.prompt).outlines()) < 60
    assert np.asarray(photo.image)[ink].mean() > np.asarray(left.image)[ink].mean() + 10
    hub = create_studio(PRESETS["photoreal"], lined_components, torch.device("cpu"), torch.float32)
    assert same(hub.explore(DesignBrief("red shirt"), 1, 3)[0].image, flat.image), (
        "photographs are finished from it"
    )


def test_a_drawing_takes_the_weight_of_its_lines(lined_studio):
    faint = lined_studio.explore(DesignBrief("red shirt", look="drawing", sketch_weight=0.1), 1, 3)[0]
    full = lined_studio.explore(DesignBrief("red shirt", look="drawing"), 1, 3)[0]
    ink = np.asarray(CUTS.flat(full.recipe, full.recipe.prompt).outlines()) < 60
    assert np.asarray(faint.image)[ink].mean() > np.asarray(full.image)[ink].mean() + 10


def test_an_own_sketch_is_inked(lined_studio):
    sketch = sample_flat("red shirt", 9, 0).outlines()
    drawn, flat = (
        lined_studio.explore(DesignBrief("red shirt", sketch=sketch, look=look), 1, 3)[0]
        for look in ("drawing", "flat")
    )
    ink = np.asarray(sketch) < 60
    assert np.asarray(drawn.image)[ink].mean() < np.asarray(flat.image)[ink].mean() - 20
    beyond = ~ndimage.binary_dilation(flat_from_sketch(sketch).cloth > 0, iterations=4)
    assert np.asarray(drawn.image)[beyond].min() == 255
    rays = Image.fromarray(np.where(np.arange(384)[:, None] % 60 < 3, 0, 255).astype(np.uint8).repeat(256, 1))
    [open_one] = lined_studio.explore(DesignBrief("red shirt", sketch=rays, look="drawing"), 1, 3)
    [uncut] = lined_studio.explore(DesignBrief("red shirt", sketch=rays, look="flat"), 1, 3)
    beside = ndimage.binary_erosion(np.asarray(rays) > 250, iterations=4)
    assert np.array_equal(np.asarray(open_one.image)[beside], np.asarray(uncut.image)[beside]), "nothing is cut out"
    assert not same(open_one.image, uncut.image), "but it is inked"


def test_what_has_no_cut_is_told_not_to_be_drawn(lined_studio):
    said = " ".join(lined_studio.notices(DesignBrief("grey cape", look="drawing")))
    assert "Nothing says how it is cut" in said
    for brief in (DesignBrief("grey shirt", look="drawing"), DesignBrief("grey cape", sketch=INK, look="drawing")):
        assert "Nothing says" not in " ".join(lined_studio.notices(brief))
    assert "Nothing says" in " ".join(lined_studio.notices(DesignBrief("shirt", look="drawing", sketch_weight=0)))


def test_lines_come_where_they_are_known(lined_studio):
    [idea, other] = lined_studio.explore(DesignBrief("red shirt"), 2, 3)
    drawing = lined_studio.to_svg(idea)
    assert drawing == flat_svg(CUTS.flat(idea.recipe, idea.recipe.prompt), "red shirt")
    assert lined_studio.to_svg(lined_studio.finish(idea, steps=2)) == drawing
    assert lined_studio.to_svg(lined_studio.recolor(idea, ["navy"])[0]) == drawing
    assert lined_studio.to_svg(lined_studio.mix(idea, other, 0.5, 0.5)) != drawing
    mask = Image.fromarray(np.uint8(255) * (np.arange(384) < 150)[:, None].repeat(256, 1))
    put_together = lined_studio.inpaint(idea, mask, other=other, held=["hem"], steps=2)
    [sketched_one] = lined_studio.explore(DesignBrief("red shirt", sketch=INK), 1, 3)
    [cape] = lined_studio.explore(DesignBrief("grey cape", look="flat"), 1, 3)
    for one in (put_together, sketched_one, cape):
        with pytest.raises(InvalidInput, match="no lines of this picture"):
            lined_studio.to_svg(one)


def test_a_figure_comes_in_its_lines(lined_studio):
    idea, other = lined_studio.explore(DesignBrief("red dress"), 2, 3)
    drawing = lined_studio.to_svg(idea)
    assert drawing == figure_svg(CUTS.figure(idea.recipe), "red dress")
    assert lined_studio.to_svg(lined_studio.finish(idea, steps=2)) == drawing
    mask = Image.fromarray(np.uint8(255) * (np.arange(384) < 150)[:, None].repeat(256, 1))
    free = lined_studio.explore(DesignBrief("red dress", sketch_weight=0), 1, 3)[0]
    for one in (lined_studio.inpaint(idea, other=other, mask=mask, steps=2), free):
        with pytest.raises(InvalidInput, match="no lines of this picture"):
            lined_studio.to_svg(one)
