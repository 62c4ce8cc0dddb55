-- The papers of each month and year that verdicts compare: those that periods.sql counts, without the categories that were
-- collected only part of the time (category_coverage). The denominator of `recent_share` and `baseline_share`.
WITH compared AS (
    SELECT
        paper_id,
        unnest(CASE date_precision WHEN 'year' THEN ['year'] ELSE ['month', 'year'] END) AS grain,
        CAST(date_trunc(grain, published_on) AS DATE) AS period_start
    FROM papers
    WHERE
        published_on IS NOT NULL
        AND date_precision <> 'none'
        AND language = 'en'
        AND coalesce(categories[1], '') NOT IN (SELECT category FROM category_coverage WHERE NOT is_throughout)
)

SELECT grain, period_start, count(*) AS papers
FROM compared
GROUP BY ALL
