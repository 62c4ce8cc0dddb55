"""Tables of the group `terms`: concepts, the forms they take, and the papers they are in."""

from warehouse.schema.declare import INTERNAL, Column, Table
from warehouse.schema.papers import PAPER_ID

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
            "the form; papers are counted by a search for it on word boundaries, whatever its capitals if it is in lower "
            "case (CLIP, which is spelt like an ordinary word, stands here as it is and counts with these capitals only)",
        ),
        Column(
            "rule",
            "VARCHAR",
            "why it counts as the term; `case` where it differs from the label by capitals at most, `acronym` also where an "
            "acronym inside it is written out or not (`LLM agents`)",
            choices=("case", "plural", "hyphen", "spelling", "acronym", "curated"),
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

SEARCHED_TEXTS = Table(
    name="searched_texts",
    row="a text that was searched for all forms of terms, with what it holds",
    group="terms",
    schema=INTERNAL,
    key=("text_hash",),
    indexed=False,
    columns=(
        Column("text_hash", "VARCHAR", "the text, as in papers"),
        Column(
            "signature",
            "BIGINT",
            "hash of what it says itself of acronyms, and of how it was searched; where another it is searched again",
        ),
        Column(
            "terms",
            "INTEGER[]",
            "numbers of the terms that it holds, as in internal.searched_terms; NULL where it holds none",
            nullable=True,
        ),
        Column(
            "mentions",
            "INTEGER[]",
            "by term: twice its mentions, and one more where the title holds it",
            nullable=True,
        ),
        Column(
            "forms",
            "INTEGER[]",
            "numbers of the forms that it holds and that count for a term there, as in internal.searched_forms; NULL where "
            "it holds none",
            nullable=True,
        ),
        Column(
            "held",
            "INTEGER[]",
            "terms that occur inside others, as often as they do; NULL where none does",
            nullable=True,
        ),
        Column("holders", "INTEGER[]", "by entry of held: the term that it is inside of", nullable=True),
    ),
)

SEARCHED_FORMS = Table(
    name="searched_forms",
    row="a form that texts were searched for; it need not have been found",
    group="terms",
    schema=INTERNAL,
    key=("form",),
    indexed=False,
    columns=(
        Column("form", "INTEGER", "its number in this build", bounds=(0, None)),
        Column("variant", "VARCHAR", "the form, as in term_variants", compression="zstd"),
        Column(
            "standing",
            "BIGINT",
            "hash of what it counts for; where another, texts that hold it are searched again",
        ),
    ),
)

SEARCHED_TERMS = Table(
    name="searched_terms",
    row="what may be a term, whose forms texts were searched for",
    group="terms",
    schema=INTERNAL,
    key=("term",),
    indexed=False,
    columns=(
        Column("term", "INTEGER", "its number in this build", bounds=(0, None)),
        Column("key", "VARCHAR", "canonical key, as in internal.phrases", compression="zstd"),
        Column("is_listed", "BOOLEAN", "whether it is one after all, and stands in terms and paper_terms"),
    ),
)

LISTED_PAPERS = Table(
    name="listed_papers",
    row="a paper whose terms are in paper_terms; it need not have any",
    group="terms",
    schema=INTERNAL,
    key=("paper_id",),
    indexed=False,
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID),
        Column("text_hash", "VARCHAR", "the text in which they were found"),
        Column("terms", "INTEGER", "terms that it has", unit="terms", bounds=(0, None)),
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

RANKED_PAPERS = Table(
    name="ranked_papers",
    row="a paper whose keywords were ranked; it need not have any",
    group="terms",
    schema=INTERNAL,
    key=("paper_id",),
    indexed=False,
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID),
        Column(
            "signature",
            "BIGINT",
            "hash of all that its keywords rest on; while it stays the same they need not be ranked again",
        ),
        Column("keywords", "INTEGER", "keywords that it has", unit="keywords", bounds=(0, 15)),
    ),
)

ANALYSED_TEXTS = Table(
    name="analysed_texts",
    row="a text that was analysed; it need not hold a phrase",
    group="terms",
    schema=INTERNAL,
    key=("text_hash",),
    indexed=False,
    columns=(
        Column("text_hash", "VARCHAR", "the text, as in papers"),
        Column("analyser_version", "VARCHAR", "version of the analyser that read it"),
    ),
)

CANDIDATES = Table(
    name="candidates",
    row="an analysed text that holds noun phrases, with all of them; a text is analysed once",
    group="terms",
    schema=INTERNAL,
    key=("text_hash",),
    indexed=False,
    columns=(
        Column("text_hash", "VARCHAR", "the text, as in papers"),
        Column("title_words", "INTEGER", "words of the title", unit="words", bounds=(0, None)),
        Column(
            "phrases",
            "INTEGER[]",
            "numbers of its phrases, as in internal.phrases, in the order of the text; of several forms with one key the most "
            "frequent stands for all",
        ),
        Column("mentions", "INTEGER[]", "by phrase: occurrences as a phrase of its own or inside a longer one"),
        Column("free_mentions", "INTEGER[]", "by phrase: occurrences that are not inside a longer candidate"),
        Column(
            "first_positions",
            "INTEGER[]",
            "by phrase: word at which it first occurs, from 0; the title comes first, so it is in the title where this is "
            "below title_words",
        ),
    ),
)

PHRASES = Table(
    name="phrases",
    row="a noun phrase as some text writes it",
    group="terms",
    schema=INTERNAL,
    key=("phrase",),
    indexed=False,
    columns=(
        Column("phrase", "INTEGER", "its number in this build", bounds=(0, None)),
        Column("analyser_version", "VARCHAR", "version of the analyser that found it"),
        Column("surface", "VARCHAR", "the phrase as it stands in texts", compression="zstd"),
        Column(
            "key",
            "VARCHAR",
            "canonical key: lower case (acronyms that are spelt like ordinary words: capitals), singular head, without "
            "spaces and hyphens",
            compression="zstd",
        ),
        Column("words", "INTEGER", "words of the phrase", unit="words", bounds=(1, None)),
    ),
)

TEXT_UNITS = Table(
    name="text_units",
    row="an analysed text as its words, one after the other; title first, addresses too",
    group="terms",
    schema=INTERNAL,
    key=("text_hash",),
    indexed=False,
    columns=(
        Column("text_hash", "VARCHAR", "the text, as in papers"),
        Column("title_units", "INTEGER", "words of the title", unit="words", bounds=(0, None)),
        Column(
            "units",
            "INTEGER[]",
            "a number a word: eight times its number in internal.units, plus what follows it (0 a blank, 1 another sign, 2 a "
            "bracket that opens, 3 one that closes, 4 the end of a sentence, 5 signs as in addresses)",
        ),
    ),
)

UNITS = Table(
    name="units",
    row="a word with what hangs on it without a blank, as some text writes it",
    group="terms",
    schema=INTERNAL,
    key=("unit",),
    indexed=False,
    columns=(
        Column("unit", "INTEGER", "its number in this build", bounds=(0, None)),
        Column("analyser_version", "VARCHAR", "version of the analyser that found it"),
        Column("form", "VARCHAR", "the word as it stands in texts", compression="zstd"),
    ),
)

ABBREVIATIONS = Table(
    name="abbreviations",
    row="an acronym that a text defines; a text is analysed once",
    group="terms",
    schema=INTERNAL,
    key=("text_hash", "acronym", "expansion_key"),
    indexed=False,
    columns=(
        Column("text_hash", "VARCHAR", "the text, as in papers"),
        Column("acronym", "VARCHAR", "the short form, as it stands in the text"),
        Column("expansion", "VARCHAR", "the long form, as it stands in the text"),
        Column("expansion_key", "VARCHAR", "canonical key of the long form"),
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
