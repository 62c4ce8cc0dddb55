-- In how many papers of each week, month, quarter and year a theme is the primary one. One row is a theme in a period in
-- which it occurs; the periods in which it does not have no row.
--
-- Papers count where periods.sql counts them: in English, and with a date that is exact enough for the period. Each paper
-- has one primary theme, so the shares of a period add up to 1.
WITH dated AS (
    -- part: dated
),

by_period AS (
    SELECT grain, period_start, theme_id, count(*) AS papers
    FROM paper_themes
    JOIN dated USING (paper_id)
    WHERE is_primary
    GROUP BY ALL
)

SELECT
    grain,
    period_start,
    theme_id,
    themes.label,
    by_period.papers,
    by_period.papers / periods.papers AS share
FROM by_period
JOIN periods USING (grain, period_start)
JOIN themes USING (theme_id)
