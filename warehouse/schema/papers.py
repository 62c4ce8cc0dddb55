"""Tables of the group `papers`: works, the records that were merged into each, and how they were recognised."""

from warehouse.schema.declare import INTERNAL, Column, Table

PAPER_ID = "`arxiv:<id>`, else `doi:<doi>`, else `title:<16 hex of the title's fingerprint>`; never changes once given"

PAPERS = Table(
    name="papers",
    row="a paper: one work after its records were merged",
    group="papers",
    key=("paper_id",),
    required=True,
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID),
        Column("title", "VARCHAR", "clean title"),
        Column("abstract", "VARCHAR", "clean abstract"),
        Column(
            "published_on",
            "DATE",
            "publication date, its first day where the precision is month or year; NULL for undated papers",
            nullable=True,
        ),
        Column("date_precision", "VARCHAR", "how exact published_on is", choices=("day", "month", "year", "none")),
        Column(
            "date_source",
            "VARCHAR",
            "where published_on comes from: stated by a record; the month in the arXiv id; a dated record of another "
            "source that matches; the listing day",
            choices=("given", "arxiv_id", "matched", "listing", "none"),
        ),
        Column(
            "dated_by_source_id",
            "VARCHAR",
            "source of the record that published_on comes from, with dated_by_position a key of sightings; NULL for "
            "undated papers",
            nullable=True,
        ),
        Column(
            "dated_by_position",
            "BIGINT",
            "position of the record that published_on comes from; NULL for undated papers",
            nullable=True,
            bounds=(1, None),
        ),
        Column(
            "latest_stated_on",
            "DATE",
            "latest publication date that a record states; not published_on where sources disagree; NULL where none "
            "states one",
            nullable=True,
        ),
        Column("first_listed_on", "DATE", "first day on which a source listed it; NULL where none did", nullable=True),
        Column(
            "month",
            "DATE",
            "first day of the month of published_on; NULL where the precision is year or none",
            nullable=True,
        ),
        Column("language", "VARCHAR", "language of the abstract, ISO 639-1; terms and themes are made from `en`"),
        Column("venue", "VARCHAR", "journal or conference; NULL where unknown", nullable=True),
        Column("categories", "VARCHAR[]", "subject categories, the primary one first; empty where unknown"),
        Column("authors", "VARCHAR[]", "authors in order; empty where unknown"),
        Column("doi", "VARCHAR", "DOI, lower case; NULL where unknown", nullable=True),
        Column("arxiv_id", "VARCHAR", "arXiv id without version; NULL where unknown", nullable=True),
        Column("url", "VARCHAR", "page of the paper; NULL where unknown", nullable=True),
        Column("sightings", "BIGINT", "records that named it", unit="records", bounds=(1, None)),
        Column(
            "cited_by",
            "BIGINT",
            "the highest count of citing works that a record states; NULL where none states one",
            nullable=True,
            unit="works",
            bounds=(0, None),
        ),
        Column(
            "is_snippet",
            "BOOLEAN",
            "no record holds its whole abstract: the source says that it was cut off, or it ends in `…`",
        ),
        Column("text_hash", "VARCHAR", "16 hex digits of the clean title and abstract; a text is analysed once"),
        Column(
            "paper_number",
            "INTEGER",
            "the number of the paper in paper_words; it may be another one in the next build",
            bounds=(0, None),
        ),
    ),
)

SIGHTINGS = Table(
    name="sightings",
    row="a record that named the paper",
    group="papers",
    key=("source_id", "position"),
    indexed=False,
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID, refers_to="papers.paper_id"),
        Column("source_id", "VARCHAR", "the file that holds the record", refers_to="sources.source_id"),
        Column("position", "BIGINT", "line or row of the record in the file, from 1", bounds=(1, None)),
        Column("stated_on", "DATE", "publication date that the record states; NULL where none", nullable=True),
        Column("stated_precision", "VARCHAR", "precision of stated_on", choices=("day", "month", "year", "none")),
        Column("listed_on", "DATE", "day on which the source listed it; NULL where unknown", nullable=True),
        Column(
            "merged_by",
            "VARCHAR",
            "rule by which the record was merged into the paper; NULL for the record that founded it",
            nullable=True,
            choices=("id", "doi", "title", "near_duplicate"),
        ),
        Column("upvotes", "BIGINT", "votes that the source states; NULL where none", nullable=True),
        Column("record_url", "VARCHAR", "page that the record names; NULL where none", nullable=True),
    ),
)

PAPER_LINKS = Table(
    name="paper_links",
    row="a URL in a paper's text or metadata",
    group="papers",
    key=("paper_id", "url"),
    indexed=False,
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID, refers_to="papers.paper_id"),
        Column("url", "VARCHAR", "the address, repaired"),
        Column("kind", "VARCHAR", "what it leads to", choices=("code", "project", "data", "other")),
        Column("host", "VARCHAR", "host name, lower case, without www"),
        Column("repository", "VARCHAR", "`owner/name` on a code or model host; NULL elsewhere", nullable=True),
    ),
)

PAPER_AUTHORS = Table(
    name="paper_authors",
    row="an author of a paper",
    group="papers",
    key=("paper_id", "position"),
    indexed=False,
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID, refers_to="papers.paper_id"),
        Column("position", "BIGINT", "place in papers.authors, from 1", bounds=(1, None)),
        Column("author", "VARCHAR", "name, as in papers.authors"),
        Column("author_id", "VARCHAR", "ORCID or the service's id; NULL where unknown", nullable=True),
        Column("affiliation", "VARCHAR", "several are parted by `; `; NULL where unknown", nullable=True),
        Column("country", "VARCHAR", "as the source writes it; NULL where unknown", nullable=True),
    ),
)

PAPER_ALIASES = Table(
    name="paper_aliases",
    row="an identity by which a paper is known",
    group="papers",
    schema=INTERNAL,
    key=("alias",),
    indexed=False,
    columns=(
        Column("alias", "VARCHAR", "`arxiv:`, `doi:` or `title:` identity of one of the paper's records"),
        Column("paper_id", "VARCHAR", "the paper_id that was given first and stays"),
    ),
)

RECORD_KEYS = Table(
    name="record_keys",
    row="what a record may be recognised by",
    group="papers",
    schema=INTERNAL,
    key=("source_id", "position"),
    indexed=False,
    columns=(
        Column("source_id", "VARCHAR", "the file that holds the record", refers_to="sources.source_id"),
        Column("position", "BIGINT", "line or row of the record in the file, from 1", bounds=(1, None)),
        Column("arxiv", "VARCHAR", "arXiv id without version; NULL where none", nullable=True),
        Column("doi", "VARCHAR", "DOI, lower case; NULL where none", nullable=True),
        Column("pmid", "VARCHAR", "PubMed id as `pmid:123`; NULL where none", nullable=True),
        Column("pmcid", "VARCHAR", "PubMed Central id as `pmcid:pmc123`; NULL where none", nullable=True),
        Column("openalex", "VARCHAR", "OpenAlex id as `openalex:w123`; NULL where none", nullable=True),
        Column("s2", "VARCHAR", "Semantic Scholar id as `s2:` and 40 hex digits; NULL where none", nullable=True),
        Column("corpus", "VARCHAR", "Semantic Scholar's Corpus id as `corpus:123`; NULL where none", nullable=True),
        Column("title_key", "VARCHAR", "16 hex digits of the title's fingerprint"),
        Column("text_key", "VARCHAR", "16 hex digits of the clean title and abstract"),
        Column("name", "VARCHAR", "what the title names before a colon, folded; NULL where nothing", nullable=True),
        Column(
            "signature",
            "USMALLINT[64]",
            "MinHash of the clean abstract's word triples; NULL where it is too short to be recognised by",
            nullable=True,
        ),
        Column("normalizer_version", "VARCHAR", "version of the code that made the row"),
    ),
)

PAPER_TABLES = (PAPERS, SIGHTINGS, PAPER_LINKS, PAPER_AUTHORS, PAPER_ALIASES, RECORD_KEYS)
