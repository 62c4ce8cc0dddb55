"""A digest as one HTML file: its style and pictures within, no script, nothing fetched, light and dark as the reader's
system."""

from dashboard.charts.sparkline import sparkline
from dashboard.charts.theme import DARK, LIGHT
from dashboard.exports.watchlist_report.content import Digest, Item, paper_address
from dashboard.markup import Markup, html
from dashboard.rows import NewPaper, Row
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import WORDINGS, sign_of

_STYLE = html(
    """
:root {{ color-scheme: light dark; --rule: #dad7cd; --wash: #fbf0d9;
  --ink: {}; --faint: {}; --ground: {}; --accent: {}; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --rule: #3a3f47; --wash: #33291a; --ink: {}; --faint: {}; --ground: {}; --accent: {}; }}
}}
body {{ background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; margin: 0; }}
main {{ max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.2rem 4rem; }}
h1 {{ font-size: 1.6rem; line-height: 1.25; margin: 0 0 1.4rem; text-wrap: pretty; }}
h2 {{ font-size: 1.15rem; margin: 0; overflow-wrap: anywhere; }}
section {{ border-top: 1px solid var(--rule); padding: 1rem 0 1.1rem; }}
header {{ display: flex; gap: 1.2rem; justify-content: space-between; align-items: center; }}
header svg {{ color: var(--accent); flex: none; }}
p {{ margin: 0.3rem 0; }}
ul {{ list-style: none; margin: 0.6rem 0 0; padding: 0; }}
li {{ padding: 0.25rem 0; overflow-wrap: anywhere; }}
a {{ color: var(--accent); text-decoration: none; }}
a:hover, a:focus-visible {{ text-decoration: underline; }}
small, .faint {{ color: var(--faint); font-size: 0.87rem; font-variant-numeric: tabular-nums; }}
li small {{ white-space: nowrap; }}
.sample {{ background: var(--wash); padding: 0.6rem 0.9rem; }}
""",
    *(colour for mode in (LIGHT, DARK) for colour in (mode.ink, mode.faint, mode.page, mode.accent)),
)


def to_html(digest: Digest) -> str:
    """The file's text."""
    span = f", {digest.span}" if digest.span else ""
    sample = html('<p class="sample"><b>A made-up sample:</b> these papers do not exist.</p>')
    missing = html('<p class="faint">Not in this build: {}.</p>', ", ".join(digest.missing))
    many = f"{fmt.papers(digest.new_papers)} {digest.span}; " if digest.span else ""
    head = html(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
        "<title>Papertrends{}</title><style>{}</style></head>\n",
        span,
        _STYLE,
    )
    body = html(
        '<body><main><p class="faint">Papertrends{}</p><h1>{}</h1>{}\n{}{}{}'
        '<section><p class="faint">{}built {} {:%H:%M} UTC.</p></section></main></body></html>\n',
        span,
        digest.answer,
        sample if digest.is_sample else None,
        (_item(item, digest) for item in digest.items),
        missing if digest.missing else None,
        _movers(digest),
        many,
        fmt.day(digest.built),
        digest.built,
    )
    return head + body


def _item(item: Item, digest: Digest) -> Markup:
    row = item.row
    sign = sign_of(row["direction"])
    new = f" · {fmt.count(row['new_papers'])} new" if digest.span else ""
    papers = [_paper(paper) for paper in row["newest"]]
    rest = row["new_papers"] - len(row["newest"])
    if rest > 0:
        papers.append(html("<li><small>and {} more</small></li>", fmt.count(rest)))
    return html(
        '<section><header><h2>{}</h2>{}</header><p>{}{}</p><p class="faint">{}{}</p>{}</section>\n',
        item.name,
        _line(item.series, digest),
        html('<span aria-hidden="true">{}</span> ', sign) if sign else None,
        item.verdict,
        fmt.papers(row["papers"]),
        new,
        html("<ul>{}</ul>", papers) if papers else None,
    )


def _line(series: list[float | None], digest: Digest) -> Markup:
    known = [value for value in series if value is not None]
    if len(known) < 2:
        return Markup()
    spoken = f"share of papers from {fmt.share(known[0])} to {fmt.share(known[-1])}, at most {fmt.share(max(known))}"
    return sparkline(series, list(digest.firm), width=150, height=34, filled=True, ink="currentColor", label=spoken)


def _paper(paper: NewPaper) -> Markup:
    title, address = paper["title"], paper_address(paper)
    linked = html('<a href="{}" rel="noopener noreferrer">{}</a>', address, title) if address else title
    return html("<li>{} <small>{}</small></li>", linked, fmt.day(paper["day"]))


def _movers(digest: Digest) -> Markup:
    parts = [
        html("<p><b>{}:</b> {}</p>", WORDINGS[direction].head, Markup(", ").join(map(_mover, rows)))
        for direction, rows in digest.movers.items()
        if rows
    ]
    return html("<section><h2>In the whole field</h2>{}</section>\n", parts) if parts else Markup()


def _mover(row: Row) -> Markup:
    change = None if row["growth"] is None else html(" <small>{}</small>", fmt.factor(row["growth"]))
    return html("{}{}", row["term"], change)
