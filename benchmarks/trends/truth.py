"""Whether the verdicts on simulated corpora are true: `python -m benchmarks.trends truth` and `… designs`."""

import polars as pl

from benchmarks.trends.corpora import Design, judge_corpora
from benchmarks.trends.tables import part, print_table
from pipelines.trends.verdicts import STEADY_WITHIN

CORPORA = 5
ENOUGH = 30
"""Papers a month from which a change by a factor of two must be found."""

OTHER_SEED = 900_000
"""No corpus of `measure_truth` has these seeds."""

DESIGNS = {
    "as above, other seeds": Design(11, 5000, 0.2),
    "36 months": Design(36, 5000, 0.1),
    "36 months, 600 papers": Design(36, 600, 0.2),
    "all changes at once": Design(24, 5000, 0.1, shape="step"),
    "all changes month by month": Design(24, 5000, 0.1, shape="gradual"),
    "month by month, 11 months": Design(11, 600, 0.1, shape="gradual"),
    "shares log-normal": Design(24, 5000, 0.1, spread="log-normal"),
    "changes rare: 1 % of lines each": Design(24, 5000, 0.1, planted=0.01),
    "changes rare, 11 months": Design(11, 5000, 0.2, planted=0.01),
    "seasons of ± 20 %, 36 months": Design(36, 5000, 0.1, season=0.2),
    "seasons of ± 20 %, 11 months": Design(11, 5000, 0.1, season=0.2),
    "variation that persists (0.5)": Design(24, 5000, 0.1, persistence=0.5),
    "variation that persists (0.5), 11 months": Design(11, 5000, 0.2, persistence=0.5),
    "last: 18 months, persists (0.3)": Design(18, 2000, 0.15, planted=0.03, persistence=0.3),
    "last: 48 months, seasons of ± 30 %": Design(48, 2000, 0.1, planted=0.03, season=0.3),
    "last: 11 months, log-normal": Design(11, 600, 0.1, planted=0.02, spread="log-normal"),
    "last: 15 months, log-normal, gradual, persists (0.6)": Design(
        15, 4500, 0.15, planted=0.03, shape="gradual", spread="log-normal", persistence=0.6
    ),
    "strata come, go and jump: 11 months": Design(11, 5000, 0.1, strata=6),
    "strata come, go and jump: 24 months": Design(24, 5000, 0.1, strata=6),
    "strata come, go and jump: 60 months": Design(60, 5000, 0.1, strata=6),
    "strata come, go and jump: persists (0.5)": Design(24, 5000, 0.15, persistence=0.5, strata=6),
}
"""Those before the last four were first run when all thresholds stood; what they taught led to the estimate of
persistence, of which two variants were compared on them (seeds from 700,000 on). The last four were run once, after
that.
"""

_DIRECTION, _KIND = pl.col("direction"), pl.col("kind")
_ENOUGH = pl.col("usual_papers") >= ENOUGH
_TESTED = pl.col("q_value").is_not_null()
_BURSTS = pl.col("burst_strength").is_not_null()
_COVERED = (pl.col("growth_low") <= pl.col("true_growth")) & (pl.col("true_growth") <= pl.col("growth_high"))

PLANTED_COLUMNS = [
    "rising: precision",
    "recall",
    "falling: precision",
    "recall",
    "new: precision",
    "recall",
    "steady: precision",
    "burst: precision",
    "recall",
    "past bursts called falling",
    "coverage of 95 % intervals",
    "of changed lines",
    "below 5 papers a month",
]
LEVEL_COLUMNS = ["rising, falling or new", "monotonic line", "burst", "steady", "coverage of 95 % intervals"]


def measure_planted(design: Design, seeds: range) -> list[str]:
    """The columns `PLANTED_COLUMNS`. A call is right where the line truly changed in its direction, bursts apart."""
    found = judge_corpora(design, seeds)
    has_ratio = _TESTED & (_KIND != "new")
    change = pl.col("true_change")
    return [
        part(found, change > 0, _DIRECTION == "rising"),
        part(found, _DIRECTION == "rising", (_KIND == "rising") & _ENOUGH),
        part(found, change < 0, _DIRECTION == "falling"),
        part(found, _DIRECTION == "falling", (_KIND == "falling") & _ENOUGH),
        part(found, _KIND == "new", _DIRECTION == "new"),
        part(found, _DIRECTION == "new", (_KIND == "new") & _ENOUGH),
        part(found, change.abs() <= STEADY_WITHIN, _DIRECTION == "steady"),
        part(found, _KIND != "level", _BURSTS),
        part(found, _BURSTS, (_KIND == "burst") & _ENOUGH),
        part(found, _DIRECTION == "falling", _KIND == "burst"),
        part(found, _COVERED, has_ratio),
        part(found, _COVERED, has_ratio & (_KIND != "level") & _ENOUGH),
        part(found, _COVERED, has_ratio & (pl.col("usual_papers") < 5)),
    ]


def measure_level(design: Design, seeds: range) -> list[str]:
    """The columns `LEVEL_COLUMNS`, for the same design without any change."""
    found = judge_corpora(design._replace(planted=0.0), seeds)
    return [
        part(found, _DIRECTION.is_in(["rising", "falling", "new"]), _TESTED),
        part(found, pl.col("line_q") <= 0.05, _TESTED),
        part(found, _BURSTS, _TESTED),
        part(found, _DIRECTION == "steady", _ENOUGH),
        part(found, _COVERED, _TESTED),
    ]


def measure_truth() -> None:
    """Prints the tables of planted truth and of corpora without any trend, over months, papers and variation."""
    corpus = ["months", "papers a month", "variation"]
    planted, level = [], []
    for months in (11, 24, 60):
        for papers in (600, 5000):
            for variation in (0.0, 0.1, 0.2):
                design = Design(months, papers, variation)
                seeds = range(1000 * months + papers, 1000 * months + papers + CORPORA)
                name = [str(months), f"{papers:,}", f"{variation:.0%}"]
                planted.append([*name, *measure_planted(design, seeds)])
                level.append([*name, *measure_level(design, seeds)])
    title = f"Planted changes by a factor of 2 to 4; recall at {ENOUGH}+ papers a month"
    print_table(title, [*corpus, *PLANTED_COLUMNS], planted)
    print_table("Corpora without any trend: share of lines said to have one", [*corpus, *LEVEL_COLUMNS], level)


def measure_designs() -> None:
    """Prints the same for `DESIGNS`."""
    seeds = range(OTHER_SEED, OTHER_SEED + CORPORA)
    rows = {name: (measure_planted(design, seeds), measure_level(design, seeds)) for name, design in DESIGNS.items()}
    header = ["design", "months", "papers a month", "variation"]
    names = {name: [name, str(one.months), f"{one.papers:,}", f"{one.variation:.0%}"] for name, one in DESIGNS.items()}
    for title, columns, place in (
        ("Other designs, other seeds", PLANTED_COLUMNS, 0),
        ("The same without any trend", LEVEL_COLUMNS, 1),
    ):
        print_table(title, [*header, *columns], [[*names[name], *both[place]] for name, both in rows.items()])
