"""JSON as services write it, with values of other types in random places."""

import json
import random
from collections.abc import Callable, Mapping

from benchmarks.fuzz.papers import make_rows

WRONG = (None, "", 0, -1, 1.5, True, [], {}, [None], {"a": None}, "x" * 500, 10**30, "2024-02-30", [[["deep"]]])
"""Values in the place of others."""

_NAME = {"given": "Ada", "family": "Marsh", "affiliation": [{"name": "Lark University"}]}
_WORKS: Mapping[str, Callable[[str, str, int], dict]] = {
    "arxiv_snapshot": lambda title, abstract, number: {
        "id": f"2401.{number:05}", "title": title, "abstract": abstract, "categories": "cs.CL cs.LG", "doi": None,
        "authors_parsed": [["Marsh", "Ada", ""]],

        "versions": [{"version": "v1", "created": "Mon, 1 Jan 2024 00:00:00 GMT"}],
    },
    "openalex": lambda title, abstract, number: {
        "id": f"https://openalex.org/W43000000{number:02}", "title": title, "publication_date": "2024-03-10",
        "ids": {"pmid": "1"},
        "abstract_inverted_index": {word: [place] for place, word in enumerate(dict.fromkeys(abstract.split()))},
        "authorships": [{"author": {"display_name": "Ada Marsh"}, "institutions": [{"country_code": "NZ"}]}],
        "primary_location": {"source": {"display_name": "Notes"}}, "locations": [{"pdf_url": None}],
    },
    "hugging_face": lambda title, abstract, number: {
        "paper": {"id": f"2401.{number:05}", "title": title, "summary": abstract, "upvotes": 3,
                  "authors": [{"name": "Ada"}]}, "publishedAt": "2024-01-02T00:00:00Z",
    },
    "semantic_scholar": lambda title, abstract, number: {
        "paperId": f"{number:040x}", "title": title, "abstract": abstract, "year": 2024,
        "externalIds": {"ArXiv": "2401.1"},
        "authors": [{"authorId": "1", "name": "Ada"}], "s2FieldsOfStudy": [{"category": "Biology"}],
    },
    "crossref": lambda title, abstract, number: {
        "DOI": f"10.5555/{number}", "title": [title], "abstract": f"<jats:p>{abstract}</jats:p>", "author": [_NAME],
        "issued": {"date-parts": [[2024, 3]]}, "container-title": ["Notes"], "subject": ["Biology"], "score": 1.0,
    },
    "biorxiv": lambda title, abstract, number: {
        "doi": f"10.1101/{number}", "title": title, "abstract": abstract, "date": "2024-03-01", "server": "biorxiv",
        "authors": "Marsh, A.; Quill, B.", "jatsxml": "https://example.org", "author_corresponding": "Ada Marsh",
    },
    "openreview": lambda title, abstract, number: {
        "id": f"n{number}", "forum": f"n{number}", "invitation": "x", "signatures": ["y"], "cdate": 1_700_000_000_000,
        "content": {"title": {"value": title}, "abstract": {"value": abstract}, "authors": {"value": ["Ada"]}},
    },
    "europe_pmc": lambda title, abstract, number: {
        "id": str(number), "source": "MED", "title": title, "abstractText": abstract, "pubYear": "2024",
        "authorList": {"author": [{"fullName": "Marsh A"}]}, "journalInfo": {"journal": {"title": "Notes"}},
        "authorString": "Marsh A.",
    },
    "core": lambda title, abstract, number: {
        "id": number, "title": title, "abstract": abstract, "authors": [{"name": "Marsh, Ada"}], "yearPublished": 2024,
        "downloadUrl": "https://example.org", "dataProviders": [],
    },
    "lens": lambda title, abstract, number: {
        "lens_id": f"{number:03}-1", "title": title, "abstract": abstract, "year_published": 2024,
        "authors": [{"first_name": "Ada", "last_name": "Marsh", "affiliations": [{"name": "Lark"}]}],
        "external_ids": [{"type": "doi", "value": "10.5555/a"}], "source": {"title": "Notes"},
    },
    "dimensions": lambda title, abstract, number: {
        "id": f"pub.{number}", "title": title, "abstract": abstract, "date": "2024-03", "concepts": ["kelp"],
        "authors": [{"first_name": "Ada", "last_name": "Marsh"}], "journal": {"title": "Notes"},
    },
    "dblp": lambda title, abstract, number: {
        "@id": str(number), "info": {"title": title, "year": "2024", "authors": {"author": {"text": "Ada Marsh"}}},
        "abstract": abstract,
    },
    "pubmed_summary": lambda title, abstract, number: {
        "uid": str(number), "title": title, "pubdate": "2024 Mar 1", "authors": [{"name": "Marsh A"}],
        "articleids": [{"idtype": "doi", "value": "10.5555/a"}], "abstract": abstract,
    },
    "zotero": lambda title, abstract, number: {
        "key": f"K{number}", "data": {"key": f"K{number}", "itemType": "journalArticle", "title": title,
        "abstractNote": abstract, "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Marsh"}],
        "date": "2024-03", "tags": [{"tag": "kelp"}], "extra": "PMID: 1"},
    },
    "csl_json": lambda title, abstract, number: {
        "id": f"a{number}", "type": "article-journal", "title": title, "abstract": abstract, "author": [_NAME],
        "issued": {"date-parts": [["2024", 3, 1]]}, "container-title": "Notes",
    },
}  # fmt: skip


def spoil(value: object, rng: random.Random, odds: float) -> object:
    """`value` with other values in the place of some of its parts."""
    if rng.random() < odds:
        return rng.choice(WRONG)
    if isinstance(value, dict):
        return {key: spoil(one, rng, odds) for key, one in value.items() if rng.random() > odds / 2}
    return [spoil(one, rng, odds) for one in value] if isinstance(value, list) else value


def _write(kind: str, rng: random.Random) -> bytes:
    odds = rng.choice([0.0, 0.02, 0.1])
    works = [
        spoil(_WORKS[kind](str(row["title"]), str(row["abstract"]), number), rng, odds)
        for number, row in enumerate(make_rows(rng), 1)
    ]
    if rng.random() < 0.4:
        return "".join(json.dumps(work) + "\n" for work in works).encode()
    frame = rng.choice(["results", "items", "data", "message", "hits"])
    return json.dumps(rng.choice([works, {frame: works}, works[0]]), ensure_ascii=False).encode()


def _writer(kind: str) -> Callable[[random.Random], bytes]:
    return lambda rng: _write(kind, rng)


WRITERS: dict[str, Callable[[random.Random], bytes]] = {kind: _writer(kind) for kind in _WORKS}
