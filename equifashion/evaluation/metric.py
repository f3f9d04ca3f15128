"""What a report is made of: a spec says what is measured, a result what came out, a section joins them.

Every result states its 95 % bootstrap interval, how many pictures, which seeds, what real photographs reach, and
what the wrong condition, the control, reaches. A result that could not be measured says why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from PIL import Image

from equifashion.errors import InvalidInput
from equifashion.evaluation.bootstrap import Estimate, Statistic, estimate
from equifashion.evaluation.evaluators import Evaluators

Items = Sequence[Any] | np.ndarray  # one entry for each picture
See = Callable[[Evaluators, np.ndarray], Items]
Compare = Callable[[Any, Any], np.ndarray]


@dataclass(frozen=True)
class MetricSpec:
    """One row of the report.

    A metric of single pictures has ``see``, which looks at pictures once, and ``compare``, which holds what was
    seen against the targets, right or wrong ones. Other metrics compute their values in their section.

    Attributes:
        key: ``"section.name"``, the same in every report.
        title: in plain words.
        explained: one sentence: how it is measured.
        better: ``"higher"`` or ``"lower"``.
        tolerance: how much worse than an earlier report is still no regression, in the metric's own unit.
        remedy: what would improve it.
        reference: what the floor or ceiling is measured on; "" when there is none.
        control: what the wrong condition is; "" when there is none.
        relative: whether the tolerance is a share of the earlier value instead.
        unit: of the values.
        statistic: makes one number of the pictures' values.
        see: (evaluators, pictures (N, 384, 256, 3)) → N things seen.
        compare: (N seen, N targets) → values (N,).
    """

    key: str
    title: str
    explained: str
    better: Literal["higher", "lower"]
    tolerance: float = 0.0
    remedy: str = ""
    reference: str = ""
    control: str = ""
    relative: bool = False
    unit: str = "share"
    statistic: Statistic = field(default=np.mean, repr=False)
    see: See | None = field(default=None, repr=False)
    compare: Compare | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.better not in ("higher", "lower"):
            raise InvalidInput(f"A metric is better 'higher' or 'lower'; got {self.better!r}.")
        if self.tolerance < 0:
            raise InvalidInput(f"A tolerance must not be negative; got {self.tolerance}.")

    @property
    def arrow(self) -> str:
        """Up where higher is better."""
        return "↑" if self.better == "higher" else "↓"

    def scores(self, evaluators: Evaluators, images: np.ndarray, targets: Items) -> np.ndarray:
        """The value of every picture, (N,)."""
        return self.compared(self.seen(evaluators, images), targets)

    def seen(self, evaluators: Evaluators, images: np.ndarray) -> Items:
        """What ``compare`` needs of every picture; the costly half of ``scores``."""
        assert self.see is not None
        return self.see(evaluators, images)

    def compared(self, seen: Items, targets: Items) -> np.ndarray:
        """The value of every picture against some targets, (N,)."""
        assert self.compare is not None
        return np.asarray(self.compare(seen, targets), float)


@dataclass(frozen=True)
class MetricResult:
    """A measured value.

    Attributes:
        spec: what it measures.
        stage: ``"draft"``, ``"finished"``, or another name of what was judged.
        value, low, high: the value and its 95 % interval; None where it was not measured.
        count: how many pictures (or pairs, or groups) it rests on.
        seeds: of the pictures, in words.
        reference: floor or ceiling by real photographs at the same count.
        control: the value under the wrong condition.
        missing: why there is no value; "" when there is one.
    """

    spec: MetricSpec
    stage: str
    value: float | None
    low: float | None = None
    high: float | None = None
    count: int = 0
    seeds: str = ""
    reference: float | None = None
    control: float | None = None
    missing: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.missing):
            raise InvalidInput(f"{self.spec.key}: a result has a value, or a reason why it has none.")

    @property
    def attained(self) -> float | None:
        """The share of the way to what real photographs reach: 0 at the control (or nothing), 1 at theirs."""
        return None if self.value is None else self.position(self.value)

    def position(self, value: float) -> float | None:
        """Where a value stands between control and reference.

        With a control, the share of the way from it to the reference. Without one, value over reference, or
        reference over value where lower is better. None without a reference, or where it gives no scale.
        """
        if self.reference is None:
            return None
        if self.control is not None:
            way = self.reference - self.control
            right_way = way > 1e-9 if self.spec.better == "higher" else way < -1e-9
            return (value - self.control) / way if right_way else None
        over, under = (value, self.reference) if self.spec.better == "higher" else (self.reference, value)
        return over / under if over >= 0 and under > 1e-12 else None


def result(
    spec: MetricSpec,
    stage: str,
    estimated: Estimate,
    count: int,
    seeds: str,
    reference: float | None = None,
    control: float | None = None,
) -> MetricResult:
    """A result from an estimate; a reference or control that is NaN is left out."""
    reference, control = (None if v is None or not np.isfinite(v) else float(v) for v in (reference, control))
    return MetricResult(
        spec, stage, estimated.value, estimated.low, estimated.high, count, seeds, reference, control
    )


def not_measured(spec: MetricSpec, reason: str, stage: str = "finished") -> MetricResult:
    """A result without a value, and why."""
    return MetricResult(spec, stage, None, missing=reason)


def measure_stages(
    spec: MetricSpec,
    evaluators: Evaluators,
    pictures: Mapping[str, np.ndarray],
    targets: Items,
    controls: Sequence[Items],
    seeds: str,
    reference: float | None = None,
    items_per_draw: int = 1,
) -> list[MetricResult]:
    """A metric of single pictures, for several sets of pictures.

    Args:
        spec: with ``see`` and ``compare``.
        evaluators: of pictures.
        pictures: stage → (N, 384, 256, 3) uint8.
        targets: what each picture should show.
        controls: lists of wrong targets; the control is their mean.
        seeds: of the pictures, in words.
        reference: floor or ceiling.
        items_per_draw: neighbours that the bootstrap draws together, such as a prompt and its exchange.
    """
    results = []
    for stage, images in pictures.items():
        seen = spec.seen(evaluators, images)
        values = spec.compared(seen, targets)
        estimated = estimate(spec.statistic, values.reshape(-1, items_per_draw).mean(axis=1))
        wrong = [float(spec.statistic(spec.compared(seen, other))) for other in controls]
        control = float(np.mean(wrong)) if wrong else None
        results.append(result(spec, stage, estimated, len(values), seeds, reference, control))
    return results


@dataclass(frozen=True)
class ImageRow:
    """A row of pictures and the words beside them."""

    label: str
    images: tuple[Image.Image, ...]


@dataclass(frozen=True)
class ImageGrid:
    """Pictures of a section: rows under named columns, or a single sheet (no columns, one row)."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[ImageRow, ...]


@dataclass(frozen=True)
class Section:
    """The results of one group of metrics.

    Attributes:
        title: heading.
        lead: one or two sentences for a reader who is no researcher.
        results: in the order of the table.
        grids: pictures.
    """

    title: str
    lead: str
    results: tuple[MetricResult, ...]
    grids: tuple[ImageGrid, ...] = ()


def named_seeds(first: int, count: int) -> str:
    """``count`` seeds from ``first`` on, in words."""
    return str(first) if count <= 1 else f"{first}–{first + count - 1}"
