"""Queries of the page Add: what of the files that were taken in the build holds."""

from collections.abc import Sequence

from dashboard.query import Query, ask


def taken_in(digests: Sequence[str], names: Sequence[str]) -> Query:
    """One row: files, records, first_day and last_day of the papers, of the sources with one of these SHA-256 or,
    members of archives, within one of these names."""
    return ask(
        """
        WITH mine AS (
            SELECT source_id, parsed FROM sources
            WHERE left_out IS NULL
              AND (sha256 IN (SELECT unnest($digests)) OR list_contains($names, split_part(name, '/', 1)))
        )
        SELECT (SELECT count(*) FROM mine) AS files,
               (SELECT coalesce(sum(parsed), 0)::BIGINT FROM mine) AS records,
               min(published_on) AS first_day, max(published_on) AS last_day
        FROM papers SEMI JOIN (SELECT paper_id FROM sightings SEMI JOIN mine USING (source_id)) USING (paper_id)
        """,
        digests=digests,
        names=names,
    )
