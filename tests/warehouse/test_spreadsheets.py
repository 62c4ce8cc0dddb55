import polars as pl
import pytest

from warehouse.spreadsheets import guard_column, guard_text

FORMULAS = ["=1", "+1", "-1", "@a", " =1", "\u00a0-1", "\t=1", "\tx", "\rx", "\nx", "\r\n=1", "＝1", "＋1",
            "－1", "＠a", "  ＝1"]  # fmt: skip
HARMLESS = ["", "a=b", "1", " a", "'=1", "[=1]", "–1", "a\t=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_gets_an_apostrophe(text):
    assert guard_text(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text):
    assert guard_text(text) == text


def test_a_column_is_guarded_as_its_texts_are_and_so_is_its_name():
    column = pl.Series("=name", [*FORMULAS, *HARMLESS, None])
    guarded = guard_column(column)
    assert guarded.name == "'=name"
    assert guarded.to_list() == [*map(guard_text, FORMULAS), *HARMLESS, None]
