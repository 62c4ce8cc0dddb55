"""Every query of `docs/questions.md` runs against a small served warehouse and finds what was put there."""

import re
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.papers import normalize
from pipelines.settings import TrendSettings
from pipelines.sql import read_query
from pipelines.trends import judge
from warehouse.connection import open_build, open_served
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame
from warehouse.writer import fill_table, prepare_build, read_table, replace_table

PAGE = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
QUESTIONS = {
    int(number): query
    for number, query in re.findall(r"^## (\d+)\..*?^```sql\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
}
RISING, FADING, NEW, MATE = 1, 2, 3, 4
NAMES = {RISING: "reinforcement learning", FADING: "adversarial network", NEW: "flow matching", MATE: "reward model"}
MONTHS = pl.date_range(date(2025, 1, 1), date(2025, 12, 1), "1mo", eager=True).to_list()


def held_by(month: int, paper: int) -> list[int]:
    """Of 100 papers a month: a riser from 10 to 40 that meets its mate in its last months, a fader, and a new one."""
    recent = month >= 9
    terms = [RISING] if paper < (40 if recent else 10) else []
    terms += [MATE] if (paper < 20 if recent else 40 <= paper < 44) else []
    terms += [FADING] if 70 <= paper < (75 if recent else 95) else []
    terms += [NEW] if recent and paper >= 90 else []
    return terms


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    papers = pl.DataFrame(
        {
            "paper_id": f"arxiv:{month:02d}.{paper:03d}",
            "title": f"Paper {paper} of month {month}",
            "published_on": day.replace(day=1 + paper % (28 if month < 11 else 31)),
            "categories": [["cs.CL"], ["cs.CV"]][paper >= 50],
            "held": held_by(month, paper),
            "theme_id": 1 + (paper >= (60 if month >= 9 else 30)),
        }
        for month, day in enumerate(MONTHS)
        for paper in range(100)
    ).with_columns(
        abstract=pl.lit("a"),
        date_precision=pl.lit("day"),
        date_source=pl.lit("given"),
        language=pl.lit("en"),
        authors=pl.lit([], dtype=pl.List(pl.String)),
        sightings=pl.lit(1),
        is_snippet=pl.lit(False),
        text_hash=pl.lit("0"),
        paper_number=pl.int_range(pl.len()),
    )
    paper_terms = papers.select("paper_id", "published_on", term_id="held").explode("term_id").drop_nulls()
    terms = (
        paper_terms.group_by("term_id")
        .agg(papers=pl.len(), mentions=pl.len(), first_seen=pl.min("published_on"), last_seen=pl.max("published_on"))
        .with_columns(term=pl.col("term_id").replace_strict(NAMES), words=pl.lit(2))
    )
    themes = pl.DataFrame({"theme_id": [1, 2], "label": ["learning", "vision"]}).with_columns(
        **{name: pl.lit([], dtype=pl.List(pl.String)) for name in ("top_terms", "representative_papers")},
        **{name: pl.lit(0.0) for name in ("coherence", "x", "y", "centrality", "density")},
        papers=pl.lit(600),
        color=pl.lit(0),
        pinned=pl.lit(False),
    )
    path = tmp_path_factory.mktemp("served") / "papers.duckdb"
    with open_build(path) as connection:
        prepare_build(connection)
        replace_table(connection, "papers", papers.drop("held", "theme_id"))
        replace_table(connection, "terms", terms)
        marks = {"mentions": pl.lit(1), "in_title": pl.lit(False)}
        replace_table(connection, "paper_terms", paper_terms.drop("published_on").with_columns(**marks))
        replace_table(connection, "themes", themes)
        primary = papers.select("paper_id", "theme_id", weight=pl.lit(1.0), is_primary=pl.lit(True))
        replace_table(connection, "paper_themes", primary)
        for name in ("periods", "paper_strata", "term_counts", "theme_counts", "term_pairs"):
            fill_table(connection, name, read_query(name))
        periods = read_table(connection, "periods").filter(pl.col("grain") == "month")
        for kind, label in (("term", "term"), ("theme", "label")):
            counts = read_table(connection, f"{kind}_counts").filter(pl.col("grain") == "month")
            verdicts = judge(counts.rename({f"{kind}_id": "id"}), periods, TrendSettings())
            labels = read_table(connection, f"{kind}s").select(pl.col(f"{kind}_id").alias("id"), label)
            replace_table(
                connection, f"{kind}_trends", verdicts.frame.join(labels, on="id").rename({"id": f"{kind}_id"})
            )
        now = datetime(2026, 1, 1)
        build = {"build_id": "1", "started_at": now, "published_at": now, "papers": 1200, "dated_papers": 1200}
        build |= {"analyser_version": "1", "git_revision": "unknown", "is_sample": False}
        windows = dict(zip(("baseline_start", "recent_start", "recent_end"), verdicts[1:], strict=True))
        replace_table(connection, "builds", pl.DataFrame([build | windows]))
    return path


def ask(served: Path, number: int) -> list[dict]:
    with open_served(served, locked=True) as connection:
        return connection.sql(QUESTIONS[number]).pl().to_dicts()


def test_there_are_twelve_questions():
    assert sorted(QUESTIONS) == list(range(1, 13))


def test_what_is_rising(served):
    assert {row["term"] for row in ask(served, 1)} == {"reinforcement learning", "reward model"}


def test_what_is_new(served):
    assert [(row["term"], row["first_paper"]) for row in ask(served, 2)] == [("flow matching", "Paper 90 of month 9")]


def test_share_month_by_month_and_the_same_from_the_papers(served):
    months = ask(served, 3)
    assert [row["papers"] for row in months] == [10] * 9 + [40] * 3
    assert [row["share"] for row in months] == pytest.approx([0.1] * 9 + [0.4] * 3)
    assert [row["papers"] for row in ask(served, 4)] == [row["papers"] for row in months]


def test_papers_behind_a_rise(served):
    papers = ask(served, 5)
    assert len(papers) == 20
    assert min(row["published_on"] for row in papers) >= date(2025, 10, 1)


def test_themes_that_gain_and_fade(served):
    assert [(row["label"], row["direction"]) for row in ask(served, 6)] == [
        ("learning", "rising"),
        ("vision", "falling"),
    ]


def test_what_had_its_moment(served):
    bursts = {row["term"]: (row["burst_start"], row["burst_end"]) for row in ask(served, 7)}
    assert bursts["reinforcement learning"] == (date(2025, 10, 1), date(2025, 12, 1))
    assert "adversarial network" not in bursts


def test_terms_newly_coming_together(served):
    pairs = [({row["term"], row["with_term"]}, row["papers"], row["recent_papers"]) for row in ask(served, 8)]
    assert pairs[0] == ({"reinforcement learning", "reward model"}, 60, 60)


def test_what_tells_two_categories_apart(served):
    apart = {row["term"]: (row["in_language"], row["in_vision"]) for row in ask(served, 9)}
    # 10 of 50 papers in nine months, 40 of 50 in three.
    assert apart["reinforcement learning"] == pytest.approx(((9 * 10 + 3 * 40) / 600, 0))


def test_holes_of_collection(served):
    holes = ask(served, 10)
    assert {"period_start": None, "papers": 0, "is_complete": None, "is_gap": None} in holes
    # 30 December 2024 is the Monday of the week in which 2025 begins.
    assert holes[0]["period_start"] == date(2024, 12, 30)


def test_every_date_leads_to_the_record_it_came_from(tmp_path):
    abstract = (
        "Roof gardens feed a harbour town while the summers grow long and the water is scarce in all its cisterns."
    )
    common = {
        "title": "Roof Gardens Feed Harbour Towns",
        "abstract": abstract,
        "authors": [],
        "categories": [],
        "keywords": [],
    }
    stated = {"stated_id": "2503.00001", "stated_precision": "day"}
    records = [
        common | stated | {"source_id": "a", "position": 1, "stated_on": date(2025, 6, 1)},
        common | stated | {"source_id": "b", "position": 7, "stated_on": date(2025, 3, 2)},
        common | {"source_id": "c", "position": 2, "stated_precision": "none", "listed_on": date(2025, 3, 9)},
    ]
    names = [row["source_id"] for row in records]
    sources = pl.DataFrame({"source_id": names, "path": [f"{name}.jsonl" for name in names]}).with_columns(
        sha256=pl.lit("0"),
        format=pl.lit("jsonl"),
        found=1,
        parsed=1,
        rejected=0,
        is_sample=False,
        ingested_at=datetime(2026, 1, 1),
    )
    records = conform(pl.DataFrame(records, infer_schema_length=None), table("records"))
    made = normalize(records, sources, empty_frame(table("paper_aliases")))
    with open_build(tmp_path / "papers.duckdb") as connection:
        prepare_build(connection)
        for name, frame in {"sources": sources, "papers": made.papers, "sightings": made.sightings}.items():
            replace_table(connection, name, frame)
    [row] = ask(tmp_path / "papers.duckdb", 11)
    assert (row["path"], row["position"], row["published_on"]) == ("b.jsonl", 7, row["stated_on"])
    assert (row["first_listed_on"], row["latest_stated_on"]) == (date(2025, 3, 9), date(2025, 6, 1))
    assert row["sources_disagree"]
