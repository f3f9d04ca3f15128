"""The report as Markdown tables."""

from equifashion.evaluation.figures import Figure
from equifashion.evaluation.report.model import Report
from equifashion.evaluation.report.verdict import number, verdict


def to_markdown(report: Report) -> str:
    """Verdict, tables and provenance; the pictures are in the HTML."""
    lines = [f"# Evaluation, {report.effort}: {', '.join(preset.name for preset in report.presets)}", ""]
    for preset in report.presets:
        lines += [f"**{preset.name}.** {' '.join(verdict(preset))}", ""]
    for name, section in report.presets[0].sections.items():
        lines += [f"## {section.title}", "", section.lead, ""]
        for preset in report.presets:
            if len(report.presets) > 1:
                lines += [f"### {preset.name}", ""]
            lines += ["| figure | of | value [95 %] | control | real | better | N | seeds |"]
            lines += ["|---|---|---|---|---|---|---|---|"]
            lines += [_row(figure) for figure in preset.sections[name].figures] + [""]
    lines += ["## Provenance", "", f"Made {report.made}. Photographs `{report.data_sha256[:16]}…`, "]
    lines[-1] += ", ".join(f"{count} {split}" for split, count in report.photographs.items()) + "."
    lines += ["", "Libraries: " + ", ".join(f"{k} {v}" for k, v in report.versions.items()) + "."]
    for preset in report.presets:
        settings = ", ".join(f"{k} {v:g}" for k, v in preset.settings.items())
        lines += ["", f"{preset.name} on {preset.device}, {preset.minutes:.1f} minutes; {settings}."]
        lines += ["", *(f"- `{file}` `{digest[:16]}…`" for file, digest in preset.weights.items())]
    return "\n".join(lines) + "\n"


def _row(figure: Figure) -> str:
    if figure.value is None:
        return f"| {figure.measure.title} | {figure.stage} | {figure.missing} | | | | | |"
    value = f"{number(figure.value)} [{number(figure.low)}, {number(figure.high)}]"
    cells = [figure.measure.title, figure.stage, value, number(figure.control), number(figure.reference)]
    return "| " + " | ".join([*cells, figure.measure.better, str(figure.count), figure.seeds]) + " |"
