"""Papers as HTML: a date with how it is known, keywords as chips, links outward, an entry of a list. No streamlit, no
SQL."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.app_pages.papers.highlights import excerpt, mark_patterns
from dashboard.charts.theme import Palette
from dashboard.markup import Markup, html
from dashboard.rows import Facet, Row
from dashboard.ui.elements import bar, link, theme_html
from dashboard.ui.links import page_link, paper_link, papers_link
from dashboard.wording import format as fmt

_DATED_BY = {
    "given": ("", "stated by a record"),
    "arxiv_id": ("about", "the month in its arXiv id"),
    "matched": ("matched", "the date of a matching record of another source"),
    "listing": ("listed", "the day on which a digest listed it"),
}
_MOST_BARS = 48


def date_text(on: date | None, precision: str) -> str:
    """A date as exactly as it is known: `9 Mar 2025`, `Mar 2025`, `2025`, `undated`."""
    if on is None:
        return "undated"
    return fmt.day(on) if precision == "day" else fmt.month(on) if precision == "month" else f"{on:%Y}"


def date_html(paper: Row) -> Markup:
    """The date of a paper with a word for how it is known, where a record did not simply state it."""
    words = date_text(paper["published_on"], paper["date_precision"])
    mark, how = _DATED_BY.get(paper["date_source"], ("", "no record or file tells its date"))
    return html('<span title="{}">{}</span>', how, f"{mark} {words}" if mark else words)


def outward(url: str | None, text: str) -> Markup:
    """A link that leaves the dashboard; only to the web, else the text alone."""
    if not re.match(r"https?://", url or ""):
        return html("{}", text)
    return html('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>', url, text)


def entry_html(paper: Row, patterns: Sequence[str], palette: Palette) -> Markup:
    """A paper in a list, with what was searched for marked; rows of `queries.papers.listed_papers`."""
    details = [
        date_html(paper),
        theme_html(paper["theme_id"], paper["theme"], palette.line(paper["color"])) if paper["theme"] else "",
        outward(paper["code"], "code") if paper["code"] else "",
        f"{paper['sightings']} records" if paper["sightings"] > 1 else "",
    ]
    title = html('<a href="{}">{}</a>', paper_link(paper["paper_id"]), mark_patterns(paper["title"], patterns))
    chips = [link(papers_link(term=word), word, kind="pt-chip") for word in paper["keywords"] or []]
    return html(
        '<li class="pt-paper"><h2 class="pt-paper-title">{}</h2><div class="pt-facts">{}</div>'
        '<p class="pt-paper-text">{}</p><div>{}</div></li>',
        title,
        (html("<span>{}</span>", fact) for fact in details if fact),
        mark_patterns(excerpt(paper["abstract"], patterns), patterns),
        chips,
    )


def pages_html(page: int, pages: int, address: Mapping[str, str]) -> Markup:
    """Links to the pages before and after, the first and the last; `address` holds the other query parameters."""
    if pages < 2:
        return Markup()

    def to(number: int, text: str, spoken: str) -> Markup:
        return link(page_link("papers", **{**address, "page": number}), text, hint=spoken)

    before = [to(1, "« first", "page 1"), " ", to(page - 1, "‹ previous", f"page {page - 1}")] if page > 1 else None
    after = (
        [to(page + 1, "next ›", f"page {page + 1}"), " ", to(pages, "last »", f"page {pages}")]
        if page < pages
        else None
    )
    here = html("<span>page <b>{}</b> of {}</span>", fmt.count(page), fmt.count(pages))
    return html('<nav class="pt-pages" aria-label="Pages of the list">{} {} {}</nav>', before, here, after)


def theme_facets_html(themes: Sequence[Facet], address: Mapping[str, str], palette: Palette) -> Markup:
    """Themes of the papers found, each a link that narrows the list to it; theme_id, label, color, papers."""
    lines = [(row["theme_id"], row["label"], row["papers"], palette.line(row["color"])) for row in themes]
    return _facets("theme", lines, address)


def name_facets_html(rows: Sequence[Facet], parameter: str, address: Mapping[str, str]) -> Markup:
    """Categories or sources of the papers found, each a link that narrows the list to it by `parameter`; name,
    papers."""
    return _facets(parameter, [(row["name"], row["name"], row["papers"], "") for row in rows], address)


def _facets(parameter: str, lines: Sequence[tuple[object, str, int, str]], address: Mapping[str, str]) -> Markup:
    """Lines of value, words, papers and colour, each with a bar."""
    most = max(papers for _, _, papers, _ in lines)
    items = [
        html(
            "<li>{}<small>{}</small>{}</li>",
            link(page_link("papers", **{**address, parameter: value}), words),
            fmt.count(papers),
            bar(papers / most, color),
        )
        for value, words, papers, color in lines
    ]
    return html('<ul class="pt-facets">{}</ul>', items)


def month_facets_html(months: Sequence[Facet], address: Mapping[str, str]) -> Markup:
    """Months of the papers found as bars, each a link that narrows the list to it; month, papers. Years where months
    are too many; nothing where there is one only."""
    by_month = {row["month"]: row["papers"] for row in months}
    if len(by_month) < 2:
        return Markup()
    span = _months_between(min(by_month), max(by_month))
    if len(span) > _MOST_BARS:
        years: dict[date, int] = {day.replace(month=1): 0 for day in span}
        for day, papers in by_month.items():
            years[day.replace(month=1)] += papers
        bars = [(f"{day:%Y}", papers, None) for day, papers in years.items()]
    else:
        bars = [
            (fmt.month(day), papers, page_link("papers", **{**address, "month": f"{day:%Y-%m}"}) if papers else None)
            for day in span
            for papers in [by_month.get(day, 0)]
        ]
    highest = max(papers for _, papers, _ in bars)
    drawn = [_month_bar(words, papers, papers / highest, href) for words, papers, href in bars]
    return html(
        '<div class="pt-months">{}</div><div class="pt-card-line"><span>{}</span><span>at most {}</span>'
        "<span>{}</span></div>",
        drawn,
        bars[0][0],
        fmt.count(highest),
        bars[-1][0],
    )


def _month_bar(words: str, papers: int, part: float, href: str | None) -> Markup:
    said = f"{words}: {fmt.papers(papers)}"
    drawn = html('<i style="height:{:.0f}%"></i>', 100 * part)
    if href is None:
        return html('<span title="{}">{}</span>', said, drawn)
    return html('<a href="{}" title="{}">{}<span class="pt-spoken">{}</span></a>', href, said, drawn, said)


def _months_between(first: date, last: date) -> list[date]:
    many = (last.year - first.year) * 12 + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + step) // 12, (first.month - 1 + step) % 12 + 1, 1) for step in range(many)
    ]
