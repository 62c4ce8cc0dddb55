"""What a reader must know to read the chart of Terms rightly: what is left out, what is incomplete, what the bands
are."""

import polars as pl

from dashboard.app_pages.terms.controls import Choice
from dashboard.app_pages.terms.sentences import spans
from dashboard.markup import Markup, html
from dashboard.queries import terms
from dashboard.queries.build_info import BuildInfo
from dashboard.query_language import resolve
from dashboard.query_language.resolve import Asked, Understood
from dashboard.rows import read_rows
from dashboard.ui.elements import note
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import WORDINGS


def say_notes(
    build: BuildInfo,
    found: Understood,
    counts: pl.DataFrame,
    shown: pl.DataFrame,
    choice: Choice,
    nowhere: list[Asked],
    *,
    typed: bool,
) -> Markup:
    """The line below the title, as HTML.

    Args:
        counts: name, period_start, is_complete; one row a line and period.
        shown: those of `counts` that are drawn.
        nowhere: lines that no paper is found for.
        typed: whether the reader asked for anything.
    """
    grain = choice.grain
    notes = (
        []
        if typed
        else [
            f"Nothing is typed: these {WORDINGS['rising'].verb} most surely."
            if build.has_trends
            else "Nothing is typed: the most frequent terms."
        ]
    )
    if build.english_papers > build.year_papers:
        notes.append(f"Left out: {fmt.papers(build.english_papers - build.year_papers)} without a date.")
    placed = {row["grain"]: row["papers"] for row in read_rows(fetch(terms.periods_with_papers()))}
    if build.year_papers > placed[grain]:
        notes.append(f"Left out here: {fmt.papers(build.year_papers - placed[grain])} dated too roughly for a {grain}.")
    everywhere = counts.unique("period_start").sort("period_start")
    states = everywhere.filter(pl.col("period_start").is_in(shown["period_start"].unique().implode()))
    if states.height < everywhere.height:
        before = everywhere.height - states.height
        notes.append(
            html(
                "Not drawn: {} {}s before {} that collection covers only in part (choose <i>Whole time</i>).",
                before,
                grain,
                fmt.period(states["period_start"][0], grain),
            )
        )
    half = states.filter(~pl.col("is_complete"))["period_start"].to_list()
    if half:
        notes.append(f"Dashed to {spans(half, everywhere['period_start'].to_list(), grain)}: incomplete.")
    if choice.bands and choice.measure != "mentions":
        notes.append("Bands: 95 % (Wilson).")
    themes = [one.name for one in found.asked if not one.has_mentions]
    if choice.measure == "mentions" and themes:
        notes.append(f"Themes have no mentions; not drawn: {fmt.listing(themes)}.")
    if nowhere:
        notes.append(f"In no paper; not drawn: {fmt.listing([one.name for one in nowhere])}.")
    if found.left_out:
        notes.append(f"{resolve.MOST} lines at most; not drawn: {fmt.listing(found.left_out)}.")
    return note(Markup(" ").join(notes))
