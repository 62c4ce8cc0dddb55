"""Which papers can hold what is looked for, by the index of words (`words`, `paper_words`), so that few texts are read.

A word of the index is a run of ASCII letters, digits and underscores, which is what patterns see between two
boundaries. So a text that holds a phrase holds a word for each run of the phrase: this very word, or at the phrase's
ends, where no boundary is asked, one that begins or ends with it. The order of the words, and what stands between them,
only the text can tell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.queries.base import Query, ask

_RUN = re.compile("[0-9A-Za-z_]+")
# Patterns that ignore capitals take the long s and the sign of the kelvin for s and k, which no text of the warehouse
# holds.
_FOLDED = re.compile("[\u017f\u212a]")
_MOST = 3
_SHORTEST_PART = 3
"""Letters of a part of a word that is worth a look: most papers hold a word that begins with `s`."""

_TIMES_COMMONER = 50
"""How many times as many papers hold a word that is taken for what was meant."""


@dataclass(frozen=True, slots=True)
class Run:
    """A word, or a part of one, that a text must hold.

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

    def words(self, parameter: str) -> str:
        """SQL for the numbers of the words that fit, with the run as this parameter."""
        fits = {
            (True, True): f"word = ${parameter}",
            (True, False): f"starts_with(word, ${parameter})",
            (False, True): f"ends_with(word, ${parameter})",
            (False, False): f"contains(word, ${parameter})",
        }
        return f"(SELECT word_id FROM words WHERE {fits[self.begins, self.ends]})"


@dataclass(frozen=True, slots=True)
class Runs:
    """What a text must hold for a phrase to stand in it; nothing where the index cannot tell.

    Args:
        runs: each once, the longest first.
        suffice: whether no text has to be read: the phrase is one run.
    """

    runs: tuple[Run, ...]
    suffice: bool

    def counts(self, parameter: str) -> tuple[str, dict[str, str]]:
        """SQL for paper_number, mentions and in_title of the papers that hold the phrase, where the runs suffice; its
        parameters."""
        (run,) = self.runs
        if run.is_word:
            columns, grouped = "mentions::BIGINT AS mentions, in_title", ""
        else:
            columns = "sum(mentions)::BIGINT AS mentions, bool_or(in_title) AS in_title"
            grouped = " GROUP BY paper_number"
        return (
            f"SELECT paper_number, {columns} FROM paper_words WHERE word_id IN {run.words(parameter)}{grouped}",
            {parameter: run.text},
        )

    def possible(self, parameter: str) -> tuple[str, dict[str, str]]:
        """SQL for paper_number of the papers that can hold the phrase, and its parameters; for every paper where no run
        tells."""
        # Three words leave few enough texts; each more is looked up for nothing, most of all the short ones.
        telling = [run for run in self.runs if run.is_word or len(run.text) >= _SHORTEST_PART][:_MOST]
        named = {f"{parameter}_{'x' * number}": run for number, run in enumerate(telling, 1)}
        return (
            "\nINTERSECT ".join(
                f"SELECT paper_number FROM paper_words WHERE word_id IN {run.words(name)}"
                for name, run in named.items()
            )
            or "SELECT paper_number FROM papers",
            {name: run.text for name, run in named.items()},
        )


def find_runs(phrase: str, begins: bool, ends: bool) -> Runs:
    """The runs of a phrase that is looked for whatever its capitals.

    Args:
        phrase: not empty.
        begins: whether a boundary is asked before it.
        ends: whether a boundary is asked behind it.
    """
    if _FOLDED.search(phrase):
        return Runs((), suffice=False)
    found = {
        Run(match[0].lower(), begins or match.start() > 0, ends or match.end() < len(phrase)): None
        for match in _RUN.finditer(phrase)
    }
    return Runs(
        tuple(sorted(found, key=lambda run: -len(run.text))),
        suffice=_RUN.fullmatch(phrase) is not None and (begins or ends),
    )


def read_possible(numbers: str, columns: str, condition: str) -> str:
    """SQL for columns of the papers whose texts meet a condition, of those that can: only their texts are looked
    through.

    Args:
        numbers: SQL for paper_number of those that can.
        columns: of `papers`, and what is found in the texts.
        condition: on title and abstract.
    """
    # The condition hangs on both sides of the join, else DuckDB would ask it of every text before. The numbers go
    # through a list, since DuckDB takes them for more than they are, and would copy all texts into the table that it
    # joins with.
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
