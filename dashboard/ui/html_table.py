"""Tables of things as HTML: the thing first, numbers to the right, every number a link. No streamlit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dashboard.charts.sparkline import as_mask, sparkline
from dashboard.markup import Markup, html
from dashboard.rows import Row
from dashboard.ui.elements import title_attribute
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import sign_of

Kind = TypeVar("Kind")
"""What a table has a line for."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Kind]):
    """A column: its head, its cell (a text, or HTML as `Markup`) of a row, and `number` for those that stand to the
    right."""

    head: str
    cell: Callable[[Kind], str]
    number: bool = False
    hint: str = ""

    @property
    def kind(self) -> Markup:
        """The attribute of its cells."""
        return html(' class="pt-number"') if self.number else Markup()


def table_html(rows: Iterable[Kind], columns: Sequence[Column[Kind]], *, caption: str = "") -> Markup:
    """The table; `caption` is for those who listen."""
    first, *others = columns
    heads = [
        html('<th scope="col"{}{}>{}</th>', column.kind, title_attribute(column.hint), column.head)
        for column in columns
    ]
    cells = [(html("<td{}>", column.kind), column.cell) for column in others]
    end = html("</td>")
    body = [
        html(
            '<tr><th scope="row">{}</th>{}</tr>',
            first.cell(row),
            [piece for begin, cell in cells for piece in (begin, cell(row), end)],
        )
        for row in rows
    ]
    spoken = html('<caption class="pt-spoken">{}</caption>', caption) if caption else None
    return html('<table class="pt-table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>', spoken, heads, body)


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
) -> Markup:
    """A sparkline, of shares unless `say` writes its values otherwise, in the text's colour or in `color`, with its
    ends in words for those who listen."""
    values = list(series)
    svg = sparkline(values, list(firm), width=width, height=height, top=top, filled=filled, band=band)
    known = [value for value in values if value is not None]
    spoken = f"from {say(known[0])} to {say(known[-1])}, at most {say(max(known))}" if known else "no dated papers"
    tint = f"color:{color};" if color else ""
    return html(
        '<span class="pt-spark" role="img" aria-label="{}" title="{}" '
        'style="{}aspect-ratio:{}/{};--pt-w:{}px;mask:{}"></span>',
        spoken,
        spoken,
        tint,
        width,
        height,
        width,
        as_mask(svg),
    )


def growth_html(row: Row) -> Markup:
    """A change with its 95 % interval below, and a sign where the verdict is that it rose or fell; words in grey where
    there is too little to say."""
    if row["growth"] is None:
        return html('<span class="pt-faint">{}</span>', "new" if row["direction"] == "new" else "too few papers")
    high = row["growth_high"]
    if row.get("recent_share") == 0 and high is not None and high < 0:
        return _mark_growth(row, "gone", f"{fmt.factor(high)} or more")
    return _mark_growth(
        row, fmt.factor(row["growth"]), fmt.factor_interval(row["growth"], row["growth_low"], row["growth_high"])
    )


def _mark_growth(row: Row, change: str, interval: str) -> Markup:
    return html(
        '<span class="pt-growth"><span aria-hidden="true" class="pt-mark">{}</span>{}</span><br>'
        '<small class="pt-faint">{}</small>',
        sign_of(row["direction"]),
        change,
        interval,
    )
