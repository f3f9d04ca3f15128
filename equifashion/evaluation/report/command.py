"""``python -m equifashion evaluate`` as a function."""

import time
from collections.abc import Sequence
from pathlib import Path

from equifashion.errors import InvalidInput
from equifashion.evaluation.context import FULL, QUICK, EvalSize
from equifashion.evaluation.designs import Say, say_nothing
from equifashion.evaluation.report.compare import Comparison, compare_reports, read_report
from equifashion.evaluation.report.verdict import verdict
from equifashion.evaluation.report.write import Subject, write_report
from equifashion.studio import load_studio

_SAY_EVERY = 20.0  # seconds


def evaluate(
    presets: Sequence[str],
    data: Path,
    out: Path,
    *,
    checkpoints: Sequence[Path] = (),
    device: str = "auto",
    cache: Path = Path(".cache"),
    quick: bool = False,
    against: Path | None = None,
    say: Say = say_nothing,
    size: EvalSize | None = None,
) -> Comparison | None:
    """Measure presets, write the report to ``out``, and compare it with an earlier one.

    Args:
        presets: names, one or several.
        data: folder of garment photographs.
        out: folder for the report.
        checkpoints: a folder of weights for each preset; empty takes the presets' own.
        device: as for ``load_studio``.
        cache: folder for packed photographs.
        quick: fewer designs.
        against: an earlier ``report.json``.
        say: hears what is going on, line by line.
        size: instead of quick or full.

    Returns:
        The comparison, or None without ``against``.

    Raises:
        InvalidInput: unknown presets, no photographs, or a report that cannot be compared with.
        MissingWeights: weights are missing.
    """
    if checkpoints and len(checkpoints) != len(presets):
        raise InvalidInput(
            f"Expected one folder of weights for each preset; got {len(presets)} presets, {len(checkpoints)} "
            "folders."
        )
    size = size or (QUICK if quick else FULL)
    before = read_report(against) if against is not None else None
    subjects = []
    for place, name in enumerate(presets):
        studio = load_studio(name, device, checkpoints=checkpoints[place] if checkpoints else None)
        subjects.append(Subject(studio, checkpoints[place] if checkpoints else studio.preset.checkpoints))
    report = write_report(subjects, data, cache, out, size, _Progress(say))
    for preset in report.presets:
        say(f"{preset.name}: {' '.join(verdict(preset))}")
    say(f"The report is {out / 'report.html'}, with .md and .json beside it.")
    if before is None:
        return None
    comparison = compare_reports(report.to_json(), before)
    say(str(comparison))
    return comparison


class _Progress:
    """Says what is being done: at each change, and now and then how far it is."""

    def __init__(self, say: Say) -> None:
        self._say, self._what, self._last = say, "", 0.0
        self._started = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self._what or now - self._last > _SAY_EVERY:
            self._what, self._last = what, now
            self._say(f"{now - self._started:5.0f} s  {what} {done}/{total}")
