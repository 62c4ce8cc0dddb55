"""The page SQL: any question to the warehouse, read-only."""

from pathlib import Path

import polars as pl
import streamlit as st

from dashboard import exports, look, panels
from dashboard import format as fmt
from dashboard.charts.answers import answer_chart, find_shape
from dashboard.queries import sql as questions
from dashboard.questions import load_questions
from dashboard.served import fetch
from warehouse.connection import ServedVersion, served_version
from warehouse.paths import data_paths
from warehouse.typed_query import Answer, QueryRefused, run_typed_query

MAX_ROWS = 10_000
SECONDS = 10.0
FALLBACK = "SELECT title, published_on, date_source\nFROM papers\nORDER BY published_on DESC NULLS LAST\nLIMIT 20"


def _pick_question() -> None:
    """Puts the SQL of the saved question that was chosen into the editor."""
    chosen = st.session_state.get("question")
    for question in load_questions():
        if question.title == chosen:
            st.session_state["sql"] = question.sql


def _editor() -> str:
    """The saved questions and the editor; returns the query in it."""
    saved = load_questions()
    st.session_state.setdefault("sql", saved[0].sql if saved else FALLBACK)
    if saved:
        st.selectbox(
            "Saved questions",
            [question.title for question in saved],
            index=None,
            key="question",
            on_change=_pick_question,
            placeholder=f"{len(saved)} questions to start from …",
            label_visibility="collapsed",
        )
    sql = st.text_area("Query", key="sql", bind="query-params", height=230, label_visibility="collapsed")
    # Leaving the editor takes its text over too; the button is what a reader looks for.
    st.button("Run", type="primary", help="Ctrl-Enter in the editor does the same.")
    return sql


@st.cache_data(show_spinner="Asking the warehouse …", max_entries=50)
def _ask(sql: str, served: str, version: ServedVersion) -> Answer:
    return run_typed_query(Path(served), sql, max_rows=MAX_ROWS, seconds=SECONDS)


def _show_rows(answer: Answer) -> None:
    """The answer as a table or a chart, and to take away."""
    rows = answer.rows
    shape = find_shape(rows)
    cut = (
        f" There are more: only the first {fmt.count(MAX_ROWS)} are shown; LIMIT or aggregate." if answer.is_cut else ""
    )
    panels.show_html(
        f'<p class="pt-note">{fmt.count(rows.height)} row{"" if rows.height == 1 else "s"} in {answer.seconds:.2f}\u2009s.{cut}</p>'
    )
    if rows.height == 0:
        panels.show_empty("No rows", "The query holds, but nothing fits its conditions.")
        return
    kind = "Table"
    if shape is not None:
        kind = st.segmented_control(
            "Show as",
            ["Table", "Chart"],
            default="Table",
            required=True,
            key="view",
            bind="query-params",
            label_visibility="collapsed",
        )
    if kind == "Chart":
        st.altair_chart(answer_chart(rows, shape, look.palette()), theme=None, width="stretch", key="answer_chart")
    else:
        days = {name: st.column_config.DateColumn(format="YYYY-MM-DD") for name in rows.select(pl.col(pl.Date)).columns}
        st.dataframe(rows, hide_index=True, height=min(36 * (rows.height + 1) + 4, 460), column_config=days)
    with st.container(horizontal=True):
        st.download_button("CSV", lambda: exports.to_csv(rows), "answer.csv", "text/csv", on_click="ignore")
        st.download_button(
            "Parquet",
            lambda: exports.to_parquet(rows),
            "answer.parquet",
            "application/vnd.apache.parquet",
            on_click="ignore",
        )


def _show_tables() -> None:
    """The tables, folded, each with its columns and what they say."""
    panels.show_heading(
        "Tables", "Opened, a table shows its columns. The same texts stand in <code>warehouse/TABLES.md</code>."
    )
    columns = fetch(questions.columns_of_tables())
    for (name, comment, rows), members in columns.group_by("table_name", "table_comment", "rows", maintain_order=True):
        with st.expander(f"{name} · {fmt.count(rows)}"):
            items = "".join(
                f"<li><code>{fmt.escape(column['column_name'])}</code> <small class='pt-faint'>{fmt.escape(column['data_type'].lower())}</small>"
                f"<br>{fmt.escape(column['comment'] or '')}</li>"
                for column in members.to_dicts()
            )
            panels.show_html(f"<p class='pt-note'>{fmt.escape(comment or '')}</p><ul class='pt-columns'>{items}</ul>")


def show() -> None:
    """The whole page."""
    panels.show_html(
        '<h1 class="pt-title">Ask the warehouse anything</h1><p class="pt-note">Read-only; a query is stopped after '
        f'{SECONDS:g} seconds. The same from a shell: <code>papertrends sql "…"</code></p>'
    )
    main, side = st.columns([7, 3], gap="large")
    with main:
        sql = _editor()
        if sql.strip():
            try:
                answer = _ask(sql, str(data_paths().served), served_version(data_paths().served))
            except QueryRefused as refusal:
                panels.show_html(f'<div class="pt-refused"><pre>{fmt.escape(refusal)}</pre></div>')
            else:
                _show_rows(answer)
    with side:
        _show_tables()


show()
