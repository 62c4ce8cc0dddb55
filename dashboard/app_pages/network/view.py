"""What the page Network draws: which terms and ties, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from dashboard.app_pages.network.layout import Tie, backbone, keep_connected, place_nodes
from dashboard.charts.hues import pick_apart
from dashboard.charts.network import WIDTH, chart_height, node_boxes
from dashboard.queries import network
from dashboard.query import Query
from dashboard.warehouse_access.fetch import fetch

MOST = 60
"""Terms that can be read at once."""

TIES_PER_TERM = 1.5
"""Ties drawn for each term, the maximum spanning tree always."""


class Term(NamedTuple):
    """A term that may be drawn."""

    term_id: int
    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class Network:
    """A network, placed.

    Args:
        terms: term_id, term, papers, direction, theme_id, label, color (None where it could not be told from another),
            x, y (the middle of its box in pixels).
        pairs: all pairs of these terms, the strongest first, with `is_drawn`; other columns as of
            `queries.network.pairs_among`.
        height: of the drawing, in pixels.
        queries: what was asked to get it.
    """

    terms: pl.DataFrame
    pairs: pl.DataFrame
    height: int
    queries: list[Query]

    @property
    def drawn(self) -> pl.DataFrame:
        """The pairs that are drawn."""
        return self.pairs.filter("is_drawn")

    @property
    def has_grey_themes(self) -> bool:
        """Whether there are more themes than colours that can be told apart."""
        return not self.terms.filter(pl.col("theme_id").is_not_null() & pl.col("color").is_null()).is_empty()


def load_network(chosen: Query, fewest: int, *, apart: bool = False) -> Network:
    """The network of the terms that `chosen` answers with, the first `MOST` that are tied to another.

    Args:
        chosen: a query that gives term_id, term and papers, the most wanted first.
        fewest: papers that a pair must have.
        apart: leave out terms that hold, or are held by, one before them word for word.
    """
    wanted = [Term(*row) for row in fetch(chosen).select("term_id", "term", "papers").iter_rows()]
    if apart:
        wanted = leave_out_nested(wanted)
    pairs_query = network.pairs_among([term.term_id for term in wanted], fewest)
    pairs = fetch(pairs_query)
    kept = keep_connected(len(wanted), _ties([term.term_id for term in wanted], pairs), MOST)
    ids = [wanted[place].term_id for place in kept]
    pairs = pairs.filter(pl.col("term_id_a").is_in(ids), pl.col("term_id_b").is_in(ids))
    homes_query = network.term_homes(ids)
    homes = keep_colours_apart(fetch(homes_query))
    ids = homes["term_id"].to_list()
    ties = _ties(ids, pairs)
    drawn = backbone(len(ids), ties, round(TIES_PER_TERM * len(ids)))
    height = chart_height(len(ids))
    places = place_nodes([ties[place] for place in drawn], np.array(node_boxes(homes)).reshape(-1, 2), WIDTH, height)
    is_drawn = np.zeros(pairs.height, dtype=bool)
    is_drawn[drawn] = True
    return Network(
        homes.with_columns(x=pl.Series(places[:, 0]), y=pl.Series(places[:, 1])),
        pairs.with_columns(is_drawn=pl.Series(is_drawn)),
        height,
        [pairs_query, homes_query, chosen],
    )


def leave_out_nested(terms: Sequence[Term]) -> list[Term]:
    """`terms` without those that hold, or are held by, one before them word for word; plurals make no difference."""
    kept: list[tuple[str, Term]] = []
    for term in terms:
        words = f" {' '.join(word.removesuffix('s') for word in term.name.casefold().replace('-', ' ').split())} "
        if not any(words in other or other in words for other, _ in kept):
            kept.append((words, term))
    return [term for _, term in kept]


def keep_colours_apart(terms: pl.DataFrame) -> pl.DataFrame:
    """`terms` with the colours of the themes that are largest in the drawing, as far as these can be told apart;
    `color` of the others is None.

    Args:
        terms: papers, theme_id, color, and others.
    """
    themes = (
        terms.filter(pl.col("theme_id").is_not_null())
        .group_by("theme_id", "color")
        .agg(pl.col("papers").sum())
        .sort("papers", "theme_id", descending=[True, False])
    )
    told = themes["theme_id"].gather(pick_apart(themes["color"])).to_list()
    return terms.with_columns(color=pl.when(pl.col("theme_id").is_in(told)).then("color"))


def _ties(ids: Sequence[int], pairs: pl.DataFrame) -> list[Tie]:
    at = {term_id: place for place, term_id in enumerate(ids)}
    rows = pairs.select("term_id_a", "term_id_b", "npmi").iter_rows()
    return [Tie(at[one], at[two], npmi) for one, two, npmi in rows]
