"""Makes the singular of a word by its ending, for words that are in no dictionary."""

from typing import NamedTuple

import polars as pl


class Endings(NamedTuple):
    """Which endings are those of plurals.

    Attributes:
        kept: pattern of words in -s that are no plurals.
        takes_es: pattern of plurals that end in -es and lose both letters.
    """

    kept: str
    takes_es: str


LISTED = Endings(r"(?:ss|us|is)$", r"(?:ch|sh|x|ss)es$")
"""For words that are then looked up in a list of singulars (`metrics`): a wrong singular is not found there."""

UNKNOWN = Endings(r"(?:ss|us|is|ics|as|os)$|^.{0,3}$", r"(?:ch|sh|x|ss|z)es$")
"""For words that are not in the NIH lexicon: names and new words in -ics, -as and -os are singular (`omics`)."""

COUNTED = Endings(r"[suiy]s$|^s$", r"^$")
"""For the words of themes. The bundled word vectors have these singulars as their keys (even `classe`), so that other
endings would need new vectors."""


def singularise(word: pl.Expr, endings: Endings = LISTED) -> pl.Expr:
    """Singular of a lower-case word."""
    return (
        pl.when(word.str.contains(endings.kept))
        .then(word)
        .when(word.str.contains(r"(?:[^aeiou]|qu)ies$"))
        .then(word.str.replace(r"ies$", "y"))
        .when(word.str.contains(endings.takes_es))
        .then(word.str.replace(r"es$", ""))
        .otherwise(word.str.replace(r"s$", ""))
    )


def singularise_acronym(acronym: pl.Expr) -> pl.Expr:
    """An acronym without the small s of its plural (`LLMs`)."""
    return acronym.str.replace(r"([A-Z0-9])s$", "${1}")
