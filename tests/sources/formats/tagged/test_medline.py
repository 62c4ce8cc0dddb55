"""MEDLINE: continued lines, authors with what follows them, dates that lie within each other."""

import pytest

from pipelines.sources.formats.references.rows import CUT_OFF

ABSTRACT = "BACKGROUND: We dried kelp by slow wind. CONCLUSIONS: It was dry."
RECORD = """
PMID- 39200001
OWN - NLM
DP  - 2024 Mar
DEP - 20240312
TI  - [Drying kelp by
      slow wind].
AB  - BACKGROUND: We dried kelp by slow wind.
      CONCLUSIONS: It was dry.
FAU - Marsh, Ada
AU  - Marsh A
AUID- ORCID: 0000-0001-2345-678X
AD  - University of Made Up.
AD  - Kelp Institute.
FAU - Quill, Bela
AU  - Quill B
CN  - The Kelp Crew
LA  - eng
JT  - Made up notes
OT  - *kelp
MH  - *Crews/methods
PMC - PMC123456
AID - 10.5555/n.1 [doi]
AID - n1 [pii]
SO  - Made Up N. 2024.
"""


def test_fields_are_read(parse):
    parsed = parse(RECORD, "export.ris")
    record = parsed.records.row(0, named=True)
    assert (parsed.format, record["position"]) == ("medline", 2)
    assert (record["title"], record["abstract"]) == ("Drying kelp by slow wind.", ABSTRACT)
    assert (str(record["stated_on"]), record["stated_precision"]) == ("2024-03-12", "day")
    assert record["authors"] == ["Ada Marsh", "Bela Quill", "The Kelp Crew"]
    assert (record["venue"], record["language"], record["doi"]) == ("Made up notes", "eng", "10.5555/n.1")
    assert (record["keywords"], record["pmid"], record["pmcid"]) == (["kelp"], "39200001", "PMC123456")
    assert record["author_affiliations"] == ["University of Made Up.; Kelp Institute.", None, None]
    assert record["author_ids"] == ["0000-0001-2345-678X", None, None]


def test_one_address_before_the_names_is_that_of_the_first_author(parse):
    text = RECORD.replace("AUID- ORCID: 0000-0001-2345-678X\nAD  - University of Made Up.\nAD  - Kelp Institute.\n", "")
    record = parse(text.replace("FAU - Marsh", "AD  - Univ A.\nFAU - Marsh")).records.row(0, named=True)
    assert record["author_affiliations"] == ["Univ A.", None, None]


def test_headings_are_the_keywords_of_a_record_without_those_of_its_authors(parse):
    text = RECORD.replace("OT  - *kelp\n", "").replace("MH  - *Crews/methods\n", "MH  - *Crews/methods\nMH  - Humans\n")
    assert parse(text).records["keywords"][0].to_list() == ["Crews", "Humans"]


def test_an_electronic_date_outside_the_stated_one_does_not_count(parse):
    assert parse(RECORD.replace("DEP - 20240312", "DEP - 20231105")).records["stated_date"][0] == "2024-03"


def test_a_record_without_an_abstract_is_refused_and_a_cut_one_too(parse):
    lines = RECORD.strip("\n").split("\n")
    without = "\n".join(line for line in lines if line[:2] not in ("AB", "  "))
    parsed = parse(f"{without}\n\n{RECORD}\nPMID- 39200003\nTI  - Moss\nAB  - We dried mo")
    assert (parsed.records.height, parsed.found) == (1, 3)
    assert parsed.rejects["reason"].to_list()[-1] == CUT_OFF


@pytest.mark.parametrize("title", ["[A] and [B].", "Kelp [sic]", "Kelp"])
def test_brackets_that_are_part_of_a_title_stay(parse, title):
    text = RECORD.replace("[Drying kelp by\n      slow wind].", title)
    assert parse(text).records["title"][0] == title


def test_brackets_within_a_translated_title_stay(parse):
    text = RECORD.replace("[Drying kelp by\n      slow wind].", "[Kelp [and moss] in wind].")
    assert parse(text).records["title"][0] == "Kelp [and moss] in wind."


def test_fields_may_follow_the_source(parse):
    text = RECORD.replace("AID - 10.5555/n.1 [doi]\n", "") + "AID - 10.5555/n.1 [doi]\n"
    assert parse(text).records["doi"].to_list() == ["10.5555/n.1"]
