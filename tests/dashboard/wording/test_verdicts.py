import ast
import re
from collections.abc import Iterator

import polars as pl

from dashboard.wording.verdicts import WORDINGS, sign_of, verdict_words
from tests.test_layout import ROOT
from warehouse.schema import TABLES


def test_every_direction_of_the_warehouse_has_its_words():
    trends = next(table for table in TABLES if table.name == "term_trends")
    direction = next(column for column in trends.columns if column.name == "direction")
    assert set(WORDINGS) == set(direction.choices)


def test_signs_stand_before_what_moves_only():
    assert [sign_of(direction) for direction in ("rising", "falling", "new", "unclear", None)] == ["▲", "▼", "", "", ""]
    assert WORDINGS["falling"].head == "Fading"


def test_a_column_of_directions_in_words():
    words = pl.DataFrame({"direction": ["falling", "new", None]}).select(verdict_words(pl.col("direction")))
    assert words["direction"].to_list() == ["fading", "new", None]


def shown_texts(code: str) -> Iterator[str]:
    """The texts of a module that are no docstrings."""
    tree = ast.parse(code)
    bodies = (node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list))
    docstrings = {statement.value for body in bodies for statement in body if isinstance(statement, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield node.value


def test_the_words_and_signs_stand_nowhere_else():
    """`"rising"` as a direction of the warehouse is no word, nor is `'rising'` in SQL; `a rise` is a noun."""
    moved = [WORDINGS["rising"], WORDINGS["falling"]]
    words = "|".join(f"{one.adjective}|{one.verb}s?|{one.past}" for one in moved)
    signs = "".join(one.sign for one in moved)
    shown = re.compile(rf"(?<!')(?<!\ba )\b(?:{words})\b(?!')|[{signs}]", re.IGNORECASE)
    found = {
        (str(path.relative_to(ROOT)), text)
        for path in (ROOT / "dashboard").rglob("*.py")
        if path.name != "verdicts.py"
        for text in shown_texts(path.read_text(encoding="utf-8"))
        if text not in WORDINGS and shown.search(text)
    }
    assert not found
