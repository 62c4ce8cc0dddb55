"""Questions of the page Papers: a ranked, filtered list; one paper with all that is known of it; papers like it."""

from dataclasses import dataclass, field
from datetime import date

from dashboard.queries.base import Query, ask
from dashboard.search import Search


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; all conditions must hold. None leaves a condition out.

    Args:
        search: words and phrases of title or abstract.
        term_id: papers that hold the term.
        theme_id: papers whose primary theme it is.
        month: first day of a month in which papers are dated.
        category: one of the subject categories.
        dated: only dated (True) or undated (False) papers.
        code: only papers that link to code.
    """

    search: Search = field(default_factory=Search)
    term_id: int | None = None
    theme_id: int | None = None
    month: date | None = None
    category: str | None = None
    dated: bool | None = None
    code: bool = False

    def conditions(self) -> tuple[list[str], dict[str, object]]:
        """SQL conditions over `papers`, and their parameters."""
        found: list[str] = []
        values: dict[str, object] = {}
        for number, (part, pattern) in enumerate(zip(self.search.parts, self.search.patterns, strict=True)):
            # The plain search is quick and leaves few texts to the pattern.
            found.append(f"contains(lower(title || ' ' || abstract), $part{_letter(number)})")
            found.append(f"regexp_matches(lower(title || ' ' || abstract), $pattern{_letter(number)})")
            values[f"part{_letter(number)}"] = part
            values[f"pattern{_letter(number)}"] = pattern
        if self.term_id is not None:
            found.append("paper_id IN (SELECT paper_id FROM paper_terms WHERE term_id = $term_id)")
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
        if self.dated is not None:
            found.append(f"published_on IS {'NOT ' if self.dated else ''}NULL")
        if self.code:
            found.append("paper_id IN (SELECT paper_id FROM paper_links WHERE kind = 'code')")
        return found, values


def _letter(number: int) -> str:
    # Parameter names hold letters only, so that none is the beginning of another.
    return "_" + chr(ord("a") + number % 26) * (number // 26 + 1)


def _rank(filters: Filters) -> str:
    """How well a paper answers the search: what stands in the title counts three times, a title that begins with it once more."""
    hits = [
        f"3 * regexp_matches(lower(title), $pattern{_letter(number)})::INTEGER"
        f" + starts_with(lower(title), $part{_letter(number)})::INTEGER"
        for number in range(len(filters.search.parts))
    ]
    if filters.term_id is not None:
        hits.append(
            "coalesce((SELECT 3 * any_value(in_title)::INTEGER + least(any_value(mentions), 9) / 10 FROM paper_terms"
            " WHERE paper_terms.paper_id = papers.paper_id AND paper_terms.term_id = $term_id), 0)"
        )
    return " + ".join(hits) if hits else "0"


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def count_papers(filters: Filters) -> Query:
    """One row: papers, dated_papers, with_code, that fit the filters."""
    conditions, values = filters.conditions()
    return ask(
        f"""
        SELECT count(*) AS papers, count(published_on) AS dated_papers,
               count(*) FILTER (paper_id IN (SELECT paper_id FROM paper_links WHERE kind = 'code')) AS with_code
        FROM papers {_where(conditions)}
        """,
        **values,
    )


def list_papers(filters: Filters, limit: int, offset: int = 0) -> Query:
    """Papers that fit the filters, the best answer first, then the newest.

    Columns: paper_id, title, abstract, published_on, date_precision, date_source, authors, venue, doi, arxiv_id, url,
    sightings, code (URL or NULL), keywords (at most 6, most telling first), theme_id, theme (label).
    """
    conditions, values = filters.conditions()
    return ask(
        f"""
        WITH chosen AS (
            SELECT *, row_number() OVER (ORDER BY {_rank(filters)} DESC, published_on DESC NULLS LAST, paper_id) AS place
            FROM papers {_where(conditions)}
            QUALIFY place > $offset AND place <= $offset + $limit
        )
        SELECT chosen.paper_id, chosen.title, chosen.abstract, chosen.published_on, chosen.date_precision,
               chosen.date_source, chosen.authors, chosen.venue, chosen.doi, chosen.arxiv_id, chosen.url, chosen.sightings,
               (SELECT min(url) FROM paper_links WHERE paper_links.paper_id = chosen.paper_id AND kind = 'code') AS code,
               (SELECT list(keyword ORDER BY rank) FROM keywords WHERE keywords.paper_id = chosen.paper_id AND rank <= 6)
                   AS keywords,
               themes.theme_id, themes.label AS theme
        FROM chosen
        LEFT JOIN paper_themes ON paper_themes.paper_id = chosen.paper_id AND paper_themes.is_primary
        LEFT JOIN themes USING (theme_id)
        ORDER BY chosen.place
        """,
        limit=limit,
        offset=offset,
        **values,
    )


def category_counts(limit: int) -> Query:
    """Subject categories, most papers first: category, papers."""
    return ask(
        """
        SELECT category, count(*) AS papers FROM (SELECT unnest(categories) AS category FROM papers)
        GROUP BY category ORDER BY papers DESC, category LIMIT $limit
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


def one_paper(paper_id: str) -> Query:
    """All columns of one paper; no row where there is none by this id."""
    return ask("SELECT * FROM papers WHERE paper_id = $paper_id", paper_id=paper_id)


def paper_keywords(paper_id: str) -> Query:
    """Keywords of a paper, the most telling first: keyword, term_id, score, papers (NULL: too rare to be indexed), forms."""
    return ask(
        """
        SELECT keywords.keyword, keywords.term_id, keywords.score, terms.papers,
               (SELECT list(variant) FROM term_variants WHERE term_variants.term_id = keywords.term_id) AS forms
        FROM keywords LEFT JOIN terms USING (term_id)
        WHERE keywords.paper_id = $paper_id ORDER BY keywords.rank
        """,
        paper_id=paper_id,
    )


def paper_themes(paper_id: str) -> Query:
    """Themes of a paper, the heaviest first: theme_id, label, color, weight."""
    return ask(
        """
        SELECT theme_id, label, color, weight FROM paper_themes JOIN themes USING (theme_id)
        WHERE paper_id = $paper_id ORDER BY is_primary DESC, weight DESC, theme_id
        """,
        paper_id=paper_id,
    )


def paper_sightings(paper_id: str) -> Query:
    """Records that name a paper, the earliest first: path, position, stated_on, stated_precision, listed_on, merged_by,
    upvotes, record_url."""
    return ask(
        """
        SELECT sources.path, sightings.position, sightings.stated_on, sightings.stated_precision, sightings.listed_on,
               sightings.merged_by, sightings.upvotes, sightings.record_url
        FROM sightings JOIN sources USING (source_id)
        WHERE paper_id = $paper_id
        ORDER BY coalesce(sightings.listed_on, sightings.stated_on) NULLS LAST, sources.path, sightings.position
        """,
        paper_id=paper_id,
    )


def paper_links(paper_id: str) -> Query:
    """Links of a paper, code first: url, kind, host, repository."""
    return ask(
        """
        SELECT url, kind, host, repository FROM paper_links WHERE paper_id = $paper_id
        ORDER BY kind <> 'code', kind <> 'data', kind <> 'project', url
        """,
        paper_id=paper_id,
    )


def similar_papers(paper_id: str, limit: int) -> Query:
    """Papers that share a paper's keywords, the rarer the keywords the more: paper_id, title, published_on, shared (keywords)."""
    return ask(
        """
        WITH telling AS (
            SELECT keywords.term_id, keywords.keyword, ln((SELECT count(*) FROM papers) / terms.papers) AS weight
            FROM keywords JOIN terms USING (term_id)
            WHERE keywords.paper_id = $paper_id
        )
        SELECT papers.paper_id, any_value(papers.title) AS title, any_value(papers.published_on) AS published_on,
               list(telling.keyword ORDER BY telling.weight DESC) AS shared
        FROM telling JOIN paper_terms USING (term_id) JOIN papers USING (paper_id)
        WHERE papers.paper_id <> $paper_id
        GROUP BY papers.paper_id HAVING count(*) > 1
        ORDER BY sum(telling.weight) DESC, papers.paper_id LIMIT $limit
        """,
        paper_id=paper_id,
        limit=limit,
    )
