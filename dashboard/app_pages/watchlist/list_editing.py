"""How a reader follows things and takes them off again, on the page Watchlist."""

from collections.abc import Callable

import streamlit as st

from dashboard.exports.watchlist_report import Digest
from dashboard.markup import Markup, html, list_html
from dashboard.queries import papers, pulse, terms
from dashboard.queries.build_info import BuildInfo
from dashboard.rows import read_rows
from dashboard.ui.blocks import show_html, show_note
from dashboard.ui.elements import did_you_mean, link, refusal
from dashboard.ui.links import page_link, watch_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.warehouse_access.watchlist import Followed, follow, unfollow
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import WORDINGS
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
        show_html(refusal(problem))


def show_adding(own: list[Followed]) -> None:
    """A field for a term and a list of themes; each is followed as soon as it is given."""
    themes = {row["theme_id"]: row["label"] for row in read_rows(fetch(papers.theme_names()))}
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


def offers_html(build: BuildInfo) -> Markup:
    """Terms to begin with: those that rise most surely, or the most frequent; each fills the field above."""
    rising = fetch(pulse.verdicts("rising", build.grain, 8))["term"].to_list()[:_OFFERED] if build.has_trends else []
    offered = rising or fetch(terms.suggested_terms(_OFFERED))["term"].to_list()
    if not offered:
        return Markup()
    links = [link(watch_link(term=term), term) for term in offered]
    return html("{}: {}. ", f"{WORDINGS['rising'].head} now" if rising else "Most frequent", list_html(links))


def _follow_term(typed: str) -> None:
    known = read_rows(fetch(terms.known_forms([typed])))
    if known:
        _try(follow, Followed(term=known[0]["term"]))
        st.rerun()
    near = fetch(terms.near_terms(typed))["term"].to_list()
    meant = did_you_mean([link(page_link("watchlist", add=term), term) for term in near])
    show_html(
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
        show_note(html("This list comes from the address. Back to {}.", back))
        if any(one not in own for one in shared):
            st.button("Follow all of it", key="follow_all", on_click=_follow_all, args=(shared,))


def _follow_all(shared: list[Followed]) -> None:
    labels = {row["theme_id"]: row["label"] for row in read_rows(fetch(papers.theme_names()))}
    for one in shared:
        _try(follow, one, labels.get(one.theme, ""))
    st.query_params.clear()


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
