-- In how many of the papers that verdicts compare (compared_periods.sql) a term occurs, by month and year.
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

SELECT grain, period_start, term_id, count(*) AS papers
FROM paper_terms
JOIN compared USING (paper_id)
GROUP BY ALL
