from dataclasses import replace
from datetime import date

from pipelines.sources.fetching.ledger import LEDGER_NAME, Entry, Ledger
from pipelines.sources.files import find_files

ENTRY = Entry("all", "2026-11-01", "2026-12-01T06:00:00+00:00", True, "", "", "entered", 4, 4, ["a.json"], 100, 2)
DAY = date(2026, 11, 1)


def test_what_is_noted_is_known_to_the_next_process(tmp_path):
    Ledger(tmp_path / "service").add(ENTRY)
    ledger = Ledger(tmp_path / "service")
    assert ledger.find("all", DAY) == ENTRY
    assert ledger.is_done("all", DAY)
    assert ledger.find("other", DAY) is None
    assert not ledger.is_done("all", date(2026, 11, 2))


def test_the_last_entry_of_a_day_counts(tmp_path):
    ledger = Ledger(tmp_path)
    later = replace(ENTRY, records=9)
    for entry in (replace(ENTRY, is_final=False), replace(ENTRY, day="2026-11-02"), later):
        ledger.add(entry)
    assert not Ledger(tmp_path).is_done("all", date(2026, 11, 3))
    assert Ledger(tmp_path).entries() == [later, replace(ENTRY, day="2026-11-02")]


def test_a_day_that_was_not_over_is_not_done(tmp_path):
    Ledger(tmp_path).add(replace(ENTRY, is_final=False))
    assert not Ledger(tmp_path).is_done("all", DAY)


def test_a_line_that_a_crash_cut_off_costs_its_day_only(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.add(ENTRY)
    ledger.add(replace(ENTRY, day="2026-11-02"))
    path = tmp_path / LEDGER_NAME
    path.write_bytes(path.read_bytes()[:-30])
    cut = Ledger(tmp_path)
    assert [entry.day for entry in cut.entries()] == ["2026-11-01"]
    cut.add(replace(ENTRY, day="2026-11-03"))
    assert [entry.day for entry in Ledger(tmp_path).entries()] == ["2026-11-01", "2026-11-03"]


def test_lines_that_are_no_entries_are_passed_over(tmp_path):
    Ledger(tmp_path).add(ENTRY)
    with (tmp_path / LEDGER_NAME).open("ab") as file:
        file.write(b'[]\n{}\n{"day": 3}\n\xff\n')
    assert Ledger(tmp_path).entries() == [ENTRY]


def test_the_inbox_leaves_it_out(tmp_path):
    Ledger(tmp_path).add(ENTRY)
    assert find_files([tmp_path]) == []
