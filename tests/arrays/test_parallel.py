"""Working ahead in threads."""

import threading

import pytest

from pipelines.arrays.parallel import THREADS, do_all, map_ahead


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
