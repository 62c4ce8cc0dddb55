"""Internal tables of the group `terms`: what was found in each text. A run works again only on what has changed."""

from warehouse.schema.declare import INTERNAL, Column, Table
from warehouse.schema.papers import PAPER_ID

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
            "hash of the acronyms that it defines and of the search's version; it is searched again where this differs",
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
            "for each entry of terms: twice its mentions, plus one where the title holds it",
            nullable=True,
        ),
        Column(
            "forms",
            "INTEGER[]",
            "numbers of the forms that it holds and that count as a term there, as in internal.searched_forms; "
            "NULL where it holds none",
            nullable=True,
        ),
        Column(
            "nested",
            "INTEGER[]",
            "terms that occur inside longer ones, one entry for each occurrence; NULL where none does",
            nullable=True,
        ),
        Column("containers", "INTEGER[]", "for each entry of nested: the longer term around it", nullable=True),
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
            "sense_signature",
            "BIGINT",
            "hash of the terms that it counts as; texts that hold it are searched again where it differs",
        ),
    ),
)

SEARCHED_TERMS = Table(
    name="searched_terms",
    row="a candidate for a term, with forms that texts were searched for",
    group="terms",
    schema=INTERNAL,
    key=("term",),
    indexed=False,
    columns=(
        Column("term", "INTEGER", "its number in this build", bounds=(0, None)),
        Column("key", "VARCHAR", "canonical key, as in internal.phrases", compression="zstd"),
        Column("is_listed", "BOOLEAN", "whether it was selected, and so stands in terms and paper_terms"),
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
            "hash of the inputs of its keywords; they are ranked again where it differs",
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
            "numbers of its phrases, as in internal.phrases, in the order of the text; of several forms with one key, "
            "the most frequent one",
        ),
        Column("mentions", "INTEGER[]", "for each phrase: occurrences, also inside a longer one"),
        Column("free_mentions", "INTEGER[]", "by phrase: occurrences that are not inside a longer candidate"),
        Column(
            "first_positions",
            "INTEGER[]",
            "for each phrase: word at which it first occurs, from 0; the title comes first, so the phrase is in the "
            "title where this is below title_words",
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
            "for each word: eight times its number in internal.units, plus what follows it (0 a blank, 1 another sign, "
            "2 an opening bracket, 3 a closing one, 4 the end of a sentence, 5 signs as in addresses)",
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
