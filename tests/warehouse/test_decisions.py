"""Decisions on terms: written a line each, pending until a build knows of them, and taken back."""

from datetime import datetime, timedelta

import pytest

from warehouse import decisions as module
from warehouse.decisions import Decision, decide, read_decisions, redo, undo
from warehouse.user_files import UserFileError

NOW = datetime(2026, 5, 1, 12)
MERGE = Decision("merge", "picture generation", "image generation", term_id=7)


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_now", lambda: NOW)
    return tmp_path / "decisions.yaml"


def test_a_decision_is_one_line_that_a_person_can_read(path):
    decide(path, MERGE)
    decide(path, Decision("block", "main\nresults"))
    assert path.read_text().splitlines()[-2:] == [
        '- {merge: "picture generation", into: "image generation", term_id: 7, made: 2026-05-01 12:00:00}',
        '- {block: "main results", made: 2026-05-01 12:00:00}',
    ]
    assert [one.kind for one in read_decisions(path)] == ["merge", "block"]


def test_the_same_decision_twice_is_one(path):
    assert decide(path, MERGE) == decide(path, MERGE)
    assert len(read_decisions(path)) == 1


def test_it_is_pending_until_a_build_began_after_it(path):
    made = decide(path, MERGE)
    assert made.is_pending(None)
    assert made.is_pending(NOW - timedelta(hours=1))
    assert not made.is_pending(NOW + timedelta(hours=1))


def test_undoing_what_no_build_knows_takes_the_line_out(path):
    undo(path, decide(path, MERGE), NOW - timedelta(hours=1))
    assert read_decisions(path) == []


def test_undoing_what_a_build_applied_waits_for_the_next_run_and_can_be_undone_itself(path):
    made = decide(path, MERGE)
    later = NOW + timedelta(hours=1)
    module._now = lambda: later
    undo(path, made, NOW + timedelta(minutes=1))
    (undone,) = read_decisions(path)
    assert undone.undone == later and undone.is_pending(NOW + timedelta(minutes=1))
    redo(path, undone)
    assert read_decisions(path) == [made]


def test_a_line_by_hand_needs_no_time(path):
    path.write_text('- {keep: "MoE", apart_from: "mixture of experts"}\n')
    (one,) = read_decisions(path)
    assert (one.kind, one.form, one.other, one.made) == ("keep", "MoE", "mixture of experts", None)
    assert not one.is_pending(NOW)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- {marge: a, into: b}", "entry 1, marge: there is no such field; there are merge, into"),
        ("- {term_id: 3}", "entry 1: a decision needs one of merge, keep, rename, block"),
        ("- {merge: a}", "entry 1: beside merge, into is needed"),
        ("- {block: a, to: b}", "entry 1: beside block, to says nothing"),
        ("- {block: []}", "block: it must be words"),
        ("- {block: a, term_id: x}", "term_id: a whole number is needed, not 'x'"),
        ("- {block: a, made: soon}", "made: a time is needed, for example 2026"),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_place(path, line, why):
    path.write_text(f"# mine\n{line}")
    with pytest.raises(UserFileError, match=f"decisions.yaml, line 2: .*{why}"):
        read_decisions(path)


def test_a_time_by_hand_may_name_its_zone(path):
    path.write_text('- {block: "main results", made: 2026-05-01T14:00:00+02:00}\n')
    assert read_decisions(path)[0].made == NOW
