"""A command that is told to end does so, even where its work never lets go."""

import signal
import subprocess
import sys
import time

import pytest

STUCK = """
import time
from pipelines.cli import stopping
stopping.STOP_SECONDS, stopping.MARK_SECONDS = 0.3, 0.5

def mark():
    print("marked", flush=True)
    {mark}

def work():
    {work}

with stopping.end_on_signals(), stopping.exit_if_stuck(mark):
    try:
        print("ready", flush=True)
        work()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        {after}
print("ended", flush=True)
"""


def stop(number, **code):
    """Starts a program, sends it the signal, and returns its exit code, what it said, and how long it took to end."""
    text = STUCK.format(**{"mark": "pass", "work": "time.sleep(60)", "after": "pass"} | code)
    process = subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    started = time.monotonic()
    process.send_signal(number)
    said = process.communicate(timeout=30)[0].split()
    return process.returncode, said, time.monotonic() - started


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_work_that_lets_go_ends_by_itself(number):
    code, said, _ = stop(number)
    assert (code, said) == (0, ["interrupted", "ended"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_work_that_does_not_let_go_is_marked_and_ended(number):
    code, said, seconds = stop(number, after="time.sleep(60)")
    assert (code, said) == (130, ["interrupted", "marked"])
    assert seconds < 15


def test_a_mark_that_hangs_does_not_keep_it():
    code, said, _ = stop(signal.SIGTERM, after="time.sleep(60)", mark="time.sleep(60)")
    assert (code, said) == (130, ["interrupted", "marked"])


def test_without_a_signal_nothing_happens():
    code, said, _ = stop(0, work="time.sleep(0.1)")
    assert (code, said) == (0, ["ended"])
