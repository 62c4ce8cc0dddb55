"""What the latest build changed: papers, themes and verdicts, and why. The end of the page Pulse."""

from datetime import date
from typing import cast

from dashboard.markup import Markup, html
from dashboard.queries import pulse
from dashboard.rows import Row, read_rows
from dashboard.ui import html_table
from dashboard.ui.blocks import show_heading, show_html, show_note
from dashboard.ui.elements import link, more_link, note
from dashboard.ui.html_table import Column
from dashboard.ui.links import sql_link, terms_link, theme_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from dashboard.wording import verdict_sentences
from dashboard.wording.verdicts import WORDINGS
from warehouse.schema import LATEST_BUILD

ROWS = 6
"""Verdicts shown of each kind of change."""

EVENTS = 6

_RISING, _FALLING = WORDINGS["rising"].adjective, WORDINGS["falling"].adjective
_CHANGES = {
    "entered_rising": f"Now {_RISING} or {WORDINGS['new'].adjective}",
    "left_rising": f"No longer {_RISING}",
    "entered_falling": f"Now {_FALLING}",
    "left_falling": f"No longer {_FALLING}",
    "moved": "Growth outside its interval then",
}


def show_last_change() -> None:
    """The heading and all that is below it."""
    builds = read_rows(fetch(pulse.last_builds()))
    show_heading("What changed since the last build")
    if len(builds) < 2:
        show_note("This is the first build, so there is nothing to compare it with yet.")
        return
    latest, before = builds
    last = note(f"Build before: {fmt.day(before['published_at'])}.")
    if before["is_sample"] and not latest["is_sample"]:
        show_html(note("The build before was the made-up sample, so there is nothing to compare."), last)
        return
    changes = read_rows(fetch(pulse.verdict_changes(ROWS)))
    lines = [_papers_line(latest, before), *_user_lines(), *_circumstances(latest, before), *_theme_lines()]
    if not changes and latest["recent_end"]:
        lines.append("No verdict changed.")
    items = [html("<li>{}</li>", line) for line in lines]
    show_html(html('<ul class="pt-plain">{}</ul>', items), _change_tables(changes), last)


def _papers_line(latest: Row, before: Row) -> Markup:
    files = fmt.counted(latest["files"], "new file")
    gained = latest["papers"] - before["papers"]
    if not gained and latest["dated_papers"] == before["dated_papers"]:
        return html("As many papers as before, <b>{}</b>, from {}.", fmt.count(latest["papers"]), files)
    return html(
        "<b>{}</b> {} ({} before), <b>{}</b> of them dated, from {}.",
        _signed(gained),
        "paper" if gained == 1 else "papers",
        fmt.count(before["papers"]),
        _signed(latest["dated_papers"] - before["dated_papers"]),
        files,
    )


def _user_lines() -> list[str]:
    """Decisions, sources and settings that the user changed: `CNN kept apart from …: 1,959 → 1,630 papers.`"""
    rows = read_rows(fetch(pulse.build_changes(EVENTS)))
    more = rows[0]["changed"] - len(rows) if rows else 0
    return [_user_line(row) for row in rows] + ([f"{fmt.counted(more, 'more change')} of yours."] if more > 0 else [])


def _user_line(row: Row) -> str:
    before, now = row["papers_before"], row["papers_now"]
    if before is not None and now is not None:
        return f"{row['change']}: {fmt.count(before)} → {fmt.papers(now)}."
    if before is not None:
        return f"{row['change']} ({fmt.papers(before)} before)."
    return f"{row['change']}{f': {fmt.papers(now)}' if now is not None else ''}."


def _circumstances(latest: Row, before: Row) -> list[str]:
    """What can change any verdict."""
    windows, windows_before = (
        (build["baseline_start"], build["recent_start"], build["recent_end"]) for build in (latest, before)
    )
    lines = []
    if None not in windows and windows != windows_before:
        compared = verdict_sentences.windows_compared(*cast("tuple[date, date, date]", windows))
        lines.append(f"Other months are compared: {compared}.")
    if latest["analyser_version"] != before["analyser_version"]:
        lines.append("The text analyser changed, so terms may differ for the same papers.")
    return lines


def _theme_lines() -> list[str]:
    events = read_rows(fetch(pulse.theme_events()))
    if not events:
        return ["Every theme stayed the same theme."]
    more = len(events) - EVENTS
    return [_event_line(event) for event in events[:EVENTS]] + (
        [f"{fmt.counted(more, 'more theme')} changed."] if more > 0 else []
    )


def _event_line(event: Row) -> Markup:
    name = link(theme_link(event["theme_id"]), event["label"]) if event["label"] else f"theme {event['theme_id']}"
    words = {"born": "is new", "split": "split off", "merged": "took in another theme", "died": "is no longer found"}
    return html("Theme {} {}.", name, words[event["event"]])


def _change_tables(changes: list[Row]) -> Markup:
    """One table a kind of change, side by side where there is room."""
    what = Column("term or theme", _name)
    # Beside two numbers there is no room for a third column of words.
    what_and_why = Column(
        "term or theme",
        lambda row: html('{}<br><small class="pt-faint">{}</small>', _name(row), _own_reason(row["reason"])),
    )
    why = Column("why", lambda row: _own_reason(row["reason"]))
    growth = [
        Column("growth then", lambda row: fmt.factor(row["growth_was"]), number=True),
        Column("now", lambda row: fmt.factor(row["growth_now"]), number=True),
    ]
    parts = []
    for change, title in _CHANGES.items():
        rows = [row for row in changes if row["change"] == change]
        if not rows:
            continue
        columns = [what_and_why, *growth] if change == "moved" else [what, why]
        more = rows[0]["changed"] - len(rows)
        rest = sql_link(
            f"FROM trend_changes\nWHERE build_id = (SELECT build_id FROM {LATEST_BUILD}) "
            f"AND change = '{change}'\nORDER BY label"
        )
        tail = more_link(rest, more)
        parts.append(
            html("<section><h3>{}</h3>{}{}</section>", title, html_table.table_html(rows, columns, caption=title), tail)
        )
    return html('<div class="pt-grid pt-why">{}</div>', parts) if parts else Markup()


def _name(row: Row) -> str:
    """A term or theme, linked while there is one."""
    if row["kind"] == "theme":
        return html("theme {}", link(theme_link(row["id"]), row["label"]) if row["now"] else row["label"])
    return link(terms_link([row["label"]]), row["label"]) if row["now"] else row["label"]


def _own_reason(reason: str) -> str:
    """The reason without what holds for every verdict, which the page says once."""
    return "other months are compared" if reason.startswith("the recent window") else reason.split("; the ")[0]


def _signed(number: int) -> str:
    return f"+{fmt.count(number)}" if number > 0 else fmt.count(number)
