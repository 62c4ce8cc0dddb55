"""What a run says at its end: what came in, what is served, what is rising and fading. Reads the served file only."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.cli.phrasing import change, gone, near, percent, seconds
from pipelines.plurals import counted
from warehouse.connection import open_served
from warehouse.paths import DataPaths
from warehouse.schema import LATEST_BUILD
from warehouse.sources.intake_note import read_intake_note, say_sources

if TYPE_CHECKING:
    import duckdb

    from pipelines.cli.progress import Told

SHOWN = 5
_DIRECTIONS = (
    ("rising", "▲", "prominence DESC"),
    ("new", "●", "recent_papers DESC"),
    ("falling", "▼", "prominence DESC"),
)


_CHANGES = {
    "entered_rising": "now rising or new",
    "left_rising": "no longer rising",
    "entered_falling": "now falling",
    "left_falling": "no longer falling",
    "moved": "outside the interval of its growth then",
}
NAMED = 2


def tell_summary(console: Console, paths: DataPaths, told: "Told", duration: float) -> None:
    """Prints what a run took in and what it serves now."""
    with open_served(paths.served) as connection:
        papers, dated, made_up = connection.execute(
            f"SELECT papers, dated_papers, is_sample FROM {LATEST_BUILD}"
        ).fetchall()[0]
        console.print()
        if made_up:
            console.print(
                Text("A made-up sample: these papers do not exist. ", style="bold")
                + Text(f"Put your own files into {near(paths.inbox)}, or name them: papertrends run PATH")
            )
            console.print()
        console.print(_numbers(connection, told, papers, dated))
        console.print()
        _tell_trends(console, connection, dated)
        if changed := changes_line(connection):
            console.print(Text(changed), soft_wrap=True)
            console.print()
    console.print(
        Text(f"Served as {near(paths.served)} after {seconds(duration)}. See it: papertrends up", style="dim")
    )


def tell_unchanged(console: Console, paths: DataPaths, duration: float) -> None:
    """Prints what is served, where a run would come to the same."""
    with open_served(paths.served) as connection:
        published, papers, made_up = connection.execute(
            f"SELECT published_at, papers, is_sample FROM {LATEST_BUILD}"
        ).fetchall()[0]
    what = counted(papers, "made-up paper" if made_up else "paper")
    console.print(
        f"Nothing new: files, settings and decisions stand as they stood at {published:%Y-%m-%d %H:%M} UTC; "
        f"{what} served as then.",
        soft_wrap=True,
    )
    if note := read_intake_note(paths.intake):
        for said, remedy in say_sources(note):
            console.print(Text(f"  {said}; {remedy}", style="dim"), soft_wrap=True)
    console.print(
        Text(f"Served as {near(paths.served)} ({seconds(duration)}). See it: papertrends up", style="dim"),
        soft_wrap=True,
    )


def _numbers(connection: "duckdb.DuckDBPyConnection", told: "Told", papers: int, dated: int) -> Table:
    files, found, rejected, unread = connection.execute(
        "SELECT count(*), sum(found), sum(rejected), count(*) FILTER (format = 'unknown') FROM sources "
        "WHERE left_out IS NULL"
    ).fetchall()[0]
    terms, themes = connection.execute("SELECT (SELECT count(*) FROM terms), (SELECT count(*) FROM themes)").fetchall()[
        0
    ]
    first, last = connection.execute("SELECT min(published_on), max(published_on) FROM papers").fetchall()[0]
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(justify="right")
    table.add_column()
    new = f"{counted(told.files, 'new file')}, {counted(told.records, 'record')}" if told.files else "nothing new"
    table.add_row("sources", f"{files:,}", new + (f"; {counted(unread, 'file')} could not be read" if unread else ""))
    table.add_row("records", f"{found - rejected:,}", "")
    table.add_row("rejected", f"{rejected:,}", "see `papertrends status` for the reasons" if rejected else "")
    span = f"{percent(dated / papers)} dated, {first:%d %b %Y} – {last:%d %b %Y}" if dated else "none of them dated"
    table.add_row("papers", f"{papers:,}", span)
    table.add_row("terms", f"{terms:,}", f"in {counted(themes, 'theme')}")
    return table


def _tell_trends(console: Console, connection: "duckdb.DuckDBPyConnection", dated: int) -> None:
    if not dated:
        console.print("No trends: trends need dates, and no paper has one. The most frequent terms are in `terms`.\n")
        return
    shown = [
        (direction, lines)
        for direction, sign, order in _DIRECTIONS
        if (lines := _trend_lines(connection, direction, sign, order))
    ]
    widest = max((len(name) for _, lines in shown for name, _ in lines), default=0)
    for direction, lines in shown:
        console.print(Text(direction.capitalize(), style="bold"))
        for name, said in lines:
            console.print(Text(f"  {name:<{widest}}  {said}"), soft_wrap=True)
    if not shown:
        console.print("Nothing rises or falls beyond what chance would do; the reasons are in `term_trends`.")
    console.print()


def _trend_lines(
    connection: "duckdb.DuckDBPyConnection", direction: str, sign: str, order: str
) -> list[tuple[str, str]]:
    """The most prominent verdicts of one direction: the term with its sign, and what it does in words."""
    rows = connection.execute(
        "SELECT term, recent_share, coalesce(steady_share, baseline_share), growth, growth_low, growth_high, "
        "first_seen "
        "FROM term_trends JOIN terms USING (term_id, term) "
        f"WHERE direction = ? ORDER BY {order}, term LIMIT {SHOWN}",
        [direction],
    ).fetchall()
    lines = []
    for term, recent, baseline, growth, low, high, first_seen in rows:
        if direction == "new":
            said = f"in {percent(recent)} of papers" + (f", first seen in {first_seen:%B %Y}" if first_seen else "")
        else:
            said = f"in {percent(recent) if recent else 'none'} of papers, was {percent(baseline)}"
            said += f"   {change(growth, low, high) if recent else gone(high)}"
        lines.append((f"{sign} {term}", said))
    return lines


def changes_line(connection: "duckdb.DuckDBPyConnection") -> str:
    """Verdicts that this build changed, in one line; empty where none changed, or there is no build before."""
    found = connection.execute(
        "SELECT change, count(*), list(changes.label ORDER BY terms.papers DESC NULLS LAST, changes.label) "
        "FROM trend_changes AS changes LEFT JOIN terms ON kind = 'term' AND term_id = id "
        f"WHERE build_id = (SELECT build_id FROM {LATEST_BUILD}) GROUP BY change"
    ).fetchall()
    numbers = {change: (many, labels) for change, many, labels in found}
    parts = []
    for name, words in _CHANGES.items():
        if name in numbers:
            many, labels = numbers[name]
            named = ", ".join(labels[:NAMED]) + (", …" if many > NAMED else "")
            parts.append(f"{many:,} {words}" + (f" ({named})" if name != "moved" else ""))
    return f"Changed since the last build: {'; '.join(parts)}. The reasons are in `trend_changes`." if parts else ""
