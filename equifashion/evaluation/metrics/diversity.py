"""How different the designs for one prompt are, and whether the GAN earns its place beside the denoiser."""

import time
from collections.abc import Callable

import numpy as np

from equifashion.design import DesignBrief, Idea
from equifashion.evaluation.bootstrap import estimate
from equifashion.evaluation.context import EvaluationContext
from equifashion.evaluation.designs import Request, pixels
from equifashion.evaluation.metric import MetricResult, MetricSpec, Section, result
from equifashion.evaluation.runner import flat_cloth
from equifashion.imaging.local_contrast import enhance_local_contrast
from equifashion.imaging.recolor import garment_area

PROMPTS = (
    "red dress", "blue shirt", "black trousers", "grey hoodie", "green skirt", "pink t-shirt", "white jacket",
    "yellow sweater",
)  # fmt: skip
SEED = 5
ALONE = "denoiser alone, in a draft's time"
_REMEDY = "A stronger mode-seeking term for the drafts; more freedom for the finish."

DISTANCE = MetricSpec(
    "diversity.distance",
    "Difference within a prompt",
    "Mean perceptual distance (EfficientNet-Lite0 feature maps) over all pairs of designs for one prompt.",
    "higher",
    0.05,
    _REMEDY,
    reference="as many held-out photographs of the same category, of any colour",
    unit="perceptual distance",
)
GARMENTS = MetricSpec(
    "diversity.garments",
    "Difference of the garments alone",
    "As the difference within a prompt, with white around the garments' outlines, and drafts with the local "
    "contrast of finished pictures: murk around a garment is no diversity, nor is contrast.",
    "higher",
    0.05,
    _REMEDY,
    unit="perceptual distance",
)
RECOGNISED = MetricSpec(
    "diversity.recognised",
    "Category recognised among them",
    "Share of the same pictures in which the classifier sees the prompt's category: difference alone rewards "
    "noise.",
    "higher",
    0.1,
    "Longer training of the generator against the discriminator.",
    reference="the classifier on held-out photographs, five folds",
)


def measure(context: EvaluationContext) -> Section:
    """Distances within prompts for drafts, finished designs, and the denoiser given only a draft's time."""
    size, studio = context.size, context.designs.studio
    prompts = PROMPTS[: size.prompts]
    asked = [prompt.split(" ", 1)[1] for prompt in prompts]
    requests = [Request(DesignBrief(p, look="flat"), SEED, i) for p in prompts for i in range(size.ideas)]
    sets = context.make(requests).by_stage
    steps, draft_seconds, step_seconds = _steps_in_a_drafts_time(context, requests[0])
    ideas = [context.designs.idea(request) for request in requests]
    sets |= {ALONE: np.stack([pixels(studio.finish(idea, steps=steps, freedom=1.0).image) for idea in ideas])}
    real = float(np.mean([_photographs_apart(context, category, size.ideas) for category in asked]))
    differences: list[MetricResult] = []
    garments: list[MetricResult] = []
    recognised: list[MetricResult] = []
    for stage, images in sets.items():
        soft = stage == "draft" and studio.preset.hub is None  # hub models' pictures are shown as they come
        bare = np.stack([_bare(image, idea, soft) for image, idea in zip(images, ideas, strict=True)])
        right = context.evaluators.categories(images) == np.repeat(asked, size.ideas)
        for spec, values, reference, found in (
            (DISTANCE, _within(context, images, len(prompts)), real, differences),
            (GARMENTS, _within(context, bare, len(prompts)), None, garments),
            (RECOGNISED, right.astype(float), context.ceiling, recognised),
        ):
            found.append(result(spec, stage, estimate(np.mean, values), len(images), str(SEED), reference))
    return Section(
        "Diversity: does another seed give another design?",
        f"{size.ideas} designs for each of {len(prompts)} prompts; the intervals resample prompts. A draft took "
        f"{draft_seconds:.2f} s here; the denoiser alone, from noise, gets the {steps} "
        f"step{'s' if steps > 1 else ''} that fit into that time ({step_seconds:.2f} s, one step being the least).",
        (*differences, *garments, *recognised),
    )


def _within(context: EvaluationContext, images: np.ndarray, prompts: int) -> np.ndarray:
    """Mean distance of a prompt's pictures, (prompts,)."""
    groups = images.reshape(prompts, -1, *images.shape[1:])
    return np.array([context.evaluators.features.pairwise_distance(group) for group in groups])


def _bare(image: np.ndarray, idea: Idea, soft: bool) -> np.ndarray:
    """A garment alone, on white, with the contrast of finished pictures."""
    cloth = flat_cloth(idea.recipe)
    shown = garment_area(image) if cloth is None else cloth
    return np.where(shown[..., None], enhance_local_contrast(image) if soft else image, 255).astype(np.uint8)


def _steps_in_a_drafts_time(context: EvaluationContext, request: Request) -> tuple[int, float, float]:
    """How many denoiser steps a draft's time allows, at least one; the seconds of a draft, and of the steps."""
    studio = context.designs.studio
    idea = context.designs.idea(request)

    def seconds(work: Callable[[], object]) -> float:
        taken = []
        for _ in range(3):
            started = time.perf_counter()
            work()
            taken.append(time.perf_counter() - started)
        return float(np.median(taken))

    draft = seconds(lambda: studio.explore(request.brief, 1, request.seed))
    one = seconds(lambda: studio.finish(idea, steps=1, freedom=1.0))
    two = seconds(lambda: studio.finish(idea, steps=2, freedom=1.0))
    steps = min(max(1, 1 + int((draft - one) / max(two - one, 1e-3))), studio.preset.steps)
    return steps, draft, one + (steps - 1) * (two - one)


def _photographs_apart(context: EvaluationContext, category: str, count: int) -> float:
    chosen = context.photographs.of_category(category)[:count]
    if len(chosen) < 2:
        return float("nan")
    images = np.stack([context.photographs.garments.images[i] for i in chosen])
    return context.evaluators.features.pairwise_distance(images)
