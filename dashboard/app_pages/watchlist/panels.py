"""Parts of the page Watchlist: what is followed as a table, adding and taking off, and the new papers of each."""

from collections.abc import Callable

import streamlit as st

from dashboard.charts.theme import Palette
from dashboard.exports.watchlist_report import Digest, Item
from dashboard.queries import papers, pulse, terms
from dashboard.ui import chart_panel, html_table
from dashboard.ui import format as fmt
from dashboard.ui.build_info import Facts
from dashboard.ui.html_table import Column, spark_html
from dashboard.ui.links import page_link, paper_link, papers_link, terms_link, theme_link, watch_link
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
        chart_panel.show_html(f'<div class="pt-refused" role="alert"><pre>{fmt.escape(problem)}</pre></div>')


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


def offers_html(facts: Facts) -> str:
    """Terms to begin with: those that rise most surely, or the most frequent; each fills the field above."""
    rising = fetch(pulse.verdicts("rising", facts.grain, 8))["term"].to_list()[:_OFFERED] if facts.has_trends else []
    offered = rising or fetch(terms.suggested_terms(_OFFERED))["term"].to_list()
    if not offered:
        return ""
    links = [html_table.link(watch_link(term=term), term) for term in offered]
    return f"{'Rising now' if rising else 'Most frequent'}: {fmt.listing(links)}. "


def _follow_term(typed: str) -> None:
    known = fetch(terms.known_forms([typed])).to_dicts()
    if known:
        _try(follow, Followed(term=known[0]["term"]))
        st.rerun()
    near = fetch(terms.near_terms(typed))["term"].to_list()
    meant = fmt.listing([html_table.link(page_link("watchlist", add=term), term) for term in near], "or")
    chart_panel.show_html(
        f'<p class="pt-note" role="alert"><b>{fmt.escape(typed)}</b> is no indexed term, so there is nothing to follow.'
        f"{f' Did you mean {meant}?' if near else ''}</p>"
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
    back = html_table.link(page_link("watchlist"), "your own list")
    with st.container(horizontal=True, vertical_alignment="center"):
        chart_panel.show_html(f'<p class="pt-note">This list comes from the address. Back to {back}.</p>')
        if any(one not in own for one in shared):
            st.button("Follow all of it", key="follow_all", on_click=_follow_all, args=(shared,))


def _follow_all(shared: list[Followed]) -> None:
    labels = {row["theme_id"]: row["label"] for row in fetch(papers.theme_names()).to_dicts()}
    for one in shared:
        _try(follow, one, labels.get(one.theme, ""))
    st.query_params.clear()


def items_table(found: Digest, palette: Palette) -> str:
    """What is followed, a line each: name, line, share now, change with its interval, new papers."""
    firm = list(found.firm)

    def name(item: Item) -> str:
        row = item.row
        if item.followed.term:
            linked = html_table.link(terms_link([row["name"]]), row["name"])
        else:
            dot = f'<span class="pt-dot" style="background:{palette.line(row["color"])}"></span>'
            linked = dot + html_table.link(theme_link(row["ident"]), row["name"])
        return f"{linked}<br><small>{html_table.link(_all_papers(item), fmt.papers(row['papers']))}</small>"

    def line(item: Item) -> str:
        row = item.row
        color = palette.line(row["color"]) if row["color"] is not None else ""
        return spark_html(row["series"], firm, width=150, color=color) if len(row["series"]) > 1 else ""

    columns = [
        Column("followed", name),
        Column("share over time", line),
        Column("now", lambda item: fmt.share(item.row["recent_share"]), number=True),
        Column("change (95 %)", lambda item: html_table.growth_html(item.row), number=True),
    ]
    if found.span:
        new = Column(
            "new",
            lambda item: html_table.link(_all_papers(item), fmt.count(item.row["new_papers"])),
            number=True,
            hint=f"papers {found.span}; all its papers, the newest first",
        )
        columns.append(new)
    return html_table.table_html(found.items, columns, caption="What is followed") if found.items else ""


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
    chart_panel.show_html(
        f'<div class="pt-grid">{"".join(parts)}</div>' if parts else '<p class="pt-note">None of what you follow.</p>'
    )


def _why(found: Digest) -> str:
    span = "the newest month with papers" if found.is_month else "the seven days up to the newest paper"
    return f"In {span}; {fmt.papers(found.new_papers)} came in all. Those most about it come first."


def _new_papers(item: Item) -> str:
    row = item.row
    rows = "".join(
        f"<li><span>{html_table.link(paper_link(paper['paper_id']), paper['title'])}</span><small>{fmt.day(paper['day'])}</small></li>"
        for paper in row["newest"]
    )
    rest = row["new_papers"] - len(row["newest"])
    more = (
        f'<p class="pt-note">{html_table.link(_all_papers(item), f"and {fmt.count(rest)} more")}</p>'
        if rest > 0
        else ""
    )
    return (
        f"<section><h2>{fmt.escape(item.name)} <small class='pt-faint'>{fmt.count(row['new_papers'])}</small></h2>"
        f'<ul class="pt-papers">{rows}</ul>{more}</section>'
    )
