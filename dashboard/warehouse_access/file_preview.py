"""What files would give, asked of `papertrends preview` in a process of its own, which time and memory end."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

SECONDS = 60.0
MEGABYTES = 1500
AT_ONCE = 2
"""Previews under way at most; the next one waits for its turn."""
_GRACE = 5.0
_PROJECT = Path(__file__).parents[2]
_turns = threading.BoundedSemaphore(AT_ONCE)


class PreviewFailed(RuntimeError):
    """There is no preview; the message says why."""


class Refused(NamedTuple):
    """Pieces that were refused for one reason, with the beginning of the first; 0 pieces: the file as a whole."""

    reason: str
    pieces: int
    excerpt: str


class Shown(NamedTuple):
    """A record as the file states it; empty where it states nothing."""

    title: str
    date: str
    venue: str
    authors: list[str]


class FilePreview(NamedTuple):
    """What a file, or a member of an archive, would give; see `pipelines.incremental.preview`."""

    name: str
    label: str
    found: int
    parsed: int
    rejected: int
    new: int
    known: int
    repeated: int
    refused: list[Refused]
    first: list[Shown]
    is_partial: bool


class Previewing:
    """A preview that is being made; leaving the context ends it.

    Args:
        paths: files.
        data: the data folder whose served build says what is known.
        workspace: folder in which archives are unpacked meanwhile; it is made.
        seconds: time at most.
        megabytes: memory at most.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        data: Path,
        workspace: Path,
        *,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
    ) -> None:
        limits = ["--format", "json", "--seconds", f"{seconds:g}", "--memory", str(megabytes)]
        self._command = [sys.executable, "-m", "pipelines.cli.preview", *limits, "--", *map(str, paths)]
        python_path = os.pathsep.join([str(_PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])])
        own = {"PAPERTRENDS_DATA": str(data), "PYTHONPATH": python_path, "TMPDIR": str(workspace)}
        self._environment = os.environ | own
        self._workspace, self._seconds = workspace, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._output: IO[bytes] | None = None
        self._began = 0.0
        self._has_turn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._output is not None:
            self._output.close()
        if self._has_turn:
            _turns.release()

    def answer(self, within: float) -> list[FilePreview] | None:
        """The preview of each file; None where it is not there within so many seconds: then ask again.

        Raises:
            PreviewFailed: it took too much time or memory, or was not possible.
        """
        if self._process is None:
            self._has_turn = self._has_turn or _turns.acquire(timeout=within)
            if not self._has_turn:
                return None
            self._start()
        assert self._process is not None and self._output is not None
        try:
            code = self._process.wait(within)
        except subprocess.TimeoutExpired:
            if time.monotonic() - self._began > self._seconds + _GRACE:
                raise PreviewFailed(self._too_slow()) from None
            return None
        self._output.seek(0)
        said = self._output.read()
        if code == -signal.SIGALRM:
            raise PreviewFailed(self._too_slow())
        if code:
            raise PreviewFailed(
                "The files could not be looked at: it took more memory than it may, or their content breaks the "
                "reader. Upload them one by one to find the one; `papertrends preview PATH` says more."
            )
        return [_read(one) for one in json.loads(said)["files"]]

    def _start(self) -> None:
        try:
            self._workspace.mkdir(parents=True, exist_ok=True)
            # In a file: a pipe that nobody reads would hold the process up.
            self._output = tempfile.TemporaryFile(dir=self._workspace)  # noqa: SIM115 - closed at the end
        except OSError as error:
            raise PreviewFailed(f"The files cannot be looked at: {error.strerror or error}.") from error
        self._process = subprocess.Popen(
            self._command,
            cwd=_PROJECT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.DEVNULL,
        )
        self._began = time.monotonic()

    def _too_slow(self) -> str:
        return (
            f"Looking at the files took longer than {self._seconds:g} seconds and was stopped. Upload fewer at a time, "
            "or put them into the inbox by hand: a run takes its time."
        )


def _read(one: dict[str, Any]) -> FilePreview:
    values = {name: one[name] for name in FilePreview._fields}
    values["refused"] = [Refused(**row) for row in one["refused"]]
    values["first"] = [Shown(**row) for row in one["first"]]
    return FilePreview(**values)
