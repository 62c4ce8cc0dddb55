"""The served build, and the line and banner that say what is in it."""

from datetime import UTC, datetime

from dashboard.markup import html
from dashboard.queries.build import build_facts, gaps, left_out
from dashboard.queries.build_info import BuildInfo
from dashboard.ui.blocks import show_html
from dashboard.ui.elements import link
from dashboard.ui.links import page_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt


def load_build_info() -> BuildInfo:
    """The build of the served build."""
    return BuildInfo(**fetch(build_facts()).row(0, named=True))


def show_banner(build: BuildInfo) -> None:
    """Says that the papers are made up, where they are."""
    if build.is_sample:
        show_html(
            html(
                '<div class="pt-banner" role="status"><b>A made-up sample.</b> These papers were invented to '
                "show the dashboard; trends in them mean nothing. {}, or put digests into the inbox and run "
                "<code>papertrends run</code>: the sample then disappears.</div>",
                link(page_link("add"), "Add your own papers"),
            )
        )


def show_strip(build: BuildInfo) -> None:
    """One line: how many papers, from when to when, how fresh, how complete."""
    built = build.published_at.replace(tzinfo=UTC)
    parts = [
        html(
            '<a href="{}"><b>{}</b> {}</a>',
            page_link("papers"),
            fmt.count(build.papers),
            "paper" if build.papers == 1 else "papers",
        ),
        *([html("<b>{}</b>", fmt.span(build.first_day, build.last_day))] if build.first_day else []),
        html(
            '<span title="{} {:%H:%M} UTC">built <b>{}</b></span>',
            fmt.day(built),
            built,
            fmt.ago(built, datetime.now(UTC)),
        ),
        html('<a href="{}"><b>{}</b> dated</a>', page_link("data"), dated_words(build)),
    ]
    holes = fetch(gaps("month"))["period_start"].to_list() if build.has_time else []
    if holes:
        named = fmt.listing([fmt.month(hole) for hole in holes]) if len(holes) < 4 else f"{len(holes)} months"
        parts.append(html('<a href="{}">gap in collection: <b>{}</b></a>', page_link("data"), named))
    categories = fetch(left_out()) if build.has_time else None
    if categories is not None and categories.height:
        names = [one or "papers without a category" for one in categories["category"]]
        named = fmt.listing(names if len(names) < 4 else [*names[:2], f"{fmt.count(len(names) - 2)} more"])
        parts.append(
            html(
                '<a href="{}" title="categories that were collected only part of the time">verdicts leave out: '
                "<b>{}</b></a>",
                page_link("data"),
                named,
            )
        )
    if build.english_papers < build.papers:
        parts.append(
            html(
                "<span><b>{}</b> not in English, left out of counts</span>",
                fmt.count(build.papers - build.english_papers),
            )
        )
    show_html(html('<div class="pt-strip">{}</div>', (html("<span>{}</span>", part) for part in parts)))


def dated_words(build: BuildInfo) -> str:
    """`98 %`; never `100 %` as long as one paper is undated, nor `0 %` when one is dated."""
    part = build.dated_share
    if 0.995 <= part < 1:
        return f">{fmt.THIN}99{fmt.THIN}%"
    if 0 < part < 0.005:
        return f"<{fmt.THIN}1{fmt.THIN}%"
    return f"{part * 100:.0f}{fmt.THIN}%"
