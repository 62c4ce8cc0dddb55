"""Leases tell a living process from a dead one."""

import subprocess
import sys

import pytest

from pipelines.orchestration.process_lease import ProcessLease, list_leases
from warehouse.paths import data_paths

HOLD = """
import sys, time
from pipelines.orchestration.process_lease import ProcessLease
from warehouse.paths import data_paths
ProcessLease(data_paths(sys.argv[1]), "a").acquire()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def paths(tmp_path):
    return data_paths(tmp_path)


def test_a_lease_is_held_until_it_is_given_back(paths):
    lease = ProcessLease(paths, "a")
    assert (lease.exists, lease.is_held) == (False, False)
    lease.acquire()
    ProcessLease(paths, "a").acquire()
    assert (lease.exists, ProcessLease(paths, "a").is_held) == (True, True)
    lease.release()
    lease.release()
    assert (lease.exists, lease.is_held) == (False, False)


def test_a_lease_of_another_process_is_held_as_long_as_that_process_lives(paths):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(paths.root)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "held\n"
        lease = ProcessLease(paths, "a")
        assert lease.is_held
    finally:
        process.kill()
        process.wait()
    assert (lease.exists, lease.is_held) == (True, False)
    assert list_leases(paths) == ["a"]
