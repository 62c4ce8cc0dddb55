"""Themes: groups of terms that papers share, found in the corpus or defined by the user, the same tomorrow as today.

Pure numerics, Polars and NumPy in and out; knows neither Dagster nor DuckDB.
"""

from pipelines.themes.result import PreviousThemes, ThemeResult

__all__ = ["PreviousThemes", "ThemeResult"]
