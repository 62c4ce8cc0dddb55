"""What each line of Terms counts, and what each name in it means and what was merged into it."""

from collections.abc import Sequence

import polars as pl

from dashboard.app_pages.terms.growth_parts import show_growth_parts
from dashboard.app_pages.terms.papers_behind import papers_behind
from dashboard.charts.lines import MOST_LINES
from dashboard.markup import Markup, html
from dashboard.queries import terms
from dashboard.queries.build_info import BuildInfo
from dashboard.query_language.describe import read_line
from dashboard.query_language.resolve import Asked
from dashboard.query_language.tree import Leaf, leaves
from dashboard.rows import Row, read_rows
from dashboard.ui import html_table, shell
from dashboard.ui.blocks import show_html
from dashboard.ui.elements import dot, forms_html, link
from dashboard.ui.html_table import Column
from dashboard.ui.links import papers_link, terms_link, watch_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import WORDINGS, sign_of


def show_readings(asked: Sequence[Asked], counts: pl.DataFrame) -> None:
    """What each line that is more than a term counts, in words, and in how many papers."""
    palette = shell.palette()
    found = {row["name"]: row for row in read_rows(counts.unique("name"))}
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
        show_html(html('<ul class="pt-papers pt-readings">{}</ul>', items))


def show_meanings(build: BuildInfo, asked: Sequence[Asked]) -> None:
    """What is known of each term in the lines: verdict, papers, and the forms that count as it."""
    found = [leaf for one in asked for leaf in leaves(one.line) if isinstance(leaf, Leaf) and leaf.kind == "term"]
    ids = list(dict.fromkeys(leaf.ident for leaf in found if leaf.ident is not None))
    if not ids:
        return
    known = {row["term_id"]: row for row in read_rows(fetch(terms.term_verdicts(ids)))}
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
        others = [
            (written(form["form"], row["acronym"]), form["rule"], form["papers"])
            for form in row["variants"] or []
            if form["form"].lower() != row["term"].lower()
        ]
        listed = forms_html(others, 6) if others else html('<span class="pt-faint">no other form</span>')
        return html('<span class="pt-forms">{}</span>', listed)

    columns = [
        Column("term", name),
        *([Column("verdict", verdict_html)] if build.dated_papers else []),
        Column("papers", lambda row: link(papers_link(term=row["term"]), fmt.count(row["papers"])), number=True),
        *([Column("first seen", lambda row: fmt.month(row["first_seen"]), number=True)] if build.dated_papers else []),
        Column("also counted as", forms, hint="forms that were merged into the term, with the papers that hold each"),
    ]
    show_html(
        html_table.table_html(
            [known[term_id] for term_id in ids if term_id in known], columns, caption="The terms asked for"
        )
    )
    show_growth_parts(ids)


def written(form: str, acronym: str | None) -> str:
    """A form as papers write it: variants are stored in lower case, acronyms are not written so."""
    return acronym if acronym and form == acronym.lower() else form


def verdict_html(row: Row) -> Markup:
    """The verdict on a term, with its reason below."""
    sign = sign_of(row["direction"])
    reason = fmt.keep_units(row["reason"] or "")
    return html(
        '<span class="pt-verdict">{}{}<br><small class="pt-faint">{}{}</small></span>',
        html('<span class="pt-mark">{}</span>', sign) if sign else None,
        WORDINGS[row["direction"]].adjective if row["direction"] else "no trend",
        reason,
        _by_itself(row),
    )


def _by_itself(row: Row) -> Markup | None:
    """What the numbers say to a reader who asks for this term alone; where the correction for all terms leaves it
    open."""
    p_value = row["p_value"]
    if row["direction"] != "unclear" or p_value is None or p_value > 0.05:
        return None
    return html(
        "<br>Asked for by itself: {} ({}), p {} {}; not corrected for the many terms tested.",
        fmt.factor(row["growth"]),
        fmt.factor_interval(row["growth"], row["growth_low"], row["growth_high"]),
        "<" if p_value < 0.001 else "=",
        "0.001" if p_value < 0.001 else f"{p_value:.2g}",
    )
