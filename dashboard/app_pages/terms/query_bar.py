"""The query bar of Terms: a line of text that completes the term under the caret, what is wrong with it, and help.

Its text stands in the address as `terms`; an address that repeats the parameter means a line for each.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.markup import html
from dashboard.query_language.parse import parse_query
from dashboard.query_language.tokens import QueryError
from dashboard.query_language.tree import Both, Exact, Expression, Name, Pattern, Share, Theme
from dashboard.query_language.write import write_line, write_names
from dashboard.ui import html_table
from dashboard.ui.blocks import show_html
from dashboard.ui.elements import link, note
from dashboard.ui.links import terms_query_link

LABEL = "Terms"
_PARAMETER = "terms"
_SCRIPT = Path(__file__).with_name("completion.js").read_text(encoding="utf-8")


def ask_text(placeholder: str) -> str:
    """What is typed into the bar, kept in the address."""
    state, seen = f"{_PARAMETER}_typed", f"{_PARAMETER}_in_url"
    given = st.query_params.get_all(_PARAMETER)
    # A link that was followed within the session changes the address, and so the text.
    if state not in st.session_state or given != st.session_state.get(seen):
        st.session_state[state] = ", ".join(given)
    typed = st.text_input(LABEL, key=state, placeholder=placeholder, label_visibility="collapsed", autocomplete="off")
    wanted = [typed] if typed.strip() else []
    if wanted != given:
        if wanted:
            st.query_params[_PARAMETER] = typed
        else:
            st.query_params.pop(_PARAMETER, None)
    st.session_state[seen] = wanted
    return typed


def offer_completions(terms: Sequence[tuple[str, int]], themes: Sequence[tuple[str, int]]) -> None:
    """Lets the bar complete what is typed from these terms and, after an @, themes; each with its papers, most
    first."""
    # In a script no text may close the script.
    offered = json.dumps({"terms": terms, "themes": themes}, ensure_ascii=False, separators=(",", ":")).replace(
        "<", "\\u003c"
    )
    with st.container(key="completions"):
        st.html(f"<script>window.papertrendsOffered = {offered};</script>", unsafe_allow_javascript=True)
        st.html(f"<script>{_SCRIPT}</script>", unsafe_allow_javascript=True)


def read_text(typed: str) -> list[Expression] | None:
    """The lines of the bar; None where they cannot be read, which is then said with the place and a remedy."""
    try:
        return parse_query(typed)
    except QueryError as error:
        before, after = typed[: error.position], typed[error.position :]
        show_html(
            html(
                '<div class="pt-refused" role="alert"><pre>{}<mark>{}</mark>{}\n\n<b>{}</b> {}</pre></div>',
                before,
                after[:1] or " ",
                after[1:],
                error.message,
                error.remedy,
            )
        )
        return None


def show_help(terms: Sequence[str], theme: str | None) -> None:
    """What can be typed, with examples of this corpus that are links."""
    with st.popover("What can I type?"):
        rows = [{"text": text, "says": says} for text, says in _examples(terms, theme)]
        columns = [
            html_table.Column("type", lambda row: link(terms_query_link(row["text"]), row["text"], kind="pt-typed")),
            html_table.Column("to see", lambda row: row["says"]),
        ]
        show_html(
            html_table.table_html(rows, columns, caption="What can be typed"),
            note(
                html(
                    "A sign counts only between spaces, so <code>GPT-4</code>, <code>C++</code> and "
                    "<code>RAG/GPT-4</code> are names; a name with a sign between spaces goes in square brackets, "
                    "<code>[yin / yang]</code>. Parentheses group: <code>a - (b + c)</code>. Capitals do not "
                    "matter."
                )
            ),
        )


def _examples(terms: Sequence[str], theme: str | None) -> list[tuple[str, str]]:
    if not terms:
        return []
    a, b, c = (Name(terms[min(place, len(terms) - 1)]) for place in range(3))
    first_word = next((term.split()[0] for term in terms if " " in term), None)
    found = [
        (write_names([a.words, b.words]), "two lines"),
        (write_line(Both("+", a, b)), "papers that mention either, each counted once"),
        (write_line(Both("-", a, b)), "papers that mention the first but not the second"),
        (write_line(Share(a, c)), "of the papers that mention the second, the share that also mention the first"),
        (write_line(Name(a.words, True)), "papers that name it in the title"),
        (write_line(Exact(a.words)), "these very words only, by a search of the texts, without its other forms"),
    ]
    if first_word is not None and first_word.isalnum():
        found.insert(
            4, (write_line(Pattern(f"{first_word} *")), "the ten most frequent terms that begin so, a line each")
        )
    if theme is not None:
        found.append((write_line(Theme(theme)), "a theme, by its name or the beginning of it"))
    return found
