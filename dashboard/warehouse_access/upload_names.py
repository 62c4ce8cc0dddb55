"""Names of uploaded files, which are not to be trusted, as names of files in the inbox."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePath

_MOST_BYTES = 150
"""File systems take 255; a number may still be added."""
_LONGEST_ENDING = 12
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_UNFINISHED = re.compile(r"(?i)(?:\.(?:part|partial|tmp|crdownload|download|swp)|~)$")
"""Endings by which the inbox knows downloads under way; a test holds them to `pipelines.sources.files`."""


def safe_name(given: str) -> str:
    """A name for the inbox that is never a path, never hidden, and holds nothing that cannot be seen.

    It keeps what it can of `given`: a day in the name says when papers were listed.
    """
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C")
    name = " ".join(_FORBIDDEN.sub("_", seen).split()).lstrip(". -").rstrip(". ")
    name = _UNFINISHED.sub(lambda ending: f"{ending[0]}_", name)
    stem, ending = _split(name)
    stem = stem.encode()[: _MOST_BYTES - len(ending.encode())].decode(errors="ignore").strip()
    return f"{stem or 'upload'}{ending}"


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """`name`, or the first of `name-2`, `name-3` … (before its ending) that is not taken."""
    stem, ending = _split(name)
    candidate, number = name, 1
    while is_taken(candidate):
        number += 1
        candidate = f"{stem}-{number}{ending}"
    return candidate


def paste_name(given: str, text: str) -> str:
    """The name of a pasted text: what the user calls it, else one made of its content, in letters, which state no
    day."""
    if given.strip():
        name = safe_name(given)
        return name if PurePath(name).suffix else f"{name}.txt"
    digits = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    return f"pasted-{digits.translate(str.maketrans('0123456789', 'ghijklmnop'))}.txt"


def _split(name: str) -> tuple[str, str]:
    """A name before its ending, and its ending with the dot; both of `export.ris.gz`."""
    ending = "".join(one for one in PurePath(name).suffixes[-2:] if re.fullmatch(r"\.[A-Za-z][A-Za-z0-9]{0,5}_?", one))
    if not name.endswith(ending) or not 0 < len(ending) <= _LONGEST_ENDING or ending == name:
        return name, ""
    return name.removesuffix(ending), ending
