"""Simulated corpora of which the truth is known: monthly counts of made-up terms. For `benchmarks.trends.truth`."""

from datetime import date
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.settings import TrendSettings
from pipelines.trends import judge

TERMS = 4000


class Design(NamedTuple):
    """How a corpus is made.

    Args:
        months: length of every line.
        papers: usual papers a month.
        variation: usual coefficient of variation of a share from month to month beyond chance.
        planted: part of the lines for each kind of change; 0 leaves all level.
        shape: `mixed` (half of the risers at once, half month by month, all fallers at once), `step` or `gradual`.
        spread: shares of the terms, `log-uniform` from 0.1 to 20 % or `log-normal` around 0.4 %, as in real corpora.
        season: amplitude of a yearly cycle that every second line follows, in part of its share.
        persistence: correlation of the variation of one month with that of the next.
        strata: parts of the collection, in which terms differ in frequency: one jumps to three times its size, one
            begins and one ends within the windows, the others stay. 1 leaves the collection whole.
    """

    months: int
    papers: int
    variation: float
    planted: float = 0.05
    shape: str = "mixed"
    spread: str = "log-uniform"
    season: float = 0.0
    persistence: float = 0.0
    strata: int = 1


class Corpus(NamedTuple):
    """Simulated counts and what is true of them, by line: planted kind, true log2 ratio of the windows' shares, the
    same without bursts (which change no line for good), and its papers a month."""

    counts: pl.DataFrame
    periods: pl.DataFrame
    strata: pl.DataFrame
    kind: np.ndarray
    true_growth: np.ndarray
    true_change: np.ndarray
    usual_papers: np.ndarray


def _windows(months: int) -> tuple[slice, slice]:
    recent = min(-(-months // 4), 12)
    baseline = min(3 * recent, months - recent)
    return slice(months - recent, months), slice(months - recent - baseline, months - recent)


def _climb(factors: np.ndarray, months: int) -> np.ndarray:
    """Exponential growth over both windows by which the recent mean is `factors` times the baseline's, which is 1."""
    recent, baseline = _windows(months)
    rates = np.linspace(-1, 1, 801)
    passed = np.maximum(np.arange(months) - baseline.start, 0)
    lines = np.exp(rates[:, None] * passed)
    reached = lines[:, recent].mean(axis=1) / lines[:, baseline].mean(axis=1)
    climbs = np.exp(np.interp(factors, reached, rates)[:, None] * passed)
    return climbs / climbs[:, baseline].mean(axis=1, keepdims=True)


def _plant(design: Design, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Shapes of all lines, shape (terms, months), 1 for their level; and their kinds."""
    months, part = design.months, int(TERMS * design.planted)
    recent, baseline = _windows(months)
    shape = np.ones((TERMS, months))
    kind = np.full(TERMS, "level", dtype=object)
    for place, name in enumerate(("rising", "falling", "new", "burst")):
        kind[place * part : (place + 1) * part] = name
    factor = random.uniform(2, 4, part)[:, None]
    shape[:part, recent] = factor
    shape[part : 2 * part, recent] = 1 / factor
    if design.shape == "mixed":
        shape[:part:2] = _climb(factor[::2, 0], months)
    elif design.shape == "gradual":
        shape[:part] = _climb(factor[:, 0], months)
        shape[part : 2 * part] = _climb(1 / factor[:, 0], months)
    shape[2 * part : 3 * part, : recent.start] = 0
    middle = baseline.start + (recent.start - baseline.start) // 2
    shape[3 * part : 4 * part, middle - 1 : middle + 2] = factor
    return shape, kind


def _vary(design: Design, random: np.random.Generator) -> np.ndarray:
    """What every share is multiplied with; mean 1. Terms differ in how much they vary."""
    size = (TERMS, design.months)
    factors = np.ones(size)
    if design.season:
        phase = random.uniform(0, 2 * np.pi, (TERMS, 1))
        cycle = design.season * np.sin(2 * np.pi * np.arange(design.months) / 12 + phase)
        factors *= 1 + cycle * (np.arange(TERMS) % 2)[:, None]
    if not design.variation:
        return factors
    spread = design.variation * random.lognormal(-0.03, 0.25, TERMS)[:, None]
    if not design.persistence:
        return factors * random.gamma(1 / spread**2, spread**2, size)
    noise = random.normal(size=size)
    for month in range(1, design.months):
        fresh = np.sqrt(1 - design.persistence**2) * noise[:, month]
        noise[:, month] = design.persistence * noise[:, month - 1] + fresh
    return factors * np.exp(spread * noise - spread**2 / 2)


def _divide(design: Design, totals: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Papers of each stratum and month, shape (strata, months), and how many times as frequent each term is in it,
    shape (terms, strata); on average over the papers once."""
    months, strata = design.months, design.strata
    if strata == 1:
        return totals[None, :], np.ones((TERMS, 1))
    recent, baseline = _windows(months)
    size = np.repeat(random.uniform(0.5, 1.5, (strata, 1)), months, axis=1)
    place = np.arange(months)
    size[0] *= np.where(place >= random.integers(baseline.start + 2, months - 2), 3, 1)
    size[1] *= place >= random.integers(baseline.start + 1, recent.start + 1)
    size[2] *= place < random.integers(recent.start, months)
    papers = np.round(totals * size / size.sum(axis=0))
    times = random.lognormal(0, 1, (TERMS, strata))
    return papers, times / (times @ papers.sum(axis=1, keepdims=True) / papers.sum())


def _within_strata(expected: np.ndarray, papers: np.ndarray, windows: tuple[slice, slice]) -> np.ndarray:
    """log2 ratio of the windows' shares, each stratum with itself (Mantel and Haenszel), shape (terms,).

    Args:
        expected: papers by term, stratum and month.
        papers: by stratum and month.
        windows: recent and baseline.
    """
    recent, baseline = windows
    now, before = papers[:, recent].sum(axis=1), papers[:, baseline].sum(axis=1)
    part = now / np.maximum(now + before, 1)
    with np.errstate(divide="ignore"):
        return np.log2(
            (expected[:, :, recent].sum(axis=2) @ (1 - part)) / (expected[:, :, baseline].sum(axis=2) @ part)
        )


def simulate(design: Design, seed: int) -> Corpus:
    """One corpus, with uneven and growing collection."""
    random = np.random.default_rng(seed)
    months = design.months
    totals = np.round(design.papers * random.uniform(0.6, 1.4, months) * np.linspace(0.8, 1.2, months))
    recent, baseline = _windows(months)
    if design.spread == "log-uniform":
        level = 10 ** random.uniform(-3, -0.7, TERMS)
    else:
        level = np.clip(random.lognormal(np.log(0.004), 1.2, TERMS), 2e-4, 0.3)
    shape, kind = _plant(design, random)
    papers, times = _divide(design, totals, random)
    shares = np.minimum(level[:, None] * shape, 0.9)
    # Shape (terms, strata, months).
    within = np.minimum(shares[:, None, :] * times[:, :, None], 0.9)
    drawn = random.binomial(papers.astype(int), np.minimum(within * _vary(design, random)[:, None, :], 0.95))
    starts = pl.date_range(date(2015, 1, 1), date(2030, 1, 1), "1mo", eager=True).head(months)
    line, stratum, month = np.nonzero(drawn)
    counts = pl.DataFrame(
        {
            "id": line,
            "stratum": stratum.astype(str),
            "period_start": starts.gather(month),
            "papers": drawn[line, stratum, month],
        }
    )
    whole = papers.sum(axis=0).astype(int)
    periods = pl.DataFrame({"period_start": starts, "papers": whole, "is_complete": True, "is_gap": False})
    strata = pl.concat(
        pl.DataFrame({"stratum": str(one), "period_start": starts, "papers": row.astype(int)})
        for one, row in enumerate(papers)
    )
    expected = (within * papers).sum(axis=1)[:, baseline.start :]
    usual = np.where(kind == "new", expected[:, -1], expected.min(axis=1))
    growth = _within_strata(within * papers, papers, (recent, baseline))
    return Corpus(counts, periods, strata, kind, growth, np.where(kind == "burst", 0.0, growth), usual)


def judge_corpora(design: Design, seeds: range) -> pl.DataFrame:
    """Verdicts on corpora of one design, with what is true: kind, true_growth, true_change, usual_papers."""
    found = []
    for seed in seeds:
        corpus = simulate(design, seed)
        known = pl.DataFrame(
            {
                "id": np.arange(TERMS),
                "kind": corpus.kind.astype(str),
                "true_growth": corpus.true_growth,
                "true_change": corpus.true_change,
                "usual_papers": corpus.usual_papers,
            }
        )
        found.append(
            judge(corpus.counts, corpus.periods, TrendSettings(), "month", corpus.strata).frame.join(known, on="id")
        )
    return pl.concat(found)
