"""Ways in which a data folder may be damaged: by a disk, by a user, by another version, by another program."""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import duckdb

from warehouse.connection import STORAGE_VERSION
from warehouse.paths import DataPaths

Damage = Callable[[DataPaths], None]
FLIPPED = 64
"""Bytes that are turned over at one place."""


def _file(paths: DataPaths, name: str) -> Path:
    return paths.root / name


def remove(name: str) -> Damage:
    def harm(paths: DataPaths) -> None:
        path = _file(paths, name)
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return harm


def write(name: str, content: bytes | str) -> Damage:
    return lambda paths: void(_file(paths, name).write_bytes(content.encode() if isinstance(content, str) else content))


def void(_: object) -> None:
    """Drops a result."""


def make_folder(name: str) -> Damage:
    def harm(paths: DataPaths) -> None:
        _file(paths, name).unlink(missing_ok=True)
        _file(paths, name).mkdir()

    return harm


def cut(name: str, part: float = 0.5) -> Damage:
    def harm(paths: DataPaths) -> None:
        path = _file(paths, name)
        os.truncate(path, int(path.stat().st_size * part))

    return harm


def flip(name: str, *parts: float) -> Damage:
    """Turns bytes over at these parts of the file; without any in its first header."""

    def harm(paths: DataPaths) -> None:
        path = _file(paths, name)
        content = bytearray(path.read_bytes())
        for at in [int(part * len(content)) for part in parts] or [4096]:
            content[at : at + FLIPPED] = bytes(byte ^ 0xFF for byte in content[at : at + FLIPPED])
        path.write_bytes(content)

    return harm


def execute(name: str, *statements: str, fresh: bool = False) -> Damage:
    """Changes a file by SQL; a `fresh` one is made anew."""

    def harm(paths: DataPaths) -> None:
        path = _file(paths, name)
        if fresh:
            path.unlink()
        with duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION}) as connection:
            for statement in statements:
                connection.execute(statement)

    return harm


def both(*harms: Damage) -> Damage:
    def harm(paths: DataPaths) -> None:
        for one in harms:
            one(paths)

    return harm


def _nest_aliases(first: str, line: str) -> str:
    """YAML in which each of eight lines names the one before nine times: 43 million values in a kilobyte."""
    letters = "abcdefghi"
    lines = [line.format(name=new, values=",".join([f"*{old}"] * 9)) for old, new in pairwise(letters)]
    return first + "\n" + "\n".join(lines) + "\n"


BUILD, SERVED, DECISIONS = "build.duckdb", "papers.duckdb", "decisions.yaml"
_TENTHS = tuple(tenth / 10 for tenth in range(1, 9))
OPEN_ELSEWHERE = "build open elsewhere"

DAMAGES: dict[str, Damage] = {
    "build missing": remove(BUILD),
    "build empty": write(BUILD, b""),
    "build cut in half": cut(BUILD),
    "build header flipped": flip(BUILD),
    "build flipped at eight places": flip(BUILD, *_TENTHS),
    "build is text": write(BUILD, "hello"),
    "build is a folder": make_folder(BUILD),
    "build of another program": execute(
        BUILD, "CREATE TABLE papers (a INTEGER)", "CREATE TABLE other AS SELECT 1 AS x", fresh=True
    ),
    "build with a foreign log": write(BUILD + ".wal", bytes(range(256)) * 16),
    "served missing": remove(SERVED),
    "served cut in half": cut(SERVED),
    "served empty": write(SERVED, b""),
    "served is text": write(SERVED, "hello"),
    "served of another program": execute(SERVED, "CREATE TABLE t AS SELECT 1 AS x", fresh=True),
    "served flipped at eight places": flip(SERVED, *_TENTHS),
    "served with a foreign log": write(SERVED + ".wal", bytes(range(256)) * 16),
    "served is a folder": make_folder(SERVED),
    "both missing": both(remove(BUILD), remove(SERVED)),
    "older: records lack a column": execute(BUILD, "ALTER TABLE internal.records DROP COLUMN payload"),
    "older: sources lack a column": execute(BUILD, "ALTER TABLE sources DROP COLUMN is_sample"),
    "newer: records with a column more": execute(
        BUILD, "ALTER TABLE internal.records ADD COLUMN mood VARCHAR DEFAULT 'precious'"
    ),
    "newer: a column of builds renamed": execute(BUILD, "ALTER TABLE builds RENAME COLUMN papers TO paper_count"),
    "newer: a table more": execute(BUILD, "CREATE TABLE future AS SELECT 1 AS x"),
    "rows lost: records": execute(BUILD, "DELETE FROM internal.records"),
    "rows lost: papers": execute(BUILD, "DELETE FROM papers"),
    "rows lost: builds": execute(BUILD, "DELETE FROM builds"),
    "rows lost: half of the candidates": execute(BUILD, "DELETE FROM internal.candidates WHERE rowid % 2 = 0"),
    "rows lost: a table": execute(BUILD, "DROP TABLE internal.text_units"),
    "served with rows lost": execute(SERVED, "DELETE FROM papers WHERE paper_number % 2 = 0"),
    "history cut in half": cut("dagster/history/runs.db"),
    "history is text": write("dagster/history/runs.db", "hello"),
    "history missing": remove("dagster/history"),
    "Dagster's folder missing": remove("dagster"),
    "Dagster's settings edited": write("dagster/dagster.yaml", "telemetry: {enabled: true}\n"),
    "run.lock is a folder": make_folder("run.lock"),
    "run.json of a dead run": write("run.json", '{"run_id": "deadbeef", "pid": 1, "since": "x"}'),
    OPEN_ELSEWHERE: lambda paths: None,
    "decisions: broken YAML": write(DECISIONS, "- {merge: [}"),
    "decisions: aliases of aliases": write(
        DECISIONS, _nest_aliases("a: &a [x,x,x,x,x,x,x,x,x]", "{name}: &{name} [{values}]")
    ),
    "decisions: aliases in a list": write(
        DECISIONS, _nest_aliases("- {block: x, note: &a [x,x,x]}", "- {{block: x, note: &{name} [{values}]}}")
    ),
    "decisions: a tag that runs code": write(DECISIONS, "- !!python/object/apply:os.system ['touch let-in-by-yaml']\n"),
    "decisions: 20,000 levels": write(DECISIONS, "[" * 20_000),
    "decisions: a pipe": lambda paths: os.mkfifo(paths.decisions),
    "decisions: a folder": lambda paths: paths.decisions.mkdir(),
}


@contextmanager
def damaged(name: str, paths: DataPaths) -> Generator[None]:
    """The data folder with one damage done; another program keeps the build file open within this context where the
    damage is that."""
    DAMAGES[name](paths)
    if name != OPEN_ELSEWHERE:
        yield
        return
    with duckdb.connect(str(paths.build)):
        yield
