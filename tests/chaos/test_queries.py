"""No hostile query touches a file, shows a secret or ends in an error, through the process of the page SQL. Both ways,
and the greedy ones: `python -m benchmarks.chaos queries`."""

from benchmarks.chaos.queries import LIMITS, Target, open_target, send_queries
from benchmarks.chaos.report import Fault, Tally


def test_hostile_queries_are_refused_or_harmless(stage):
    target, tally = open_target(stage), Tally("queries")
    send_queries("page", target, target.queries, LIMITS, tally)
    assert tally.notes == []
    assert tally.tried == len(target.queries) > 150


def test_what_a_query_touches_or_shows_is_noticed(tmp_path, monkeypatch):
    def betray(served, sql, limits):
        if sql == "write":
            (tmp_path / "out.csv").write_text("x")
        return "not-for-queries" if sql == "show" else "harmless"

    monkeypatch.setattr("benchmarks.chaos.queries.WAYS", {"page": betray})
    tally = Tally("queries")
    target = Target(tmp_path, tmp_path / "papers.duckdb", {})
    send_queries("page", target, {"a": "write", "b": "show", "c": "SELECT 1"}, LIMITS, tally)
    assert tally.faults == {Fault.LET_IN: 2}
    assert tally.notes == ["LET IN: page: a changed ['out.csv']", "LET IN: page: b showed a secret"]
