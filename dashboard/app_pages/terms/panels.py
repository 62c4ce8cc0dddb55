"""What stands below the chart of the page Terms: what each line counts, what each name means and what was merged into it, and the
papers of a point."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from dashboard.charts.lines import MOST_LINES
from dashboard.queries import expressions, terms
from dashboard.query_language import resolve
from dashboard.query_language.describe import read_line
from dashboard.query_language.resolve import Asked, Understood
from dashboard.query_language.tree import Expression, Leaf, Name, Papers, Theme, leaves, replace_leaves
from dashboard.query_language.write import write_query
from dashboard.ui import chart_panel, html_table, shell
from dashboard.ui import format as fmt
from dashboard.ui.build_info import Facts
from dashboard.ui.controls import picked_point
from dashboard.ui.html_table import Column, Row
from dashboard.ui.links import paper_link, papers_link, sql_link, terms_link, terms_query_link, watch_link
from dashboard.ui.variant_rules import VARIANT_RULES
from dashboard.warehouse_access.fetch import fetch

SHOWN = 20
"""Papers of a point that are listed."""


def show_unknown(
    found: Understood, lines: Sequence[Expression], themes: Sequence[Row], nowhere: Sequence[Asked] = ()
) -> None:
    """Names that mean nothing: phrases that are counted by a search, which is said, themes and shapes that are not there; with
    what was perhaps meant, as a link that puts it into the query. `nowhere` are the lines that were found in no paper."""
    absent = {(one.line.name, one.line.in_title) for one in nowhere if isinstance(one.line, Leaf)}
    notes = [_say_unknown(name, lines, (name.words, name.in_title) in absent) for name in found.unknown]
    for theme in found.no_theme:
        near = [(label, Theme(label)) for label in resolve.near_themes(theme.label, themes)]
        notes.append(f"There is no theme <b>{fmt.escape(theme.label)}</b>.{_offer(theme, near, lines)}")
    notes += [f"No term has the shape <b>{fmt.escape(shape.words)}</b>." for shape in found.no_completion]
    if notes:
        chart_panel.show_html("".join(f'<p class="pt-note">{note}</p>' for note in notes))


def _say_unknown(name: Name, lines: Sequence[Expression], is_absent: bool) -> str:
    # Hardly a term is far from two letters.
    near = fetch(terms.near_terms(name.words))["term"].to_list() if len(name.words) > 2 else []
    offers = [(term, Name(term, name.in_title)) for term in near]
    where = "title" if name.in_title else "title or abstract"
    counted = (
        f"is no indexed term, and no {where} holds these very words."
        if is_absent
        else "is no indexed term. It is counted by a search of titles and abstracts for these very words."
    )
    return f"<b>“{fmt.escape(name.words)}”</b> {counted}{_offer(name, offers, lines)}"


def show_nowhere(nowhere: Sequence[Asked]) -> None:
    """In place of a chart: no paper is in any of the lines."""
    listed = fmt.escape(fmt.listing([one.name for one in nowhere], "or"))
    chart_panel.show_empty(
        "Nothing to draw",
        f"No paper is found for {listed}, so every line would lie at nought.",
        "Choose one of the names offered above, or begin to type: the bar completes what papers mention.",
    )


def _offer(leaf: Papers, offers: Sequence[tuple[str, Papers]], lines: Sequence[Expression]) -> str:
    """` Did you mean a or b?`, each a link to the query with `leaf` replaced."""
    links = []
    for label, instead in offers:
        changed = [replace_leaves(line, lambda one, instead=instead: instead if one == leaf else one) for line in lines]
        links.append(html_table.link(terms_query_link(write_query(changed)), label))
    return f" Did you mean {fmt.listing(links, 'or')}?" if links else ""


def papers_behind(asked: Sequence[Asked]) -> str:
    """The address of the papers behind all lines: the Papers page where it can list them, else their query."""
    if len(asked) == 1 and isinstance(asked[0].line, Leaf) and not asked[0].line.in_title:
        leaf = asked[0].line
        return papers_link(
            term=leaf.name if leaf.kind == "term" else None,
            theme=leaf.ident if leaf.kind == "theme" else None,
            q=f'"{leaf.name}"' if leaf.kind == "text" else None,
        )
    return sql_link(expressions.papers_of_lines([(one.name, one.line) for one in asked]).text)


def show_readings(asked: Sequence[Asked], counts: pl.DataFrame) -> None:
    """What each line that is more than a term counts, in words, and in how many papers."""
    palette = shell.palette()
    found = {row["name"]: row for row in counts.unique("name").iter_rows(named=True)}
    items = []
    for slot, one in enumerate(asked):
        if one.term is not None:
            continue
        row = found[one.name]
        dot = (
            f'<span class="pt-dot" style="background:{palette.line(slot)}"></span>'
            if len(asked) <= MOST_LINES and row["found"]
            else ""
        )
        many = fmt.papers(row["found"])
        if one.is_share:
            many = f"{fmt.count(row['found'])} of {fmt.papers(row['among'])}"
            many += f", {fmt.share(row['found'] / row['among'])}" if row["among"] else ""
        papers = html_table.link(papers_behind([one]), many) if row["found"] else many
        items.append(
            f"<li><span>{dot}<b>{fmt.escape(one.name)}</b> {fmt.DASH} {fmt.escape(read_line(one.line))}</span>"
            f"<small>{papers}</small></li>"
        )
    if items:
        chart_panel.show_html(f'<ul class="pt-papers pt-readings">{"".join(items)}</ul>')


def show_meanings(facts: Facts, asked: Sequence[Asked]) -> None:
    """What is known of each term in the lines: verdict, papers, and the forms that count as it."""
    leaves_there = (leaf for one in asked for leaf in leaves(one.line))
    ids = list(dict.fromkeys(leaf.ident for leaf in leaves_there if isinstance(leaf, Leaf) and leaf.kind == "term"))
    if not ids:
        return
    known = {row["term_id"]: row for row in fetch(terms.term_verdicts(ids)).to_dicts()}
    palette = shell.palette()
    dotted = {one.term.ident: palette.line(slot) for slot, one in enumerate(asked) if one.term is not None}
    if len(asked) > MOST_LINES:
        dotted = {}

    def name(row: Row) -> str:
        color = dotted.get(row["term_id"])
        dot = f'<span class="pt-dot" style="background:{color}"></span>' if color else ""
        # A term within a line leads to its own.
        named = fmt.escape(row["term"]) if color else html_table.link(terms_link([row["term"]]), row["term"])
        return f"{dot}{named} <small>{html_table.link(watch_link(term=row['term']), 'follow')}</small>"

    def forms(row: Row) -> str:
        others = [form for form in row["variants"] or [] if form["form"].lower() != row["term"].lower()]
        shown = [
            f'<span title="{VARIANT_RULES[form["rule"]]}">{fmt.escape(_written(form["form"], row["acronym"]))} <small class="pt-faint">{fmt.count(form["papers"])}</small></span>'
            for form in others[:6]
        ]
        more = f' <small class="pt-faint">and {len(others) - 6} more</small>' if len(others) > 6 else ""
        listed = ", ".join(shown) + more if shown else '<span class="pt-faint">no other form</span>'
        return f'<span class="pt-forms">{listed}</span>'

    columns = [
        Column("term", name),
        *([Column("verdict", _verdict)] if facts.dated_papers else []),
        Column(
            "papers", lambda row: html_table.link(papers_link(term=row["term"]), fmt.count(row["papers"])), number=True
        ),
        *([Column("first seen", lambda row: fmt.month(row["first_seen"]), number=True)] if facts.dated_papers else []),
        Column("also counted as", forms, hint="forms that were merged into the term, with the papers that hold each"),
    ]
    chart_panel.show_html(
        html_table.table_html(
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
    sign = (
        f'<span class="pt-mark">{html_table.SIGNS[row["direction"]]}</span>'
        if row["direction"] in html_table.SIGNS
        else ""
    )
    reason = fmt.escape(fmt.keep_units(row["reason"] or ""))
    return (
        f'<span class="pt-verdict">{sign}{words[row["direction"]]}<br><small class="pt-faint">{reason}</small></span>'
    )


def show_picked(chosen: object, asked: Sequence[Asked], grain: str) -> None:
    """The papers of the point that was clicked."""
    picked = picked_point(chosen, "picked")
    chart_panel.show_html('<span id="picked"></span>')
    one = {one.name: one for one in asked}.get(picked["name"]) if picked else None
    if one is None:
        if len(asked) <= MOST_LINES:
            chart_panel.show_html('<p class="pt-note">Click a point of a line to see its papers here.</p>')
        return
    start = date.fromisoformat(str(picked["period"])[:10])
    rows = fetch(expressions.line_papers(one.line, grain, start, SHOWN)).to_dicts()
    found = rows[0]["found"] if rows else 0
    everything = _all_of(one, grain, start)
    order = "Those with it in the title first. " if one.has_mentions else ""
    chart_panel.show_heading(
        f"{fmt.papers(found)} with {one.name}, {fmt.period(start, grain)}",
        f"{order}{html_table.link(everything, 'all of them')}",
    )
    items = "".join(
        f"<li><span>{html_table.link(paper_link(row['paper_id']), row['title'])}</span>"
        f"<small>{'in the title · ' if row['in_title'] else ''}{_times(row['mentions'])}{fmt.day(row['published_on'])}</small></li>"
        for row in rows
    )
    chart_panel.show_html(f'<ul class="pt-papers">{items}</ul>')


def _times(mentions: int | None) -> str:
    return "" if mentions is None else f"{mentions}× · "


def _all_of(one: Asked, grain: str, start: date) -> str:
    """All papers of a point: the Papers page, where it can list them, else their query."""
    line = one.line
    if grain == "month" and isinstance(line, Leaf) and not line.in_title:
        return f"{papers_behind([one])}&month={start:%Y-%m}"
    return sql_link(expressions.line_papers(line, grain, start, 10_000).text)
