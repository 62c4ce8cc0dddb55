import logging
import zipfile

import pytest

from pipelines.incremental.preview import preview_files
from pipelines.sources.files import search_files
from tests.dashboard.handmade.build import build_warehouse
from warehouse.paths import data_paths

LOG = logging.getLogger("test")

TWO_WORKS = """TY  - JOUR
TI  - A lantern for quiet <b>archives</b>
AB  - We study lanterns in archives. They help readers find shelves at night.
AU  - Ito, Mina
DA  - 2024/03/12
JO  - Journal of Lanterns
DO  - 10.5555/lantern.1
ER  -
TY  - JOUR
TI  - Ladders of the north
AB  - Ladders are counted in northern towns, and their rungs are weighed.
AU  - Berg, Ola
PY  - 2023
ER  -
TY  - JOUR
TI  - Without an abstract
ER  -
"""
ONE_AGAIN = """title,abstract,doi
A lantern in archives,The same work under another title.,https://doi.org/10.5555/LANTERN.1
Paper 1-0 on reasoning,We look at reasoning.,
"""


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A data folder that serves, among others, arXiv's 2501.00000."""
    root = tmp_path_factory.mktemp("full")
    build_warehouse(root, "full")
    return data_paths(root)


def look(folder, paths, **how):
    return list(preview_files(search_files([folder]), paths, LOG, **how))


def test_counts_reasons_and_first_records(tmp_path):
    (tmp_path / "a.ris").write_text(TWO_WORKS)
    (one,) = look(tmp_path / "a.ris", data_paths(tmp_path / "none"))
    assert (one.name, one.format, one.label) == ("a.ris", "ris", "RIS")
    assert (one.found, one.parsed, one.rejected, one.new, one.known) == (3, 2, 1, 2, 0)
    assert [(refused.pieces, refused.excerpt) for refused in one.refused] == [(1, "Without an abstract")]
    first, second = one.first
    assert (first.title, first.date) == ("A lantern for quiet archives", "2024-03-12")
    assert (first.venue, first.authors) == ("Journal of Lanterns", ["Mina Ito"])
    assert (second.date, second.venue) == ("2023", "")


def test_a_work_is_repeated_by_its_doi_and_known_by_its_id(tmp_path, full):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.ris").write_text(TWO_WORKS)
    (folder / "b.csv").write_text(ONE_AGAIN)
    (folder / "c.jsonl").write_text('{"title": "Other", "abstract": "What we know.", "arxiv_id": "2501.00000v2"}\n')
    a, b, c = look(folder, full)
    assert (a.new, a.known, a.repeated) == (2, 0, 0)
    assert (b.new, b.known, b.repeated) == (1, 0, 1)
    assert (c.new, c.known, c.repeated) == (0, 1, 0)


def test_nothing_of_a_made_up_sample_is_known(tmp_path):
    build_warehouse(tmp_path / "data", "sample")
    (tmp_path / "c.jsonl").write_text('{"title": "Other", "abstract": "What we know.", "arxiv_id": "2501.00000"}\n')
    (one,) = look(tmp_path / "c.jsonl", data_paths(tmp_path / "data"))
    assert one.new == 1


def test_members_of_an_archive_are_looked_at_and_nothing_is_left_in_the_data_folder(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("deep/a.ris", TWO_WORKS)
        archive.writestr("empty.csv", "")
    paths = data_paths(tmp_path / "data")
    a, empty = look(tmp_path / "all.zip", paths)
    assert (a.name, a.parsed) == ("all.zip/deep/a.ris", 2)
    assert (empty.label, empty.parsed) == ("", 0)
    assert empty.refused[0].pieces == 0 and "empty" in empty.refused[0].reason
    assert not paths.root.exists()


def test_what_cannot_be_read_in_time_is_read_in_part(tmp_path):
    rows = (f"Paper {one} on ladders,Rungs of ladder {one} are counted.\n" for one in range(60_000))
    (tmp_path / "many.csv").write_text("title,abstract\n" + "".join(rows))
    (one,) = look(tmp_path / "many.csv", data_paths(tmp_path / "none"), seconds=1e-9)
    assert one.is_partial and 0 < one.parsed < 60_000
    (one,) = look(tmp_path / "many.csv", data_paths(tmp_path / "none"), seconds=600)
    assert not one.is_partial and one.parsed == 60_000
