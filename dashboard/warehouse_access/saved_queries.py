"""Queries that a reader saved on the page SQL: `questions.md` in the data folder. No streamlit.

The file has the form of `docs/questions.md`. A saved query is appended; to forget one takes out its section. Nothing
else of the file changes.
"""

import re
from pathlib import Path

from dashboard.warehouse_access.example_queries import Question, load_questions
from warehouse.user_files import UserFileError, lock, read_text, replace_text
from warehouse.yaml_lists import one_line

_PREFACE = "# Your questions\n\nSaved on the page SQL: a heading, words if you like, and a block of SQL each.\n"


def save_question(path: Path, title: str, sql: str) -> str:
    """Adds a query under a title, in place of one of the same title; returns the title as it was saved.

    Raises:
        UserFileError: a title or query is missing, a line of the query would end its block, or the file is not UTF-8.
    """
    title, sql = one_line(title).strip("# "), sql.strip()
    if not title or not sql:
        raise UserFileError("A name and a query are needed.")
    if re.search(r"^\s*```", sql, re.MULTILINE):
        raise UserFileError("A query with a line that begins with ``` cannot be kept in a Markdown file.")
    with lock(path):
        before = _without(read_text(path), title) or _PREFACE
        replace_text(path, f"{before.rstrip()}\n\n## {title}\n\n```sql\n{sql}\n```\n")
    return title


def forget_question(path: Path, title: str) -> None:
    """Takes the query of that title out; nothing happens where there is none.

    Raises:
        UserFileError: the file is not UTF-8.
    """
    with lock(path):
        replace_text(path, _without(read_text(path), title))


def own_questions(path: Path) -> list[Question]:
    """The saved queries, in the file's order; none where there is no file."""
    return load_questions(path)


def _without(text: str, title: str) -> str:
    parts = re.split(r"(?m)^(?=## )", text)
    return "".join(part for part in parts if part.splitlines()[:1] != [f"## {title}"])
