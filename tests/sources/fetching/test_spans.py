from datetime import date

import pytest

from pipelines.sources.fetching.spans import read_span
from pipelines.sources.services.errors import Unwanted

TODAY = date(2026, 12, 1)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("named", "first", "last", "count"),
    [
        ({}, date(2026, 11, 24), date(2026, 11, 30), 7),
        ({"first": "2026-11-29"}, date(2026, 11, 29), date(2026, 11, 30), 2),
        ({"last": "2026-11-10"}, date(2026, 11, 4), date(2026, 11, 10), 7),
        ({"first": "2024-02-28", "last": "2024-03-01"}, date(2024, 2, 28), date(2024, 3, 1), 3),
        ({"first": "yesterday", "last": "today"}, date(2026, 11, 30), TODAY, 2),
        ({"first": "today", "last": "today"}, TODAY, TODAY, 1),
        ({"week": "2026-W45"}, date(2026, 11, 2), date(2026, 11, 8), 7),
        ({"week": "2026-W49"}, date(2026, 11, 30), TODAY, 2),
        ({"week": "2020-W53"}, date(2020, 12, 28), date(2021, 1, 3), 7),
        ({"month": "2026-02"}, date(2026, 2, 1), date(2026, 2, 28), 28),
        ({"month": "2026-12"}, TODAY, TODAY, 1),
    ],
)
def test_days_are_named_in_many_ways(named, first, last, count):
    days = read_span(**{"first": "", "last": "", "week": "", "month": "", **named}, today=TODAY)
    assert (days[0], days[-1], len(days)) == (first, last, count)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"first": "2026-11-31"}, "'2026-11-31' is no day; write it as 2026-12-01, or today"),
        ({"first": "01.11.2026"}, "is no day"),
        ({"first": "20261101"}, "is no day"),
        ({"week": "2026-W54"}, "'2026-W54' is no week; write it as 2026-W45"),
        ({"week": "45"}, "is no week"),
        ({"month": "2026-13"}, "'2026-13' is no month; write it as 2026-11"),
        ({"month": "2027-01"}, "begins on 2027-01-01, which is still to come"),
        ({"week": "2026-W50"}, "still to come"),
        ({"first": "2026-11-02", "last": "2026-11-01"}, "after the last day"),
        ({"first": "2026-11-02", "week": "2026-W45"}, "one of the three"),
        ({"week": "2026-W45", "month": "2026-11"}, "one of the three"),
    ],
)
def test_what_names_no_days_is_refused(named, said):
    with pytest.raises(Unwanted, match=said):
        read_span(**{"first": "", "last": "", "week": "", "month": "", **named}, today=TODAY)
