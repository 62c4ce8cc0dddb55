from streamlit.testing.v1 import AppTest


def part_of_the_page() -> None:
    """The part that renews itself, begun while nothing was at work; its `watch` asks for a run as soon as it is told to."""
    import streamlit as st

    from dashboard.run_panels import _show_state
    from dashboard.runs import RunState

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
