"""Counts by term and rows by paper, worked out by hand."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.text.matching.listing import change_listing, count_listed, list_terms
from pipelines.text.matching.occurrences import Occurrences

SMALL = {"text": pl.Int32, "term": pl.Int32, "mentions": pl.Int32, "form": pl.Int32, "container": pl.Int32}


def frame(columns: str, *rows: tuple) -> pl.DataFrame:
    names = columns.split()
    return pl.DataFrame(rows, schema={name: SMALL.get(name, pl.Boolean) for name in names}, orient="row")


# Text 0 has two papers, text 2 holds nothing; form 7 is an acronym that stands for term 1 in text 1 only.
FOUND = Occurrences(
    frame("text term mentions in_title", (0, 0, 3, True), (0, 1, 1, False), (1, 1, 2, False)),
    frame("text form", (0, 5), (0, 6), (1, 7)),
    frame("text term container", (0, 0, 1), (0, 0, 1), (1, 1, 0)),
)
PAPERS = pl.DataFrame(
    {
        "paper_id": ["a", "b", "c", "d"],
        "text_hash": ["x", "y", "x", "z"],
        "text": [0, 1, 0, 2],
        "published_on": [date(2025, 3, 1), None, date(2025, 1, 1), date(2024, 1, 1)],
    }
)


class Meanings:
    def is_ambiguous(self, form: np.ndarray) -> np.ndarray:
        return form == 7

    def find(self, form: np.ndarray, text: np.ndarray) -> np.ndarray:
        return np.where(form == 5, 0, 1)


def test_a_text_counts_as_often_as_it_has_papers():
    totals, by_form, held = count_listed(FOUND, PAPERS, Meanings())
    assert totals.sort("term").rows() == [
        (0, 2, 6, date(2025, 1, 1), date(2025, 3, 1)),
        (1, 3, 4, date(2025, 1, 1), date(2025, 3, 1)),
    ]
    assert sorted(by_form.rows()) == [(5, 0, 2), (6, 1, 2), (7, 1, 1)]
    assert sorted(held.rows()) == [(0, 1, 2), (0, 1, 2), (1, 0, 1)]


def test_a_term_without_a_date():
    totals = count_listed(FOUND, PAPERS.with_columns(published_on=pl.lit(None, pl.Date)), Meanings())[0]
    assert totals.select("first_seen", "last_seen").rows() == [(None, None)] * 2


def test_no_occurrence():
    assert [part.height for part in count_listed(Occurrences.none(), PAPERS, Meanings())] == [0, 0, 0]


def test_rows_are_by_paper_and_term_id():
    rows, listed = list_terms(FOUND.terms, PAPERS, np.array([90, 20]))
    assert rows.select("paper_id", "term_id", "mentions", "in_title").rows() == [
        ("a", 20, 1, False),
        ("a", 90, 3, True),
        ("b", 20, 2, False),
        ("c", 20, 1, False),
        ("c", 90, 3, True),
    ]
    assert listed.rows() == [("a", "x", 2), ("b", "y", 1), ("c", "x", 2), ("d", "z", 0)]
    assert list_terms(FOUND.terms, PAPERS[1:2], np.array([90, -1]))[0].is_empty()


def test_papers_are_listed_anew_where_anything_changed():
    listed = pl.DataFrame({"paper_id": ["a", "b", "d", "gone"], "text_hash": ["x", "other", "z", "x"], "terms": 1})
    none = np.array([False, False])
    changed, gone = change_listing(PAPERS, np.array([True, True, False]), FOUND, none, listed)
    assert (changed["paper_id"].to_list(), sorted(gone["paper_id"])) == (["b", "c", "d"], ["b", "d", "gone"])
    changed, gone = change_listing(PAPERS, np.array([True, True, True]), FOUND, np.array([True, False]), listed)
    assert (changed["paper_id"].to_list(), sorted(gone["paper_id"])) == (["a", "b", "c"], ["a", "b", "gone"])
