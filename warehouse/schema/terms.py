"""Tables of the group `terms`: terms, their variants, and the papers that hold them. `analysis` has their inputs."""

from warehouse.schema.analysis import (
    ABBREVIATIONS,
    ANALYSED_TEXTS,
    CANDIDATES,
    LISTED_PAPERS,
    PHRASES,
    RANKED_PAPERS,
    SEARCHED_FORMS,
    SEARCHED_TERMS,
    SEARCHED_TEXTS,
    TEXT_UNITS,
    UNITS,
)
from warehouse.schema.declare import Column, Table
from warehouse.schema.papers import PAPER_ID
from warehouse.schema.variant_rules import VariantRule

TERM_ID = "53-bit hash of the term's canonical key; the same in every build"

TERMS = Table(
    name="terms",
    row="a term: a canonical noun phrase of 1 to 5 words, or an acronym, with its variants",
    group="terms",
    key=("term_id",),
    columns=(
        Column("term_id", "BIGINT", TERM_ID, bounds=(0, 2**53 - 1)),
        Column("term", "VARCHAR", "the form that readers use most"),
        Column("words", "BIGINT", "words in the term", unit="words", bounds=(1, None)),
        Column(
            "papers",
            "BIGINT",
            "papers whose title or abstract holds one of its variants",
            unit="papers",
            bounds=(1, None),
        ),
        Column(
            "mentions",
            "BIGINT",
            "occurrences in titles and abstracts, also inside longer terms",
            unit="mentions",
            bounds=(1, None),
        ),
        Column("first_seen", "DATE", "earliest published_on among its papers; NULL where none is dated", nullable=True),
        Column("last_seen", "DATE", "latest published_on among its papers; NULL where none is dated", nullable=True),
        Column("acronym", "VARCHAR", "its most used acronym; NULL where it has none", nullable=True),
    ),
)

TERM_VARIANTS = Table(
    name="term_variants",
    row="a surface form of a term",
    group="terms",
    key=("term_id", "variant"),
    indexed=False,
    columns=(
        Column("term_id", "BIGINT", TERM_ID, refers_to="terms.term_id"),
        Column(
            "variant",
            "VARCHAR",
            "the form, searched for at word boundaries. One in lower case counts with any capitals; one with capitals "
            "counts as it stands only (CLIP, which is spelt like an ordinary word)",
        ),
        Column(
            "rule",
            "VARCHAR",
            "why it counts as the term; `case` where it differs from the label in capitals at most, `acronym` also "
            "where an acronym inside it is written out or not (`LLM agents`)",
            choices=tuple(VariantRule),
        ),
        Column("papers", "BIGINT", "papers that hold this form", unit="papers", bounds=(0, None)),
    ),
)

PAPER_TERMS = Table(
    name="paper_terms",
    row="a term in a paper",
    group="terms",
    key=("paper_id", "term_id"),
    indexed=False,
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID, refers_to="papers.paper_id"),
        Column("term_id", "BIGINT", TERM_ID, refers_to="terms.term_id"),
        Column(
            "mentions",
            "BIGINT",
            "occurrences in title and abstract, also inside longer terms",
            unit="mentions",
            bounds=(1, None),
        ),
        Column("in_title", "BOOLEAN", "whether the title holds it"),
    ),
)

KEYWORDS = Table(
    name="keywords",
    row="a ranked keyword of a paper: a term that is among its most telling",
    group="terms",
    key=("paper_id", "rank"),
    indexed=False,
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID, refers_to="papers.paper_id"),
        Column("rank", "BIGINT", "1 is the most telling", bounds=(1, 15)),
        Column("term_id", "BIGINT", TERM_ID + "; also of terms too rare to be indexed in terms"),
        Column("keyword", "VARCHAR", "the term as readers write it"),
        Column("score", "DOUBLE", "how telling; comparable within a paper only", bounds=(0, None)),
    ),
)

TERM_TABLES = (
    TERMS,
    TERM_VARIANTS,
    PAPER_TERMS,
    SEARCHED_TEXTS,
    SEARCHED_FORMS,
    SEARCHED_TERMS,
    LISTED_PAPERS,
    KEYWORDS,
    RANKED_PAPERS,
    ANALYSED_TEXTS,
    CANDIDATES,
    PHRASES,
    TEXT_UNITS,
    UNITS,
    ABBREVIATIONS,
)
