from datetime import UTC, datetime

from streamlit.testing.v1 import AppTest

from dashboard.ui.run_panels import run_words
from dashboard.warehouse_access.dagster_client import Run, RunState, RunWatch


def part_of_the_page() -> None:
    """The part that renews itself, begun while nothing was at work; its `watch` asks for a run as soon as it is told
    to."""
    import streamlit as st

    from dashboard.ui.run_panels import _show_state
    from dashboard.warehouse_access.dagster_client import RunState

    class Watch:
        address, refusal = "http://127.0.0.1:9", ""

        def state(self) -> RunState:
            return RunState()

        def start_run(self) -> None:
            st.session_state["asking"] = True

        @property
        def is_asking(self) -> bool:
            return st.session_state.pop("asking", False)

    _show_state(Watch(), None, False)


def test_whoever_asks_for_a_run_is_shown_its_build(monkeypatch, tmp_path):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    app = AppTest.from_function(part_of_the_page).run()
    assert "run_asked" not in app.session_state
    app.button(key="run_now").click().run()
    assert not app.exception
    # Kept though the part begins anew, to look more often.
    assert app.session_state["run_asked"]


def test_what_is_not_fresh_says_since_when_it_is():
    at_work = RunState((Run("now", "STARTED", None, datetime(2026, 3, 1, tzinfo=UTC), None, 1, 3, "index terms"),))
    watch, now = RunWatch("http://127.0.0.1:9"), datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    assert run_words(at_work, watch, now) == "A run is at work: index terms, step 2 of 3."
    late = RunState(at_work.runs, as_of=datetime(2026, 3, 1, 12, 29, 5, tzinfo=UTC))
    assert run_words(late, watch, now).startswith(
        "A run is at work: index terms, step 2 of 3. <small>As of 12:29:05 UTC; "
    )
