"""Which papers new records can change: those that are made again when records arrive; all others stay as they are.

A record is touched when it is new, when it shares with a touched one anything that the rules of merging look at (an identifier,
a title, a name before the colon, a paper_id given to either), or when its abstract agrees with a touched one's. No rule looks
further than that, so that the touched records alone come to the papers to which all records would come. One bound is not kept:
where more than twenty abstracts look alike, not every pair of them is compared, and which are may depend on what else is there.
"""

from collections.abc import Callable

import numpy as np
import polars as pl

from pipelines.papers.agreement import agreeing_abstracts
from pipelines.papers.identity import REGISTRIES
from pipelines.papers.merge import MOST_OF_A_NAME
from pipelines.papers.shingles import candidate_pairs

_SHARED = ("arxiv", "doi", *REGISTRIES, "title_key", "name")
_PREFIXES = {
    "arxiv": "arxiv:",
    "doi": "doi:",
    "title_key": "title:",
    "text_key": "title:",
    **dict.fromkeys(REGISTRIES, ""),
}
"""Column of `record_keys` to what stands before it in an alias."""


def _telling_names(keys: pl.DataFrame) -> pl.Series:
    """`name` of each record, or null where it tells nothing: the abstract is too short, or too many titles bear the name."""
    by_title = (
        keys.filter(pl.col("signature").is_not_null())
        .group_by("title_key")
        .agg(names=pl.col("name").n_unique(), name=pl.col("name").first(), known=pl.col("paper_id").is_not_null().any())
    )
    # Merging counts texts, before and after; known titles that no record writes otherwise are at most as many.
    crowded = (
        by_title.filter((pl.col("names") == 1) & pl.col("name").is_not_null() & pl.col("known"))
        .group_by("name")
        .len()
        .filter(pl.col("len") > MOST_OF_A_NAME)["name"]
    )
    tells = pl.col("signature").is_not_null() & ~pl.col("name").is_in(crowded.implode())
    return keys.select(pl.when(tells).then("name")).to_series()


def _aliases_of(keys: pl.DataFrame) -> pl.Series:
    """Every identity of the records `keys`, as aliases are written."""
    return pl.concat([prefix + keys[name].drop_nulls() for name, prefix in _PREFIXES.items()]).unique()


def known_by(keys: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Those of `aliases` that say anything of the records `keys`: by an identity of theirs, or of a paper_id of theirs."""
    given = aliases.filter(pl.col("alias").is_in(_aliases_of(keys).implode()))["paper_id"]
    given = pl.concat([given, keys["paper_id"].drop_nulls()]).unique()
    return aliases.filter(pl.col("paper_id").is_in(given.implode()))


def _share_a_key(keys: pl.DataFrame, touched: pl.Series, aliases: pl.DataFrame) -> pl.Series:
    chosen = keys.filter(touched)
    known = known_by(chosen, aliases)
    given = pl.concat([known["paper_id"], chosen["paper_id"].drop_nulls()]).unique()
    hits = [pl.col(name).is_in(chosen[name].drop_nulls().unique().implode()) for name in _SHARED]
    hits.append(pl.col("paper_id").is_in(given.implode()))
    for name, prefix in _PREFIXES.items():
        values = known["alias"].filter(known["alias"].str.starts_with(prefix)).str.strip_prefix(prefix)
        hits.append(pl.col(name).is_in(values.implode()))
    return keys.select(pl.any_horizontal(hits).fill_null(False).alias("hit")).to_series()


def _share_an_abstract(
    keys: pl.DataFrame, seeking: pl.Series, touched: pl.Series, describe: Callable[[pl.DataFrame], pl.DataFrame]
) -> np.ndarray:
    """Places of records outside `touched` whose abstracts agree with those of `seeking`."""
    wanted = (seeking | ~touched) & keys["signature"].is_not_null()
    # Two arXiv ids are two works.
    if keys["arxiv"].filter(seeking).null_count() == 0:
        wanted &= seeking | keys["arxiv"].is_null()
    rows = wanted.arg_true().to_numpy()
    is_seeking, has_arxiv = seeking.to_numpy()[rows], keys["arxiv"].is_not_null().to_numpy()[rows]
    if not is_seeking.any():
        return np.zeros(0, np.int64)
    pairs = candidate_pairs(keys["signature"].gather(rows).to_numpy(), seekers=is_seeking)
    left, right = pairs[:, 0], pairs[:, 1]
    pairs = pairs[(is_seeking[left] != is_seeking[right]) & ~(has_arxiv[left] & has_arxiv[right])]
    if not len(pairs):
        return np.zeros(0, np.int64)
    involved, places = np.unique(pairs, return_inverse=True)
    places = places.reshape(pairs.shape)
    wanted_keys = keys.select("source_id", "position")[rows[involved]].with_row_index("node")
    nodes = describe(wanted_keys.drop("node")).join(wanted_keys, on=["source_id", "position"]).sort("node")
    agreeing = np.unique(agreeing_abstracts(nodes, places))
    return rows[involved[agreeing]]


def find_touched(
    keys: pl.DataFrame, aliases: pl.DataFrame, describe: Callable[[pl.DataFrame], pl.DataFrame]
) -> pl.Series:
    """Whether each record is touched by those that are new: Boolean, in the order of `keys`.

    Args:
        keys: columns of `internal.record_keys`, and paper_id: the paper that a record belongs to, null where it is new.
        aliases: columns of `internal.paper_aliases`.
        describe: gives what `describe_records` returns for the records whose source_id and position it is given.
    """
    keys = keys.with_columns(name=_telling_names(keys))
    touched = pl.repeat(False, len(keys), eager=True)
    grown = keys["paper_id"].is_null()
    while not grown.equals(touched):
        searched, touched = touched, grown
        grown = touched | _share_a_key(keys, touched, aliases)
        near = _share_an_abstract(keys, touched & ~searched, grown, describe)
        grown = grown.scatter(near, True) if len(near) else grown
    return touched
