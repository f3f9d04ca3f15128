"""What is altered and what is let in beside a lock is cut anew, within the rest."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from equifashion.design import DesignBrief, Recipe
from equifashion.design.edits import Vary
from equifashion.errors import InvalidInput
from equifashion.garments.flat.raster import OUTSIDE
from equifashion.garments.flat.sketch import hold_parts, sample_flat
from equifashion.garments.on_figure.sketch import sample_on_figure
from equifashion.imaging.mask import mask_to_area
from equifashion.imaging.pose import face_area
from tests.support.cut_ideas import CUTS, region_of


def test_what_is_altered_on_a_figure_is_cut_as_its_words_say(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    area = CUTS.changed_area(idea.recipe, "red sleeveless dress")
    before, after = sample_on_figure("red dress", "", 3, 0), sample_on_figure("red sleeveless dress", "", 3, 0)
    assert area[before.garments != after.garments].all() and 0 < area.mean() < 0.3
    altered = lined_studio.inpaint(idea, attribute="sleeve length", value="sleeveless", steps=2)
    changed = (np.asarray(altered.image) != np.asarray(idea.image)).any(axis=2)
    assert changed[before.garments != after.garments].mean() > 0.5
    assert CUTS.changed_area(idea.recipe, "red dress").mean() == 0


def test_what_is_altered_lying_flat_is_cut_anew_where_it_lies(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red shirt", look="flat"), 1, seed=3)
    before = CUTS.flat(idea.recipe, idea.recipe.prompt)
    altered = lined_studio.inpaint(idea, attribute="sleeve length", value="sleeveless", steps=2)
    after = CUTS.flat(altered.recipe, altered.recipe.prompt)
    assert (
        before.measures.sleeve > 0
        and after.measures.sleeve == 0
        and after == replace(sample_flat("red sleeveless shirt", 3, 0), place=after.place)
    )
    assert after.has_room and after == after.beside(before), "a centimetre stays as large"
    region = region_of(altered.recipe, idea.image.size)
    told = lined_studio.find_region(idea, "sleeve length", value="sleeveless")
    assert (mask_to_area(told, idea.image.size) == region).all()
    sleeves = (before.cloth() > 0) & (after.cloth() == 0)
    assert region[sleeves].mean() > 0.98 and not region[300, 128], "sleeves go, the body stays"
    same = np.asarray(altered.image) == np.asarray(idea.image)
    assert same[~region].all() and not same[sleeves].all()
    again = lined_studio.inpaint(altered, attribute="sleeve length", value="long", steps=2)
    assert CUTS.flat(again.recipe, again.recipe.prompt).measures.sleeve == pytest.approx(
        sample_flat("red long-sleeved shirt", 3, 0).measures.sleeve
    )
    assert CUTS.changed_area(idea.recipe, "red shirt").sum() == 0
    assert CUTS.changed_area(replace(idea.recipe, sketch_weight=0.0), "red sleeveless shirt") is None


def test_what_has_no_room_is_drawn_smaller_unless_only_a_part_may_change(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red mini dress", look="flat"), 1, seed=3)
    before, long = CUTS.flat(idea.recipe, idea.recipe.prompt), sample_flat("red floor-length dress", 3, 0)
    assert not long.beside(before).has_room
    whole = lined_studio.inpaint(idea, attribute="length", value="extra-long", steps=1)
    assert CUTS.flat(whole.recipe, whole.recipe.prompt).place is None
    region = region_of(whole.recipe, idea.image.size)
    assert (
        region[before.cloth() > 0].all() and region[CUTS.flat(whole.recipe, whole.recipe.prompt).cloth() > 0].all()
    )
    brushed = np.zeros((384, 256), bool)
    brushed[250:] = True
    part = lined_studio.inpaint(idea, brushed, attribute="length", value="extra-long", steps=1)
    assert CUTS.flat(part.recipe, part.recipe.prompt) == CUTS.flat(part.recipe, part.recipe.prompt).beside(before)


def test_what_was_recoloured_is_altered_in_its_own_colour(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("red shirt", look="flat"), 1, seed=3)
    drawn = np.full((384, 256, 3), 255, np.uint8)
    drawn[CUTS.flat(idea.recipe, idea.recipe.prompt).cloth() == OUTSIDE] = 40, 60, 150
    blue = replace(idea, image=Image.fromarray(drawn))
    inpainted = lined_studio.inpaint(blue, attribute="hem", value="ruffled", steps=1)
    altered = np.asarray(inpainted.image).astype(int)
    region = region_of(inpainted.recipe, idea.image.size)
    hem = region & (CUTS.flat(idea.recipe, idea.recipe.prompt).cloth() == OUTSIDE)
    assert (altered[hem][:, 2] > altered[hem][:, 0]).mean() > 0.8, "blue as the picture, not red as its words"


def test_where_no_cut_tells_a_figures_face_is_held(lined_studio):
    def changed(work, value: str) -> np.ndarray:
        return np.asarray(lined_studio.find_region(work, "sleeve length", value=value)) > 127

    [idea] = lined_studio.explore(DesignBrief("red dress", sketch_weight=0), 1, seed=3)
    face = face_area(lined_studio.plan(idea.recipe).brief.pose, (256, 384))
    found = lined_studio.part_finder.edited(np.asarray(idea.image), "A2", "dress")
    held = changed(idea, "sleeveless")
    assert not held[face].any() and np.array_equal(held[~face], found[~face])
    [cut] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    cut_area = CUTS.changed_area(cut.recipe, "red sleeveless dress")
    assert np.array_equal(changed(cut, "sleeveless"), cut_area), "the cut tells"
    [flat] = lined_studio.explore(DesignBrief("red dress", look="flat"), 1, seed=3)
    assert changed(flat, "sleeveless").any()


def test_what_would_change_nothing_on_a_figure_is_said(lined_studio):
    [idea] = lined_studio.explore(DesignBrief("white blouse and navy skirt"), 1, seed=3)
    with pytest.raises(InvalidInput, match=r"change nothing.*brush"):
        lined_studio.inpaint(idea, attribute="collar", value="turtleneck", steps=1)
    brushed = np.zeros((384, 256), bool)
    brushed[60:100, 100:150] = True
    altered = lined_studio.inpaint(idea, brushed, attribute="collar", value="turtleneck", steps=1)
    assert (region_of(altered.recipe, idea.image.size) == brushed).all()


def test_what_is_let_in_is_cut_to_what_is_locked(lined_studio):
    [flat] = lined_studio.explore(DesignBrief("red shirt"), 1, seed=3)
    far = lined_studio.rebuild(flat.recipe.derive(Vary(flat.recipe, 12.0, 5, 1, 1.0), "cpu"))
    mask = np.zeros((384, 256), np.uint8)
    mask[:150] = 255
    joined = lined_studio.inpaint(flat, Image.fromarray(mask), other=far, held=["hem", "sleeves"], steps=2)
    own, seen = CUTS.flat(flat.recipe, flat.recipe.prompt), CUTS.flat_raster(joined.recipe)
    region = region_of(joined.recipe, (256, 384))
    let_in = hold_parts(own, CUTS.flat(far.recipe, far.recipe.prompt), ["hem", "sleeves"])
    assert (
        let_in.measures.sides == own.measures.sides
        and let_in.measures.hang == own.measures.hang
        and let_in.measures != own.measures
    )
    assert np.array_equal(seen.cloth[~region], own.cloth()[~region])
    assert np.array_equal(seen.cloth[region], let_in.cloth()[region])
    assert lined_studio.rebuild(joined.recipe).image.tobytes() == joined.image.tobytes()


def test_what_is_let_in_on_a_figure_is_drawn_along_its_cut(lined_studio):
    [worn] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    far = worn.recipe.derive(Vary(worn.recipe, 12.0, 5, 1, 1.0), "cpu")
    mask = np.zeros((384, 256), np.uint8)
    mask[:150] = 255
    joined = lined_studio.inpaint(worn, other=lined_studio.rebuild(far), mask=Image.fromarray(mask), steps=2)
    seen = CUTS.figure(joined.recipe)
    for place, block in ((slice(0, 130), CUTS.figure(worn.recipe)), (slice(170, None), CUTS.figure(far))):
        for name in ("garments", "skin", "silhouette"):
            assert np.array_equal(getattr(seen, name)[place], getattr(block, name)[place])
    beside = ~seen.silhouette
    beside[130:170] = False
    assert np.asarray(joined.image)[ndimage.binary_erosion(beside, iterations=8)].min() > 250, "cut out along it"
    again = lined_studio.rebuild(Recipe.from_json(joined.recipe.to_json()))
    assert again.image.tobytes() == joined.image.tobytes()


def test_parts_that_are_locked_stay_in_another_cut_of_a_figure(lined_studio):
    [worn] = lined_studio.explore(DesignBrief("red dress"), 1, seed=3)
    far = lined_studio.rebuild(worn.recipe.derive(Vary(worn.recipe, 12.0, 5, 1, 1.0), "cpu"))
    mask = np.zeros((384, 256), np.uint8)
    mask[:60] = 255
    free, held = (
        lined_studio.inpaint(worn, Image.fromarray(mask), other=far, held=parts, steps=2)
        for parts in ((), ("hem",))
    )
    low = [np.nonzero((CUTS.figure(idea.recipe).garments == 0).any(axis=1))[0].max() for idea in (free, held)]
    own = np.nonzero((CUTS.figure(worn.recipe).garments == 0).any(axis=1))[0].max()
    assert low[0] != own and abs(low[1] - own) <= 2
