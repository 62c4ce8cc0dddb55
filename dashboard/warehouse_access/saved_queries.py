"""Queries that a reader saved on the page SQL: `questions.md` in the data folder, in the form of `docs/questions.md`. No streamlit.

A saved query is appended; to forget one takes out its section, and nothing else of the file changes.
"""

import os
import re
from pathlib import Path

from filelock import FileLock

from dashboard.warehouse_access.example_queries import Question, load_questions
from warehouse.yaml_lists import one_line

_PREFACE = "# Your questions\n\nSaved on the page SQL: a heading, words if you like, and a block of SQL each.\n"


class QuestionError(ValueError):
    """A query that cannot be saved; says why."""


def save_question(path: Path, title: str, sql: str) -> str:
    """Adds a query under a title, in place of one of the same title; returns the title as it was saved.

    Raises:
        QuestionError: a title or a query is missing, or the query holds a line that would end its block.
    """
    title, sql = one_line(title).strip("# "), sql.strip()
    if not title or not sql:
        raise QuestionError("A name and a query are needed.")
    if re.search(r"^\s*```", sql, re.MULTILINE):
        raise QuestionError("A query with a line that begins with ``` cannot be kept in a Markdown file.")
    with _held(path):
        before = _without(_read(path), title) or _PREFACE
        _write(path, f"{before.rstrip()}\n\n## {title}\n\n```sql\n{sql}\n```\n")
    return title


def forget_question(path: Path, title: str) -> None:
    """Takes the query of that title out; nothing happens where there is none."""
    with _held(path):
        _write(path, _without(_read(path), title))


def own_questions(path: Path) -> list[Question]:
    """The saved queries, in the file's order; none where there is no file."""
    return load_questions(path)


def _without(text: str, title: str) -> str:
    parts = re.split(r"(?m)^(?=## )", text)
    return "".join(part for part in parts if part.splitlines()[:1] != [f"## {title}"])


def _held(path: Path) -> FileLock:
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path.with_name(f".{path.name}.lock"), timeout=10)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
