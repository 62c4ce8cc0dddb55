"""Merges records of one work, by identifiers first, then by titles, then by abstracts, and says which rule merged them.

Each rule adds edges between records; papers are the connected components. The last two rules check their candidates
(`pipelines.papers.match_rules`) and never join records with two arXiv ids or two DOIs.
"""

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.papers.identity import REGISTRIES
from pipelines.papers.match_rules import match_abstracts, match_titles
from pipelines.papers.minhash import find_candidate_pairs

RULES = ("id", "doi", "title", "near_duplicate")
_VOLUME_TITLES = 4
_PREPRINT_DOI = (
    r"^10\.(?:1101|2139|21203|31234|31219|31235|36227|20944|26434|5281|6084|48550|17605|31223|31222|"
    r"22541|33774|12688|64898)/"
)
_LARGEST_TITLE_GROUP = 30
MOST_OF_A_NAME = 6
"""Titles that may share a name before the colon for it to be compared."""


def _components(size: int, edges: np.ndarray) -> np.ndarray:
    """Component of each of `size` nodes joined by `edges` (n, 2): int32."""
    graph = coo_array((np.ones(len(edges), np.int8), (edges[:, 0], edges[:, 1])), shape=(size, size))
    return connected_components(graph, directed=False)[1]


def _edges_by(records: pl.DataFrame, column: str) -> np.ndarray:
    """Each record with the first that has the same value in `column`: int64 (n, 2)."""
    chosen = records.select("row", pl.col(column).alias("key")).filter(pl.col("key").is_not_null())
    pairs = chosen.with_columns(first=pl.col("row").min().over("key")).filter(pl.col("row") != pl.col("first"))
    return pairs.select(pl.col("first").cast(pl.Int64), pl.col("row").cast(pl.Int64)).to_numpy()


def _work_ids(records: pl.DataFrame) -> pl.DataFrame:
    """`records` with `work_doi`, and with ids of registries, each null where it has so many titles that it names no
    work: the DOI of a volume, numbers of rows in a column called `pmid`."""
    chosen = []
    for name in ("doi", *REGISTRIES):
        several = records.select(name, "title_key").filter(pl.col(name).is_not_null() & pl.col(name).is_duplicated())
        titles = several.group_by(name).agg(pl.col("title_key").n_unique())
        crowded = titles.filter(pl.col("title_key") >= _VOLUME_TITLES)[name]
        kept = pl.col(name) if crowded.is_empty() else pl.when(~pl.col(name).is_in(crowded.implode())).then(name)
        chosen.append(kept.alias("work_doi" if name == "doi" else name))
    return records.with_columns(chosen)


def _exclusive_ids(records: pl.DataFrame, components: np.ndarray) -> pl.DataFrame:
    """The arXiv id and the publisher's DOI of each component; row i is component i. Two components with different ones
    are two works."""
    return (
        records.select(
            "arxiv",
            doi=pl.when(~pl.col("work_doi").str.contains(_PREPRINT_DOI)).then("work_doi"),
            component=pl.Series(components),
        )
        .group_by("component")
        .agg(pl.col("arxiv").min(), pl.col("doi").min())
        .sort("component")
    )


def _join_unless_in_conflict(edges: np.ndarray, claims: pl.DataFrame) -> np.ndarray:
    """Joins components along `edges` (n, 2), strongest first, so that no group holds two arXiv ids or two DOIs.

    Returns:
        The new component of each old one, in the order of `claims`.
    """
    size = len(claims)
    joined = _components(size, edges)
    kept = np.ones(len(edges), bool)
    counts = (
        claims.with_columns(group=pl.Series(joined))
        .group_by("group")
        .agg(
            (pl.col("arxiv").n_unique() - pl.col("arxiv").is_null().any()).alias("arxiv"),
            (pl.col("doi").n_unique() - pl.col("doi").is_null().any()).alias("doi"),
        )
    )
    conflicting = set(counts.filter((pl.col("arxiv") > 1) | (pl.col("doi") > 1))["group"].to_list())
    if not conflicting:
        return joined
    doubtful = np.flatnonzero(np.isin(joined[edges[:, 0]], list(conflicting)))
    # Only the few groups in conflict are joined edge by edge.
    parent: dict[int, int] = {}
    arxiv, doi = claims["arxiv"].to_list(), claims["doi"].to_list()
    ids_of_root: dict[int, tuple[str | None, str | None]] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for place in doubtful:
        a, b = root(int(edges[place, 0])), root(int(edges[place, 1]))
        if a == b:
            continue
        claims_a, claims_b = ids_of_root.get(a, (arxiv[a], doi[a])), ids_of_root.get(b, (arxiv[b], doi[b]))
        if any(x is not None and y is not None and x != y for x, y in zip(claims_a, claims_b, strict=True)):
            kept[place] = False
            continue
        low, high = min(a, b), max(a, b)
        parent[high] = low
        ids_of_root[low] = tuple(x if x is not None else y for x, y in zip(claims_a, claims_b, strict=True))
    return _components(size, edges[kept])


def _title_pairs(nodes: pl.DataFrame) -> np.ndarray:
    """Pairs of nodes with one title: all of small groups; of large ones, neighbours by abstract."""
    grouped = (
        nodes.with_columns(size=pl.len().over("title_key"))
        .filter(pl.col("size") > 1)
        .sort("title_key", "abstract_key", "node")
    )
    small = grouped.filter(pl.col("size") <= _LARGEST_TITLE_GROUP).select("title_key", "node")
    pairs = (
        small.join(small, on="title_key", suffix="_b")
        .filter(pl.col("node") < pl.col("node_b"))
        .select("node", "node_b")
    )
    large = grouped.filter(pl.col("size") > _LARGEST_TITLE_GROUP).with_columns(
        node_b=pl.col("node").shift(-1).over("title_key")
    )
    more = large.filter(pl.col("node_b").is_not_null()).select(
        pl.min_horizontal("node", "node_b").alias("node"), pl.max_horizontal("node", "node_b").alias("node_b")
    )
    return pl.concat([pairs, more]).unique().sort("node", "node_b").cast(pl.Int64).to_numpy()


def _name_pairs(nodes: pl.DataFrame) -> np.ndarray:
    """Pairs of nodes with the same name before the colon of the title (`Name: one title`, `Name: another`), where few
    have it."""
    few = nodes.select("node", "name").filter(pl.col("name").is_not_null())
    few = few.filter(pl.len().over("name").is_between(2, MOST_OF_A_NAME))
    pairs = few.join(few, on="name", suffix="_b").filter(pl.col("node") < pl.col("node_b"))
    return pairs.select("node", "node_b").sort("node", "node_b").cast(pl.Int64).to_numpy()


_COMPARED = ("source_id", "title", "abstract", "title_key", "abstract_key", "authors", "year", "generic", "title_words")
"""Columns that `pipelines.papers.match_rules` and the pairing of titles look at."""


def _distinct_texts(records: pl.DataFrame, components: np.ndarray) -> pl.DataFrame:
    """One row for each distinct pair of title and abstract within a component: the nodes that the later rules
    compare."""
    rows = records.select("row", "title_key", "abstract_key", component=pl.Series(components)).with_row_index("place")
    several = rows["component"].is_duplicated()
    distinct = (
        rows.filter(several)
        .sort("component", "title_key", "abstract_key", "row")
        .unique(["component", "title_key", "abstract_key"], keep="first", maintain_order=True)
    )
    chosen = pl.concat([rows.filter(~several), distinct]).sort("component", maintain_order=True)
    return records[chosen["place"]].with_columns(chosen["component"]).with_row_index("node")


def _drop_conflicting(nodes: pl.DataFrame, claims: pl.DataFrame, pairs: np.ndarray) -> np.ndarray:
    """Those of `pairs` whose components differ and have no two arXiv ids or DOIs: no other pair can join anything."""
    owners = nodes["component"].to_numpy()
    left, right = owners[pairs[:, 0]], owners[pairs[:, 1]]
    kept = left != right
    for kind in ("arxiv", "doi"):
        # Components were joined by their identifiers, so that two which hold one of a kind hold two different ones.
        claimed = claims[kind].is_not_null().to_numpy()
        kept &= ~(claimed[left] & claimed[right])
    return pairs[kept]


def _near_pairs(nodes: pl.DataFrame, claims: pl.DataFrame) -> np.ndarray:
    """Pairs of nodes with nearly one abstract; of two that may be one work, one has no arXiv id."""
    required = claims["arxiv"].is_null().to_numpy()[nodes["component"].to_numpy()]
    if not required.any():
        return np.zeros((0, 2), np.int64)
    return find_candidate_pairs(nodes["signature"].to_numpy(), required=required)


def _join_components(
    components: np.ndarray, claims: pl.DataFrame, nodes: pl.DataFrame, pairs: np.ndarray
) -> np.ndarray:
    """Components after the components of each pair of `nodes` were joined, strongest pair first."""
    if not len(pairs):
        return components
    return _join_unless_in_conflict(nodes["component"].to_numpy()[pairs], claims)[components]


def merge_records(records: pl.DataFrame) -> pl.DataFrame:
    """`records` with their components after each rule: `by_id`, `by_doi`, `by_title`, `by_near_duplicate` (Int32).

    Each is coarser than the one before; the last is the paper. Independent of the order of rows up to the components'
    numbers.

    Args:
        records: row (0, 1, …), arxiv, doi, those of `identity.REGISTRIES`, title, abstract (clean), title_key,
            abstract_key, generic, name, title_words, signature, authors (List[String]), year (Int32, null where
            unknown), sorted by row.
    """
    records = _work_ids(records)
    size = records.height
    id_edges = np.concatenate([_edges_by(records, name) for name in ("arxiv", *REGISTRIES)])
    by_id = _components(size, id_edges)
    by_doi = _components(size, np.concatenate([id_edges, _edges_by(records, "work_doi")]))

    nodes, claims = _distinct_texts(records.select("row", *_COMPARED), by_doi), _exclusive_ids(records, by_doi)
    pairs = _drop_conflicting(nodes, claims, _title_pairs(nodes))
    by_title = _join_components(by_doi, claims, nodes, match_titles(nodes, pairs))

    del nodes
    recognisable = records["signature"].is_not_null()
    compared = records.select("row", *_COMPARED, "name", "signature").filter(recognisable)
    nodes, claims = _distinct_texts(compared, by_title[recognisable.to_numpy()]), _exclusive_ids(records, by_title)
    pairs = np.unique(np.concatenate([_near_pairs(nodes, claims), _name_pairs(nodes)]), axis=0)
    pairs = _drop_conflicting(nodes, claims, pairs)
    by_near = _join_components(by_title, claims, nodes, match_abstracts(nodes, pairs))
    return records.with_columns(
        by_id=pl.Series(by_id),
        by_doi=pl.Series(by_doi),
        by_title=pl.Series(by_title),
        by_near_duplicate=pl.Series(by_near),
    )
