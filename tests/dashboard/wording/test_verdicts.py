from dashboard.wording.verdicts import WORDINGS, sign_of
from warehouse.schema import TABLES


def test_every_direction_of_the_warehouse_has_its_words():
    trends = next(table for table in TABLES if table.name == "term_trends")
    direction = next(column for column in trends.columns if column.name == "direction")
    assert set(WORDINGS) == set(direction.choices)


def test_signs_stand_before_what_moves_only():
    assert [sign_of(direction) for direction in ("rising", "falling", "new", "unclear", None)] == ["▲", "▼", "", "", ""]
    assert WORDINGS["falling"].head == "Fading"
