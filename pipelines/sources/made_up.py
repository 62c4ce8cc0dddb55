"""The mark of a made-up corpus: the file `truth.json` that `papertrends sample` writes beside its digests."""

import re
from pathlib import Path

from pipelines.sources.entries import open_file

TRUTH_NAME = "truth.json"
MAKER = "papertrends sample"
_MARK = re.compile(rb'\s*\{\s*"made_up"\s*:\s*true\s*,\s*"by"\s*:\s*"papertrends sample"')


def is_truth(path: Path) -> bool:
    """Whether `path` is a truth file: its first members are ``"made_up": true, "by": "papertrends sample"``."""
    try:
        with open_file(path) as file:
            return bool(_MARK.match(file.read(200)))
    except OSError:
        return False


def is_made_up(path: Path) -> bool:
    """Whether the file at `path` is part of a made-up corpus: whether it lies beside its truth file, or is that
    file."""
    return is_truth(path.parent / TRUTH_NAME)
