"""The example queries of the page SQL, read from `docs/questions.md`."""

import re
from dataclasses import dataclass
from pathlib import Path

QUESTIONS_MD = Path(__file__).parents[2] / "docs" / "questions.md"

_ENTRY = re.compile(r"^## (?:\d+\. )?(?P<title>.+?)\n(?P<prose>.*?)^```sql\n(?P<sql>.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words, what is said about it, and the SQL that answers it."""

    title: str
    prose: str
    sql: str


def load_questions(path: Path = QUESTIONS_MD) -> list[Question]:
    """The questions in the order of the document: a heading, prose, the first block of SQL below it. None without the
    file."""
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8", errors="replace")
    return [
        Question(entry["title"].strip(), " ".join(entry["prose"].split()), entry["sql"].strip())
        for entry in _ENTRY.finditer(text)
    ]
