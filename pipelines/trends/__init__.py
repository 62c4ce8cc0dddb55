"""What counts can be said to show: pure numerics, arrays and frames in and out; no Dagster, no DuckDB, no file."""

from pipelines.trends.comparison import compare
from pipelines.trends.judging import VERDICT_SCHEMA, Verdicts, judge

__all__ = ["VERDICT_SCHEMA", "Verdicts", "compare", "judge"]
