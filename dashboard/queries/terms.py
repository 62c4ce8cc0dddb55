"""Queries of the page Terms: what a typed form means, and how often terms occur period by period. Lines that are more
than a term, and the papers of a point, are in `expressions`."""

from collections.abc import Sequence

from dashboard.queries.fragments.series import pool_and_band
from dashboard.query import Query, ask

MEASURES = ("share", "papers", "mentions")


def suggested_terms(limit: int) -> Query:
    """Terms to offer while somebody types, the most frequent first: term, papers."""
    return ask("SELECT term, papers FROM terms ORDER BY papers DESC, term LIMIT $limit", limit=limit)


def known_forms(forms: Sequence[str]) -> Query:
    """The term that each form means, whatever its capitals: form, term_id, term, papers; a form nobody uses has no row.

    A form that is a variant of several terms means the one that uses it most; a label means its own term.
    """
    return ask(
        """
        SELECT typed.form, terms.term_id, terms.term, terms.papers
        FROM (SELECT unnest($forms) AS form) AS typed
        JOIN (
            SELECT lower(term) AS variant, term_id, papers, true AS is_label FROM terms
            UNION ALL
            SELECT lower(variant), term_id, papers, false FROM term_variants
        ) AS known ON known.variant = lower(typed.form)
        JOIN terms ON terms.term_id = known.term_id
        QUALIFY row_number() OVER (
            PARTITION BY typed.form ORDER BY known.is_label DESC, known.papers DESC, terms.term
        ) = 1
        """,
        forms=list(forms),
    )


def near_terms(form: str, limit: int = 5) -> Query:
    """Terms that are written like `form`, the nearest first: term, papers, likeness (Jaro-Winkler, 0 to 1)."""
    return ask(
        """
        SELECT terms.term, any_value(terms.papers) AS papers,
               max(greatest(jaro_winkler_similarity(lower(variant), lower($form)),
                            0.97 * jaro_winkler_similarity(
                                left(lower(variant), length($form)::BIGINT + 1), lower($form)
                            ),
                            CASE WHEN contains(lower(variant), lower($form)) THEN 0.9 ELSE 0 END)) AS likeness
        FROM term_variants JOIN terms USING (term_id)
        GROUP BY terms.term HAVING likeness >= 0.86
        ORDER BY likeness DESC, papers DESC, terms.term LIMIT $limit
        """,
        form=form,
        limit=limit,
    )


def periods_with_papers() -> Query:
    """Periods with papers of each grain: grain, periods, papers (dated finely enough for it)."""
    return ask("""
        SELECT grain, count(*) AS periods, sum(papers)::BIGINT AS papers
        FROM periods WHERE papers > 0 GROUP BY grain ORDER BY papers DESC, grain
    """)


def term_series(term_ids: Sequence[int], grain: str, reach: int = 0) -> Query:
    """Terms period by period, none left out, pooled with `reach` periods on either side: the columns of
    `pool_and_band`."""
    # Materialized, or the join would begin with all terms and all periods.
    return ask(
        pool_and_band("""
        WITH chosen AS MATERIALIZED (SELECT term_id, term FROM terms WHERE term_id IN (SELECT unnest($term_ids))),
        held AS (FROM term_counts WHERE grain = $grain AND term_id IN (SELECT unnest($term_ids))),
        counted AS (
            SELECT chosen.term AS name, periods.period_start, periods.is_complete, periods.is_gap,
                   coalesce(held.papers, 0) AS papers, coalesce(held.mentions, 0) AS mentions, periods.papers AS total
            FROM chosen
            JOIN periods ON periods.grain = $grain
            LEFT JOIN held ON held.period_start = periods.period_start AND held.term_id = chosen.term_id
        )"""),
        term_ids=list(term_ids),
        grain=grain,
        reach=reach,
    )


def term_verdicts(term_ids: Sequence[int]) -> Query:
    """What is known of terms: term_id, term, acronym, papers, mentions, first_seen, share, direction, reason, growth
    and its ends, recent_share, p_value, variants (forms with their rule and papers, the most frequent first)."""
    return ask(
        """
        SELECT terms.term_id, terms.term, terms.acronym, terms.papers, terms.mentions, terms.first_seen,
               terms.papers / (SELECT count(*) FROM papers WHERE language = 'en') AS share,
               trend.direction, trend.reason, trend.growth, trend.growth_low, trend.growth_high, trend.recent_share,
               trend.p_value,
               (SELECT list({form: variant, rule: rule, papers: papers} ORDER BY papers DESC, variant)
                FROM term_variants WHERE term_variants.term_id = terms.term_id) AS variants
        FROM terms LEFT JOIN term_trends AS trend USING (term_id)
        WHERE terms.term_id IN (SELECT unnest($term_ids))
        """,
        term_ids=list(term_ids),
    )


def growth_parts(term_ids: Sequence[int], most: int = 5) -> Query:
    """What carries the change of terms: term, stratum_kind (category, venue, source, theme, term or author), stratum,
    recent_papers, baseline_papers, growth, added (to its share of all papers); the `most` of a kind that add most."""
    return ask(
        """
        SELECT terms.term, coalesce(kinds.kind, stratum_kind) AS stratum_kind, parts.stratum, parts.recent_papers,
               parts.baseline_papers, parts.growth, parts.added
        FROM term_trend_parts AS parts
        JOIN terms USING (term_id)
        LEFT JOIN (SELECT stratum, any_value(kind) AS kind FROM paper_strata GROUP BY stratum) AS kinds
            ON kinds.stratum = parts.stratum AND stratum_kind = 'stratum'
        WHERE term_id IN (SELECT unnest($term_ids)) AND parts.added <> 0
        QUALIFY row_number() OVER (PARTITION BY term_id, parts.stratum_kind
            ORDER BY abs(parts.added) DESC, parts.stratum)
            <= $most
        ORDER BY list_position($term_ids, term_id), abs(parts.added) DESC, parts.stratum
        """,
        term_ids=list(term_ids),
        most=most,
    )


def completions(pattern: str, limit: int = 10) -> Query:
    """The most frequent terms of the shape of `pattern`, whose `*` stands for any words, by any of their forms:
    term_id, term, papers."""
    shape = "%".join(_escape_like(part) for part in pattern.lower().split("*"))
    return ask(
        """
        SELECT term_id, term, papers FROM terms
        WHERE lower(term) LIKE $shape ESCAPE '!'
           OR term_id IN (SELECT term_id FROM term_variants WHERE lower(variant) LIKE $shape ESCAPE '!')
        ORDER BY papers DESC, term LIMIT $limit
        """,
        shape=shape,
        limit=limit,
    )


def _escape_like(text: str) -> str:
    return "".join(f"!{sign}" if sign in "!%_" else sign for sign in text)
