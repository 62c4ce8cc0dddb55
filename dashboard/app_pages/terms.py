"""The page Terms: how often papers mention this or that, period by period."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import format as fmt
from dashboard import look, lookup, panels, tables
from dashboard.charts.lines import HEIGHT, Line, share_lines
from dashboard.charts.measures import measured
from dashboard.facts import Facts, load_facts, show_banner
from dashboard.links import paper_link, papers_link, terms_link
from dashboard.lookup import Asked
from dashboard.queries import pulse, terms
from dashboard.queries.base import Query
from dashboard.served import fetch
from dashboard.tables import Column, Row

# Terms that are completed while typing; all others are found when typed out.
OFFERED = 4000

_NOUNS = {"share": "Share of papers that mention", "papers": "Papers that mention", "mentions": "Mentions of"}
_REACH = {"none": 0, "± 1": 1, "± 2": 2, "± 3": 3}
_RULES = {
    "case": "",
    "plural": "plural",
    "hyphen": "hyphen or space",
    "spelling": "spelling",
    "acronym": "acronym",
    "curated": "your thesaurus",
}


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


def _show_unknown(asked: list[Asked]) -> None:
    """Phrases that are no terms: counted by a search, and said so; with what was perhaps meant."""
    for one in asked:
        if not one.is_phrase:
            continue
        found = fetch(terms.phrase_papers(one.form)).row(0, named=True)
        near = fetch(terms.near_terms(one.form))["term"].to_list()
        others = [other.name if not other.is_phrase else other.form for other in asked if other is not one]
        meant = fmt.listing([tables.link(terms_link([*others, term]), term) for term in near], "or")
        offer = f" Did you mean {meant}?" if near else ""
        where = (
            tables.link(papers_link(q=f'"{one.form}"'), fmt.papers(found["papers"])) if found["papers"] else "no paper"
        )
        panels.show_html(
            f'<p class="pt-note"><b>{fmt.escape(one.name)}</b> is no indexed term. It was counted by a search of titles and abstracts '
            f"for these very words: {where}.{offer}</p>"
        )


def _show_meanings(facts: Facts, asked: list[Asked]) -> None:
    """What is known of each term: verdict, papers, and the forms that count as it."""
    ids = [one.term_id for one in asked if one.term_id is not None]
    if not ids:
        return
    known = {row["term_id"]: row for row in fetch(terms.term_verdicts(ids)).to_dicts()}
    palette = look.palette()
    slots = {one.term_id: slot for slot, one in enumerate(asked)}
    color = {term_id: palette.line(slot) for term_id, slot in slots.items()}

    def name(row: Row) -> str:
        return f'<span class="pt-dot" style="background:{color[row["term_id"]]}"></span>{fmt.escape(row["term"])}'

    def forms(row: Row) -> str:
        others = [form for form in row["variants"] or [] if form["form"] != row["term"].lower()]
        shown = [
            f'<span title="{_RULES[form["rule"]]}">{fmt.escape(_written(form["form"], row["acronym"]))} <small class="pt-faint">{fmt.count(form["papers"])}</small></span>'
            for form in others[:6]
        ]
        more = f' <small class="pt-faint">and {len(others) - 6} more</small>' if len(others) > 6 else ""
        return ", ".join(shown) + more if shown else '<span class="pt-faint">no other form</span>'

    columns = [
        Column("term", name),
        *([Column("verdict", _verdict)] if facts.dated_papers else []),
        Column("papers", lambda row: tables.link(papers_link(term=row["term"]), fmt.count(row["papers"])), number=True),
        *([Column("first seen", lambda row: fmt.month(row["first_seen"]), number=True)] if facts.dated_papers else []),
        Column("also counted as", forms, hint="forms that were merged into the term, with the papers that hold each"),
    ]
    panels.show_html(
        tables.table_html(
            [known[term_id] for term_id in ids if term_id in known], columns, caption="The terms asked for"
        )
    )


def _written(form: str, acronym: str | None) -> str:
    """A form as papers write it: variants are stored in lower case, acronyms are not written so."""
    return acronym if acronym and form == acronym.lower() else form


def _verdict(row: Row) -> str:
    words = {
        "rising": "rising",
        "falling": "fading",
        "steady": "steady",
        "new": "new",
        "unclear": "unclear",
        None: "no trend",
    }
    sign = f'<span class="pt-mark">{tables.SIGNS[row["direction"]]}</span>' if row["direction"] in tables.SIGNS else ""
    reason = fmt.escape(row["reason"] or "")
    return f'{sign}{words[row["direction"]]}<br><small class="pt-faint">{reason}</small>'


def _show_picked(chosen: object, asked: list[Asked], grain: str) -> None:
    """The papers of the point that was clicked."""
    picked = ((chosen or {}).get("selection") or {}).get("picked") or []
    panels.show_html('<span id="picked"></span>')
    if not picked:
        panels.show_html('<p class="pt-note">Click a point of a line to see its papers here.</p>')
        return
    by_name = {one.name: one for one in asked}
    one = by_name.get(picked[0].get("name"))
    if one is None:
        return
    start = date.fromisoformat(str(picked[0]["period"])[:10])
    query = (
        terms.phrase_papers_of(one.form, grain, start)
        if one.is_phrase
        else terms.term_papers(one.term_id, grain, start)
    )
    rows = fetch(query).to_dicts()
    found = rows[0]["found"] if rows else 0
    month = start if grain == "month" else None
    everything = papers_link(
        term=None if one.is_phrase else one.name, q=f'"{one.form}"' if one.is_phrase else None, month=month
    )
    label = "all on the Papers page" if month else "all its papers"
    panels.show_heading(
        f"{fmt.papers(found)} with {one.name}, {fmt.period(start, grain)}",
        f"Those with it in the title first. {tables.link(everything, label)}",
    )
    items = "".join(
        f"<li><span>{tables.link(paper_link(row['paper_id']), row['title'])}</span>"
        f"<small>{'in the title · ' if row['in_title'] else ''}{row['mentions']}× · {fmt.day(row['published_on'])}</small></li>"
        for row in rows[:20]
    )
    panels.show_html(f'<ul class="pt-papers">{items}</ul>')


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
        _show_unknown(asked)
        _show_meanings(facts, asked)
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
    _show_unknown(asked)
    _show_meanings(facts, asked)
    _show_picked(chosen, asked, grain)


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
