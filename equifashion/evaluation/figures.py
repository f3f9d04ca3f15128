"""What a report is made of: a measure says what is measured, a figure what was found, a section joins them.

Every figure states its 95 % bootstrap interval, how many pictures, which seeds, what real photographs reach,
and what a control, the wrong condition, reaches. A figure that could not be measured says why.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from equifashion.errors import InvalidInput

DRAWS = 1000  # of the bootstrap


@dataclass(frozen=True)
class Measure:
    """One row of the report.

    Attributes:
        key: ``"section.name"``, the same in every report.
        title: in plain words.
        explained: one sentence: how it is measured.
        better: ``"higher"`` or ``"lower"``.
        reference: what the floor or ceiling is measured on; "" when there is none.
        control: what the wrong condition is; "" when there is none.
        tolerance: how much worse than an earlier report is still no regression, in the figure's own unit.
        relative: whether the tolerance is a share of the earlier value instead.
        remedy: what would move the figure.
    """

    key: str
    title: str
    explained: str
    better: str
    tolerance: float
    remedy: str
    reference: str = ""
    control: str = ""
    relative: bool = False

    def __post_init__(self) -> None:
        if self.better not in ("higher", "lower"):
            raise InvalidInput(f"A measure is better 'higher' or 'lower'; got {self.better!r}.")
        if self.tolerance < 0:
            raise InvalidInput(f"A tolerance must not be negative; got {self.tolerance}.")


@dataclass(frozen=True)
class Figure:
    """A measured value.

    Attributes:
        measure: what it measures.
        stage: ``"draft"``, ``"finished"``, or another name of what was judged.
        value, low, high: the value and its 95 % interval; None where it was not measured.
        count: how many pictures (or pairs, or groups) it rests on.
        seeds: of the pictures, in words.
        reference: floor or ceiling by real photographs at the same count.
        control: the value under the wrong condition.
        missing: why there is no value; "" when there is one.
    """

    measure: Measure
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
            raise InvalidInput(f"{self.measure.key}: a figure has a value, or a reason why it has none.")

    @property
    def attained(self) -> float | None:
        """How far the way to what real photographs reach is made: 0 at the control (or nothing), 1 at theirs."""
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
            right_way = way > 1e-9 if self.measure.better == "higher" else way < -1e-9
            return (value - self.control) / way if right_way else None
        over, under = (value, self.reference) if self.measure.better == "higher" else (self.reference, value)
        return over / under if over >= 0 and under > 1e-12 else None


@dataclass(frozen=True)
class Estimate:
    """A value and its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class PlateRow:
    """A row of pictures and what is said beside them."""

    label: str
    images: tuple[Image.Image, ...]


@dataclass(frozen=True)
class Plate:
    """Pictures of a section: rows under named columns, or a single sheet (no columns, one row)."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[PlateRow, ...]


@dataclass(frozen=True)
class Section:
    """What one metric found.

    Attributes:
        title: heading.
        lead: one or two sentences for a reader who is no researcher.
        figures: in the order of the table.
        plates: pictures.
    """

    title: str
    lead: str
    figures: tuple[Figure, ...]
    plates: tuple[Plate, ...] = ()


def found(measure: Measure, stage: str, estimate: Estimate, count: int, seeds: str, **others: float) -> Figure:
    """A figure from an estimate; ``others`` are ``reference`` and ``control``, left out where they are NaN."""
    others = {name: float(value) for name, value in others.items() if np.isfinite(value)}
    return Figure(measure, stage, estimate.value, estimate.low, estimate.high, count, seeds, **others)


def missing(measure: Measure, reason: str, stage: str = "finished") -> Figure:
    """A figure that cannot be measured, and why."""
    return Figure(measure, stage, None, missing=reason)


def estimate_mean(values: np.ndarray, seed: int = 0) -> Estimate:
    """Mean of (N,) values, by resampling them."""
    return estimate(np.mean, values, seed=seed)


def estimate(
    statistic: Callable[[np.ndarray], float], *samples: np.ndarray, draws: int = DRAWS, seed: int = 0
) -> Estimate:
    """A statistic of one or several independent samples, each resampled by its own rows (Efron 1979).

    Args:
        statistic: takes arrays like ``samples``.
        samples: arrays whose first axis is resampled.
        draws: resamplings.
        seed: of the resampling.
    """
    random = np.random.default_rng(seed)
    samples = tuple(np.asarray(sample) for sample in samples)
    drawn = [
        float(statistic(*(sample[random.integers(0, len(sample), len(sample))] for sample in samples)))
        for _ in range(draws)
    ]
    return interval(float(statistic(*samples)), drawn)


def interval(value: float, drawn: list[float], centred: bool = False) -> Estimate:
    """The 95 % interval of bootstrap values; ``centred`` moves their mean to ``value``.

    Repeated rows bias distances between sets upwards; what the draws tell is their spread.
    """
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    shift = value - float(np.nanmean(drawn)) if centred else 0.0
    return Estimate(value, float(low + shift), float(high + shift))
