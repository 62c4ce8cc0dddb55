"""Trends from counts: windows, growth, bursts and verdicts, on arrays and frames. No Dagster, no DuckDB, no files."""

from pipelines.trends.changes import Basis, Kind, explain_changes
from pipelines.trends.collection.coverage import explain_left_out, find_coverage
from pipelines.trends.comparison import compare
from pipelines.trends.judging import VERDICT_SCHEMA, Verdicts, judge
from pipelines.trends.periods import Grain, name_span
from pipelines.trends.windows import choose_grain

__all__ = [
    "VERDICT_SCHEMA",
    "Basis",
    "Grain",
    "Kind",
    "Verdicts",
    "choose_grain",
    "compare",
    "explain_changes",
    "explain_left_out",
    "find_coverage",
    "judge",
    "name_span",
]
