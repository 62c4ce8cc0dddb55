"""Tables of the group `ingest`: what came in, as it came."""

from warehouse.schema.declare import INTERNAL, Column, Table

SOURCE_ID = "16 hex digits, of the file's content and the day in its name"

_OF_AUTHORS = "as long as authors, NULL in it where unknown; NULL where unknown of all"

LEFT_OUT = ("superseded", "forgotten", "sample")
"""Why a source does not count, in `sources.left_out`."""

SOURCES = Table(
    name="sources",
    row="a version of an ingested file",
    group="ingest",
    key=("source_id",),
    required=True,
    columns=(
        Column("source_id", "VARCHAR", SOURCE_ID),
        Column("path", "VARCHAR", "where the file was when it was last seen"),
        Column("sha256", "VARCHAR", "SHA-256 of the content, 64 hex digits; of the path where no content can be read"),
        Column(
            "format",
            "VARCHAR",
            "format it was read as: digest, jsonl, csv, parquet …; unknown where it could not be read",
        ),
        Column(
            "captured_on",
            "DATE",
            "day on which it was collected, from its name; NULL where the name states none",
            nullable=True,
        ),
        Column("found", "BIGINT", "pieces that looked like a record", unit="records", bounds=(0, None)),
        Column("parsed", "BIGINT", "records read", unit="records", bounds=(0, None)),
        Column("rejected", "BIGINT", "pieces refused; each is a row of rejects", unit="records", bounds=(0, None)),
        Column("is_sample", "BOOLEAN", "made up by `papertrends sample`; left out as soon as there is a real source"),
        Column("ingested_at", "TIMESTAMP", "when it was read, UTC"),
        Column(
            "name",
            "VARCHAR",
            "what it is called: its path within the inbox, else its whole path; a member of an archive is "
            "`archive.zip/member`. NULL in builds of versions before 0.4",
            nullable=True,
        ),
        Column(
            "superseded_by",
            "VARCHAR",
            "source that stands under its name since; NULL where it is the newest version. Records of a former "
            "version are not kept",
            nullable=True,
        ),
        Column(
            "left_out",
            "VARCHAR",
            "why its records do not count: a newer version stands under its name; the user took it out "
            "(`papertrends forget`); it is made up and there are real ones. NULL where they count",
            nullable=True,
            choices=LEFT_OUT,
        ),
        Column(
            "gone_since",
            "TIMESTAMP",
            "when a run first missed it in the inbox, UTC; it counts all the same. NULL where it is there, or came "
            "from elsewhere",
            nullable=True,
        ),
    ),
)

SOURCE_FILES = Table(
    name="source_files",
    row="a name under which a source was found",
    group="ingest",
    schema=INTERNAL,
    key=("name",),
    columns=(
        Column("name", "VARCHAR", "as in sources"),
        Column("source_id", "VARCHAR", "the source that stands under it", refers_to="sources.source_id"),
        Column("path", "VARCHAR", "the file; of a member, its archive"),
        Column("member", "VARCHAR", "of a member of an archive, its name in there; else empty"),
        Column(
            "state",
            "VARCHAR",
            "device, inode, size and times of the file when it was read: as long as it is the same, the file need not "
            "be opened; NULL where the file must be read again",
            nullable=True,
        ),
        Column("gone_since", "TIMESTAMP", "when a run first missed it, UTC; NULL where it is there", nullable=True),
    ),
)

REJECTS = Table(
    name="rejects",
    row="a piece of a file that is no record",
    group="ingest",
    key=("source_id", "position"),
    columns=(
        Column("source_id", "VARCHAR", SOURCE_ID, refers_to="sources.source_id"),
        Column(
            "position",
            "BIGINT",
            "where in the file: line (text) or row (tables), from 1; 0 for the file as a whole",
            bounds=(0, None),
        ),
        Column("reason", "VARCHAR", "why it was refused, in words"),
        Column("excerpt", "VARCHAR", "its beginning, at most 200 characters"),
        Column("venue", "VARCHAR", "journal or conference that it states; NULL where none is known", nullable=True),
        Column(
            "month",
            "DATE",
            "first day of the month in which it says that it was published; NULL where none is known",
            nullable=True,
        ),
    ),
)

REFUSALS = Table(
    name="refusals",
    row="a month of a venue of which some pieces were refused",
    group="ingest",
    key=("venue", "month"),
    indexed=False,
    columns=(
        Column("venue", "VARCHAR", "journal or conference, as sources state it"),
        Column("month", "DATE", "first day of the month in which the pieces say that they were published"),
        Column("found", "BIGINT", "pieces of this venue and month", unit="records", bounds=(1, None)),
        Column("refused", "BIGINT", "of these, pieces that were refused", unit="records", bounds=(0, None)),
    ),
)

RECORDS = Table(
    name="records",
    row="a paper as one source file states it, untouched",
    group="ingest",
    schema=INTERNAL,
    key=("source_id", "position"),
    indexed=False,
    columns=(
        Column("source_id", "VARCHAR", SOURCE_ID, refers_to="sources.source_id"),
        Column("position", "BIGINT", "where in the file: line (text) or row (tables), from 1", bounds=(1, None)),
        Column("title", "VARCHAR", "title as it came", compression="zstd"),
        Column("abstract", "VARCHAR", "abstract as it came", compression="zstd"),
        Column("stated_id", "VARCHAR", "identifier as it came; NULL where none", nullable=True),
        Column("arxiv_id", "VARCHAR", "arXiv id as it came; NULL where none", nullable=True),
        Column("doi", "VARCHAR", "DOI as it came; NULL where none", nullable=True),
        Column("pmid", "VARCHAR", "PubMed id as it came; NULL where none", nullable=True),
        Column("pmcid", "VARCHAR", "PubMed Central id as it came; NULL where none", nullable=True),
        Column("openalex_id", "VARCHAR", "OpenAlex id as it came; NULL where none", nullable=True),
        Column("s2_id", "VARCHAR", "Semantic Scholar's id of 40 hex digits as it came; NULL where none", nullable=True),
        Column("corpus_id", "VARCHAR", "Semantic Scholar's Corpus id as it came; NULL where none", nullable=True),
        Column("stated_date", "VARCHAR", "publication date as it came; NULL where none", nullable=True),
        Column("stated_on", "DATE", "first day of the stated date; NULL where none could be read", nullable=True),
        Column("stated_precision", "VARCHAR", "precision of the stated date", choices=("day", "month", "year", "none")),
        Column("listed_on", "DATE", "day on which the source listed it; NULL where unknown", nullable=True),
        Column("authors", "VARCHAR[]", "authors in order; empty where unknown"),
        Column("author_ids", "VARCHAR[]", f"ORCID or the service's id of each author; {_OF_AUTHORS}", nullable=True),
        Column("author_affiliations", "VARCHAR[]", f"affiliation of each author; {_OF_AUTHORS}", nullable=True),
        Column("author_countries", "VARCHAR[]", f"country of each author; {_OF_AUTHORS}", nullable=True),
        Column("categories", "VARCHAR[]", "subject categories, the primary one first; empty where unknown"),
        Column("venue", "VARCHAR", "journal or conference; NULL where unknown", nullable=True),
        Column("url", "VARCHAR", "page of the paper; NULL where unknown", nullable=True),
        Column("keywords", "VARCHAR[]", "keywords that the source states; empty where none"),
        Column("language", "VARCHAR", "language that the source states; NULL where none", nullable=True),
        Column("upvotes", "BIGINT", "votes that the source states; NULL where none", nullable=True),
        Column("cited_by", "BIGINT", "citing works that the source states; NULL where unknown", nullable=True),
        Column("links", "VARCHAR[]", "further addresses that the source states; NULL where none", nullable=True),
        Column("is_snippet", "BOOLEAN", "the source says that it cut the abstract; NULL where not said", nullable=True),
        Column(
            "payload", "VARCHAR", "what else the source says of it, as a JSON object; NULL where nothing", nullable=True
        ),
    ),
)

INGEST_TABLES = (SOURCES, SOURCE_FILES, REJECTS, REFUSALS, RECORDS)
