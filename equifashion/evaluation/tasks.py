"""Briefs with known answers: the requests, what each design should show, and wrong answers as controls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PIL import Image

from equifashion.design import DesignBrief
from equifashion.evaluation import specs
from equifashion.evaluation.designs import Request
from equifashion.evaluation.drawn import DrawnFigure, TwoGarments
from equifashion.evaluation.evaluators import CATEGORY_NAMES, COLOUR_NAMES, Evaluators
from equifashion.evaluation.metric import MetricResult, MetricSpec, measure_stages
from equifashion.evaluation.photographs import Photograph
from equifashion.evaluation.vision import SKETCH_DETAIL, line_mask
from equifashion.imaging.sketch import extract_lines
from equifashion.imaging.swatch import cut_swatch
from equifashion.vocabulary import PATTERNS, PhotographLabel

WORD_SEED, POOL_SEED, LENGTH_SEED, PATTERN_SEED = 1000, 2000, 3000, 3500
FABRIC_SEED, POSE_SEED, OUTFIT_SEED = 4000, 5000, 5500
PATTERN_CATEGORIES = ("t-shirt", "shirt", "sweater", "dress", "skirt", "trousers")
SHUFFLES = 1000
_OTHER_SKETCHES = 3  # that each design is held against as control


@dataclass(frozen=True)
class Task:
    """Some designs to make, and what each should show.

    Attributes:
        requests: the designs.
        targets: metric → the right answer of each design.
        controls: metric → lists of wrong answers.
        items_per_draw: neighbours that the bootstrap draws together.
    """

    requests: Sequence[Request]
    targets: Mapping[MetricSpec, Any]
    controls: Mapping[MetricSpec, Sequence[Any]] = field(default_factory=dict)
    items_per_draw: int = 1

    @property
    def specs(self) -> tuple[MetricSpec, ...]:
        """What is measured, in order."""
        return tuple(self.targets)

    @property
    def seeds(self) -> str:
        """Of the designs, in words; "" for none."""
        seeds = sorted({request.seed for request in self.requests})
        return "" if not seeds else str(seeds[0]) if len(seeds) == 1 else f"{seeds[0]}–{seeds[-1]}"

    def select(self, *chosen: MetricSpec) -> "Task":
        """The same designs with fewer metrics."""
        return replace(self, targets={spec: self.targets[spec] for spec in chosen})

    def scores(self, evaluators: Evaluators, images: np.ndarray) -> dict[str, np.ndarray]:
        """Metric's key → values of pictures in the order of the requests, each (N,)."""
        chosen = {s: t for s, t in self.targets.items() if s is not specs.CATEGORY or evaluators.classifier}
        return {spec.key: spec.scores(evaluators, images, targets) for spec, targets in chosen.items()}

    def results(
        self,
        evaluators: Evaluators,
        pictures: Mapping[str, np.ndarray],
        references: Mapping[MetricSpec, float | None],
    ) -> list[MetricResult]:
        """Results of every metric for every set of pictures, with references and controls."""
        return [
            one
            for spec, targets in self.targets.items()
            for one in measure_stages(
                spec, evaluators, pictures, targets, self.controls.get(spec, ()), self.seeds, references.get(spec),
                self.items_per_draw,
            )
        ]  # fmt: skip


def shuffled(answers: Sequence[Any], seed: int = 0) -> list[list[Any]]:
    """The same answers in ``SHUFFLES`` random orders."""
    random = np.random.default_rng(seed)
    return [[answers[i] for i in random.permutation(len(answers))] for _ in range(SHUFFLES)]


def turned(answers: Sequence[Any], steps: int = 1) -> list[Any]:
    """Each one the answer ``steps`` places on."""
    return [answers[(i + steps) % len(answers)] for i in range(len(answers))]


def word_prompts(
    seeds: int, categories: Sequence[str] = CATEGORY_NAMES, colours: Sequence[str] = COLOUR_NAMES
) -> list[tuple[str, str]]:
    """(category, colour) of every design, all of them for each seed in turn."""
    return [(category, colour) for _ in range(seeds) for category in categories for colour in colours]


def word_task(prompts: Sequence[tuple[str, str]], requests: Sequence[Request]) -> Task:
    """Whether designs for (category, colour) prompts show both."""
    categories, colours = ([prompt[place] for prompt in prompts] for place in (0, 1))
    targets = {specs.CATEGORY: categories, specs.COLOUR: colours, specs.COLOUR_ERROR: colours}
    return Task(requests, targets, {spec: shuffled(answers) for spec, answers in targets.items()})


def all_words(seeds: int, categories: Sequence[str], colours: Sequence[str], look: str = "flat") -> Task:
    """Every category in every colour, for each of some seeds."""
    prompts = word_prompts(seeds, categories, colours)
    each = len(prompts) // seeds
    requests = [
        Request(DesignBrief(f"{colour} {category}", look=look), WORD_SEED + number // each)
        for number, (category, colour) in enumerate(prompts)
    ]
    return word_task(prompts, requests)


def spread_words(count: int) -> Task:
    """Some of ``all_words``, spread over categories and colours."""
    seeds = -(-count // (len(CATEGORY_NAMES) * len(COLOUR_NAMES)))
    whole, prompts = all_words(seeds, CATEGORY_NAMES, COLOUR_NAMES), word_prompts(seeds)
    chosen = np.sort(np.random.default_rng(0).permutation(len(prompts))[:count])
    return word_task([prompts[i] for i in chosen], [whole.requests[i] for i in chosen])


def length_task(seeds: int, categories: Sequence[PhotographLabel], colours: Sequence[str]) -> Task:
    """Prompts with a short and a long word for each category that has both."""
    cases = [(category, word) for _ in range(seeds) for category in categories for word in category.lengths]
    each = len(cases) // seeds
    requests = [
        Request(DesignBrief(f"{word} {_by_turn(colours, i // 2)} {category.name}", look="flat"),
                LENGTH_SEED + i // each)
        for i, (category, word) in enumerate(cases)
    ]  # fmt: skip
    opposite = [(category, category.lengths[1 - category.lengths.index(word)]) for category, word in cases]
    return Task(requests, {specs.LENGTH: cases}, {specs.LENGTH: [opposite]})


def pattern_task(
    seeds: int, categories: Sequence[str] = PATTERN_CATEGORIES, colours: Sequence[str] = COLOUR_NAMES
) -> Task:
    """Prompts with plain, striped and printed, all of them for each seed in turn."""
    cases = [(name, pattern, seed) for seed in range(seeds) for name in categories for pattern in PATTERNS]
    requests = [
        Request(DesignBrief(f"{_by_turn(colours, i // 3)} {pattern} {name}", look="flat"), PATTERN_SEED + seed)
        for i, (name, pattern, seed) in enumerate(cases)
    ]
    asked = [pattern for _, pattern, _ in cases]
    return Task(requests, {specs.PATTERN: asked}, {specs.PATTERN: shuffled(asked)})


def photograph_requests(photographs: Sequence[Photograph], seed: int = POOL_SEED) -> list[Request]:
    """One design for the prompt of each photograph, each with its own seed."""
    return [Request(DesignBrief(p.prompt, look="flat"), seed + number) for number, p in enumerate(photographs)]


def caption_task(requests: Sequence[Request], evaluators: Evaluators) -> Task:
    """Pictures and their own prompts in the weights' image–text model; the control is every other prompt."""
    texts = evaluators.weights.embed_texts([request.brief.prompt for request in requests])
    others = [np.roll(texts, -step, axis=0) for step in range(1, len(texts))]
    return Task(requests, {specs.CLIP_S: texts}, {specs.CLIP_S: others})


def sketch_of(photograph: Photograph) -> Image.Image:
    """The lines of a photograph."""
    return extract_lines(photograph.image, SKETCH_DETAIL)


def sketch_task(photographs: Sequence[Photograph]) -> Task:
    """The requests of ``photograph_requests`` again, now with a sketch: what differs is the sketch's doing."""
    sketches = [sketch_of(photograph) for photograph in photographs]
    requests = [
        Request(DesignBrief(p.prompt, sketch=sketch, look="flat"), POOL_SEED + number)
        for number, (p, sketch) in enumerate(zip(photographs, sketches, strict=True))
    ]
    targets = {specs.OUTLINE: [p.mask for p in photographs], specs.LINES: [line_mask(s) for s in sketches]}
    steps = range(1, min(_OTHER_SKETCHES + 1, len(photographs)))
    return Task(requests, targets, {spec: [turned(t, step) for step in steps] for spec, t in targets.items()})


def swatches_of(photograph: Photograph) -> tuple[np.ndarray, np.ndarray]:
    """Two swatches from different places of a photograph, (64, 64, 3) uint8: one to give, one to compare."""
    random = np.random.default_rng(photograph.index)
    first = cut_swatch(photograph.image, photograph.mask, random)
    return first, cut_swatch(photograph.image, photograph.mask, random)


def fabric_task(photographs: Sequence[Photograph], evaluators: Evaluators) -> Task:
    """The category alone as prompt, and a swatch of each photograph."""
    swatches = [swatches_of(photograph)[0] for photograph in photographs]
    requests = [
        Request(DesignBrief(p.category.name, fabric=Image.fromarray(swatch), look="flat"), FABRIC_SEED + number)
        for number, (p, swatch) in enumerate(zip(photographs, swatches, strict=True))
    ]
    rows = specs.textures(evaluators, swatches)
    targets = {specs.FABRIC_COLOUR: swatches, specs.FABRIC_FOUND: rows, specs.FABRIC_TEXTURE: rows}
    places = next_of_round(len(photographs))
    wrong = {spec: [[answers[i] for i in places]] for spec, answers in targets.items()}
    controls = wrong | {spec: [rows[places]] for spec in (specs.FABRIC_FOUND, specs.FABRIC_TEXTURE)}
    return Task(requests, targets, controls)


def next_of_round(count: int) -> np.ndarray:
    """The next place within each round of ``SWATCH_CHOICES``, (N,)."""
    rounds = np.array_split(np.arange(count), range(specs.SWATCH_CHOICES, count, specs.SWATCH_CHOICES))
    return np.concatenate([np.roll(places, -1) for places in rounds])


def pose_task(figures: Sequence[DrawnFigure]) -> Task:
    """Designs for the words and the pose of drawn figures."""
    requests = [
        Request(DesignBrief(f.prompt, pose=f.pose, look="figure"), POSE_SEED + number)
        for number, f in enumerate(figures)
    ]
    poses, both = [figure.pose for figure in figures], (specs.JOINTS_10, specs.JOINTS_20)
    return Task(requests, dict.fromkeys(both, poses), {spec: [turned(poses)] for spec in both})


def outfit_task(asked: Sequence[TwoGarments]) -> Task:
    """A figure in each outfit, an outfit and its exchange from one seed.

    The two are drawn together by the bootstrap: one of them alone says nothing about binding.
    """
    requests = [
        Request(DesignBrief(outfit.prompt, look="figure"), OUTFIT_SEED + i // 2) for i, outfit in enumerate(asked)
    ]
    colours, both = [outfit.colours for outfit in asked], (specs.BINDING, specs.LEAKAGE)
    exchanged = [pair[::-1] for pair in colours]
    return Task(requests, dict.fromkeys(both, colours), {spec: [exchanged] for spec in both}, items_per_draw=2)


def _by_turn(colours: Sequence[str], number: int) -> str:
    return colours[number % len(colours)]
