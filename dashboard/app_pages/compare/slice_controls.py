"""How a reader chooses the two slices of the page Compare; both stand in the address: `a_from=2025-05`, `b_theme=3`
and so on."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import streamlit as st

from dashboard.queries import compare, terms, themes
from dashboard.queries.build_info import BuildInfo
from dashboard.queries.fragments.slices import Slice
from dashboard.rows import read_rows
from dashboard.ui.controls import select_in_url
from dashboard.warehouse_access.fetch import fetch
from dashboard.warehouse_access.find_term import find_term
from dashboard.wording import format as fmt

PARTS = ("from", "to", "theme", "category", "source", "term")
OFFERED = 1500
"""Terms that are completed while typing; all others are found when typed out."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A slice as chosen: what to ask for, its name in words, and what the address asks for that there is not, in plain
    text."""

    slice: Slice
    name: str
    missing: list[str] = field(default_factory=list)


def set_defaults(build: BuildInfo) -> None:
    """Where the address names no slice: the recent window against the baseline, else the largest theme against the
    next."""
    if any(f"{side}_{part}" in st.query_params for side in "ab" for part in PARTS) or "b_rest" in st.query_params:
        return
    if build.windows:
        baseline_start, recent_start, recent_end = build.windows
        windows = ((recent_start, recent_end), (baseline_start, recent_start - timedelta(days=1)))
        for side, (first, last) in zip("ab", windows, strict=True):
            st.query_params[f"{side}_from"], st.query_params[f"{side}_to"] = f"{first:%Y-%m}", f"{last:%Y-%m}"
        return
    largest = fetch(themes.theme_map())["theme_id"].to_list()[:2]
    if largest:
        st.query_params["a_theme"] = str(largest[0])
        if len(largest) > 1:
            st.query_params["b_theme"] = str(largest[1])
        else:
            st.query_params["b_rest"] = "true"


def ask_slice(side: str, build: BuildInfo) -> Chosen:
    """The controls of a slice, and what they say."""
    if side == "b" and st.toggle("All papers that are not in the first slice", key="b_rest", bind="query-params"):
        return Chosen(Slice(rest=True), "all other papers")
    said, missing = Slice(), []
    given = [st.query_params.get(f"{side}_{part}") for part in ("from", "to")]
    first = last = None
    if build.dated_papers:
        with st.container(horizontal=True):
            first, last = (_ask_period(side, part, build) for part in ("from", "to"))
    missing += [f"“{words}” is no month." for words in given if words and _day(words, last=False) is None]
    if first and last and first > last:
        missing.append("It ends before it begins, so no paper lies in it.")
    said = replace(said, first=first, last=last)
    names = [_period_name(first, last)] if first or last else []
    found = {str(row["theme_id"]): row["label"] for row in read_rows(fetch(themes.theme_map()))}
    if theme := _ask_one("Theme", side, "theme", found, missing, "There is no theme"):
        said = replace(said, theme=int(theme))
        names.append(found[theme])
    shelves = {
        category: f"{category} ({fmt.count(papers)})"
        for category, papers in fetch(compare.all_categories()).select("category", "papers").iter_rows()
    }
    if category := _ask_one("Category", side, "category", shelves, missing, "No paper has the category"):
        said = replace(said, category=category)
        names.append(category)
    sources = {
        row["source"]: row["name"] or f"every {row['format']}" for row in read_rows(fetch(compare.all_sources()))
    }
    if source := _ask_one("Source", side, "source", sources, missing, "There is no source", fewest=3):
        said = replace(said, source=source)
        names.append(sources[source])
    offered = fetch(terms.suggested_terms(OFFERED))["term"].to_list()
    if form := select_in_url("Papers that mention", offered, f"{side}_term", show=str, accept_new=True):
        known = find_term(form)
        if known.is_phrase:
            missing.append(f"{known.name} is no indexed term.")
        else:
            said = replace(said, term_id=known.term_id)
            names.append(f"“{known.name}”")
    return Chosen(said, ", ".join(names) or "all papers", missing)


def _ask_one(
    label: str, side: str, part: str, words: dict[str, str], missing: list[str], complaint: str, fewest: int = 1
) -> str | None:
    """One condition; left out where there is nothing to choose from."""
    parameter = f"{side}_{part}"
    given = st.query_params.get(parameter)
    if given and given not in words:
        missing.append(f"{complaint} {given}.")
    if len(words) < fewest:
        return None
    return select_in_url(label, list(words), parameter, show=lambda key: words.get(key, key))


def _ask_period(side: str, part: str, build: BuildInfo) -> date | None:
    """The first day of the slice, or its last."""
    grain = "year" if build.grain == "year" and build.months < 2 else "month"
    starts = fetch(compare.slice_periods(grain))["period_start"].to_list()
    options = [f"{start:%Y}" if grain == "year" else f"{start:%Y-%m}" for start in reversed(starts)]
    parameter = f"{side}_{part}"
    given = st.query_params.get(parameter)
    if given and given not in options and _day(given, last=False):
        options = sorted({*options, given}, reverse=True)
    chosen = select_in_url(part.capitalize(), options, parameter, show=_written)
    return _day(chosen, last=part == "to") if chosen else None


def _day(written: str, *, last: bool) -> date | None:
    """The first or last day of `2025` or `2025-03`, or the day `2025-03-07`; None for anything else."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", written):
        return None
    year, month, day = [int(part) for part in written.split("-")] + [0] * (2 - written.count("-"))
    try:
        if day:
            return date(year, month, day)
        if not last:
            return date(year, month or 1, 1)
        return date(year + (not month or month == 12), month % 12 + 1 if month else 1, 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _written(key: str) -> str:
    start = _day(key, last=False)
    return key if start is None or "-" not in key else fmt.month(start) if key.count("-") == 1 else fmt.day(start)


def _period_name(first: date | None, last: date | None) -> str:
    """`Mar – Jun 2026`, `since Mar 2026`, `until Jun 2026`; days where they are no whole months."""
    whole = (first is None or first.day == 1) and (last is None or (last + timedelta(days=1)).day == 1)
    write = fmt.month if whole else fmt.day
    if first is None or last is None:
        return f"since {write(first)}" if last is None else f"until {write(last)}"
    if whole and (first.year, first.month) == (last.year, last.month):
        return fmt.month(first)
    if whole and (first.month, last.month) == (1, 12):
        return f"{first:%Y}" if first.year == last.year else fmt.between(f"{first:%Y}", f"{last:%Y}")
    start = f"{first:%b}" if whole and first.year == last.year else write(first)
    return fmt.between(start, write(last))
