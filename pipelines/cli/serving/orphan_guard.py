"""Ends process groups once the process that started it has died: `python -m pipelines.cli.serving.orphan_guard GROUP…`

A process that is killed cannot end its children. But the system closes its end of the pipe, and this process notices.
"""

import os
import signal
import sys
import time
from contextlib import suppress

GRACE_SECONDS = 5
DISMISSED = b"."
"""What the starting process writes when it has ended the groups itself."""


def guard(groups: list[int]) -> None:
    """Waits until the standard input is closed; ends `groups` unless it was dismissed before."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if sys.stdin.buffer.read(1) == DISMISSED:
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        for group in groups:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, number)
        if number == signal.SIGTERM:
            time.sleep(GRACE_SECONDS)


if __name__ == "__main__":
    guard([int(group) for group in sys.argv[1:]])
