"""Tables of the group `trends`, the counts: periods, and how many papers of each hold what."""

from warehouse.schema.declare import INTERNAL, Column, Table
from warehouse.schema.papers import PAPER_ID
from warehouse.schema.terms import TERM_ID
from warehouse.schema.themes import THEME_ID

GRAIN = Column("grain", "VARCHAR", "length of the period", choices=("week", "month", "quarter", "year"))
PERIOD_START = Column("period_start", "DATE", "first day of the period; weeks start on Monday")

PERIODS = Table(
    name="periods",
    row="a period between the first and the last dated paper",
    group="trends",
    key=("grain", "period_start"),
    columns=(
        GRAIN,
        PERIOD_START,
        Column(
            "papers",
            "BIGINT",
            "dated papers in English: the denominator of every share",
            unit="papers",
            bounds=(0, None),
        ),
        Column(
            "is_complete",
            "BOOLEAN",
            "false for the first or last period where collection starts or still runs in its middle",
        ),
        Column(
            "is_gap", "BOOLEAN", "far fewer papers than its neighbours: read it as a gap in collection, not as a fall"
        ),
    ),
)

PAPER_STRATA = Table(
    name="paper_strata",
    row="a paper's stratum: the part of the collection that may grow by itself",
    group="trends",
    key=("paper_id",),
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID, refers_to="papers.paper_id"),
        Column(
            "kind",
            "VARCHAR",
            "what the stratum is, the first that the paper has",
            choices=("category", "venue", "source"),
        ),
        Column(
            "stratum",
            "VARCHAR",
            "name of its first category; else of its venue without numbers; else the folder and format of its first "
            "source. Fewer than one in 200 papers are counted with others of the kind",
        ),
    ),
)

CATEGORY_COVERAGE = Table(
    name="category_coverage",
    row="the first category of papers, and whether verdicts compare them",
    group="trends",
    key=("category",),
    columns=(
        Column("category", "VARCHAR", "first of papers.categories; empty for papers that state none"),
        Column(
            "papers",
            "BIGINT",
            "dated papers in English with it in the periods that verdicts compare",
            unit="papers",
            bounds=(0, None),
        ),
        Column(
            "is_throughout",
            "BOOLEAN",
            "false where its papers are suddenly missing from a quarter or more of either window, as collection began "
            "or stopped; verdicts leave them out",
        ),
        Column("reason", "VARCHAR", "when there are hardly any of its papers, or suddenly more or fewer, in words"),
        Column(
            "shifted_on",
            "DATE",
            "first day of the period from which on it suddenly is at least twice, or at most half, its part of the "
            "papers that are compared; NULL where there is no such shift",
            nullable=True,
        ),
        Column(
            "shift_factor",
            "DOUBLE",
            "its part of all papers in the three periods from then on, over that in the three before",
            nullable=True,
            bounds=(0, None),
        ),
    ),
)

TERM_COUNTS = Table(
    name="term_counts",
    row="a term in a period in which it occurs",
    group="trends",
    key=("grain", "period_start", "term_id"),
    indexed=False,
    columns=(
        GRAIN,
        PERIOD_START,
        Column("term_id", "BIGINT", TERM_ID, refers_to="terms.term_id"),
        Column("term", "VARCHAR", "the form that readers use most"),
        Column("papers", "BIGINT", "dated papers of the period that hold it", unit="papers", bounds=(1, None)),
        Column("mentions", "BIGINT", "occurrences in them", unit="mentions", bounds=(1, None)),
        Column("share", "DOUBLE", "papers ÷ dated papers of the period", unit="0 to 1", bounds=(0, 1)),
    ),
)

COUNTED_TERMS = Table(
    name="counted_terms",
    row="a term that was counted by period; it need not be in any",
    group="trends",
    schema=INTERNAL,
    key=("term_id",),
    indexed=False,
    columns=(
        Column("term_id", "BIGINT", TERM_ID, refers_to="terms.term_id"),
        Column(
            "signature",
            "BIGINT",
            "hash of its papers, their dates and its name; it is counted again where it differs",
        ),
        Column("rows", "INTEGER", "rows that it has in term_counts", unit="rows", bounds=(0, None)),
    ),
)

THEME_COUNTS = Table(
    name="theme_counts",
    row="a theme in a period in which it occurs",
    group="trends",
    key=("grain", "period_start", "theme_id"),
    columns=(
        GRAIN,
        PERIOD_START,
        Column("theme_id", "INTEGER", THEME_ID, refers_to="themes.theme_id"),
        Column("label", "VARCHAR", "name of the theme"),
        Column(
            "papers", "BIGINT", "dated papers of the period whose primary theme it is", unit="papers", bounds=(1, None)
        ),
        Column("share", "DOUBLE", "papers ÷ dated papers of the period", unit="0 to 1", bounds=(0, 1)),
    ),
)

COUNT_TABLES = (PERIODS, PAPER_STRATA, CATEGORY_COVERAGE, TERM_COUNTS, COUNTED_TERMS, THEME_COUNTS)
