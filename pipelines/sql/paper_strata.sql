-- The stratum of each paper: the part of the collection that may grow by itself. That is its first category; without one,
-- its venue, whatever the year in its name (`Proceedings of X 2024` is one venue with that of 2025); else where it was
-- first found: the folder and the format of its source. What holds fewer than one in 200 papers stands with others of its
-- kind, since too few can be compared within it.
WITH found AS (
    SELECT
        paper_id,
        arg_min(
            concat_ws(', ', nullif(regexp_extract(path, '([^/\\]+)[/\\][^/\\]*$', 1), ''), format),
            (ingested_at, path, source_id)
        ) AS source
    FROM sightings
    JOIN sources USING (source_id)
    GROUP BY paper_id
),

named AS (
    SELECT
        paper_id,
        nullif(categories[1], '') AS category,
        nullif(trim(regexp_replace(regexp_replace(venue, '\d+(?:st|nd|rd|th)?', ' ', 'g'), '\s+', ' ', 'g')), '') AS venue,
        source
    FROM papers
    LEFT JOIN found USING (paper_id)
),

of_a_kind AS (
    SELECT
        paper_id,
        CASE WHEN category IS NOT NULL THEN 'category' WHEN venue IS NOT NULL THEN 'venue' ELSE 'source' END AS kind,
        coalesce(category, venue, source, '') AS name
    FROM named
)

SELECT
    paper_id,
    kind,
    CASE
        WHEN 200 * count(*) OVER (PARTITION BY kind, name) >= count(*) OVER () THEN name
        WHEN kind = 'category' THEN 'other categories'
        ELSE 'other ' || kind || 's'
    END AS stratum
FROM of_a_kind
