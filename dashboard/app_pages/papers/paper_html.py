"""Papers as HTML: a date with how it is known, keywords as chips, links outward, an entry of a list. No streamlit, no SQL."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.app_pages.papers.highlights import excerpt, mark_patterns
from dashboard.charts.theme import Palette
from dashboard.ui import format as fmt
from dashboard.ui.html_table import Row, link
from dashboard.ui.links import page_link, paper_link, papers_link, theme_link

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


def date_html(paper: Row) -> str:
    """The date of a paper with a word for how it is known, where a record did not simply state it."""
    words = date_text(paper["published_on"], paper["date_precision"])
    mark, how = _DATED_BY.get(paper["date_source"], ("", "no record or file tells its date"))
    return f'<span title="{how}">{mark} {words}</span>' if mark else f'<span title="{how}">{words}</span>'


def outward(url: str | None, text: str) -> str:
    """A link that leaves the dashboard; only to the web, else the text alone."""
    if not re.match(r"https?://", url or ""):
        return fmt.escape(text)
    return f'<a href="{fmt.escape(url)}" target="_blank" rel="noopener noreferrer">{fmt.escape(text)}</a>'


def theme_html(theme_id: int, label: str, color: int, palette: Palette) -> str:
    """A theme as a link, with its colour before it."""
    dot = f'<span class="pt-dot" style="background:{palette.line(color)}"></span>'
    return f'<span class="pt-nowrap">{dot}{link(theme_link(theme_id), label)}</span>'


def entry_html(paper: Row, patterns: Sequence[str], palette: Palette) -> str:
    """A paper in a list, with what was searched for marked; rows of `queries.papers.listed_papers`."""
    facts = [
        date_html(paper),
        theme_html(paper["theme_id"], paper["theme"], paper["color"], palette) if paper["theme"] else "",
        outward(paper["code"], "code") if paper["code"] else "",
        f"{paper['sightings']} records" if paper["sightings"] > 1 else "",
    ]
    title = f'<a href="{fmt.escape(paper_link(paper["paper_id"]))}">{mark_patterns(paper["title"], patterns)}</a>'
    chips = "".join(link(papers_link(term=word), word, kind="pt-chip") for word in paper["keywords"] or [])
    return (
        f'<li class="pt-paper"><h2 class="pt-paper-title">{title}</h2>'
        f'<div class="pt-facts">{"".join(f"<span>{fact}</span>" for fact in facts if fact)}</div>'
        f'<p class="pt-paper-text">{mark_patterns(excerpt(paper["abstract"], patterns), patterns)}</p>'
        f"<div>{chips}</div></li>"
    )


def pages_html(page: int, pages: int, address: Mapping[str, str]) -> str:
    """Links to the pages before and after, the first and the last; `address` holds the other query parameters."""
    if pages < 2:
        return ""

    def to(number: int, text: str, spoken: str) -> str:
        return link(page_link("papers", **{**address, "page": number}), text, hint=spoken)

    before = f"{to(1, '« first', 'page 1')} {to(page - 1, '‹ previous', f'page {page - 1}')}" if page > 1 else ""
    after = (
        f"{to(page + 1, 'next ›', f'page {page + 1}')} {to(pages, 'last »', f'page {pages}')}" if page < pages else ""
    )
    here = f"<span>page <b>{fmt.count(page)}</b> of {fmt.count(pages)}</span>"
    return f'<nav class="pt-pages" aria-label="Pages of the list">{before} {here} {after}</nav>'


def theme_facets_html(themes: Sequence[Row], address: Mapping[str, str], palette: Palette) -> str:
    """Themes of the papers found, each a link that narrows the list to it; theme_id, label, color, papers."""
    most = max(row["papers"] for row in themes)
    items = "".join(
        f"<li>{link(page_link('papers', **{**address, 'theme': row['theme_id']}), row['label'])}"
        f"<small>{fmt.count(row['papers'])}</small>"
        f'<span class="pt-bar" style="width:{100 * row["papers"] / most:.1f}%;background:{palette.line(row["color"])}"></span></li>'
        for row in themes
    )
    return f'<ul class="pt-facets">{items}</ul>'


def name_facets_html(rows: Sequence[Row], parameter: str, address: Mapping[str, str]) -> str:
    """Categories or sources of the papers found, each a link that narrows the list to it by `parameter`; name, papers."""
    most = max(row["papers"] for row in rows)
    items = "".join(
        f"<li>{link(page_link('papers', **{**address, parameter: row['name']}), row['name'])}"
        f"<small>{fmt.count(row['papers'])}</small>"
        f'<span class="pt-bar" style="width:{100 * row["papers"] / most:.1f}%"></span></li>'
        for row in rows
    )
    return f'<ul class="pt-facets">{items}</ul>'


def month_facets_html(months: Sequence[Row], address: Mapping[str, str]) -> str:
    """Months of the papers found as bars, each a link that narrows the list to it; month, papers. Years where months are too
    many; nothing where there is one only."""
    by_month = {row["month"]: row["papers"] for row in months}
    if len(by_month) < 2:
        return ""
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
    drawn = "".join(
        (f'<a href="{fmt.escape(href)}"' if href else "<span")
        + f' title="{words}: {fmt.papers(papers)}"><i style="height:{100 * papers / highest:.0f}%"></i>'
        + (f'<span class="pt-spoken">{words}: {fmt.papers(papers)}</span></a>' if href else "</span>")
        for words, papers, href in bars
    )
    return (
        f'<div class="pt-months">{drawn}</div><div class="pt-card-line"><span>{bars[0][0]}</span>'
        f"<span>at most {fmt.count(highest)}</span><span>{bars[-1][0]}</span></div>"
    )


def _months_between(first: date, last: date) -> list[date]:
    many = (last.year - first.year) * 12 + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + step) // 12, (first.month - 1 + step) % 12 + 1, 1) for step in range(many)
    ]
