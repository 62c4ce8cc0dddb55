"""More than eight lines on Terms: a small chart each, all on one scale, that leads to the line alone."""

from math import log

import polars as pl

from dashboard.app_pages.terms.controls import Choice
from dashboard.charts.layout.y_axis import fit_y_scale
from dashboard.markup import Markup, html
from dashboard.query_language.resolve import Asked
from dashboard.query_language.write import write_line
from dashboard.ui import html_table
from dashboard.ui.blocks import show_html
from dashboard.ui.elements import link, note
from dashboard.ui.links import terms_query_link
from dashboard.wording import format as fmt


def show_cards(data: pl.DataFrame, asked: list[Asked], choice: Choice) -> None:
    """The cards, in the order asked for.

    Args:
        data: name, period_start, value, low, high, is_complete, is_gap; papers and total of each period.
    """
    say = fmt.share if choice.measure == "share" else fmt.count
    scale = fit_y_scale(data if choice.bands else data.with_columns(high="value"), 100, choice.log)
    days = data["period_start"].unique().sort()
    rows = {name: part.sort("period_start") for (name,), part in data.group_by(["name"])}
    cards = [_card(one, rows[one.name], scale, choice, say) for one in asked]
    ends = fmt.between(fmt.period(days[0], choice.grain), fmt.period(days[-1], choice.grain))
    bottom = f"{say(scale.floor)}, in logarithms," if choice.log else "0"
    show_html(
        note(
            f"{ends}; one scale for all, from {bottom} to {say(scale.top)}. Choose a name to see its line alone, "
            f"with the papers of each {choice.grain}."
        ),
        html('<div class="pt-cards">{}</div>', cards),
    )


def _card(one: Asked, rows: pl.DataFrame, scale, choice: Choice, say) -> Markup:
    def part(value: float | None) -> float | None:
        """Where a value lies between the scale's ends, 0 to 1; nought has no place among logarithms."""
        if value is None or (choice.log and value <= 0):
            return None
        if not choice.log:
            return value / scale.top
        return max(0.0, log(value / scale.floor) / log(scale.top / scale.floor))

    values = [part(value) for value in rows["value"]]
    band = []
    if choice.bands and choice.measure != "mentions":
        band = [
            (0.0 if part(low) is None else part(low), 0.0 if part(high) is None else part(high))
            for low, high in rows.select("low", "high").iter_rows()
        ]
    firm = (rows["is_complete"] & ~rows["is_gap"]).to_list()

    def say_part(place: float) -> str:
        return say(scale.floor * (scale.top / scale.floor) ** place if choice.log else place * scale.top)

    spark = html_table.spark_html(values, firm, width=230, height=64, top=1.0, band=band, say=say_part)
    known = rows.filter(pl.col("value").is_not_null() & pl.col("is_complete"))
    last = (
        html("<b>{}</b> in {}", say(known["value"][-1]), fmt.period(known["period_start"][-1], choice.grain))
        if known.height
        else ""
    )
    alone = terms_query_link(write_line(one.line), **choice.parameters)
    return html(
        '<div class="pt-card"><span class="pt-card-name pt-card-short">{}</span>{}<span class="pt-card-line">'
        "<span>{}</span><span>at most {}</span></span></div>",
        link(alone, one.name),
        spark,
        last,
        say(rows["value"].max() or 0),
    )
