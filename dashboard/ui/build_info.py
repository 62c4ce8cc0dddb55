"""What every page must know of the served build before it shows anything, and the line and banner that say it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from dashboard.queries.build import build_facts, gaps, left_out
from dashboard.ui import format as fmt
from dashboard.ui.chart_panel import show_html
from dashboard.ui.default_grain import readable_grain
from dashboard.ui.links import page_link
from dashboard.ui.markup import html
from dashboard.warehouse_access.fetch import fetch


@dataclass(frozen=True, slots=True)
class Facts:
    """The served build: see `queries.build.build_facts` for the columns."""

    build_id: str
    started_at: datetime
    published_at: datetime
    is_sample: bool
    baseline_start: date | None
    recent_start: date | None
    recent_end: date | None
    false_discovery_rate: float
    papers: int
    dated_papers: int
    english_papers: int
    first_day: date | None
    last_day: date | None
    sources: int
    undated_sources: int
    months: int
    years: int
    month_papers: int
    year_papers: int

    @property
    def dated_share(self) -> float:
        """Part of the papers that has a date, 0 to 1."""
        return self.dated_papers / self.papers if self.papers else 0.0

    @property
    def has_time(self) -> bool:
        """Whether anything can be put on an axis of time: at least two periods of some grain."""
        return self.months > 1 or self.years > 1

    @property
    def has_trends(self) -> bool:
        """Whether two windows were compared."""
        return self.recent_start is not None and self.baseline_start is not None

    @property
    def grain(self) -> str:
        """The grain at which a small line can be read."""
        return readable_grain(self.months, self.years, self.month_papers, self.year_papers)


def load_facts() -> Facts:
    """The facts of the served build."""
    return Facts(**fetch(build_facts()).row(0, named=True))


def show_banner(facts: Facts) -> None:
    """Says that the papers are made up, where they are."""
    if facts.is_sample:
        show_html(
            html(
                '<div class="pt-banner" role="status"><b>A made-up sample.</b> These papers were invented to '
                "show the dashboard; trends in them mean nothing. Put your own digests into the inbox and run "
                "<code>papertrends run</code>: the sample then disappears.</div>"
            )
        )


def show_strip(facts: Facts) -> None:
    """One line: how many papers, from when to when, how fresh, how complete."""
    built = facts.published_at.replace(tzinfo=UTC)
    parts = [
        html(
            '<a href="{}"><b>{}</b> {}</a>',
            page_link("papers"),
            fmt.count(facts.papers),
            "paper" if facts.papers == 1 else "papers",
        ),
        *([html("<b>{}</b>", fmt.span(facts.first_day, facts.last_day))] if facts.first_day else []),
        html(
            '<span title="{} {:%H:%M} UTC">built <b>{}</b></span>',
            fmt.day(built),
            built,
            fmt.ago(built, datetime.now(UTC)),
        ),
        html('<a href="{}"><b>{}</b> dated</a>', page_link("data"), dated_words(facts)),
    ]
    holes = fetch(gaps("month"))["period_start"].to_list() if facts.has_time else []
    if holes:
        named = fmt.listing([fmt.month(hole) for hole in holes]) if len(holes) < 4 else f"{len(holes)} months"
        parts.append(html('<a href="{}">gap in collection: <b>{}</b></a>', page_link("data"), named))
    categories = fetch(left_out()) if facts.has_time else None
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
    if facts.english_papers < facts.papers:
        parts.append(
            html(
                "<span><b>{}</b> not in English, left out of counts</span>",
                fmt.count(facts.papers - facts.english_papers),
            )
        )
    show_html(html('<div class="pt-strip">{}</div>', (html("<span>{}</span>", part) for part in parts)))


def dated_words(facts: Facts) -> str:
    """`98 %`; never `100 %` as long as one paper is undated, nor `0 %` when one is dated."""
    part = facts.dated_share
    if 0.995 <= part < 1:
        return f">{fmt.THIN}99{fmt.THIN}%"
    if 0 < part < 0.005:
        return f"<{fmt.THIN}1{fmt.THIN}%"
    return f"{part * 100:.0f}{fmt.THIN}%"
