"""What an evaluation asks: one preset's weights, the photographs, the evaluators, and pictures that metrics "
"share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from equifashion.evaluation.designs import STAGES, DesignCache, Pictures, Progress, Request, no_progress
from equifashion.evaluation.evaluators import CATEGORY_NAMES, COLOUR_NAMES, Evaluators
from equifashion.evaluation.photographs import Photograph, Photographs
from equifashion.evaluation.tasks import PATTERN_CATEGORIES, Task, all_words, photograph_requests
from equifashion.vocabulary import PHOTOGRAPH_LABELS, PhotographLabel

LENGTH_CATEGORIES = tuple(category for category in PHOTOGRAPH_LABELS if all(category.lengths))


@dataclass(frozen=True)
class EvalSize:
    """How much is made and looked at.

    Attributes:
        name: as the report calls it.
        pool: designs for prompts of held-out photographs; as many photographs are compared with.
        control_seeds: designs for each prompt of a category and a colour.
        prompts, ideas: of diversity: how many prompts, and designs for each.
        word_seeds: designs for each word of length or pattern and each category.
        sketches: sketches followed.
        swatch_groups: groups of 20 swatches.
        noisy: misspelt prompts.
        kids: prompts for children's garments.
        poses: poses followed, and two-garment prompts; even.
        edits: attributes altered, on garments that lie flat and on figures.
        explored: pairs of ideas mixed, and photographs inverted.
        categories, colours: of the prompts.
        length_categories, pattern_categories: of the prompts with words of length and pattern.
    """

    name: str
    pool: int
    control_seeds: int
    prompts: int
    ideas: int
    word_seeds: int
    sketches: int
    swatch_groups: int
    noisy: int
    kids: int
    poses: int
    edits: int
    explored: int
    categories: tuple[str, ...] = CATEGORY_NAMES
    colours: tuple[str, ...] = COLOUR_NAMES
    length_categories: tuple[PhotographLabel, ...] = LENGTH_CATEGORIES
    pattern_categories: tuple[str, ...] = PATTERN_CATEGORIES


QUICK = EvalSize(
    "quick", pool=96, control_seeds=1, prompts=4, ideas=6, word_seeds=1, sketches=16, swatch_groups=1, noisy=40,
    kids=16, poses=24, edits=16, explored=8,
)  # fmt: skip
FULL = EvalSize(
    "full", pool=600, control_seeds=3, prompts=8, ideas=8, word_seeds=3, sketches=96, swatch_groups=3, noisy=80,
    kids=80, poses=96, edits=64, explored=32,
)  # fmt: skip


@dataclass(frozen=True)
class Pool:
    """Held-out photographs and the designs for their prompts, in the same order.

    Attributes:
        photographs: the photographs.
        requests: one design for each.
        seeds: of the designs, in words.
        real: the photographs' pixels, (N, 384, 256, 3).
        matched: as many training photographs of the same categories: what "real against real" is.
        flat: the held-out photographs' silhouettes, each filled with its garment's middle colour: what a set that
            knows outlines and colours, and nothing else, would look like.
        made: the designs.
    """

    photographs: list[Photograph]
    requests: Sequence[Request]
    seeds: str
    real: np.ndarray
    matched: np.ndarray
    flat: np.ndarray
    made: Pictures

    @property
    def sets(self) -> dict[str, np.ndarray]:
        """The pictures as ``"real"``, ``"matched"``, ``"flat"``, ``"draft"`` and ``"finished"``."""
        return {"real": self.real, "matched": self.matched, "flat": self.flat, **self.made.by_stage}


@dataclass(frozen=True)
class EvaluationContext:
    """Everything that a metric may ask. What several metrics need is made at the first call.

    Attributes:
        designs: makes designs, each once.
        evaluators: look at them.
        photographs: real ones.
        size: how much to look at.
        on_step: hears of each design.
    """

    designs: DesignCache
    evaluators: Evaluators
    photographs: Photographs
    size: EvalSize
    on_step: Progress = field(default=no_progress)

    def make(self, requests: Sequence[Request]) -> Pictures:
        """Drafts and finished designs."""
        return self.designs.make(requests, self.on_step)

    @property
    def ceiling(self) -> float:
        """The classifier's accuracy on real photographs."""
        assert self.evaluators.classifier is not None
        return self.evaluators.classifier.ceiling

    @cached_property
    def pool(self) -> Pool:
        """Held-out photographs and designs for their prompts."""
        photographs = self.photographs.held_out(self.size.pool)
        task = Task(photograph_requests(photographs), {})
        return Pool(
            photographs,
            task.requests,
            task.seeds,
            np.stack([photograph.image for photograph in photographs]),
            self.photographs.matched_train(photographs),
            np.stack([photograph.flat() for photograph in photographs]),
            self.make(task.requests),
        )

    @cached_property
    def pool_features(self) -> dict[str, np.ndarray]:
        """EfficientNet-Lite0 features of ``Pool.sets``, each (N, D)."""
        return {name: self.evaluators.features.pooled(images) for name, images in self.pool.sets.items()}

    @cached_property
    def rebuilt(self) -> np.ndarray | None:
        """The pool's photographs through the weights' autoencoder; None where they have none."""
        weights = self.evaluators.weights
        return None if weights.autoencoder is None else weights.rebuild(self.pool.real)

    @cached_property
    def words(self) -> Task:
        """Prompts of every category in every colour."""
        return all_words(self.size.control_seeds, self.size.categories, self.size.colours)

    @cached_property
    def word_pictures(self) -> dict[str, np.ndarray]:
        """The designs of ``words``, by stage."""
        return self.make(self.words.requests).by_stage

    @cached_property
    def word_scores(self) -> dict[str, dict[str, np.ndarray]]:
        """Stage → metric's key → values of ``words``, each (N,)."""
        return {stage: self.words.scores(self.evaluators, self.word_pictures[stage]) for stage in STAGES}
