"""Queries about a line of the query bar that is more than a term: its series and its papers, as SQL made from the
tree.

Each leaf and each sign of the tree becomes one WITH clause, a set of papers: paper_id, mentions (NULL for themes),
in_title. What a user typed enters as parameters only. Counts are made as those of `term_counts` and `theme_counts` are,
so that a line of one term has their very numbers.
"""

from collections.abc import Sequence
from datetime import date

from dashboard.queries.fragments.clauses import letters, write_clauses
from dashboard.queries.fragments.patterns import FINE_ENOUGH, whole_words, without_left_boundary
from dashboard.queries.fragments.series import pool_and_band
from dashboard.queries.fragments.word_index import find_indexed_words, holds_pattern, read_possible
from dashboard.query import Query, Value, ask
from dashboard.query_language.tree import Both, Expression, Item, Leaf, Papers, Share, summands

_PERIOD_START = "date_trunc($grain, published_on)::DATE"
"""The period of a paper, cut as `pipelines/sql/parts/dated.sql` cuts it."""


class _Sets:
    """The WITH clauses of a tree, each named once, and their parameters."""

    def __init__(self) -> None:
        self.clauses: dict[str, str] = {}
        self.values: dict[str, Value] = {}
        self._made: dict[Papers, str] = {}

    def add(self, papers: Papers) -> str:
        """The name of the clause that holds `papers`; equal sets share one."""
        if papers not in self._made:
            sql = self._both(papers) if isinstance(papers, Both) else self._leaf(papers)
            name = f"set_{letters(len(self.clauses))}"
            self.clauses[name], self._made[papers] = sql, name
        return self._made[papers]

    def _both(self, papers: Both) -> str:
        if papers.sign == "-":
            return f"FROM {self.add(papers.left)} ANTI JOIN {self.add(papers.right)} AS other USING (paper_id)"
        parts = "\nUNION ALL ".join(f"FROM {self.add(part)}" for part in summands(papers))
        return (
            "SELECT paper_id, sum(mentions)::BIGINT AS mentions, bool_or(in_title) AS in_title\n"
            f"FROM ({parts})\nGROUP BY paper_id"
        )

    def _leaf(self, leaf: Item) -> str:
        if not isinstance(leaf, Leaf):
            raise TypeError(f"{leaf!r} is not resolved")
        at = letters(len(self.clauses))
        if leaf.kind == "text":
            return self._text(leaf, at)
        ident = f"{leaf.kind}_{at}"
        self.values[ident] = leaf.ident
        if leaf.kind == "theme":
            return (
                "SELECT paper_id, NULL::BIGINT AS mentions, false AS in_title\n"
                f"FROM paper_themes WHERE theme_id = ${ident} AND is_primary"
            )
        titled = " AND in_title" if leaf.in_title else ""
        return f"SELECT paper_id, mentions, in_title FROM paper_terms WHERE term_id = ${ident}{titled}"

    def _text(self, leaf: Leaf, at: str) -> str:
        """Papers that hold a text: by the index of words where that suffices, else by reading the papers that it
        leaves."""
        indexed = find_indexed_words(leaf.name, begins=leaf.name[0] != "_", ends=leaf.name[-1] != "_")
        if indexed.suffice:
            sql, values = indexed.counts(f"word_{at}")
            self.values |= values
            titled = " WHERE in_title" if leaf.in_title else ""
            return f"SELECT paper_id, mentions, in_title\nFROM ({sql})\nJOIN papers USING (paper_number){titled}"
        sql, values = indexed.possible(f"word_{at}")
        pattern, wider = f"pattern_{at}", f"wider_{at}"
        words = whole_words(leaf.name)
        self.values |= values | {pattern: words, wider: without_left_boundary(words)}
        found = read_possible(
            sql,
            f"paper_id, len(regexp_extract_all(title, ${pattern}))\n"
            f"       + len(regexp_extract_all(abstract, ${pattern})) AS mentions,\n"
            f"       regexp_matches(title, ${pattern}) AS in_title",
            holds_pattern(pattern, wider),
        )
        return f"FROM ({found})\nWHERE in_title" if leaf.in_title else found

    def written(self) -> str:
        """All clauses, each before those that use it."""
        return write_clauses(self.clauses)


def _add_line(sets: _Sets, line: Expression) -> tuple[str, str | None]:
    """The clause of what a line counts, and for a share of what it counts among."""
    if not isinstance(line, Share):
        return sets.add(line), None
    whole, part = sets.add(line.whole), sets.add(line.part)
    counted = f"set_{letters(len(sets.clauses))}"
    sets.clauses[counted] = f"FROM {part} SEMI JOIN {whole} AS other USING (paper_id)"
    return counted, whole


def _dated(clause: str, *columns: str) -> str:
    """The papers in English of a set with their period, NULL where their date is not exact enough for the grain."""
    exact = "date_precision IN (SELECT unnest($precisions))"
    return (
        f"SELECT {''.join(f'{name}, ' for name in columns)}"
        f"CASE WHEN {exact} THEN {_PERIOD_START} END AS period_start\n"
        f"    FROM {clause} JOIN papers USING (paper_id) WHERE language = 'en'"
    )


def line_series(line: Expression, name: str, grain: str, reach: int = 0) -> Query:
    """A line period by period, none left out, pooled: the columns of `pool_and_band`, and found and among.

    `papers` are those of the set; for a share those of its part that are in its whole, and `total` those of its whole.
    `found` is all papers of the line, dated or not; `among` all of a share's whole, NULL where the line is no share.
    """
    sets = _Sets()
    counted, whole = _add_line(sets, line)
    # Each set meets the papers once, which is what takes time.
    among = "(SELECT count(*) FROM whole)" if whole else "NULL::BIGINT"
    total = "coalesce(around.papers, 0)" if whole else "periods.papers"
    join = (
        """
    LEFT JOIN (
        SELECT period_start, count(*) AS papers FROM whole GROUP BY period_start
    ) AS around USING (period_start)"""
        if whole
        else ""
    )
    sql = f"""WITH {sets.written()},
held AS MATERIALIZED (
    {_dated(counted, "mentions")}
),{
        f'''
whole AS MATERIALIZED (
    {_dated(whole)}
),'''
        if whole
        else ""
    }
counted AS (
    SELECT $name AS name, periods.period_start, periods.is_complete, periods.is_gap,
           coalesce(part.papers, 0) AS papers, coalesce(part.mentions, 0) AS mentions,
           {total} AS total,
           (SELECT count(*) FROM held) AS found, {among} AS among
    FROM periods
    LEFT JOIN (
        SELECT period_start, count(*) AS papers, sum(mentions)::BIGINT AS mentions FROM held GROUP BY period_start
    ) AS part USING (period_start){join}
    WHERE periods.grain = $grain
)"""
    return ask(
        pool_and_band(sql, also=("found", "among")),
        name=name,
        grain=grain,
        precisions=list(FINE_ENOUGH[grain]),
        reach=reach,
        **sets.values,
    )


def line_papers(line: Expression, grain: str, period_start: date, limit: int = 50) -> Query:
    """Papers of a period that a line counts, those that name it in the title or most often first.

    Columns: paper_id, title, published_on, date_source, mentions, in_title, found (papers in all).
    """
    sets = _Sets()
    counted, _ = _add_line(sets, line)
    return ask(
        f"""WITH {sets.written()}
SELECT papers.paper_id, papers.title, papers.published_on, papers.date_source, mentions, in_title,
       count(*) OVER () AS found
FROM {counted} JOIN papers USING (paper_id)
WHERE language = 'en' AND date_precision IN (SELECT unnest($precisions))
  AND {_PERIOD_START} = $period_start
ORDER BY in_title DESC, mentions DESC NULLS LAST, published_on DESC, papers.paper_id
LIMIT $limit""",
        grain=grain,
        period_start=period_start,
        precisions=list(FINE_ENOUGH[grain]),
        limit=limit,
        **sets.values,
    )


def papers_of_lines(lines: Sequence[tuple[str, Expression]]) -> Query:
    """All papers that the lines (name, line) count, dated or not, the newest first: line, paper_id, title,
    published_on, url."""
    sets, parts = _Sets(), []
    for number, (name, line) in enumerate(lines):
        counted, _ = _add_line(sets, line)
        sets.values[f"name_{letters(number)}"] = name
        parts.append(f"SELECT $name_{letters(number)} AS line, paper_id FROM {counted}")
    union = "\n    UNION ALL ".join(parts)
    return ask(
        f"""WITH {sets.written()}
SELECT line, paper_id, title, published_on, url
FROM (
    {union}
) JOIN papers USING (paper_id)
WHERE language = 'en'
ORDER BY published_on DESC NULLS LAST, paper_id, line""",
        **sets.values,
    )
