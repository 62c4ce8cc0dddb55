-- Pieces of venues of which some were refused, month by month: a venue whose abstracts are missing seems to publish less.
WITH counting AS (
    SELECT source_id FROM sources WHERE left_out IS NULL
), pieces AS (
    SELECT venue, date_trunc('month', stated_on)::DATE AS month, 0 AS refused
    FROM internal.records SEMI JOIN counting USING (source_id)
    WHERE stated_precision IN ('day', 'month')
    UNION ALL
    SELECT venue, month, 1 AS refused FROM rejects SEMI JOIN counting USING (source_id) WHERE position > 0
)
SELECT venue, month, count(*) AS found, sum(refused)::BIGINT AS refused
FROM pieces
WHERE month IS NOT NULL AND venue IN (SELECT venue FROM rejects)
GROUP BY venue, month
