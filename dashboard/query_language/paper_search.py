"""What a reader typed into the search box, as words and phrases. Plain functions, no SQL and no streamlit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PIECE = re.compile(r'["“”]([^"“”]+)["“”]?|(\S+)')
_RUN = re.compile("[0-9a-z_]+")
_SIGNS = re.compile(r"[\\^$.|?*+()\[\]{}]")


@dataclass(frozen=True, slots=True)
class Search:
    """Words that must each begin a word of the text, and phrases (from quotes) that must stand in it as they are; lower
    case."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.phrases

    @property
    def parts(self) -> tuple[str, ...]:
        """All of it, to be looked for as plain text."""
        return self.words + self.phrases

    @property
    def patterns(self) -> tuple[str, ...]:
        """The same for RE2, with their boundaries."""
        return tuple(_starts(word) for word in self.words) + tuple(
            _starts(phrase) + _ends(phrase) for phrase in self.phrases
        )

    @property
    def runs(self) -> list[str]:
        """What the index of words can know of it: runs of ASCII letters, digits and underscores, each once."""
        return list(dict.fromkeys(run for part in self.parts for run in _RUN.findall(part)))

    def retype(self, better: Mapping[str, str]) -> str:
        """The same as a reader would type it, with some of its runs exchanged."""

        def mend(part: str) -> str:
            return _RUN.sub(lambda run: better.get(run[0], run[0]), part)

        return " ".join([*map(mend, self.words), *(f'"{mend(phrase)}"' for phrase in self.phrases)])


def parse_search(typed: str) -> Search:
    """`"flow matching" video` -> the phrase flow matching and the word video, each once."""
    words: dict[str, None] = {}
    phrases: dict[str, None] = {}
    for phrase, word in _PIECE.findall(typed.lower()):
        if phrase.strip():
            phrases.setdefault(" ".join(phrase.split()))
        elif word.strip('"“”'):
            words.setdefault(word.strip('"“”'))
    return Search(tuple(words), tuple(phrases))


def _is_word_sign(sign: str) -> bool:
    # RE2 knows boundaries between ASCII signs only.
    return sign.isascii() and (sign.isalnum() or sign == "_")


def _starts(text: str) -> str:
    return (r"\b" if _is_word_sign(text[0]) else "") + _SIGNS.sub(r"\\\g<0>", text)


def _ends(text: str) -> str:
    return r"\b" if _is_word_sign(text[-1]) else ""
