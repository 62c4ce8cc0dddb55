"""Which records others affect that come or go. Their papers are made again; all others stay as they are.

A record is affected when it is new or gone, when it shares with an affected one anything that the rules of merging look
at (an identifier, a title, a name before the colon, a paper_id given to either), or when its abstract agrees with an
affected one's. No rule looks further than that, so merging the affected records alone gives the same papers as merging
all records. Of a gone record no text is needed: what its abstract joined shares its paper. There is one exception: of
more than twenty abstracts that look alike, only some pairs are compared, and which ones may depend on other records.
"""

from collections.abc import Callable

import numpy as np
import polars as pl

from pipelines.papers.identity import REGISTRIES
from pipelines.papers.match_rules import match_abstracts
from pipelines.papers.merge import MOST_OF_A_NAME
from pipelines.papers.minhash import find_candidate_pairs

_SHARED = ("arxiv", "doi", *REGISTRIES, "title_key", "name")
_PREFIXES = {
    "arxiv": "arxiv:",
    "doi": "doi:",
    "title_key": "title:",
    "text_key": "title:",
    **dict.fromkeys(REGISTRIES, ""),
}
"""Column of `record_keys` to what stands before it in an alias."""


def _distinctive_names(keys: pl.DataFrame) -> pl.Series:
    """`name` of each record; null where it does not identify a work: a short abstract, or a name in too many titles."""
    by_title = (
        keys.filter(pl.col("signature").is_not_null())
        .group_by("title_key")
        .agg(
            names=pl.col("name").n_unique(),
            name=pl.col("name").first(),
            known=(pl.col("paper_id").is_not_null() & ~pl.col("is_gone")).any(),
        )
    )
    # Merging counts distinct texts. Known titles that are always spelled alike are never more than these.
    crowded = (
        by_title.filter((pl.col("names") == 1) & pl.col("name").is_not_null() & pl.col("known"))
        .group_by("name")
        .len()
        .filter(pl.col("len") > MOST_OF_A_NAME)["name"]
    )
    tells = pl.col("signature").is_not_null() & ~pl.col("name").is_in(crowded.implode())
    return keys.select(pl.when(tells).then("name")).to_series()


def _list_identities(keys: pl.DataFrame) -> pl.Series:
    """Every identity of the records `keys`, as aliases are written."""
    return pl.concat([prefix + keys[name].drop_nulls() for name, prefix in _PREFIXES.items()]).unique()


def select_aliases(keys: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """The rows of `aliases` that concern the records `keys`: aliases they have, and all aliases of the papers of
    these."""
    given = aliases.filter(pl.col("alias").is_in(_list_identities(keys).implode()))["paper_id"]
    given = pl.concat([given, keys["paper_id"].drop_nulls()]).unique()
    return aliases.filter(pl.col("paper_id").is_in(given.implode()))


def _share_key(keys: pl.DataFrame, affected: pl.Series, aliases: pl.DataFrame) -> pl.Series:
    chosen = keys.filter(affected)
    known = select_aliases(chosen, aliases)
    given = pl.concat([known["paper_id"], chosen["paper_id"].drop_nulls()]).unique()
    hits = [pl.col(name).is_in(chosen[name].drop_nulls().unique().implode()) for name in _SHARED]
    hits.append(pl.col("paper_id").is_in(given.implode()))
    for name, prefix in _PREFIXES.items():
        values = known["alias"].filter(known["alias"].str.starts_with(prefix)).str.strip_prefix(prefix)
        hits.append(pl.col(name).is_in(values.implode()))
    return keys.select(pl.any_horizontal(hits).fill_null(False).alias("hit")).to_series()


def _share_abstract(
    keys: pl.DataFrame, is_required: pl.Series, affected: pl.Series, describe: Callable[[pl.DataFrame], pl.DataFrame]
) -> np.ndarray:
    """Places of records outside `affected` whose abstracts agree with those of `is_required`."""
    is_required &= ~keys["is_gone"]
    wanted = (is_required | ~affected) & keys["signature"].is_not_null() & ~keys["is_gone"]
    # Two arXiv ids are two works.
    if keys["arxiv"].filter(is_required).null_count() == 0:
        wanted &= is_required | keys["arxiv"].is_null()
    rows = wanted.arg_true().to_numpy()
    is_seeking, has_arxiv = is_required.to_numpy()[rows], keys["arxiv"].is_not_null().to_numpy()[rows]
    if not is_seeking.any():
        return np.zeros(0, np.int64)
    pairs = find_candidate_pairs(keys["signature"].gather(rows).to_numpy(), required=is_seeking)
    left, right = pairs[:, 0], pairs[:, 1]
    pairs = pairs[(is_seeking[left] != is_seeking[right]) & ~(has_arxiv[left] & has_arxiv[right])]
    if not len(pairs):
        return np.zeros(0, np.int64)
    involved, places = np.unique(pairs, return_inverse=True)
    places = places.reshape(pairs.shape)
    wanted_keys = keys.select("source_id", "position")[rows[involved]].with_row_index("node")
    nodes = describe(wanted_keys.drop("node")).join(wanted_keys, on=["source_id", "position"]).sort("node")
    agreeing = np.unique(match_abstracts(nodes, places))
    return rows[involved[agreeing]]


def find_affected_records(
    keys: pl.DataFrame, aliases: pl.DataFrame, describe: Callable[[pl.DataFrame], pl.DataFrame]
) -> pl.Series:
    """Whether each record is affected by those that are new or gone: Boolean, in the order of `keys`.

    Args:
        keys: columns of `internal.record_keys`; paper_id: the paper that a record belongs to, null where it is new; and
            is_gone: whether it counts no longer.
        aliases: columns of `internal.paper_aliases`.
        describe: gives what `describe_records` returns for the records whose source_id and position it is given.
    """
    keys = keys.with_columns(name=_distinctive_names(keys))
    affected = pl.repeat(False, len(keys), eager=True)
    grown = keys["paper_id"].is_null() | keys["is_gone"]
    while not grown.equals(affected):
        searched, affected = affected, grown
        grown = affected | _share_key(keys, affected, aliases)
        near = _share_abstract(keys, affected & ~searched, grown, describe)
        grown = grown.scatter(near, True) if len(near) else grown
    return affected
