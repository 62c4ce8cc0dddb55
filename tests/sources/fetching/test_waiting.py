import random
from datetime import UTC, datetime

import pytest

from pipelines.sources.fetching.waiting import back_off, read_retry_after, seconds_until_reset

NOW = datetime(2026, 12, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": " 0.5 "}, 0.5),
        ({"retry-after": "Tue, 01 Dec 2026 06:10:00 GMT"}, 600.0),
        ({"retry-after": "Tue, 01 Dec 2026 05:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"ratelimit": '"api";r=0;t=55'}, 55.0),
        ({"ratelimit": '"api";r=499;t=55'}, None),
        ({"retry-after": "7", "ratelimit": '"api";r=0;t=55'}, 7.0),
    ],
)
def test_what_a_service_says(headers, seconds):
    assert read_retry_after(headers, NOW) == seconds


def test_no_reset_where_the_header_is_of_another_form():
    assert seconds_until_reset({"ratelimit": "limit=10, remaining=0"}) is None


def test_back_off_doubles_up_to_a_minute():
    spread = random.Random(1)
    for attempt, whole in ((1, 2), (2, 4), (5, 32), (6, 60), (20, 60)):
        assert 0.75 * whole <= back_off(attempt, spread) <= 1.25 * whole
    assert len({back_off(1, spread) for _ in range(5)}) == 5
