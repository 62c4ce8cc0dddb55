from dashboard.warehouse_access.example_queries import Question, load_questions


def test_headings_prose_and_sql_are_read_in_order(tmp_path):
    path = tmp_path / "questions.md"
    path.write_text(
        "# Ten questions\n\nIntro.\n\n## 1. What is here?\n\nAll\nof it.\n\n```sql\nFROM papers\n```\n\n"
        "Read it so.\n\n## And there?\n\n```sql\nFROM terms;\n```\n"
    )
    assert load_questions(path) == [
        Question("What is here?", "All of it.", "FROM papers"),
        Question("And there?", "", "FROM terms;"),
    ]


def test_without_the_document_there_are_none(tmp_path):
    assert load_questions(tmp_path / "questions.md") == []


def test_the_document_holds_ten_questions():
    assert len(load_questions()) >= 10
