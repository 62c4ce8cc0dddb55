"""Copies of the members of archives, to be read as files: one at a time, under no name of theirs."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from pipelines.sources.containers.archives import HEAD_BYTES, DamagedMember, find_archive, read_archive
from pipelines.sources.containers.unpacking import CHUNK
from pipelines.sources.entries import open_file
from pipelines.sources.inbox import SourceFile


def locate_contents(files: Sequence[SourceFile], folder: Path) -> Iterator[tuple[SourceFile, Path]]:
    """Each of `files` with a path at which its content can be read until the next is asked for.

    Members of an archive come in their order in it, once its other files came. What cannot be read has its own path.

    Args:
        files: files, and members of archives; those of one archive stand together.
        folder: where copies are made; it is made, and gone again afterwards.
    """
    for path, group in groupby(files, key=lambda file: file.path):
        members = {}
        for file in group:
            if file.member and file.is_readable:
                members[file.member] = file
            else:
                yield file, path
        if members:
            yield from _copy_members(path, members, folder)


def _copy_members(path: Path, members: dict[str, SourceFile], folder: Path) -> Iterator[tuple[SourceFile, Path]]:
    with open_file(path) as file:
        kind = find_archive(file.read(HEAD_BYTES), path)
    if kind is None:
        # Another file took its place; whoever reads the members sees that it has changed.
        return
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=folder) as place:
            copy = Path(place) / "member"
            for member in read_archive(path, kind):
                if member.content and (file := members.get(member.name)):
                    try:
                        with copy.open("wb") as target:
                            copyfileobj(member.content, target, CHUNK)
                    except DamagedMember:
                        continue
                    yield file, copy
    finally:
        if not any(folder.iterdir()):
            folder.rmdir()
