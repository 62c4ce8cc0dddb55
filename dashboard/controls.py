"""Controls whose choice stands in the address by a key of its own: `?theme=3` and `?month=2025-05`, not by the words shown.

Streamlit's own binding writes the words that a choice is shown by, which a link cannot know.
"""

from collections.abc import Callable, Sequence

import streamlit as st


def select_in_url(
    label: str, options: Sequence[str], parameter: str, *, show: Callable[[str], str], width: int | str = "stretch"
) -> str | None:
    """A select box over `options`, kept in the query parameter `parameter`; None where nothing is chosen.

    A link followed within the session changes the address, and so the choice; an option that there is not is none.

    Args:
        show: the words for an option.
    """
    state, seen = f"{parameter}_choice", f"{parameter}_in_url"
    given = st.query_params.get(parameter)
    if state not in st.session_state or given != st.session_state.get(seen):
        st.session_state[state] = given if given in options else None
    chosen = st.selectbox(label, options, format_func=show, key=state, placeholder="any", index=None, width=width)
    if chosen is None:
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = chosen
    st.session_state[seen] = chosen
    return chosen
