"""Eight readers under a few publishes. The long part is `python -m benchmarks.chaos readers`."""

from benchmarks.chaos.readers import try_readers


def test_no_reader_sees_an_error_or_rows_of_two_builds(stage):
    tally = try_readers(stage, publishes=3)
    assert not tally.faults, tally.notes
