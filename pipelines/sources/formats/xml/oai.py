"""OAI-PMH answers: arXiv's own forms (`arXiv`, `arXivRaw`, `arXivOld`), and Dublin Core (`oai_dc`) of any repository.

Protocol: https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

import re

from pipelines.sources.formats.references.dates import iso_date
from pipelines.sources.formats.references.people import all_first_last
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.xml.elements import Element, find, find_all, local_name, text_at, texts_at
from pipelines.sources.formats.xml.jats import read_article
from pipelines.sources.formats.xml.records import Dialect, make_format

_NAMESPACES = ("arxiv.org/OAI/", "openarchives.org/OAI/2.0")
_ARXIV_PAGE = re.compile(r"arxiv\.org/abs/(\S+)", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")


def _to_row(record: Element) -> dict | str:
    header, metadata = find(record, "header"), find(record, "metadata")
    if header is not None and header.get("status") == "deleted":
        return "The repository says that this record was deleted."
    form = None if metadata is None else next(iter(metadata), None)
    if form is None:
        return "The record holds no metadata."
    kind = local_name(form)
    rest = {
        "oai": text_at(header, "identifier"),
        "sets": texts_at(header, "setSpec"),
        "changed": text_at(header, "datestamp"),
    }
    if kind in ("arXiv", "arXivRaw", "arXivOld"):
        return _read_arxiv(form, rest)
    if kind == "dc":
        return _read_dublin_core(form, rest)
    if kind == "article":
        return read_article(form)
    return f"Records in the form {kind} are not read. Ask for metadataPrefix=oai_dc, or arXiv's own."


def _read_arxiv(form: Element, rest: dict) -> dict:
    first = next((one for one in find_all(form, "version") if one.get("version") == "v1"), None)
    identifier = text_at(form, "id")
    row = {
        "title": text_at(form, "title"),
        "abstract": text_at(form, "abstract"),
        "arxiv_id": identifier,
        "doi": (text_at(form, "doi") or "").split(" ")[0],
        "stated_date": iso_date(text_at(form, "created") or text_at(first, "date")),
        "authors": [_read_author(one) for one in find_all(form, "authors/author")]
        or _drop_brackets(text_at(form, "authors")),
        "venue": text_at(form, "journal-ref"),
        "url": identifier and f"https://arxiv.org/abs/{identifier}",
        "categories": (text_at(form, "categories") or "").split(),
    }
    named = ("comments", "report-no", "msc-class", "acm-class", "license", "submitter", "updated")
    return make_row(row, rest | {name: text_at(form, name) for name in named}, "arxiv_oai")


def _read_author(author: Element) -> dict:
    parts = (text_at(author, "forenames"), text_at(author, "keyname"), text_at(author, "suffix"))
    person = {"name": " ".join(filter(None, parts)), "affiliation": "; ".join(texts_at(author, "affiliation"))}
    return {key: value for key, value in person.items() if value}


def _drop_brackets(names: str | None) -> str | None:
    """Names without the affiliations that stand behind them in brackets."""
    while names and names != (shorter := _BRACKETS.sub("", names)):
        names = shorter
    return names


def _read_dublin_core(form: Element, rest: dict) -> dict:
    identifiers = [*texts_at(form, "identifier"), *texts_at(form, "relation")]
    pages = [one for one in identifiers if one.startswith(("http://", "https://"))]
    arxiv = next((found[1] for one in identifiers if (found := _ARXIV_PAGE.search(one))), None)
    descriptions = [text for text in texts_at(form, "description") if not text.startswith("Comment:")]
    references = [one for one in texts_at(form, "identifier") if one not in pages and not _DOI.fullmatch(one)]
    dates = filter(None, map(iso_date, texts_at(form, "date")))
    row = {
        "title": text_at(form, "title"),
        "abstract": max(descriptions, key=len, default=None),
        "arxiv_id": arxiv,
        "doi": next((found[1] for one in identifiers if (found := _DOI.fullmatch(one))), None),
        "stated_date": min(dates, default=None),
        "authors": all_first_last(texts_at(form, "creator")),
        "venue": text_at(form, "source") or (next(iter(references), None) if arxiv else text_at(form, "publisher")),
        "language": text_at(form, "language"),
        "url": next(iter(pages), None),
        "categories": split_subjects(texts_at(form, "subject"), "\n"),
        "links": pages[1:],
        "stated_id": None if arxiv else rest["oai"],
    }
    return make_row(row, rest | {"rights": text_at(form, "rights"), "kind": text_at(form, "type")}, "dublin_core")


FORMAT = make_format(
    Dialect(
        name="oai",
        label="OAI-PMH",
        description="answers of arXiv (`arXiv`, `arXivRaw`) and of other repositories (`oai_dc`)",
        recognise=lambda root, text: (
            root in ("OAI-PMH", "ListRecords", "GetRecord", "record", "records")
            and any(name in text for name in _NAMESPACES)
        ),
        records=("record",),
        to_row=_to_row,
        unread=("body", "back"),
        errors=("error",),
    )
)
