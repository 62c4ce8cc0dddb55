"""A digest as Markdown (CommonMark): what sources wrote shows as it is, in any reader."""

from urllib.parse import quote

from dashboard.exports.watchlist_report.content import Digest, Item, paper_address
from dashboard.rows import NewPaper, Row
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import WORDINGS

_SIGNS = frozenset("\\`*_[]<>&|$~^#")
_BLOCKS = "▁▂▃▄▅▆▇█"
_MOST_BLOCKS = 24


def to_markdown(digest: Digest) -> str:
    """The digest as a text of its own, with a line feed at its end."""
    lines = [f"# Papertrends{f', {digest.span}' if digest.span else ''}", ""]
    if digest.is_sample:
        lines += ["**A made-up sample: these papers do not exist.**", ""]
    lines += [_plain(digest.answer), ""]
    for item in digest.items:
        lines += _item(item, digest)
    if digest.missing:
        lines += [f"Not in this build: {', '.join(map(_plain, digest.missing))}.", ""]
    lines += _movers(digest)
    many = f"{fmt.papers(digest.new_papers)} {digest.span}; " if digest.span else ""
    lines += ["---", "", f"{many}built {fmt.day(digest.built)} {digest.built:%H:%M} UTC."]
    return "\n".join(lines) + "\n"


def _item(item: Item, digest: Digest) -> list[str]:
    row = item.row
    new = f" · {fmt.count(row['new_papers'])} new" if digest.span else ""
    lines = [f"## {_plain(item.name)}", "", f"{_plain(item.verdict)}", ""]
    blocks = _sparkline(item.series)
    lines += [f"{blocks + ' · ' if blocks else ''}{fmt.papers(row['papers'])}{new}", ""]
    lines += [_paper(paper) for paper in row["newest"]]
    rest = row["new_papers"] - len(row["newest"])
    lines += [f"- and {fmt.count(rest)} more"] if rest > 0 else []
    return [*lines, ""] if row["newest"] else lines


def _paper(paper: NewPaper) -> str:
    title, address = _plain(paper["title"]), paper_address(paper)
    linked = f"[{title}](<{quote(address, safe=_URL_SIGNS)}>)" if address else title
    return f"- {linked}, {fmt.day(paper['day'])}"


# All that a URL may hold, but what ends a Markdown destination.
_URL_SIGNS = "%/:?#[]@!$&'()*+,;=-._~"


def _movers(digest: Digest) -> list[str]:
    lines = []
    for direction, rows in digest.movers.items():
        if rows:
            named = ", ".join(f"{_plain(row['term'])}{_change(row)}" for row in rows)
            lines += [f"- **{WORDINGS[direction].head}:** {named}"]
    return ["## In the whole field", "", *lines, ""] if lines else []


def _change(row: Row) -> str:
    return f" ({fmt.factor(row['growth'])})" if row["growth"] is not None else ""


def _sparkline(series: list[float | None]) -> str:
    shown = series[-_MOST_BLOCKS:]
    highest = max((value for value in shown if value is not None), default=0.0)
    if not highest:
        return ""
    return "".join("·" if value is None else _BLOCKS[round(value / highest * (len(_BLOCKS) - 1))] for value in shown)


def _plain(text: str) -> str:
    """`text` as it is within a line: signs that mean something in Markdown, HTML or mathematics are escaped."""
    words = " ".join(str(text).split())
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in words)
