"""Lines shaped like histories that everybody knows must come out as what they were, when they were.

The shares are sketched after the public record, in papers per 10,000; none is copied from a source.
"""

from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.settings import TrendSettings
from pipelines.trends import Verdicts, judge

YEARS = list(range(2000, 2020))
PER_TEN_THOUSAND = {
    # Looked for throughout, found in July 2012, quieter since.
    "higgs boson": [40, 42, 40, 41, 43, 42, 44, 45, 46, 48, 50, 70, 150, 140, 110, 90, 75, 70, 62, 60],
    # Isolated in 2004; up for a decade, then level.
    "graphene": [0, 0, 0, 0, 1, 4, 12, 30, 55, 90, 130, 160, 180, 190, 200, 200, 195, 200, 198, 200],
    # Around from 2007 in hand-counts, everywhere from 2013 on.
    "deep learning": [0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 8, 20, 45, 90, 170, 280, 400, 520],
    # First paper 2009; two waves, the second at its height in 2018.
    "bitcoin": [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 8, 16, 14, 13, 18, 42, 36],
    # As old as the field and as frequent as ever.
    "magnetic field": [300] * 20,
    # Out of fashion.
    "cellular automata": [60, 58, 57, 55, 52, 50, 47, 44, 42, 40, 37, 35, 32, 30, 28, 26, 24, 20, 14, 9],
}


def judge_at(last_year: int, months: bool) -> tuple[Verdicts, dict[str, dict]]:
    """Verdicts on the histories up to a year, in a corpus of 60,000 papers a year among 300 level terms."""
    random = np.random.default_rng(11)
    years = [year for year in YEARS if year <= last_year]
    shares = {name: np.array(line[: len(years)]) / 10_000 for name, line in PER_TEN_THOUSAND.items()}
    shares |= {f"level {number}": np.full(len(years), 0.002 + number / 10_000) for number in range(300)}
    starts = [date(year, month, 1) for year in years for month in (range(1, 13) if months else (1,))]
    each = 5000 if months else 60_000
    names = list(shares)
    counts = pl.concat(
        pl.DataFrame(
            {
                "id": number,
                "period_start": starts,
                "papers": random.binomial(each, np.repeat(shares[name], len(starts) // len(years))),
            }
        )
        for number, name in enumerate(names)
    ).filter(pl.col("papers") > 0)
    periods = pl.DataFrame({"period_start": starts, "papers": each, "is_complete": True, "is_gap": False})
    verdicts = judge(counts, periods, TrendSettings(), "month" if months else "year")
    return verdicts, {names[row["id"]]: row for row in verdicts.frame.to_dicts()}


@pytest.fixture(scope="module", params=[True, False], ids=["by month", "by year"])
def in_2012(request):
    return judge_at(2012, request.param)[1]


@pytest.fixture(scope="module", params=[True, False], ids=["by month", "by year"])
def in_2019(request):
    return judge_at(2019, request.param)[1]


def test_in_2012_the_higgs_boson_rises_in_a_burst(in_2012):
    assert in_2012["higgs boson"]["direction"] == "rising"
    assert in_2012["higgs boson"]["burst_start"].year == 2012


def test_in_2019_the_higgs_boson_is_past_its_burst(in_2019):
    assert in_2019["higgs boson"]["direction"] == "steady"
    assert in_2019["higgs boson"]["burst_start"].year == 2012
    assert in_2019["higgs boson"]["burst_end"].year in (2014, 2015)


def test_graphene_rises_and_then_is_steady(in_2012, in_2019):
    assert in_2012["graphene"]["direction"] == "rising"
    assert in_2012["graphene"]["line_tau"] > 0.8
    assert in_2019["graphene"]["direction"] == "steady"


def test_deep_learning_rises_to_the_end(in_2019):
    deep = in_2019["deep learning"]
    assert deep["direction"] == "rising"
    assert deep["burst_end"].year == 2019
    assert deep["burst_start"].year in (2016, 2017)


def test_deep_learning_rises_as_early_as_2013():
    assert judge_at(2013, months=True)[1]["deep learning"]["direction"] == "rising"


def test_bitcoin_rises_and_its_burst_holds_both_waves(in_2019):
    # Against twenty years, nine of them before it existed, the trough between its waves is far above its level too.
    bitcoin = in_2019["bitcoin"]
    assert bitcoin["direction"] == "rising"
    assert bitcoin["burst_start"].year in (2013, 2014)
    assert bitcoin["burst_end"].year == 2019


def test_what_fades_falls_and_what_stays_is_steady(in_2019):
    assert in_2019["cellular automata"]["direction"] == "falling"
    assert in_2019["cellular automata"]["line_tau"] < -0.5
    assert in_2019["magnetic field"]["direction"] == "steady"
    assert in_2019["magnetic field"]["burst_start"] is None


def test_level_terms_are_left_alone(in_2012, in_2019):
    for found in (in_2012, in_2019):
        moved = [
            name
            for name, row in found.items()
            if name.startswith("level") and row["direction"] in ("rising", "falling", "new")
        ]
        assert len(moved) <= 3
