"""Checks on the user's data: each is SQL that returns the rows that break it.

Checks that follow from a declaration alone, and the three kinds of checks, are in `warehouse.schema.rules`. Checks on
what is computed from the data are in `arithmetic_checks`. How all of them are evaluated is in `asset_checks`.
"""

from warehouse.schema.rules import Rule

_USED = "(SELECT source_id FROM sources WHERE left_out IS NULL) AS used_sources"

_REPORT_FILE = (
    "Run again. Should it fail once more, make the build file again from the served build "
    "(`papertrends rollback --list`, then `--to` that build), and please report it with the file in `path`: "
    "a part of it would be lost."
)

DATA: tuple[Rule, ...] = (
    Rule(
        "found_is_parsed_plus_rejected",
        "sources",
        "Every piece found in a source was either read or refused.",
        "SELECT source_id, path, found, parsed, rejected FROM sources WHERE found <> parsed + rejected",
        remedy=_REPORT_FILE,
    ),
    Rule(
        "parsed_records_are_kept",
        "sources",
        "A source has as many records as were read from it; of a superseded one none are kept.",
        "SELECT source_id, path, parsed, count(position) AS records FROM sources "
        "LEFT JOIN internal.records USING (source_id) GROUP BY source_id, path, parsed, superseded_by "
        "HAVING records <> CASE WHEN superseded_by IS NULL THEN parsed ELSE 0 END",
        remedy=_REPORT_FILE,
    ),
    Rule(
        "refused_pieces_have_a_reason",
        "rejects",
        "A source has as many rejects as were counted, each with its reason.",
        "SELECT source_id, path, rejected, count(position) FILTER (position > 0 AND reason <> '') AS rejects "
        "FROM sources LEFT JOIN rejects USING (source_id) WHERE superseded_by IS NULL GROUP BY ALL "
        "HAVING rejected <> rejects",
        remedy=_REPORT_FILE,
    ),
    Rule(
        "every_paper_has_a_title_and_an_abstract",
        "papers",
        "No paper has an empty title or abstract.",
        # Blanks come before '!', and so does nothing: that a text does not begin so DuckDB knows without reading it.
        "SELECT paper_id, title FROM papers WHERE (title < '!' AND trim(title) = '') OR (abstract < '!' "
        "AND trim(abstract) = '')",
    ),
    Rule(
        "dates_agree_with_their_precision",
        "papers",
        "A paper has a date exactly if it has a precision and a source of the date, "
        "and a month exactly if the date is that exact.",
        "SELECT paper_id, published_on, date_precision, date_source, month FROM papers "
        "WHERE (published_on IS NULL) <> (date_precision = 'none') "
        "OR (published_on IS NULL) <> (date_source = 'none') OR month IS "
        "DISTINCT FROM CASE WHEN date_precision IN ('day', 'month') THEN date_trunc('month', published_on)::DATE END",
    ),
    Rule(
        "sightings_of_papers_are_counted",
        "papers",
        "A paper's sightings are the rows that it has in sightings.",
        "SELECT paper_id, papers.sightings, count(sightings.source_id) AS rows FROM papers "
        "LEFT JOIN sightings USING (paper_id) GROUP BY ALL HAVING papers.sightings <> rows",
    ),
    Rule(
        "every_record_is_sighted_once",
        "sightings",
        "Every record of a source in use names exactly one paper.",
        f"SELECT source_id, position, count(sightings.paper_id) AS papers FROM {_USED} "
        "JOIN internal.records USING (source_id) LEFT JOIN sightings USING (source_id, position) GROUP BY ALL "
        "HAVING papers <> 1",
    ),
    Rule(
        "papers_have_numbers_of_their_own",
        "papers",
        "No two papers share a number.",
        "SELECT paper_number, count(*) AS papers FROM papers GROUP BY paper_number HAVING count(*) > 1",
    ),
)
"""Checks on what came in: every record is accounted for once. They block."""

NOTICES: tuple[Rule, ...] = (
    Rule(
        "every_source_could_be_read",
        "sources",
        "Every file was understood; one that was not is in rejects, at position 0.",
        "SELECT source_id, path, reason FROM sources JOIN rejects USING (source_id) "
        "WHERE format = 'unknown' AND position = 0",
        kind="notice",
    ),
    Rule(
        "few_pieces_are_refused",
        "rejects",
        "No source has more than a tenth of its pieces refused.",
        "SELECT source_id, path, found, rejected FROM sources WHERE rejected > 0.1 * found AND left_out IS NULL",
        kind="notice",
    ),
    Rule(
        "most_papers_are_dated",
        "papers",
        "At least half of the papers have a date; trends are about these only.",
        "SELECT count(*) AS papers, count(published_on) AS dated FROM papers HAVING dated < 0.5 * count(*)",
        kind="notice",
    ),
)
"""What users should know of their data. These stop nothing."""
