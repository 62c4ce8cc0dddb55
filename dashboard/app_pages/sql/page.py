"""The page SQL: any question to the warehouse, read-only."""

from functools import partial
from pathlib import Path

import polars as pl
import streamlit as st

from dashboard.app_pages.sql.schema_list import schema_html
from dashboard.charts.query_result import answer_chart, find_shape
from dashboard.exports import files
from dashboard.markup import Markup, html
from dashboard.queries import sql as questions
from dashboard.rows import read_rows
from dashboard.ui import shell
from dashboard.ui.blocks import show_empty, show_heading, show_html
from dashboard.ui.build_strip import load_build_info, show_banner
from dashboard.ui.controls import select_segment
from dashboard.ui.downloads import show_download
from dashboard.ui.elements import note, refusal
from dashboard.warehouse_access.example_queries import Question, load_questions
from dashboard.warehouse_access.fetch import fetch, shown_version
from dashboard.warehouse_access.saved_queries import forget_question, own_questions, save_question
from dashboard.wording import format as fmt
from warehouse.connection import ServedVersion, served_version
from warehouse.paths import data_paths
from warehouse.query_process import Asking, Limits, get_ready
from warehouse.typed_query import Answer, QueryRefused
from warehouse.user_files import UserFileError

LIMITS = Limits(rows=10_000, bytes=64_000_000, seconds=10.0, memory=1_000_000_000)
"""What a browser can still show, and what a reader waits for."""
ROW = 35
"""Height of a row of the table, in pixels."""
VIEWS = ["Table", "Chart"]
FALLBACK = Question(
    "", "", "SELECT title, published_on, date_source\nFROM papers\nORDER BY published_on DESC NULLS LAST\nLIMIT 20"
)


_PROBLEM = "questions_problem"


def _questions() -> list[tuple[str, Question]]:
    """Saved questions with the words they are offered by: the reader's own first, then those of `docs/questions.md`."""
    own = [(f"yours: {question.title}", question) for question in own_questions(data_paths().questions)]
    return own + [(question.title, question) for question in load_questions()]


def _pick_question() -> None:
    """Puts the SQL of the saved question that was chosen into the editor."""
    chosen = st.session_state.get("question")
    for words, question in _questions():
        if words == chosen:
            st.session_state["sql"] = question.sql


def _editor() -> str:
    """The saved questions and the editor; returns the query in it."""
    saved = _questions()
    st.session_state.setdefault("sql", next(iter(load_questions()), FALLBACK).sql)
    if saved:
        words = [words for words, _ in saved]
        if st.session_state.get("question") not in words:
            st.session_state["question"] = None
        st.selectbox(
            "Saved questions",
            words,
            index=None,
            key="question",
            on_change=_pick_question,
            placeholder=f"{len(saved)} questions to start from …",
            label_visibility="collapsed",
        )
    return st.text_area("Query", key="sql", bind="query-params", height=210, label_visibility="collapsed")


def _show_keeping(sql: str) -> None:
    """Saves the query under a name, or forgets it where it is saved."""
    saved = next((question for question in own_questions(data_paths().questions) if question.sql == sql.strip()), None)
    if problem := st.session_state.pop(_PROBLEM, ""):
        show_html(refusal(problem))
    if saved:
        st.button(f"Forget “{fmt.escape_markdown(saved.title)}”", key="forget", on_click=_forget, args=(saved.title,))
        return
    with st.popover("Save"), st.form("save_form", border=False, clear_on_submit=True):
        name = st.text_input("Name", key="save_as", placeholder="what it answers")
        if st.form_submit_button("Save") and _save(name, sql):
            st.rerun()


def _save(name: str, sql: str) -> bool:
    try:
        save_question(data_paths().questions, name, sql)
    except (UserFileError, OSError) as error:
        show_html(html('<p class="pt-note" role="alert">{}</p>', error))
        return False
    return True


def _forget(title: str) -> None:
    try:
        forget_question(data_paths().questions, title)
    except (UserFileError, OSError) as error:
        st.session_state[_PROBLEM] = str(error)


def _said_of(sql: str) -> Markup:
    """What `docs/questions.md` says of the query, as HTML, for as long as it stands in the editor unchanged."""
    prose = next((question.prose for question in load_questions() if question.sql == sql.strip()), "")
    # The parts at odd places stand between backticks.
    parts = [html("<code>{}</code>", part) if place % 2 else part for place, part in enumerate(prose.split("`"))]
    return note(html("{}", parts)) if prose else Markup()


@st.cache_data(show_spinner="Asking the warehouse …", show_time=True, max_entries=50, max_size="400MB")
def _ask(sql: str, served: str, version: ServedVersion | None) -> Answer:
    with Asking(Path(served), sql, LIMITS) as asking:
        while (answer := asking.answer(within=0.2)) is None:
            # A look at the state lets a reader who goes on to something else go, and ends the query.
            _ = "sql" in st.session_state
    if served_version(Path(served)) != version:
        # The answer may be of a newer build than the rest of the page.
        st.rerun()
    return answer


def _counted(answer: Answer) -> str:
    """How many rows, how fast, and whether there are more."""
    cut = "; there are more, add LIMIT or aggregate" if answer.is_cut else ""
    return (
        f"{'The first ' if answer.is_cut else ''}{fmt.counted(answer.rows.height, 'row')} in "
        f"{answer.seconds:.2f}{fmt.THIN}s{cut}"
    )


def _show_rows(answer: Answer) -> None:
    """The answer as a table or a chart, and to take away."""
    rows = answer.rows
    if rows.height == 0:
        show_empty("No rows", "The query holds, but nothing fits its conditions.")
        return
    shape = find_shape(rows)
    kind = "Table"
    if shape is not None:
        kind = select_segment("Show as", VIEWS, "view", default=VIEWS[0], shown=False)
    draw = None
    if shape is not None and kind == "Chart":
        draw = partial(answer_chart, rows, shape, shell.PRINT, paper=True)
        st.altair_chart(
            answer_chart(rows, shape, shell.palette()),
            theme=None,
            width="stretch",
            key="answer_chart",
            alt=f"{shape.y} by {shape.x}; the table holds the same numbers",
        )
    else:
        days = {name: st.column_config.DateColumn(format="YYYY-MM-DD") for name in rows.select(pl.col(pl.Date)).columns}
        height = min(ROW * (rows.height + 1) + 3, 14 * ROW + 3)
        st.dataframe(rows, hide_index=True, row_height=ROW, height=height, column_config=days)
    with st.container(horizontal=True):
        show_download("CSV", "answer.csv", lambda: files.to_csv(rows))
        show_download("Parquet", "answer.parquet", lambda: files.to_parquet(rows))
        if draw is not None:
            show_download("PNG", "answer.png", lambda: files.to_png(draw()))
            show_download("SVG", "answer.svg", lambda: files.to_svg(draw()))


def _show_tables() -> None:
    """The tables, a line each, that open to their columns and what they say."""
    columns = fetch(questions.columns_of_tables())
    counted = fetch(questions.rows_of_tables(columns["table_name"].unique(maintain_order=True)))
    show_heading("Tables", html("Open one for its columns. As text: <code>warehouse/TABLES.md</code>."))
    show_html(schema_html(read_rows(columns), dict(counted.select("table_name", "rows").iter_rows())))


def show() -> None:
    """The whole page."""
    get_ready()
    show_banner(load_build_info())
    show_html(
        html(
            '<h1 class="pt-answer">Ask the warehouse anything</h1><p class="pt-note">Read-only; a query is '
            'stopped after {:g} seconds. The same from a shell: <code>papertrends sql "…"</code></p>',
            LIMITS.seconds,
        )
    )
    main, side = st.columns([7, 3], gap="large")
    with side:
        _show_tables()
    with main:
        sql = _editor()
        # What is said of the answer stands beside the button, so that the table does not move when it comes.
        bar = st.container(horizontal=True, vertical_alignment="center")
        # Leaving the editor takes its text over too; the button is what a reader looks for.
        bar.button("Run", type="primary", help="Ctrl-Enter in the editor does the same.")
        if sql.strip():
            with bar:
                _show_keeping(sql)
        if not sql.strip():
            show_empty(
                "No query",
                "Choose a question above, or write one.",
                html("For example: <code>FROM papers LIMIT 10</code>"),
            )
            return
        try:
            answer = _ask(sql, str(data_paths().served), shown_version())
        except QueryRefused as error:
            show_html(refusal(str(error)))
            return
        with bar:
            show_html(html('<p class="pt-note" role="status">{}</p>', _counted(answer)))
        show_html(_said_of(sql))
        _show_rows(answer)


show()
