import os
import threading
import time
from pathlib import Path

import pytest

from warehouse import query_process
from warehouse.connection import NotServed
from warehouse.query_process import Asking, Limits, get_ready
from warehouse.typed_query import Answer, QueryRefused, run_typed_query

LIMITS = Limits(rows=1000, bytes=10_000_000, seconds=10.0, memory=200_000_000)
ENDLESS = "SELECT levenshtein(repeat('a', 1000000), repeat('b', 1000000))"
"""One call of a function, in which DuckDB does not look at its clock."""


def ask(served, sql: str, limits: Limits = LIMITS) -> Answer:
    with Asking(served, sql, limits) as asking:
        while (answer := asking.answer(within=1.0)) is None:
            pass
        return answer


def waiting() -> list[int]:
    return [one.process.pid for one in query_process._idle]


def test_it_answers_as_in_this_process(served):
    sql = """
        SELECT range AS a, range::VARCHAR AS b, DATE '2026-01-01' + range::INTEGER AS c, [range] AS d,
               {'x': range} AS e, range::DECIMAL(10, 2) AS f, TIMESTAMP '2026-01-01 12:00:00' AS h,
               sum(range) OVER () AS i, NULL AS l
        FROM range(2000)
    """
    answer, here = ask(served, sql), run_typed_query(served, sql, max_rows=1000)
    assert answer.rows.equals(here.rows) and answer.rows.schema == here.rows.schema
    assert answer.is_cut and answer.seconds > 0


def test_a_process_answers_one_query_after_another(served):
    ask(served, "FROM builds")
    (one,) = waiting()
    assert ask(served, "SELECT 1 AS one").rows.rows() == [(1,)]
    with pytest.raises(QueryRefused, match="DELETE is refused"):
        ask(served, "DELETE FROM builds")
    get_ready()
    assert waiting() == [one]


def test_what_does_not_look_at_the_clock_is_ended(served):
    began = time.monotonic()
    with pytest.raises(QueryRefused, match=r"^Stopped after 0\.1 seconds: the query takes too long"):
        ask(served, ENDLESS, LIMITS._replace(seconds=0.1))
    assert time.monotonic() - began < 10
    assert ask(served, "SELECT 1 AS one").rows.rows() == [(1,)]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the kernel does not tell what a process holds")
@pytest.mark.parametrize("sql", ["SELECT range(1000000000)", "SELECT length(repeat('x', 1000000000))"])
def test_what_does_not_look_at_its_memory_gets_no_more(served, sql):
    with pytest.raises(QueryRefused, match=r"^Stopped: the query needs more memory than it may have"):
        ask(served, sql)
    assert ask(served, "SELECT 1 AS one").rows.rows() == [(1,)]


def test_a_process_that_something_killed_costs_only_its_query(served):
    with Asking(served, ENDLESS, LIMITS) as asking:
        assert asking.answer(within=0.1) is None
        os.kill(asking._process.process.pid, 9)
        with pytest.raises(QueryRefused, match="needs more memory"):
            asking.answer(within=10.0)


def test_who_leaves_ends_the_query(served):
    with Asking(served, ENDLESS, LIMITS) as asking:
        assert asking.answer(within=0.1) is None
        process = asking._process.process
    assert process.poll() is not None
    assert process.pid not in waiting()


@pytest.mark.parametrize("is_noticed", [True, False])
def test_one_that_left_meanwhile_is_replaced(served, monkeypatch, is_noticed):
    ask(served, "SELECT 1")
    (left,) = query_process._idle
    left.connection.close()
    assert left.process.wait() == 0, "nobody is there to ask any more"
    if not is_noticed:
        monkeypatch.setattr(left.process, "poll", lambda: None)
    assert ask(served, "SELECT 1 AS one").rows.rows() == [(1,)]
    assert left not in query_process._idle


def test_more_at_once_wait_for_their_turn(served, monkeypatch):
    monkeypatch.setattr(query_process, "_turns", threading.BoundedSemaphore(1))
    with Asking(served, ENDLESS, LIMITS) as first:
        assert first.answer(within=0.0) is None
        with Asking(served, "SELECT 1 AS one", LIMITS) as second:
            assert second.answer(within=0.1) is None and second._process is None
    assert ask(served, "SELECT 1 AS one").rows.rows() == [(1,)]


def test_nothing_served_is_said(tmp_path):
    with pytest.raises(NotServed):
        ask(tmp_path / "papers.duckdb", "FROM papers")
