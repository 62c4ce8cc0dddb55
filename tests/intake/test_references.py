"""Cases of exports of reference managers and databases: what NOTE.md of each says is right."""

import polars as pl
import pytest

from pipelines.sources import parse_file


@pytest.fixture
def records(shared_data):
    """Reads a file of a case: its records, once its format and the number of refused pieces are as expected."""

    def read(path: str, kind: str, rejected: int = 0) -> pl.DataFrame:
        parsed = parse_file(shared_data / "intake" / path)
        assert (parsed.format, parsed.rejects.height) == (kind, rejected)
        assert parsed.found == parsed.records.height + rejected
        return parsed.records

    return read


def test_04_ovid_with_stray_lines(records):
    rows = records("04-ovid-embase-ris-stray-lines/records.ris", "ris")
    assert rows["stated_date"].to_list() == ["2024", "2024-03-12"]
    assert rows["stated_precision"].to_list() == ["year", "day"]
    assert rows["doi"].str.extract(r"(10\..*)").to_list() == ["10.5555/o.1", "10.5555/o.2"]
    assert rows["authors"].list.len().to_list() == [2, 1]
    assert rows["abstract"].str.ends_with("should write down first.").all()
    assert rows["keywords"].to_list() == [["kelp", "crews"], []]
    said = " ".join(str(value) for row in rows.rows() for value in row)
    assert not any(stray in said for stray in ("Search Strategy", "Full Text", "Database: Made Up"))


def test_05_cochrane(records):
    rows = records("05-cochrane-ris/citation-export.ris", "ris")
    assert rows["title"].to_list() == [
        "Drying kelp by slow wind in the Lark basin",
        "Lantern acoustics for harbours without bells",
    ]
    assert rows["venue"].to_list() == ["Made up trials"] * 2


def test_06_web_of_science(records):
    rows = records("06-wos-plain-text/savedrecs.txt", "web_of_science")
    assert rows["authors"].to_list() == [["Ada Marsh", "Bela Quill"]] * 3
    assert rows["keywords"].to_list() == [[], ["kelp", "slow wind", "crews"], ["kelp", "slow wind", "crews"]]
    assert rows["stated_date"].to_list() == ["2024-03-12", "2024", "2023"]


def test_08_bibtex(records):
    rows = records("08-bibtex-troubles/library.bib", "bibtex", rejected=1)
    assert rows["title"].to_list() == [
        "Drying KELP by slow wind",
        "Lantern acoustics for harbours without bells",
        "Routing moss around wet stones",
        "A tidal ledger for small crews",
        "Steering paper kites with two strings",
        "Scheduling orchards by ring voting",
    ]
    assert rows["stated_date"].to_list() == ["2024-03", "2023-09-12", "2022", "2022", "2021-12", "2019"]
    assert rows["authors"][0].to_list() == ["Ada Marsh", "Béla Quïll", "The Kelp Crew"]
    assert rows["abstract"][1].endswith("the set with rope (n = 73) lost a third of these.")
    assert rows["abstract"].str.ends_with(".").all()


def test_09_pubmed_xml(records):
    rows = records("09-pubmed-xml-inline/pubmed.xml", "pubmed_xml", rejected=1)
    assert rows["title"][0] == "Vitamin K2 in Laminaria minima dried by slow wind."
    beginning = "BACKGROUND: The kelp Laminaria minima (L. minima) holds H2O. CONCLUSIONS: Little is known"
    assert rows["abstract"][0].startswith(beginning)
    assert "Nobody" not in rows["abstract"][0]
    assert rows["title"][1] == "Lantern acoustics for harbours without bells."
    assert rows["stated_date"].to_list() == ["2024-03-12", "2019", "2020"]
    assert rows["doi"].to_list() == ["10.5555/p.0", "10.5555/p.1", "10.5555/p.2"]
    assert rows["pmid"].to_list() == ["39100000", "39100001", "39100002"]
    assert rows["authors"].to_list() == [["Ada Marsh", "The Kelp Crew"]] * 3


def test_10_nbib(records):
    rows = records("10-nbib/pubmed-kelp-set.nbib", "medline")
    assert rows["abstract"].str.ends_with("CONCLUSIONS: Nothing else was weighed.").all()
    assert rows["authors"].to_list() == [["Ada Marsh"]] * 3
    assert rows["stated_precision"].to_list() == ["day", "year", "year"]
    assert rows["doi"].to_list() == ["10.5555/n.0", "10.5555/n.1", "10.5555/n.2"]
    assert rows["keywords"].to_list() == [["kelp"]] * 3


def test_27_endnote_xml(records):
    rows = records("27-zotero-csv-and-endnote-xml/library.xml", "endnote_xml")
    assert rows["title"].to_list() == [
        "Drying kelp by slow wind in the Lark basin",
        "Lantern acoustics for harbours without bells",
    ]
    assert rows["abstract"].str.ends_with("should write down first.").all()
    assert rows["stated_date"].to_list() == ["2024-03-12"] * 2
