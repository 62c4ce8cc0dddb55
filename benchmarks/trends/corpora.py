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
    """

    months: int
    papers: int
    variation: float
    planted: float = 0.05
    shape: str = "mixed"
    spread: str = "log-uniform"
    season: float = 0.0
    persistence: float = 0.0


class Corpus(NamedTuple):
    """Simulated counts and what is true of them, by line: planted kind, true log2 ratio of the windows' shares, the
    same without bursts (which change no line for good), and its papers a month."""

    counts: pl.DataFrame
    periods: pl.DataFrame
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
    shares = np.minimum(level[:, None] * shape, 0.9)

    def ratio(lines: np.ndarray) -> np.ndarray:
        one, other = ((lines[:, span] * totals[span]).sum(axis=1) / totals[span].sum() for span in (recent, baseline))
        with np.errstate(divide="ignore"):
            return np.log2(one / other)

    drawn = random.binomial(totals.astype(int), np.minimum(shares * _vary(design, random), 0.95))
    starts = pl.date_range(date(2015, 1, 1), date(2030, 1, 1), "1mo", eager=True).head(months)
    line, month = np.nonzero(drawn)
    counts = pl.DataFrame({"id": line, "period_start": starts.gather(month), "papers": drawn[line, month]})
    periods = pl.DataFrame({"period_start": starts, "papers": totals.astype(int), "is_complete": True, "is_gap": False})
    expected = (level[:, None] * shape * totals)[:, baseline.start :]
    usual = np.where(kind == "new", expected[:, -1], expected.min(axis=1))
    growth = ratio(shares)
    return Corpus(counts, periods, kind, growth, np.where(kind == "burst", 0.0, growth), usual)


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
        found.append(judge(corpus.counts, corpus.periods, TrendSettings()).frame.join(known, on="id"))
    return pl.concat(found)
