"""The papers that answer a search, and how well: the WITH clauses that the queries of the page Papers begin with."""

from collections.abc import Sequence

from dashboard.queries.fragments.clauses import letters
from dashboard.queries.fragments.patterns import without_left_boundary
from dashboard.queries.fragments.word_index import find_indexed_words, holds_pattern, read_possible
from dashboard.query import Value
from dashboard.query_language.paper_search import Search

BEST_FIRST = "score DESC, published_on DESC NULLS LAST, paper_id"

_WEIGHED = 2000
"""Papers whose abstracts are looked into for words side by side: those that answer best without, then the newest."""


def rank_answers(
    search: Search, columns: Sequence[str], papers: str, conditions: Sequence[str], score: str
) -> tuple[dict[str, str], dict[str, Value]]:
    """The WITH clauses up to `hits`, the papers that hold all of a search, and their parameters.

    Each word or phrase counts 3 in the title, 1 more where the title begins with it, and up to 1 for how often the
    paper holds it; all of it side by side, as typed, counts 4 in the title and 2 in the abstract. What only abstracts
    tell is asked of the best.

    Args:
        search: not empty.
        columns: of `papers`, all those of `BEST_FIRST` among them; `hits` has these and score.
        papers: `papers` and what it is joined with.
        conditions: that other than the search they must meet.
        score: what a score begins with.
    """
    clauses: dict[str, str] = {}
    values: dict[str, Value] = {}
    counted, read, conditions = [], [], list(conditions)
    for number, (part, pattern) in enumerate(zip(search.parts, search.patterns, strict=True)):
        at = letters(number)
        values[f"part_{at}"] = part
        indexed = find_indexed_words(part, begins=True, ends=number >= len(search.words))
        sql, of_words = indexed.counts(f"word_{at}") if indexed.suffice else indexed.possible(f"word_{at}")
        values |= of_words
        if indexed.suffice:
            clauses[f"held_{at}"] = sql
            counted.append(at)
        else:
            conditions.append(f"paper_number IN ({sql})")
            pattern = f"(?i){pattern}"
            values |= {f"pattern_{at}": pattern, f"wider_{at}": without_left_boundary(pattern)}
            read.append(at)
    told = "".join(
        f", held_{at}.in_title AS titled_{at}, least(held_{at}.mentions, 5) / 5 AS often_{at}" for at in counted
    )
    where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
    clauses["found"] = (
        f"SELECT paper_number, {', '.join(columns)}, {score} AS score{told}\n"
        f"FROM {papers}{''.join(f' JOIN held_{at} USING (paper_number)' for at in counted)}{where}"
    )
    if read:
        titled = "".join(f", regexp_matches(title, $pattern_{at}) AS titled_{at}" for at in read)
        fits = " AND ".join(holds_pattern(f"pattern_{at}", f"wider_{at}") for at in read)
        clauses["matched"] = read_possible("SELECT paper_number FROM found", f"paper_number{titled}", fits)
    points = [f"3 * titled_{at}::INTEGER" for at in (*counted, *read)] + [f"often_{at}" for at in counted]
    clauses["ranked"] = (
        f"SELECT * REPLACE (score + {' + '.join(points)} AS score)\n"
        f"FROM found{' JOIN matched USING (paper_number)' if read else ''}"
    )
    if len(search.parts) > 1:
        values["typed"] = " ".join(search.parts)
    return clauses | _weigh_texts(counted, read, columns), values


def _weigh_texts(counted: Sequence[str], read: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """The clauses that add to the score what titles tell, and the abstracts of the best."""
    every = (*counted, *read)
    titles = " + ".join(
        ["4 * contains(lower(title), $typed)::INTEGER"] * (len(every) > 1)
        + [f"starts_with(lower(title), $part_{at})::INTEGER" for at in every]
    )
    # As plain text, which is near enough to rank by.
    abstracts = ["2 * contains(lower(abstract), $typed)::INTEGER"] * (len(every) > 1) + [
        f"least((length(abstract) - length(replace(lower(abstract), $part_{at}, ''))) / length($part_{at}), 5) / 5"
        for at in read
    ]
    shown = ", ".join(columns)
    in_title = " OR ".join(f"titled_{at}" for at in every)
    clauses = {
        "titled": f"SELECT paper_number, {titles} AS more FROM papers\n"
        f"WHERE paper_number IN (SELECT paper_number FROM ranked WHERE {in_title})",
        "by_title": f"SELECT paper_number, {shown}, score + coalesce(more, 0) AS score\n"
        "FROM ranked LEFT JOIN titled USING (paper_number)",
    }
    if not abstracts:
        return {"titled": clauses["titled"], "hits": clauses["by_title"]}
    return clauses | {
        "weighed": f"SELECT paper_number, {' + '.join(abstracts)} AS more FROM papers\n"
        f"WHERE paper_number IN (SELECT paper_number FROM by_title ORDER BY {BEST_FIRST} LIMIT {_WEIGHED})",
        "hits": f"SELECT {shown}, score + coalesce(more, 0) AS score\n"
        "FROM by_title LEFT JOIN weighed USING (paper_number)",
    }
