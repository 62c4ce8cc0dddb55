"""Queries about forms that count as one term, for the page Data: which forms, by which rule, and in how many papers."""

from dashboard.query import Query, ask


def merged_terms(limit: int) -> Query:
    """Terms that other words were merged into, those first whose merges move most papers: term_id, term, papers, forms
    (the merged ones, most papers first: variant, rule, papers). Capitals and numbers alone make no other words."""
    return ask(
        """
        SELECT term_id, terms.term, terms.papers,
               list({variant: variant, rule: rule, papers: variants.papers}
                    ORDER BY variants.papers DESC, variant) AS forms
        FROM term_variants AS variants JOIN terms USING (term_id)
        WHERE rule IN ('acronym', 'curated', 'spelling') AND lower(variant) <> lower(terms.term) AND variants.papers > 0
        GROUP BY ALL ORDER BY sum(variants.papers) DESC, terms.term LIMIT $limit
        """,
        limit=limit,
    )


def forms_of_term(term_id: int) -> Query:
    """The forms of a term, the label first, then those of most papers.

    Columns: variant, rule, papers, is_label, defined (papers that write an acronym and its long form one behind the
    other, the second in brackets; NULL for rules other than acronym).
    """
    return ask(
        """
        WITH forms AS (
            SELECT variant, lower(variant) AS form, rule, variants.papers,
                   lower(variant) = lower(terms.term) AS is_label
            FROM term_variants AS variants JOIN terms USING (term_id) WHERE term_id = $term_id
        ),
        brackets AS (
            SELECT paper_id, ' ' || rtrim(split_part(piece, '(', 1)) AS before,
                   trim(split_part(piece, '(', 2), ' )') AS inside
            FROM (
                SELECT paper_id, unnest(regexp_extract_all(lower(title || '. ' || abstract), $bracket)) AS piece
                FROM papers SEMI JOIN (FROM paper_terms WHERE term_id = $term_id) USING (paper_id)
                WHERE EXISTS (FROM forms WHERE rule = 'acronym')
            )
        ),
        definitions AS (
            SELECT paper_id, second.form AS inside, first.form AS outside
            FROM brackets JOIN forms AS second ON inside IN (second.form, second.form || 's')
            JOIN forms AS first ON first.form <> second.form AND ends_with(before, ' ' || first.form)
        )
        SELECT variant, rule, papers, is_label,
               CASE WHEN rule = 'acronym' THEN (
                   SELECT count(DISTINCT paper_id) FROM definitions WHERE form IN (inside, outside)
               ) END AS defined
        FROM forms ORDER BY is_label DESC, papers DESC, variant
        """,
        term_id=term_id,
        bracket=r"[^()]{1,80}\([^()]{2,80}\)",
    )
