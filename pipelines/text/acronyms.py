"""Acronyms that a text defines (`large language model (LLM)`), and what they stand for over the corpus.

Within a text: Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text"
(2003), stricter where it is known to fail.
"""

import polars as pl

from pipelines.text.lexicon import describe_units

_SHORT = r"[A-Za-z0-9][\w+-]{0,13}"
_PAIR = r"(?:(?P<long>(?:[\w'’-]+[ /-]+){0,11}[\w'’-]+) ?[(\[](?P<short>" + _SHORT + r")(?:[)\]]|[;,] ))"


def find_definitions(texts: pl.DataFrame) -> pl.DataFrame:
    """Pairs of short and long form in every text.

    Args:
        texts: text_hash, title, abstract.

    Returns:
        text_hash, acronym, expansion, expansion_key.
    """
    pairs = (
        texts.lazy()
        .select("text_hash", pl.concat_list("title", "abstract").alias("part"))
        .explode("part")
        .select("text_hash", pl.col("part").str.extract_all(_PAIR).alias("hit"))
        .filter(pl.col("hit").list.len() > 0)
        .explode("hit")
        .with_columns(pl.col("hit").str.extract_groups("^" + _PAIR).alias("groups"))
        .unnest("groups")
        .filter(pl.col("short").str.contains(r"[A-Z]") & (pl.col("short").str.len_chars() >= 2))
        .select("text_hash", pl.col("short").alias("acronym"), "long")
        .collect()
    )
    distinct = pairs.select("acronym", "long").unique(maintain_order=True)
    matched = pl.DataFrame(
        {
            "acronym": distinct["acronym"],
            "long": distinct["long"],
            "expansion": [match_long_form(*row) for row in distinct.iter_rows()],
        },
        schema={"acronym": pl.String, "long": pl.String, "expansion": pl.String},
    ).filter(pl.col("expansion").is_not_null())
    found = pairs.join(matched, on=["acronym", "long"], how="inner")
    keys = make_keys(found["expansion"].unique().sort())
    return (
        found.join(keys, left_on="expansion", right_on="phrase")
        .select(
            "text_hash",
            pl.col("acronym").str.replace(r"([A-Z0-9])s$", "${1}"),
            "expansion",
            pl.col("key").alias("expansion_key"),
        )
        .unique(["text_hash", "acronym", "expansion_key"], keep="first", maintain_order=True)
        .sort("text_hash", "acronym", "expansion_key")
    )


def match_long_form(short: str, preceding: str) -> str | None:
    """The words at the end of `preceding` that `short` abbreviates, or None."""
    letters = short[:-1] if len(short) > 2 and short[-1] == "s" and short[-2].isupper() else short
    letters = "".join(c for c in letters if c.isalnum()).lower()
    text = preceding.lower()
    at = len(text) - 1
    for index in range(len(letters) - 1, -1, -1):
        letter = letters[index]
        while at >= 0 and (text[at] != letter or (index == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= 1
    start = at + 1
    long = preceding[start:]
    words = long.replace("-", " ").split()
    if len(words) > min(len(letters) + 5, len(letters) * 2) or len(long) <= len(letters) or short in long.split():
        return None
    if len(words) < 2 or sum(w[0].lower() in letters for w in words) * 2 < len(letters):
        return None
    return long


def make_keys(phrases: pl.Series) -> pl.DataFrame:
    """phrase, key: canonical keys of whole phrases (words separated by blanks)."""
    frame = phrases.to_frame("phrase").with_row_index("row")
    parts = (
        frame.with_columns(pl.col("phrase").str.split(" ").alias("unit")).explode("unit").filter(pl.col("unit") != "")
    )
    distinct = parts["unit"].unique(maintain_order=True)
    described = describe_units(distinct).with_columns(distinct.alias("unit"))
    last = pl.int_range(pl.len()).over("row") == pl.len().over("row") - 1
    return (
        parts.join(described, on="unit", how="left", maintain_order="left")
        .with_columns(pl.when(last).then("head_piece").otherwise("piece").alias("piece"))
        .group_by("row", "phrase", maintain_order=True)
        .agg(pl.col("piece").str.join("").alias("key"))
        .sort("row")
        .select("phrase", "key")
    )


CLEAR_CUT = 0.7
"""Share of the defining texts that must agree before an acronym stands for one thing everywhere."""


def vote(abbreviations: pl.DataFrame) -> pl.DataFrame:
    """What each acronym stands for in texts that do not say.

    Args:
        abbreviations: text_hash, acronym_key, expansion_key.

    Returns:
        acronym_key, meaning (expansion key; null where no meaning is clear-cut), texts (that define it so),
        defining (all texts that define it); sorted by acronym_key.
    """
    counts = (
        abbreviations.select("text_hash", "acronym_key", "expansion_key")
        .unique()
        .group_by("acronym_key", "expansion_key")
        .agg(pl.col("text_hash").n_unique().alias("texts"))
        .sort("acronym_key", "texts", "expansion_key", descending=[False, True, False])
    )
    return (
        counts.group_by("acronym_key", maintain_order=True)
        .agg(
            pl.col("expansion_key").first().alias("meaning"),
            pl.col("texts").first(),
            pl.col("texts").sum().alias("defining"),
        )
        .with_columns(
            pl.when(pl.col("texts") >= CLEAR_CUT * pl.col("defining")).then("meaning").alias("meaning"),
        )
        .sort("acronym_key")
    )
