-- In how many papers of each week, month, quarter and year a term occurs, and how often. One row is a term in a period
-- in which it occurs; the periods in which it does not have no row.
--
-- Papers count where periods.sql counts them: in English, and with a date that is exact enough for the period. The share is
-- of all such papers of the period, so `share = term_counts.papers / periods.papers`.
-- Week, month and quarter are NULL for papers whose date is too coarse for them; these rows are dropped at the end.
WITH dated AS (
    SELECT
        paper_id,
        CASE WHEN date_precision = 'day' THEN CAST(date_trunc('week', published_on) AS DATE) END AS week,
        CASE WHEN date_precision <> 'year' THEN CAST(date_trunc('month', published_on) AS DATE) END AS month,
        CAST(date_trunc('year', published_on) AS DATE) AS year
    FROM papers
    WHERE published_on IS NOT NULL AND date_precision <> 'none' AND language = 'en'
),

-- By week and month first, then the fewer rows of each by the next longer period.
by_week_and_month AS MATERIALIZED (
    SELECT term_id, week, month, year, count(*) AS papers, CAST(sum(mentions) AS BIGINT) AS mentions
    FROM paper_terms
    JOIN dated USING (paper_id)
    GROUP BY ALL
),

by_month AS MATERIALIZED (
    SELECT term_id, month, year, CAST(sum(papers) AS BIGINT) AS papers, CAST(sum(mentions) AS BIGINT) AS mentions
    FROM by_week_and_month
    GROUP BY ALL
),

by_period AS (
    SELECT 'week' AS grain, week AS period_start, term_id, sum(papers) AS papers, sum(mentions) AS mentions
    FROM by_week_and_month
    GROUP BY ALL
    UNION ALL
    SELECT 'month', month, term_id, sum(papers), sum(mentions)
    FROM by_month
    GROUP BY ALL
    UNION ALL
    SELECT 'quarter', CAST(date_trunc('quarter', month) AS DATE) AS quarter, term_id, sum(papers), sum(mentions)
    FROM by_month
    GROUP BY ALL
    UNION ALL
    SELECT 'year', year, term_id, sum(papers), sum(mentions)
    FROM by_month
    GROUP BY ALL
)

SELECT
    grain,
    period_start,
    term_id,
    terms.term,
    CAST(by_period.papers AS BIGINT) AS papers,
    CAST(by_period.mentions AS BIGINT) AS mentions,
    by_period.papers / periods.papers AS share
FROM by_period
JOIN periods USING (grain, period_start)
JOIN terms USING (term_id)
WHERE period_start IS NOT NULL
