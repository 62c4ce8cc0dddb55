    -- Each dated paper in English, once for each grain that its date is exact enough for. Weeks start on Monday.
    SELECT
        paper_id,
        published_on,
        date_precision,
        first_listed_on,
        categories,
        unnest(CASE date_precision
            WHEN 'day' THEN ['week', 'month', 'quarter', 'year']
            WHEN 'month' THEN ['month', 'quarter', 'year']
            ELSE ['year']
        END) AS grain,
        CAST(date_trunc(grain, published_on) AS DATE) AS period_start
    FROM papers
    WHERE published_on IS NOT NULL AND date_precision <> 'none' AND language = 'en'
