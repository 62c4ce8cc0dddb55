"""JATS, the XML of full articles: PubMed Central, bioRxiv, PLOS, eLife and many publishers.

Elements: https://jats.nlm.nih.gov/archiving/tag-library/
"""

from pipelines.sources.formats.references.dates import iso_date, join_date, refine
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.xml.elements import Element, find, find_all, local_name, text_at, text_of, texts_at
from pipelines.sources.formats.xml.records import Dialect, make_format

_HREF = "{http://www.w3.org/1999/xlink}href"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_SUBJECTS = frozenset({"heading", "display-channel", "article-type", "author-type", "toc-heading"})
"""Kinds of groups of subjects that say what sort of article it is."""
_ISSUED = ("ppub", "print", "collection", "epub-ppub")
_ONLINE = ("epub", "electronic", "pub", "preprint", "epreprint", "")


def read_article(article: Element) -> dict:
    """An article as canonical name to value."""
    meta = find(article, "front/article-meta")
    meta = find(article, "front-stub") if meta is None else meta
    journal = find(article, "front/journal-meta")
    ids = {one.get("pub-id-type"): text_of(one) for one in reversed(find_all(meta, "article-id"))}
    central = ids.get("pmcid") or ids.get("pmc")
    row = {
        "title": _read_title(find(meta, "title-group")),
        "abstract": _choose_abstract(meta),
        "stated_id": ids.get("publisher-id"),
        "doi": ids.get("doi"),
        "pmid": ids.get("pmid"),
        "pmcid": central and (central if central.upper().startswith("PMC") else f"PMC{central}"),
        "arxiv_id": ids.get("arxiv"),
        "stated_date": _read_date(meta),
        "authors": _read_authors(meta),
        "venue": text_at(journal, "journal-title-group/journal-title", "journal-title"),
        "language": article.get(_LANG),
        "categories": _read_subjects(meta),
        "keywords": _read_keywords(meta),
        "links": [link for one in find_all(meta, "self-uri") if (link := one.get(_HREF))],
    }
    rest = {
        "article_type": article.get("article-type"),
        "issn": text_at(journal, "issn"),
        "volume": text_at(meta, "volume"),
        "issue": text_at(meta, "issue"),
        "license": (_license(meta) or {}).get("license"),
    }
    return make_row(row, rest, "jats")


def _license(meta: Element | None) -> dict | None:
    found = find(meta, "permissions/license")
    return None if found is None else {"license": found.get(_HREF)}


def _read_title(group: Element | None) -> str | None:
    title, subtitle = text_at(group, "article-title"), text_at(group, "subtitle")
    return f"{title}: {subtitle}" if title and subtitle else title


def _choose_abstract(meta: Element | None) -> str | None:
    """The abstract itself, not a graphical one, a summary for laymen or a list of highlights; else a translated one."""
    abstracts = find_all(meta, "abstract")
    plain = [one for one in abstracts if not one.get("abstract-type")]
    chosen = (*plain, *abstracts, *find_all(meta, "trans-abstract"))
    return next((text for one in chosen if (text := _read_abstract(one))), None)


def _read_abstract(abstract: Element) -> str:
    """The text of an abstract, each section behind its title; the title `Abstract` is left out."""
    parts = []
    for child in abstract:
        name, text = local_name(child), text_of(child)
        if name == "sec":
            title, body = text_at(child, "title"), " ".join(filter(None, (text_of(one) for one in child[1:])))
            text = f"{title.rstrip(':. ')}: {body}" if title and body else text
        if name != "title" and text:
            parts.append(text)
    return " ".join(parts) or text_of(abstract) or ""


def _read_date(meta: Element | None) -> str | None:
    """The day of publication: of the issue, as exact as a date online says that lies within it; else online."""
    dates: dict[str, str] = {}
    for one in find_all(meta, "pub-date"):
        kind = one.get("pub-type") or one.get("publication-format") or one.get("date-type") or ""
        month = text_at(one, "month", "season")
        stated = join_date(text_at(one, "year"), month, text_at(one, "day"))
        if date := stated or iso_date(one.get("iso-8601-date")):
            dates.setdefault("collection" if one.get("date-type") == "collection" else kind, date)
    issued = next((dates[kind] for kind in _ISSUED if kind in dates), None)
    online = [dates[kind] for kind in (*_ONLINE, *dates) if kind in dates]
    return refine(issued, online)


def _read_authors(meta: Element | None) -> list[dict]:
    groups = find_all(meta, "contrib-group")
    places = {
        one.get("id"): one for holder in (*([] if meta is None else [meta]), *groups) for one in find_all(holder, "aff")
    }
    people = []
    for group in groups:
        shared = find_all(group, "aff")
        for contrib in find_all(group, "contrib"):
            if contrib.get("contrib-type", "author") != "author":
                continue
            rids = [
                rid
                for one in find_all(contrib, "xref")
                if one.get("ref-type") == "aff"
                for rid in (one.get("rid") or "").split()
            ]
            own = [*find_all(contrib, "aff"), *(places[rid] for rid in rids if rid in places)]
            affs = own or ([one for one in shared if not one.get("id")])
            orcid = (one for one in find_all(contrib, "contrib-id") if one.get("contrib-id-type") == "orcid")
            person = {
                "name": _read_name(contrib),
                "id": next(map(text_of, orcid), None),
                "affiliation": "; ".join(dict.fromkeys(filter(None, map(_read_place, affs)))),
                "country": "; ".join(dict.fromkeys(country for one in affs if (country := text_at(one, ".//country")))),
            }
            if person["name"]:
                people.append({key: value for key, value in person.items() if value})
    return people


def _read_name(contrib: Element) -> str | None:
    name = find(contrib, "name")
    name = find(contrib, "name-alternatives/name") if name is None else name
    if name is None:
        return text_at(contrib, "string-name", "collab", "collab-alternatives/collab", "name-alternatives/string-name")
    return " ".join(filter(None, (text_at(name, part) for part in ("given-names", "surname", "suffix")))) or None


def _read_place(aff: Element) -> str:
    """An affiliation without its number; parts that are elements of their own have commas between them."""
    institutions = texts_at(aff, "institution-wrap/institution") or texts_at(aff, "institution")
    if institutions:
        return ", ".join([*institutions, *texts_at(aff, "addr-line"), *texts_at(aff, "country")])
    return (text_of(aff) or "").strip(" ,;")


def _read_subjects(meta: Element | None) -> list[str]:
    groups = [(one.get("subj-group-type"), one) for one in find_all(meta, "article-categories/subj-group")]
    # Where a group of its own says what sort of article it is, the heading is its subject.
    has_channel = any(kind == "display-channel" for kind, _ in groups)
    unused = _NO_SUBJECTS - {"heading"} if has_channel else _NO_SUBJECTS
    named = (text for kind, group in groups if kind not in unused for text in texts_at(group, "subject"))
    return split_subjects(named, "\n")


def _read_keywords(meta: Element | None) -> list[str]:
    groups = find_all(meta, "kwd-group")
    chosen = [one for one in groups if one.get("kwd-group-type") in (None, "author", "author-keywords")] or groups
    return split_subjects((text for group in chosen for text in texts_at(group, ".//kwd")), "\n")


FORMAT = make_format(
    Dialect(
        name="jats",
        label="JATS",
        description="articles of PubMed Central, bioRxiv, PLOS and other publishers; one or many in a file",
        recognise=lambda root, text: root == "pmc-articleset" or "<article-meta" in text or "<front-stub" in text,
        records=("article",),
        to_row=read_article,
        unread=("body", "back", "floats-group"),
    )
)
