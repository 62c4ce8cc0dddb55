"""Controls whose choice stands in the address by a key of its own: `?theme=3` and `?month=2025-05`, not by the words
shown.

Streamlit's own binding writes the words that a choice is shown by, which a link cannot know.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import streamlit as st


def select_in_url(
    label: str,
    options: Sequence[str],
    parameter: str,
    *,
    show: Callable[[str], str],
    width: int | Literal["stretch"] = "stretch",
    accept_new: bool = False,
    placeholder: str = "any",
) -> str | None:
    """A select box over `options`, kept in the query parameter `parameter`; None where nothing is chosen.

    A link followed within the session changes the address, and so the choice; an option that there is not is none.

    Args:
        show: the words for an option.
        accept_new: take what is typed too, and what the address says, though it is no option.
        placeholder: what stands there as long as nothing is chosen.
    """
    state, seen = f"{parameter}_choice", f"{parameter}_in_url"
    given = st.query_params.get(parameter)
    if state not in st.session_state or given != st.session_state.get(seen):
        st.session_state[state] = given if given in options or (accept_new and given) else None
    here = st.session_state[state]
    chosen = st.selectbox(
        label,
        [*options, here] if accept_new and here and here not in options else options,
        format_func=show,
        key=state,
        placeholder=placeholder,
        index=None,
        width=width,
        accept_new_options=accept_new,
    )
    if chosen is None:
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = chosen
    st.session_state[seen] = chosen
    return chosen


def select_segment(
    label: str, options: Sequence[str], key: str, *, default: str, shown: bool = True, say: str = ""
) -> str:
    """One of `options`, always chosen, kept in the query parameter `key`.

    Args:
        shown: whether the label is shown, or said only to those who listen.
        say: help beside the label.
    """
    return st.segmented_control(
        label,
        options,
        default=default,
        key=key,
        bind="query-params",
        required=True,
        help=say or None,
        label_visibility="visible" if shown else "collapsed",
    )


def picked_point(chosen: object, parameter: str) -> dict[str, object] | None:
    """The fields of what is selected in a chart as `parameter`; None where nothing is.

    Args:
        chosen: what `chart_panel.show_chart` gave.
    """
    selection = chosen.get("selection") if isinstance(chosen, Mapping) else None
    picked = selection.get(parameter) if isinstance(selection, Mapping) else None
    return dict(picked[0]) if picked else None


def take_click(chosen: object, parameter: str, key: str) -> dict[str, object] | None:
    """What a click on a chart selected, once: a chart remembers its selection, which must not overrule a link followed
    later.

    Args:
        chosen: what `chart_panel.show_chart` gave.
        parameter: the name of the selection in the chart.
        key: of the chart.
    """
    point = picked_point(chosen, parameter)
    seen = f"{key}_{parameter}_seen"
    if point == st.session_state.get(seen):
        return None
    st.session_state[seen] = point
    return point


def open_papers(**filters: str) -> None:
    """Goes to the page Papers with these filters and no others: Streamlit would fill in what was asked there earlier
    in the session."""
    for key in ("q", "term", "code"):
        st.session_state.pop(key, None)
    st.switch_page("app_pages/papers/page.py", query_params=filters)
