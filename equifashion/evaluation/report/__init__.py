"""The report: everything measured, as HTML for people, Markdown for repositories and JSON for comparison.

May be imported by the command line; imports the metrics.
"""

from equifashion.evaluation.report.command import evaluate
from equifashion.evaluation.report.compare import Comparison, compare_reports, read_report
from equifashion.evaluation.report.model import PresetReport, Report
from equifashion.evaluation.report.readme import figures_block, update_readme
from equifashion.evaluation.report.write import Subject, write_report

__all__ = [
    "Comparison",
    "PresetReport",
    "Report",
    "Subject",
    "compare_reports",
    "evaluate",
    "figures_block",
    "read_report",
    "update_readme",
    "write_report",
]
