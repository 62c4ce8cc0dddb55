"""Rows of the served warehouse for the pages, cached by version of the served file.

The only place where the dashboard opens the warehouse. All that one run of a page fetches is answered from one build:
the one that was newest when the run began. A build published meanwhile is seen by the next run, without a restart.
"""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import polars as pl
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.query import Parameters, Query, run_query
from dashboard.warehouse_access.connection_pool import Superseded, keep_newest_open, pooled_cursor
from warehouse.connection import NotServed, ServedVersion, served_version
from warehouse.layout import IncompatibleBuild
from warehouse.paths import data_paths

_VERSION = "served_version"
"""Key of the session's state: the version that its page shows."""


class ServedUnreadable(RuntimeError):
    """The served file is damaged, or was made by a version with other tables."""


@contextmanager
def one_build() -> Generator[None]:
    """Within this context, which is one run of a page, every `fetch` of the session is answered from the build that is
    newest now.

    Threads and cached functions of the run are included. So are fragments that run later: they get the same build for
    as long as it is served, and else show the whole page anew.

    Raises:
        ServedUnreadable: the file cannot be read.
    """
    with ExitStack() as page_run:
        try:
            version = page_run.enter_context(keep_newest_open(data_paths().served))
        except NotServed:
            # A page may have something to show without a warehouse; its first `fetch` raises.
            version = None
        except (duckdb.Error, IncompatibleBuild) as error:
            raise ServedUnreadable(str(error).splitlines()[0]) from error
        st.session_state[_VERSION] = version
        yield


def shown_version() -> ServedVersion | None:
    """The version of the served file that the session's page shows; outside a page the newest. None where nothing is
    served."""
    pinned = st.session_state.get(_VERSION) if get_script_run_ctx(suppress_warning=True) else None
    return pinned or served_version(data_paths().served)


def fetch(query: Query) -> pl.DataFrame:
    """The rows of `query` in the build that the page shows; outside a page in the newest.

    Raises:
        NotServed: there is no served warehouse yet; `app` says so to the user.
        ServedUnreadable: the file cannot be read, or lacks a table or column; `app` says so to the user.
    """
    path, version = data_paths().served, shown_version()
    if version is None:
        raise NotServed(str(path))
    try:
        return _fetch(str(path), version, query.sql, query.parameters)
    except Superseded:
        script = get_script_run_ctx(suppress_warning=True)
        if script:
            # The run that took this version is over. Only its fragments and callbacks can still ask for it.
            st.session_state.pop(_VERSION, None)
            if script.fragment_ids_this_run:
                st.rerun()
        return fetch(query)


@st.cache_data(show_spinner=False, max_entries=2000, max_size="400MB")
def _fetch(path: str, version: ServedVersion, sql: str, parameters: Parameters) -> pl.DataFrame:
    try:
        with pooled_cursor(Path(path), version) as cursor:
            return run_query(cursor, Query(sql, parameters))
    except (
        duckdb.IOException,
        duckdb.SerializationException,
        duckdb.CatalogException,
        duckdb.BinderException,
    ) as error:
        raise ServedUnreadable(str(error).splitlines()[0]) from error


__all__ = ["NotServed", "ServedUnreadable", "fetch", "one_build", "shown_version"]
