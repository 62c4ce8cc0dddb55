"""A slice of the corpus, and the SQL that tells which papers are in it. Shared by the queries of the page Compare."""

from dataclasses import dataclass
from datetime import date

from dashboard.query import Value

_LAST_POSSIBLE_DAY = (
    "CASE date_precision WHEN 'year' THEN published_on + INTERVAL 1 YEAR - INTERVAL 1 DAY"
    " WHEN 'month' THEN last_day(published_on) ELSE published_on END"
)


@dataclass(frozen=True, slots=True)
class Slice:
    """Papers in English that meet all conditions that are given.

    Args:
        first: published on this day or later.
        last: published on this day at the latest; a paper dated to the month or year must lie within as a whole.
        theme: the theme_id of their heaviest theme.
        category: one of their categories.
        source: the format, or the source_id, of a source that named them.
        term_id: a term that they hold.
        rest: all papers that are not in the other slice, whatever the conditions above; of the second slice only.
    """

    first: date | None = None
    last: date | None = None
    theme: int | None = None
    category: str | None = None
    source: str | None = None
    term_id: int | None = None
    rest: bool = False

    def conditions(self, side: str) -> str:
        """SQL over `papers` that holds for the papers of a slice that is no rest; parameters are named after `side`,
        `a` or `b`."""
        written = {
            "first": f"published_on >= ${side}_first",
            "last": f"{_LAST_POSSIBLE_DAY} <= ${side}_last",
            "theme": f"paper_id IN (SELECT paper_id FROM paper_themes WHERE is_primary AND theme_id = ${side}_theme)",
            "category": f"list_contains(categories, ${side}_category)",
            "source": "paper_id IN (SELECT paper_id FROM sightings JOIN sources USING (source_id) "
            f"WHERE ${side}_source IN (format, source_id))",
            "term_id": f"paper_id IN (SELECT paper_id FROM paper_terms WHERE term_id = ${side}_term_id)",
        }
        return " AND ".join(written[name] for name in self._given()) or "true"

    def parameters(self, side: str) -> dict[str, Value]:
        """The values of the parameters in `conditions`."""
        return {} if self.rest else {f"{side}_{name}": value for name, value in self._given().items()}

    def _given(self) -> dict[str, Value]:
        named = ("first", "last", "theme", "category", "source", "term_id")
        return {name: value for name in named if (value := getattr(self, name)) is not None}


def tagged_papers(a: Slice, b: Slice) -> str:
    """The CTE `tagged`: paper_id, in_a, in_b; one row a paper in English."""
    second = "" if b.rest else f", coalesce({b.conditions('b')}, false) AS in_b"
    chosen = f"SELECT paper_id, coalesce({a.conditions('a')}, false) AS in_a{second} FROM papers WHERE language = 'en'"
    return f"tagged AS MATERIALIZED ({f'SELECT *, NOT in_a AS in_b FROM ({chosen})' if b.rest else chosen})"


def both_parameters(a: Slice, b: Slice) -> dict[str, Value]:
    """The values of the parameters in `tagged_papers`."""
    return a.parameters("a") | b.parameters("b")
