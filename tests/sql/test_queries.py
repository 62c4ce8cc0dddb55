"""The queries on small hand-made papers, with the numbers worked out by hand."""

from datetime import date, timedelta

import duckdb
import polars as pl
import pytest

from pipelines.assets.trends import read_compared
from pipelines.sql import query_names, read_query
from warehouse.connection import open_build, open_served
from warehouse.schema import table
from warehouse.schema.frames import conform
from warehouse.writer import fill_table, prepare_build, replace_table

FILLING = [name for name in query_names() if name not in ("about", "category_papers", "compared", "term_trend_parts")]
"""Queries that fill the table of their name."""

DAY, MONTH, YEAR = "day", "month", "year"


def make_papers(dates: list[tuple[date | None, str]], listed: list[date | None] | None = None, language: str = "en"):
    listed = listed or [None] * len(dates)
    return pl.DataFrame(
        {
            "paper_id": [f"arxiv:{number}" for number in range(len(dates))],
            "title": "t",
            "abstract": "a",
            "published_on": pl.Series([day for day, _ in dates], dtype=pl.Date),
            "date_precision": [precision for _, precision in dates],
            "date_source": "given",
            "first_listed_on": pl.Series(listed, dtype=pl.Date),
            "language": language,
            "categories": pl.Series([[]] * len(dates), dtype=pl.List(pl.String)),
            "authors": pl.Series([[]] * len(dates), dtype=pl.List(pl.String)),
            "sightings": 1,
            "is_snippet": False,
            "text_hash": "0",
            "paper_number": range(len(dates)),
        }
    )


def every_day(first: date, last: date, papers: int = 1, weekdays_only: bool = False) -> list[tuple[date, str]]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [(day, DAY) for day in days if not (weekdays_only and day.weekday() > 4) for _ in range(papers)]


def count_periods(papers: pl.DataFrame) -> pl.DataFrame:
    connection = duckdb.connect()
    connection.register("papers", conform(papers, table("papers")))
    return connection.sql(read_query("periods")).pl()


def months_of(papers: pl.DataFrame) -> dict[str, tuple[int, bool, bool]]:
    rows = count_periods(papers).filter(pl.col("grain") == "month")
    return {
        f"{row['period_start']:%Y-%m}": (row["papers"], row["is_complete"], row["is_gap"]) for row in rows.to_dicts()
    }


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """Five papers, three terms, two themes: three in January 2026, one in April, one known to 2026 only, one
    undated."""
    path = tmp_path_factory.mktemp("warehouse") / "build.duckdb"
    dates = [
        (date(2026, 1, 1), DAY),
        (date(2026, 1, 5), DAY),
        (date(2026, 1, 1), MONTH),
        (date(2026, 4, 20), DAY),
        (date(2026, 1, 1), YEAR),
        (None, "none"),
    ]
    papers = pl.concat(
        [make_papers(dates), make_papers([(date(2026, 1, 2), DAY)], language="fr").with_columns(paper_id=pl.lit("fr"))]
    )
    names = {1: "graph neural network", 2: "neural networks", 3: "molecule"}
    held = [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3), (2, 1), (3, 3), (4, 1), (5, 1), (5, 3)]
    paper_terms = pl.DataFrame(
        {
            "paper_id": [f"arxiv:{paper}" for paper, _ in held],
            "term_id": [term for _, term in held],
            "mentions": 2,
            "in_title": False,
        }
    )
    terms = pl.DataFrame(
        {"term_id": list(names), "term": list(names.values()), "words": 1, "papers": [5, 2, 4], "mentions": 9}
    )
    themes = pl.DataFrame(
        {
            "theme_id": [1, 2],
            "label": ["graphs", "chemistry"],
            "top_terms": [["x"], ["y"]],
            "representative_papers": [["x"], ["y"]],
            "papers": 3,
            "coherence": 0.1,
            "x": 0.0,
            "y": 0.0,
            "centrality": 0.0,
            "density": 0.0,
            "color": [0, 1],
            "pinned": False,
        }
    )
    paper_themes = pl.DataFrame(
        {
            "paper_id": [f"arxiv:{number}" for number in (0, 1, 2, 3, 4, 5, 0)],
            "theme_id": [1, 1, 2, 2, 2, 1, 2],
            "weight": 0.5,
            "is_primary": [True] * 6 + [False],
        }
    )
    with open_build(path) as connection:
        prepare_build(connection)
        for name, frame in {
            "papers": papers,
            "terms": terms,
            "paper_terms": paper_terms,
            "themes": themes,
            "paper_themes": paper_themes,
        }.items():
            replace_table(connection, name, frame)
        for name in FILLING:
            fill_table(connection, name, read_query(name))
    return path


def fetch(path, query: str) -> list[tuple]:
    with open_served(path) as connection:
        return connection.sql(query).fetchall()


@pytest.mark.parametrize("name", FILLING)
def test_each_query_runs_unchanged_against_a_served_file(warehouse, name):
    with open_served(warehouse, locked=True) as connection:
        assert set(connection.sql(read_query(name)).columns) == set(table(name).column_names)


def test_unknown_query_says_which_there_are():
    with pytest.raises(
        KeyError,
        match="about, category_papers, compared, paper_strata, periods, refusals, term_counts, term_pairs, "
        "term_trend_parts, theme_counts",
    ):
        read_query("nothing")


def test_papers_count_where_their_date_is_exact_enough(warehouse):
    counted = fetch(warehouse, "SELECT grain, period_start, papers FROM periods WHERE papers > 0 ORDER BY ALL")
    assert counted == [
        ("month", date(2026, 1, 1), 3),
        ("month", date(2026, 4, 1), 1),
        ("quarter", date(2026, 1, 1), 3),
        ("quarter", date(2026, 4, 1), 1),
        ("week", date(2025, 12, 29), 1),
        ("week", date(2026, 1, 5), 1),
        ("week", date(2026, 4, 20), 1),
        ("year", date(2026, 1, 1), 5),
    ]


def test_periods_have_no_holes(warehouse):
    assert fetch(warehouse, "SELECT papers FROM periods WHERE grain = 'month' ORDER BY period_start") == [
        (3,),
        (0,),
        (0,),
        (1,),
    ]
    assert fetch(warehouse, "SELECT count(*) FROM periods WHERE grain = 'week'") == [(17,)]


def test_weeks_start_on_monday(warehouse):
    assert fetch(warehouse, "SELECT DISTINCT isodow(period_start) FROM periods WHERE grain = 'week'") == [(1,)]


def test_term_counts_by_hand(warehouse):
    counted = fetch(
        warehouse,
        "SELECT grain, period_start, term, papers, mentions, round(share, 4) FROM term_counts WHERE term_id = 1 ORDER "
        "BY ALL",
    )
    name = "graph neural network"
    assert counted == [
        ("month", date(2026, 1, 1), name, 3, 6, 1.0),
        ("quarter", date(2026, 1, 1), name, 3, 6, 1.0),
        ("week", date(2025, 12, 29), name, 1, 2, 1.0),
        ("week", date(2026, 1, 5), name, 1, 2, 1.0),
        ("year", date(2026, 1, 1), name, 4, 8, 0.8),
    ]


def test_theme_counts_by_hand(warehouse):
    counted = fetch(
        warehouse,
        "SELECT period_start, label, papers, round(share, 4) FROM theme_counts WHERE grain = 'month' ORDER BY ALL",
    )
    assert counted == [
        (date(2026, 1, 1), "chemistry", 1, 0.3333),
        (date(2026, 1, 1), "graphs", 2, 0.6667),
        (date(2026, 4, 1), "chemistry", 1, 1.0),
    ]


def test_nothing_dated_gives_no_periods():
    assert count_periods(make_papers([(None, "none")] * 3)).height == 0


def test_whole_months_are_complete():
    months = months_of(make_papers(every_day(date(2026, 1, 1), date(2026, 3, 31))))
    assert months == {"2026-01": (31, True, False), "2026-02": (28, True, False), "2026-03": (31, True, False)}


def test_months_that_begin_or_run_in_their_middle_are_not_complete():
    months = months_of(make_papers(every_day(date(2026, 1, 25), date(2026, 3, 20))))
    assert [row[1] for row in months.values()] == [False, True, False]


def test_a_weekend_at_the_end_does_not_make_a_month_incomplete():
    # 31 May 2026 is a Sunday; papers come from Monday to Friday.
    months = months_of(make_papers(every_day(date(2026, 4, 1), date(2026, 5, 29), weekdays_only=True)))
    assert [row[1] for row in months.values()] == [True, True]


def test_listing_days_tell_whether_a_month_known_by_id_only_is_complete():
    listed = [day for day, _ in every_day(date(2026, 1, 1), date(2026, 3, 31))]
    dates = [(day.replace(day=1), MONTH) for day in listed]
    months = months_of(make_papers(dates, listed))
    assert [row[1] for row in months.values()] == [True, True, True]
    running = [day if day.month < 3 else date(2026, 3, 10) for day in listed]
    assert [row[1] for row in months_of(make_papers(dates, running)).values()] == [True, True, False]


def test_without_days_the_number_of_papers_tells():
    def of(last: int):
        return months_of(
            make_papers(
                [(date(2026, month, 1), MONTH) for month in (1, 2, 3) for _ in range(last if month == 3 else 40)]
            )
        )

    assert [row[1] for row in of(35).values()] == [True, True, True]
    assert [row[1] for row in of(15).values()] == [True, True, False]


def test_a_backlog_listed_on_the_first_day_does_not_complete_its_month():
    # Published from 1 April, first collected on the 25th.
    dates = every_day(date(2026, 4, 1), date(2026, 6, 30))
    listed = [max(day, date(2026, 4, 25)) for day, _ in dates]
    assert [row[1] for row in months_of(make_papers(dates, listed)).values()] == [False, True, True]


def test_a_pause_in_collection_is_a_gap_and_growth_is_none():
    sizes = [10, 14, 20, 28, 0, 2, 110, 150, 210]
    dates = [(date(2025, month, 1), MONTH) for month, size in enumerate(sizes, 1) for _ in range(size)]
    assert [row[2] for row in months_of(make_papers(dates)).values()] == [False] * 4 + [True] * 2 + [False] * 3


def test_decline_and_small_numbers_are_no_gap():
    sizes = [200, 120, 70, 40, 22, 12, 7, 4, 2]
    dates = [(date(2025, month, 1), MONTH) for month, size in enumerate(sizes, 1) for _ in range(size)]
    assert not any(row[2] for row in months_of(make_papers(dates)).values())
    sparse = [(date(2025, month, 1), MONTH) for month, size in enumerate([2, 0, 3, 0, 0, 2, 1], 1) for _ in range(size)]
    assert not any(row[2] for row in months_of(make_papers(sparse)).values())


def test_strays_before_collection_began_are_gaps():
    dates = [(date(2024, 3, 1), MONTH)] * 2 + [
        (date(2025, month, 1), MONTH) for month in (1, 2, 3, 4) for _ in range(100)
    ]
    months = months_of(make_papers(dates))
    assert months["2024-03"] == (2, False, True)
    assert months["2024-12"] == (0, False, True)
    assert months["2025-01"] == (100, True, False)


@pytest.mark.parametrize(("last_day", "is_complete"), [(22, True), (23, True), (20, False)])
def test_a_december_is_finished_before_the_holidays(last_day, is_complete):
    months = months_of(make_papers(every_day(date(2025, 9, 1), date(2025, 12, last_day), papers=20)))
    assert months["2025-12"] == (20 * last_day, is_complete, False)


def test_the_running_month_is_incomplete_not_a_gap():
    months = months_of(
        make_papers([*every_day(date(2026, 1, 1), date(2026, 4, 30), papers=20), (date(2026, 5, 1), DAY)])
    )
    assert months["2026-05"] == (1, False, False)
    assert months["2026-04"] == (600, True, False)


def test_what_verdicts_compare_leaves_out_categories_that_were_collected_in_part(tmp_path):
    kept, begun, none = [["cs.CL", "cs.IT"]] * 2, [["cs.IT"]] * 2, [[]]
    papers = make_papers([(date(2026, month, 1), MONTH) for month in (1, 2, 2, 2)] + [(date(2026, 1, 1), YEAR)])
    papers = papers.with_columns(pl.Series("categories", kept + begun + none, dtype=pl.List(pl.String)))
    coverage = pl.DataFrame({"category": ["", "cs.CL", "cs.IT"], "is_throughout": [True, True, False]})
    held = pl.DataFrame({"paper_id": papers["paper_id"], "term_id": 7, "mentions": 1, "in_title": False})
    themed = papers.select("paper_id", theme_id=pl.lit(3), weight=pl.lit(1.0), is_primary=pl.lit(True))
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        replace_table(connection, "papers", papers)
        replace_table(connection, "paper_terms", held)
        replace_table(connection, "paper_themes", themed)
        whole = coverage.with_columns(papers=pl.lit(2), reason=pl.lit("as made"))
        replace_table(connection, "category_coverage", whole)
        fill_table(connection, "paper_strata", read_query("paper_strata"))
        rows = {"month": [(date(2026, 1, 1), 1), (date(2026, 2, 1), 1)], "year": [(date(2026, 1, 1), 3)]}
        all_periods = pl.DataFrame({"period_start": [date(2026, 1, 1), date(2026, 2, 1)], "papers": 9})
        for grain, expected in rows.items():
            starts = all_periods.head(len(expected))
            for kind in ("term", "theme"):
                compared = read_compared(connection, kind, starts, pl.DataFrame(), grain)
                assert compared.periods.sort("period_start").rows() == expected
                assert (
                    compared.counts.group_by("period_start").agg(pl.sum("papers")).sort("period_start").rows()
                    == expected
                )
        by_category = connection.sql(
            f"FROM ({read_query('category_papers')}) WHERE grain = 'month' ORDER BY ALL"
        ).fetchall()
        assert by_category == [
            ("cs.CL", "month", date(2026, 1, 1), 1),
            ("cs.CL", "month", date(2026, 2, 1), 1),
            ("cs.IT", "month", date(2026, 2, 1), 2),
        ]


def test_refusals_are_counted_by_venue_and_month(tmp_path):
    """Of a venue with refusals every month counts, of others none; sources that are left out do not."""
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        sources = [
            {
                "source_id": name,
                "path": name,
                "sha256": "0" * 64,
                "format": "csv",
                "is_sample": False,
                "found": 9,
                "parsed": 9,
                "rejected": 0,
                "ingested_at": date(2026, 1, 1),
                "left_out": left_out,
            }
            for name, left_out in (("a", None), ("b", "forgotten"))
        ]
        replace_table(connection, "sources", pl.DataFrame(sources))
        records = [
            ("a", 1, "Ponds", date(2025, 1, 9), "day"),
            ("a", 2, "Ponds", date(2025, 2, 1), "month"),
            ("a", 3, "Ponds", date(2025, 1, 1), "year"),
            ("a", 4, "Lakes", date(2025, 1, 1), "day"),
            ("b", 1, "Ponds", date(2025, 1, 9), "day"),
        ]
        frame = pl.DataFrame(records, ["source_id", "position", "venue", "stated_on", "stated_precision"], orient="row")
        lists = {name: pl.lit([], pl.List(pl.String)) for name in ("authors", "categories", "keywords")}
        replace_table(connection, "records", frame.with_columns(title=pl.lit("t"), abstract=pl.lit("a"), **lists))
        rejects = [
            ("a", 5, "Ponds", date(2025, 2, 1)),
            ("a", 6, "Ponds", None),
            ("a", 7, None, date(2025, 2, 1)),
            ("b", 2, "Ponds", date(2025, 2, 1)),
        ]
        frame = pl.DataFrame(rejects, ["source_id", "position", "venue", "month"], orient="row")
        replace_table(connection, "rejects", frame.with_columns(reason=pl.lit("r"), excerpt=pl.lit("")))
        fill_table(connection, "refusals", read_query("refusals"))
        assert connection.execute("FROM refusals ORDER BY ALL").fetchall() == [
            ("Ponds", date(2025, 1, 1), 1, 0),
            ("Ponds", date(2025, 2, 1), 2, 1),
        ]
