"""Working ahead in threads, and how many there are."""

import os
import threading

import pytest

from pipelines.arrays import parallel
from pipelines.arrays.parallel import count_threads, do_all, map_ahead, set_threads

THREADS = 3


@pytest.fixture(autouse=True)
def three_threads(monkeypatch) -> None:
    monkeypatch.setenv("PAPERTRENDS_THREADS", str(THREADS))
    monkeypatch.setattr(parallel, "_chosen", None)


def test_the_environment_goes_before_the_setting_and_the_setting_before_the_cores(monkeypatch):
    set_threads(5)
    assert count_threads() == THREADS
    monkeypatch.delenv("PAPERTRENDS_THREADS")
    assert count_threads() == 5
    set_threads(None)
    assert 1 <= count_threads() <= (os.cpu_count() or 1)


@pytest.mark.parametrize("text", ["0", "two", "-1", "1.5"])
def test_a_number_of_threads_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("PAPERTRENDS_THREADS", text)
    with pytest.raises(ValueError, match="PAPERTRENDS_THREADS must be a whole number from 1 up"):
        count_threads()


def test_less_than_one_thread_cannot_be_set():
    with pytest.raises(ValueError, match="1 or more"):
        set_threads(0)


def test_results_come_in_the_order_of_the_items():
    later = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            later.wait(10)
        elif item == 1:
            later.set()
        return item * item

    assert list(map_ahead(work, range(5))) == [0, 1, 4, 9, 16]


def test_no_more_is_begun_than_the_caller_can_take():
    begun = []
    results = map_ahead(lambda item: begun.append(item) or item, range(100))
    assert next(results) == 0
    assert len(begun) <= THREADS + 1
    assert list(results) == list(range(1, 100))


def test_an_error_is_raised_where_its_result_would_have_come():
    results = map_ahead(lambda item: 1 // (item - 1), range(3))
    assert next(results) == -1
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_nothing_is_made_of_nothing():
    assert list(map_ahead(str, [])) == []


def test_work_goes_on_while_the_caller_has_a_result():
    begun = []
    results = map_ahead(lambda item: begun.append(item) or item, range(10))
    next(results)
    results.close()
    assert len(begun) == THREADS + 1


def test_all_is_done_and_what_is_raised_is_raised():
    done = [0] * 9
    do_all(lambda place: done.__setitem__(place, place), range(9))
    assert done == list(range(9))
    with pytest.raises(ZeroDivisionError):
        do_all(lambda number: 1 // number, [1, 0, 2])
