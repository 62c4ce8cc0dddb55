"""Rows of an answer, typed: a column means one thing in the whole warehouse, so its type is declared here once."""

from datetime import date, datetime
from typing import TypedDict, cast

import polars as pl


class NewPaper(TypedDict):
    """A new paper of something that is followed; see `queries.watchlist`."""

    paper_id: str
    title: str
    url: str | None
    arxiv_id: str | None
    doi: str | None
    day: date


class Facet(TypedDict, total=False):
    """What papers that were found have in common, and how many of them."""

    name: str
    month: date
    theme_id: int
    label: str
    color: int
    papers: int


class Form(TypedDict):
    """A form of a term, and why it counts as it."""

    form: str
    rule: str
    papers: int


class Row(TypedDict, total=False):
    """The columns that pages and reports read by name. A row holds those of its query; see there."""

    # Terms, themes and how they move.
    term: str
    term_id: int
    term_a: str
    term_b: str
    term_id_a: int
    term_id_b: int
    acronym: str | None
    theme: str | None
    weight: float
    theme_id: int
    label: str
    color: int
    ident: int
    name: str
    papers: int
    found: int
    among: int
    share: float
    recent_share: float | None
    direction: str | None
    growth: float | None
    growth_low: float | None
    growth_high: float | None
    reason: str | None
    p_value: float | None
    stratum_kind: str
    stratum: str
    recent_papers: int
    baseline_papers: int
    added: float
    z: float
    stands_for: list[str]
    explained_by: list[int]
    series: list[float | None] | None
    burst_start: date
    burst_end: date
    goes_on: bool
    pinned: bool
    event: str
    previous: str | None
    previous_theme_id: int | None
    builds: int
    grain: str
    periods: int
    overlap: float | None
    # Forms of terms.
    variant: str
    variants: list[Form] | None
    form: str
    forms: list[str] | None
    rule: str
    is_label: bool
    defined: int | None
    keyword: str
    shared: list[str]
    # Papers.
    paper_id: str
    title: str
    abstract: str
    authors: list[str]
    categories: list[str]
    keywords: list[str] | None
    language: str
    venue: str | None
    url: str | None
    doi: str | None
    arxiv_id: str | None
    repository: str | None
    code: str | None
    published_on: date | None
    date_precision: str
    date_source: str
    stated_on: date | None
    stated_precision: str
    sightings: int
    mentions: int | None
    in_title: bool
    newest: list[NewPaper]
    new_papers: int
    # The corpus, its files and builds.
    files: int
    parsed: int
    rejected: int
    unread_files: int
    path: str
    period_start: date
    dated_papers: int
    with_code: int
    papers_a: int
    papers_b: int
    papers_both: int
    share_a: float
    share_b: float
    stated_twice: int
    disagreeing: int
    source: str
    format: str
    month: date
    source_id: str
    left_out: str | None
    gone_since: datetime | None
    records: int
    merged_by: str | None
    first_day: date | None
    last_day: date | None
    recent_end: date | None
    baseline_start: date | None
    recent_start: date | None
    published_at: datetime
    is_sample: bool
    is_month: bool
    analyser_version: str
    kind: str
    id: int
    now: str | None
    change: str
    changed: int
    papers_before: int | None
    papers_now: int | None
    column_name: str
    data_type: str
    comment: str | None
    table_name: str
    table_comment: str | None


def read_rows(frame: pl.DataFrame) -> list[Row]:
    """The rows of `frame`, in its order."""
    return cast("list[Row]", frame.to_dicts())
