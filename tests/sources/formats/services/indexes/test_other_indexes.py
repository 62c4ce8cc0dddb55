"""CORE, The Lens, Dimensions, dblp and PubMed's summaries."""

from datetime import date

CORE = {
    "id": 12345,
    "title": "Drying kelp by slow wind",
    "authors": [{"name": "Marsh, Ada"}, {"name": "Bela Quill"}],
    "doi": "10.5555/core.0",
    "arxivId": "2503.01111",
    "pubmedId": "39400000",
    "publishedDate": "2024-03-12T00:00:00",
    "yearPublished": 2024,
    "journals": [{"title": "Made Up Notes"}],
    "publisher": "Lark Press",
    "language": {"code": "en", "name": "English"},
    "fieldOfStudy": "biology",
    "citationCount": 5,
    "downloadUrl": "https://core.example.org/12345.pdf",
    "links": [{"type": "display", "url": "https://core.example.org/works/12345"}],
    "dataProviders": [],
}
LENS = {
    "lens_id": "000-111-222-333-444",
    "title": "Drying kelp by slow wind",
    "authors": [
        {
            "first_name": "Ada",
            "last_name": "Marsh",
            "ids": [{"type": "orcid", "value": "0000-0001-2345-6789"}],
            "affiliations": [{"name": "Lark University", "country_code": "NZ"}],
        },
        {"collective_name": "The Kelp Crew"},
    ],
    "external_ids": [
        {"type": "doi", "value": "10.5555/lens.0"},
        {"type": "pmid", "value": "39400000"},
        {"type": "magid", "value": "7"},
    ],
    "date_published": "2024-03-12T00:00:00.000000+00:00",
    "year_published": 2024,
    "source": {"title": "Made Up Notes"},
    "fields_of_study": ["Biology"],
    "keywords": ["kelp"],
    "languages": ["en"],
    "scholarly_citations_count": 2,
}
DIMENSIONS = {
    "id": "pub.1234567890",
    "title": "Drying kelp by slow wind",
    "authors": [
        {
            "first_name": "Ada",
            "last_name": "Marsh",
            "orcid": ["0000-0001-2345-6789"],
            "affiliations": [{"name": "Lark University", "country_code": "NZ"}, {"raw_affiliation": "A shed"}],
        }
    ],
    "doi": "10.5555/dim.0",
    "pmid": "39400000",
    "date": "2024-03",
    "year": 2024,
    "journal": {"id": "jour.1", "title": "Made Up Notes"},
    "category_for": [{"id": "1", "name": "31 Biological Sciences"}],
    "concepts": ["kelp", "slow wind"],
    "times_cited": 1,
}
DBLP = {
    "@score": "3",
    "@id": "7",
    "info": {
        "title": "Drying kelp &amp; moss.",
        "authors": {"author": [{"@pid": "1", "text": "Ada Marsh 0001"}, {"@pid": "2", "text": "Bela Quill"}]},
        "venue": "MUN",
        "year": "2024",
        "key": "journals/mun/Marsh24",
        "doi": "10.5555/dblp.0",
        "url": "https://dblp.org/rec/journals/mun/Marsh24",
    },
}
SUMMARY = {
    "uid": "39400000",
    "pubdate": "2024 Mar",
    "source": "Made Up Notes",
    "fulljournalname": "Made up notes of kelp",
    "title": "Drying kelp by slow wind.",
    "authors": [{"name": "Marsh A", "authtype": "Author"}],
    "articleids": [{"idtype": "pubmed", "value": "39400000"}, {"idtype": "doi", "value": "10.5555/p.0"}],
    "lang": ["eng"],
}


def test_core(read_one, abstract):
    record = read_one(CORE | {"abstract": abstract}, lambda works: {"totalHits": 1, "results": works})
    assert record["authors"] == ["Ada Marsh", "Bela Quill"]
    assert (record["stated_id"], record["doi"]) == ("core:12345", "10.5555/core.0")
    assert (record["arxiv_id"], record["pmid"]) == ("2503.01111", "39400000")
    assert (record["stated_on"], record["venue"]) == (date(2024, 3, 12), "Made Up Notes")
    assert (record["language"], record["categories"], record["cited_by"]) == ("en", ["biology"], 5)
    assert record["url"] == "https://core.example.org/12345.pdf"
    assert record["links"] == ["https://core.example.org/works/12345"]
    assert record["payload"]["publisher"] == "Lark Press"


def test_lens(read_one, abstract):
    record = read_one(LENS | {"abstract": f"<p>{abstract}</p>"}, lambda works: {"total": 1, "data": works})
    assert record["abstract"] == abstract
    assert record["authors"] == ["Ada Marsh", "The Kelp Crew"]
    assert (record["author_ids"][0], record["author_countries"][0]) == ("0000-0001-2345-6789", "NZ")
    assert (record["doi"], record["pmid"]) == ("10.5555/lens.0", "39400000")
    assert (record["stated_on"], record["venue"]) == (date(2024, 3, 12), "Made Up Notes")
    assert (record["language"], record["categories"], record["keywords"]) == ("en", ["Biology"], ["kelp"])
    assert record["cited_by"] == 2


def test_dimensions(read_one, abstract):
    record = read_one(
        DIMENSIONS | {"abstract": abstract}, lambda works: {"_stats": {"total_count": 1}, "publications": works}
    )
    assert (record["authors"], record["author_affiliations"]) == (["Ada Marsh"], ["Lark University; A shed"])
    assert (record["stated_id"], record["doi"], record["pmid"]) == ("pub.1234567890", "10.5555/dim.0", "39400000")
    assert (record["stated_on"], record["stated_precision"]) == (date(2024, 3, 1), "month")
    assert (record["venue"], record["categories"]) == ("Made Up Notes", ["31 Biological Sciences"])
    assert (record["keywords"], record["cited_by"]) == (["kelp", "slow wind"], 1)


def test_dblp_has_no_abstracts_and_says_who_has(refuse):
    rejects = refuse({"result": {"query": "kelp", "hits": {"@total": "1", "hit": [DBLP]}}})
    assert "dblp has none; OpenAlex" in rejects["reason"][0]
    assert rejects["excerpt"][1] == "Drying kelp & moss"


def test_summaries_of_pubmed_have_no_abstracts_and_say_which_export_has(refuse):
    rejects = refuse({"header": {"type": "esummary"}, "result": {"uids": ["39400000"], "39400000": SUMMARY}})
    assert "efetch" in rejects["reason"][0]
    assert rejects["excerpt"][1] == "Drying kelp by slow wind"
