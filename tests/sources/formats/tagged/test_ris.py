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


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("C2  - 39600002", "DB  - Scopus"), "39600002"),
        (("C2  - 39600002", "DB  - Made Up"), None),
        (("C5  - 39600002", "DB  - Embase", "DB  - Medline"), "39600002"),
        (("C3  - EMBASE 1,PUBMED 39600002",), "39600002"),
        (("AN  - 39600002", "DP  - NLM"), "39600002"),
        (("AN  - 39600002",), None),
        (("PM  - 39600002",), "39600002"),
        (("UR  - https://example.org/1", "https://pubmed.ncbi.nlm.nih.gov/39600002/"), "39600002"),
        (("N1  - Export Date: 1 May 2024", "N1  - PMID: 39600002"), "39600002"),
        (("N1  - References: Moor J., Moss (2020), PMID: 39600002",), None),
    ],
)
def test_a_pubmed_id_is_read_where_each_service_states_it(parse, lines, expected):
    assert parse(ris("TI  - Kelp", f"AB  - {ABSTRACT}", *lines)).records["pmid"][0] == expected


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("N1  - Times Cited in Web of Science Core Collection:  45", "cited_by", 45),
        ("N1  - Export Date: 1 May 2024; Cited By: 3", "cited_by", 3),
        ("N1  - Cited By (since 1996):2 Export Date: 6 January 2014", "cited_by", 2),
        ("C2  - PMC123456", "pmcid", "PMC123456"),
        ("T2  - arXiv preprint arXiv:2401.00001v2", "arxiv_id", "2401.00001v2"),
        ("N1  - arXiv:2401.00001 [cs]", "arxiv_id", "2401.00001"),
        ("N1  - Moor J., Moss, arXiv:2401.00001 (2024)", "arxiv_id", None),
        ("L3  - 10.5555/a.3", "doi", "10.5555/a.3"),
        ("DO  - 10.5555/a.3     LK  - https://example.org/link", "doi", "10.5555/a.3"),
        ("N1  - Moor J., Moss, doi: 10.5555/other", "doi", None),
        ("UR  - https://scopus.example/record?eid=2-s2.0-85&x=1", "stated_id", "2-s2.0-85"),
        ("UR  - https://example.org/1 https://example.org/2", "links", ["https://example.org/2"]),
        ("L1  - internal-pdf://1.pdf", "links", None),
        ("AB  - Copyright of Made Up is the property of nobody.", "abstract", ABSTRACT),
    ],
)
def test_fields_are_found_behind_other_tags(parse, line, name, expected):
    assert parse(ris("TI  - Kelp", f"AB  - {ABSTRACT}", line)).records.to_dicts()[0][name] == expected


def test_a_file_without_any_abstract_says_which_export_has_them(parse):
    parsed = parse(ris("TI  - Kelp") + ris("TI  - Moss"))
    assert parsed.rejects["position"].to_list() == [0, 1, 4]
    assert parsed.rejects["reason"][0].startswith("None of its 2 records has an abstract. Export the papers again")
    assert "“Full Record” in Web of Science" in parsed.rejects["reason"][0]


def test_a_title_may_stand_in_the_short_title_alone(parse):
    assert parse(ris("ST  - Kelp", f"AB  - {ABSTRACT}")).records["title"][0] == "Kelp"


def test_fields_may_stand_before_the_type(parse):
    record = f"DB  - Made Up\nTI  - Kelp\nTY  - JOUR\nAB  - {ABSTRACT}\nSO  - Made Up Notes\nER  - \n\n"
    parsed = parse(record + record.replace("Kelp", "Moss"))
    assert parsed.records.select("position", "title", "venue").rows() == [
        (1, "Kelp", "Made Up Notes"),
        (8, "Moss", "Made Up Notes"),
    ]


def test_a_web_page_is_refused_and_a_paper_that_is_filed_as_one_is_read(parse):
    page = ris("TI  - Kelp", f"AB  - {ABSTRACT}").replace("JOUR", "ELEC")
    parsed = parse(page + page.replace("TI  - Kelp", "TI  - Moss\nDO  - 10.5555/a.1"))
    assert parsed.records["title"].to_list() == ["Moss"]
    assert "web page" in parsed.rejects["reason"][0]


def test_one_blank_before_the_dash_is_a_tag_only_where_all_tags_have_one(parse):
    assert parse("TY - JOUR\nTI - Kelp\nAB - We dried kelp.\nER - \n").records["title"].to_list() == ["Kelp"]
    record = parse(ris("TI  - Kelp", "AB  - We gave", "IL - 6 to kelp.")).records.row(0, named=True)
    assert record["abstract"] == "We gave IL - 6 to kelp."
