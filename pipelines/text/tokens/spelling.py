"""Turns British spelling into American spelling, so that both give the same key."""

import re
from functools import cache

import polars as pl

from pipelines.text import lexicons

_ENDINGS = (
    (re.compile(r"([a-z]{3,}[^aeiou])is(e|es|ed|ing|er|ers|ation|ations|able)$"), r"\1iz\2"),
    (re.compile(r"([a-z]{3,})lys(e|ed|ing|er|ers)$"), r"\1lyz\2"),
    (re.compile(r"([a-z]{3,})our(s|ed|ing|al|ally|less|able|hood|hoods)?$"), r"\1or\2"),
)
"""British endings and their American ones. A rule applies if the result is in the lexicon, or the word is not."""

_MAY_BE_BRITISH = r"is(?:e|es|ed|ing|er|ers|ation|ations|able)$|lys(?:e|ed|ing|er|ers)$|our|" + "|".join(
    sorted({"^" + word for word in lexicons.BRITISH if "our" not in word})
)
_NEVER_WITH_Z = re.compile(
    r"(?:un|semi|self|re)?(?:superv|exerc|expert|prom|rev|adv|dev|enterpr|surpr|comprom|improv|telev|compr|conc|prec"
    r"|disgu|franch|merchand|parad|treat|circumc|inc)is"
)


@cache
def respell(word: str, known: frozenset[str]) -> str:
    """American spelling of a lower-case word; `known` are the words of the lexicon."""
    if word in lexicons.BRITISH:
        return lexicons.BRITISH[word]
    if word.endswith("s") and word[:-1] in lexicons.BRITISH:
        return lexicons.BRITISH[word[:-1]] + "s"
    if _NEVER_WITH_Z.match(word):
        return word
    for british, american in _ENDINGS:
        changed, count = british.subn(american, word)
        if count and (changed in known or word not in known):
            return changed
    return word


def respell_distinct(column: str, known: frozenset[str], *sources: pl.Series) -> pl.Expr:
    """`column` in American spelling.

    Args:
        column: of lower-case words.
        known: the words of the lexicon.
        sources: all values that the column may have. Only the few that may change are respelt, each once.
    """
    suspects = pl.concat([source.filter(source.str.contains(_MAY_BE_BRITISH)) for source in sources]).unique().to_list()
    changed = {word: american for word in suspects if (american := respell(word, known)) != word}
    return pl.col(column).replace(changed) if changed else pl.col(column)
