"""Counts with their noun, as the command line and the steps of a run write them."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 file``, ``7,030 papers``; `many` where the plural is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
