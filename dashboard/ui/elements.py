"""Small pieces of HTML that several pages show: links, notes, dots of colour, bars, lists of papers. No streamlit."""

from collections.abc import Iterable, Sequence

from dashboard.markup import Markup, html, list_html
from dashboard.rows import Row
from dashboard.ui.links import paper_link, theme_link
from dashboard.wording import format as fmt
from dashboard.wording.variant_rules import VARIANT_RULES

_SHORT = 16


def link(href: str, text: object, *, hint: str = "", kind: str = "") -> Markup:
    """A link within the dashboard."""
    style = html(' class="{}"', kind) if kind else None
    return html('<a href="{}"{}{}>{}</a>', href, style, title_attribute(hint), text)


def headline_link(href: str, text: str) -> Markup:
    """A link within a headline; a short name does not break at its hyphen."""
    return link(href, text, kind="pt-nowrap" if len(text) <= _SHORT else "")


def title_attribute(hint: str) -> Markup:
    """What a browser shows where the pointer rests; no attribute where there is no hint."""
    return html(' title="{}"', hint) if hint else Markup()


def heading(title: str, line: str = "", *, anchor: str = "") -> Markup:
    """The head of a part of a page, with a line below it: a text, or HTML as `Markup`.

    Args:
        anchor: by which a link within the page leads here.
    """
    place = html(' id="{}"', anchor) if anchor else None
    return html('<h2 class="pt-head"{}>{}</h2>{}', place, title, note(line) if line else None)


def note(body: str) -> Markup:
    """A paragraph in small grey type: a text, or HTML as `Markup`."""
    return html('<p class="pt-note">{}</p>', body)


def more_link(href: str, more: int) -> Markup:
    """`and 12 more`, as a link to all; nothing where there are no more."""
    return note(link(href, f"and {fmt.count(more)} more")) if more > 0 else Markup()


def refusal(text: str) -> Markup:
    """Why something could not be done, as the program wrote it, line by line."""
    return html('<div class="pt-refused" role="alert"><pre>{}</pre></div>', text)


def dot(color: str) -> Markup:
    """A dot in the colour of what stands behind it."""
    return html('<span class="pt-dot" style="background:{}"></span>', color)


def theme_html(theme_id: int, label: str, color: str) -> Markup:
    """A theme as a link, with its colour before it; both in one line."""
    return html('<span class="pt-nowrap">{}{}</span>', dot(color), link(theme_link(theme_id), label))


def forms_html(forms: Sequence[tuple[str, str, int]], most: int) -> Markup:
    """The first `most` forms that count as a term, and how many more there are: form, rule, papers of each."""
    shown = [
        html(
            '<span title="{}">{} <small class="pt-faint">{}</small></span>',
            VARIANT_RULES[rule],
            form,
            fmt.count(papers),
        )
        for form, rule, papers in forms[:most]
    ]
    more = len(forms) - most
    return Markup(", ").join(shown) + (html(' <small class="pt-faint">and {} more</small>', more) if more > 0 else "")


def bar(part: float, color: str = "") -> Markup:
    """A bar that is this part (0 to 1) of its cell wide."""
    tint = f"background:{color};" if color else ""
    return html('<span class="pt-bar" style="{}width:{:.1f}%"></span>', tint, 100 * part)


def did_you_mean(links: Sequence[Markup]) -> Markup:
    """` Did you mean a or b?`; nothing where there is no link."""
    return html(" Did you mean {}?", list_html(links, "or")) if links else Markup()


def paper_list(papers: Iterable[tuple[str, str, str]]) -> Markup:
    """Papers line by line: paper_id, title, and what stands to the right of the title."""
    items = [
        html("<li><span>{}</span><small>{}</small></li>", link(paper_link(paper_id), title), aside)
        for paper_id, title, aside in papers
    ]
    return html('<ul class="pt-papers">{}</ul>', items)


def mentioning_papers(rows: Iterable[Row]) -> Markup:
    """Papers with what they say of a term: `in the title · 3× · 9 Mar 2025`; `mentions` may be None."""
    return paper_list((row["paper_id"], row["title"], _mentions(row)) for row in rows)


def _mentions(row: Row) -> str:
    counted = "" if row["mentions"] is None else f"{row['mentions']}× · "
    return f"{'in the title · ' if row['in_title'] else ''}{counted}{fmt.day(row['published_on'])}"


def grid(parts: Iterable[Markup]) -> Markup:
    """Parts side by side where there is room."""
    return html('<div class="pt-grid">{}</div>', parts)
