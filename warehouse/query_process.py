"""One typed query in a process of its own, which can be ended whatever it does.

DuckDB looks at its clock and at its limit of memory between pieces of the work. One call of a function can run for
hours (`levenshtein` of two long texts), or take all the memory that there is (a list of a billion numbers), before it
looks. Here the kernel does both: an alarm ends the process, and beyond a limit it gets no memory. The process that
asked goes on.
"""

import os
import signal
import subprocess
import sys
import threading
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple, Self

from warehouse.process_limits import limit_memory, limit_time
from warehouse.query_limits import NEEDS_MEMORY, Answer, Limits, QueryRefused, takes_too_long

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
            self._explain_end(self._process)
            return None
        _give_back(self._process)
        self._process = None
        if isinstance(reply, Exception):
            raise reply
        return reply

    def _explain_end(self, process: "_Process") -> None:
        """Raises with what ended the process; one that had merely waited long enough is replaced at the next look."""
        # Its end of the pipe closes a moment before it has ended.
        code = process.process.wait()
        process.end()
        self._process, self._is_asked = None, False
        _check_end(code, self._question.limits)
        if code > 0:
            raise RuntimeError(f"the process that asks the warehouse ended with code {code}")


def _check_end(code: int, limits: Limits) -> None:
    """Raises QueryRefused where a process of this exit code was ended, by its alarm or for want of memory."""
    if code == -signal.SIGALRM:
        raise QueryRefused(takes_too_long(limits.seconds, limits.advice))
    if code < 0:
        raise QueryRefused(NEEDS_MEMORY)


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


def _answer(question: _Question) -> Answer:
    """The answer, from within a process that is there for it: an alarm ends it with the query."""
    from warehouse.typed_query import run_typed_query

    limits = question.limits
    limit_time(limits.seconds + _GRACE)
    limit_memory(2 * limits.memory)
    try:
        return run_typed_query(
            question.served,
            question.sql,
            max_rows=limits.rows,
            max_bytes=limits.bytes,
            seconds=limits.seconds,
            memory=f"{limits.memory}B",
            advice=limits.advice,
        )
    except MemoryError as error:
        raise QueryRefused(NEEDS_MEMORY) from error
    finally:
        limit_time(0)


def answer_in_fork(served: Path, sql: str, limits: Limits) -> Answer:
    """The answer, returned in a fork of this process. The process itself waits for the fork and exits with its code.

    Starting another Python would take as long as a query. For programs that end with the answer, before they load
    Polars or DuckDB, whose threads do not survive a fork.

    Raises:
        QueryRefused, warehouse.connection.NotServed: as of `run_typed_query`.
        SystemExit: the fork has ended.
    """
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        return _answer(_Question(served, sql, limits))
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    _check_end(code, limits)
    sys.exit(code)


def _serve(connection: Connection) -> None:
    """Answers what comes, until nobody asks any more; an alarm ends the process with the query."""
    # DuckDB and Polars are loaded here, before any query, and not at all in a process that only asks.
    import warehouse.typed_query  # noqa: F401

    # An interrupt from the keyboard is for whoever asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The pages that others look at come first.
    os.nice(_NICE)
    try:
        while connection.poll(LINGER):
            question = connection.recv()
            try:
                reply = _answer(question)
            except Exception as error:
                reply = error
            connection.send(reply)
    except (EOFError, OSError):
        pass
    # Nothing is left to tidy up, and the bindings of DuckDB complain when the interpreter does.
    os._exit(0)


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
