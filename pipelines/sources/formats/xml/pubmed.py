"""PubMed's XML, as efetch, “Save: XML” and the yearly files give it: articles and books.

Elements: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html
"""

from pipelines.sources.formats.references.dates import iso_date, join_date, refine
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.tagged.medline import unbracket
from pipelines.sources.formats.xml.elements import Element, find, find_all, local_name, text_at, text_of, texts_at
from pipelines.sources.formats.xml.records import Dialect, make_format

_ROOTS = frozenset(
    {"PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet", "PubmedBookArticle"}
    | {"MedlineCitationSet", "MedlineCitation"}
)


def _to_row(record: Element) -> dict:
    if local_name(record) == "PubmedBookArticle":
        return _read_book(record)
    citation = record if local_name(record) == "MedlineCitation" else find(record, "MedlineCitation")
    article = find(citation, "Article")
    headings = texts_at(citation, "MeshHeadingList/MeshHeading/DescriptorName")
    row = _read_ids(find(record, "PubmedData/ArticleIdList")) | {
        "title": _read_title(article),
        "abstract": _read_abstract(find(article, "Abstract")) or _read_abstract(find(citation, "OtherAbstract")),
        "pmid": text_at(citation, "PMID"),
        "stated_date": refine(
            _read_date(find(article, "Journal/JournalIssue/PubDate")),
            map(_read_date, find_all(article, "ArticleDate")),
        ),
        "authors": _read_authors(find_all(article, "AuthorList/Author")),
        "venue": text_at(article, "Journal/Title", "Journal/ISOAbbreviation")
        or text_at(citation, "MedlineJournalInfo/MedlineTA"),
        "language": text_at(article, "Language"),
        "keywords": split_subjects(texts_at(citation, "KeywordList/Keyword"), "\n") or headings,
    }
    stated = (one for one in find_all(article, "ELocationID") if one.get("EIdType") == "doi" and _is_valid(one))
    row.setdefault("doi", next(map(text_of, stated), None))
    rest = {
        "mesh": headings,
        "publication_types": texts_at(article, "PublicationTypeList/PublicationType"),
        "issn": text_at(article, "Journal/ISSN"),
        "volume": text_at(article, "Journal/JournalIssue/Volume"),
        "issue": text_at(article, "Journal/JournalIssue/Issue"),
        "pages": text_at(article, "Pagination/MedlinePgn"),
        "country_of_journal": text_at(citation, "MedlineJournalInfo/Country"),
        "grants": texts_at(article, "GrantList/Grant/GrantID"),
    }
    return make_row(row, rest, "medline")


def _read_title(article: Element | None) -> str | None:
    title = unbracket(text_at(article, "ArticleTitle"))
    own = text_at(article, "VernacularTitle")
    return own if own and (not title or title.rstrip(".") == "Not Available") else title


def _read_book(record: Element) -> dict:
    book = find(record, "BookDocument")
    title, whole = text_at(book, "ArticleTitle"), text_at(book, "Book/BookTitle")
    authors = find_all(book, "AuthorList/Author") or find_all(book, "Book/AuthorList/Author")
    row = _read_ids(find(book, "ArticleIdList")) | {
        "title": unbracket(title) or whole,
        "abstract": _read_abstract(find(book, "Abstract")),
        "pmid": text_at(book, "PMID"),
        "stated_date": _read_date(find(book, "Book/PubDate")),
        "authors": _read_authors(authors),
        "venue": whole if title else text_at(book, "Book/Publisher/PublisherName"),
        "language": text_at(book, "Language"),
        "keywords": split_subjects(texts_at(book, "KeywordList/Keyword"), "\n"),
    }
    return make_row(row, {"publication_types": texts_at(book, "PublicationType")}, "medline")


def _read_ids(ids: Element | None) -> dict:
    stated = {one.get("IdType"): text_of(one) for one in reversed(find_all(ids, "ArticleId")) if _is_valid(one)}
    known = {"doi": stated.get("doi"), "pmcid": stated.get("pmc")}
    return {name: value for name, value in known.items() if value}


def _is_valid(element: Element) -> bool:
    return element.get("ValidYN") != "N"


def _read_abstract(abstract: Element | None) -> str | None:
    """The sections of an abstract with their labels; its copyright is no part of it."""
    sections = ((one.get("Label"), text_of(one)) for one in find_all(abstract, "AbstractText"))
    shown = (
        f"{label.rstrip(': ')}: {text}" if label and label.upper() != "UNLABELLED" else text
        for label, text in sections
        if text
    )
    return " ".join(shown) or None


def _read_date(date: Element | None) -> str | None:
    parts = (text_at(date, name) for name in ("Year", "Month", "Day"))
    return join_date(*parts) or iso_date(text_at(date, "MedlineDate"))


def _read_authors(authors: list[Element]) -> list[dict]:
    people = []
    for author in filter(_is_valid, authors):
        given = text_at(author, "ForeName", "FirstName", "Initials")
        parts = (given, text_at(author, "LastName"), text_at(author, "Suffix"))
        orcid = (one for one in find_all(author, "Identifier") if one.get("Source") == "ORCID")
        person = {
            "name": text_at(author, "CollectiveName") or " ".join(filter(None, parts)),
            "id": next(map(text_of, orcid), None),
            "affiliation": "; ".join(
                texts_at(author, "AffiliationInfo/Affiliation") or texts_at(author, "Affiliation")
            ),
        }
        if person["name"]:
            people.append({key: value for key, value in person.items() if value})
    return people


FORMAT = make_format(
    Dialect(
        name="pubmed_xml",
        label="PubMed XML",
        description="from efetch or the yearly files: articles and books",
        recognise=lambda root, _: root in _ROOTS,
        records=("PubmedArticle", "PubmedBookArticle", "MedlineCitation"),
        to_row=_to_row,
    )
)
