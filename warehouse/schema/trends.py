"""Tables of the group `trends`, the verdicts: what the counts can be said to show."""

from warehouse.schema.declare import Column, Table
from warehouse.schema.terms import TERM_ID
from warehouse.schema.themes import THEME_ID

DIRECTIONS = ("rising", "falling", "steady", "new", "unclear")

_VERDICT = (
    Column(
        "recent_papers",
        "BIGINT",
        "papers in the recent window, of the categories that verdicts compare (category_coverage)",
        unit="papers",
        bounds=(0, None),
    ),
    Column(
        "recent_share",
        "DOUBLE",
        "its share of the dated papers of the recent window, of the categories that verdicts compare",
        unit="0 to 1",
        bounds=(0, 1),
    ),
    Column("baseline_share", "DOUBLE", "the same in the baseline window", unit="0 to 1", bounds=(0, 1)),
    Column(
        "growth",
        "DOUBLE",
        "recent share over baseline share, shrunken towards no change; NULL where there is too little to say",
        nullable=True,
        unit="log2 ratio",
    ),
    Column("growth_low", "DOUBLE", "lower end of the 95 % interval of growth", nullable=True, unit="log2 ratio"),
    Column("growth_high", "DOUBLE", "upper end of the 95 % interval of growth", nullable=True, unit="log2 ratio"),
    Column(
        "q_value",
        "DOUBLE",
        "p-value of the change after Benjamini-Hochberg correction among those of like frequency; NULL if not tested",
        nullable=True,
        bounds=(0, 1),
    ),
    Column(
        "line_tau",
        "DOUBLE",
        "Kendall's tau of its share with time over all complete months; NULL where there is too little to say",
        nullable=True,
        unit="-1 to 1",
        bounds=(-1, 1),
    ),
    Column(
        "line_q",
        "DOUBLE",
        "p-value of that (Mann-Kendall) after Benjamini-Hochberg correction; NULL where not tested",
        nullable=True,
        bounds=(0, 1),
    ),
    Column(
        "prominence",
        "DOUBLE",
        "rank of a verdict for lists, largest first: the end of the interval of growth nearest to no change, times the "
        "square root of the papers concerned (the recent ones, or those that the former share would have brought); 0 "
        "where the interval includes no change, NULL where not tested",
        nullable=True,
        bounds=(0, None),
    ),
    Column("direction", "VARCHAR", "the verdict; `unclear` where the evidence does not decide", choices=DIRECTIONS),
    Column("reason", "VARCHAR", "the verdict in words, with its numbers"),
    Column(
        "burst_start",
        "DATE",
        "first month of its strongest burst (Kleinberg 2002), after the first that is compared; NULL where none",
        nullable=True,
    ),
    Column(
        "burst_end",
        "DATE",
        "last month of that burst, the last one compared where it goes on; NULL where none",
        nullable=True,
    ),
    Column(
        "burst_strength",
        "DOUBLE",
        "weight of that burst: the cost that the burst state saves",
        nullable=True,
        bounds=(0, None),
    ),
)

TERM_TRENDS = Table(
    name="term_trends",
    row="the verdict on a term",
    group="trends",
    key=("term_id",),
    columns=(
        Column("term_id", "BIGINT", TERM_ID, refers_to="terms.term_id"),
        Column("term", "VARCHAR", "the form that readers use most"),
        *_VERDICT,
    ),
)

THEME_TRENDS = Table(
    name="theme_trends",
    row="the verdict on a theme",
    group="trends",
    key=("theme_id",),
    columns=(
        Column("theme_id", "INTEGER", THEME_ID, refers_to="themes.theme_id"),
        Column("label", "VARCHAR", "name of the theme"),
        *_VERDICT,
    ),
)

TERM_PAIRS = Table(
    name="term_pairs",
    row="two terms that share papers, the smaller term_id first",
    group="trends",
    key=("term_id_a", "term_id_b"),
    indexed=False,
    columns=(
        Column("term_id_a", "BIGINT", TERM_ID, refers_to="terms.term_id"),
        Column("term_id_b", "BIGINT", TERM_ID, refers_to="terms.term_id"),
        Column("papers", "BIGINT", "papers that hold both", unit="papers", bounds=(1, None)),
        Column(
            "npmi",
            "DOUBLE",
            "normalised pointwise mutual information over papers",
            unit="NPMI, -1 to 1",
            bounds=(-1, 1),
        ),
        Column(
            "first_seen",
            "DATE",
            "earliest published_on among the papers that hold both; NULL where none is dated",
            nullable=True,
        ),
        Column(
            "recent_papers",
            "BIGINT",
            "papers that hold both among the latest quarter of all dated papers; NULL where none of theirs is dated",
            nullable=True,
            unit="papers",
            bounds=(0, None),
        ),
        Column(
            "recent_expected",
            "DOUBLE",
            "what recent_papers would be if their dated papers were spread over time as those of the more recent term",
            nullable=True,
            unit="papers",
            bounds=(0, None),
        ),
        Column(
            "recent_chance",
            "DOUBLE",
            "upper bound (Chernoff) on the chance of that many recent_papers or more where recent_expected were true",
            nullable=True,
            bounds=(0, 1),
        ),
        Column(
            "newly_together",
            "BOOLEAN",
            "recent_papers is at least twice recent_expected, and recent_chance below .0001; NULL where none is dated",
            nullable=True,
        ),
    ),
)

TREND_CHANGES = Table(
    name="trend_changes",
    row="a term or theme whose verdict changed from the build before to a build; kept for all builds",
    group="trends",
    key=("build_id", "kind", "id"),
    indexed=False,
    columns=(
        Column("build_id", "VARCHAR", "the build that changed it, as in builds"),
        Column("kind", "VARCHAR", "what changed", choices=("term", "theme")),
        Column("id", "BIGINT", "its term_id or theme_id"),
        Column("label", "VARCHAR", "the term or the theme's name"),
        Column(
            "change",
            "VARCHAR",
            "entered or left the rising ones (new ones included) or the falling ones; or moved: its growth lies "
            "outside the 95 % interval that it had",
            choices=("entered_rising", "left_rising", "entered_falling", "left_falling", "moved"),
        ),
        Column("was", "VARCHAR", "direction in the build before; NULL where it was not there", nullable=True),
        Column("now", "VARCHAR", "direction in this build; NULL where it is not there", nullable=True),
        Column("growth_was", "DOUBLE", "growth in the build before; NULL without", nullable=True, unit="log2 ratio"),
        Column("growth_now", "DOUBLE", "growth in this build; NULL without", nullable=True, unit="log2 ratio"),
        Column("papers", "BIGINT", "papers that hold it, less those in the build before", unit="papers"),
        Column("reason", "VARCHAR", "why, in words"),
    ),
)

BUILD_CHANGES = Table(
    name="build_changes",
    row="something that the user changed from the build before to a build; kept for all builds",
    group="trends",
    key=("build_id", "kind", "subject", "change"),
    indexed=False,
    columns=(
        Column("build_id", "VARCHAR", "the build in which it holds first, as in builds"),
        Column(
            "kind",
            "VARCHAR",
            "a decision on a term, a source that is in the build no more, or a setting",
            choices=("decision", "source", "setting"),
        ),
        Column(
            "subject", "VARCHAR", "form of the term whose papers it changes, path of the source, or name of the setting"
        ),
        Column("change", "VARCHAR", "the change in words"),
        Column(
            "papers_before",
            "BIGINT",
            "papers of the term, or papers that the source named, in the build before; NULL without",
            nullable=True,
            unit="papers",
            bounds=(0, None),
        ),
        Column(
            "papers_now",
            "BIGINT",
            "papers of the term in this build; NULL where it is no term, and for sources and settings",
            nullable=True,
            unit="papers",
            bounds=(0, None),
        ),
    ),
)

TREND_TABLES = (TERM_PAIRS, TERM_TRENDS, THEME_TRENDS, TREND_CHANGES, BUILD_CHANGES)
