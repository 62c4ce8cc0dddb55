"""arXiv in Atom and through OAI-PMH, and other repositories' Dublin Core; recorded answers that hold them."""

import json

import pytest

ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
<id>https://arxiv.org/api/x</id><title>arXiv Query</title><opensearch:totalResults>1</opensearch:totalResults>
ENTRIES</feed>"""
ENTRY = """<entry><id>http://arxiv.org/abs/2401.00001v2</id><title>Drying
  kelp</title><updated>2024-05-01T00:00:00Z</updated>
<link href="https://arxiv.org/abs/2401.00001v2" rel="alternate" type="text/html"/>
<link href="https://arxiv.org/pdf/2401.00001v2" rel="related" type="application/pdf" title="pdf"/>
<summary>  We dried $x$ kelp.</summary><category term="cs.LG"/><category term="cs.CL"/>
<published>2024-01-02T09:00:00Z</published>
<arxiv:comment>8 pages</arxiv:comment><arxiv:primary_category term="cs.CL"/>
<arxiv:journal_ref>Made Up 8</arxiv:journal_ref>
<author><name>Béla Quill</name><arxiv:affiliation>Univ</arxiv:affiliation></author>
<arxiv:doi>10.5555/x.1</arxiv:doi></entry>"""
ERROR = """<entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id</summary>
</entry>"""


def check_entry(record: dict) -> None:
    assert (record["title"], record["abstract"]) == ("Drying kelp", "We dried $x$ kelp.")
    assert (record["arxiv_id"], record["doi"], record["venue"]) == ("2401.00001v2", "10.5555/x.1", "Made Up 8")
    assert (record["stated_date"], record["authors"]) == ("2024-01-02", ["Béla Quill"])
    assert (record["links"], record["author_affiliations"]) == (["https://arxiv.org/pdf/2401.00001v2"], ["Univ"])
    assert (record["categories"], record["url"]) == (["cs.CL", "cs.LG"], "https://arxiv.org/abs/2401.00001v2")


def test_an_entry_is_read_and_an_error_is_none(parse):
    parsed = parse(ATOM.replace("ENTRIES", ENTRY + ERROR))
    assert (parsed.format, parsed.found) == ("arxiv_atom", 2)
    check_entry(parsed.records.row(0, named=True))
    assert parsed.rejects.select("position", "reason").rows() == [
        (2, "arXiv answered with an error: incorrect id. Ask again.")
    ]


@pytest.mark.parametrize("is_mistaken", [False, True])
def test_a_recorded_answer_is_read_also_where_its_encoding_was_mistaken(parse, is_mistaken):
    body = ATOM.replace("ENTRIES", ENTRY)
    body = body.encode().decode("latin-1") if is_mistaken else body
    parsed = parse(
        json.dumps({"url": "https://export.arxiv.org/api/query", "status_code": 200, "body": body}, indent=2)
    )
    assert (parsed.format, parsed.found) == ("recorded_answer", 1)
    check_entry(parsed.records.row(0, named=True))


def test_a_recorded_answer_without_papers_or_of_another_kind_is_refused(parse):
    assert "no papers" in parse(json.dumps({"body": ATOM.replace("ENTRIES", "")})).rejects["reason"][0]
    assert "kind that is not read" in parse(json.dumps({"body": "<owls/>"})).rejects["reason"][0]
    assert "not valid JSON" in parse('{"body": "<feed/>", ').rejects["reason"][0]


OAI = """<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>RECORDS</ListRecords></OAI-PMH>"""
HEADER = "<header{}><identifier>oai:arXiv.org:2401.00001</identifier><datestamp>2025-01-01</datestamp></header>"


def record(metadata: str, status: str = "") -> str:
    return f"<record>{HEADER.format(status)}<metadata>{metadata}</metadata></record>"


ARXIV = """<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2401.00001</id><created>2024-01-02</created>
<updated>2024-05-01</updated>
<authors><author><keyname>Quill</keyname><forenames>Béla</forenames><suffix>Jr</suffix>
<affiliation>Univ</affiliation></author></authors>
<title>Drying kelp</title><categories>cs.CL cs.LG</categories><journal-ref>Made Up 8</journal-ref>
<doi>10.5555/x.1 10.5555/x.2</doi>
<abstract>  We dried kelp.
</abstract></arXiv>"""
RAW = """<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2401.00001</id>
<version version="v1"><date>Tue, 2 Jan 2024 09:00:00 GMT</date></version>
<version version="v2"><date>Wed, 1 May 2024 09:00:00 GMT</date></version><title>Drying kelp</title>
<authors>Béla Quill (Univ (A), Lark), Ada Marsh and C. Moor</authors><categories>cs.CL cs.LG</categories>
<abstract>We dried kelp.</abstract></arXivRaw>"""
DC = """<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Drying kelp</dc:title><dc:creator>Quill, Béla</dc:creator><dc:subject>Botany</dc:subject>
<dc:description>We dried kelp.</dc:description>
<dc:description>Comment: 8 pages, of which seven and a half are about kelp</dc:description>
<dc:date>2024-05-01</dc:date><dc:date>2024-01-02</dc:date>
<dc:identifier>http://arxiv.org/abs/2401.00001</dc:identifier><dc:identifier>Made Up 8</dc:identifier>
<dc:identifier>doi:10.5555/x.1</dc:identifier></oai_dc:dc>"""


def test_the_first_version_gives_the_day_in_every_form(parse):
    parsed = parse(OAI.replace("RECORDS", record(ARXIV) + record(RAW) + record(DC)))
    assert (parsed.format, parsed.found) == ("oai", 3)
    rows = parsed.records
    assert rows["stated_date"].to_list() == ["2024-01-02"] * 3
    assert rows["arxiv_id"].to_list() == ["2401.00001"] * 3
    assert rows["abstract"].to_list() == ["We dried kelp."] * 3
    assert rows["authors"].to_list() == [["Béla Quill Jr"], ["Béla Quill", "Ada Marsh", "C. Moor"], ["Béla Quill"]]
    assert rows["categories"].to_list() == [["cs.CL", "cs.LG"], ["cs.CL", "cs.LG"], ["Botany"]]
    assert rows["doi"].to_list() == ["10.5555/x.1", None, "10.5555/x.1"]
    assert rows["venue"].to_list() == ["Made Up 8", None, "Made Up 8"]


def test_deleted_records_and_other_forms_are_refused(parse):
    deleted = "<record>" + HEADER.format(' status="deleted"') + "</record>"
    parsed = parse(OAI.replace("RECORDS", deleted + record("<marc/>") + record(ARXIV)))
    assert (parsed.found, parsed.records["position"].to_list()) == (3, [3])
    assert "deleted" in parsed.rejects["reason"][0]
    assert "marc" in parsed.rejects["reason"][1]


def test_dublin_core_of_another_repository_has_its_own_id_and_publisher(parse):
    other = DC.replace("http://arxiv.org/abs/2401.00001", "https://example.org/1").replace(
        "<dc:identifier>Made Up 8</dc:identifier>", "<dc:publisher>Made Up Press</dc:publisher>"
    )
    row = parse(OAI.replace("RECORDS", record(other))).records.row(0, named=True)
    assert (row["arxiv_id"], row["stated_id"]) == (None, "oai:arXiv.org:2401.00001")
    assert (row["venue"], row["url"]) == ("Made Up Press", "https://example.org/1")


def test_what_a_repository_says_instead_of_records_is_told(parse):
    error = '<error code="noRecordsMatch">Nothing on that day.</error>'
    parsed = parse(OAI.replace("<ListRecords>RECORDS</ListRecords>", error))
    assert (parsed.format, parsed.found) == ("oai", 0)
    assert parsed.rejects["reason"].to_list() == [
        "The service gave no records: noRecordsMatch Nothing on that day. Ask again."
    ]


def test_an_article_in_jats_may_be_the_metadata(parse):
    article = (
        "<article><front><article-meta><title-group><article-title>Drying kelp</article-title></title-group>"
        "<abstract><p>We dried kelp.</p></abstract></article-meta></front><body><p>Long.</p></body></article>"
    )
    assert parse(OAI.replace("RECORDS", record(article))).records["abstract"].to_list() == ["We dried kelp."]
