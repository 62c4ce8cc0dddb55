"""Keywords and subjects of references to lists."""

import re
from collections.abc import Iterable


def split_subjects(texts: Iterable[str | None], separator: str = r"[;\n\r]") -> list[str]:
    """The subjects in `texts`, each once, without the star that marks a main one.

    Args:
        texts: one subject each, or several with `separator`, a regular expression, between them.
    """
    pieces = (piece for text in texts if text for piece in re.split(separator, text))
    return list(dict.fromkeys(filter(None, (" ".join(piece.split()).strip("* ,;") for piece in pieces))))
