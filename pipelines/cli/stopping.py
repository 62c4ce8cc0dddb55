"""Ctrl-C and SIGTERM: a command that is told to end does so within seconds, even inside a long computation."""

import os
import signal
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

STOP_SECONDS = 6.0
"""Time that a command has to end by itself after a signal."""

MARK_SECONDS = 3.0
"""Time that is then left to note that it was stopped."""

STOPPED = 130
"""Exit code of a command that a signal ended, as shells have it."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def end_on_signals() -> Generator[None]:
    """Makes SIGTERM what Ctrl-C is, so that a run that is told to end cleans up."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell that starts us in the background (`papertrends up &`) has SIGINT ignored. Dagster would then ignore
        # SIGTERM too, and the servers, which inherit it, could not be ended.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def exit_if_stuck(mark: Callable[[], None]) -> Generator[None]:
    """Ends this process if it is still in this block `STOP_SECONDS` after SIGINT or SIGTERM.

    Python runs signal handlers in the main thread only, and only between two of its own instructions. A thread that
    listens on the wakeup file descriptor hears of a signal also while the main thread is inside a long library call.

    Args:
        mark: notes that the work was stopped; it runs in another thread, for `MARK_SECONDS` at most.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    listener, speaker = socket.socketpair()
    speaker.setblocking(False)
    is_done = threading.Event()

    def watch() -> None:
        while (heard := listener.recv(1)) and heard[0] not in _SIGNALS:
            pass
        if not heard or is_done.wait(STOP_SECONDS):
            return
        last = threading.Timer(MARK_SECONDS, os._exit, [STOPPED])
        last.daemon = True
        last.start()
        try:
            mark()
        finally:
            os._exit(STOPPED)

    watcher = threading.Thread(target=watch, daemon=True)
    before = signal.set_wakeup_fd(speaker.fileno(), warn_on_full_buffer=False)
    watcher.start()
    try:
        yield
    finally:
        is_done.set()
        signal.set_wakeup_fd(before)
        speaker.close()
        watcher.join()
        listener.close()
