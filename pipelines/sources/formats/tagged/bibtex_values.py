"""Values of BibTeX fields: what they are put together from, LaTeX to text, lists of people."""

import re
from collections.abc import Mapping
from functools import lru_cache

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from pylatexenc.latex2text import LatexNodes2Text

_ACCENT = re.compile(
    r"""(?P<apostrophe>(?<=\w)\\'(?=(?:s|t|d|m|re|ve|ll)\b))"""
    r"""|\\[`'^"~=.](?:\s*\{\s*\\?[A-Za-z]\s*\}|\s*\\[ij](?![A-Za-z])|[A-Za-z])"""
    r"|\\[bcdHkrtuv](?:\s*\{\s*\\?[A-Za-z]{1,2}\s*\}|\s+\\?[A-Za-z](?![A-Za-z]))"
    r"|\\(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|dh|DH|dj|DJ|th|TH|ng|NG|i|j)(?:\{\}|(?![A-Za-z])\s?)"
)
"""A letter with an accent, a letter that has a command of its own, or an apostrophe that somebody escaped."""
_COMMAND = re.compile(r"(?:\\[A-Za-z]+\*?\s*|[_^])$")
_BRACE = re.compile(r"(?<!\\)[${}]")
_ESCAPED = re.compile(r"\\([%&#_])")
_TIE = re.compile(r"(?<=[\w.,])~(?=[\w\\])")
_KEYED = re.compile(r"\s*(family|given|prefix|suffix)\s*=\s*", re.IGNORECASE)
_DECODE = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=True)


def read_value(raw: str, strings: Mapping[str, str]) -> str:
    """What the value of a field says: without its braces or quotation marks, its pieces (``a # b``) put together.

    Args:
        raw: the value as it stands in the file.
        strings: name, in lower case, to what an ``@string`` stands for; a name without one stands for itself.
    """
    return "".join(_unwrap(piece.strip(), strings) for piece in _split_pieces(raw))


def _split_pieces(raw: str) -> list[str]:
    """The pieces between number signs that stand in no braces and no quotation marks."""
    if "#" not in raw:
        return [raw]
    pieces, depth, in_quotes, start = [], 0, False, 0
    for at, sign in enumerate(raw):
        if sign in "{}" and raw[at - 1 : at] != "\\":
            depth += 1 if sign == "{" else -1
        elif sign == '"' and not depth:
            in_quotes = not in_quotes
        elif sign == "#" and not depth and not in_quotes:
            pieces.append(raw[start:at])
            start = at + 1
    return [*pieces, raw[start:]]


def _unwrap(piece: str, strings: Mapping[str, str]) -> str:
    if piece.startswith("{"):
        # What follows the closing brace is the next field, whose comma is missing.
        return piece[1 : _closing_brace(piece)]
    if piece.startswith('"'):
        return piece[1 : piece.rfind('"')] if len(piece) > 1 and piece.rfind('"') else piece[1:]
    return strings.get(piece.lower(), piece)


def _closing_brace(text: str) -> int:
    """Where the brace with which `text` begins is closed; its end where it is not."""
    depth = 0
    for found in _BRACE.finditer(text):
        depth += {"{": 1, "}": -1, "$": 0}[found[0]]
        if not depth:
            return found.start()
    return len(text)


def decode_prose(latex: str) -> str:
    """Prose on one line: accents decoded, braces that only keep capitals gone; mathematics and commands stay, since
    the text is cleaned of them later."""
    text = " ".join(latex.split())
    if "\\" in text:
        text = _ACCENT.sub(lambda found: "'" if found["apostrophe"] else _decode(found[0]), _unescape(text))
        text = _ESCAPED.sub(r"\1", text)
    return _TIE.sub(" ", _drop_braces(text)).strip()


def _unescape(latex: str) -> str:
    """`latex` as it was before Mendeley escaped the backslashes of accents in it (``R$\\backslash$'enyi``)."""
    return latex.replace("$\\backslash$", "\\")


@lru_cache(maxsize=10_000)
def _decode(latex: str) -> str:
    try:
        return _DECODE.latex_to_text(latex)
    except Exception:
        # Whatever a parser of LaTeX cannot do with text that need not be LaTeX: the text stays as it is.
        return latex


def _drop_braces(text: str) -> str:
    """`text` without pairs of braces, except those of a command's argument, a sub- or superscript, or in ``$…$``."""
    if "{" not in text:
        return text
    dropped: set[int] = set()
    opened: list[tuple[int, bool]] = []
    in_math = False
    for found in _BRACE.finditer(text):
        at = found.start()
        if found[0] == "$":
            in_math = not in_math
        elif found[0] == "{":
            after_kept = text[at - 1 : at] == "}" and at - 1 not in dropped
            opened.append((at, not (in_math or after_kept or _COMMAND.search(text[max(0, at - 40) : at]))))
        elif opened:
            start, is_plain = opened.pop()
            if is_plain:
                dropped |= {start, at}
    return "".join(sign for at, sign in enumerate(text) if at not in dropped) if dropped else text


def decode_text(latex: str) -> str:
    """A name, a venue or a subject on one line, as it would be printed."""
    text = decode_prose(latex)
    if "\\" in text or "$" in text:
        # A percent sign begins a comment in LaTeX; here it is one that nobody escaped.
        text = _decode(re.sub(r"(?<!\\)%", r"\\%", text))
    return " ".join(text.replace("{", "").replace("}", "").split())


def read_people(latex: str) -> list[str]:
    """The people in a list joined by `and`, as ``First von Last Jr``; a name in braces is that of a group."""
    # Semicolons are no part of BibTeX; who writes them means them as in other formats.
    written = latex.split(";") if ";" in latex and " and " not in latex else split_multiple_persons_names(latex)
    names = (_read_person(name.strip()) for name in written)
    return [name for name in names if name and name != "others"]


def _read_person(latex: str) -> str:
    if latex.startswith("{") and _closing_brace(latex) == len(latex) - 1:
        return decode_text(latex)
    if _KEYED.match(latex):
        # BibLaTeX's `family=Marsh, given=Ada`.
        keyed = [_KEYED.split(part, maxsplit=1)[1:] for part in latex.split(",")]
        said = {part[0].lower(): part[1] for part in keyed if len(part) == 2}
        ordered = [said.get(key, "") for key in ("given", "prefix", "family", "suffix")]
        return decode_text(" ".join(ordered))
    parts = parse_single_name_into_parts(latex, strict=False)
    return decode_text(" ".join([*parts.first, *parts.von, *parts.last, *parts.jr]))
