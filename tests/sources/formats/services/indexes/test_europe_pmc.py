"""Europe PMC: core results have all, lite ones no abstract."""

from datetime import date

WORK = {
    "id": "39400000",
    "source": "MED",
    "pmid": "39400000",
    "pmcid": "PMC100001",
    "doi": "10.5555/epmc.0",
    "title": "Drying kelp by slow wind.",
    "authorString": "Marsh A, Quill B.",
    "authorList": {
        "author": [
            {
                "fullName": "Marsh A",
                "firstName": "Ada",
                "lastName": "Marsh",
                "authorId": {"type": "ORCID", "value": "0000-0001-2345-6789"},
                "authorAffiliationDetailsList": {"authorAffiliation": [{"affiliation": "Lark University."}]},
            },
            {"collectiveName": "The Kelp Crew"},
        ]
    },
    "journalInfo": {"journal": {"title": "Made up notes"}, "yearOfPublication": 2024},
    "pubYear": "2024",
    "firstPublicationDate": "2024-03-12",
    "language": "eng",
    "keywordList": {"keyword": ["Kelp", "Slow wind"]},
    "fullTextUrlList": {"fullTextUrl": [{"url": "https://example.org/kelp.pdf"}]},
    "isOpenAccess": "Y",
    "inEPMC": "Y",
    "citedByCount": 2,
}


def answer(works: list) -> dict:
    return {"version": "6.9", "hitCount": len(works), "resultList": {"result": works}}


def test_all_that_a_result_states_has_its_place(read_one, abstract):
    record = read_one(WORK | {"abstractText": f"<h4>Background</h4>{abstract}<h4>Methods</h4>We weighed."}, answer)
    assert record["title"] == "Drying kelp by slow wind"
    assert record["abstract"] == f"Background: {abstract}\nMethods: We weighed."
    assert (record["pmid"], record["pmcid"], record["doi"]) == ("39400000", "PMC100001", "10.5555/epmc.0")
    assert (record["stated_on"], record["stated_precision"]) == (date(2024, 3, 12), "day")
    assert record["authors"] == ["Ada Marsh", "The Kelp Crew"]
    assert record["author_ids"] == ["0000-0001-2345-6789", None]
    assert record["author_affiliations"] == ["Lark University.", None]
    assert (record["venue"], record["cited_by"]) == ("Made up notes", 2)
    assert record["keywords"] == ["Kelp", "Slow wind"]
    assert record["url"] == "https://europepmc.org/article/MED/39400000"
    assert record["links"] == ["https://example.org/kelp.pdf"]


def test_a_lite_result_says_what_to_ask_for(refuse):
    lite = {key: value for key, value in WORK.items() if key not in ("authorList", "journalInfo", "keywordList")}
    assert "resultType=core" in refuse(answer([lite]))["reason"][0]
