from datetime import datetime, timedelta
from math import log2
from pathlib import Path

import pytest

from pipelines.cli.phrasing import ago, change, gone, near, percent, seconds


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (0.000523, "0.052 %"), (0.0412, "4.1 %"), (0.05, "5 %"), (0.384, "38 %"), (1, "100 %")],
)
def test_shares_have_two_significant_digits(share, said):
    assert percent(share) == said


@pytest.mark.parametrize(("duration", "said"), [(0.44, "0.4 s"), (12.4, "12 s"), (185, "3 min 5 s")])
def test_durations(duration, said):
    assert seconds(duration) == said


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 minutes ago"),
        (timedelta(hours=1, minutes=50), "1 hour ago"),
        (timedelta(days=3, hours=2), "3 days ago"),
    ],
)
def test_how_long_ago(passed, said):
    now = datetime(2026, 1, 10, 12)
    assert ago(now - passed, now) == said


def test_growth_reads_as_a_factor_with_its_interval():
    assert change(log2(2.3), log2(1.6), log2(3.1)) == "× 2.3 (1.6 to 3.1)"
    assert change(-log2(38), -log2(250), -log2(3.2)) == "÷ 38 (3.2 to 250)"
    assert change(-log2(43), -log2(21_097), -log2(3.6)) == "÷ 43 (3.6 or more)"
    assert gone(-log2(3.6)) == "gone (÷ 3.6 or more)"
    assert change(log2(0.9), log2(0.5), log2(1.5)) == "× 0.9 (0.5 to 1.5)"


def test_paths_are_short_where_they_can_be(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert near(tmp_path / "a" / "b") == str(Path("a") / "b")
    assert near(tmp_path.parent) == str(tmp_path.parent)
