"""The shared samples of tagged formats and of XML: as many records as a person counts, with every field that they
state."""

import gzip

import pytest

from pipelines.sources import parse_file

# File, format, records, pieces refused, and why a person counts so.
COUNTS = [
    ("ris/asreview_baseline_zotero.ris", "ris", 98, 2, "100 records; two have no line AB"),
    ("ris/asreview_scopus.ris", "ris", 6, 0, "six records"),
    ("ris/asreview_web_of_science.txt", "ris", 10, 0, "ten records, in RIS"),
    ("ris/rispy_example_utf_chars.ris", "ris", 1, 0, "one record; its title stands in ST alone"),
    ("bibtex/taln-2011.bib", "bibtex", 90, 19, "109 entries; 18 abstracts are empty, the volume has none"),
    ("pubmed/biopython_medline_nbib_2.txt", "medline", 4, 0, "four records"),
    ("pubmed/biopython_pubmed1.xml", "pubmed_xml", 1, 1, "two articles; that of 1990 has no abstract"),
    ("pubmed/biopython_pubmed4.xml", "pubmed_xml", 1, 0, "one article"),
    ("pubmed/biopython_pubmed6.xml", "pubmed_xml", 1, 0, "one article"),
    ("jats/pubmedparser_pone.0000217.nxml", "jats", 1, 0, "one article"),
    ("acl_anthology/2019.lilt.xml", "acl_anthology", 9, 1, "ten papers; the editors' has no abstract"),
    ("hf_rss/feed_2026-08-08.xml", "feed", 30, 0, "thirty items"),
    ("arxiv_oai/ads_oai_dc_arxiv_1711_04702.xml", "oai", 1, 0, "one record"),
    ("arxiv_oai/hepcrawl_arXiv_arxiv-physics-hep-ex.xml", "oai", 3, 0, "three records"),
    ("arxiv_oai/hepcrawl_arXiv_arxiv-single.xml", "oai", 1, 0, "one record"),
    ("arxiv_atom/arxivpy_id_1605.08386_s0_m100_199195aa31ad.json", "recorded_answer", 1, 0, "one entry"),
    ("arxiv_atom/arxivpy_id_2104.12255v1_s0_m100_6ae69987ffe1.json", "recorded_answer", 1, 0, "its title is 0"),
    ("arxiv_atom/arxivpy_id_astro-ph_0601001_s0_m100_3150dca9dc76.json", "recorded_answer", 1, 0, "an old id"),
    ("arxiv_atom/arxivpy_q_testing_s0_m10_bc5a6c384fe9.json", "recorded_answer", 10, 0, "a page of ten"),
    ("arxiv_atom/arxivpy_q_testing_s10_m10_34e56e15aaac.json", "recorded_answer", 10, 0, "a page of ten"),
    ("arxiv_atom/arxivpy_id_abc_s0_m100_b79c8dcf6bc3.json", "recorded_answer", 0, 1, "an error"),
    ("arxiv_atom/arxivpy_id_0000.0000_s0_m100_8b51d9633a68.json", "unknown", 0, 1, "an answer without papers"),
    ("arxiv_atom/arxivpy_id_0808.05394_s0_m100_7b0c7d0a7cdd.json", "unknown", 0, 1, "an answer without papers"),
]

# Field to the share of records that state it, by eye; what is not named need not be there.
FIELDS = {
    "ris/asreview_baseline_zotero.ris": {
        "authors": 98,
        "venue": 98,
        "doi": 98,
        "url": 98,
        "stated_on": 98,
        "links": 98,
    },
    "ris/asreview_scopus.ris": {"authors": 6, "venue": 6, "doi": 6, "language": 6, "pmid": 5, "keywords": 6},
    "ris/asreview_web_of_science.txt": {"authors": 10, "doi": 10, "cited_by": 9, "keywords": 9, "stated_on": 10},
    "bibtex/taln-2011.bib": {"authors": 90, "venue": 90, "language": 90, "stated_on": 90, "url": 90, "keywords": 88},
    "pubmed/biopython_medline_nbib_2.txt": {"pmid": 4, "doi": 3, "pmcid": 1, "authors": 4, "language": 4, "venue": 4},
    "pubmed/biopython_pubmed4.xml": {"pmid": 1, "doi": 1, "pmcid": 1, "keywords": 1, "author_affiliations": 1},
    "jats/pubmedparser_pone.0000217.nxml": {"pmid": 1, "pmcid": 1, "doi": 1, "categories": 1, "author_affiliations": 1},
    "acl_anthology/2019.lilt.xml": {"authors": 9, "venue": 9, "url": 9, "stated_id": 9, "stated_on": 9},
    "hf_rss/feed_2026-08-08.xml": {"authors": 30, "arxiv_id": 30, "upvotes": 30, "stated_on": 30, "listed_on": 30},
    "arxiv_oai/hepcrawl_arXiv_arxiv-physics-hep-ex.xml": {"arxiv_id": 3, "categories": 3, "doi": 1, "venue": 1},
    "arxiv_atom/arxivpy_q_testing_s0_m10_bc5a6c384fe9.json": {
        "arxiv_id": 10,
        "categories": 10,
        "authors": 10,
        "links": 10,
    },
}


@pytest.mark.parametrize(("path", "kind", "records", "rejected", "why"), COUNTS)
def test_a_file_gives_the_records_that_a_person_counts(shared_data, check, path, kind, records, rejected, why):
    parsed = parse_file(shared_data / "formats" / path)
    check(parsed)
    assert (parsed.format, parsed.records.height, parsed.rejects.height) == (kind, records, rejected), why


@pytest.mark.parametrize("path", FIELDS)
def test_every_field_that_a_file_states_arrives(shared_data, path):
    records = parse_file(shared_data / "formats" / path).records
    found = {}
    for name in FIELDS[path]:
        values = records[name]
        is_list = values.dtype.is_nested()
        found[name] = (values.list.len() > 0).sum() if is_list else len(values) - values.null_count()
    assert found == FIELDS[path]


def test_a_template_of_records_is_no_answer(shared_data):
    path = shared_data / "formats" / "arxiv_oai" / "arxiv_oaipmh_record_formats_template.xml"
    assert parse_file(path).records.is_empty()


@pytest.mark.parametrize("path", ["ris/asreview_scopus.ris", "pubmed/biopython_pubmed4.xml", "bibtex/taln-2011.bib"])
def test_the_name_and_gzip_do_not_matter(shared_data, tmp_path, path):
    source = shared_data / "formats" / path
    (tmp_path / "a.csv").write_bytes(gzip.compress(source.read_bytes(), mtime=0))
    assert parse_file(tmp_path / "a.csv").records.equals(parse_file(source).records)
