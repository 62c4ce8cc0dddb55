"""The table of the harness."""

from benchmarks.chaos.report import Fault, Tally, format_table


def test_a_line_a_part_and_a_column_a_fault():
    tally = Tally("kills", tried=1200)
    tally.find(Fault.HUNG, "half copied: the next run did not end")
    assert tally.notes == ["HUNG: half copied: the next run did not end"]
    assert format_table([tally, Tally("damages", tried=41)]).splitlines() == [
        "| tried   | how many | lost | hung | mixed | failed | let in | traces |",
        "| ------- | -------- | ---- | ---- | ----- | ------ | ------ | ------ |",
        "| kills   | 1,200    | 0    | 1    | 0     | 0      | 0      | 0      |",
        "| damages | 41       | 0    | 0    | 0     | 0      | 0      | 0      |",
    ]
