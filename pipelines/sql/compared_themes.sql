-- In how many of the papers that verdicts compare (compared_periods.sql) a theme is the primary one, by month and year.
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

SELECT grain, period_start, theme_id, count(*) AS papers
FROM paper_themes
JOIN compared USING (paper_id)
WHERE is_primary
GROUP BY ALL
