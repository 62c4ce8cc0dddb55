"""What `find_themes` takes from the previous build and what it returns."""

from dataclasses import dataclass, fields

import polars as pl


@dataclass(frozen=True, slots=True)
class PreviousThemes:
    """The tables of the previous build that themes are continued from, each as `warehouse/schema/themes.py` declares
    it.

    Args:
        themes: as of the previous build; without a row there is nothing to continue.
        paper_themes: as of the previous build.
        theme_terms: as of the previous build; without it, or theme_pairs, themes are described anew in every build.
        theme_fits: as of the previous build; without it drift is measured from now on.
        theme_pairs: as of the previous build.
    """

    themes: pl.DataFrame
    paper_themes: pl.DataFrame
    theme_terms: pl.DataFrame | None = None
    theme_fits: pl.DataFrame | None = None
    theme_pairs: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class ThemeResult:
    """The tables of the group `themes`, each as `warehouse/schema/themes.py` declares it.

    `theme_lineage` holds the rows of this build only, to be appended to those of the builds before; the other tables
    are whole, to replace the old ones. `unapplied_pins` lists the user's pins that could not be applied.
    """

    themes: pl.DataFrame
    paper_themes: pl.DataFrame
    theme_lineage: pl.DataFrame
    theme_terms: pl.DataFrame
    theme_pairs: pl.DataFrame
    theme_fits: pl.DataFrame
    unapplied_pins: tuple[str, ...] = ()

    def tables(self) -> dict[str, pl.DataFrame]:
        """Table name to frame."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "unapplied_pins"}
