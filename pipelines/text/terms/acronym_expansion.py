"""Acronyms inside longer phrases: `LLM agents` and `large language model agents` are one concept.

What an acronym stands for is settled in `acronyms` and `resolution`.
"""

import polars as pl

from pipelines.text.tokens.token_cache import VOCABULARY

_CAPITALS = r"[A-Za-z0-9]*[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*"
"""An acronym of several capitals (`LLM`, `CoT`, `3DGS`)."""
_BEGINS = rf"^({_CAPITALS})(?:-\S+)?$"


def find_beginnings(surfaces: pl.Series) -> pl.DataFrame:
    """unit, acronym_key: words of `surfaces` that begin with what may be an acronym, and the key that it has."""
    units = surfaces.filter(_may_hold(surfaces)).str.split(" ").explode().unique()
    shorts = pl.DataFrame([units.alias("unit"), units.str.extract(_BEGINS, 1).alias("short")]).drop_nulls()
    distinct = shorts["short"].unique()
    keys = pl.DataFrame([distinct, _describe(distinct)["head_norm"].alias("acronym_key")])
    return shorts.join(keys, on="short").select("unit", "acronym_key")


def expand_acronyms(
    phrases: pl.DataFrame, meanings: pl.DataFrame, beginnings: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Keys of phrases that hold acronyms, with the keys that they have when these are spelt out.

    Args:
        phrases: surface (one row each), key, texts (that write it so).
        meanings: acronym_key, meaning (its key); acronyms of one clear meaning only.
        beginnings: `find_beginnings` of the surfaces, where it is known.

    Returns:
        key, expanded; sorted by key, one row each. Whether anybody writes it so is for the caller to see.
    """
    surface = pl.col("surface")
    several = phrases.filter(_may_hold(phrases["surface"]))
    units = several.select(surface.str.split(" ").alias("unit")).with_row_index("row").explode("unit")
    # Few phrases hold one of clear meaning: the words of all others need not be described.
    beginnings = find_beginnings(phrases["surface"]) if beginnings is None else beginnings
    holding = beginnings.join(meanings, on="acronym_key", how="semi")
    held = units.join(holding, on="unit", how="semi")["row"].unique().sort()
    several = several[held]
    units = units.filter(pl.col("row").is_in(held.implode()))
    units = units.join(_expand(units["unit"].unique(), meanings), on="unit", how="left", maintain_order="left")
    is_head = pl.col("row").ne_missing(pl.col("row").shift(-1))
    spelt = (
        units.select("row", pl.when(is_head).then("head_norm").otherwise("norm").alias("norm"))
        .group_by("row", maintain_order=True)
        .agg("norm")
        .select(pl.col("norm").list.join("").alias("expanded"))
    )
    expanded = (
        pl.concat([several.select("key", "texts"), spelt], how="horizontal")
        .group_by("key", "expanded")
        .agg(pl.col("texts").sum())
        .sort("key", "texts", "expanded", descending=[False, True, False])
        .unique("key", keep="first", maintain_order=True)
    )
    # What most write as one word is a name of its own: `ScienceQA`, which some write `Science QA`.
    joined = (
        phrases.filter(~surface.str.contains("[ -]"))
        .join(expanded.select("key"), on="key", how="semi")
        .group_by("key")
        .agg(pl.col("texts").sum().alias("joined"))
    )
    return (
        expanded.join(joined, on="key", how="left", maintain_order="left")
        .filter(pl.col("texts") >= pl.col("joined").fill_null(0))
        .select("key", "expanded")
    )


def _may_hold(surfaces: pl.Series) -> pl.Series:
    return surfaces.str.contains(r"[A-Z][A-Za-z0-9]*[A-Z]") & surfaces.str.contains(r"[ -]")


def _expand(units: pl.Series, meanings: pl.DataFrame) -> pl.DataFrame:
    """unit, norm and head_norm: what it adds to a key, an acronym at its start spelt out."""
    frame = pl.concat([units.to_frame("unit"), _describe(units)], how="horizontal").with_columns(
        units.str.extract(_BEGINS, 1).alias("short"),
        units.str.extract(rf"^{_CAPITALS}-(\S+)$", 1).alias("rest"),
    )
    parts = pl.concat([frame["short"], frame["rest"].rename("short")]).drop_nulls().unique()
    described = pl.concat([parts.to_frame("part"), _describe(parts)], how="horizontal")
    meant = described.join(meanings, left_on="head_norm", right_on="acronym_key").select("part", "meaning")
    rest = described.select("part", rest_norm="norm", rest_head_norm="head_norm")
    return (
        frame.join(meant, left_on="short", right_on="part", how="left")
        .join(rest, left_on="rest", right_on="part", how="left")
        .select(
            "unit",
            *(
                pl.coalesce(pl.col("meaning") + pl.col(f"rest_{name}").fill_null(""), name).alias(name)
                for name in ("norm", "head_norm")
            ),
        )
    )


def _describe(words: pl.Series) -> pl.DataFrame:
    return VOCABULARY.describe(words).select("norm", "head_norm")
