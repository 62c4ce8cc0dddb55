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
from dashboard.ui.elements import did_you_mean, dot, link, note, paper_list
from dashboard.ui.html_table import Column, Row
from dashboard.ui.links import papers_link, sql_link, terms_link, terms_query_link, watch_link
from dashboard.ui.markup import Markup, html
from dashboard.ui.variant_rules import VARIANT_RULES
from dashboard.ui.verdicts import WORDINGS, sign_of
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
        notes.append(html("There is no theme <b>{}</b>.{}", theme.label, _offer(theme, near, lines)))
    notes += [html("No term has the shape <b>{}</b>.", shape.words) for shape in found.no_completion]
    if notes:
        chart_panel.show_html(*map(note, notes))


def _say_unknown(name: Name, lines: Sequence[Expression], is_absent: bool) -> Markup:
    # Hardly a term is far from two letters.
    near = fetch(terms.near_terms(name.words))["term"].to_list() if len(name.words) > 2 else []
    offers = [(term, Name(term, name.in_title)) for term in near]
    where = "title" if name.in_title else "title or abstract"
    counted = (
        f"is no indexed term, and no {where} holds these very words."
        if is_absent
        else "is no indexed term. It is counted by a search of titles and abstracts for these very words."
    )
    return html("<b>“{}”</b> {}{}", name.words, counted, _offer(name, offers, lines))


def show_nowhere(nowhere: Sequence[Asked]) -> None:
    """In place of a chart: no paper is in any of the lines."""
    listed = fmt.listing([one.name for one in nowhere], "or")
    chart_panel.show_empty(
        "Nothing to draw",
        f"No paper is found for {listed}, so every line would lie at nought.",
        "Choose one of the names offered above, or begin to type: the bar completes what papers mention.",
    )


def _offer(leaf: Papers, offers: Sequence[tuple[str, Papers]], lines: Sequence[Expression]) -> Markup:
    """` Did you mean a or b?`, each a link to the query with `leaf` replaced."""
    links = []
    for label, instead in offers:
        changed = [replace_leaves(line, lambda one, instead=instead: instead if one == leaf else one) for line in lines]
        links.append(link(terms_query_link(write_query(changed)), label))
    return did_you_mean(links)


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
        mark = dot(palette.line(slot)) if len(asked) <= MOST_LINES and row["found"] else None
        many = fmt.papers(row["found"])
        if one.is_share:
            many = f"{fmt.count(row['found'])} of {fmt.papers(row['among'])}"
            many += f", {fmt.share(row['found'] / row['among'])}" if row["among"] else ""
        papers = link(papers_behind([one]), many) if row["found"] else many
        items.append(
            html(
                "<li><span>{}<b>{}</b> {} {}</span><small>{}</small></li>",
                mark,
                one.name,
                fmt.DASH,
                read_line(one.line),
                papers,
            )
        )
    if items:
        chart_panel.show_html(html('<ul class="pt-papers pt-readings">{}</ul>', items))


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

    def name(row: Row) -> Markup:
        color = dotted.get(row["term_id"])
        # A term within a line leads to its own.
        named = row["term"] if color else link(terms_link([row["term"]]), row["term"])
        return html(
            "{}{} <small>{}</small>", dot(color) if color else None, named, link(watch_link(term=row["term"]), "follow")
        )

    def forms(row: Row) -> Markup:
        others = [form for form in row["variants"] or [] if form["form"].lower() != row["term"].lower()]
        shown = [
            html(
                '<span title="{}">{} <small class="pt-faint">{}</small></span>',
                VARIANT_RULES[form["rule"]],
                _written(form["form"], row["acronym"]),
                fmt.count(form["papers"]),
            )
            for form in others[:6]
        ]
        more = html(' <small class="pt-faint">and {} more</small>', len(others) - 6) if len(others) > 6 else ""
        listed = Markup(", ").join(shown) + more if shown else html('<span class="pt-faint">no other form</span>')
        return html('<span class="pt-forms">{}</span>', listed)

    columns = [
        Column("term", name),
        *([Column("verdict", _verdict)] if facts.dated_papers else []),
        Column("papers", lambda row: link(papers_link(term=row["term"]), fmt.count(row["papers"])), number=True),
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


def _verdict(row: Row) -> Markup:
    sign = sign_of(row["direction"])
    reason = fmt.keep_units(row["reason"] or "")
    return html(
        '<span class="pt-verdict">{}{}<br><small class="pt-faint">{}</small></span>',
        html('<span class="pt-mark">{}</span>', sign) if sign else None,
        WORDINGS[row["direction"]].adjective if row["direction"] else "no trend",
        reason,
    )


def show_picked(chosen: object, asked: Sequence[Asked], grain: str) -> None:
    """The papers of the point that was clicked."""
    picked = picked_point(chosen, "picked")
    chart_panel.show_html(html('<span id="picked"></span>'))
    one = {one.name: one for one in asked}.get(picked["name"]) if picked else None
    if one is None:
        if len(asked) <= MOST_LINES:
            chart_panel.show_note("Click a point of a line to see its papers here.")
        return
    start = date.fromisoformat(str(picked["period"])[:10])
    rows = fetch(expressions.line_papers(one.line, grain, start, SHOWN)).to_dicts()
    found = rows[0]["found"] if rows else 0
    everything = _all_of(one, grain, start)
    order = "Those with it in the title first. " if one.has_mentions else ""
    chart_panel.show_heading(
        f"{fmt.papers(found)} with {one.name}, {fmt.period(start, grain)}",
        html("{}{}", order, link(everything, "all of them")),
    )
    chart_panel.show_html(paper_list((row["paper_id"], row["title"], _aside(row)) for row in rows))


def _aside(row: Row) -> str:
    """`in the title · 3× · 9 Mar 2025`; a line that is more than a name has no mentions."""
    title = "in the title · " if row["in_title"] else ""
    mentions = "" if row["mentions"] is None else f"{row['mentions']}× · "
    return f"{title}{mentions}{fmt.day(row['published_on'])}"


def _all_of(one: Asked, grain: str, start: date) -> str:
    """All papers of a point: the Papers page, where it can list them, else their query."""
    line = one.line
    if grain == "month" and isinstance(line, Leaf) and not line.in_title:
        return f"{papers_behind([one])}&month={start:%Y-%m}"
    return sql_link(expressions.line_papers(line, grain, start, 10_000).text)
