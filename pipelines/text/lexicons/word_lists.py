"""The reader of the word lists: text files in this folder, one entry a line, `#` before each line of the header.

The header says what the list is, who reads it (`read by:`), how it was made (`made:`) and, where it suits one field of
research only, which (`field:`).
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent


class WordList(NamedTuple):
    """One list.

    Attributes:
        lines: the entries in the order of the file.
        header: text of the header, without `#`.
        field: field of research that the list suits; None where it suits all.
    """

    lines: tuple[str, ...]
    header: str
    field: str | None


@cache
def read_list(name: str) -> WordList:
    """The list in the file `name`.txt.

    Raises:
        FileNotFoundError: there is no such list.
    """
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    header = "\n".join(line.removeprefix("#").strip() for line in text if line.startswith("#"))
    field = re.search(r"^field: (.+)$", header, re.MULTILINE)
    return WordList(
        tuple(line for line in text if line and not line.startswith("#")), header, field[1] if field else None
    )


def read_entries(name: str) -> frozenset[str]:
    """The entries of a list."""
    return frozenset(read_list(name).lines)


def read_pairs(name: str) -> dict[str, str]:
    """The entries of a list of pairs (`colour = color`), the right side by the left one."""
    return dict(line.split(" = ") for line in read_list(name).lines)
