"""A run that is killed loses nothing, and the next one, at once, ends as if it had not been. The long part is
`python -m benchmarks.chaos kills`."""

import subprocess
import sys

import pytest

from benchmarks.chaos.doomed_run import BOUNDARIES, MOMENTS
from benchmarks.chaos.kills import check_next_run, kill_run, plan_kills
from benchmarks.chaos.report import Tally


@pytest.mark.parametrize("moment", ["before the lease", "half copied", "after the swap"])
def test_the_next_run_follows_at_once(stage, moment):
    paths, tally = stage.copy_base(moment.replace(" ", "-")), Tally("kills")
    has_published = kill_run(paths, stage, moment, tally)
    assert has_published == (moment == "after the swap")
    check_next_run(paths, stage, has_published, moment, tally)
    assert (tally.tried, tally.notes) == (1, [])


def test_a_plan_holds_every_moment_or_some_of_each_kind():
    whole = [one for row in plan_kills(100, seconds=6.0) for one in row]
    assert len(whole) == 100
    assert {one for one in whole if isinstance(one, str)} == set(MOMENTS)
    assert all(1.0 <= one <= 6.0 for one in whole if isinstance(one, float))
    some = [one for row in plan_kills(9, seconds=6.0) for one in row]
    assert len(some) == 9
    assert sum(isinstance(one, float) for one in some) == 3
    assert sum(one in BOUNDARIES for one in some) == 3


def test_what_a_moment_waits_for_is_there():
    """In a process of its own, which is broken afterwards."""
    arm = "from benchmarks.chaos import doomed_run\nfor arm in doomed_run.MOMENTS.values(): arm()\nprint('armed')"
    assert subprocess.run([sys.executable, "-c", arm], capture_output=True, text=True, check=True).stdout == "armed\n"
