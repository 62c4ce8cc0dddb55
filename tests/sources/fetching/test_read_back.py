"""What is fetched is what the parsers read: every record arrives, under its own identifier and day."""

from datetime import date

import pytest

from pipelines.sources import parse_file
from pipelines.sources.services.service import Wanted
from tests.sources.fetching.fake_services import Paper

FIRST = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("name", "wanted", "column", "identifier", "stated"),
    [
        ("arxiv", None, "arxiv_id", "2611.{}", "2026-11-01"),
        ("arxiv", Wanted("pebbles"), "arxiv_id", "2611.{}v1", "2026-11-01"),
        ("pubmed", None, "pmid", "100{}", "2026"),
        ("huggingface", None, "arxiv_id", "2611.{}", "2026-11-01"),
        ("openalex", None, "openalex_id", "https://openalex.org/W{}", "2026-11-01"),
        ("europepmc", None, "pmid", "300{}", "2026-11-01"),
        ("biorxiv", None, "doi", "10.1101/2026.11.01.{}", "2026-11-01"),
        ("medrxiv", None, "doi", "10.1101/2026.11.01.{}", "2026-11-01"),
    ],
)
def test_every_record_is_read(fake, fetch, name, wanted, column, identifier, stated):
    (done,) = fetch(name, fake.fill(FIRST, 10), wanted=wanted)
    papers = [Paper(FIRST, place) for place in range(10)]
    parsed = [parse_file(path) for path in done.files]
    assert [one.rejects.height for one in parsed] == [0] * len(parsed)
    rows = [row for one in parsed for row in one.records.to_dicts()]
    assert [row["title"] for row in rows] == [paper.title for paper in papers]
    assert [" ".join(row["abstract"].split()) for row in rows] == [paper.abstract for paper in papers]
    assert [row[column] for row in rows] == [identifier.format(paper.number) for paper in papers]
    assert {row["stated_date"] for row in rows} == {stated}
    listed = FIRST if name == "huggingface" else None
    assert {one.captured_on for one in parsed} == {listed}
