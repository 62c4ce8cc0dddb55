"""Tables of the group `words`: which papers hold which words, so that a search need not read every text."""

from warehouse.schema.declare import INTERNAL, Column, Table

WORD = "[0-9A-Za-z_]+"
"""A word of the index as a regular expression: the pipeline splits texts by it, the dashboard what is asked."""

WORDS = Table(
    name="words",
    row="a word of titles and abstracts: a run of ASCII letters, digits and underscores, in lower case",
    group="words",
    key=("word_id",),
    indexed=False,
    columns=(
        Column(
            "word_id",
            "INTEGER",
            "its number in this build; numbers follow the alphabet, so that words with one beginning are neighbours",
            bounds=(0, None),
        ),
        Column(
            "word",
            "VARCHAR",
            "the word. Other signs and letters part words: `state-of-the-art` is four, `naïve` is `na` and `ve`. "
            "Papers with a word: `SELECT paper_id, title FROM papers JOIN paper_words USING (paper_number) JOIN words "
            "USING (word_id) WHERE word = 'kubernetes'`; with a beginning: `starts_with(word, 'kube')`",
        ),
        Column("papers", "BIGINT", "papers that hold it", unit="papers", bounds=(1, None)),
    ),
)

PAPER_WORDS = Table(
    name="paper_words",
    row="a word in a paper, in any language; sorted by word, so that one word is found without reading the others",
    group="words",
    key=("word_id", "paper_number"),
    indexed=False,
    is_proved=False,
    columns=(
        Column("word_id", "INTEGER", "the word", refers_to="words.word_id"),
        Column(
            "paper_number",
            "INTEGER",
            "the paper. Papers with two words next to each other: take those with both words, and look only into their "
            "texts: `WHERE paper_number IN (… INTERSECT …) AND regexp_matches(abstract, '(?i)\\bflow matching\\b')`",
            refers_to="papers.paper_number",
        ),
        Column("mentions", "INTEGER", "occurrences in title and abstract", unit="mentions"),
        Column("in_title", "BOOLEAN", "whether the title holds it"),
    ),
)

INDEXED_PAPERS = Table(
    name="indexed_papers",
    row="a paper whose words are in paper_words",
    group="words",
    schema=INTERNAL,
    key=("paper_number",),
    indexed=False,
    columns=(
        Column("paper_number", "INTEGER", "the paper", refers_to="papers.paper_number"),
        Column("text_hash", "VARCHAR", "the text that was read, as in papers"),
        Column("index_version", "VARCHAR", "version of the code that split it into words"),
    ),
)

WORD_TABLES = (WORDS, PAPER_WORDS, INDEXED_PAPERS)
