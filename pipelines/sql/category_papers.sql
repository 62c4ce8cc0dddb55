-- How many dated papers in English each category has in each period; '' stands for papers without a category. A paper
-- counts for its first category only.
WITH dated AS (
    -- part: dated
)

SELECT coalesce(categories[1], '') AS category, grain, period_start, count(*) AS papers
FROM dated
GROUP BY ALL
