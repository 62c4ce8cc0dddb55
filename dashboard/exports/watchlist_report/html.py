"""A digest as one HTML file: its style and pictures within, no script, nothing fetched, light and dark as the reader's system."""

from dashboard.charts.sparkline import sparkline
from dashboard.charts.theme import DARK, LIGHT
from dashboard.exports.watchlist_report.content import Digest, Item, paper_address
from dashboard.ui import format as fmt
from dashboard.ui.html_table import SIGNS, Row

_HEADS = {"rising": "Rising", "falling": "Fading", "new": "New"}

_STYLE = f"""
:root {{ color-scheme: light dark; --ink: #1d1d1b; --faint: #5f5d56; --rule: #dad7cd; --ground: #fffffc; --accent: {LIGHT.accent}; --wash: #fbf0d9; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #e9e7e2; --faint: #a3a7ae; --rule: #3a3f47; --ground: #14171b; --accent: {DARK.accent}; --wash: #33291a; }}
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
"""


def to_html(digest: Digest) -> str:
    """The file's text."""
    span = f", {digest.span}" if digest.span else ""
    sample = '<p class="sample"><b>A made-up sample:</b> these papers do not exist.</p>' if digest.is_sample else ""
    missing = (
        f'<p class="faint">Not in this build: {fmt.escape(", ".join(digest.missing))}.</p>' if digest.missing else ""
    )
    many = f"{fmt.papers(digest.new_papers)} {digest.span}; " if digest.span else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Papertrends{span}</title><style>{_STYLE}</style></head>\n<body><main>"
        f'<p class="faint">Papertrends{span}</p><h1>{fmt.escape(digest.answer)}</h1>{sample}\n'
        f"{''.join(_item(item, digest) for item in digest.items)}{missing}{_movers(digest)}"
        f'<section><p class="faint">{many}built {fmt.day(digest.built)} {digest.built:%H:%M} UTC.</p></section>'
        "</main></body></html>\n"
    )


def _item(item: Item, digest: Digest) -> str:
    row = item.row
    sign = f'<span aria-hidden="true">{SIGNS[row["direction"]]}</span> ' if row["direction"] in SIGNS else ""
    new = f" · {fmt.count(row['new_papers'])} new" if digest.span else ""
    papers = "".join(map(_paper, row["newest"]))
    rest = row["new_papers"] - len(row["newest"])
    papers += f"<li><small>and {fmt.count(rest)} more</small></li>" if rest > 0 else ""
    return (
        f"<section><header><h2>{fmt.escape(item.name)}</h2>{_line(row, digest)}</header>"
        f'<p>{sign}{fmt.escape(item.verdict)}</p><p class="faint">{fmt.papers(row["papers"])}{new}</p>'
        f"{f'<ul>{papers}</ul>' if papers else ''}</section>\n"
    )


def _line(row: Row, digest: Digest) -> str:
    known = [value for value in row["series"] if value is not None]
    if len(known) < 2:
        return ""
    spoken = f"share of papers from {fmt.share(known[0])} to {fmt.share(known[-1])}, at most {fmt.share(max(known))}"
    svg = sparkline(list(row["series"]), list(digest.firm), width=150, height=34, filled=True)
    return svg.replace("'#000'", "'currentColor'").replace("<svg ", f"<svg role='img' aria-label='{spoken}' ", 1)


def _paper(paper: Row) -> str:
    title, address = fmt.escape(paper["title"]), paper_address(paper)
    linked = f'<a href="{fmt.escape(address)}" rel="noopener noreferrer">{title}</a>' if address else title
    return f"<li>{linked} <small>{fmt.day(paper['day'])}</small></li>"


def _movers(digest: Digest) -> str:
    parts = []
    for direction, head in _HEADS.items():
        named = ", ".join(
            fmt.escape(row["term"])
            + (f" <small>{fmt.factor(row['growth'])}</small>" if row["growth"] is not None else "")
            for row in digest.movers[direction]
        )
        if named:
            parts.append(f"<p><b>{head}:</b> {named}</p>")
    return f"<section><h2>In the whole field</h2>{''.join(parts)}</section>\n" if parts else ""
