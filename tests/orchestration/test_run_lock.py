"""One run at a time, over processes."""

import subprocess
import sys
import threading

import pytest
from filelock import Timeout

from pipelines.orchestration.run_lock import RunLock
from warehouse.paths import data_paths

RUN_ID = "0c5e8f9a-1b2c-4d3e-8f4a-5b6c7d8e9f00"
HOLD = """
import sys, time
from pipelines.orchestration.run_lock import RunLock
from warehouse.paths import data_paths
paths = data_paths(sys.argv[1])
lock = RunLock(paths, sys.argv[2]).acquire(on_wait=print)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def paths(tmp_path):
    return data_paths(tmp_path)


@pytest.fixture
def holder(paths):
    """Another process that holds the lock for the run `RUN_ID`, and is killed at the end."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(paths.root), RUN_ID], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_a_free_lock_is_taken_without_a_word(paths):
    said = []
    lock = RunLock(paths, "a").acquire(said.append)
    lock.release()
    lock.release()
    assert said == []


def test_a_second_run_of_another_process_waits_and_says_for_which(paths, holder):
    said = []
    taken = threading.Event()

    def take():
        RunLock(paths, "b").acquire(said.append).release()
        taken.set()

    thread = threading.Thread(target=take)
    thread.start()
    assert not taken.wait(1)
    assert len(said) == 1
    assert f"run {RUN_ID[:8]}" in said[0]
    assert f"process {holder.pid}" in said[0]
    holder.kill()
    assert taken.wait(10), "a lock whose process died must be free"
    thread.join()


def test_a_folder_in_place_of_the_lock_is_told_with_what_to_do(paths):
    paths.run_lock.mkdir(parents=True)
    with pytest.raises(IsADirectoryError, match="papertrends doctor --fix"):
        RunLock(paths, "a").acquire(lambda _: None)


def test_whoever_cannot_wait_is_told_in_time(paths, holder):
    with pytest.raises(Timeout):
        RunLock(paths, "b").acquire(lambda _: None, timeout=0.3)
