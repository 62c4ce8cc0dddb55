"""Rows of the served warehouse for the pages, cached for as long as the file is the same one.

The only place where the dashboard opens the warehouse. A swap changes the file's identity and so the cache's key: the next
run of a page sees the new build without a restart.
"""

from pathlib import Path

import duckdb
import polars as pl
import streamlit as st

from dashboard.queries.base import Query, run_query
from dashboard.warehouse_access.connection_pool import held_cursor
from warehouse.connection import NotServed, ServedVersion, served_version
from warehouse.paths import data_paths


class ServedUnreadable(RuntimeError):
    """The served file is damaged, or was made by a version whose tables were others."""


@st.cache_data(show_spinner=False, max_entries=2000, max_size="400MB")
def _fetch(path: str, version: ServedVersion, sql: str, parameters: tuple, _query: Query) -> pl.DataFrame:
    try:
        with held_cursor(Path(path), version) as cursor:
            return run_query(cursor, _query)
    except (
        duckdb.IOException,
        duckdb.SerializationException,
        duckdb.CatalogException,
        duckdb.BinderException,
    ) as error:
        raise ServedUnreadable(str(error).splitlines()[0]) from error


def fetch(query: Query) -> pl.DataFrame:
    """The rows of `query` in the build that is served now.

    Raises:
        NotServed: there is no served warehouse yet; `app` says so to the user.
        ServedUnreadable: the file cannot be read, or lacks a table or column; `app` says so to the user.
    """
    path = data_paths().served
    version = served_version(path)
    if version is None:
        raise NotServed(str(path))
    return _fetch(str(path), version, query.sql, query.parameters, query)


__all__ = ["NotServed", "ServedUnreadable", "fetch"]
