"""Questions about forms that count as one term: which, by which rule, on what evidence. Of the page Data."""

from dashboard.queries.base import Query, ask


def merged_terms(limit: int) -> Query:
    """Terms that other words were merged into, those first whose merges move most papers: term_id, term, papers, forms (the
    merged ones, most papers first: variant, rule, papers). Capitals and numbers alone make no other words."""
    return ask(
        """
        SELECT term_id, terms.term, terms.papers,
               list({variant: variant, rule: rule, papers: variants.papers} ORDER BY variants.papers DESC, variant) AS forms
        FROM term_variants AS variants JOIN terms USING (term_id)
        WHERE rule IN ('acronym', 'curated', 'spelling') AND lower(variant) <> lower(terms.term) AND variants.papers > 0
        GROUP BY ALL ORDER BY sum(variants.papers) DESC, terms.term LIMIT $limit
        """,
        limit=limit,
    )


def forms_of_term(term_id: int) -> Query:
    """The forms of a term, most papers first: variant, rule, papers, is_label, defined (texts that define the acronym so;
    NULL for rules other than acronym)."""
    return ask(
        """
        WITH forms AS (
            SELECT variant, rule, variants.papers, terms.acronym, lower(variant) = lower(terms.term) AS is_label,
                   (SELECT list(lower(variant)) FROM term_variants WHERE term_id = $term_id) AS others
            FROM term_variants AS variants JOIN terms USING (term_id) WHERE term_id = $term_id
        )
        SELECT variant, rule, papers, is_label,
               CASE WHEN rule = 'acronym' THEN (
                   SELECT count(DISTINCT text_hash) FROM internal.abbreviations
                   WHERE (lower(variant) IN (lower(acronym), lower(expansion)) OR lower(variant) = lower(acronym) || 's')
                     AND list_contains(others, lower(acronym)) AND list_contains(others, lower(expansion))
               ) END AS defined
        FROM forms ORDER BY is_label DESC, papers DESC, variant
        """,
        term_id=term_id,
    )
