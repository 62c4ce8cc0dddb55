"""Joins words that were hyphenated at the end of a line, where the whole is a word; other hyphens stay."""

import polars as pl

from pipelines.text.cleaning.regex_rules import change_where
from pipelines.text.tokens.lexicon import load_lexicon

TRIGGER = r"-[ \t]*\r?\n"
"""Matches every text that `join_lines` may change."""

_CUT = r"\p{L}*\p{Ll}-[ \t]*\r?\n\s*\p{Ll}+"
_SUSPENDED = frozenset({"and", "or", "to", "nor", "but", "as", "than", "versus", "vs", "und", "oder", "et", "ou"})
"""Words after a suspended hyphen, which stands for a part that follows later: `high-` and `low-level`."""


def _join(cut: str, words: frozenset[str]) -> str:
    first, second = (part.strip() for part in cut.split("-", 1))
    if second in _SUSPENDED:
        return f"{first}- {second}"
    return first + second if (first + second).lower() in words else f"{first}-{second}"


def join_lines(texts: pl.Series) -> pl.Series:
    """Each text without line breaks after hyphens: `ap-/plicable` to `applicable`, `vision-/language` to
    `vision-language`.

    Args:
        texts: String, no nulls.
    """

    def join(some: pl.Series) -> pl.Series:
        cuts = some.str.extract_all(_CUT).explode(empty_as_null=False).drop_nulls().unique().to_list()
        if not cuts:
            return some
        words = frozenset(load_lexicon()["word"].to_list())
        # The longest come first, because one cut word may be the beginning of another.
        known = {cut: _join(cut, words) for cut in sorted(cuts, key=lambda cut: (-len(cut), cut))}
        return some.str.replace_many(known, leftmost=True)

    return change_where(texts, texts.str.contains(TRIGGER), join)
