"""What is followed, on the page Watchlist: a table of all, and the new papers of each."""

from dashboard.charts.theme import Palette
from dashboard.exports.watchlist_report import Digest, Item
from dashboard.markup import Markup, html
from dashboard.ui import html_table
from dashboard.ui.blocks import show_heading, show_html
from dashboard.ui.elements import dot, grid, link, more_link, note, paper_list
from dashboard.ui.html_table import Column, spark_html
from dashboard.ui.links import papers_link, terms_link, theme_link
from dashboard.wording import format as fmt


def items_table(found: Digest, palette: Palette) -> Markup:
    """What is followed, a line each: name, line, share now, change with its interval, new papers."""
    firm = list(found.firm)

    def name(item: Item) -> Markup:
        row = item.row
        if item.followed.term:
            linked = link(terms_link([row["name"]]), row["name"])
        else:
            linked = dot(palette.line(row["color"])) + link(theme_link(row["ident"]), row["name"])
        return html("{}<br><small>{}</small>", linked, link(_all_papers(item), fmt.papers(row["papers"])))

    def line(item: Item) -> Markup:
        row = item.row
        color = palette.line(row["color"]) if row["color"] is not None else ""
        return spark_html(item.series, firm, width=150, color=color) if len(item.series) > 1 else Markup()

    columns = [
        Column("followed", name),
        Column("share over time", line),
        Column("now", lambda item: fmt.share(item.row["recent_share"]), number=True),
        Column("change (95 %)", lambda item: html_table.growth_html(item.row), number=True),
    ]
    if found.span:
        new = Column(
            "new",
            lambda item: link(_all_papers(item), fmt.count(item.row["new_papers"])),
            number=True,
            hint=f"papers {found.span}; all its papers, the newest first",
        )
        columns.append(new)
    return html_table.table_html(found.items, columns, caption="What is followed") if found.items else Markup()


def _all_papers(item: Item) -> str:
    """The address of all papers of what is followed, the newest first."""
    row = item.row
    return papers_link(term=row["name"]) if item.followed.term else papers_link(theme=row["ident"])


def show_new_papers(found: Digest) -> None:
    """The newest papers of each thing followed."""
    if not found.span:
        show_heading("New papers", "No paper is dated to a day or month, so none can be called new.")
        return
    show_heading(f"New papers, {found.span}", _why(found))
    parts = [_new_papers(item) for item in found.items if item.row["newest"]]
    show_html(grid(parts) if parts else note("None of what you follow."))


def _why(found: Digest) -> str:
    span = "the newest month with papers" if found.is_month else "the seven days up to the newest paper"
    return f"In {span}; {fmt.papers(found.new_papers)} came in all. Those most about it come first."


def _new_papers(item: Item) -> Markup:
    row = item.row
    rest = row["new_papers"] - len(row["newest"])
    return html(
        '<section><h2>{} <small class="pt-faint">{}</small></h2>{}{}</section>',
        item.name,
        fmt.count(row["new_papers"]),
        paper_list((paper["paper_id"], paper["title"], fmt.day(paper["day"])) for paper in row["newest"]),
        more_link(_all_papers(item), rest),
    )
