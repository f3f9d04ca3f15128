"""One paragraph in plain words, written from the figures."""

from equifashion.evaluation.metric import MetricResult
from equifashion.evaluation.report.model import PresetReport
from equifashion.evaluation.tables import number

_WEAKEST = 3


def weakest(preset: PresetReport, count: int = _WEAKEST) -> list[MetricResult]:
    """The finished designs' figures that get least of the way to what real photographs reach, one a section."""
    chosen = []
    for section in preset.sections.values():
        judged = [f for f in section.results if f.stage == "finished" and f.attained is not None]
        if judged:
            chosen.append(min(judged, key=lambda result: result.attained))
    return sorted(chosen, key=lambda result: result.attained)[:count]


def verdict(preset: PresetReport) -> list[str]:
    """The paragraph's sentences."""
    by_name = {(result.spec.key, result.stage): result for result in preset.results if result.value is not None}
    sentences = []
    category, colour = (by_name.get((f"adherence.{name}", "finished")) for name in ("category", "colour"))
    if category and colour:
        sentences.append(
            f"Of {category.count} finished designs, the classifier recognises the category that was asked for in "
            f"{_percent(category.value)} (real photographs: {_percent(category.reference)}; with prompts shuffled: "
            f"{_percent(category.control)}), and the colour in {_percent(colour.value)}."
        )
    better = worse = 0
    for (key, stage), result in by_name.items():
        draft = by_name.get((key, "draft"))
        if stage == "finished" and draft is not None:
            gain = result.value - draft.value if result.spec.better == "higher" else draft.value - result.value
            # Counted only where each value lies outside the other's interval.
            if not draft.low <= result.value <= draft.high and not result.low <= draft.value <= result.high:
                better, worse = better + (gain > 0), worse + (gain < 0)
    sentences.append(f"Finishing a draft clearly betters {better} figures and clearly worsens {worse}.")
    named = weakest(preset)
    if named:
        listed = "; ".join(f"{describe(result)}" for result in named)
        sentences.append(f"Weakest, measured against what real photographs reach: {listed}.")
        remedies = dict.fromkeys(result.spec.remedy.rstrip(".") for result in named)
        sentences.append("What would move them: " + "; ".join(_lowered(r) for r in remedies) + ".")
    absent = dict.fromkeys(result.spec.title for result in preset.results if result.value is None)
    if absent:
        sentences.append(f"Not measured, for reasons given below: {', '.join(absent)}.")
    return sentences


def describe(result: MetricResult) -> str:
    """A result with its reference, e.g. ``"category recognised 0.42, real 0.87 (41 % of the way)"``."""
    text = f"{_lowered(result.spec.title)} {number(result.value)}, real {number(result.reference)}"
    if result.control is not None:
        way = f"{_percent(result.attained)} of the way" if result.attained >= 0 else "worse than the control"
        return f"{text}, control {number(result.control)} ({way})"
    if result.spec.better == "lower":
        return f"{text} ({1 / max(result.attained, 1e-9):.1f} times the floor)"
    return f"{text} ({_percent(result.attained)} of it)"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _lowered(text: str) -> str:
    """The first letter small, unless the word is an abbreviation or a name."""
    first = text.split(" ", 1)[0]
    return text if first.isupper() or first in ("Fréchet", "“kids”") else text[:1].lower() + text[1:]
