"""From build to build: which verdicts changed, and why. Compares two tables of verdicts; knows nothing of how they were made."""

from typing import NamedTuple

import polars as pl


class Basis(NamedTuple):
    """What verdicts rest on, for one build.

    Args:
        verdicts: id, label, direction, recent_papers, growth, growth_low, growth_high.
        papers: id, papers; all papers that hold it.
        variants: id, variant; the forms that count as it. No rows for themes.
        recent: the recent window in words, e.g. `Jan–Mar 2026`; empty without one.
    """

    verdicts: pl.DataFrame
    papers: pl.DataFrame
    variants: pl.DataFrame
    recent: str


def _variants_by_id(basis: Basis, name: str) -> pl.DataFrame:
    return basis.variants.group_by("id").agg(pl.col("variant").unique().sort().alias(name))


def _side(basis: Basis, prefix: str) -> pl.DataFrame:
    columns = ("label", "direction", "recent_papers", "growth", "growth_low", "growth_high")
    return (
        basis.verdicts.join(basis.papers, on="id", how="left")
        .join(_variants_by_id(basis, "variants"), on="id", how="left")
        .select("id", *(pl.col(name).alias(f"{prefix}_{name}") for name in (*columns, "papers", "variants")))
    )


def _list_variants(mine: str, other: str) -> pl.Expr:
    """The variants that one build has and the other lacks, as text; empty where none."""
    return pl.col(mine).fill_null([]).list.set_difference(pl.col(other).fill_null([])).list.sort().list.join(", ")


def _kind() -> pl.Expr:
    was, now = pl.col("old_direction"), pl.col("new_direction")
    leapt = (pl.col("new_growth") < pl.col("old_growth_low")) | (pl.col("new_growth") > pl.col("old_growth_high"))
    return (
        pl.when(now.is_in(["rising", "new"]) & ~was.is_in(["rising", "new"]).fill_null(False))
        .then(pl.lit("entered_rising"))
        .when(was.is_in(["rising", "new"]) & ~now.is_in(["rising", "new"]).fill_null(False))
        .then(pl.lit("left_rising"))
        .when((now == "falling") & (was != "falling").fill_null(True))
        .then(pl.lit("entered_falling"))
        .when((was == "falling") & (now != "falling").fill_null(True))
        .then(pl.lit("left_falling"))
        .when(leapt)
        .then(pl.lit("moved"))
    )


def explain_changes(previous: Basis, current: Basis) -> pl.DataFrame:
    """What changed by more than its interval, or entered or left the lists of what rises and falls, and why.

    The first of these that applies is the reason: it was merged into another (its label is now a variant of that), it is no
    longer a term, its variants changed (merges, curation), it is a term since this build, papers came in or went, the
    windows moved, and, where nothing of its own changed, that the rest of the corpus did.

    Returns:
        id, label, change (entered_rising, left_rising, entered_falling, left_falling, moved), was, now (directions; null
        where it was not there), papers (difference) and reason; sorted by change, then label.
    """
    merged = current.variants.join(current.verdicts.select("id", "label"), on="id").select(
        pl.col("variant").alias("folded"), pl.col("label").alias("merged_into"), pl.col("id").alias("merged_id")
    )
    merged = merged.sort("folded", "merged_into").unique("folded", keep="first", maintain_order=True)
    both = (
        _side(previous, "old")
        .join(_side(current, "new"), on="id", how="full", coalesce=True)
        .with_columns(folded=pl.col("old_label").str.to_lowercase())
        .join(merged, on="folded", how="left")
        .with_columns(
            change=_kind(),
            gained=_list_variants("new_variants", "old_variants"),
            lost=_list_variants("old_variants", "new_variants"),
            papers=pl.col("new_papers").fill_null(0) - pl.col("old_papers").fill_null(0),
        )
        .filter(pl.col("change").is_not_null())
    )
    gone, is_first = pl.col("new_direction").is_null(), pl.col("old_direction").is_null()
    difference = pl.col("papers").abs().cast(pl.String)
    return (
        both.with_columns(
            reason=pl.when(gone & pl.col("merged_into").is_not_null())
            .then(pl.concat_str(pl.lit("merged into "), "merged_into"))
            .when(gone)
            .then(pl.lit("in too few papers now, or taken out by curation"))
            .when(is_first)
            .then(pl.lit("found in enough papers for the first time"))
            .when((pl.col("gained") != "") & (pl.col("lost") != ""))
            .then(pl.concat_str(pl.lit("now counts "), "gained", pl.lit(", no longer "), "lost"))
            .when(pl.col("gained") != "")
            .then(pl.concat_str(pl.lit("now counts "), "gained"))
            .when(pl.col("lost") != "")
            .then(pl.concat_str(pl.lit("no longer counts "), "lost"))
            .when(pl.col("papers") > 0)
            .then(
                pl.concat_str(
                    difference,
                    pl.when(pl.col("papers") == 1).then(pl.lit(" new paper")).otherwise(pl.lit(" new papers")),
                )
            )
            .when(pl.col("papers") < 0)
            .then(pl.concat_str(difference, pl.lit(" fewer papers")))
            .when(pl.lit(previous.recent != current.recent))
            .then(pl.lit(f"the recent window is now {current.recent or 'empty'}"))
            .otherwise(pl.lit("its own papers are the same; the rest of the corpus changed"))
        )
        .select(
            "id",
            pl.coalesce("new_label", "old_label").alias("label"),
            "change",
            pl.col("old_direction").alias("was"),
            pl.col("new_direction").alias("now"),
            "papers",
            "reason",
        )
        .sort("change", "label", "id")
    )
