"""Parts of the page Watchlist: what is followed as a table, adding and taking off, and the new papers of each."""

from collections.abc import Callable

import streamlit as st

from dashboard.charts.theme import Palette
from dashboard.exports.watchlist_report import Digest, Item
from dashboard.queries import papers, pulse, terms
from dashboard.ui import chart_panel, html_table
from dashboard.ui import format as fmt
from dashboard.ui.build_info import Facts
from dashboard.ui.elements import did_you_mean, dot, grid, link, more_link, note, paper_list, refusal
from dashboard.ui.html_table import Column, spark_html
from dashboard.ui.links import page_link, papers_link, terms_link, theme_link, watch_link
from dashboard.ui.markup import Markup, html, list_html
from dashboard.warehouse_access.fetch import fetch
from dashboard.warehouse_access.watchlist import Followed, follow, unfollow
from warehouse.paths import data_paths
from warehouse.user_files import UserFileError

MOST = 50
"""Things that an address may name."""
_OFFERED = 5
_PROBLEM = "watch_problem"


def _try(change: Callable[..., None], *arguments: object) -> None:
    try:
        change(data_paths().watchlist, *arguments)
    except (UserFileError, OSError) as error:
        st.session_state[_PROBLEM] = str(error)


def show_problem(problem: str) -> None:
    """What is wrong with the file, or went wrong with the last change of it."""
    problem = st.session_state.pop(_PROBLEM, "") or problem
    if problem:
        chart_panel.show_html(refusal(problem))


def show_adding(own: list[Followed]) -> None:
    """A field for a term and a list of themes; each is followed as soon as it is given."""
    themes = {row["theme_id"]: row["label"] for row in fetch(papers.theme_names()).to_dicts()}
    if st.query_params.get("add"):
        # A link of another page names a term; the reader still says yes.
        st.session_state["follow_term"] = st.query_params.pop("add")
    offered = st.query_params.get("add_theme", "")
    offered = int(offered) if offered.isdecimal() and len(offered) < 18 else None
    with st.container(horizontal=True, vertical_alignment="bottom", key="watch_adding"):
        form = st.form("follow_form", border=False, width=380, clear_on_submit=True)
        with form, st.container(horizontal=True, vertical_alignment="bottom"):
            typed = st.text_input("Follow a term", key="follow_term", placeholder="by any of its forms")
            is_given = st.form_submit_button("Follow")
        free = [number for number in themes if not any(one.theme == number for one in own)]
        st.selectbox(
            "Follow a theme",
            free,
            index=None,
            format_func=themes.__getitem__,
            key="follow_theme",
            placeholder="choose one",
            width=320,
            on_change=_follow_theme,
            args=(themes,),
        )
    if offered in free:
        label = f"Follow {fmt.escape_markdown(themes[offered])}"
        st.button(
            label, type="primary", key="follow_offered", on_click=_follow_offered, args=(offered, themes[offered])
        )
    if is_given and typed.strip():
        _follow_term(typed.strip())


def offers_html(facts: Facts) -> Markup:
    """Terms to begin with: those that rise most surely, or the most frequent; each fills the field above."""
    rising = fetch(pulse.verdicts("rising", facts.grain, 8))["term"].to_list()[:_OFFERED] if facts.has_trends else []
    offered = rising or fetch(terms.suggested_terms(_OFFERED))["term"].to_list()
    if not offered:
        return Markup()
    links = [link(watch_link(term=term), term) for term in offered]
    return html("{}: {}. ", "Rising now" if rising else "Most frequent", list_html(links))


def _follow_term(typed: str) -> None:
    known = fetch(terms.known_forms([typed])).to_dicts()
    if known:
        _try(follow, Followed(term=known[0]["term"]))
        st.rerun()
    near = fetch(terms.near_terms(typed))["term"].to_list()
    meant = did_you_mean([link(page_link("watchlist", add=term), term) for term in near])
    chart_panel.show_html(
        html(
            '<p class="pt-note" role="alert"><b>{}</b> is no indexed term, so there is nothing to follow.{}</p>',
            typed,
            meant,
        )
    )


def _follow_offered(number: int, label: str) -> None:
    _try(follow, Followed(theme=number), label)
    st.query_params.pop("add_theme", None)


def _follow_theme(themes: dict[int, str]) -> None:
    chosen = st.session_state.get("follow_theme")
    if chosen is not None:
        _try(follow, Followed(theme=chosen), themes[chosen])
        st.session_state["follow_theme"] = None


def show_shared(shared: list[Followed], own: list[Followed]) -> None:
    """Says that the list is one that was sent, and offers to follow it."""
    back = link(page_link("watchlist"), "your own list")
    with st.container(horizontal=True, vertical_alignment="center"):
        chart_panel.show_note(html("This list comes from the address. Back to {}.", back))
        if any(one not in own for one in shared):
            st.button("Follow all of it", key="follow_all", on_click=_follow_all, args=(shared,))


def _follow_all(shared: list[Followed]) -> None:
    labels = {row["theme_id"]: row["label"] for row in fetch(papers.theme_names()).to_dicts()}
    for one in shared:
        _try(follow, one, labels.get(one.theme, ""))
    st.query_params.clear()


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
        return spark_html(row["series"], firm, width=150, color=color) if len(row["series"]) > 1 else Markup()

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


def show_removal(found: Digest) -> None:
    """A list to take things off, folded."""
    everything = [item.followed for item in found.items]
    names = {item.followed: item.name for item in found.items}
    for name in found.missing:
        number = name.removeprefix("theme ")
        one = Followed(theme=int(number)) if name.startswith("theme ") and number.isdecimal() else Followed(term=name)
        everything.append(one)
        names[one] = name
    with st.popover("Take off"):
        for place, one in enumerate(everything):
            st.button(
                f"Unfollow {fmt.escape_markdown(names[one])}",
                key=f"unfollow_{place}",
                type="tertiary",
                on_click=_try,
                args=(unfollow, one),
            )


def show_new_papers(found: Digest) -> None:
    """The newest papers of each thing followed."""
    if not found.span:
        chart_panel.show_heading("New papers", "No paper is dated to a day or month, so none can be called new.")
        return
    chart_panel.show_heading(f"New papers, {found.span}", _why(found))
    parts = [_new_papers(item) for item in found.items if item.row["newest"]]
    chart_panel.show_html(grid(parts) if parts else note("None of what you follow."))


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
