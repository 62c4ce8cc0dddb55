import pytest

from pipelines.cli.failures import describe_problem


@pytest.mark.parametrize(
    "problem",
    ["OSError: [Errno 28] No space left on device", "(sqlite3.OperationalError) database or disk is full"],
)
def test_a_full_disk_is_told_with_what_to_do(tmp_path, problem):
    assert "is full" in describe_problem(problem, tmp_path)
    assert "Make room" in describe_problem(problem, tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    assert "cannot be written" in describe_problem("[Errno 30] Read-only file system: 'a'", tmp_path)


def test_all_else_is_told_as_it_is(tmp_path):
    assert describe_problem("No record could be read.", tmp_path) == "No record could be read."
