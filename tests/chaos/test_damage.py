"""A damaged data folder is mended, or refused with what to do. Each piece of that is tried in `tests/warehouse`; here
the commands. All damages: `python -m benchmarks.chaos damage`."""

import pytest

from benchmarks.chaos.damage import try_damage
from benchmarks.chaos.damages import DAMAGES
from benchmarks.chaos.report import Tally


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("build missing", "mended"),
        ("build flipped at eight places", "mended"),
        ("rows lost: half of the candidates", "mended"),
        ("history is text", "mended"),
        ("decisions: a pipe", "refused: "),
    ],
)
def test_nothing_is_lost_and_no_stack_trace_shown(stage, name, outcome):
    tally = Tally("damages")
    said = try_damage(name, stage.copy_base(name.replace(" ", "-")), stage, tally)
    assert said.startswith(outcome)
    assert tally.notes == []


def test_all_of_the_damages_are_there():
    assert len(DAMAGES) == 44
