-- Every week, month, quarter and year from the first to the last dated paper in English, with its number of papers:
-- the denominator of every share, and whether a share of it can be trusted. One row is a period.
--
-- A paper counts only where its date is exact enough: known to the day, in weeks and all longer periods; to the month,
-- in months, quarters and years; to the year, in years. Weeks start on Monday. Periods without papers have 0, not no row.
--
-- is_gap       far fewer papers than the periods both before and after it: collection paused. Also: the few strays dated
--              long before collection began or after it ended. Growth and decline are no gaps: one side is then as low.
-- is_complete  false where collection begins or still runs in the middle of the period, by the days on which its papers
--              were published or listed. A period without such days (dates known to the month or the year only) is
--              held incomplete where it has less than half the papers that are usual beside it.
WITH dated AS (
    -- part: dated
),

-- The days that each paper is evidence for: collection ran then. A listing says it best; one long after publication says
-- nothing. A month is evidence for all its days, yet not for whether that month itself was collected to its end.
witnessed AS (
    SELECT
        grain,
        period_start,
        CASE
            WHEN first_listed_on BETWEEN published_on AND published_on + 45 THEN first_listed_on
            WHEN first_listed_on IS NOT NULL THEN NULL
            WHEN date_precision = 'day' OR (date_precision = 'month' AND grain <> 'month') THEN published_on
        END AS seen_from,
        CASE
            WHEN first_listed_on IS NULL AND date_precision = 'month' AND grain <> 'month' THEN last_day(published_on)
            ELSE seen_from
        END AS seen_until
    FROM dated
),

-- Days that usually pass between two days with papers (weekends, a feed that is not daily). So many may be missing at
-- either end of a complete period: at most three in a week and seven in the others, and ten at the end of a year.
usual_pause AS (
    SELECT coalesce(quantile_cont(pause, 0.9), 1) AS days
    FROM (
        SELECT seen_from - lag(seen_from) OVER (ORDER BY seen_from) AS pause
        FROM (SELECT DISTINCT seen_from FROM witnessed WHERE grain = 'month' AND seen_from IS NOT NULL)
    )
),

-- The first and last 0.2 % of the days are left out: one stray date must not prove a whole year.
with_papers AS (
    SELECT
        grain,
        period_start,
        count(*) AS papers,
        2 * count(seen_from) > count(*) AS has_days,
        quantile_disc(seen_from, 0.002) AS first_seen_on,
        quantile_disc(seen_until, 0.998) AS last_seen_on
    FROM witnessed
    GROUP BY ALL
),

calendar AS (
    SELECT
        grain,
        step,
        CAST(unnest(generate_series(min(period_start), max(period_start), step)) AS DATE) AS period_start
    FROM with_papers
    JOIN (
        VALUES ('week', INTERVAL 7 DAY), ('month', INTERVAL 1 MONTH), ('quarter', INTERVAL 3 MONTH), ('year', INTERVAL 1 YEAR)
    ) AS lengths (grain, step) USING (grain)
    GROUP BY grain, step
),

counted AS (
    SELECT
        grain,
        period_start,
        CAST(period_start + step AS DATE) AS next_start,
        coalesce(papers, 0) AS papers,
        coalesce(has_days, false) AS has_days,
        first_seen_on,
        last_seen_on
    FROM calendar
    LEFT JOIN with_papers USING (grain, period_start)
),

-- The upper quartile of six periods on a side is what is usual there, even where four of the six are poor themselves.
compared AS (
    SELECT
        *,
        quantile_cont(papers, 0.75) OVER six_before AS usual_before,
        quantile_cont(papers, 0.75) OVER six_after AS usual_after,
        max(papers) OVER all_before AS most_before,
        max(papers) OVER all_after AS most_after,
        sum(papers) OVER all_before AS sum_before,
        sum(papers) OVER all_after AS sum_after,
        sum(papers) OVER whole AS sum_all,
        least(papers, lead(papers, 1, papers) OVER line, lead(papers, 2, papers) OVER line) AS least_from_here,
        least(papers, lag(papers, 1, papers) OVER line, lag(papers, 2, papers) OVER line) AS least_to_here
    FROM counted
    WINDOW
        whole AS (PARTITION BY grain),
        line AS (PARTITION BY grain ORDER BY period_start),
        six_before AS (PARTITION BY grain ORDER BY period_start ROWS BETWEEN 6 PRECEDING AND 1 PRECEDING),
        six_after AS (PARTITION BY grain ORDER BY period_start ROWS BETWEEN 1 FOLLOWING AND 6 FOLLOWING),
        all_before AS (PARTITION BY grain ORDER BY period_start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        all_after AS (PARTITION BY grain ORDER BY period_start ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
),

-- Collection begins with the last sudden start: each period before has less than a fifth of each of the next three, and
-- all of them together less than 2 % of the papers. It ends likewise. Without such a jump it is the whole span.
collection AS (
    SELECT
        grain,
        coalesce(
            max(period_start) FILTER (most_before < 0.2 * least_from_here AND sum_before < 0.02 * sum_all),
            min(period_start)
        ) AS first_start,
        coalesce(
            min(period_start) FILTER (most_after < 0.2 * least_to_here AND sum_after < 0.02 * sum_all),
            max(period_start)
        ) AS last_start
    FROM compared
    GROUP BY grain
),

judged AS (
    SELECT
        *,
        CASE
            WHEN period_start <> first_start THEN false
            WHEN has_days THEN first_seen_on - period_start >= least(usual_pause.days, if(grain = 'week', 3, 7))
            ELSE papers < 0.5 * usual_after
        END AS starts_within,
        CASE
            WHEN period_start <> last_start THEN false
            -- Hardly anything appears between 22 December and the new year: a December that ends there is finished.
            WHEN has_days AND grain <> 'week' AND month(next_start) = 1 THEN next_start - last_seen_on > 10
            WHEN has_days THEN next_start - last_seen_on > least(usual_pause.days, if(grain = 'week', 3, 7))
            ELSE papers < 0.5 * usual_before
        END AS ends_within,
        -- The period right after the last full one may be the one that is running; the rest out there are strays.
        period_start < first_start
        OR (period_start > last_start AND lag(period_start) OVER (PARTITION BY grain ORDER BY period_start) <> last_start)
            AS is_stray,
        -- At most a third of what is usual, and not by chance: 2 (√a − √b) of two counts a and b is about normal.
        least(usual_before, usual_after) AS usual,
        papers < usual / 3 AND 2 * (sqrt(usual) - sqrt(papers)) > 5 AS is_poor
    FROM compared
    JOIN collection USING (grain)
    CROSS JOIN usual_pause
)

SELECT
    grain,
    period_start,
    papers,
    period_start BETWEEN first_start AND last_start AND NOT coalesce(starts_within OR ends_within, false) AS is_complete,
    is_stray OR (period_start > first_start AND period_start < last_start AND is_poor) AS is_gap
FROM judged
ORDER BY grain, period_start
