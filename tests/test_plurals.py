import pytest

from pipelines.plurals import counted


@pytest.mark.parametrize(("number", "said"), [(0, "0 files"), (1, "1 file"), (7030, "7,030 files")])
def test_counts_agree_with_their_noun(number, said):
    assert counted(number, "file") == said


def test_a_plural_may_be_irregular():
    assert counted(2, "analysis", "analyses") == "2 analyses"
    assert counted(1, "analysis", "analyses") == "1 analysis"
