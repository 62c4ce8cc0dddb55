"""The themes of the previous build, and which of them each present paper had."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.themes.result import PreviousThemes
from warehouse.schema import table
from warehouse.schema.frames import empty_frame


@dataclass(frozen=True, slots=True)
class Previous:
    """The P previous themes, by theme_id.

    Args:
        themes: rows of the table themes; P rows, none where there is no previous build.
        of_paper: (N,) index of each paper's previous primary theme, -1 where it had none.
        paper_themes: rows of the table paper_themes.
        theme_terms: rows of the table theme_terms, None where they are not known.
        theme_pairs: rows of the table theme_pairs, None where they are not known.
        fit: the row of theme_fits, or none.
        next_theme_id: number for the next theme that is born.
    """

    themes: pl.DataFrame
    of_paper: np.ndarray
    paper_themes: pl.DataFrame
    theme_terms: pl.DataFrame | None
    theme_pairs: pl.DataFrame | None
    fit: pl.DataFrame
    next_theme_id: int

    @property
    def theme_ids(self) -> np.ndarray:
        return self.themes["theme_id"].to_numpy()

    @property
    def labels(self) -> list[str]:
        return self.themes["label"].to_list()

    @property
    def top_terms(self) -> list[list[str]]:
        return self.themes["top_terms"].to_list()


def index_previous(tables: PreviousThemes | None, papers: pl.DataFrame) -> Previous:
    """The previous themes as `papers` of this build had them.

    Args:
        tables: those of the previous build, None where there is none.
        papers: paper_id; N rows, by paper_id.
    """
    if tables is None:
        tables = PreviousThemes(empty_frame(table("themes")), empty_frame(table("paper_themes")))
    themes = tables.themes.sort("theme_id")
    index = themes.select("theme_id").with_row_index("theme")
    primary = tables.paper_themes.filter("is_primary").join(index, on="theme_id").select("paper_id", "theme")
    of_paper = (
        papers.select("paper_id")
        .join(primary, on="paper_id", how="left", maintain_order="left")
        .get_column("theme")
        .cast(pl.Int64)
        .fill_null(-1)
        .to_numpy()
        .copy()
    )
    fit = tables.theme_fits if tables.theme_fits is not None else empty_frame(table("theme_fits"))
    after_last = int(themes["theme_id"].to_numpy().max(initial=0)) + 1
    return Previous(
        themes,
        of_paper,
        tables.paper_themes,
        tables.theme_terms,
        tables.theme_pairs,
        fit,
        int(fit["next_theme_id"].to_numpy().max(initial=after_last)),
    )
