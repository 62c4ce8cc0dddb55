"""What a run failed of, in words that say what to do."""

import shutil
from pathlib import Path

_FULL = (
    "no space left",
    "disk is full",
    "disk full",
    "out of disk",
    "disk quota",
    "file too large",
    "could not write file",
)
_UNWRITABLE = ("read-only file system", "permission denied", "attempt to write a readonly database")


def describe_problem(problem: str, root: Path) -> str:
    """The sentence for a problem of the disk that holds the data folder `root`; else `problem` as it is."""
    lowered = problem.lower()
    if any(sign in lowered for sign in _FULL):
        free = shutil.disk_usage(root).free / 1e6 if root.exists() else 0
        return (
            f"The disk that holds {root} is full, or its quota is used up ({free:,.0f} MB free). Make room, "
            "about twice the size of build.duckdb, and run again."
        )
    if any(sign in lowered for sign in _UNWRITABLE):
        return f"The data folder {root} cannot be written ({problem.strip().splitlines()[0]})."
    return problem
