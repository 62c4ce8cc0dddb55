"""The page Pulse: what is rising, fading and new, how sure that is, and what the last build changed."""

from datetime import date

from dashboard.app_pages.pulse import latest_build
from dashboard.app_pages.pulse.theme_cards import show_theme_cards
from dashboard.charts.time_axis import first_drawn
from dashboard.markup import Markup, html
from dashboard.queries import pulse
from dashboard.queries.build_info import BuildInfo
from dashboard.rows import Row, read_rows
from dashboard.ui import html_table, shell
from dashboard.ui.blocks import show_empty, show_html
from dashboard.ui.build_strip import load_build_info, show_banner, show_strip
from dashboard.ui.elements import bar, grid, headline_link, link, more_link, note
from dashboard.ui.html_table import Column
from dashboard.ui.links import page_link, papers_link, sql_link, terms_link, theme_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from dashboard.wording import verdict_sentences
from dashboard.wording.verdicts import WORDINGS

ROWS = 8
NAMED = 3


def _term_column() -> Column:
    return Column("term", lambda row: link(terms_link([row["term"]]), row["term"], hint=row.get("reason") or ""))


def _papers_column() -> Column:
    return Column(
        "papers",
        lambda row: link(papers_link(term=row["term"]), fmt.count(row["papers"])),
        number=True,
        hint="all papers that mention it",
    )


def _share_column() -> Column:
    return Column("now", lambda row: fmt.share(row["recent_share"]), number=True, hint="share of papers, recent window")


def _spark_column(build: BuildInfo, firm: list[bool]) -> Column:
    begins = first_drawn(firm)
    return Column(
        f"by {build.grain}", lambda row: html_table.spark_html(row["series"][begins:], firm[begins:], width=76)
    )


def _verdict_tables(build: BuildInfo, firm: list[bool]) -> None:
    """Rising, fading, and new or bursting, side by side where there is room."""
    counts = dict(fetch(pulse.verdict_counts()).iter_rows())
    growth = Column("growth (95 %)", html_table.growth_html, number=True, hint="recent share against the share before")
    seen = Column("first seen", lambda row: fmt.month(row["first_seen"]), number=True)
    burst = Column("burst", _burst_months, number=True, hint="months of its strongest burst (Kleinberg)")
    spark = _spark_column(build, firm)
    parts = []
    for direction, measure in (("rising", growth), ("falling", growth), ("new", seen)):
        title = WORDINGS[direction].head
        columns = [_term_column(), spark, _share_column(), measure, _papers_column()]
        query = pulse.verdicts(direction, build.grain, ROWS)
        rows = read_rows(fetch(query))
        if direction == "new" and not rows:
            continue
        body = html_table.table_html(rows, columns, caption=f"{title} terms") if rows else _nothing(direction, counts)
        more = counts.get(direction, 0) - len(rows)
        rest = sql_link(pulse.verdicts(direction, build.grain, 1000).text)
        tail = more_link(rest, more)
        parts.append(html("<section><h2>{}</h2>{}{}</section>", title, body, tail))
    bursting = read_rows(fetch(pulse.bursts(build.grain, ROWS if len(parts) < 3 else ROWS // 2)))
    if bursting:
        body = html_table.table_html(
            bursting, [_term_column(), spark, _share_column(), burst, _papers_column()], caption="Terms with a burst"
        )
        section = html("<section><h2>Bursts</h2>{}</section>", body)
        if len(parts) == 3:
            parts[2] = html('<div class="pt-pair">{}{}</div>', parts[2], section)
        else:
            parts.append(section)
    show_html(grid(parts))


def _burst_months(row: Row) -> str:
    first, last = fmt.month(row["burst_start"]), fmt.month(row["burst_end"])
    if row["goes_on"]:
        return html("{}<br><small class='pt-faint'>and going on</small>", first)
    return first if first == last else html("{}<br><small class='pt-faint'>to {}</small>", first, last)


def _nothing(direction: str, counts: dict[str, int]) -> Markup:
    tested = sum(counts.values())
    return note(
        f"No term is {WORDINGS[direction].adjective} beyond chance; {fmt.count(tested)} "
        f"{'was' if tested == 1 else 'were'} looked at."
    )


def _frequencies(build: BuildInfo) -> None:
    """What can be said without dates: which terms and themes there are most papers on."""
    everything = build.english_papers
    columns = [
        _term_column()
        if build.has_time
        else Column("term", lambda row: link(papers_link(term=row["term"]), row["term"])),
        Column("share of papers", lambda row: bar(row["share"] / top), number=False),
        Column("", lambda row: fmt.share(row["share"]), number=True),
        _papers_column(),
    ]
    rows = read_rows(fetch(pulse.frequent_terms(20)))
    top = max((row["share"] for row in rows), default=1.0)
    themes = read_rows(fetch(pulse.themes_over_time(build.grain)))
    palette = shell.palette()
    widest = max((row["papers"] for row in themes), default=1)
    theme_columns = [
        Column("theme", lambda row: link(theme_link(row["theme_id"]), row["label"])),
        Column("share of papers", lambda row: bar(row["papers"] / widest, palette.line(row["color"]))),
        Column("", lambda row: fmt.share(row["papers"] / everything), number=True),
        Column("papers", lambda row: link(papers_link(theme=row["theme_id"]), fmt.count(row["papers"])), number=True),
    ]
    parts = []
    if rows:
        parts.append(html("<section><h2>Most frequent terms</h2>{}</section>", html_table.table_html(rows, columns)))
    if themes:
        parts.append(html("<section><h2>Themes</h2>{}</section>", html_table.table_html(themes[:20], theme_columns)))
    show_html(grid(parts))


def _say_no_trend(build: BuildInfo) -> None:
    if build.dated_papers == 0:
        files = (
            "The file they came from states"
            if build.sources == 1
            else f"The {build.sources} files they came from state"
        )
        show_html(
            html(
                '<h1 class="pt-answer">{}, none of them dated: no trend can be shown.</h1><p class="pt-note">{} '
                "no dates, neither inside nor in a name like <code>2025-05-03.txt</code>. Undated papers are "
                "never plotted as if they had a date. What can be said is how often each term occurs.</p>"
                '<p class="pt-note">To see trends: name digests by their day, or add files whose records carry '
                "dates, and run <code>papertrends run</code>.</p>",
                fmt.papers(build.papers),
                files,
            )
        )
    else:
        show_html(
            html(
                '<h1 class="pt-answer">All dated papers fall between {} and {}: too short for a trend.</h1>'
                '<p class="pt-note">A rise needs a time before it to compare with. Until there are more months, '
                "this page shows how often each term occurs.</p>",
                fmt.day(build.first_day),
                fmt.day(build.last_day),
            )
        )


def _answer(build: BuildInfo, windows: tuple[date, date, date]) -> None:
    named = {
        direction: verdict_sentences.name_apart(
            fetch(pulse.verdicts(direction, build.grain, ROWS))["term"].to_list(), NAMED
        )
        for direction in ("rising", "falling", "new")
    }
    order = [term for terms in named.values() for term in terms]
    answer = verdict_sentences.pulse_answer(
        named,
        lambda term: headline_link(
            terms_link([term]), verdict_sentences.capitalised(term) if term == order[0] else term
        ),
    )
    compared = verdict_sentences.windows_compared(*windows)
    show_html(
        html(
            '<h1 class="pt-answer">{}</h1><p class="pt-note">Share of papers, {}. Named are changes that '
            "hold after correction for the many terms tested; growth comes with its 95 % interval.</p>",
            answer,
            compared,
        )
    )


def show() -> None:
    """The whole page."""
    build = load_build_info()
    show_banner(build)
    if build.papers == 0:
        show_empty(
            "No papers yet",
            "The last run found no paper in the files it took in.",
            html("The {} says what was refused and why.", link(page_link("data"), "Data page")),
        )
        return
    show_strip(build)
    if not build.windows or not build.has_time:
        _say_no_trend(build)
        _frequencies(build)
        latest_build.show_last_change()
        return
    firm = fetch(pulse.spark_periods(build.grain))["firm"].to_list()
    _answer(build, build.windows)
    _verdict_tables(build, firm)
    show_theme_cards(build, firm)
    latest_build.show_last_change()


show()
