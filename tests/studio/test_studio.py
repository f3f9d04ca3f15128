"""The studio with the shipped weights: what it promises, whatever they have learned."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageDraw
from torch.nn.modules.module import register_module_forward_hook

from equifashion import Design, DesignBrief, Idea, Recipe
from equifashion.errors import CheckpointError, InvalidInput
from equifashion.imaging import Pose
from equifashion.models.denoiser import Denoiser

BRIEF = DesignBrief("red dress")


def pixels(things: list) -> list[bytes]:
    return [thing.image.tobytes() for thing in things]


@pytest.fixture
def sketch() -> Image.Image:
    drawing = Image.new("RGB", (256, 384), "white")
    outline = [(100, 40), (156, 40), (150, 150), (220, 340), (36, 340), (106, 150), (100, 40)]
    ImageDraw.Draw(drawing).line(outline, fill="black", width=4)
    return drawing


@pytest.fixture
def pose() -> Pose:
    return Pose(tuple((0.3 + 0.02 * i, 0.1 + 0.04 * i, 1.0) for i in range(18)))


@pytest.fixture
def denoiser_calls():
    """Counts calls of the real denoiser, by a hook that only looks."""
    calls = []
    hook = register_module_forward_hook(
        lambda module, given, out: calls.append(1) if isinstance(module, Denoiser) else None
    )
    yield calls
    hook.remove()


# Exploring.


def test_ideas(studio):
    ideas = studio.explore(BRIEF, 3, seed=5)
    assert len(ideas) == 3 and all(isinstance(idea, Idea) for idea in ideas)
    for index, idea in enumerate(ideas):
        assert idea.image.size == (256, 384) and idea.image.mode == "RGB"
        assert idea.latent.shape == (16, 24, 16) and np.isfinite(idea.latent).all()
        assert idea.styles.ndim == 2 and np.isfinite(idea.styles).all()
        assert (idea.recipe.seed, idea.recipe.index, idea.recipe.prompt) == (5, index, "red dress")
        assert idea.recipe.truncation == studio.preset.truncation and idea.recipe.steps is None
        assert idea.recipe.weights == studio.weights and idea.recipe.device == studio.device_kind
    assert len({idea.id for idea in ideas}) == 3


def test_the_same_seed_gives_identical_pixels(studio):
    first, second = (studio.explore(BRIEF, 3, seed=11) for _ in range(2))
    assert pixels(first) == pixels(second)
    assert all(
        (a.latent == b.latent).all() and (a.styles == b.styles).all() for a, b in zip(first, second, strict=True)
    )


def test_ideas_do_not_depend_on_how_many_are_asked_for(studio):
    assert pixels(studio.explore(BRIEF, 4, seed=2))[:2] == pixels(studio.explore(BRIEF, 2, seed=2))


def test_seeds_and_places_give_different_ideas(studio):
    found = pixels(studio.explore(BRIEF, 3, seed=0)) + pixels(studio.explore(BRIEF, 3, seed=1))
    assert len(set(found)) == 6


def test_no_truncation_draws_every_idea_together(studio):
    flat = DesignBrief("red dress", look="flat", sketch_weight=0)  # they differ in stances and cuts
    tight = studio.explore(flat, 2, seed=0, truncation=0.0)
    assert pixels(tight)[0] == pixels(tight)[1]
    wide = [studio.explore(flat, 2, seed=0, truncation=t) for t in (0.5, 1.0)]
    spreads = [np.abs(a.latent - b.latent).mean() for a, b in wide]
    assert 0 < spreads[0] < spreads[1]


def test_words_change_the_drafts(studio):
    assert pixels(studio.explore(DesignBrief("blue dress"), 1)) != pixels(studio.explore(BRIEF, 1))


def test_a_sketch_changes_the_drafts(studio, sketch):
    plain = studio.explore(DesignBrief("red dress", sketch_weight=0), 2)
    drawn = studio.explore(DesignBrief("red dress", sketch=sketch), 2)
    ignored = studio.explore(DesignBrief("red dress", sketch=sketch, sketch_weight=0), 2)
    assert not set(pixels(plain)) & set(pixels(drawn)) | set(pixels(studio.explore(BRIEF, 2))) & set(pixels(drawn))
    assert pixels(ignored) == pixels(plain)


def test_a_fabric_changes_the_drafts(studio):
    swatch = Image.fromarray(np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8))
    plain = studio.explore(BRIEF, 1)
    assert pixels(studio.explore(DesignBrief("red dress", fabric=swatch), 1)) != pixels(plain)
    ignored = studio.explore(DesignBrief("red dress", fabric=swatch, fabric_weight=0), 1)
    assert pixels(ignored) == pixels(plain)


def test_a_pose_does_what_the_notice_says(studio, pose):
    posed = DesignBrief("red dress", pose=pose)
    promised_unchanged = any("will not change the picture" in notice for notice in studio.notices(posed))
    same = pixels(studio.explore(posed, 1)) == pixels(studio.explore(BRIEF, 1))
    assert same == promised_unchanged


@pytest.mark.parametrize("count", [0, -1, 65, 1000, True, 8.0, "8", None])
def test_impossible_counts(studio, count):
    with pytest.raises(InvalidInput, match=r"The count must be a whole number from 1 to 64; got"):
        studio.explore(BRIEF, count)


@pytest.mark.parametrize("seed", [-1, 2**31, True, 1.5, "7", None])
def test_impossible_seeds(studio, seed):
    with pytest.raises(InvalidInput, match=r"The seed must be a whole number from 0 to 2147483647; got"):
        studio.explore(BRIEF, 1, seed)


@pytest.mark.parametrize("truncation", [-0.5, float("nan"), float("inf"), "0.9"])
def test_impossible_truncation(studio, truncation):
    with pytest.raises(InvalidInput, match=r"truncation must be a number from 0"):
        studio.explore(BRIEF, 1, 0, truncation)


def test_the_largest_values_work(studio):
    [idea] = studio.explore(DesignBrief("x" * 500), np.int64(1), seed=2**31 - 1, truncation=2.0)
    assert idea.recipe.seed == 2**31 - 1
    assert studio.finish(idea, steps=1).recipe.steps == 1


# Finishing.


def test_every_step_has_a_preview_and_the_last_the_design(studio, denoiser_calls):
    [idea] = studio.explore(BRIEF, 1)
    denoiser_calls.clear()  # a draft may have been cleared by one
    steps = list(studio.iter_finish(idea, steps=3))
    assert [(step.index, step.steps) for step in steps] == [(1, 3), (2, 3), (3, 3)]
    assert len(denoiser_calls) == 3  # guidance included
    design = steps[-1].design
    assert isinstance(design, Design) and design.image.tobytes() == steps[-1].preview.tobytes()
    assert design.recipe == idea.recipe.with_finish(3, studio.preset.freedom, None)
    assert len({step.preview.tobytes() for step in steps}) == 3


def test_finishing_twice_gives_identical_pixels(studio):
    [idea] = studio.explore(BRIEF, 1)
    seen = []
    first, second = studio.finish(idea, 2, on_step=seen.append), studio.finish(idea, 2)
    assert first.image.tobytes() == second.image.tobytes() and first.id == second.id
    assert [step.index for step in seen] == [1, 2]


def test_none_takes_the_presets_values(studio):
    [idea] = studio.explore(BRIEF, 1)
    first, named = (
        next(finishing)
        for finishing in (studio.iter_finish(idea), studio.iter_finish(idea, 8, guidance=studio.preset.guidance))
    )
    assert first.steps == studio.preset.steps == 8
    assert first.preview.tobytes() == named.preview.tobytes()
    assert studio.finish(idea, steps=1).recipe.guidance is None


def test_freedom_and_guidance_change_the_design(studio):
    [idea] = studio.explore(BRIEF, 1)
    made = [
        studio.finish(idea, 2, freedom, guidance)
        for freedom, guidance in ((0.5, 3.0), (0.0, 3.0), (1.0, 3.0), (0.5, 1.0), (0.5, 6.0))
    ]
    assert len(set(pixels(made))) == 5


def test_less_freedom_stays_closer_to_the_draft(studio):
    [idea] = studio.explore(BRIEF, 1)

    def distance(freedom: float) -> float:
        design = studio.finish(idea, 3, freedom)
        return float(np.abs(np.asarray(idea.image, float) - np.asarray(design.image, float)).mean())

    assert distance(0.0) < distance(1.0)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"steps": 0}, "The steps must be a whole number from 1 to 100; got 0"),
        ({"steps": 101}, "The steps must be a whole number from 1 to 100; got 101"),
        ({"steps": True}, "The steps must be a whole number"),
        ({"freedom": 2}, "The freedom must be a number from 0 to 1; got 2"),
        ({"freedom": "x"}, "The freedom must be a number"),
        ({"freedom": -0.01}, "The freedom must be a number from 0 to 1"),
        ({"freedom": float("nan")}, "The freedom must be a number from 0 to 1"),
        ({"guidance": 0.5}, "The guidance must be a number from 1 to 20; got 0.5"),
        ({"guidance": 21}, "The guidance must be a number from 1 to 20; got 21"),
        ({"guidance": float("nan")}, "The guidance must be a number from 1 to 20"),
    ],
)
def test_impossible_finishes_are_refused_before_any_work(studio, denoiser_calls, values, message):
    [idea] = studio.explore(BRIEF, 1)
    denoiser_calls.clear()  # a draft may have been cleared by one
    with pytest.raises(InvalidInput, match=message):
        studio.iter_finish(idea, **values)
    assert not denoiser_calls


def test_closing_the_iterator_stops_the_work(studio, denoiser_calls):
    [idea] = studio.explore(BRIEF, 1)
    denoiser_calls.clear()  # a draft may have been cleared by one
    finishing = studio.iter_finish(idea, steps=8)
    assert not denoiser_calls
    next(finishing), next(finishing)
    finishing.close()
    assert len(denoiser_calls) == 2
    with pytest.raises(StopIteration):
        next(finishing)
    assert pixels(studio.explore(BRIEF, 1)) == [idea.image.tobytes()]  # nothing stays locked


def test_an_error_in_a_listener_does_not_lock_the_studio(studio):
    [idea] = studio.explore(BRIEF, 1)

    def stop(step):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        studio.finish(idea, steps=4, on_step=stop)
    assert studio.finish(idea, steps=1).recipe.steps == 1


# Rebuilding.


def test_rebuilding_from_json_alone(studio, sketch, pose):
    swatch = Image.fromarray(np.random.default_rng(1).integers(0, 256, (64, 90, 3), dtype=np.uint8))
    brief = DesignBrief("navy striped shirt", sketch, pose, swatch, 0.7, 1.0, 1.5)
    idea = studio.explore(brief, 3, seed=9, truncation=0.8)[2]
    design = studio.finish(idea, steps=2, freedom=0.3, guidance=2.0)
    again = studio.rebuild(Recipe.from_json(idea.recipe.to_json()))
    assert isinstance(again, Idea) and again.image.tobytes() == idea.image.tobytes() and again.id == idea.id
    remade = studio.rebuild(Recipe.from_json(design.recipe.to_json()))
    assert (
        isinstance(remade, Design) and remade.image.tobytes() == design.image.tobytes() and remade.id == design.id
    )


def test_recipes_of_other_weights_are_refused(studio, denoiser_calls):
    recipe = studio.explore(BRIEF, 1)[0].recipe.with_finish(2, 0.5, None)
    denoiser_calls.clear()
    other = dataclasses.replace(recipe, weights=recipe.weights | {"generator.safetensors": "0" * 64})
    with pytest.raises(CheckpointError, match=r"other weights \(generator\.safetensors differ\)"):
        studio.rebuild(other)
    fewer = dict(recipe.weights)
    del fewer["denoiser.safetensors"]
    with pytest.raises(CheckpointError, match=r"other weights \(more files differ\)"):
        studio.rebuild(dataclasses.replace(recipe, weights=fewer))
    with pytest.raises(CheckpointError, match="made with the preset 'large'; this studio runs 'embedded'"):
        studio.rebuild(dataclasses.replace(recipe, preset="large"))
    assert not denoiser_calls


def test_the_weights_of_a_studio_cannot_be_changed_from_outside(studio):
    studio.weights.clear()
    assert set(studio.weights) == {
        f"{kind}.safetensors"
        for kind in ("autoencoder", "semantics", "conditions", "denoiser", "generator", "segmenter")
    }


# Threads, cache, notices.


def test_threads_give_the_same_pictures_as_one_after_the_other(studio):
    briefs = [DesignBrief("black trousers"), DesignBrief("yellow t-shirt")]

    def work(brief: DesignBrief) -> list[bytes]:
        ideas = studio.explore(brief, 2, seed=3)
        return pixels([*ideas, studio.finish(ideas[1], steps=2)])

    alone = [work(brief) for brief in briefs]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(work, briefs))
    assert together == alone


def test_conditions_are_encoded_once_a_brief(studio):
    def counted(action) -> tuple[int, int]:
        hits, misses = studio.cache_hits, studio.cache_misses
        action()
        return studio.cache_hits - hits, studio.cache_misses - misses

    brief = DesignBrief("a teal blouse for the cache", sketch_weight=0)  # without a cut for every place
    ideas = []
    assert counted(lambda: ideas.extend(studio.explore(brief, 3))) == (2, 1)
    assert counted(lambda: studio.explore(brief, 1, seed=8)) == (1, 0)
    assert counted(lambda: studio.finish(ideas[0], 1)) == (1, 0)
    assert counted(lambda: studio.rebuild(ideas[0].recipe)) == (1, 0)
    assert counted(lambda: studio.explore(DesignBrief(brief.prompt, sketch_weight=0.5), 1)) == (0, 1)


def test_the_cache_forgets_the_oldest(studio):
    first = DesignBrief("cache entry a")
    before = pixels(studio.explore(first, 1))
    for number in range(64):
        studio._maker.conditions(DesignBrief(f"cache entry {number}"))
    misses = studio.cache_misses
    assert pixels(studio.explore(first, 1)) == before and studio.cache_misses == misses + 1


def test_notices(studio, pose):
    assert studio.notices(DesignBrief("red striped dress")) == ()
    repaired, told, laid, words = studio.notices(DesignBrief("red floral wrap dres", look="flat"))
    assert "“dres”" in repaired and "“dress”" in repaired
    assert "“photo, red printed dress”" in told
    assert "“floral” is drawn and laid" in laid
    assert "learned to show “wrap”" in words and words.endswith(".")
    assert studio.notices(DesignBrief("a red dress", pose=pose)) == ()


def test_weights_without_poses_say_so(studio, pose, monkeypatch):
    networks = studio._maker.parts.conditions
    monkeypatch.setattr(networks, "config", dataclasses.replace(networks.config, pose_learned=False))
    posed = studio.notices(DesignBrief("a red dress", pose=pose))
    assert len(posed) == 1 and "poses" in posed[0]


def test_the_same_words_in_other_languages_and_spellings_give_the_same_picture(studio):
    plain, *others = (
        studio.explore(DesignBrief(prompt), 1, seed=3)[0].image
        for prompt in ("red t-shirt", "áo thun đỏ", "ao thun do", "scarlet t-shirt")
    )
    assert all(other.tobytes() == plain.tobytes() for other in others)
    [different] = studio.explore(DesignBrief("blue t-shirt"), 1, seed=3)
    assert different.image.tobytes() != plain.tobytes()


def test_words_of_any_language_and_stray_characters(studio):
    for prompt in ("áo dài lụa đỏ", "赤いドレス 👗", "dress <end> <pad>", "dress \ud83d"):
        [idea] = studio.explore(DesignBrief(prompt), 1)
        remade = studio.rebuild(Recipe.from_json(idea.recipe.to_json()))
        assert remade.image.tobytes() == idea.image.tobytes()
