"""Text work: cleaning, phrases, terms, keywords. Pure functions, Polars in and out; neither Dagster nor DuckDB."""

from pipelines.text.analysis import ANALYSER_VERSION, Analysis, analyse

__all__ = ["ANALYSER_VERSION", "Analysis", "analyse"]
