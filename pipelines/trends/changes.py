"""Which verdicts changed between two builds, and why."""

from typing import Literal, NamedTuple

import polars as pl

from pipelines.trends.verdicts import FALLING, NEW, RISING

Kind = Literal["term", "theme"]

_COMING_AND_GOING: dict[Kind, tuple[str, str]] = {
    "term": ("in too few papers now, or taken out by curation", "in enough papers for the first time"),
    "theme": ("no longer found; its papers went to other themes", "found for the first time"),
}
"""Why one is no longer there, and why one was not there before."""


class Basis(NamedTuple):
    """What verdicts rest on, for one build.

    Args:
        verdicts: id, label, direction, growth, growth_low, growth_high.
        papers: id, papers; all papers that hold it.
        variants: id, variant, curated (whether the thesaurus says so); the forms that count as it. No rows for themes.
        recent: the recent window in words, e.g. `Jan–Mar 2026`; empty without one.
        analyser: version of the text analyser.
    """

    verdicts: pl.DataFrame
    papers: pl.DataFrame
    variants: pl.DataFrame
    recent: str
    analyser: str


def _forms(basis: Basis, name: str, among: pl.Expr | None = None) -> pl.DataFrame:
    rows = basis.variants if among is None else basis.variants.filter(among)
    return rows.group_by("id").agg(pl.col("variant").unique().sort().alias(name))


def _side(basis: Basis, other: Basis, prefix: str) -> pl.DataFrame:
    """One build's part of the comparison, by id. `telling` are the forms that the other build cannot have missed: it
    counts them as something else, or the thesaurus names them here. A form that is merely in a new paper changes
    nothing by itself.
    """
    columns = ("label", "direction", "growth", "growth_low", "growth_high")
    elsewhere = pl.col("variant").is_in(other.variants["variant"].unique().implode())
    return (
        basis.verdicts.join(basis.papers, on="id", how="left")
        .join(_forms(basis, "forms"), on="id", how="left")
        .join(_forms(basis, "telling", elsewhere | pl.col("curated")), on="id", how="left")
        .select("id", *(pl.col(name).alias(f"{prefix}_{name}") for name in (*columns, "papers", "forms", "telling")))
    )


def _differ(mine: str, theirs: str) -> pl.Expr:
    """The forms in one column of lists that are not in the other, as text; empty where none."""
    return pl.col(mine).fill_null([]).list.set_difference(pl.col(theirs).fill_null([])).list.sort().list.join(", ")


def _change() -> pl.Expr:
    was, now = pl.col("old_direction"), pl.col("new_direction")
    leapt = (pl.col("new_growth") < pl.col("old_growth_low")) | (pl.col("new_growth") > pl.col("old_growth_high"))
    return (
        pl.when(now.is_in([RISING, NEW]) & ~was.is_in([RISING, NEW]).fill_null(False))
        .then(pl.lit("entered_rising"))
        .when(was.is_in([RISING, NEW]) & ~now.is_in([RISING, NEW]).fill_null(False))
        .then(pl.lit("left_rising"))
        .when((now == FALLING) & (was != FALLING).fill_null(True))
        .then(pl.lit("entered_falling"))
        .when((was == FALLING) & (now != FALLING).fill_null(True))
        .then(pl.lit("left_falling"))
        .when(leapt)
        .then(pl.lit("moved"))
    )


def _merged_terms(current: Basis) -> pl.DataFrame:
    """Where forms went: folded (a form in lower case) and merged_into (the label that it counts as now)."""
    named = current.variants.join(current.verdicts.select("id", "label"), on="id")
    forms = named.select(folded=pl.col("variant").str.to_lowercase(), merged_into="label")
    return forms.sort("folded", "merged_into").unique("folded", keep="first", maintain_order=True)


def _own_reason(kind: Kind) -> pl.Expr:
    """What changed in the term or theme itself; null where nothing did."""
    went, came = _COMING_AND_GOING[kind]
    papers = pl.col("papers")
    number = papers.abs().cast(pl.String)
    plural = pl.when(papers.abs() == 1).then(pl.lit(" paper")).otherwise(pl.lit(" papers"))
    gains, loses = pl.col("gained") != "", pl.col("lost") != ""
    return (
        pl.when(pl.col("new_direction").is_null() & pl.col("merged_into").is_not_null())
        .then(pl.concat_str(pl.lit("merged into "), "merged_into"))
        .when(pl.col("new_direction").is_null())
        .then(pl.lit(went))
        .when(pl.col("old_direction").is_null())
        .then(pl.lit(came))
        .when(gains & loses)
        .then(pl.concat_str(pl.lit("now counts "), "gained", pl.lit(", no longer "), "lost"))
        .when(gains)
        .then(pl.concat_str(pl.lit("now counts "), "gained"))
        .when(loses)
        .then(pl.concat_str(pl.lit("no longer counts "), "lost"))
        .when(papers > 0)
        .then(pl.concat_str(number, pl.lit(" more"), plural))
        .when(papers < 0)
        .then(pl.concat_str(number, pl.lit(" fewer"), plural))
    )


def explain_changes(
    previous: Basis, current: Basis, kind: Kind = "term", merged: pl.DataFrame | None = None
) -> pl.DataFrame:
    """What changed by more than its interval, or entered or left the lists of what rises and falls, and why.

    The reason is what changed in the term or theme itself, the first of these that applies: it was merged into
    another, it is no longer there, it is there since this build, its variants changed (merges, curation), papers came
    in or went. To that
    comes what changed for all: the recent window, the text analyser; and where nothing else did, the rest of the
    corpus.

    Args:
        previous: the build that was served.
        current: the build to be served.
        kind: term or theme, for the words.
        merged: id, merged_into (a label); what became of ids of the previous build. Terms find theirs among the
            variants.

    Returns:
        id, label, change (entered_rising, left_rising, entered_falling, left_falling, moved), was, now (directions;
        null where it was not there), growth_was, growth_now (log2), papers (difference) and reason; sorted by change,
        then label.
    """
    both = _side(previous, current, "old").join(_side(current, previous, "new"), on="id", how="full", coalesce=True)
    if merged is not None:
        both = both.join(merged, on="id", how="left")
    else:
        both = both.with_columns(folded=pl.col("old_label").str.to_lowercase())
        both = both.join(_merged_terms(current), on="folded", how="left")
    changed = both.with_columns(
        change=_change(),
        gained=_differ("new_telling", "old_forms"),
        lost=_differ("old_telling", "new_forms"),
        papers=pl.col("new_papers").fill_null(0) - pl.col("old_papers").fill_null(0),
    ).filter(pl.col("change").is_not_null())
    for_all = []
    if previous.recent != current.recent:
        for_all.append(f"the recent window is now {current.recent or 'empty'}")
    if previous.analyser != current.analyser:
        for_all.append("the texts were analysed anew")
    rest = "" if for_all else "its own papers are the same; the rest of the corpus changed"
    reasons = [_own_reason(kind), *(pl.lit(words) for words in for_all)]
    return changed.select(
        "id",
        pl.coalesce("new_label", "old_label").alias("label"),
        "change",
        pl.col("old_direction").alias("was"),
        pl.col("new_direction").alias("now"),
        pl.col("old_growth").alias("growth_was"),
        pl.col("new_growth").alias("growth_now"),
        "papers",
        pl.concat_str(reasons, separator="; ", ignore_nulls=True).replace("", rest).alias("reason"),
    ).sort("change", "label", "id")
