"""Queries of the page Papers: which papers fit, a page of them, and what there is to choose from. One paper:
`paper`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.queries.fragments.clauses import write_clauses
from dashboard.queries.fragments.ranking import BEST_FIRST, rank_answers
from dashboard.query import Query, Value, ask
from dashboard.query_language.paper_search import Search


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; all conditions must hold. None leaves a condition out.

    Args:
        search: words and phrases of title or abstract.
        term_id: papers that hold the term.
        theme_id: papers whose primary theme it is.
        month: first day of a month in which papers are dated.
        category: one of the subject categories.
        source: a collection that names them, as of `collections`.
        dated: only dated (True) or undated (False) papers.
        code: only papers that link to code.
    """

    search: Search = field(default_factory=Search)
    term_id: int | None = None
    theme_id: int | None = None
    month: date | None = None
    category: str | None = None
    source: str | None = None
    dated: bool | None = None
    code: bool = False

    def conditions(self) -> tuple[list[str], dict[str, Value]]:
        """SQL conditions over `papers` but for the search, and the parameters of all."""
        found: list[str] = []
        values: dict[str, Value] = {}
        if self.term_id is not None:
            values["term_id"] = self.term_id
        if self.theme_id is not None:
            found.append("paper_id IN (SELECT paper_id FROM paper_themes WHERE theme_id = $theme_id AND is_primary)")
            values["theme_id"] = self.theme_id
        if self.month is not None:
            found.append("month = $month")
            values["month"] = self.month
        if self.category is not None:
            found.append("list_contains(categories, $category)")
            values["category"] = self.category
        if self.source is not None:
            found.append(
                "paper_id IN (SELECT paper_id FROM sightings JOIN sources USING (source_id) "
                f"WHERE {_COLLECTION} = $source)"
            )
            values["source"] = self.source
        if self.dated is not None:
            found.append(f"published_on IS {'NOT ' if self.dated else ''}NULL")
        if self.code:
            found.append("paper_id IN (SELECT paper_id FROM paper_links WHERE kind = 'code')")
        return found, values


# Files that are named by their day are one collection, by their format; any other file is one of its own.
_COLLECTION = r"CASE WHEN captured_on IS NULL THEN regexp_extract(path, '[^/\\]+$') ELSE format END"


def _hits(filters: Filters) -> tuple[str, dict[str, Value]]:
    """The WITH clauses up to `hits`, the papers that fit with their score, and their parameters; all other columns are
    read for a page only.

    Where a term is asked for, it counts 3 in the title, and up to 1 for how often the paper mentions it.
    """
    conditions, values = filters.conditions()
    papers, score = "papers", "0"
    if filters.term_id is not None:
        papers += (
            " JOIN (SELECT paper_id, in_title AS names_term, mentions AS term_mentions FROM paper_terms"
            " WHERE term_id = $term_id) USING (paper_id)"
        )
        score = "3 * names_term::INTEGER + least(term_mentions, 9) / 10"
    columns = ("paper_id", "published_on", "month", "categories")
    if not filters.search.is_empty:
        clauses, more = rank_answers(filters.search, columns, papers, conditions, score)
        return write_clauses(clauses), values | more
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return write_clauses({"hits": f"SELECT {', '.join(columns)}, {score} AS score FROM {papers}{where}"}), values


def find_papers(filters: Filters, limit: int, offset: int = 0) -> Query:
    """One row on the papers that fit the filters: how many, which ones stand on a page, and what they are about.

    All in one, since looking through the texts is what takes time.

    Columns: papers, dated_papers, with_code; page (paper_ids, the best answer first, then the newest); themes (the 8
    largest: theme_id, label, color, papers); months (month, papers; those with papers, oldest first); categories and
    sources (the 8 with most papers: name, papers; a paper may be in several).
    """
    hits, values = _hits(filters)
    return ask(
        f"""
        WITH {hits},
        page AS (SELECT * FROM hits ORDER BY {BEST_FIRST} LIMIT $limit OFFSET $offset),
        about AS (
            SELECT theme_id, label, color, count(*) AS papers
            FROM hits JOIN paper_themes USING (paper_id)
            JOIN (SELECT theme_id, label, color FROM themes) USING (theme_id)
            WHERE is_primary GROUP BY ALL ORDER BY papers DESC, theme_id LIMIT 8
        ),
        dated AS (SELECT month, count(*) AS papers FROM hits WHERE month IS NOT NULL GROUP BY month),
        subjects AS (
            SELECT name, count(*) AS papers FROM (SELECT unnest(categories) AS name FROM hits)
            GROUP BY name ORDER BY papers DESC, name LIMIT 8
        ),
        named AS (
            SELECT {_COLLECTION} AS name, count(DISTINCT paper_id) AS papers
            FROM hits JOIN sightings USING (paper_id) JOIN sources USING (source_id)
            GROUP BY ALL ORDER BY papers DESC, name LIMIT 8
        )
        SELECT count(*) AS papers, count(published_on) AS dated_papers,
               (SELECT count(*) FROM hits
                SEMI JOIN (FROM paper_links WHERE kind = 'code') USING (paper_id)) AS with_code,
               coalesce((SELECT list(paper_id ORDER BY {BEST_FIRST}) FROM page), []) AS page,
               coalesce((SELECT list({{theme_id: theme_id, label: label, color: color, papers: papers}}
                                     ORDER BY papers DESC, theme_id) FROM about), []) AS themes,
               coalesce((SELECT list({{month: month, papers: papers}} ORDER BY month) FROM dated), []) AS months,
               coalesce((SELECT list({{name: name, papers: papers}} ORDER BY papers DESC, name)
                         FROM subjects), []) AS categories,
               coalesce((SELECT list({{name: name, papers: papers}} ORDER BY papers DESC, name)
                         FROM named), []) AS sources
        FROM hits
        """,
        limit=limit,
        offset=offset,
        **values,
    )


def found_papers(filters: Filters, limit: int) -> Query:
    """The papers that fit, the best answer first, as `listed_papers` shows them: for taking away."""
    hits, values = _hits(filters)
    return ask(
        f"""
        WITH {hits},
        chosen AS (
            SELECT paper_id, row_number() OVER (ORDER BY {BEST_FIRST}) AS place FROM hits
            QUALIFY place <= $limit
        )
        {_SHOWN}
        """,
        limit=limit,
        **values,
    )


def listed_papers(paper_ids: Sequence[str]) -> Query:
    """These papers in this order.

    Columns: paper_id, title, abstract, published_on, date_precision, date_source, authors, venue, doi, arxiv_id, url,
    sightings, code (URL or NULL), keywords (at most 5, most telling first; NULL without), theme_id, theme (label),
    color.
    """
    return ask(
        f"""
        WITH chosen AS (
            SELECT unnest($paper_ids::VARCHAR[]) AS paper_id, generate_subscripts($paper_ids::VARCHAR[], 1) AS place
        )
        {_SHOWN}
        """,
        paper_ids=list(paper_ids),
    )


_SHOWN = """
        SELECT papers.paper_id, title, abstract, published_on, date_precision, date_source, authors, venue, doi,
               arxiv_id, url, sightings, code, keywords, themes.theme_id, themes.label AS theme, themes.color
        FROM papers JOIN chosen USING (paper_id)
        LEFT JOIN (
            SELECT paper_id, min(url) AS code FROM paper_links SEMI JOIN chosen USING (paper_id)
            WHERE kind = 'code' GROUP BY paper_id
        ) USING (paper_id)
        LEFT JOIN (
            SELECT paper_id, list(keyword ORDER BY rank) AS keywords FROM keywords SEMI JOIN chosen USING (paper_id)
            WHERE rank <= 5 GROUP BY paper_id
        ) USING (paper_id)
        LEFT JOIN (FROM paper_themes SEMI JOIN chosen USING (paper_id) WHERE is_primary) AS held USING (paper_id)
        LEFT JOIN themes ON themes.theme_id = held.theme_id
        ORDER BY place
"""


def category_counts(limit: int) -> Query:
    """Subject categories, most papers first: category, papers."""
    return ask(
        """
        SELECT category, count(*) AS papers FROM (SELECT unnest(categories) AS category FROM papers)
        GROUP BY category ORDER BY papers DESC, category LIMIT $limit
        """,
        limit=limit,
    )


def collections(limit: int) -> Query:
    """Where records came from, most records first: name (the format of files named by their day, else the file's name),
    records."""
    return ask(
        f"""
        SELECT {_COLLECTION} AS name, sum(parsed)::BIGINT AS records FROM sources
        WHERE left_out IS NULL GROUP BY ALL HAVING records > 0 ORDER BY records DESC, name LIMIT $limit
        """,
        limit=limit,
    )


def theme_names() -> Query:
    """Themes, the largest first: theme_id, label, papers."""
    return ask("SELECT theme_id, label, papers FROM themes ORDER BY papers DESC, theme_id")


def months_with_papers() -> Query:
    """Months with dated papers, the newest first: month, papers."""
    return ask(
        "SELECT month, count(*) AS papers FROM papers WHERE month IS NOT NULL GROUP BY month ORDER BY month DESC"
    )
