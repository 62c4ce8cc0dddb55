"""One typed query in a process of its own, which can be ended whatever it does.

DuckDB looks at its clock and at its limit of memory between pieces of the work. One call of a function can run for hours
(`levenshtein` of two long texts), or take all the memory that there is (a list of a billion numbers), before it looks. Here the
kernel does both: an alarm ends the process, and beyond a limit it gets no memory. Whoever asked loses nothing by it.
"""

import os
import resource
import signal
import subprocess
import sys
import threading
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple, Self

from warehouse.typed_query import NEEDS_MEMORY, Answer, QueryRefused, run_typed_query, takes_too_long

AT_ONCE = 3
"""Queries under way at most; the next one waits for its turn."""
LINGER = 300.0
"""Seconds for which a process that has answered waits for another query: starting one takes half a second and more."""
_GRACE = 1.0
"""Seconds beyond its time that a query has to stop by itself."""
_NICE = 5

_turns = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_idle: "list[_Process]" = []


class Limits(NamedTuple):
    """What a query may take.

    Args:
        rows: rows of the answer; what is beyond is cut.
        bytes: size of the answer.
        seconds: time.
        memory: bytes that DuckDB may use; what it does not count may be as much again.
    """

    rows: int
    bytes: int
    seconds: float
    memory: int


class _Question(NamedTuple):
    served: Path
    sql: str
    limits: Limits


class _Process:
    """A process that answers, from this side."""

    def __init__(self) -> None:
        self.connection, theirs = Pipe()
        paths = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            )

    def end(self) -> int:
        """Ends it if it has not ended yet, and tells how."""
        self.connection.close()
        self.process.kill()
        return self.process.wait()


class Asking:
    """A query that is being asked; leaving the context ends it, answered or not.

    Args:
        served: the served file.
        sql: one statement, as a user typed it.
        limits: what it may take.
    """

    def __init__(self, served: Path, sql: str, limits: Limits) -> None:
        self._question = _Question(served, sql, limits)
        self._process: _Process | None = None
        self._has_turn = self._is_asked = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.end()
        if self._has_turn:
            _turns.release()

    def answer(self, within: float) -> Answer | None:
        """The answer; None where it is not there within so many seconds: then ask again.

        Raises:
            QueryRefused, warehouse.connection.NotServed: as of `run_typed_query`.
        """
        if self._process is None:
            self._has_turn = self._has_turn or _turns.acquire(timeout=within)
            if not self._has_turn:
                return None
            self._process = _take()
        try:
            if not self._is_asked:
                self._process.connection.send(self._question)
                self._is_asked = True
            if not self._process.connection.poll(within):
                return None
            reply = self._process.connection.recv()
        except (EOFError, OSError):
            self._bury()
            return None
        _give_back(self._process)
        self._process = None
        if isinstance(reply, Exception):
            raise reply
        return reply

    def _bury(self) -> None:
        """Says what the process died of; one that had merely waited long enough is replaced at the next look."""
        # Its end of the pipe closes a moment before it has ended.
        code = self._process.process.wait()
        self._process.end()
        self._process, self._is_asked = None, False
        if code == -signal.SIGALRM:
            raise QueryRefused(takes_too_long(self._question.limits.seconds))
        if code < 0:
            raise QueryRefused(NEEDS_MEMORY)
        if code > 0:
            raise RuntimeError(f"the process that asks the warehouse ended with code {code}")


def get_ready() -> None:
    """Starts a process for the next query, unless one is waiting already."""
    with _lock:
        if not any(one.process.poll() is None for one in _idle):
            _idle.append(_Process())


def _take() -> _Process:
    with _lock:
        while _idle:
            one = _idle.pop()
            if one.process.poll() is None:
                return one
            one.end()
    return _Process()


def _give_back(process: _Process) -> None:
    with _lock:
        if not _idle:
            _idle.append(process)
            return
    process.end()


def _limit_memory(more: int) -> None:
    """Lets this process take so many bytes more than it has now; does nothing where the kernel does not tell what it has."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except FileNotFoundError:
        return
    _, highest = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = pages * resource.getpagesize() + more
    resource.setrlimit(
        resource.RLIMIT_DATA, (wanted if highest == resource.RLIM_INFINITY else min(wanted, highest), highest)
    )


def _reply_to(question: _Question) -> Answer | Exception:
    limits = question.limits
    _limit_memory(2 * limits.memory)
    try:
        return run_typed_query(
            question.served,
            question.sql,
            max_rows=limits.rows,
            max_bytes=limits.bytes,
            seconds=limits.seconds,
            memory=f"{limits.memory}B",
        )
    except MemoryError:
        return QueryRefused(NEEDS_MEMORY)
    except Exception as error:
        return error


def _serve(connection: Connection) -> None:
    """Answers what comes, until nobody asks any more; an alarm ends the process with the query."""
    # An interrupt from the keyboard is for whoever asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The pages that others look at come first.
    os.nice(_NICE)
    try:
        while connection.poll(LINGER):
            question = connection.recv()
            signal.setitimer(signal.ITIMER_REAL, question.limits.seconds + _GRACE)
            connection.send(_reply_to(question))
            signal.setitimer(signal.ITIMER_REAL, 0)
    except (EOFError, OSError):
        pass
    # Nothing is left to tidy up, and the bindings of DuckDB complain when the interpreter does.
    os._exit(0)


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
