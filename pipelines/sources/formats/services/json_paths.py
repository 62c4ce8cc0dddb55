"""Values inside JSON objects by their path, whatever stands there instead: nothing raises, a wrong type is None."""

import re
from collections.abc import Iterable
from decimal import Decimal


def at(value: object, *path: str | int) -> object:
    """What stands at `path`, keys of objects and places in lists; None where nothing does."""
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, list) or not -len(value) <= step < len(value):
                return None
            value = value[step]
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def as_text(value: object) -> str | None:
    """A text that is not blank, without blanks at its ends; a number as its digits; None for anything else."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def text_at(value: object, *path: str | int) -> str | None:
    """`as_text` of what stands at `path`."""
    return as_text(at(value, *path))


def first_text(value: object, *keys: str) -> str | None:
    """The text at the first of `keys` that has one."""
    return next((text for key in keys if (text := text_at(value, key))), None)


def list_at(value: object, *path: str | int) -> list:
    """The list at `path`; of one object or text a list of one, as services that were XML once give it."""
    found = at(value, *path)
    if isinstance(found, list):
        return found
    return [found] if isinstance(found, dict | str) and found else []


def object_at(value: object, *path: str | int) -> dict:
    """The object at `path`; an empty one where none is."""
    found = at(value, *path)
    return found if isinstance(found, dict) else {}


def texts(values: Iterable[object], *path: str | int) -> list[str]:
    """The distinct texts at `path` of each of `values`, in their order."""
    return list(dict.fromkeys(text for one in values if (text := text_at(one, *path))))


def number_at(value: object, *path: str | int) -> int | None:
    """The whole number at `path`."""
    found = at(value, *path)
    if isinstance(found, bool):
        return None
    if isinstance(found, str) and re.fullmatch(r"\s*\d{1,15}\s*", found):
        return int(found)
    return int(found) if isinstance(found, int | Decimal) and abs(found) < 1e15 else None


def split_texts(value: object, separators: str = r"[;|]") -> list[str]:
    """The texts of a list, or of one text cut at `separators` (a regular expression)."""
    if isinstance(value, str):
        return texts(re.split(separators, value))
    return texts(value) if isinstance(value, list) else []
