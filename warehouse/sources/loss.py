"""What would be gone from the counts without some sources, as SQL; the command line and the page Data ask it."""

LOSS = """
    WITH given AS (SELECT paper_id FROM sightings WHERE list_contains($sources, source_id)),
    lost AS (
        SELECT paper_id FROM (SELECT DISTINCT paper_id FROM given)
        WHERE paper_id NOT IN (SELECT paper_id FROM sightings WHERE NOT list_contains($sources, source_id))
    )
    SELECT (SELECT count(*) FROM given) AS records, count(*) AS papers, min(published_on) AS first_day,
           max(published_on) AS last_day
    FROM papers WHERE paper_id IN (SELECT paper_id FROM lost)
"""
"""One row: records that the sources `$sources` (ids) give, papers that no other source names, and from when to when
these were published (NULL where none of them is dated)."""
