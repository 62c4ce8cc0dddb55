"""Queries of the page Network: which terms to draw, how they are tied, and in which papers two of them stand."""

from collections.abc import Sequence

from dashboard.query import Query, ask


def field_terms(limit: int) -> Query:
    """Terms that stand for the whole field, the best of each theme before the second best of any: term_id, term,
    papers.

    Only terms in at most a fifth of all papers; more frequent ones come together with everything and have no pairs.
    """
    return ask(
        """
        SELECT terms.term_id, terms.term, terms.papers
        FROM theme_terms AS telling JOIN terms USING (term_id) JOIN themes USING (theme_id)
        WHERE terms.papers <= 0.2 * (SELECT count(*) FROM papers WHERE language = 'en')
        QUALIFY row_number() OVER (PARTITION BY terms.term_id ORDER BY telling.rank, themes.papers DESC, theme_id) = 1
        ORDER BY telling.rank, themes.papers DESC, themes.theme_id LIMIT $limit
        """,
        limit=limit,
    )


def terms_of_theme(theme_id: int) -> Query:
    """A theme's telling terms in order: term_id, term, papers."""
    return ask(
        """
        SELECT terms.term_id, terms.term, terms.papers
        FROM theme_terms AS telling JOIN terms USING (term_id)
        WHERE telling.theme_id = $theme_id ORDER BY telling.rank
        """,
        theme_id=theme_id,
    )


def terms_around(term_id: int, fewest: int, first: int, second: int) -> Query:
    """A term and those that it most comes together with by NPMI, in pairs of at least `fewest` papers, the nearest
    first.

    Args:
        first: so many terms at one step.
        second: so many more for each of these, at two steps; 0 for none.

    Columns: term_id, term, papers, step (0 for the term itself).
    """
    return ask(
        """
        WITH ties AS (
            SELECT term_id_a AS here, term_id_b AS there, npmi FROM term_pairs WHERE papers >= $fewest
            UNION ALL
            SELECT term_id_b, term_id_a, npmi FROM term_pairs WHERE papers >= $fewest
        ),
        near AS (SELECT there AS term_id, npmi FROM ties WHERE here = $term_id ORDER BY npmi DESC, there LIMIT $first),
        far AS (
            SELECT ties.there AS term_id, max(ties.npmi) AS npmi
            FROM (
                FROM ties WHERE here IN (SELECT term_id FROM near) AND there <> $term_id
                    AND there NOT IN (SELECT term_id FROM near)
                QUALIFY row_number() OVER (PARTITION BY here ORDER BY npmi DESC, there) <= $second
            ) AS ties
            GROUP BY ties.there
        )
        SELECT term_id, terms.term, terms.papers, step
        FROM (
            SELECT $term_id AS term_id, 1.0 AS npmi, 0 AS step
            UNION ALL SELECT term_id, npmi, 1 FROM near
            UNION ALL SELECT term_id, npmi, 2 FROM far
        ) JOIN terms USING (term_id)
        ORDER BY step, npmi DESC, term_id
        """,
        term_id=term_id,
        fewest=fewest,
        first=first,
        second=second,
    )


def pairs_among(term_ids: Sequence[int], fewest: int) -> Query:
    """Pairs of these terms in at least `fewest` papers, the strongest first: term_id_a, term_a, term_id_b, term_b,
    papers, npmi, first_seen, recent_papers, is_new.

    A pair is new where the latest quarter of all dated papers holds at least half of its papers, three standard
    deviations more than the quarter that it would hold by chance.
    """
    return ask(
        """
        SELECT term_id_a, a.term AS term_a, term_id_b, b.term AS term_b, pair.papers, pair.npmi, pair.first_seen,
               pair.recent_papers,
               coalesce(2 * pair.recent_papers >= pair.papers
                   AND pair.recent_papers - pair.papers / 4 >= 3 * sqrt(pair.papers * 3 / 16), false) AS is_new
        FROM term_pairs AS pair
        JOIN terms AS a ON a.term_id = term_id_a
        JOIN terms AS b ON b.term_id = term_id_b
        WHERE term_id_a IN (SELECT unnest($term_ids)) AND term_id_b IN (SELECT unnest($term_ids))
          AND pair.papers >= $fewest
        ORDER BY pair.npmi DESC, pair.papers DESC, term_id_a, term_id_b
        """,
        term_ids=list(term_ids),
        fewest=fewest,
    )


def term_homes(term_ids: Sequence[int]) -> Query:
    """What is drawn of terms: term_id, term, papers, direction, and theme_id, label, color of the theme that most of
    its papers belong to."""
    return ask(
        """
        SELECT terms.term_id, terms.term, terms.papers, trend.direction, themes.theme_id, themes.label, themes.color
        FROM terms
        LEFT JOIN term_trends AS trend USING (term_id)
        LEFT JOIN (
            SELECT term_id, theme_id
            FROM paper_terms JOIN paper_themes USING (paper_id)
            WHERE is_primary AND term_id IN (SELECT unnest($term_ids))
            GROUP BY term_id, theme_id
            QUALIFY row_number() OVER (PARTITION BY term_id ORDER BY count(*) DESC, theme_id) = 1
        ) AS home ON home.term_id = terms.term_id
        LEFT JOIN themes ON themes.theme_id = home.theme_id
        WHERE terms.term_id IN (SELECT unnest($term_ids))
        ORDER BY terms.papers DESC, terms.term_id
        """,
        term_ids=list(term_ids),
    )


def papers_of_pair(one: int, two: int, limit: int = 20) -> Query:
    """Papers that hold two terms, those that name both in the title first, then the newest: paper_id, title,
    published_on, in_title (how many of the two), found (papers in all)."""
    return ask(
        """
        SELECT papers.paper_id, papers.title, papers.published_on,
               first.in_title::INTEGER + second.in_title::INTEGER AS in_title,
               count(*) OVER () AS found
        FROM paper_terms AS first JOIN paper_terms AS second USING (paper_id) JOIN papers USING (paper_id)
        WHERE first.term_id = $one AND second.term_id = $two AND papers.language = 'en'
        ORDER BY in_title DESC, papers.published_on DESC NULLS LAST, papers.paper_id LIMIT $limit
        """,
        one=one,
        two=two,
        limit=limit,
    )


def count_pairs() -> Query:
    """One row: how many pairs there are: pairs."""
    return ask("SELECT count(*) AS pairs FROM term_pairs")
