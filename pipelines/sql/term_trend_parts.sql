-- Which parts of the corpus carry the change of a term that rises, is new or falls: its strata, the themes of its papers,
-- the longer terms that hold it, and authors. `added` is what a part adds to the change of the term's share of all
-- compared papers; over the strata it adds up to the whole, and so it does over the themes. Of each kind the ten parts that
-- change most are told.
--
-- Asks for the grain and the windows that verdicts rest on: $grain, $baseline_start, $recent_start, $recent_end.
WITH dated AS (
    -- part: dated
),

compared AS (
    SELECT paper_id, grain, period_start, stratum
    FROM dated
    JOIN paper_strata USING (paper_id)
    WHERE coalesce(categories[1], '') NOT IN (SELECT category FROM category_coverage WHERE NOT is_throughout)
),

judged AS (
    SELECT paper_id, stratum, period_start >= $recent_start AS is_recent
    FROM compared
    WHERE grain = $grain AND period_start BETWEEN $baseline_start AND $recent_end
        AND period_start IN (SELECT period_start FROM periods WHERE grain = $grain AND is_complete AND NOT is_gap)
),

totals AS (
    SELECT count(*) FILTER (is_recent) AS recent_total, count(*) FILTER (NOT is_recent) AS baseline_total FROM judged
),

told AS (
    SELECT term_id, term FROM term_trends WHERE direction IN ('rising', 'new', 'falling')
),

held AS (
    SELECT term_id, term, paper_id, is_recent, stratum
    FROM told
    JOIN paper_terms USING (term_id)
    JOIN judged USING (paper_id)
),

-- Of `agent` the longer terms are `agent memory`, `coding agent` and so on: whole words, in this order.
longer AS (
    SELECT told.term_id, terms.term_id AS longer_id, terms.term AS longer
    FROM told
    JOIN terms ON contains(' ' || lower(terms.term) || ' ', ' ' || lower(told.term) || ' ') AND terms.term_id <> told.term_id
),

parts AS (
    SELECT term_id, 'stratum' AS stratum_kind, stratum, is_recent FROM held
    UNION ALL
    SELECT term_id, 'theme', label, is_recent
    FROM held
    JOIN paper_themes USING (paper_id)
    JOIN themes USING (theme_id)
    WHERE is_primary
    UNION ALL
    SELECT held.term_id, 'term', longer, is_recent
    FROM held
    JOIN longer USING (term_id)
    JOIN paper_terms ON paper_terms.paper_id = held.paper_id AND paper_terms.term_id = longer_id
    UNION ALL
    SELECT term_id, 'author', unnest(authors), is_recent
    FROM held
    JOIN papers USING (paper_id)
),

counted AS (
    SELECT
        term_id,
        stratum_kind,
        stratum,
        count(*) FILTER (is_recent) AS recent_papers,
        count(*) FILTER (NOT is_recent) AS baseline_papers
    FROM parts
    GROUP BY ALL
    HAVING stratum_kind <> 'author' OR count(*) >= 3
),

-- The papers among which a part is looked at: its own for strata and themes, all for terms and authors.
sizes AS (
    SELECT 'stratum' AS stratum_kind, stratum, is_recent FROM judged
    UNION ALL
    SELECT 'theme', label, is_recent
    FROM judged
    JOIN paper_themes USING (paper_id)
    JOIN themes USING (theme_id)
    WHERE is_primary
),

sized AS (
    SELECT
        stratum_kind,
        stratum,
        count(*) FILTER (is_recent) AS recent_size,
        count(*) FILTER (NOT is_recent) AS baseline_size
    FROM sizes
    GROUP BY ALL
)

SELECT
    term_id,
    stratum_kind,
    stratum,
    recent_papers,
    baseline_papers,
    coalesce(recent_size, totals.recent_total) AS recent_total,
    coalesce(baseline_size, totals.baseline_total) AS baseline_total,
    -- Half a paper more on either side keeps the ratio finite; a part without papers in a window has none.
    CASE
        WHEN coalesce(recent_size, 1) > 0 AND coalesce(baseline_size, 1) > 0
            THEN log2(
                ((recent_papers + 0.5) / coalesce(recent_size, totals.recent_total))
                / ((baseline_papers + 0.5) / coalesce(baseline_size, totals.baseline_total))
            )
    END AS growth,
    recent_papers / totals.recent_total - baseline_papers / totals.baseline_total AS added
FROM counted
LEFT JOIN sized USING (stratum_kind, stratum)
CROSS JOIN totals
QUALIFY row_number() OVER (PARTITION BY term_id, stratum_kind ORDER BY abs(added) DESC, stratum) <= 10
