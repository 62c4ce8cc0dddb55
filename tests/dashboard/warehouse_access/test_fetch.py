import threading
from types import SimpleNamespace

import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.query import ask
from dashboard.warehouse_access import fetch as fetching
from dashboard.warehouse_access.connection_pool import close_unused
from dashboard.warehouse_access.fetch import NotServed, ServedUnreadable, fetch, one_build, shown_version
from warehouse.connection import open_build, served_version
from warehouse.paths import data_paths
from warehouse.publish import publish
from warehouse.writer import replace_table

COUNT = ask("SELECT count(*) AS papers FROM papers")


@pytest.fixture
def served(tmp_path, warehouses, monkeypatch):
    """A warehouse of its own to publish again."""
    paths = data_paths(tmp_path)
    paths.build.write_bytes(data_paths(warehouses["full"]).build.read_bytes())
    publish(paths.build, paths.served)
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    return paths


def test_a_new_build_is_seen_at_once(served):
    assert fetch(COUNT).item() == 46
    with open_build(served.build) as connection:
        kept = connection.sql("SELECT * FROM papers LIMIT 5").pl()
        replace_table(connection, "papers", kept)
    assert fetch(COUNT).item() == 46
    publish(served.build, served.served)
    assert fetch(COUNT).item() == 5


def test_what_was_fetched_can_be_changed_without_harm(served):
    frame = fetch(COUNT)
    frame[0, "papers"] = 0
    assert fetch(COUNT).item() == 46
    assert isinstance(frame, pl.DataFrame)


def test_no_warehouse(tmp_path, monkeypatch):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    with pytest.raises(NotServed):
        fetch(COUNT)


def test_a_table_that_an_older_version_lacks(served):
    with pytest.raises(ServedUnreadable, match="no_such_table"):
        fetch(ask("SELECT * FROM no_such_table"))
    with pytest.raises(ServedUnreadable, match="no_such_column"):
        fetch(ask("SELECT no_such_column FROM papers"))


def _page() -> None:
    """A page that fetches, is overtaken by a swap, and fetches other rows: by itself, in a thread and in a cached
    function."""
    import threading

    import streamlit as st
    from streamlit.runtime.scriptrunner import add_script_run_ctx

    from dashboard.query import ask
    from dashboard.warehouse_access.fetch import fetch, one_build, shown_version
    from warehouse.paths import data_paths
    from warehouse.publish import publish

    def count(note: str) -> int:
        return fetch(ask(f"SELECT count(*) AS papers FROM papers -- {note}")).item()

    with one_build():
        seen = [count("before")]
        if st.session_state.swap:
            publish(data_paths().build, data_paths().served)
        seen.append(count("after"))
        thread = threading.Thread(target=lambda: seen.append(count("in a thread")))
        add_script_run_ctx(thread)
        thread.start()
        thread.join()
        seen.append(st.cache_data(lambda version: count("in a cached function"))(shown_version()))
    st.session_state.seen = seen


@pytest.fixture
def overtaken(served):
    """The page in its first run, during which the build with 5 papers was published over the one with 46."""
    with open_build(served.build) as connection:
        replace_table(connection, "papers", connection.sql("SELECT * FROM papers LIMIT 5").pl())
    app = AppTest.from_function(_page, default_timeout=30)
    app.session_state.swap = True
    app.run()
    assert not app.exception
    return app


def test_a_page_run_that_is_overtaken_by_a_swap_shows_one_build(overtaken):
    assert overtaken.session_state.seen == [46, 46, 46, 46]
    overtaken.session_state.swap = False
    overtaken.run()
    assert overtaken.session_state.seen == [5, 5, 5, 5]


def test_a_fragment_whose_build_is_closed_shows_the_whole_page_anew_and_a_callback_goes_on(served, monkeypatch):
    class Rerun(BaseException):
        pass

    def rerun():
        raise Rerun

    script, session = SimpleNamespace(fragment_ids_this_run=["part"]), {}
    monkeypatch.setattr(fetching, "get_script_run_ctx", lambda suppress_warning: script)
    monkeypatch.setattr(st, "session_state", session)
    monkeypatch.setattr(st, "rerun", rerun)
    with one_build():
        shown = shown_version()
        publish(served.build, served.served)
    # Still open, since nobody has asked for the new build yet.
    assert fetch(COUNT).item() == 46
    assert shown_version() == shown
    close_unused()
    st.cache_data.clear()
    with pytest.raises(Rerun):
        fetch(COUNT)
    session["served_version"], script.fragment_ids_this_run = shown, None
    assert fetch(COUNT).item() == 46
    assert shown_version() == served_version(served.served) != shown


def test_the_version_of_a_page_run_is_what_the_page_shows(served):
    assert shown_version() == served_version(served.served)


def test_a_damaged_file(served):
    served.served.write_bytes(b"no database")
    with pytest.raises(ServedUnreadable), one_build():
        pass


def test_no_error_reaches_who_fetches_while_builds_are_swapped(served):
    stop, problems, seen = threading.Event(), [], set()

    def read() -> None:
        place = 0
        while not stop.is_set():
            place += 1
            try:
                seen.add(fetch(ask(f"SELECT count(*) AS papers FROM papers -- {threading.get_ident()} {place}")).item())
            except Exception as error:
                problems.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(6):
        publish(served.build, served.served)
    stop.set()
    for reader in readers:
        reader.join()
    assert not problems
    assert seen == {46}
