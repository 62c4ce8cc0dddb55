"""Assigns each paper its `paper_id`: the one it had before, else one made from its best identifier.

A `paper_id` never changes once it is given, even when a better identifier arrives. Every identifier under which a paper
was known is kept as an alias. Which records are one paper is decided in `merge`.
"""

import polars as pl

from pipelines.papers.folding import hash_text
from pipelines.papers.identity import REGISTRIES
from pipelines.papers.keep_first import keep_first_rows


def _identities(records: pl.DataFrame) -> pl.DataFrame:
    """Every identity of every component: component, alias, strength (0 is strongest), distinct, in no order."""
    parts = [
        records.filter(pl.col("arxiv").is_not_null()).select("component", alias="arxiv:" + pl.col("arxiv"), strength=0),
        records.filter(pl.col("work_doi").is_not_null()).select(
            "component", alias="doi:" + pl.col("work_doi"), strength=1
        ),
        records.select("component", alias="title:" + pl.col("text_key"), strength=2),
        *(
            records.filter(pl.col(name).is_not_null()).select("component", alias=name, strength=3)
            for name in REGISTRIES
        ),
        # A generic title (`Editorial`) identifies no work.
        records.filter(~pl.col("generic")).select("component", alias="title:" + pl.col("title_key"), strength=4),
    ]
    return pl.concat(parts).group_by("component", "alias").agg(pl.col("strength").min())


def _rank_id(identity: pl.Expr) -> pl.Expr:
    return (
        pl.when(identity.str.starts_with("arxiv:")).then(0).when(identity.str.starts_with("doi:")).then(1).otherwise(2)
    )


def _match_given_ids(identities: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """component, paper_id, is_kept: the ids given before that match a component; of several it keeps one."""
    claims = (
        identities.join(aliases, on="alias", how="inner")
        .group_by("component", "paper_id")
        .agg(pl.col("strength").min(), order=pl.col("alias").min())
        .sort("strength", "order", "component")
    )
    matched = claims.unique("paper_id", keep="first", maintain_order=True)
    kept = matched.sort(_rank_id(pl.col("paper_id")), "paper_id").unique("component", keep="first", maintain_order=True)
    return matched.join(
        kept.select("component", "paper_id", is_kept=pl.lit(True)), on=["component", "paper_id"], how="left"
    ).select("component", "paper_id", pl.col("is_kept").fill_null(False))


def _choose_new_ids(records: pl.DataFrame, taken: pl.Series) -> pl.DataFrame:
    """component, paper_id: the best identifier of each component that no other component uses."""
    best = (
        records.select(
            *("component", "founding", "arxiv", "work_doi", "generic", "title_key", "text_key", "source_id", "position")
        )
        .sort("component", "founding")
        .group_by("component", maintain_order=True)
        .agg(
            arxiv=pl.col("arxiv").min(),
            doi=pl.col("work_doi").min(),
            title=pl.when(~pl.col("generic")).then("title_key").first(),
            text=pl.col("text_key").first(),
            place=(pl.col("source_id") + "/" + pl.col("position").cast(pl.String)).first(),
        )
        .sort("text", "component")
    )
    chosen = best.select("component", paper_id=pl.lit(None, pl.String))
    options = (
        "arxiv:" + pl.col("arxiv"),
        "doi:" + pl.col("doi"),
        "title:" + pl.col("title"),
        "title:" + pl.col("text"),
    )
    used = taken
    open_ = best
    decided: list[pl.DataFrame] = []
    for option in options:
        offers = open_.select("component", paper_id=option).filter(pl.col("paper_id").is_not_null())
        offers = offers.unique("paper_id", keep="first", maintain_order=True)
        offers = offers.filter(~pl.col("paper_id").is_in(used.implode()))
        decided.append(offers)
        used = pl.concat([used, offers["paper_id"]])
        open_ = open_.join(offers, on="component", how="anti", maintain_order="left")
    # Records with the same words that are still not one work: their place in their file tells them apart.
    decided.append(open_.select("component", paper_id="title:" + hash_text(open_["place"])))
    return pl.concat([chosen.clear(), *decided])


def assign_paper_ids(records: pl.DataFrame, aliases: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`records` with `paper_id`, and the aliases that hold from now on.

    Args:
        records: component, founding (order of records within it), source_id, position, arxiv, work_doi, those of
            `identity.REGISTRIES`, title_key, text_key, generic.
        aliases: alias, paper_id: those of the builds before.

    Returns:
        (records with paper_id, aliases: alias, paper_id, sorted by alias).
    """
    aliases = aliases.select("alias", "paper_id")
    identities = _identities(records)
    claims = _match_given_ids(identities, aliases)
    kept = claims.filter("is_kept").select("component", "paper_id")
    unnamed = records.join(kept, on="component", how="anti", maintain_order="left")
    given = aliases["paper_id"].unique()
    fresh = _choose_new_ids(unnamed, given)
    names = pl.concat([kept, fresh])
    # Where two papers became one, the id that is not kept becomes an alias of the one that is.
    moved = (
        claims.filter(~pl.col("is_kept"))
        .join(names, on="component", suffix="_now")
        .select(old="paper_id", new="paper_id_now")
    )
    now = identities.join(names, on="component").with_columns(
        trust=pl.when(pl.col("strength") < 4).then(0).otherwise(2),
        other=pl.col("alias") != pl.col("paper_id"),
    )
    itself = names.join(now.filter(~pl.col("other")), on="paper_id", how="anti").select(
        alias="paper_id", paper_id="paper_id"
    )
    old = aliases.join(moved, left_on="paper_id", right_on="old", how="left").select(
        "alias", pl.coalesce("new", "paper_id").alias("paper_id")
    )
    held = old.join(names.select("paper_id"), on="paper_id", how="semi")
    said = pl.concat(
        [
            now.drop("component"),
            held.with_columns(trust=1),
            itself.with_columns(trust=3),
            old.with_columns(trust=4),
        ],
        how="diagonal",
    )
    merged = (
        keep_first_rows(said, "alias", "trust", "other", "strength", "paper_id")
        .select("alias", "paper_id")
        .sort("alias")
    )
    return records.join(names, on="component", how="left", maintain_order="left"), merged
