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
        "about_papers",
        "BIGINT",
        "of these, papers that are about it: a term in their title or among their first five keywords; of a theme all",
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
        "steady_share",
        "DOUBLE",
        "what baseline_share would have been with the recent mix of strata (paper_strata); NULL where not tested",
        nullable=True,
        unit="0 to 1",
        bounds=(0, None),
    ),
    Column(
        "growth",
        "DOUBLE",
        "recent share over baseline share, each stratum with itself (Mantel-Haenszel), shrunken towards no change; "
        "NULL where there is too little to say",
        nullable=True,
        unit="log2 ratio",
    ),
    Column("growth_low", "DOUBLE", "lower end of the 95 % interval of growth", nullable=True, unit="log2 ratio"),
    Column("growth_high", "DOUBLE", "upper end of the 95 % interval of growth", nullable=True, unit="log2 ratio"),
    Column(
        "crude_growth",
        "DOUBLE",
        "the same over all strata together, as collected: what the mix of the collection did is in it",
        nullable=True,
        unit="log2 ratio",
    ),
    Column("crude_growth_low", "DOUBLE", "lower end of its 95 % interval", nullable=True, unit="log2 ratio"),
    Column("crude_growth_high", "DOUBLE", "upper end of its 95 % interval", nullable=True, unit="log2 ratio"),
    Column(
        "p_value",
        "DOUBLE",
        "two-sided p-value of no change, for a reader who asks for this one; for lists of many read q_value",
        nullable=True,
        bounds=(0, 1),
    ),
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
        "line_growth",
        "DOUBLE",
        "share in the last third of all complete periods over that in the first, at a steady mix; NULL where there is "
        "too little to say",
        nullable=True,
        unit="log2 ratio",
    ),
    Column(
        "slow_direction",
        "VARCHAR",
        "the slower verdict, from the whole time: line_q is small enough and line_growth a quarter or more; NULL else",
        nullable=True,
        choices=("slowly rising", "slowly falling"),
    ),
    Column(
        "prominence",
        "DOUBLE",
        "rank of a verdict for lists, largest first: the end of the interval of growth nearest to no change, times the "
        "square root of the papers that are about it (about_papers, or as many as the former share would bring); "
        "0 where the interval includes no change, NULL where not tested",
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

TERM_TREND_PARTS = Table(
    name="term_trend_parts",
    row="a part of the corpus that carries the change of a term that rises, is new or falls; ten of each kind at most",
    group="trends",
    key=("term_id", "stratum_kind", "stratum"),
    columns=(
        Column("term_id", "BIGINT", TERM_ID, refers_to="terms.term_id"),
        Column(
            "stratum_kind",
            "VARCHAR",
            "what the part is: a stratum of the collection (paper_strata), the primary theme of the papers, a longer "
            "term that holds this one, or an author of three papers or more",
            choices=("stratum", "theme", "term", "author"),
        ),
        Column("stratum", "VARCHAR", "name of the part"),
        Column("recent_papers", "BIGINT", "papers with the term in it, recent window", unit="papers", bounds=(0, None)),
        Column("baseline_papers", "BIGINT", "the same in the baseline window", unit="papers", bounds=(0, None)),
        Column(
            "recent_total",
            "BIGINT",
            "papers of the part in the recent window, with the term or without; for terms and authors all of them",
            unit="papers",
            bounds=(0, None),
        ),
        Column("baseline_total", "BIGINT", "the same in the baseline window", unit="papers", bounds=(0, None)),
        Column(
            "growth",
            "DOUBLE",
            "the term's share within the part, recent over baseline; NULL where the part has no paper in one of them",
            nullable=True,
            unit="log2 ratio",
        ),
        Column(
            "added",
            "DOUBLE",
            "what the part adds to the change of the term's share of all compared papers, its own growth included",
            unit="-1 to 1",
            bounds=(-1, 1),
        ),
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

TREND_TABLES = (TERM_PAIRS, TERM_TRENDS, TERM_TREND_PARTS, THEME_TRENDS, TREND_CHANGES, BUILD_CHANGES)
