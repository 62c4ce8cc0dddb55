"""Tables of things as HTML: the thing first, numbers to the right, every number a link. No streamlit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dashboard.charts.sparkline import as_mask, sparkline
from dashboard.ui import format as fmt

Row = dict[str, object]
_SHORT = 16

SIGNS = {"rising": "▲", "falling": "▼"}
"""Signs of the verdicts that have one; position and shape tell them apart, not colour."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head (plain text), its cell as HTML of a row, and `number` for those that stand to the right."""

    head: str
    cell: Callable[[Row], str]
    number: bool = False
    hint: str = ""


def table_html(rows: Iterable[Row], columns: Sequence[Column], *, caption: str = "") -> str:
    """The table; `caption` is plain text, for those who listen."""
    heads = "".join(
        f'<th scope="col"{_kind(column)}{_title(column.hint)}>{fmt.escape(column.head)}</th>' for column in columns
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{column.cell(row)}</th>' if place == 0 else f"<td{_kind(column)}>{column.cell(row)}</td>"
            for place, column in enumerate(columns)
        )
        + "</tr>"
        for row in rows
    )
    spoken = f'<caption class="pt-spoken">{fmt.escape(caption)}</caption>' if caption else ""
    return f'<table class="pt-table">{spoken}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def link(href: str, text: object, *, hint: str = "", kind: str = "") -> str:
    """A link within the dashboard; `text` is shown as it is."""
    style = f' class="{kind}"' if kind else ""
    return f'<a href="{fmt.escape(href)}"{style}{_title(hint)}>{fmt.escape(text)}</a>'


def headline_link(href: str, text: str) -> str:
    """A link within a headline; a short name does not break at its hyphen."""
    return link(href, text, kind="pt-nowrap" if len(text) <= _SHORT else "")


def spark_html(
    series: Sequence[float | None],
    firm: Sequence[bool],
    *,
    width: int = 96,
    height: int = 24,
    top: float | None = None,
    filled: bool = False,
    color: str = "",
    band: Sequence[tuple[float | None, float | None]] = (),
    say: Callable[[float], str] = fmt.share,
) -> str:
    """A sparkline, of shares unless `say` writes its values otherwise, in the text's colour or in `color`, with its ends in words
    for those who listen."""
    values = list(series)
    svg = sparkline(values, list(firm), width=width, height=height, top=top, filled=filled, band=band)
    known = [value for value in values if value is not None]
    spoken = f"from {say(known[0])} to {say(known[-1])}, at most {say(max(known))}" if known else "no dated papers"
    tint = f"color:{color};" if color else ""
    return (
        f'<span class="pt-spark" role="img" aria-label="{spoken}" title="{spoken}" '
        f'style="{tint}aspect-ratio:{width}/{height};--pt-w:{width}px;mask:{as_mask(svg)}"></span>'
    )


def growth_html(row: Row) -> str:
    """A change with its 95 % interval below, and a sign where the verdict is that it rose or fell; words in grey where there is
    too little to say."""
    if row["growth"] is None:
        return f'<span class="pt-faint">{"new" if row["direction"] == "new" else "too few papers"}</span>'
    if row.get("recent_share") == 0 and row["growth_high"] < 0:
        return _mark_growth(row, "gone", f"{fmt.factor(row['growth_high'])} or more")
    return _mark_growth(
        row, fmt.factor(row["growth"]), fmt.factor_interval(row["growth"], row["growth_low"], row["growth_high"])
    )


def _mark_growth(row: Row, change: str, interval: str) -> str:
    return (
        f'<span class="pt-growth"><span aria-hidden="true" class="pt-mark">{SIGNS.get(row["direction"], "")}</span>'
        f'{change}</span><br><small class="pt-faint">{interval}</small>'
    )


def _kind(column: Column) -> str:
    return ' class="pt-number"' if column.number else ""


def _title(hint: str) -> str:
    return f' title="{fmt.escape(hint)}"' if hint else ""
