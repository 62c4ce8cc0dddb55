"""The page Terms: how often papers mention this or that, period by period."""

import polars as pl
import streamlit as st

from dashboard import format as fmt
from dashboard import look, lookup, panels, term_panels
from dashboard.charts.lines import HEIGHT, Line, share_lines
from dashboard.charts.measures import measured
from dashboard.facts import Facts, load_facts, show_banner
from dashboard.lookup import Asked
from dashboard.queries import pulse, terms
from dashboard.queries.base import Query
from dashboard.served import fetch

# Terms that are completed while typing; all others are found when typed out.
OFFERED = 4000

_NOUNS = {"share": "Share of papers that mention", "papers": "Papers that mention", "mentions": "Mentions of"}
_REACH = {"none": 0, "± 1": 1, "± 2": 2, "± 3": 3}


def _query_bar(facts: Facts) -> list[Asked]:
    """What the reader asks for, resolved; without a question, the surest rising terms."""
    offered = fetch(terms.suggested_terms(OFFERED))["term"].to_list()
    entries = st.multiselect(
        "Terms",
        offered,
        key="terms",
        bind="query-params",
        accept_new_options=True,
        placeholder="Type a term, or any phrase in your own words; commas part several",
        label_visibility="collapsed",
        select_all=False,
    )
    forms = lookup.split_forms(entries)
    if not forms:
        rising = fetch(pulse.verdicts("rising", facts.grain, 8))["term"].to_list()[:3] if facts.has_trends else []
        forms = rising or offered[:3]
    return lookup.resolve(forms, fetch(terms.known_forms(forms)))


def _grains() -> list[str]:
    """The grains at which there are two periods or more, the finest first."""
    present = {row["grain"]: row["periods"] for row in fetch(terms.periods_with_papers()).to_dicts()}
    return [grain for grain in terms.GRAINS if present.get(grain, 0) > 1]


def _controls(facts: Facts, grains: list[str]) -> tuple[str, str, int, bool]:
    """Grain, measure, smoothing and scale; all of them in the URL."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="term_controls"):
        measure = st.segmented_control(
            "Show", terms.MEASURES, default="share", key="measure", bind="query-params", required=True
        )
        usual = facts.grain if facts.grain in grains else grains[0]
        grain = st.segmented_control("By", grains, default=usual, key="grain", bind="query-params", required=True)
        smoothing = st.segmented_control(
            "Smoothing",
            list(_REACH),
            default="none",
            key="smoothing",
            bind="query-params",
            required=True,
            help="Pools each period with its neighbours: their papers are added up, so bands narrow.",
        )
        log = st.toggle("Log scale", key="log", bind="query-params")
    return grain, measure, _REACH[smoothing], log


def _series(asked: list[Asked], grain: str, reach: int) -> tuple[pl.DataFrame, list[Query]]:
    """The counts of all lines, and what was asked to get them."""
    ids = [one.term_id for one in asked if one.term_id is not None]
    queries = [terms.term_series(ids, grain, reach)] if ids else []
    frames = [fetch(query) for query in queries]
    for one in asked:
        if one.is_phrase:
            query = terms.phrase_series(one.form, grain, reach)
            queries.append(query)
            frames.append(fetch(query).with_columns(name=pl.lit(one.name)))
    return pl.concat(frames), queries


def _title(asked: list[Asked], measure: str, grain: str, reach: int) -> str:
    names = fmt.listing([one.name for one in asked], "or" if measure != "mentions" else "and")
    pooled = f", pooled over {2 * reach + 1} {grain}s" if reach else ""
    return f"{_NOUNS[measure]} {names} by {grain}{pooled}"


def _say_undated(facts: Facts) -> None:
    panels.show_empty(
        "No time to show",
        f"None of the {fmt.papers(facts.papers)} carries a date, so there is no line to draw."
        if facts.dated_papers == 0
        else f"All {fmt.papers(facts.dated_papers)} with a date fall into one period, and a line needs two.",
        "Name digests by their day (<code>2025-05-03.txt</code>) or add records with dates, then run "
        "<code>papertrends run</code>. What the terms are and in how many papers they occur stands below.",
    )


def show() -> None:
    """The whole page."""
    facts = load_facts()
    show_banner(facts)
    asked = _query_bar(facts)
    if not asked:
        panels.show_empty(
            "No terms yet",
            "No term occurs in enough papers to be indexed.",
            "Add more papers and run <code>papertrends run</code>.",
        )
        return
    grains = _grains()
    if not grains:
        _say_undated(facts)
        term_panels.show_unknown(asked)
        term_panels.show_meanings(facts, asked)
        return
    left_out, asked = asked[lookup.MOST :], asked[: lookup.MOST]
    heading = st.container()
    chart = st.container()
    grain, measure, reach, log = _controls(facts, grains)
    counts, queries = _series(asked, grain, reach)
    data = measured(counts, measure)
    with heading:
        panels.show_html(
            f'<h1 class="pt-title">{fmt.escape(_title(asked, measure, grain, reach))}</h1>{_notes(facts, data, grain, left_out)}'
        )
    lines = [Line(one.name, slot) for slot, one in enumerate(asked)]

    def draw(paper: bool) -> object:
        palette = look.PRINT if paper else look.palette()
        title = _title(asked, measure, grain, reach) if paper else None
        return share_lines(
            data, lines, palette, grain=grain, measure=measure, log=log, clickable=not paper, title=title, paper=paper
        )

    with chart:
        chosen = panels.show_chart(
            draw,
            key=f"terms_by_{grain}",
            alt_text=_title(asked, measure, grain, reach),
            height=HEIGHT + 8,
            data=counts,
            queries=queries,
            selectable=True,
        )
    term_panels.show_unknown(asked)
    term_panels.show_meanings(facts, asked)
    term_panels.show_picked(chosen, asked, grain)


def _notes(facts: Facts, data: pl.DataFrame, grain: str, left_out: list[Asked]) -> str:
    """What a reader must know to read the chart rightly."""
    notes = []
    if facts.english_papers > facts.year_papers:
        notes.append(f"Left out: {fmt.papers(facts.english_papers - facts.year_papers)} without a date.")
    placed = {row["grain"]: row["papers"] for row in fetch(terms.periods_with_papers()).to_dicts()}
    if facts.year_papers > placed[grain]:
        notes.append(f"Left out here: {fmt.papers(facts.year_papers - placed[grain])} dated too roughly for a {grain}.")
    states = data.unique("period_start").sort("period_start")
    if not states["is_complete"].all():
        open_ones = [fmt.period(day, grain) for day in states.filter(~pl.col("is_complete"))["period_start"]]
        notes.append(f"Dashed to {fmt.listing(open_ones)}: incomplete.")
    notes.append("Bands: 95 % (Wilson).")
    if left_out:
        notes.append(f"Eight lines at most; not drawn: {fmt.escape(fmt.listing([one.name for one in left_out]))}.")
    return f'<p class="pt-note">{" ".join(notes)}</p>'


show()
