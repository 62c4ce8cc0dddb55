"""Tables of the group `themes`: groups of terms that papers share."""

from warehouse.schema.declare import Column, Table
from warehouse.schema.papers import PAPER_ID
from warehouse.schema.terms import TERM_ID

THEME_ID = "number given when the theme was born; stays from build to build, never given twice"

THEMES = Table(
    name="themes",
    row="a theme: a group of terms that papers share",
    group="themes",
    key=("theme_id",),
    columns=(
        Column("theme_id", "INTEGER", THEME_ID, bounds=(1, None)),
        Column(
            "label",
            "VARCHAR",
            "its name: its most distinctive terms, or what the user called it; unlike any other theme's",
        ),
        Column(
            "top_terms",
            "VARCHAR[]",
            "its most distinctive terms that are met in the same papers, ten at most, the most distinctive first",
        ),
        Column("representative_papers", "VARCHAR[]", "paper_id of up to three papers that stand for it"),
        Column("papers", "BIGINT", "papers whose primary theme it is", unit="papers", bounds=(0, None)),
        Column(
            "coherence",
            "DOUBLE",
            "mean NPMI of the pairs of its top terms over papers",
            unit="NPMI, -1 to 1",
            bounds=(-1, 1),
        ),
        Column("x", "DOUBLE", "place on the map; near themes share papers' terms", bounds=(-1, 1)),
        Column("y", "DOUBLE", "place on the map", bounds=(-1, 1)),
        Column(
            "centrality",
            "DOUBLE",
            "Callon centrality: how strongly its terms are tied to those of other themes",
            bounds=(0, None),
        ),
        Column("density", "DOUBLE", "Callon density: how strongly its terms are tied to each other", bounds=(0, None)),
        Column("color", "INTEGER", "slot in the palette, 0-based; stays from build to build", bounds=(0, None)),
        Column(
            "broad_id",
            "INTEGER",
            "theme_id of the theme after which its broad theme is named; NULL where there are 40 themes or fewer",
            nullable=True,
        ),
        Column(
            "broad_label",
            "VARCHAR",
            "name of its broad theme; NULL where there are 40 themes or fewer",
            nullable=True,
        ),
        Column("pinned", "BOOLEAN", "defined or kept by the user in pipelines/curation/themes.yaml"),
    ),
)

PAPER_THEMES = Table(
    name="paper_themes",
    row="a theme of a paper",
    group="themes",
    key=("paper_id", "theme_id"),
    indexed=False,
    columns=(
        Column("paper_id", "VARCHAR", PAPER_ID, refers_to="papers.paper_id"),
        Column("theme_id", "INTEGER", THEME_ID, refers_to="themes.theme_id"),
        Column(
            "weight",
            "DOUBLE",
            "part of the paper that the theme accounts for; the weights of a paper add up to at most 1",
            bounds=(0, 1),
        ),
        Column("is_primary", "BOOLEAN", "the heaviest theme of the paper; each paper in English has exactly one"),
    ),
)

THEME_LINEAGE = Table(
    name="theme_lineage",
    row="what became of a theme in a build",
    group="themes",
    key=("build_id", "theme_id", "previous_theme_id", "event"),
    indexed=False,
    columns=(
        Column("build_id", "VARCHAR", "the build, as in builds"),
        Column("theme_id", "INTEGER", THEME_ID + "; of a theme that died, its own former number"),
        Column(
            "previous_theme_id",
            "INTEGER",
            "the theme of the previous build that it continues or comes from; 0 where it was born",
        ),
        Column("event", "VARCHAR", "what happened", choices=("same", "born", "split", "merged", "died")),
        Column("overlap", "DOUBLE", "part of the previous theme's papers that the theme holds now", bounds=(0, 1)),
    ),
)

THEME_TERMS = Table(
    name="theme_terms",
    row="a term that tells a theme from the others",
    group="themes",
    key=("theme_id", "term_id"),
    columns=(
        Column("theme_id", "INTEGER", THEME_ID, refers_to="themes.theme_id"),
        Column("term_id", "BIGINT", TERM_ID, refers_to="terms.term_id"),
        Column("rank", "BIGINT", "1 is the most distinctive; at most 30 a theme", bounds=(1, 30)),
        Column("term", "VARCHAR", "the form that readers use most"),
        Column("weight", "DOUBLE", "distinctiveness; comparable within a theme only", bounds=(0, None)),
    ),
)

THEME_PAIRS = Table(
    name="theme_pairs",
    row="two related themes, the smaller theme_id first",
    group="themes",
    key=("theme_id_a", "theme_id_b"),
    columns=(
        Column("theme_id_a", "INTEGER", THEME_ID, refers_to="themes.theme_id"),
        Column("theme_id_b", "INTEGER", THEME_ID, refers_to="themes.theme_id"),
        Column("similarity", "DOUBLE", "cosine between their mean papers", unit="0 to 1", bounds=(0, 1)),
    ),
)

THEME_FITS = Table(
    name="theme_fits",
    row="how the themes that are served were found; there is one",
    group="themes",
    key=("build_id",),
    columns=(
        Column("build_id", "VARCHAR", "the build, as in builds"),
        Column(
            "mode",
            "VARCHAR",
            "fitted: found anew; continued: new papers were folded into the previous themes",
            choices=("fitted", "continued"),
        ),
        Column("fitted_build_id", "VARCHAR", "the build in which they were last found anew"),
        Column("fitted_papers", "BIGINT", "papers at that time", unit="papers", bounds=(0, None)),
        Column(
            "fitted_quality",
            "DOUBLE",
            "mean likeness of a paper to its theme at that time",
            unit="cosine, -1 to 1",
            bounds=(-1, 1),
        ),
        Column(
            "new_papers", "BIGINT", "papers folded in since they were last found anew", unit="papers", bounds=(0, None)
        ),
        Column(
            "drift",
            "DOUBLE",
            "how far the papers folded in since fall short of that likeness; 0 where they fit as well",
            unit="0 to 1",
            bounds=(0, 1),
        ),
        Column("refit_due", "BOOLEAN", "whether so much has changed that the themes should be found anew"),
        Column("reason", "VARCHAR", "the above in words"),
        Column("next_theme_id", "INTEGER", "number that the next theme born will be given", bounds=(1, None)),
    ),
)

THEME_TABLES = (THEMES, PAPER_THEMES, THEME_LINEAGE, THEME_TERMS, THEME_PAIRS, THEME_FITS)
