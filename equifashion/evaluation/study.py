"""A study: one preset's weights, the photographs and the judges, and the pictures that several metrics share."""

from dataclasses import dataclass, field

import numpy as np

from equifashion.design import DesignBrief
from equifashion.evaluation.control import ControlResult, control_prompts, control_requests, judge_control
from equifashion.evaluation.designs import Maker, Pictures, Progress, Request
from equifashion.evaluation.judge import CategoryJudge, Features
from equifashion.evaluation.photographs import Photograph, Photographs
from equifashion.evaluation.weights import Weights

POOL_SEED = 2000


@dataclass(frozen=True)
class Effort:
    """How much is made and looked at.

    Attributes:
        name: as the report calls it.
        pool: designs for prompts of held-out photographs; as many photographs are compared with.
        control_seeds: designs for each of the 80 category and colour prompts.
        prompts, ideas: of diversity: how many prompts, and designs for each.
        word_seeds: designs for each word of length or pattern and each category.
        sketches: sketches followed.
        swatch_groups: groups of 20 swatches.
        noisy: misspelt prompts.
        kids: prompts for children's garments.
        poses: poses followed, and two-garment prompts; even.
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


EFFORTS: dict[str, Effort] = {
    "quick": Effort("quick", 96, 1, 4, 6, 1, 16, 1, 40, 16, 24),
    "full": Effort("full", 600, 3, 8, 8, 3, 96, 3, 80, 80, 96),
}


@dataclass(frozen=True)
class Pool:
    """Held-out photographs and the designs for their prompts, in the same order.

    Attributes:
        photographs: the photographs.
        real: their pixels, (N, 384, 256, 3).
        alike: as many training photographs of the same categories: what "real against real" is.
        flat: the held-out photographs' silhouettes, each filled with its garment's middle colour: what a set that
            knows outlines and colours, and nothing else, would look like.
        made: the designs.
        seeds: theirs, in words.
    """

    photographs: list[Photograph]
    real: np.ndarray
    alike: np.ndarray
    flat: np.ndarray
    made: Pictures
    seeds: str


@dataclass(frozen=True)
class Study:
    """Everything that a metric may ask.

    Attributes:
        maker: makes designs, each once.
        weights: what the weights say about themselves.
        photographs: real ones.
        judge: category classifier.
        features: EfficientNet-Lite0.
        effort: how much to look at.
    """

    maker: Maker
    weights: Weights
    photographs: Photographs
    judge: CategoryJudge
    features: Features
    effort: Effort
    _shared: dict[str, object] = field(default_factory=dict)

    def pool(self, on_step: Progress) -> Pool:
        """The pool, made at the first call."""
        if "pool" not in self._shared:
            photographs = self.photographs.held_out(self.effort.pool)
            made = self.maker.make(self.pool_requests(photographs), on_step)
            self._shared["pool"] = Pool(
                photographs,
                np.stack([photograph.image for photograph in photographs]),
                self.photographs.alike(photographs),
                np.stack([photograph.flat() for photograph in photographs]),
                made,
                f"{POOL_SEED}–{POOL_SEED + len(photographs) - 1}",
            )
        return self._shared["pool"]

    @staticmethod
    def pool_requests(photographs: list[Photograph]) -> list[Request]:
        """One design for the prompt of each photograph, each with its own seed."""
        return [
            Request(DesignBrief(p.prompt, look="flat"), POOL_SEED + number) for number, p in enumerate(photographs)
        ]

    def pool_sets(self, on_step: Progress) -> dict[str, np.ndarray]:
        """The pool's pictures as ``"real"``, ``"alike"``, ``"flat"``, ``"draft"`` and ``"finished"``."""
        pool = self.pool(on_step)
        made = {"draft": pool.made.draft, "finished": pool.made.finished}
        return {"real": pool.real, "alike": pool.alike, "flat": pool.flat, **made}

    def pool_features(self, on_step: Progress) -> dict[str, np.ndarray]:
        """EfficientNet-Lite0 features of ``pool_sets``, each (N, D)."""
        if "features" not in self._shared:
            sets = self.pool_sets(on_step)
            self._shared["features"] = {name: self.features.pooled(images) for name, images in sets.items()}
        return self._shared["features"]

    def rebuilt(self, on_step: Progress) -> np.ndarray | None:
        """The pool's photographs through the weights' autoencoder; None where they have none."""
        if "rebuilt" not in self._shared:
            kept = self.weights.autoencoder is not None
            self._shared["rebuilt"] = self.weights.rebuild(self.pool(on_step).real) if kept else None
        return self._shared["rebuilt"]

    def control(self, on_step: Progress) -> dict[str, ControlResult]:
        """Control by words, by stage, made and judged at the first call."""
        if "control" not in self._shared:
            seeds = self.effort.control_seeds
            pictures = self.maker.make(control_requests(seeds), on_step)
            self._shared["control"] = judge_control(pictures, control_prompts(seeds), self.judge, self.features)
        return self._shared["control"]
