"""How different the designs for one prompt are, and whether the GAN earns its place beside the denoiser."""

import time

import numpy as np

from equifashion.design import DesignBrief, Idea
from equifashion.evaluation.control import CATEGORY_NAMES
from equifashion.evaluation.designs import STAGES, Progress, Request, pixels, unheard
from equifashion.evaluation.figures import Measure, Section, estimate, estimate_mean, found
from equifashion.evaluation.study import Study
from equifashion.imaging.local_contrast import enhance_local_contrast
from equifashion.imaging.recolor import garment_area
from equifashion.studio.cutting import block_of

PROMPTS = (
    "red dress", "blue shirt", "black trousers", "grey hoodie", "green skirt", "pink t-shirt", "white jacket",
    "yellow sweater",
)  # fmt: skip
SEED = 5
ALONE = "denoiser alone, in a draft's time"

DISTANCE = Measure(
    "diversity.distance",
    "Difference within a prompt",
    "Mean perceptual distance (EfficientNet-Lite0 feature maps) over all pairs of designs for one prompt.",
    "higher",
    0.05,
    "A stronger mode-seeking term for the drafts; more freedom for the finish.",
    reference="as many held-out photographs of the same category, of any colour",
)
GARMENTS = Measure(
    "diversity.garments",
    "Difference of the garments alone",
    "As the difference within a prompt, with white around the garments' blocks, and drafts clarified as finished "
    "pictures are: murk around a garment is no diversity, nor is contrast.",
    "higher",
    0.05,
    "A stronger mode-seeking term for the drafts; more freedom for the finish.",
)
RECOGNISED = Measure(
    "diversity.recognised",
    "Category recognised among them",
    "Share of the same pictures in which the judge sees the prompt's category: difference alone rewards noise.",
    "higher",
    0.1,
    "Longer training of the generator against the discriminator.",
    reference="the judge on held-out photographs, five folds",
)


def measure(study: Study, on_step: Progress = unheard) -> Section:
    """Distances within prompts for drafts, finished designs, and the denoiser given only a draft's time."""
    effort = study.effort
    prompts = PROMPTS[: effort.prompts]
    requests = [[Request(DesignBrief(p, look="flat"), SEED, i) for i in range(effort.ideas)] for p in prompts]
    flat = [request for row in requests for request in row]
    made = study.maker.make(flat, on_step)
    steps, draft_seconds, step_seconds = _steps_in_a_drafts_time(study, flat[0])
    studio = study.maker.studio
    ideas = [study.maker.idea(request) for request in flat]
    alone = [pixels(studio.finish(idea, steps=steps, freedom=1.0).image) for idea in ideas]
    sets = {**{stage: made.of(stage) for stage in STAGES}, ALONE: np.stack(alone)}
    asked = [prompt.split(" ", 1)[1] for prompt in prompts]
    real = np.mean([_real(study, category, effort.ideas) for category in asked])
    figures = []
    for stage, images in sets.items():
        distances = _within(study, images, len(prompts))
        figures.append(
            found(DISTANCE, stage, estimate(np.mean, distances), len(images), str(SEED), reference=float(real))
        )
    for stage, images in sets.items():
        soft = stage == "draft" and studio.preset.hub is None  # hub models' pictures are not clarified either
        bare = np.stack([_bare(image, idea, soft) for image, idea in zip(images, ideas, strict=True)])
        distances = _within(study, bare, len(prompts))
        figures.append(found(GARMENTS, stage, estimate(np.mean, distances), len(images), str(SEED)))
    for stage, images in sets.items():
        right = study.judge.names(study.features.pooled(images)) == np.repeat(asked, effort.ideas)
        estimated = estimate_mean(right.astype(float))
        figures.append(found(RECOGNISED, stage, estimated, len(images), str(SEED), reference=study.judge.ceiling))
    return Section(
        "Diversity: does another seed give another design?",
        f"{effort.ideas} designs for each of {len(prompts)} prompts; the intervals resample prompts. A draft took "
        f"{draft_seconds:.2f} s here; the denoiser alone, from noise, gets the {steps} step"
        f"{'s' if steps > 1 else ''} that fit into that time ({step_seconds:.2f} s, one step being the least).",
        tuple(figures),
    )


def _within(study: Study, images: np.ndarray, prompts: int) -> np.ndarray:
    """Mean distance of a prompt's pictures, (prompts,)."""
    groups = images.reshape(prompts, -1, *images.shape[1:])
    return np.array([study.features.pairwise_distance(group) for group in groups])


def _bare(image: np.ndarray, idea: Idea, soft: bool) -> np.ndarray:
    """A garment alone, on white, clarified if its picture is still soft."""
    block = block_of(idea.recipe, draws_figures=True)
    shown = garment_area(image) if block is None else block.cloth() > 0
    return np.where(shown[..., None], enhance_local_contrast(image) if soft else image, 255).astype(np.uint8)


def _steps_in_a_drafts_time(study: Study, request: Request) -> tuple[int, float, float]:
    """How many denoiser steps a draft's time allows, at least one; the seconds of a draft, and of the steps."""
    studio, maker = study.maker.studio, study.maker
    idea = maker.idea(request)

    def seconds(work) -> float:
        taken = []
        for _ in range(3):
            started = time.perf_counter()
            work()
            taken.append(time.perf_counter() - started)
        return float(np.median(taken))

    draft = seconds(lambda: studio.explore(request.brief, 1, request.seed))
    one, two = (seconds(lambda n=n: studio.finish(idea, steps=n, freedom=1.0)) for n in (1, 2))
    steps = max(1, 1 + int((draft - one) / max(two - one, 1e-3)))
    return min(steps, studio.preset.steps), draft, one + (steps - 1) * (two - one)


def _real(study: Study, category: str, count: int) -> float:
    assert category in CATEGORY_NAMES
    chosen = study.photographs.of_category(category)[:count]
    if len(chosen) < 2:
        return float("nan")
    return study.features.pairwise_distance(np.stack([study.photographs.garments.images[i] for i in chosen]))
