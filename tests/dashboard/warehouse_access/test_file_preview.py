from pathlib import Path

import pytest

from dashboard.warehouse_access import file_preview
from dashboard.warehouse_access.file_preview import PreviewFailed, Previewing
from tests.incremental.test_preview import TWO_WORKS


def look(tmp_path: Path, *paths: Path, **limits):
    with Previewing(paths, tmp_path / "data", tmp_path / "work", **limits) as previewing:
        while (answer := previewing.answer(within=1.0)) is None:
            pass
        return answer


def test_a_file_is_looked_at_in_another_process(tmp_path):
    path = tmp_path / "-a.ris"
    path.write_text(TWO_WORKS)
    (one,) = look(tmp_path, path)
    assert (one.name, one.label, one.parsed, one.rejected, one.new) == ("-a.ris", "RIS", 2, 1, 2)
    assert one.refused[0].pieces == 1
    assert one.first[0].authors == ["Mina Ito"]


def test_time_ends_it(tmp_path):
    path = tmp_path / "a.ris"
    path.write_text(TWO_WORKS * 20_000)
    with pytest.raises(PreviewFailed, match="took longer than 1 seconds"):
        look(tmp_path, path, seconds=1)


def test_want_of_memory_ends_it(tmp_path):
    path = tmp_path / "a.ris"
    path.write_text(TWO_WORKS * 20_000)
    with pytest.raises(PreviewFailed, match="more memory than it may"):
        look(tmp_path, path, megabytes=1)


def test_who_goes_away_ends_it(tmp_path):
    path = tmp_path / "a.ris"
    path.write_text(TWO_WORKS)
    with Previewing([path], tmp_path / "data", tmp_path / "work") as previewing:
        previewing.answer(within=0.01)
        process = previewing._process
    assert process.poll() is not None
    assert file_preview._turns.acquire(timeout=0)
    file_preview._turns.release()
