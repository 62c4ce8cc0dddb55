"""Queries that a reader saved: a Markdown file of which only the section in question changes."""

import pytest

from dashboard.warehouse_access.saved_queries import forget_question, own_questions, save_question
from warehouse.user_files import UserFileError

BY_HAND = (
    "# Mine\n\nWords.\n\n## How many?\n\nWhy I ask.\n\n```sql\nSELECT count(*) FROM papers\n```\n\nAfterthought.\n"
)


def test_a_query_is_saved_and_forgotten_and_the_rest_stays(tmp_path):
    path = tmp_path / "questions.md"
    path.write_text(BY_HAND)
    assert save_question(path, "  ## Terms\nof all ", " FROM terms\n") == "Terms of all"
    assert [(one.title, one.prose, one.sql) for one in own_questions(path)] == [
        ("How many?", "Why I ask.", "SELECT count(*) FROM papers"),
        ("Terms of all", "", "FROM terms"),
    ]
    save_question(path, "Terms of all", "FROM terms LIMIT 5")
    assert [one.sql for one in own_questions(path)] == ["SELECT count(*) FROM papers", "FROM terms LIMIT 5"]
    forget_question(path, "Terms of all")
    assert path.read_text().rstrip() == BY_HAND.rstrip()
    forget_question(path, "nothing")
    assert own_questions(tmp_path / "none.md") == []


@pytest.mark.parametrize(("title", "sql"), [("", "FROM a"), ("a", " "), ("a", "SELECT 1\n```\n## b")])
def test_what_cannot_be_kept_is_refused(tmp_path, title, sql):
    with pytest.raises(UserFileError):
        save_question(tmp_path / "questions.md", title, sql)
    assert not (tmp_path / "questions.md").exists()


def test_a_file_that_is_no_utf8_is_listed_and_not_changed(tmp_path):
    path = tmp_path / "questions.md"
    path.write_bytes(BY_HAND.encode() + b"\xff")
    assert [one.title for one in own_questions(path)] == ["How many?"]
    with pytest.raises(UserFileError, match="not UTF-8"):
        save_question(path, "a", "FROM a")
