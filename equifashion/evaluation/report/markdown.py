"""The report as Markdown tables."""

from equifashion.evaluation.metric import MetricResult
from equifashion.evaluation.report.model import Report
from equifashion.evaluation.report.verdict import verdict
from equifashion.evaluation.tables import markdown_table, number

_HEADS = ("figure", "of", "value [95 %]", "control", "real", "better", "N", "seeds")


def to_markdown(report: Report) -> str:
    """Verdict, tables and provenance; the pictures are in the HTML."""
    lines = [f"# Evaluation, {report.size}: {', '.join(preset.name for preset in report.presets)}", ""]
    for preset in report.presets:
        lines += [f"**{preset.name}.** {' '.join(verdict(preset))}", ""]
    for name, section in report.presets[0].sections.items():
        lines += [f"## {section.title}", "", section.lead, ""]
        for preset in report.presets:
            if len(report.presets) > 1:
                lines += [f"### {preset.name}", ""]
            lines += [*markdown_table(_HEADS, map(_row, preset.sections[name].results)), ""]
    splits = ", ".join(f"{count} {split}" for split, count in report.photographs.items())
    lines += ["## Provenance", "", f"Made {report.made}. Photographs `{report.data_sha256[:16]}…`, {splits}."]
    lines += ["", "Libraries: " + ", ".join(f"{k} {v}" for k, v in report.versions.items()) + "."]
    for preset in report.presets:
        settings = ", ".join(f"{k} {v:g}" for k, v in preset.settings.items())
        lines += ["", f"{preset.name} on {preset.device}, {preset.minutes:.1f} minutes; {settings}."]
        lines += ["", *(f"- `{file}` `{digest[:16]}…`" for file, digest in preset.weights.items())]
    return "\n".join(lines) + "\n"


def _row(result: MetricResult) -> tuple[object, ...]:
    title = result.spec.title
    if result.value is None:
        return (title, result.stage, result.missing, *[""] * 5)
    value = f"{number(result.value)} [{number(result.low)}, {number(result.high)}]"
    numbers = value, number(result.control), number(result.reference)
    return (title, result.stage, *numbers, result.spec.better, result.count, result.seeds)
