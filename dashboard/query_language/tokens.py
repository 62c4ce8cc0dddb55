"""Splits the text of the query bar into tokens. A sign is a token only between spaces, so that `GPT-4`, `C++` and
`RAG/GPT-4` stay whole. Quotes and square brackets protect what stands in them."""

import re
from dataclasses import dataclass

SIGNS = {"+": "+", "-": "-", "−": "-", "–": "-", "/": "/"}
TITLE = ":title"
NOT_BARE = frozenset('()[],"“”')
"""A name with one of these is written in square brackets."""
_OPENING = '"“”'
_THOUSANDS = re.compile(r"[0-9],[0-9]{3}(?![0-9])")


class QueryError(ValueError):
    """What was typed cannot be read: `message` says what is wrong, `remedy` what to do, `position` where (from 0)."""

    def __init__(self, message: str, remedy: str, position: int) -> None:
        super().__init__(message)
        self.message, self.remedy, self.position = message, remedy, position


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: `kind` is one of name, protected, exact, theme, title, sign, open, close, comma."""

    kind: str
    text: str
    position: int


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`; neighbouring words are one name.

    Raises:
        QueryError: a quote or bracket is not closed, or nothing stands in it.
    """
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        sign = text[place]
        if sign.isspace():
            place += 1
        elif sign in "(),":
            tokens.append(Token({"(": "open", ")": "close", ",": "comma"}[sign], sign, place))
            place += 1
        elif sign in _OPENING or sign == "[":
            inner, after = _read_enclosed(text, place)
            tokens.append(Token("protected" if sign == "[" else "exact", inner, place))
            place = after
        elif sign == "@":
            inner, after = _read_theme(text, place)
            tokens.append(Token("theme", inner, place))
            place = after
        else:
            word, after = _read_word(text, place)
            _add_word(tokens, word, place)
            place = after
    return tokens


def _add_word(tokens: list[Token], word: str, place: int) -> None:
    if word in SIGNS:
        tokens.append(Token("sign", SIGNS[word], place))
        return
    ends_in_title = word.casefold().endswith(TITLE)
    name = word[: -len(TITLE)] if ends_in_title else word
    if name and tokens and tokens[-1].kind == "name":
        tokens[-1] = Token("name", f"{tokens[-1].text} {name}", tokens[-1].position)
    elif name:
        tokens.append(Token("name", name, place))
    if ends_in_title:
        tokens.append(Token("title", TITLE, place + len(name)))


def _read_word(text: str, start: int) -> tuple[str, int]:
    """The word at `start` and where it ends; parentheses that open within it are part of it, and so is the comma of
    10,000."""
    inner, place = 0, start
    while place < len(text):
        sign = text[place]
        if sign.isspace() or (sign == ")" and inner == 0):
            break
        if sign == "," and not _THOUSANDS.match(text, place - 1):
            break
        inner += (sign == "(") - (sign == ")")
        place += 1
    return text[start:place], place


def _read_enclosed(text: str, start: int) -> tuple[str, int]:
    """What stands in the quotes or brackets that open at `start`, and where they end; a doubled closing sign is meant
    as it is."""
    opening = text[start]
    closing = {"[": "]", '"': '"'}.get(opening, _OPENING)
    inner, place = [], start + 1
    while place < len(text):
        if text[place] not in closing:
            inner.append(text[place])
        elif text[place + 1 : place + 2] == text[place]:
            inner.append(text[place])
            place += 1
        else:
            words = " ".join("".join(inner).split())
            if not words:
                raise QueryError(f"Nothing stands between {opening} and {text[place]}.", "Write words there.", start)
            return words, place + 1
        place += 1
    what = "bracket" if opening == "[" else "quote"
    raise QueryError(f"The {what} that opens here is not closed.", f"Write {closing[-1]} where it ends.", start)


def _read_theme(text: str, start: int) -> tuple[str, int]:
    """The label after the `@` at `start`, bare or in quotes or brackets, and where it ends."""
    place = start + 1
    if text[place : place + 1] and text[place] in _OPENING + "[":
        return _read_enclosed(text, place)
    words: list[str] = []
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        if text[place] in "(),[" or text[place] in _OPENING:
            break
        word, after = _read_word(text, place)
        if word in SIGNS:
            break
        if word.casefold().endswith(TITLE):
            after -= len(TITLE)
        words.extend([text[place:after]] if place < after else [])
        place = after
        if word.casefold().endswith(TITLE):
            break
    if not words:
        raise QueryError("No theme is named after @.", "Write its name there, for example @Reasoning.", start)
    return " ".join(words), place
