import json
import os
import signal
import subprocess
import sys
from datetime import date, timedelta

import pytest

from pipelines.settings import PROJECT
from pipelines.sources.dates import day_in_name
from pipelines.sources.fetching import fetch as fetching
from pipelines.sources.fetching.client import ATTEMPTS
from pipelines.sources.fetching.ledger import Ledger
from pipelines.sources.files import find_files
from pipelines.sources.services import SERVICES
from pipelines.sources.services.errors import GaveUp, Refused, Shortfall, Unwanted
from pipelines.sources.services.service import PUBLISHED, Wanted
from tests.sources.fetching.fake_services import body, half_a_body, status, truncated, wait_until

FIRST = date(2026, 11, 1)
KEYED = {"openalex": "secret"}
"""With a key OpenAlex gives a cursor."""
WAYS = [*((name, KEYED.get(name, ""), None) for name in SERVICES), ("openalex", "", None)]
WAYS.append(("arxiv", "", Wanted('ti:"pebbles"', "cs.CL")))
ALL = pytest.mark.parametrize(
    ("name", "key", "wanted"), WAYS, ids=[f"{one[0]}-{number}" for number, one in enumerate(WAYS)]
)


def contents(folder):
    """Name to bytes of the files that the inbox has."""
    return {str(path.relative_to(folder.resolve())): path.read_bytes() for path in find_files([folder])}


@ALL
def test_a_day_comes_whole_and_only_once(fake, fetch, tmp_path, name, key, wanted):
    days = fake.fill(FIRST, 10)
    (done,) = fetch(name, days, key=key, wanted=wanted)
    assert (done.records, done.stated) == (10, None if name == "huggingface" else 10)
    assert len(done.files) == (1 if name == "pubmed" else 3)
    assert [path.is_file() for path in done.files] == [True] * len(done.files)
    assert set(find_files([tmp_path])) == set(done.files)
    assert done.bytes == sum(path.stat().st_size for path in done.files)
    asked = len(fake.log)
    assert asked == done.requests
    (again,) = fetch(name, days, key=key, wanted=wanted)
    assert (again.was_there, again.records, len(fake.log)) == (True, 10, asked)


@ALL
def test_a_file_name_states_the_day_only_where_it_is_the_day_of_listing(fake, fetch, name, key, wanted):
    (done,) = fetch(name, fake.fill(FIRST, 1), key=key, wanted=wanted)
    (path,) = done.files
    assert day_in_name(path.name) == (FIRST if name == "huggingface" else None)
    assert "202611" in path.name.replace("-", "")
    assert path.name.startswith(name)


@ALL
def test_a_day_without_papers_leaves_no_file_and_is_not_asked_for_again(fake, fetch, tmp_path, name, key, wanted):
    (done,) = fetch(name, [FIRST], key=key, wanted=wanted)
    assert (done.records, done.files, find_files([tmp_path])) == (0, (), [])
    asked = len(fake.log)
    assert fetch(name, [FIRST], key=key, wanted=wanted)[0].was_there
    assert len(fake.log) == asked


@ALL
def test_an_interrupted_month_is_gone_on_with_and_is_what_it_would_have_been(fake, fetch, tmp_path, name, key, wanted):
    days = fake.fill(FIRST, *[0, 9, 5, 12] * 7, 6, 3)
    whole = tmp_path / "whole"
    fetch_into(fetch, whole, name, days, key=key, wanted=wanted)
    uninterrupted, fake.log[:] = list(fake.log), []
    stopped = 0
    for stop_after in (3, 1, 25):
        with pytest.raises(KeyboardInterrupt):
            fetch(name, days, key=key, wanted=wanted, watch=Stopping(stop_after))
        stopped += 1
    assert find_files([tmp_path])
    fetch(name, days, key=key, wanted=wanted)
    assert stopped == 3
    # What was under way when it was stopped was on the disk already: nothing was asked twice.
    assert fake.log == uninterrupted
    assert contents(tmp_path / "fetched") == contents(whole)
    assert not list((tmp_path / "fetched").rglob("*.part"))


class Stopping:
    """Ctrl-C after so many answers."""

    def __init__(self, after):
        self.left = after

    def __call__(self, _):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt


def fetch_into(fetch, folder, name, days, **options):
    """Fetches, and moves all of it to `folder`."""
    done = fetch(name, days, **options)
    root = done[0].files[0].parents[3] if done[0].files else next(one.files[0].parents[3] for one in done if one.files)
    root.rename(folder)


@ALL
def test_a_service_that_states_more_than_it_gives_is_told_with_both_numbers(fake, fetch, tmp_path, name, key, wanted):
    if name == "huggingface":
        pytest.skip("it states no totals")
    days = fake.fill(FIRST, 10, 2)
    fake.stated = lambda total: total + 3 if total == 10 else total
    done = fetch(name, days, key=key, wanted=wanted)
    assert isinstance(done[0].shortfall, Shortfall)
    assert (done[0].shortfall.stated, done[0].shortfall.came) == (13, 10)
    assert "13 records for 2026-11-01, and gave 10" in str(done[0].shortfall)
    # The next day is fetched; the short one is not in the inbox.
    assert (done[1].records, done[1].shortfall) == (2, None)
    assert {path.parent.name for path in find_files([tmp_path])} == {"20261102"}


def test_a_short_day_is_fetched_anew_the_next_time(fake, fetch):
    days = fake.fill(FIRST, 10)
    fake.stated = lambda total: total + 3
    assert fetch("arxiv", days)[0].shortfall
    fake.stated = lambda total: total
    asked = len(fake.log)
    assert fetch("arxiv", days)[0].records == 10
    assert len(fake.log) - asked == 3


def test_a_short_day_can_be_taken_as_it_is_without_asking_again(fake, fetch, tmp_path):
    days = fake.fill(FIRST, 10)
    fake.stated = lambda total: total + 3
    assert fetch("arxiv", days)[0].shortfall
    asked = len(fake.log)
    (done,) = fetch("arxiv", days, accept_shortfall=True)
    assert (done.records, done.stated, len(done.files)) == (10, 13, 3)
    assert len(fake.log) == asked
    assert Ledger(tmp_path / "fetched" / "arxiv").find("cs.CL", FIRST).stated == 13


def test_a_page_that_comes_again_is_asked_for_again(fake, fetch):
    days = fake.fill(FIRST, 10)
    first = fake.answer("/oai", {"from": "2026-11-01", "until": "2026-11-01"})
    fake.faults = {2: lambda _: first, 3: lambda _: first}
    (done,) = fetch("arxiv", days)
    assert (done.records, len(done.files), done.requests) == (10, 3, 5)


def test_a_service_that_repeats_one_page_for_ever_falls_short(fake, fetch, tmp_path):
    days = fake.fill(FIRST, 10)
    first = fake.answer("/oai", {"from": "2026-11-01", "until": "2026-11-01"})
    fake.always = lambda _: first
    (done,) = fetch("arxiv", days)
    assert (done.shortfall.stated, done.shortfall.came, done.requests) == (10, 4, 1 + ATTEMPTS)
    assert find_files([tmp_path]) == []


def test_blank_pages_are_no_end(fake, fetch):
    days = fake.fill(FIRST, 10)
    blank = fake.answer("/api/query", {"search_query": "[202611010000 TO 202611012359]", "start": "99"})
    assert b"<entry>" not in blank.body
    fake.faults = {2: lambda _: blank, 3: lambda _: blank, 4: lambda _: blank}
    (done,) = fetch("arxiv", days, wanted=Wanted(category="cs.CL", by=PUBLISHED))
    assert (done.records, done.requests) == (10, 6)


def test_a_list_that_never_ends_is_given_up(fake, fetch, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_PAGES", 5)
    days = fake.fill(FIRST, 40)
    with pytest.raises(GaveUp, match="5 pages for 2026-11-01 and no end"):
        fetch("huggingface", days)


@ALL
@pytest.mark.parametrize(
    "fault",
    [
        truncated,
        half_a_body,
        body(""),
        body("<html>"),
        body("[1, 2"),
        body("{}"),
        status(500),
        status(503),
        status(429),
    ],
)
def test_a_bad_answer_is_asked_for_again(fake, fetch, name, key, wanted, fault):
    days = fake.fill(FIRST, 6)
    fake.faults = {1: fault, 3: fault}
    (done,) = fetch(name, days, key=key, wanted=wanted)
    assert done.records == 6
    kept = [path.read_bytes() for path in done.files]
    fake.faults = {}
    (clean,) = fetch(name, days, key=key, wanted=wanted, again=True)
    assert kept == [path.read_bytes() for path in clean.files]


def test_a_token_that_has_expired_begins_the_day_anew(fake, fetch, tmp_path):
    days = fake.fill(FIRST, 10)
    with pytest.raises(KeyboardInterrupt):
        fetch("arxiv", days, watch=Stopping(1))
    expired = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="badResumptionToken"/></OAI-PMH>'
    fake.faults = {len(fake.log) + 1: body(expired)}
    (done,) = fetch("arxiv", days)
    assert (done.records, len(done.files)) == (10, 3)


def test_a_cursor_that_is_refused_after_an_interruption_begins_the_day_anew(fake, fetch):
    days = fake.fill(FIRST, 10)
    with pytest.raises(KeyboardInterrupt):
        fetch("openalex", days, key="secret", watch=Stopping(1))
    fake.faults = {len(fake.log) + 1: status(400)}
    (done,) = fetch("openalex", days, key="secret")
    assert (done.records, done.requests) == (10, 4)
    fake.always = status(400)
    with pytest.raises(Refused):
        fetch("openalex", days, key="secret", again=True)


def test_what_a_crash_damaged_is_fetched_anew(fake, fetch, tmp_path):
    days = fake.fill(FIRST, 10)
    with pytest.raises(KeyboardInterrupt):
        fetch("arxiv", days, watch=Stopping(1))
    (kept,) = [path for path in (tmp_path / "fetched").rglob("*") if path.suffix == ".xml" and path.stat().st_size][:1]
    kept.write_bytes(kept.read_bytes()[:100])
    (done,) = fetch("arxiv", days)
    assert done.records == 10


def test_a_day_that_is_not_over_is_fetched_as_far_as_it_has_come(fake, fetch, time):
    today = time.moment.date()
    fake.fill(today, 3)
    (done,) = fetch("huggingface", [today])
    assert done.records == 3
    fake.fill(today, 6)
    time.sleep(3600)
    (more,) = fetch("huggingface", [today])
    assert (more.records, more.was_there) == (6, False)
    # The longer list is under the names of the shorter one.
    assert more.files[0] == done.files[0]
    assert more.files[0].parent.name == "2026-12-01"
    time.sleep(86_400)
    assert not fetch("huggingface", [today])[0].was_there
    assert fetch("huggingface", [today])[0].was_there


def test_a_day_to_come_is_refused(fake, fetch):
    with pytest.raises(Unwanted, match=r"2026-12-02 has not begun: today is 2026-12-01"):
        fetch("huggingface", [date(2026, 12, 2)])
    assert fake.log == []


def test_again_replaces_a_list_under_its_names(fake, fetch, tmp_path):
    days = fake.fill(FIRST, 10)
    (before,) = fetch("openalex", days, key="secret")
    fake.fill(FIRST, 7)
    (after,) = fetch("openalex", days, key="secret", again=True)
    assert (len(before.files), len(after.files)) == (3, 2)
    assert set(find_files([tmp_path])) == set(after.files) < set(before.files)


def test_again_leaves_records_that_were_changed_since(fake, fetch, tmp_path):
    # By the day of the last change, a day that is asked for later has lost what was changed since.
    days = fake.fill(FIRST, 4)
    (before,) = fetch("arxiv", days)
    fake.fill(FIRST, 1)
    (after,) = fetch("arxiv", days, again=True)
    assert set(find_files([tmp_path])) == {*before.files, *after.files}
    assert after.files[0].parent.name == "20261101_again_20261201T060000"


def test_again_keeps_what_is_there_where_nothing_comes(fake, fetch, tmp_path):
    (before,) = fetch("huggingface", fake.fill(FIRST, 2))
    fake.fill(FIRST, 0)
    fetch("huggingface", [FIRST], again=True)
    assert set(find_files([tmp_path])) == set(before.files)


def test_other_wishes_are_other_days(fake, fetch, tmp_path):
    days = fake.fill(FIRST, 2)
    fetch("arxiv", days, wanted=Wanted(category="cs.CL"))
    (other,) = fetch("arxiv", days, wanted=Wanted(category="cs.LG"))
    assert not other.was_there
    assert {path.parents[1].name for path in find_files([tmp_path])} == {"cs.CL", "cs.LG"}


def test_the_ledger_says_what_was_wanted(fake, fetch, tmp_path):
    fetch("openalex", fake.fill(FIRST, 5), key="secret", wanted=Wanted('"grey pebbles"'))
    lines = (tmp_path / "fetched" / "openalex" / ".fetched.jsonl").read_text().splitlines()
    assert json.loads(lines[0]) == {
        "scope": SERVICES["openalex"].scope(Wanted('"grey pebbles"', by=PUBLISHED)),
        "day": "2026-11-01",
        "fetched_at": "2026-12-01T06:00:00+00:00",
        "is_final": True,
        "query": '"grey pebbles"',
        "category": "",
        "by": "published",
        "stated": 5,
        "records": 5,
        "files": [path.name for path in find_files([tmp_path])],
        "bytes": sum(path.stat().st_size for path in find_files([tmp_path])),
        "requests": 2,
    }


def test_arxiv_is_asked_once_in_three_seconds(fake, fetch, time):
    fetch("arxiv", fake.fill(FIRST, 10, 4))
    assert len(fake.log) == 4
    assert time.slept == [3.0, 3.0, 3.0]


def test_days_are_listed_with_both_ends():
    assert fetching.list_days(FIRST, FIRST + timedelta(days=2)) == [FIRST, date(2026, 11, 2), date(2026, 11, 3)]
    with pytest.raises(Unwanted, match="after the last day"):
        fetching.list_days(FIRST, FIRST - timedelta(days=1))


_KILLED = """
import sys
from datetime import date, timedelta
from pathlib import Path
from pipelines.sources.fetching.client import Client
from pipelines.sources.fetching.fetch import fetch_days
from pipelines.sources.fetching.ledger import fetched_folder
from pipelines.sources.services import SERVICES
from pipelines.sources.services.service import Wanted
service = SERVICES["huggingface"]
service.interval = 0.0
days = [date(2026, 11, 1) + timedelta(days=number) for number in range(30)]
with Client(service, address=sys.argv[1]) as client:
    folder = fetched_folder(Path(sys.argv[2]), service)
    list(fetch_days(service, service.settle(Wanted()), days, folder, client))
"""


def test_a_process_that_is_killed_leaves_nothing_half(fake, fetch, tmp_path, monkeypatch):
    days = fake.fill(FIRST, *[9] * 30)
    whole = tmp_path / "whole"
    fetch_into(fetch, whole, "huggingface", days)
    uninterrupted, fake.log[:] = list(fake.log), []
    for kills in (1, 2):
        process = subprocess.Popen(
            [sys.executable, "-c", _KILLED, fake.address, str(tmp_path)],
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
        )
        wait_until(lambda most=40 * kills: len(fake.log) > most)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    fetch("huggingface", days)
    assert contents(tmp_path / "fetched") == contents(whole)
    # The answer that was under way at a kill is all that may be asked for twice.
    assert len(uninterrupted) <= len(fake.log) <= len(uninterrupted) + 2
    assert set(fake.log) == set(uninterrupted)
