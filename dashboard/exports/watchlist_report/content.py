"""What a digest says, gathered from the warehouse: a verdict, a line and new papers for each thing followed. No
layout."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from dashboard.charts.time_axis import first_drawn
from dashboard.queries import pulse, terms, watchlist
from dashboard.queries.build_info import BuildInfo
from dashboard.query import Query
from dashboard.rows import NewPaper, Row, read_rows
from dashboard.warehouse_access.watchlist import Followed
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import WORDINGS

MOST_NEW = 8
_MOST_MOVERS = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One thing followed: `row` as of `queries.watchlist`, what it was followed as, and its share period by period."""

    followed: Followed
    row: Row
    series: list[float | None]

    @property
    def name(self) -> str:
        return self.row["name"]

    @property
    def verdict(self) -> str:
        """Its verdict in a sentence; what is missing where there is none."""
        if self.row["direction"] is None:
            return "No trend: trends need dated papers."
        named = WORDINGS[self.row["direction"]].head
        return f"{named}: {self.row['reason'].rstrip('.')}." if self.row["reason"] else f"{named}."


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest.

    Args:
        items: what is followed and is in the build, in the list's order.
        missing: names of what is followed and is not.
        first_day, last_day: the days whose papers are new; None where no paper is dated well enough.
        is_month: the days are a month, since no date is exact to the day.
        new_papers: papers of the days, followed or not.
        firm: of each period of the lines, whether it is complete and no gap.
        movers: rising, falling and new terms of the whole field, the most prominent first, by verdict; rows of
            `queries.pulse.verdicts`.
        built: when the build was made, UTC.
        is_sample: the papers are made up.
    """

    items: tuple[Item, ...]
    missing: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    is_month: bool
    new_papers: int
    firm: tuple[bool, ...]
    movers: dict[str, list[Row]]
    built: datetime
    is_sample: bool

    @property
    def span(self) -> str:
        """The days in words: `25 – 31 Mar 2026`; empty where there are none."""
        if self.first_day is None or self.last_day is None:
            return ""
        if self.is_month:
            return fmt.long_month(self.first_day)
        first, last = self.first_day, self.last_day
        if (first.year, first.month) == (last.year, last.month):
            return fmt.between(str(first.day), fmt.day(last))
        return (
            fmt.between(f"{first.day} {first:%b}", fmt.day(last)) if first.year == last.year else fmt.span(first, last)
        )

    @property
    def answer(self) -> str:
        """The whole digest in one sentence, plain text."""
        if not self.items:
            return "Nothing is followed yet."
        rows = [item.row for item in self.items]
        if len(rows) == 1:
            verb = _verb(rows[0]["direction"])
            new = f"; {fmt.papers(rows[0]['new_papers']).replace(' ', ' new ', 1)}, {self.span}" if self.span else ""
            return f"The one thing followed {verb}{new}."
        counted = [(sum(row["direction"] == name for row in rows), name) for name in ("rising", "falling")]
        parts = [f"{many} {_verb(name) if many == 1 else WORDINGS[name].verb}" for many, name in counted if many]
        parts = parts or [f"none {_verb('rising')} or {_verb('falling')}"]
        fresh = sum(row["new_papers"] > 0 for row in rows)
        if self.span:
            parts.append(f"{fresh or 'none'} {'has' if fresh < 2 else 'have'} new papers, {self.span}")
        return f"Of {len(rows)} things followed, {fmt.listing(parts)}."


def _verb(direction: str | None) -> str:
    """`rises`; what has no verb of its own is new or shows no trend."""
    verb = WORDINGS[direction].verb if direction else ""
    return f"{verb}s" if verb else "is new" if direction == "new" else "shows no trend"


def gather(fetch: Callable[[Query], pl.DataFrame], followed: Sequence[Followed], build: BuildInfo) -> Digest:
    """The digest of what is followed.

    Args:
        fetch: gives the rows of a query.
        followed: what is followed, in order.
        build: the build that `fetch` asks.
    """
    grain = build.grain
    week = read_rows(fetch(watchlist.last_week()))
    days = week[0] if week else {"first_day": None, "last_day": None, "papers": 0, "is_month": False}
    names = [one.term for one in followed if one.term]
    known = {row["form"]: row["term_id"] for row in read_rows(fetch(terms.known_forms(names)))} if names else {}
    span = (grain, days["first_day"], days["last_day"])
    how = {"is_month": days["is_month"], "most": MOST_NEW}
    ids = list(dict.fromkeys(known[name] for name in names if name in known))
    numbers = [one.theme for one in followed if one.theme is not None]
    rows: dict[tuple[str, int | None], Row] = {}
    rows |= {("term", row["ident"]): row for row in _rows(fetch, watchlist.followed_terms, ids, span, how)}
    rows |= {("theme", row["ident"]): row for row in _rows(fetch, watchlist.followed_themes, numbers, span, how)}
    firm = fetch(pulse.spark_periods(grain))["firm"].to_list()
    begins = first_drawn(firm)
    items, missing = {}, []
    for one in followed:
        key = ("term", known.get(one.term)) if one.term else ("theme", one.theme)
        if row := rows.get(key):
            items.setdefault(key, Item(one, row, (row["series"] or [])[begins:]))
        else:
            missing.append(one.term or f"theme {one.theme}")
    return Digest(
        items=tuple(items.values()),
        missing=tuple(missing),
        first_day=days["first_day"],
        last_day=days["last_day"],
        is_month=days["is_month"],
        new_papers=days["papers"],
        firm=tuple(firm[begins:]),
        movers={
            name: read_rows(fetch(pulse.verdicts(name, grain, _MOST_MOVERS))) for name in ("rising", "falling", "new")
        },
        built=build.published_at,
        is_sample=build.is_sample,
    )


def _rows(fetch, question, idents: list[int], span: tuple, how: dict) -> list[Row]:
    return read_rows(fetch(question(idents, *span, **how))) if idents else []


def paper_address(paper: NewPaper) -> str:
    """Where a new paper can be read: its page, arXiv, or its DOI; empty where none is known."""
    if (url := paper["url"] or "").startswith(("http://", "https://")):
        return url
    if paper["arxiv_id"]:
        return f"https://arxiv.org/abs/{paper['arxiv_id']}"
    return f"https://doi.org/{paper['doi']}" if paper["doi"] else ""
