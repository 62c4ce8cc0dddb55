"""Queries about one paper: all that is known of it, and papers like it."""

from dashboard.query import Query, ask


def one_paper(paper_id: str) -> Query:
    """All columns of one paper; no row where there is none by this id."""
    return ask("SELECT * FROM papers WHERE paper_id = $paper_id", paper_id=paper_id)


def paper_keywords(paper_id: str) -> Query:
    """Keywords of a paper, the most telling first: keyword, term_id, score, papers (NULL: too rare to be indexed),
    forms."""
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
    """Papers that share a paper's keywords, the rarer the keywords the more: paper_id, title, published_on, shared
    (keywords).

    They share two, or one that fewer than 1 in 400 papers hold.
    """
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
        GROUP BY papers.paper_id HAVING count(*) > 1 OR max(telling.weight) > ln(400)
        ORDER BY sum(telling.weight) DESC, papers.paper_id LIMIT $limit
        """,
        paper_id=paper_id,
        limit=limit,
    )
