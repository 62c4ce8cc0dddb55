-- The papers that verdicts compare, with their stratum and their periods: those that periods.sql counts, without the
-- categories that were collected only part of the time (category_coverage). Counted by period they are the denominator of
-- `recent_share` and `baseline_share`; joined with paper_terms or paper_themes, the numerator. Growth compares each
-- stratum with itself.
WITH dated AS (
    -- part: dated
)

SELECT paper_id, grain, period_start, stratum
FROM dated
JOIN paper_strata USING (paper_id)
WHERE coalesce(categories[1], '') NOT IN (SELECT category FROM category_coverage WHERE NOT is_throughout)
