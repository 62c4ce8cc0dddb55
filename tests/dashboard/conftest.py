"""Hand-made warehouses, small enough that what a page must say can be worked out on paper, one for each state.

The full one, month by month (January to April 2025; March is a gap, April is incomplete):

    papers                            10   20    4   10   = 44, and 2 undated
    reasoning (1)                      1    4    2    5   = 12, and 1 undated
    generative adversarial network (2) 5    2    0    0   =  7
    flow matching (3)                  0    0    1    3   =  4
    benchmark (4)                      2    2    1    1   =  6
    theme 1, of terms 1 and 3          1    4    3    8   = 16, and 1 undated
    theme 2, all others                9   16    1    2   = 28, and 1 undated
"""

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from tests.dashboard.fake_dagster import FakeDagster, serve
from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.publish import publish
from warehouse.writer import fill_table, prepare_build, replace_table

MONTHS = [date(2025, month, 1) for month in (1, 2, 3, 4)]
PAPERS = [10, 20, 4, 10]
TERMS = {1: "reasoning", 2: "generative adversarial network", 3: "flow matching", 4: "benchmark"}
COUNTS = {1: [1, 4, 2, 5], 2: [5, 2, 0, 0], 3: [0, 0, 1, 3], 4: [2, 2, 1, 1]}
WILD_TITLE = "<script>alert(1)</script> costs $$5 | *per* token $x^2$"
FIRST, SECOND = datetime(2025, 4, 9, 6), datetime(2025, 4, 10, 6)


def _paper(paper_id: str, title: str, day: date | None, abstract: str) -> dict:
    return {
        "paper_id": paper_id,
        "title": title,
        "abstract": abstract,
        "published_on": day,
        "date_precision": "day" if day else "none",
        "date_source": "listing" if day else "none",
        "first_listed_on": day,
        "month": day and day.replace(day=1),
        "language": "en",
        "categories": [],
        "authors": [],
        "sightings": 1,
        "text_hash": sha256(paper_id.encode()).hexdigest()[:16],
    }


def _corpus() -> tuple[list[dict], list[dict]]:
    papers, paper_terms = [], []

    def hold(paper_id: str, term_id: int) -> None:
        paper_terms.append({"paper_id": paper_id, "term_id": term_id, "mentions": 2, "in_title": term_id == 1})

    for month, many in enumerate(PAPERS):
        for place in range(many):
            paper_id = f"arxiv:250{month + 1}.{place:05}"
            # The first papers of a month are on reasoning, the last on flow matching.
            held = [term for term in (1, 2, 4) if place < COUNTS[term][month]]
            held += [3] if place >= many - COUNTS[3][month] else []
            for term in held:
                hold(paper_id, term)
            words = ", ".join(TERMS[term] for term in held) or "something else"
            day = MONTHS[month].replace(day=place + 1)
            papers.append(
                _paper(paper_id, f"Paper {month + 1}-{place} on {words}", day, f"We look at {words}. A toy example.")
            )
    papers.append(_paper("title:0000000000000001", WILD_TITLE, None, "On reasoning."))
    hold("title:0000000000000001", 1)
    papers.append(_paper("title:0000000000000002", "Undated", None, "On something else."))
    return papers, paper_terms


def _verdict(key: str, name: str, ident: int, label: str, direction: str, growth: tuple | None, recent: float) -> dict:
    low, middle, high = growth or (None, None, None)
    return {
        key: ident,
        name: label,
        "recent_papers": 5,
        "recent_share": recent,
        "baseline_share": 0.1,
        "growth": middle,
        "growth_low": low,
        "growth_high": high,
        "q_value": None if growth is None else 0.01,
        "direction": direction,
        "reason": f"{label} in words",
        # What is new has a list of its own; the other's burst has not ended in the last month compared.
        "burst_start": MONTHS[1] if ident in (3, 4) else None,
        "burst_end": MONTHS[2] if ident in (3, 4) else None,
        "burst_strength": 3.0 if ident in (3, 4) else None,
    }


_COUNT_BY_PERIOD = """
    SELECT periods.grain, periods.period_start, {key}, {name}, count(*) AS papers, {mentions}
           count(*) / any_value(periods.papers) AS share
    FROM {source} JOIN papers USING (paper_id) JOIN (SELECT {key}, {name} FROM {owner}) USING ({key})
    JOIN periods ON date_trunc(periods.grain, published_on) = periods.period_start
    GROUP BY ALL
"""


def build_warehouse(root: Path, state: str) -> None:
    """Publishes the warehouse of `state` under `root`: full, undated, one_month, empty or sample (full, but made up)."""
    paths = data_paths(root)
    papers, paper_terms = _corpus()
    if state == "undated":
        papers = [
            paper
            | {
                "published_on": None,
                "date_precision": "none",
                "date_source": "none",
                "first_listed_on": None,
                "month": None,
            }
            for paper in papers
        ]
    elif state == "one_month":
        kept = {paper["paper_id"] for paper in papers if paper["month"] == MONTHS[1]}
        papers = [paper for paper in papers if paper["paper_id"] in kept]
        paper_terms = [row for row in paper_terms if row["paper_id"] in kept]
    elif state == "empty":
        papers, paper_terms = [], []
    judged = state in ("full", "sample")
    with open_build(paths.build) as connection:
        prepare_build(connection)
        dated = sum(paper["published_on"] is not None for paper in papers)
        _write_builds(connection, state, len(papers), dated, judged)
        if papers:
            _write_corpus(connection, papers, paper_terms)
            _write_periods(connection)
            _write_verdicts(connection, judged)
    publish(paths.build, paths.served)


def _write_builds(connection, state: str, papers: int, dated: int, judged: bool) -> None:
    rows = [
        {
            "build_id": f"{when:%Y%m%d-%H%M%S}",
            "started_at": when.replace(minute=0),
            "published_at": when.replace(minute=1),
            "papers": many,
            "dated_papers": some,
            "analyser_version": "1",
            "git_revision": "unknown",
            "is_sample": state == "sample",
            "baseline_start": MONTHS[0] if judged else None,
            "recent_start": MONTHS[1] if judged else None,
            "recent_end": date(2025, 3, 31) if judged else None,
        }
        for when, many, some in ((FIRST, 40, 39), (SECOND, papers, dated))
    ]
    replace_table(connection, "builds", pl.DataFrame(rows, infer_schema_length=None))


def _write_corpus(connection, papers: list[dict], paper_terms: list[dict]) -> None:
    source = {
        "sha256": "0" * 64,
        "format": "digest",
        "captured_on": None,
        "found": 23,
        "parsed": 23,
        "rejected": 0,
        "is_sample": False,
    }
    files = [("a.txt", FIRST), ("b.txt", SECOND)]
    replace_table(
        connection,
        "sources",
        pl.DataFrame(
            [
                source | {"source_id": f"{place:016x}", "path": path, "ingested_at": when}
                for place, (path, when) in enumerate(files)
            ]
        ),
    )
    replace_table(connection, "papers", pl.DataFrame(papers, infer_schema_length=None))
    replace_table(connection, "paper_terms", pl.DataFrame(paper_terms))
    fill_table(
        connection,
        "terms",
        """
        SELECT term_id, named.term, 2 AS words, count(*) AS papers, sum(mentions)::BIGINT AS mentions,
               min(published_on) AS first_seen, max(published_on) AS last_seen,
               CASE term_id WHEN 2 THEN 'GAN' END AS acronym
        FROM paper_terms JOIN papers USING (paper_id)
        JOIN (SELECT unnest([1, 2, 3, 4]) AS term_id, unnest(['reasoning', 'generative adversarial network',
              'flow matching', 'benchmark']) AS term) AS named USING (term_id) GROUP BY ALL
        """,
    )
    variants = [
        (1, "reasoning", "case", 13),
        (2, "generative adversarial network", "case", 6),
        (2, "GAN", "acronym", 5),
    ]
    variants += [(2, "GANs", "plural", 4), (3, "flow matching", "case", 4), (3, "flow-matching", "hyphen", 1)]
    variants += [(4, "benchmark", "case", 6)]
    replace_table(
        connection,
        "term_variants",
        pl.DataFrame(variants, schema=["term_id", "variant", "rule", "papers"], orient="row"),
    )
    reasoning = {row["paper_id"] for row in paper_terms if row["term_id"] in (1, 3)}
    replace_table(
        connection,
        "paper_themes",
        pl.DataFrame(
            [
                {"paper_id": paper["paper_id"], "theme_id": 1 if paper["paper_id"] in reasoning else 2, "weight": 0.5}
                for paper in papers
            ]
        ).with_columns(is_primary=True),
    )
    stand = [papers[0]["paper_id"], "title:0000000000000001"]
    themes = [
        {
            "theme_id": 1,
            "label": "Reasoning",
            "top_terms": ["reasoning"],
            "representative_papers": stand,
            "x": -0.5,
            "color": 0,
        },
        {"theme_id": 2, "label": "Images", "top_terms": [TERMS[2]], "representative_papers": [], "x": 0.5, "color": 3},
    ]
    sizes = {1: len(reasoning), 2: len(papers) - len(reasoning)}
    common = {"coherence": 0.3, "y": 0.0, "centrality": 1.0, "density": 1.0, "pinned": False}
    replace_table(
        connection,
        "themes",
        pl.DataFrame([theme | common | {"papers": sizes[theme["theme_id"]]} for theme in themes]),
    )
    ranks = [(1, 1, 1, "reasoning", 2.0), (1, 3, 2, "flow matching", 1.0), (2, 2, 1, TERMS[2], 2.0)]
    replace_table(
        connection,
        "theme_terms",
        pl.DataFrame(ranks, schema=["theme_id", "term_id", "rank", "term", "weight"], orient="row"),
    )
    replace_table(connection, "theme_pairs", pl.DataFrame([{"theme_id_a": 1, "theme_id_b": 2, "similarity": 0.25}]))
    events = [
        (FIRST, 1, 0, "born", 0.0),
        (FIRST, 2, 0, "born", 0.0),
        (SECOND, 1, 1, "same", 0.95),
        (SECOND, 2, 1, "split", 0.2),
    ]
    replace_table(
        connection,
        "theme_lineage",
        pl.DataFrame(
            [(f"{when:%Y%m%d-%H%M%S}", *rest) for when, *rest in events],
            schema=["build_id", "theme_id", "previous_theme_id", "event", "overlap"],
            orient="row",
        ),
    )


def _write_periods(connection) -> None:
    fill_table(
        connection,
        "periods",
        """
        SELECT grain, date_trunc(grain, published_on)::DATE AS period_start, count(*) AS papers,
               NOT (grain = 'month' AND month(any_value(published_on)) = 4) AS is_complete,
               grain = 'month' AND month(any_value(published_on)) = 3 AS is_gap
        FROM papers, (SELECT unnest(['month', 'quarter', 'year']) AS grain)
        WHERE published_on IS NOT NULL GROUP BY 1, 2
        """,
    )
    terms = {"key": "term_id", "name": "term", "source": "paper_terms", "owner": "terms"}
    fill_table(
        connection, "term_counts", _COUNT_BY_PERIOD.format(**terms, mentions="sum(mentions)::BIGINT AS mentions,")
    )
    themes = {"key": "theme_id", "name": "label", "source": "paper_themes", "owner": "themes"}
    fill_table(connection, "theme_counts", _COUNT_BY_PERIOD.format(**themes, mentions=""))


def _write_verdicts(connection, judged: bool) -> None:
    rising, falling = (0.5, 1.0, 1.5), (-3.0, -2.0, -1.0)
    verdicts = [
        (1, "rising", rising, 0.25),
        (2, "falling", falling, 0.08),
        (3, "new", None, 0.05),
        (4, "unclear", None, 0.1),
    ]
    present = dict(connection.sql("SELECT term_id, term FROM terms").fetchall())
    rows = [
        _verdict(
            "term_id", "term", term, TERMS[term], direction if judged else "unclear", growth if judged else None, share
        )
        for term, direction, growth, share in verdicts
        if term in present
    ]
    replace_table(connection, "term_trends", pl.DataFrame(rows, infer_schema_length=None))
    rows = [
        _verdict(
            "theme_id", "label", 1, "Reasoning", "rising" if judged else "unclear", rising if judged else None, 0.3
        ),
        _verdict(
            "theme_id", "label", 2, "Images", "falling" if judged else "unclear", falling if judged else None, 0.7
        ),
    ]
    replace_table(connection, "theme_trends", pl.DataFrame(rows, infer_schema_length=None))
    if judged:
        _write_changes(connection)


def _write_changes(connection) -> None:
    names = ("build_id", "kind", "id", "label", "change", "was", "now", "growth_was", "growth_now", "papers", "reason")
    window = "the recent window is now Feb–Mar 2025"
    rows = [
        (FIRST, "term", 4, "benchmark", "entered_rising", "unclear", "rising", 0.1, 1.0, 3, "3 more papers"),
        (
            SECOND,
            "term",
            1,
            "reasoning",
            "entered_rising",
            "unclear",
            "rising",
            0.1,
            1.0,
            5,
            f"5 more papers; {window}",
        ),
        (SECOND, "term", 9, "old hat", "left_rising", "rising", None, 1.0, None, -3, "merged into reasoning"),
        (SECOND, "theme", 1, "Reasoning", "moved", "rising", "rising", 0.0, 1.0, 0, window),
    ]
    frame = pl.DataFrame(
        [(f"{row[0]:%Y%m%d-%H%M%S}", *row[1:]) for row in rows], schema=names, orient="row", infer_schema_length=None
    )
    replace_table(connection, "trend_changes", frame)


@pytest.fixture(scope="session")
def warehouses(tmp_path_factory) -> dict[str, Path]:
    """Data folders by state: full, sample, undated, one_month, empty, and missing (where nothing is served)."""
    root = tmp_path_factory.mktemp("warehouses")
    for state in ("full", "sample", "undated", "one_month", "empty"):
        build_warehouse(root / state, state)
    return {state: root / state for state in ("full", "sample", "undated", "one_month", "empty", "missing")}


@pytest.fixture
def ask_full(warehouses):
    """Runs a query on the full warehouse."""
    from dashboard.queries.base import run_query
    from warehouse.connection import open_served

    def run(query):
        with open_served(data_paths(warehouses["full"]).served) as connection:
            return run_query(connection, query)

    return run


@pytest.fixture
def wilson():
    """The ends of Wilson's interval for so many papers of a total, as in Brown, Cai and DasGupta (2001), written out otherwise than in
    the SQL."""

    def ends(papers: int, total: int) -> tuple[float, float]:
        z, share = 1.95996, papers / total
        middle = (share + z * z / (2 * total)) / (1 + z * z / total)
        half = z / (1 + z * z / total) * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5
        return middle - half, middle + half

    return ends


@pytest.fixture
def fake_dagster(monkeypatch):
    """A server that answers as Dagster's does, at the address that the dashboard asks."""
    fake = FakeDagster()
    with serve(fake):
        monkeypatch.setenv("PAPERTRENDS_DAGSTER", fake.address)
        yield fake
