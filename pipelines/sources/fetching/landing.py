"""How answers come into the inbox: into a hidden folder first, from there whole by renaming. Nothing is half there."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from pipelines.sources.services.service import Request, Service

_UNDER_WAY = ".under_way"
"""Hidden, so that the inbox leaves it out."""
_IS_LIST = "list"
"""Ending of the names of answers that hold no papers."""


class Landing:
    """The place of one day of one service.

    Args:
        folder: of the service, in the inbox.
        service: which.
        scope: what is wanted, as `Service.scope` names it.
        day: which.
        first: the first request. Answers that other requests began are not gone on with.
        beside: ending of the folder's name where the files must not replace those that are there; empty otherwise.
    """

    def __init__(self, folder: Path, service: Service, scope: str, day: date, first: Request, beside: str = "") -> None:
        shown = day.isoformat() if service.names_state_day else f"{day:%Y%m%d}"
        self._names = "_".join(filter(None, (service.name, "" if scope == "all" else scope, shown)))
        self._suffix = service.suffix
        self.folder = folder / scope / (shown + (f"_{beside}" if beside else ""))
        self._draft = folder / _UNDER_WAY / f"{self._names}_{first.fingerprint}"

    def read(self) -> Iterator[bytes]:
        """The answers that are there already, in the order in which they came."""
        for number in count(1):
            path = next((path for path in self._paths(number) if path.exists()), None)
            if path is None:
                return
            yield path.read_bytes()

    def write(self, number: int, body: bytes, is_list: bool) -> None:
        """Keeps answer `number`, from 1; on the disk when it returns."""
        self._draft.mkdir(parents=True, exist_ok=True)
        path = self._paths(number)[is_list]
        draft = path.with_name(f"{path.name}.part")
        with draft.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def discard(self) -> None:
        """Forgets the answers that have not landed."""
        shutil.rmtree(self._draft, ignore_errors=True)

    def land(self) -> list[Path]:
        """Moves the answers that hold papers into the inbox; returns where they are.

        Where the day is there already its files are replaced one by one, so that at no moment it is gone, and they stay
        where there is none to replace them.
        """
        landed = sorted(path for path in self._draft.glob(f"*.{self._suffix}") if not path.name.startswith("."))
        names = {path.name for path in landed}
        if landed and not self.folder.exists():
            for path in self._draft.iterdir():
                if path.name not in names:
                    path.unlink()
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self._draft.rename(self.folder)
        elif landed:
            for path in landed:
                path.replace(self.folder / path.name)
            for path in self.folder.iterdir():
                if path.name not in names:
                    path.unlink()
        self.discard()
        return [self.folder / path.name for path in landed]

    def _paths(self, number: int) -> tuple[Path, Path]:
        """Where answer `number` is if it holds papers, and if it does not."""
        name = f"{self._names}_{number:03}"
        return self._draft / f"{name}.{self._suffix}", self._draft / f".{name}.{_IS_LIST}"
