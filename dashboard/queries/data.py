"""Queries of the page Data: what came in, what was refused, how sure dates are, what was merged, which checks
held."""

from collections.abc import Sequence

from dashboard.query import Query, ask
from warehouse.sources.loss import LOSS
from warehouse.sources.refusals import LOST_VENUES


def intake() -> Query:
    """One row: files, unread_files (not a record read from them), found, parsed, rejected, first_day and last_day (of
    the files' names), last_ingested."""
    return ask("""
        SELECT count(*) AS files, count(*) FILTER (parsed = 0) AS unread_files,
               coalesce(sum(found), 0)::BIGINT AS found, coalesce(sum(parsed), 0)::BIGINT AS parsed,
               coalesce(sum(rejected), 0)::BIGINT AS rejected,
               min(captured_on) AS first_day, max(captured_on) AS last_day, max(ingested_at) AS last_ingested
        FROM sources WHERE left_out IS NULL
    """)


def source_life() -> Query:
    """Sources of which something was read and that are not made up, by name: source_id, name, parsed, left_out,
    gone_since."""
    return ask("""
        SELECT source_id, coalesce(name, path) AS name, parsed, left_out, gone_since FROM sources
        WHERE parsed > 0 AND NOT is_sample ORDER BY name, ingested_at
    """)


def source_loss(sources: Sequence[str]) -> Query:
    """One row: what the sources of these ids give that no other does: records, papers, first_day, last_day."""
    return ask(LOSS, sources=sources)


def lost_venues() -> Query:
    """Venues of which far more is refused than before: venue, found, refused, share_before."""
    return ask(LOST_VENUES)


def sources_by_format() -> Query:
    """Formats, those with most records first: format, files, found, parsed, rejected, undated_files."""
    return ask("""
        SELECT format, count(*) AS files, sum(found)::BIGINT AS found, sum(parsed)::BIGINT AS parsed,
               sum(rejected)::BIGINT AS rejected, count(*) FILTER (captured_on IS NULL) AS undated_files
        FROM sources WHERE left_out IS NULL GROUP BY format ORDER BY parsed DESC, files DESC, format
    """)


def newest_sources(limit: int) -> Query:
    """Files, the last taken in first: path, format, captured_on, found, parsed, rejected, ingested_at."""
    return ask(
        """
        SELECT path, format, captured_on, found, parsed, rejected, ingested_at
        FROM sources WHERE left_out IS NULL ORDER BY ingested_at DESC, captured_on DESC NULLS LAST, path LIMIT $limit
        """,
        limit=limit,
    )


def rejects_by_reason() -> Query:
    """Reasons of refusals, the most frequent first: reason, pieces, files."""
    return ask("""
        SELECT reason, count(*) AS pieces, count(DISTINCT source_id) AS files
        FROM rejects JOIN sources USING (source_id) WHERE left_out IS NULL
        GROUP BY reason ORDER BY pieces DESC, reason
    """)


def rejected_pieces(limit: int) -> Query:
    """Refused pieces, by file: path, position, reason, excerpt."""
    return ask(
        """
        SELECT sources.path, rejects.position, rejects.reason, rejects.excerpt
        FROM rejects JOIN sources USING (source_id) WHERE left_out IS NULL
        ORDER BY sources.path, rejects.position LIMIT $limit
        """,
        limit=limit,
    )


def dates_by_source() -> Query:
    """How papers are dated, most papers first: date_source, date_precision, papers."""
    return ask("""
        SELECT date_source, date_precision, count(*) AS papers
        FROM papers GROUP BY ALL ORDER BY papers DESC, date_source, date_precision
    """)


def date_disagreements() -> Query:
    """One row: papers whose records state different publication months, and papers that have more than one stated
    date."""
    return ask("""
        SELECT count(*) FILTER (months > 1) AS disagreeing, count(*) FILTER (stated > 1) AS stated_twice
        FROM (SELECT paper_id, count(DISTINCT date_trunc('month', stated_on)) AS months, count(stated_on) AS stated
              FROM sightings WHERE stated_precision IN ('day', 'month') GROUP BY paper_id)
    """)


def languages() -> Query:
    """Languages of the abstracts, most papers first: language, papers."""
    return ask("SELECT language, count(*) AS papers FROM papers GROUP BY language ORDER BY papers DESC, language")


def coverage(grain: str) -> Query:
    """Dated papers by period: period_start, papers, is_complete, is_gap."""
    return ask(
        "SELECT period_start, papers, is_complete, is_gap FROM periods WHERE grain = $grain ORDER BY period_start",
        grain=grain,
    )


def merges_by_rule() -> Query:
    """How records became papers: merged_by (NULL: the record founded the paper), records, papers."""
    return ask("""
        SELECT merged_by, count(*) AS records, count(DISTINCT paper_id) AS papers
        FROM sightings GROUP BY merged_by ORDER BY records DESC
    """)


def most_sighted(limit: int) -> Query:
    """Papers that several records name, most records first: paper_id, title, sightings, first_day, last_day, rules."""
    return ask(
        """
        SELECT papers.paper_id, papers.title, papers.sightings,
               min(sightings.listed_on) AS first_day, max(sightings.listed_on) AS last_day,
               list_sort(list(DISTINCT sightings.merged_by) FILTER (sightings.merged_by IS NOT NULL)) AS rules
        FROM papers JOIN sightings USING (paper_id)
        WHERE papers.sightings > 1
        GROUP BY papers.paper_id, papers.title, papers.sightings
        ORDER BY papers.sightings DESC, papers.paper_id LIMIT $limit
        """,
        limit=limit,
    )


def variants_by_rule() -> Query:
    """Forms merged into terms, by rule: rule, forms, terms, examples (the merges that move most papers, as `form →
    term`)."""
    return ask("""
        WITH merged AS (
            SELECT variants.rule, variants.variant, terms.term, variants.papers, terms.term_id,
                   row_number() OVER (PARTITION BY variants.rule ORDER BY variants.papers DESC, terms.term) AS place
            FROM term_variants AS variants JOIN terms USING (term_id)
            WHERE lower(variants.variant) <> lower(terms.term)
        )
        SELECT rule, count(*) AS forms, count(DISTINCT term_id) AS terms,
               list({variant: variant, term: term, papers: papers} ORDER BY place) FILTER (place <= 6) AS examples
        FROM merged GROUP BY rule ORDER BY forms DESC, rule
    """)


def checks() -> Query:
    """The checks before the swap, failed ones first: check_name, table_name, blocking, passed, failing_rows, query."""
    return ask("""
        SELECT check_name, table_name, blocking, passed, failing_rows, query
        FROM checks ORDER BY passed, table_name, check_name
    """)


def builds(limit: int) -> Query:
    """Published builds, newest first: build_id, published_at, seconds, papers, dated_papers, analyser_version,
    git_revision."""
    return ask(
        """
        SELECT build_id, published_at, date_diff('second', started_at, published_at) AS seconds, papers, dated_papers,
               analyser_version, git_revision
        FROM builds ORDER BY rowid DESC LIMIT $limit
        """,
        limit=limit,
    )
