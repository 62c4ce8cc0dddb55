"""Tables of the group `publish`: what was served, and since when."""

from warehouse.schema.declare import INTERNAL, Column, Table

LATEST_BUILD = "(SELECT * FROM builds ORDER BY rowid DESC LIMIT 1)"
"""SQL of the newest build, to stand after FROM.

Builds are appended as they are published, so the order of rows is the order of publication. Ids and times are not: they
go back where the clock was set back.
"""

BUILDS = Table(
    name="builds",
    row="a published build, in the order of publication: the newest has the largest rowid",
    group="publish",
    key=("build_id",),
    columns=(
        Column("build_id", "VARCHAR", "id of the run that made it; begins with the time of its start"),
        Column("started_at", "TIMESTAMP", "when the run started, UTC"),
        Column("published_at", "TIMESTAMP", "when it was served, UTC"),
        Column("papers", "BIGINT", "papers served", unit="papers", bounds=(0, None)),
        Column("dated_papers", "BIGINT", "of these, papers with a date", unit="papers", bounds=(0, None)),
        Column("analyser_version", "VARCHAR", "version of the text analyser"),
        Column("git_revision", "VARCHAR", "revision of the code; `unknown` outside a checkout"),
        Column("is_sample", "BOOLEAN", "made from the made-up sample corpus"),
        Column(
            "baseline_start",
            "DATE",
            "first day of the window that trends compare against; NULL without trends",
            nullable=True,
        ),
        Column(
            "recent_start",
            "DATE",
            "first day of the recent window, the day after the baseline's last; NULL without trends",
            nullable=True,
        ),
        Column("recent_end", "DATE", "last day of the recent window; NULL without trends", nullable=True),
        Column(
            "false_discovery_rate",
            "DOUBLE",
            "expected share of false verdicts among those given, as set in papertrends.toml; NULL in builds of "
            "versions before 0.3",
            nullable=True,
            bounds=(0, 1),
        ),
    ),
)

CHECKS = Table(
    name="checks",
    row="a check that the served build went through before it was served",
    group="publish",
    key=("check_name",),
    columns=(
        Column("check_name", "VARCHAR", "the statement that must hold"),
        Column("table_name", "VARCHAR", "table it is about"),
        Column("blocking", "BOOLEAN", "whether a failure keeps the build from being served"),
        Column("passed", "BOOLEAN", "whether it held"),
        Column("failing_rows", "BIGINT", "rows that break it", unit="rows", bounds=(0, None)),
        Column("query", "VARCHAR", "SQL that returns the rows that break it"),
    ),
)

LAYOUT = Table(
    name="layout",
    row="the stamp of the file: which layout of tables it has",
    group="publish",
    schema=INTERNAL,
    key=("layout",),
    columns=(
        Column("layout", "INTEGER", "version of the layout; a program that knows smaller ones only refuses the file"),
        Column("papertrends", "VARCHAR", "version of Papertrends that stamped it"),
    ),
)
"""Not one of `TABLES`: no step of a run fills it, and no check asks about it (`warehouse.layout`)."""

ROW_COUNTS = Table(
    name="row_counts",
    row="a table of the file, with the rows that it had when the file was closed",
    group="publish",
    schema=INTERNAL,
    key=("table_name",),
    columns=(
        Column("table_name", "VARCHAR", "name of the table"),
        Column("rows", "BIGINT", "its rows", unit="rows", bounds=(0, None)),
    ),
)
"""Not one of `TABLES` either: whoever closes a build file writes it (`warehouse.recovery.row_counts`)."""

PUBLISH_TABLES = (BUILDS, CHECKS)
