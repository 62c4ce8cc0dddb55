import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


def run(code: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=25
    )


def test_a_process_ends_when_its_time_is_over():
    code = "import time; from warehouse.process_limits import limit_time; limit_time(0.1); time.sleep(20)"
    assert run(code).returncode == -signal.SIGALRM


def test_a_limit_of_time_can_be_taken_back():
    code = "import time; from warehouse.process_limits import limit_time as l; l(0.2); l(0); time.sleep(0.4)"
    assert run(code).returncode == 0


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the kernel does not tell what a process has")
def test_beyond_its_memory_a_process_gets_none():
    code = "from warehouse.process_limits import limit_memory as l; l({more}); print(len(bytearray(100_000_000)))"
    assert run(code.format(more=200_000_000)).stdout == "100000000\n"
    assert "MemoryError" in run(code.format(more=50_000_000)).stderr
