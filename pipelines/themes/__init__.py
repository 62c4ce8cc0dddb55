"""Themes: groups of terms that papers share, found in the corpus or defined by the user. They stay the same from build
to build.

Pure numerics, Polars and NumPy in and out; knows neither Dagster nor DuckDB.
"""

from pipelines.themes.continuity.plan import list_read_papers
from pipelines.themes.find import find_themes
from pipelines.themes.pins import Pins, load_pins
from pipelines.themes.result import PreviousThemes, ThemeResult

__all__ = ["Pins", "PreviousThemes", "ThemeResult", "find_themes", "list_read_papers", "load_pins"]
