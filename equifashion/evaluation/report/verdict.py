"""One paragraph in plain words, written from the figures."""

from equifashion.evaluation.figures import Figure
from equifashion.evaluation.report.model import PresetReport

_WEAKEST = 3


def weakest(preset: PresetReport, count: int = _WEAKEST) -> list[Figure]:
    """The finished designs' figures that get least of the way to what real photographs reach, one a section."""
    chosen = []
    for section in preset.sections.values():
        judged = [f for f in section.figures if f.stage == "finished" and f.attained is not None]
        if judged:
            chosen.append(min(judged, key=lambda figure: figure.attained))
    return sorted(chosen, key=lambda figure: figure.attained)[:count]


def verdict(preset: PresetReport) -> list[str]:
    """The paragraph's sentences."""
    by_name = {(figure.measure.key, figure.stage): figure for figure in preset.figures if figure.value is not None}
    sentences = []
    category, colour = (by_name.get((f"adherence.{name}", "finished")) for name in ("category", "colour"))
    if category and colour:
        sentences.append(
            f"Of {category.count} finished designs, the judge recognises the category that was asked for in "
            f"{_percent(category.value)} (real photographs: {_percent(category.reference)}; with prompts shuffled: "
            f"{_percent(category.control)}), and the colour in {_percent(colour.value)}."
        )
    better = worse = 0
    for (key, stage), figure in by_name.items():
        draft = by_name.get((key, "draft"))
        if stage == "finished" and draft is not None:
            gain = figure.value - draft.value if figure.measure.better == "higher" else draft.value - figure.value
            # Counted only where each value lies outside the other's interval.
            if not draft.low <= figure.value <= draft.high and not figure.low <= draft.value <= figure.high:
                better, worse = better + (gain > 0), worse + (gain < 0)
    sentences.append(f"Finishing a draft clearly betters {better} figures and clearly worsens {worse}.")
    named = weakest(preset)
    if named:
        listed = "; ".join(f"{describe(figure)}" for figure in named)
        sentences.append(f"Weakest, measured against what real photographs reach: {listed}.")
        remedies = dict.fromkeys(figure.measure.remedy.rstrip(".") for figure in named)
        sentences.append("What would move them: " + "; ".join(_lowered(r) for r in remedies) + ".")
    absent = dict.fromkeys(figure.measure.title for figure in preset.figures if figure.value is None)
    if absent:
        sentences.append(f"Not measured, for reasons given below: {', '.join(absent)}.")
    return sentences


def describe(figure: Figure) -> str:
    """A figure with its reference, e.g. ``"category recognised 0.42, real 0.87 (41 % of the way)"``."""
    text = f"{_lowered(figure.measure.title)} {number(figure.value)}, real {number(figure.reference)}"
    if figure.control is not None:
        way = f"{_percent(figure.attained)} of the way" if figure.attained >= 0 else "worse than the control"
        return f"{text}, control {number(figure.control)} ({way})"
    if figure.measure.better == "lower":
        return f"{text} ({1 / max(figure.attained, 1e-9):.1f} times the floor)"
    return f"{text} ({_percent(figure.attained)} of it)"


def number(value: float | None) -> str:
    """Two decimals for shares and the like, three figures for the rest; a dash for none."""
    if value is None:
        return "–"
    if 0.1 <= abs(value) < 10 or value == 0:
        return f"{value:.2f}"
    return f"{value:.3f}" if abs(value) < 0.1 else f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _lowered(text: str) -> str:
    """The first letter small, unless the word is an abbreviation or a name."""
    first = text.split(" ", 1)[0]
    return text if first.isupper() or first in ("Fréchet", "“kids”") else text[:1].lower() + text[1:]
