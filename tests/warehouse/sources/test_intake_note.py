"""The note of the last run's files: kept, cut to a bound, and said in the same words everywhere."""

from warehouse.sources.intake_note import (
    MOST_NAMED,
    IntakeNote,
    explain_nothing,
    name_some,
    read_intake_note,
    say_refused,
    say_sources,
    write_intake_note,
)

NOTE = IntakeNote("r", 2, 9, 7, 2, unread=(("a.pdf", "This is a PDF."),), reasons=(("It is broken.", 1200, "b.csv"),))


def test_a_note_comes_back_as_it_was_written_cut_to_its_bound(tmp_path):
    write_intake_note(tmp_path / "intake.json", NOTE)
    assert read_intake_note(tmp_path / "intake.json") == NOTE
    write_intake_note(tmp_path / "intake.json", IntakeNote(gone=tuple(map(str, range(MOST_NAMED + 1)))))
    assert len(read_intake_note(tmp_path / "intake.json").gone) == MOST_NAMED


def test_what_is_no_note_is_none(tmp_path):
    path = tmp_path / "intake.json"
    assert read_intake_note(path) is None
    for text in ("", "[]", '{"unread": [["a"]]}', '{"files": "many"}', "\xff"):
        path.write_text(text, encoding="latin-1")
        assert read_intake_note(path) is None


def test_refusals_are_said_file_by_file_and_then_by_reason():
    assert list(say_refused(NOTE)) == ["a.pdf: This is a PDF.", "1,200 × It is broken. (as in b.csv)"]
    assert explain_nothing(NOTE) == (
        "No record could be read from any file. a.pdf: This is a PDF. 1,200 × It is broken. (as in b.csv)"
    )
    assert explain_nothing(NOTE, 1).endswith("This is a PDF. And 1 more; `papertrends status` says which.")
    assert explain_nothing(IntakeNote()) == "No record could be read from any file."


def test_each_kind_of_source_is_said_with_what_to_do():
    assert list(say_sources(NOTE)) == []
    said = dict(say_sources(IntakeNote(gone=("a.csv", "b.csv"), changing=("c.csv",))))
    assert said == {
        "a.csv, b.csv: gone from the inbox, and counts all the same": "papertrends forget takes it out",
        "c.csv: was written to while it was read": "the next run takes it in",
    }
    assert name_some("abcdefg") == "a, b, c, d, e and 2 more"
