"""Finds the acronyms that texts define (`large language model (LLM)`), and what they stand for in the corpus.

`alignment` decides which words an acronym abbreviates.
"""

import numpy as np
import polars as pl

from pipelines.arrays.grouping import factorize
from pipelines.text.acronyms.alignment import clean_short_form, match_long_form
from pipelines.text.tokens.singular import singularise_acronym
from pipelines.text.tokens.token_cache import VOCABULARY

_SHORT = r"[A-Za-z0-9][\w&+-]{0,13}"
_WORDS = r"(?:[\w'’.-]+[ /-]+){0,11}[\w'’.-]+"

# Patterns of the text before an opening bracket and of the text after it.
_LONG_BEFORE = _WORDS + r"[\s\"'’”]{0,2}[(\[]$"
_NO_WORD = r"(?:[\s\"”]{1,2}|[^\S ]['’]|[\"”]['’])$"
_SHORT_AFTER = r"^[\"'‘“]?(" + _SHORT + r")[\"'’”]?(?:[)\]]|[;,:] )"
_SHORT_BEFORE = r"([A-Z0-9][\w-]{1,9}) ?\($"
_CUT = "\x1f"
_LONG_AFTER = r"^([A-Za-z](?:[\w'’-]+[ /-]+){0,8}[\w'’-]+)\)"


def find_definitions(texts: pl.DataFrame) -> pl.DataFrame:
    """Definitions of acronyms in every text, in either order: `large language model (LLM)` or `LLM (large …)`.

    Args:
        texts: text_hash, title, abstract.

    Returns:
        text_hash, acronym (without a plural s), expansion, expansion_key.
    """
    pairs = _pair(_cut_at_brackets(texts))
    matched = _match(pairs.select("acronym", "long", "whole").unique(maintain_order=True))
    found = pairs.join(matched, on=["acronym", "long", "whole"], how="inner")
    keys = make_keys(found["expansion"].unique().sort())
    return (
        found.join(keys, left_on="expansion", right_on="phrase")
        .select(
            "text_hash",
            singularise_acronym(pl.col("acronym")),
            "expansion",
            pl.col("key").alias("expansion_key"),
        )
        .sort("text_hash", "acronym", "expansion_key", "expansion")
        .unique(["text_hash", "acronym", "expansion_key"], keep="first", maintain_order=True)
    )


def _match(pairs: pl.DataFrame) -> pl.DataFrame:
    """The `pairs` that are definitions, with their expansion. Most are plain initials, which are tested all at once."""
    short = pairs["acronym"].unique()
    letters = pl.DataFrame(
        {"acronym": short, "small": [clean_short_form(one) for one in short]}, schema_overrides={"small": pl.String}
    ).with_columns(pl.col("small").str.to_lowercase())
    count = pl.col("small").str.len_chars()
    parts = pl.col("parts")
    pairs = (
        pairs.join(letters.drop_nulls("small"), on="acronym", maintain_order="left")
        .with_columns(pl.col("long").str.extract_all(r"[^\W_]+(?:['’]s)?[\W_]*").alias("parts"))
        .with_columns(
            parts.list.eval(pl.element().str.head(1)).list.join("").str.to_lowercase().alias("initials"),
            parts.list.get(-(count.cast(pl.Int64) + 1), null_on_oob=True).fill_null(" ").alias("before"),
        )
    )
    plain = (
        pl.col("initials").str.ends_with(pl.col("small"))
        & ~pl.col("before").str.contains(r"[-‐‑–/]$")
        & (~pl.col("whole") | (parts.list.len() == count))
    )
    initials = pairs.filter(plain).with_columns(
        parts.list.tail(count).list.join("").str.replace_all(r"\s+", " ").str.strip_chars().alias("expansion")
    )
    others = pairs.filter(~plain)
    others = others.with_columns(
        pl.Series(
            "expansion",
            [match_long_form(*row) for row in others.select("acronym", "long", "whole").iter_rows()],
            dtype=pl.String,
        )
    )
    return pl.concat([initials, others]).drop_nulls("expansion").select("acronym", "long", "whole", "expansion")


def _cut_at_brackets(texts: pl.DataFrame) -> pl.DataFrame:
    """One row an opening bracket.

    Returns:
        text_hash; before, the text from the last bracket to this one, with it; after, the text up to the next one.
    """
    parts = pl.concat([texts.select("text_hash", pl.col(name).alias("part")) for name in ("title", "abstract")])
    marked = (
        pl.col("part").str.replace_all("(", f"({_CUT}", literal=True).str.replace_all("[", f"[{_CUT}", literal=True)
    )
    return (
        parts.filter(pl.col("part").str.contains(r"[(\[]"))
        .with_row_index("row")
        .with_columns(marked.str.split(_CUT))
        .explode("part")
        .select("text_hash", pl.col("part").alias("before"), pl.col("part").shift(-1).alias("after"), "row")
        .filter(pl.col("row") == pl.col("row").shift(-1))
        .drop("row")
    )


def _pair(cuts: pl.DataFrame) -> pl.DataFrame:
    """What may be a definition by its shape: text_hash, acronym, long, whole (whether `long` is in the bracket)."""
    before, after = pl.col("before"), pl.col("after")
    short_after = cuts.filter(after.str.contains(_SHORT_AFTER)).select(
        "text_hash", after.str.extract(_SHORT_AFTER, 1).alias("acronym"), "before"
    )
    long_after = cuts.filter(after.str.contains(_LONG_AFTER) & before.str.contains(r"[\w-] ?\($"))
    pairs = [
        short_after.filter(_may_be_acronym()).select(
            "text_hash", "acronym", _find_long_before().alias("long"), pl.lit(False).alias("whole")
        ),
        long_after.select(
            "text_hash",
            before.str.extract(_SHORT_BEFORE, 1).alias("acronym"),
            after.str.extract(_LONG_AFTER, 1).alias("long"),
            pl.lit(True).alias("whole"),
        ),
    ]
    return pl.concat(pairs).filter(_may_be_acronym() & pl.col("long").is_not_null())


def _find_long_before() -> pl.Expr:
    """The words before the bracket at the end of `before`. To extract a match and cut it is far faster than a group."""
    return pl.col("before").str.extract(_LONG_BEFORE, 0).str.strip_chars_end("([").str.replace(_NO_WORD, "")


def _may_be_acronym() -> pl.Expr:
    return pl.col("acronym").str.contains(r"[A-Z]") & (pl.col("acronym").str.len_chars() >= 2)


def make_keys(phrases: pl.Series) -> pl.DataFrame:
    """phrase, key: canonical keys of whole phrases, whose words are separated by blanks; empty phrases are left out."""
    words = phrases.str.split(" ").list.eval(pl.element().filter(pl.element() != ""))
    sizes = words.list.len().to_numpy()
    some = np.flatnonzero(sizes)
    number, distinct = factorize(words.gather(some).explode().rename("token"))
    described = VOCABULARY.describe(distinct)
    ends = np.cumsum(sizes[some]) - 1
    norms = described["norm"].gather(number).scatter(ends, described["head_norm"].gather(number[ends]))
    row = pl.Series("row", np.repeat(some, sizes[some])).set_sorted()
    keys = pl.DataFrame([row, norms.alias("key")]).group_by("row", maintain_order=True).agg(pl.col("key").str.join(""))
    return pl.DataFrame([phrases.gather(some).alias("phrase"), keys["key"]])


CLEAR_CUT = 0.7
"""Share of the texts with a definition of an acronym that must agree before it has that meaning in all other texts."""


def vote(abbreviations: pl.DataFrame) -> pl.DataFrame:
    """The meaning of each acronym in texts that do not define it.

    Args:
        abbreviations: text_hash, acronym_key, expansion_key.

    Returns:
        acronym_key, meaning (the expansion key that most texts give; null where CLEAR_CUT is missed), texts (that give
        it), defining (all texts that define the acronym); sorted by acronym_key.
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
