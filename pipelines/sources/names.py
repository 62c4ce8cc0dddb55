"""Which column states which field of a record: names as files spell them. Reads no value."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipelines.sources.fields.exports import find_export

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "title": (
        *("title", "paper_title", "document_title", "article_title", "display_name", "primary_title", "item_title"),
        "work_title",
    ),
    "abstract": ("abstract", "abstract_text", "paper_abstract", "abstract_note", "summary", "abstract_english"),
    "stated_id": (
        *("id", "stated_id", "paper_id", "eid", "identifier", "cord_uid", "lens_id", "publication_id", "uid"),
        *("ut_unique_wos_id", "unique_identifier", "accession_number", "embase_accession_id", "pui", "central_id"),
    ),
    "arxiv_id": ("arxiv_id", "arxiv", "eprint", "arxiv_number", "ids_arxiv"),
    "doi": ("doi", "item_doi", "digital_object_identifier", "doi_number", "ids_doi", "doi_link", "doi_url"),
    "pmid": ("pmid", "pubmed_id", "medline_pmid", "pubmed_pmid", "pubmed", "ids_pmid", "medline_id"),
    "pmcid": ("pmcid", "pmc_id", "pmc", "pubmed_central_id", "ids_pmcid"),
    "openalex_id": ("openalex_id", "openalex", "ids_openalex"),
    "s2_id": ("s2_id", "s2_paper_id", "semantic_scholar_id"),
    "corpus_id": ("corpus_id", "s2_corpus_id"),
    "stated_date": (
        *("published_on", "published", "published_at", "published_date", "publication_date", "date_published"),
        *("pub_date", "stated_date", "date", "publish_time", "date_of_publication", "publication_date_print"),
        *("cover_date", "cover_display_date", "issue_date", "meeting_date", "date_issued", "posted_date"),
    ),
    "stated_year": (
        *("year", "publication_year", "pub_year", "published_year", "year_published", "year_of_publication"),
    ),
    "stated_month": ("month", "publication_month", "pub_month", "published_month"),
    "stated_day": ("day", "publication_day", "pub_day", "published_day"),
    "online_date": (
        *("online_date", "publication_date_online", "epub_date", "early_access_date", "first_online", "date_online"),
        "published_online",
    ),
    "listed_on": ("listed_on", "date_listed", "listing_date", "listed", "listed_at"),
    "authors": (
        *("author_full_names", "authors", "author", "author_names", "creators", "creator", "author_s", "author_list"),
        *("authorships_author_display_name", "authorships_raw_author_name", "full_author_names"),
    ),
    "author_ids": (
        *("author_ids", "author_s_id", "authorships_author_id", "authorships_author_orcid", "author_orcids"),
        "orcids",
    ),
    "author_affiliations": (
        *("author_affiliations", "authorships_raw_affiliation_strings", "authorships_institutions_display_name"),
    ),
    "author_addresses": (
        *("authors_with_affiliations", "authors_raw_affiliation", "authors_affiliations", "addresses"),
    ),
    "author_countries": ("author_countries", "authorships_countries", "authorships_institutions_country_code"),
    "categories": (
        *("categories", "category", "subjects", "subject", "subject_areas", "primary_area", "fields_of_study"),
        *("s2_fields_of_study", "wos_categories", "web_of_science_categories", "research_areas", "fields_of_research"),
        *("fields_of_research_anzsrc_2020", "primary_topic_display_name", "topics_display_name", "primary_category"),
    ),
    "venue": (
        *("venue", "journal", "conference", "booktitle", "journal_title", "journal_name", "publication_title"),
        *("source_title", "container_title", "journal_ref", "publication", "full_journal_name", "published_in"),
        *("pubtitle", "journal_book", "primary_location_source_display_name", "host_venue_display_name", "is_part_of"),
        *("source_name", "publication_name", "secondary_title", "anthology_title"),
    ),
    "url": (
        *("url", "link", "paper_url", "page", "landing_page_url", "article_url", "external_url", "paper_link"),
        *("document_url", "permalink", "plink", "primary_location_landing_page_url", "pdf_link", "pdf_url"),
        *("dimensions_url", "embase_link"),
    ),
    "links": ("links", "code_url", "project_url", "project_page", "github_repo", "source_urls", "full_text_url"),
    "keywords": (
        *("keywords", "author_keywords", "keyword", "authors_keywords", "keywords_display_name", "manual_tags", "tags"),
        *("automatic_tags", "mesh_terms", "mesh_headings", "emtree_medical_index_terms", "emtree_drug_index_terms"),
        *("index_keywords", "ieee_terms", "identifier_keywords", "subject_terms", "keywords_plus", "index_terms"),
    ),
    "language": (
        *("language", "lang", "language_of_original_document", "language_of_article", "language_of_publication"),
        "languages",
    ),
    "upvotes": ("upvotes", "votes", "num_upvotes"),
    "cited_by": (
        *("cited_by", "cited_by_count", "citation_count", "times_cited", "times_cited_all_databases"),
        *(
            "times_cited_wos_core",
            "citing_works_count",
            "article_citation_count",
            "is_referenced_by_count",
            "citations",
        ),
        "cites",
    ),
    "is_snippet": ("is_snippet",),
    "item_type": ("item_type",),
}
"""Field of a record -> normalised names of the columns that state it, the best first."""

TAG_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("ti",),
    "abstract": ("ab",),
    "stated_id": ("ut", "ui", "an"),
    "doi": ("di", "do"),
    "pmid": ("pm",),
    "stated_date": ("pd", "dp"),
    "stated_year": ("py", "yr"),
    "online_date": ("ea",),
    "authors": ("af", "au"),
    "author_addresses": ("c1",),
    "categories": ("wc", "sc"),
    "venue": ("so", "jt", "jn"),
    "keywords": ("de", "kw", "id", "mh"),
    "language": ("la", "lg"),
    "cited_by": ("tc", "z9"),
}
"""The two-letter names of Web of Science, Ovid and MEDLINE; they count only in a table with the columns TI and AB."""

LIST_FIELDS = frozenset({"authors", "categories", "keywords", "links"})
AUTHOR_FIELDS = ("author_ids", "author_affiliations", "author_countries")
"""Lists as long as `authors`, with null where nothing is known of one."""


def normalize_name(name: str) -> str:
    """`name` in lower snake case: ``Document Title`` and ``documentTitle`` are ``document_title``."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip().lstrip("\ufeff"))
    return re.sub(r"[^0-9a-z]+", "_", spaced.lower()).strip("_")


@lru_cache(maxsize=10_000)
def squeeze(name: str) -> str:
    """`name` as names are compared: its letters and digits. ``PubMed ID``, ``pubmedId`` and ``pubmed_id`` are one."""
    return normalize_name(name).replace("_", "")


_SQUEEZED = {field: tuple(dict.fromkeys(map(squeeze, names))) for field, names in FIELD_NAMES.items()}
_FIELD_OF = {name: field for field, names in _SQUEEZED.items() for name in names}
_PUBLISHED = _SQUEEZED["stated_date"][:7]
_TAGS = frozenset(tag for tags in TAG_NAMES.values() for tag in tags)


def field_of(name: str) -> str | None:
    """The field that a column called `name` states, whatever other columns there are; None where it states none."""
    return _FIELD_OF.get(squeeze(name))


def match_columns(names: Iterable[str]) -> dict[str, list[str]]:
    """Field -> the columns among `names` that state it, the best first; fields that none states are left out.

    Where a column says when a paper was published, one that is only called `date` is the day it was listed: so the
    archives of daily digests name them.
    """
    known: dict[str, list[str]] = {}
    for name in names:
        known.setdefault(squeeze(name), []).append(name)
    wanted = dict(_SQUEEZED)
    if "date" in known and any(name in known for name in _PUBLISHED):
        wanted["stated_date"] = tuple(name for name in wanted["stated_date"] if name != "date")
        wanted["listed_on"] += ("date",)
    if "gsrank" in known:
        # Publish or Perish: elsewhere a column called so says which service a record comes from.
        wanted["venue"] += ("source",)
    if {"ti", "ab"} <= known.keys():
        # The same name may be a tag here and something else elsewhere: ID holds keywords.
        wanted = {
            field: (*TAG_NAMES.get(field, ()), *(choice for choice in choices if choice not in _TAGS))
            for field, choices in wanted.items()
        }
    matched = {
        field: [name for choice in choices if choice in known for name in known[choice]]
        for field, choices in wanted.items()
    }
    return {field: columns for field, columns in matched.items() if columns}


def explain_missing(names: Sequence[str]) -> str | None:
    """Why columns called `names` hold no papers, and what to do; None where title and abstract are among them."""
    matched = match_columns(names)
    missing = [field for field in ("title", "abstract") if field not in matched]
    if not missing:
        return None
    if "abstract" in missing and (export := find_export({squeeze(name) for name in names})):
        return f"This export of {export.service} holds no abstracts. {export.advice}"
    shown = ", ".join(str(name)[:40] for name in names[:20]) + (", …" if len(names) > 20 else "")
    return (
        f"There is no column for the {' and the '.join(missing)}: the columns are {shown or 'none'}. "
        f"Rename the columns that hold them to {' and '.join(missing)}."
    )
