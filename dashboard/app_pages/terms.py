"""The page Terms: how often papers mention this or that, period by period."""

import polars as pl
import streamlit as st

from dashboard import format as fmt
from dashboard import look, lookup, panels, query_bar, term_cards, term_panels
from dashboard.charts.lines import HEIGHT, MOST_LINES, Line, share_lines
from dashboard.charts.measures import measured
from dashboard.charts.multiples import small_lines
from dashboard.expressions.tree import Line as Asking
from dashboard.expressions.tree import Name
from dashboard.expressions.write import write_query
from dashboard.facts import Facts, load_facts, show_banner
from dashboard.links import terms_query_link
from dashboard.lookup import Asked, Understood
from dashboard.queries import expressions, papers, pulse, terms
from dashboard.served import fetch
from dashboard.term_controls import Choice, ask_choice
from dashboard.term_sentences import chart_title, spans
from dashboard.term_series import load_series

# Terms that are completed while typing; all others are found when typed out.
OFFERED = 10_000


def _understand(facts: Facts, lines: list[Asking], offered: list[str]) -> Understood:
    """What the lines mean; without any, the most prominent rising terms."""
    if not lines:
        rising = fetch(pulse.verdicts("rising", facts.grain, 8))["term"].to_list()[:3] if facts.has_trends else []
        lines = [Name(term) for term in rising or offered[:3]]
    names, patterns = lookup.names_in(lines), lookup.patterns_in(lines)
    return lookup.understand(
        lines,
        fetch(terms.known_forms(names)),
        fetch(papers.theme_names()).to_dicts(),
        {pattern: fetch(expressions.completions(pattern)).to_dicts() for pattern in patterns},
    )


def _say_undated(facts: Facts) -> None:
    panels.show_empty(
        "No time to show",
        f"None of the {fmt.papers(facts.papers)} carries a date, so there is no line to draw."
        if facts.dated_papers == 0
        else f"All {fmt.papers(facts.dated_papers)} with a date fall into one period, and a line needs two.",
        "Name digests by their day (<code>2025-05-03.txt</code>) or add records with dates, then run "
        "<code>papertrends run</code>. What the terms are and in how many papers they occur stands below.",
    )


def _show_lines(data: pl.DataFrame, asked: list[Asked], choice: Choice, counts: pl.DataFrame, queries: list) -> object:
    """The chart, or cards where there are too many lines; returns what was clicked."""
    title = chart_title(asked, choice.measure, choice.grain, choice.reach)
    many = len(asked) > MOST_LINES
    options = {"grain": choice.grain, "measure": choice.measure, "log": choice.log, "bands": choice.bands}

    def draw(paper: bool) -> object:
        palette = look.PRINT if paper else look.palette()
        if many:
            return small_lines(data, [Line(one.name, 0) for one in asked], palette, title=title, **options)
        lines = [Line(one.name, slot) for slot, one in enumerate(asked)]
        return share_lines(
            data, lines, palette, clickable=not paper, title=title if paper else None, paper=paper, **options
        )

    behind = {
        "data": counts,
        "queries": queries,
        "papers": term_panels.papers_behind(asked),
        "link": terms_query_link(write_query([one.line for one in asked]), **choice.parameters),
    }
    key = f"terms_by_{choice.grain}"
    if many:
        term_cards.show_cards(data, asked, choice)
        panels.show_source(key, draw=draw, **behind)
        return None
    return panels.show_chart(draw, key=key, alt_text=title, height=HEIGHT + 8, selectable=True, **behind)


def _ask(facts: Facts) -> tuple[list[Asking], Understood] | None:
    """The bar with its help; what is asked for, and what it means. None where it cannot be read or nothing is left to draw."""
    suggested, themes = fetch(terms.suggested_terms(OFFERED)), fetch(papers.theme_names())
    offered = suggested["term"].head(40).to_list()
    with st.container(horizontal=True, vertical_alignment="center", key="query_bar"):
        typed = query_bar.ask_text("Any term or phrase; commas part several, + - / * combine them")
        query_bar.show_help(offered, next(iter(themes["label"]), None))
    query_bar.offer_completions(suggested.rows(), themes.select("label", "papers").rows())
    lines = query_bar.read_text(typed)
    if lines is None:
        return None
    found = _understand(facts, lines, offered)
    term_panels.show_unknown(found, lines, themes.to_dicts())
    if not offered and not found.asked:
        panels.show_empty(
            "No terms yet",
            "No term occurs in enough papers to be indexed.",
            "Add more papers and run <code>papertrends run</code>.",
        )
    return (lines, found) if found.asked else None


def _grains() -> list[str]:
    """The grains at which there are two periods or more, the finest first."""
    present = {row["grain"]: row["periods"] for row in fetch(terms.periods_with_papers()).to_dicts()}
    return [grain for grain in terms.GRAINS if present.get(grain, 0) > 1]


def show() -> None:
    """The whole page."""
    facts = load_facts()
    show_banner(facts)
    question = _ask(facts)
    if question is None:
        return
    lines, found = question
    grains = _grains()
    if not grains:
        _say_undated(facts)
        term_panels.show_meanings(facts, found.asked)
        return
    heading, chart = st.container(), st.container()
    choice = ask_choice(facts, grains)
    asked = [one for one in found.asked if one.has_mentions or choice.measure != "mentions"]
    if not asked:
        panels.show_empty(
            "Themes have no mentions", "A theme is not mentioned; papers belong to it.", "Show its share or its papers."
        )
        return
    counts, queries = load_series(asked, choice.grain, choice.reach)
    shown = counts if choice.begin is None else counts.filter(pl.col("period_start") >= choice.begin)
    with heading:
        title = fmt.escape(chart_title(asked, choice.measure, choice.grain, choice.reach))
        panels.show_html(
            f'<h1 class="pt-title">{title}</h1>{_notes(facts, found, counts, shown, choice, typed=bool(lines))}'
        )
    with chart:
        chosen = _show_lines(measured(shown, choice.measure), asked, choice, counts, queries)
    term_panels.show_readings(asked, counts)
    term_panels.show_meanings(facts, asked)
    term_panels.show_picked(chosen, asked, choice.grain)


def _notes(
    facts: Facts, found: Understood, counts: pl.DataFrame, shown: pl.DataFrame, choice: Choice, *, typed: bool
) -> str:
    """What a reader must know to read the chart rightly."""
    grain = choice.grain
    notes = (
        []
        if typed
        else [
            "Nothing is typed: these rise most surely."
            if facts.has_trends
            else "Nothing is typed: the most frequent terms."
        ]
    )
    if facts.english_papers > facts.year_papers:
        notes.append(f"Left out: {fmt.papers(facts.english_papers - facts.year_papers)} without a date.")
    placed = {row["grain"]: row["papers"] for row in fetch(terms.periods_with_papers()).to_dicts()}
    if facts.year_papers > placed[grain]:
        notes.append(f"Left out here: {fmt.papers(facts.year_papers - placed[grain])} dated too roughly for a {grain}.")
    everywhere = counts.unique("period_start").sort("period_start")
    states = everywhere.filter(pl.col("period_start").is_in(shown["period_start"].unique().implode()))
    if states.height < everywhere.height:
        before = everywhere.height - states.height
        notes.append(
            f"Not drawn: {before} {grain}s before {fmt.period(states['period_start'][0], grain)} that collection covers only in part "
            "(choose <i>Whole time</i>)."
        )
    half = states.filter(~pl.col("is_complete"))["period_start"].to_list()
    if half:
        notes.append(f"Dashed to {spans(half, everywhere['period_start'].to_list(), grain)}: incomplete.")
    if choice.bands and choice.measure != "mentions":
        notes.append("Bands: 95 % (Wilson).")
    themes = [one.name for one in found.asked if not one.has_mentions]
    if choice.measure == "mentions" and themes:
        notes.append(f"Themes have no mentions; not drawn: {fmt.escape(fmt.listing(themes))}.")
    if found.left_out:
        notes.append(f"{lookup.MOST} lines at most; not drawn: {fmt.escape(fmt.listing(found.left_out))}.")
    return f'<p class="pt-note">{" ".join(notes)}</p>'


show()
