"""Finds the papers that can hold a phrase by the index of words (`words`, `paper_words`), so that few texts are read.

A word of the index consists of ASCII letters, digits and underscores: what stands between two word boundaries of a
regular expression. A text that holds a phrase holds each word of the phrase. At an end of the phrase where no boundary
is asked, it holds a word that ends or begins with the phrase's word. The order of the words, and what stands between
them, can only be read in the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.query import Query, ask
from warehouse.schema.search_index import WORD

_WORD = re.compile(WORD)
# To patterns that ignore capitals, the long s and the kelvin sign equal s and k. No text of the warehouse holds them.
_FOLDED = re.compile("[\u017f\u212a]")
_MOST = 3
_SHORTEST_PART = 3
"""Letters of a part of a word that is worth a look: most papers hold a word that begins with `s`."""

_TIMES_COMMONER = 50
"""How many times as many papers hold a word that is taken for what was meant."""


@dataclass(frozen=True, slots=True)
class IndexedWord:
    """A word of the index, or a part of one, that a text must hold.

    Args:
        text: lower case.
        begins: whether a word of the text must begin with it, rather than hold it anywhere.
        ends: whether a word of the text must end with it.
    """

    text: str
    begins: bool
    ends: bool

    @property
    def is_word(self) -> bool:
        return self.begins and self.ends

    def ids(self, parameter: str) -> str:
        """SQL for the word_ids that match; the query's parameter of this name holds `text`."""
        fits = {
            (True, True): f"word = ${parameter}",
            (True, False): f"starts_with(word, ${parameter})",
            (False, True): f"ends_with(word, ${parameter})",
            (False, False): f"contains(word, ${parameter})",
        }
        return f"(SELECT word_id FROM words WHERE {fits[self.begins, self.ends]})"


@dataclass(frozen=True, slots=True)
class IndexedWords:
    """The words of the index that a text must hold to hold a phrase.

    Args:
        words: each once, the longest first; none where the index cannot tell.
        suffice: whether no text has to be read, since the phrase is one word.
    """

    words: tuple[IndexedWord, ...]
    suffice: bool

    def counts(self, parameter: str) -> tuple[str, dict[str, str]]:
        """SQL for paper_number, mentions and in_title of the papers that hold the phrase, and its parameters; only
        where the words suffice."""
        (word,) = self.words
        if word.is_word:
            columns, grouped = "mentions::BIGINT AS mentions, in_title", ""
        else:
            columns = "sum(mentions)::BIGINT AS mentions, bool_or(in_title) AS in_title"
            grouped = " GROUP BY paper_number"
        return (
            f"SELECT paper_number, {columns} FROM paper_words WHERE word_id IN {word.ids(parameter)}{grouped}",
            {parameter: word.text},
        )

    def possible(self, parameter: str) -> tuple[str, dict[str, str]]:
        """SQL for paper_number of the papers that can hold the phrase, and its parameters. These are all papers where
        no word helps."""
        # Three words leave few texts; a fourth costs more than it saves, above all a short one.
        selective = [word for word in self.words if word.is_word or len(word.text) >= _SHORTEST_PART][:_MOST]
        named = {f"{parameter}_{'x' * number}": word for number, word in enumerate(selective, 1)}
        return (
            "\nINTERSECT ".join(
                f"SELECT paper_number FROM paper_words WHERE word_id IN {word.ids(name)}"
                for name, word in named.items()
            )
            or "SELECT paper_number FROM papers",
            {name: word.text for name, word in named.items()},
        )


def find_indexed_words(phrase: str, begins: bool, ends: bool) -> IndexedWords:
    """The words of the index in a phrase, whatever its capitals.

    Args:
        phrase: not empty.
        begins: whether a boundary is asked before it.
        ends: whether a boundary is asked behind it.
    """
    if _FOLDED.search(phrase):
        return IndexedWords((), suffice=False)
    found = {
        IndexedWord(match[0].lower(), begins or match.start() > 0, ends or match.end() < len(phrase)): None
        for match in _WORD.finditer(phrase)
    }
    return IndexedWords(
        tuple(sorted(found, key=lambda word: -len(word.text))),
        suffice=_WORD.fullmatch(phrase) is not None and (begins or ends),
    )


def read_possible(numbers: str, columns: str, condition: str) -> str:
    """SQL for columns of the papers whose texts meet a condition; reads the texts of the papers that can meet it only.

    Args:
        numbers: SQL for paper_number of those that can.
        columns: of `papers`, and what is found in the texts.
        condition: on title and abstract.
    """
    # `possible` ties the condition to both sides of the join, else DuckDB would test every text before it joins. The
    # numbers go through a list: DuckDB expects more of them than there are, and would put all texts into the hash table
    # of the join.
    return (
        f"SELECT {columns}\n"
        f"FROM papers\nJOIN (SELECT unnest(list(paper_number)) AS paper_number, true AS possible FROM ({numbers}))"
        " USING (paper_number)\n"
        f"WHERE CASE WHEN possible THEN {condition} END"
    )


def holds_pattern(pattern: str, wider: str) -> str:
    """SQL for whether a paper's title or abstract holds a pattern.

    Args:
        pattern: its parameter.
        wider: parameter of the same pattern `without_left_boundary`, which most texts are done with.
    """
    wide, exact = (f"regexp_matches(abstract, ${one}) OR regexp_matches(title, ${one})" for one in (wider, pattern))
    # With AND, DuckDB would ask for both in the order that it finds best, and not always does.
    return f"CASE WHEN {wide} THEN {exact} ELSE false END"


def near_words(typed: Sequence[str]) -> Query:
    """For each of these the word that is written most like it, if one is near that many times more papers hold.

    Columns: typed, word, papers. Near is, behind the first letter, one too many, too few, exchanged or swapped with the
    next; two in words of five or more. Words that papers hold are looked at too, since abstracts have slips of the pen
    as well.

    Args:
        typed: lower case, each once, three letters or more.
    """
    return ask(
        """
        WITH held AS (
            SELECT typed, coalesce(sum(papers), 0) AS held
            FROM (SELECT unnest($typed::VARCHAR[]) AS typed) LEFT JOIN words ON starts_with(word, typed)
            GROUP BY typed
        ),
        near AS (
            SELECT typed, word, papers, damerau_levenshtein(typed, word) AS apart
            FROM held JOIN words
                ON word[1] = typed[1] AND papers > $times * held AND abs(length(word) - length(typed)) <= 2
            WHERE apart <= CASE WHEN length(typed) < 5 THEN 1 ELSE 2 END
        )
        SELECT typed, arg_min(word, (apart, -papers, word)) AS word, arg_min(papers, (apart, -papers, word)) AS papers
        FROM near GROUP BY typed ORDER BY typed
        """,
        typed=list(typed),
        times=_TIMES_COMMONER,
    )
