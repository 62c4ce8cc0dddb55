"""Queries of the page Compare: how large two slices are, which terms tell them apart, and in which papers."""

from dashboard.queries.fragments.slices import Slice, both_parameters, tagged_papers
from dashboard.query import Query, ask

PRIOR_STRENGTH = 500.0
"""Total count of the prior at most, as in `pipelines.trends.comparison`; never more than the smaller slice's own."""


def _words(term: str) -> str:
    """SQL: words between single spaces, without the s of the plural, as where pairs of terms are made."""
    return rf"' ' || regexp_replace(regexp_replace(lower({term}), '[^\pL\pN]+', ' ', 'g'), 's( |$)', '\1', 'g') || ' '"


def slice_sizes(a: Slice, b: Slice) -> Query:
    """One row: papers_a, papers_b, papers_both, papers_all; all of them in English."""
    return ask(
        f"""
        WITH {tagged_papers(a, b)}
        SELECT count(*) FILTER (in_a) AS papers_a, count(*) FILTER (in_b) AS papers_b,
               count(*) FILTER (in_a AND in_b) AS papers_both, count(*) AS papers_all
        FROM tagged
        """,
        **both_parameters(a, b),
    )


def distinctive_terms(a: Slice, b: Slice, candidates: int = 60) -> Query:
    """The terms that most tell two slices apart, at most `candidates` either way, from those of `a` to those of `b`.

    Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, eq. 15, 16, 22) over papers with a
    term; the prior is the term's part of all papers' terms, times `PRIOR_STRENGTH` or, where it is less, the count of
    all terms in the smaller slice: a prior that outweighs the data would hide every difference of a small corpus. Left
    out are terms of which the odds say the opposite of the share (papers of one slice may hold more terms each), and
    terms within the term by which a slice was chosen.

    Of two terms one may hold the other word for word, or its acronym. Then the longer explains the shorter where,
    without the longer's papers, less than half of the shorter's z is left; and the shorter explains the longer where
    the longer's part of the shorter's papers differs by less than half of the longer's z. Less than 1.96 is always
    explained.

    Columns: term_id, term, papers_a, papers_b, share_a, share_b (of the slice's papers), log_odds (natural, above 0
    tells `a`), z, tested (terms that occur in either slice), explained_by (term_ids, may be empty).
    """
    chosen_by = [one.term_id for one in (a, b) if one.term_id is not None and not one.rest]
    within_choice = (
        f"AND NOT EXISTS (SELECT 1 FROM terms AS choice WHERE choice.term_id IN (SELECT unnest($chosen_by)) "
        f"AND contains({_words('choice.term')}, {_words('judged.term')}))"
        if chosen_by
        else ""
    )
    return ask(
        rf"""
        WITH {tagged_papers(a, b)},
        kinds AS (SELECT in_a, in_b, count(*) AS papers FROM tagged GROUP BY ALL),
        sizes AS (
            SELECT coalesce(sum(papers) FILTER (in_a), 0) AS all_a, coalesce(sum(papers) FILTER (in_b), 0) AS all_b
            FROM kinds
        ),
        -- Papers are in a alone, in b alone, in both or in neither. The largest of these groups is not read: what a
        -- term has in all papers, less what it has in the other groups, is in that one.
        commonest AS (SELECT in_a AS most_a, in_b AS most_b FROM kinds ORDER BY papers DESC, in_a, in_b LIMIT 1),
        counted AS (
            SELECT term_id, count(*) FILTER (in_a) AS seen_a, count(*) FILTER (in_b) AS seen_b, count(*) AS seen
            FROM paper_terms JOIN (FROM tagged ANTI JOIN commonest ON in_a = most_a AND in_b = most_b) USING (paper_id)
            GROUP BY term_id
        ),
        background AS (
            SELECT term_id, term, acronym, terms.papers - coalesce(seen, 0) AS others,
                   coalesce(seen_a, 0) + CASE WHEN most_a THEN others ELSE 0 END AS papers_a,
                   coalesce(seen_b, 0) + CASE WHEN most_b THEN others ELSE 0 END AS papers_b,
                   -- Papers in both slices count in each.
                   greatest(terms.papers, papers_a + papers_b) AS papers
            FROM terms LEFT JOIN counted USING (term_id) CROSS JOIN commonest
        ),
        totals AS (
            SELECT sum(papers) AS papers, least($prior_strength, sum(papers_a), sum(papers_b)) AS strength,
                   sum(papers_a) + strength AS total_a, sum(papers_b) + strength AS total_b,
                   count(*) FILTER (papers_a + papers_b > 0) AS tested
            FROM background
        ),
        padded AS (
            SELECT background.*, strength * background.papers / totals.papers AS prior,
                   papers_a + prior AS with_a, papers_b + prior AS with_b, total_a, total_b, tested
            FROM background CROSS JOIN totals
        ),
        judged AS (
            SELECT padded.*, papers_a / all_a AS share_a, papers_b / all_b AS share_b,
                   ln(with_a / (total_a - with_a)) - ln(with_b / (total_b - with_b)) AS log_odds,
                   log_odds / sqrt(1 / with_a + 1 / with_b) AS z
            FROM padded CROSS JOIN sizes
            WHERE all_a > 0 AND all_b > 0 AND total_a > with_a AND total_b > with_b
        ),
        candidates AS MATERIALIZED (
            SELECT *, {_words("term")} AS words, ' ' || regexp_replace(lower(acronym), 's$', '') || ' ' AS acronym_words
            FROM (
                FROM judged
                WHERE papers_a + papers_b > 0 AND sign(share_a - share_b) = sign(z) AND z <> 0 {within_choice}
                QUALIFY row_number() OVER (PARTITION BY z > 0 ORDER BY abs(z) DESC, term_id) <= $candidates
            )
        ),
        nested AS (
            SELECT short.term_id AS short_id, long.term_id AS long_id, short.z AS short_z, long.z AS long_z,
                   short.with_a - least(long.with_a, short.with_a - 1e-9) AS left_a,
                   short.with_b - least(long.with_b, short.with_b - 1e-9) AS left_b,
                   (ln(left_a / (short.total_a - left_a)) - ln(left_b / (short.total_b - left_b)))
                       / sqrt(1 / left_a + 1 / left_b) AS left_z,
                   (long.with_a + long.with_b) / (short.with_a + short.with_b) AS part,
                   (long.with_a / short.with_a - long.with_b / short.with_b)
                       / sqrt(greatest(part * (1 - part), 1e-9) * (1 / short.with_a + 1 / short.with_b)) AS part_z
            FROM candidates AS short JOIN candidates AS long
                ON short.term_id <> long.term_id AND (short.z > 0) = (long.z > 0)
                AND (contains(long.words, short.words) OR coalesce(contains(long.words, short.acronym_words), false))
        ),
        explained AS (
            SELECT short_id AS term_id, long_id AS by_id FROM nested
            WHERE sign(short_z) * left_z < greatest(1.96, abs(short_z) / 2)
            UNION
            SELECT long_id, short_id FROM nested WHERE sign(long_z) * part_z < greatest(1.96, abs(long_z) / 2)
        )
        SELECT term_id, term, papers_a, papers_b, share_a, share_b, log_odds, z, tested,
               coalesce(
                   (SELECT list(by_id ORDER BY by_id) FROM explained WHERE explained.term_id = candidates.term_id), []
               ) AS explained_by
        FROM candidates ORDER BY z DESC, term_id
        """,
        candidates=candidates,
        prior_strength=PRIOR_STRENGTH,
        **({"chosen_by": chosen_by} if chosen_by else {}),
        **both_parameters(a, b),
    )


def papers_in_slice(a: Slice, b: Slice, side: str, term_id: int, limit: int = 10) -> Query:
    """Papers of slice `side` (`a` or `b`) that hold a term, those that name it in the title or most often first.

    Columns: paper_id, title, published_on, mentions, in_title, found (papers in all).
    """
    return ask(
        f"""
        WITH {tagged_papers(a, b)}
        SELECT papers.paper_id, papers.title, papers.published_on, paper_terms.mentions, paper_terms.in_title,
               count(*) OVER () AS found
        FROM paper_terms JOIN tagged USING (paper_id) JOIN papers USING (paper_id)
        WHERE paper_terms.term_id = $term_id AND tagged.in_{side}
        ORDER BY paper_terms.in_title DESC, paper_terms.mentions DESC, papers.published_on DESC NULLS LAST,
                 papers.paper_id
        LIMIT $limit
        """,
        term_id=term_id,
        limit=limit,
        **both_parameters(a, b),
    )


def papers_of_slices(a: Slice, b: Slice) -> Query:
    """The papers of both slices, newest first: paper_id, title, published_on, in_a, in_b."""
    return ask(
        f"""
        WITH {tagged_papers(a, b)}
        SELECT papers.paper_id, papers.title, papers.published_on, tagged.in_a, tagged.in_b
        FROM tagged JOIN papers USING (paper_id)
        WHERE tagged.in_a OR tagged.in_b
        ORDER BY papers.published_on DESC NULLS LAST, papers.paper_id
        """,
        **both_parameters(a, b),
    )


def slice_periods(grain: str) -> Query:
    """Periods with dated papers, oldest first: period_start, papers."""
    return ask(
        "SELECT period_start, papers FROM periods WHERE grain = $grain AND papers > 0 ORDER BY period_start",
        grain=grain,
    )


def all_categories() -> Query:
    """Categories, the most frequent first, at most 300: category, papers."""
    return ask("""
        SELECT category, count(*) AS papers
        FROM (SELECT unnest(list_distinct(categories)) AS category FROM papers WHERE language = 'en')
        GROUP BY category ORDER BY papers DESC, category LIMIT 300
    """)


def all_sources() -> Query:
    """What papers came from, formats before files: source (a format or source_id), name (of the file; NULL for a
    format), format, papers."""
    return ask("""
        SELECT format AS source, NULL AS name, format, count(DISTINCT paper_id) AS papers, true AS is_format
        FROM sources JOIN sightings USING (source_id) GROUP BY format
        UNION ALL
        SELECT source_id, parse_filename(path), format, count(DISTINCT paper_id), false
        FROM sources JOIN sightings USING (source_id) GROUP BY ALL
        ORDER BY is_format DESC, format, name DESC, source
    """)
