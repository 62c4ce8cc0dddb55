"""RIS: what services put around and into records."""

import json

import pytest

from pipelines.sources.formats.references.rows import CUT_OFF

ABSTRACT = "We dried kelp by slow wind and weighed it."


def ris(*lines: str) -> str:
    return "\n".join(["TY  - JOUR", *lines, "ER  - ", ""])


def test_fields_are_read_and_the_rest_is_kept(parse):
    text = ris(
        *("TI  - Drying kelp", "AU  - Marsh, Ada", "AU  - The Kelp Crew,", "T2  - Made Up Notes", "J2  - Made Up N."),
        *("PY  - 2024", "DA  - 2024/03/12/", "VL  - 8", "DO  - 10.5555/a.1", "LA  - English", f"AB  - {ABSTRACT}"),
        *("KW  - kelp", "KW  - *slow wind", "UR  - https://example.org/1", "N1  - Cited By :12", "AN  - MADE:1"),
    )
    parsed = parse(text, "export.txt")
    record = parsed.records.row(0, named=True)
    assert (parsed.format, record["position"], record["title"]) == ("ris", 1, "Drying kelp")
    assert (record["abstract"], record["doi"], record["stated_id"]) == (ABSTRACT, "10.5555/a.1", "MADE:1")
    assert (str(record["stated_on"]), record["stated_precision"]) == ("2024-03-12", "day")
    assert (record["venue"], record["language"]) == ("Made Up Notes", "English")
    assert record["authors"] == ["Ada Marsh", "The Kelp Crew"]
    assert (record["keywords"], record["url"]) == (["kelp", "slow wind"], "https://example.org/1")
    assert json.loads(record["payload"])["ris"]["VL"] == "8"


def test_the_other_tags_of_a_field_are_read_too(parse):
    text = ris(
        *("T1  - Drying kelp", "A1  - Marsh A.", "JF  - Made Up Notes", "Y1  - 2024//", f"N2  - {ABSTRACT}"),
        "M3  - doi: 10.5555/a.2",
    )
    record = parse(text).records.row(0, named=True)
    assert (record["title"], record["authors"], record["venue"]) == ("Drying kelp", ["Marsh A."], "Made Up Notes")
    assert (record["stated_date"], record["doi"], record["abstract"]) == ("2024", "10.5555/a.2", ABSTRACT)


def test_an_abstract_goes_on_over_lines_without_indent(parse):
    text = ris("TI  - Kelp", "AB  - We dried kelp", "by slow wind", "", "and weighed it.", "KW  - kelp", "wind")
    record = parse(text).records.row(0, named=True)
    assert (record["abstract"], record["keywords"]) == (ABSTRACT, ["kelp", "wind"])


def test_what_stands_between_records_belongs_to_none(parse):
    first = ris("TI  - Kelp", f"AB  - {ABSTRACT}", "SP  -", "PB  - Nobody")
    search = "\nC1  - Database: Made Up\n\nSearch Strategy:\n1     kelp.ti. (2)\n\n2. \n"
    second = ris("TI  - Moss", f"AB  - {ABSTRACT}")
    parsed = parse("1. \n" + first + search + second)
    assert parsed.records["position"].to_list() == [2, 15]
    assert parsed.records["abstract"].to_list() == [ABSTRACT, ABSTRACT]
    assert not any("Search" in payload for payload in parsed.records["payload"])


def test_a_record_may_lack_its_end_and_have_two_blanks_behind_the_dash(parse):
    text = "".join(f"TY  -  JOUR\r\nTI  -  Kelp {at}\r\nAB  -  {ABSTRACT}\r\n" for at in (1, 2))
    parsed = parse(text)
    assert parsed.records.select("position", "title").rows() == [(1, "Kelp 1"), (4, "Kelp 2")]


def test_a_record_without_an_abstract_is_refused_at_its_line(parse):
    parsed = parse(ris("TI  - Kelp", f"AB  - {ABSTRACT}") + ris("TI  - Moss", "AU  - Quill, B"))
    assert (parsed.records.height, parsed.found) == (1, 2)
    assert parsed.rejects.select("position", "excerpt").rows() == [(5, "Moss")]


@pytest.mark.parametrize("ending", ["AB  - We dried ke", "AB  - We dried ke\n"])
def test_a_last_record_that_is_cut_off_is_refused(parse, ending):
    parsed = parse(ris("TI  - Kelp", f"AB  - {ABSTRACT}") + "TY  - JOUR\nTI  - Moss\n" + ending)
    assert parsed.records["title"].to_list() == ["Kelp"]
    assert parsed.rejects.select("position", "reason").rows() == [(5, CUT_OFF)]


def test_scopus_states_a_pubmed_id_that_other_bases_do_not(parse):
    lines = ("TI  - Kelp", f"AB  - {ABSTRACT}", "C2  - 39600002")
    scopus, other = parse(ris(*lines, "DB  - Scopus") + ris(*lines, "DB  - Made Up")).records.to_dicts()
    assert "39600002" in str(scopus) and '"pmid": "39600002"' not in str(other)


def test_a_title_may_stand_in_the_short_title_alone(parse):
    assert parse(ris("ST  - Kelp", f"AB  - {ABSTRACT}")).records["title"][0] == "Kelp"
