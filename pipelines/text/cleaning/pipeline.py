"""Cleans texts: one Unicode form, no markup, one kind of quote and dash, no notice of copyright.

Here is the order of the steps, and the rules for quotes, dashes and spaces; `html`, `latex`, `lost_latex` and
`boilerplate` have the others. Cleaning is idempotent: the rules are repeated on a text until they change nothing.
"""

import polars as pl

from pipelines.arrays.slices import map_slices
from pipelines.text.cleaning import boilerplate, html, lost_latex
from pipelines.text.cleaning.latex import render_latex
from pipelines.text.cleaning.line_breaks import join_lines
from pipelines.text.cleaning.regex_rules import Rule, Where, apply_rules, change_where, repeat_until_stable
from pipelines.text.cleaning.symbols import COMPOSABLE, FOLDABLE, UNICODE_FOLDS

_ROUNDS = 100
# Of ASCII only control characters are folded, and NFC leaves ASCII as it is.
_NOT_PLAIN = r"[^\t\n\r\x20-\x7e]"

_LABELS = "BACKGROUND|INTRODUCTION|OBJECTIVES?|AIMS?|PURPOSE|METHODS?|DESIGN|RESULTS?|FINDINGS|CONCLUSIONS?|DISCUSSION"
_LABELLED = r"(?::\S|[A-Z][a-z]| (?:– )?[A-Z](?:[a-z]| [a-z]))"
"""What follows the label of a section if it is not followed by a colon and a space as it should."""

_DASHED = (
    "a|again|all|although|an|and|are|as|at|because|both|but|by|can|each|especially|even|for|from|given|had|has|"
    "have|how|however|if|in|including|into|is|it|just|may|more|most|namely|nor|not|of|on|only|or|our|over|rather|"
    "remains|since|so|still|such|than|that|the|their|then|these|they|this|those|though|through|thus|to|towards|"
    "under|unless|until|using|via|was|we|were|what|when|where|whereas|whether|which|while|who|whose|why|will|with|"
    "within|without|would|yet"
)
"""Words that begin a clause after a dash; no compound word has them after its hyphen."""

_TIES = [
    # `~20%`, `60%~70%`, `1M~4M` mean about or between; every other tilde is the unbreakable space of LaTeX.
    Rule(r"∼\s*([\d.$])", "~${1}", "∼"),
    Rule(r"(^|[\s(\[])~\s+([\d.$])", "${1}~${2}", "~"),
    Rule(r"(\p{L}{2,}|[.,;:)\]}'\"])~+", "${1} ", "~"),
    Rule(r"~+([^\d.$/\s~])", " ${1}", "~"),
    Rule(r"([^\s\d%(\[/KMBkx×~+≈-])~+(\d)", "${1} ${2}", "~"),
    Rule(r"~~+", "~", "~~"),
    Rule(r"~(\s|$)", " ${1}", "~"),
]

_QUOTES = [
    Rule(r"``|''", '"', ""),
    Rule("`", "'", "`"),
    Rule(r"''+", '"', "''"),
    Rule(r'""+', '"', '""'),
]

_DASHES = [
    Rule(r"\s*(?:---+|—+)\s*", " – ", ""),
    Rule(r"(\d\s?[%KMB×x]?)(?:--|–)(\s?[\d.$~+])", "${1}-${2}", ""),
    Rule(r"\s(?:--|–)(\s|$)", " – ", ""),
    Where(
        r"\S(?:--|–)\S",
        (
            Rule(rf"(\w)(?:--|–)((?:{_DASHED})\b|\w+(?:ly|ing)\b)", "${1} – ${2}"),
            Rule(r"([\p{L}]s|[,;:.)\"])(?:--|–)(\w)", "${1} – ${2}"),
            Rule(r"([\p{L}\p{N}])(?:--|–)([\p{L}\p{N}\"'(])", "${1}-${2}"),
        ),
    ),
    Rule(r"--+", "-", "--"),
]

_SECTIONS = [
    Where(
        rf"(?:{_LABELS}){_LABELLED}",
        (
            Rule(
                rf"(^|[.!?]\s)({_LABELS})(?:(?::\s*)?([A-Z][a-z]+)|\s(?:–\s)?([A-Z](?:[a-z]+|\s[a-z])))",
                "${1}${2}: ${3}${4}",
            ),
        ),
    )
]

_SPACES = [
    Where(r" [,.;:](?: |$)", (Rule(r"\s+([,.;:])(\s|$)", "${1}${2}"),)),
    Rule(r"\(\s+", "(", "( "),
    Rule(r"\s+\)", ")", " )"),
    Rule(r"\s\(\)(\s|[.,;]|$)", "${1}", " ()"),
]

_NEEDED = (
    r"[\\$~{}`&<—∼∘]|[\p{L}.,;)]https?://|--|''|\"\"|\S–|–\S|\s[,.;:)](?:\s|$)|\(\s|"
    rf"{lost_latex.TRIGGER}|{boilerplate.TRIGGER}|(?:{_LABELS}){_LABELLED}"
)
"""Matches every text that `_rewrite` may change."""


_BLANKS = [
    Rule("[\t\n\r]", " "),
    Rule(" +", " ", "  "),
]


def _compose(texts: pl.Series) -> pl.Series:
    return change_where(texts, texts.str.contains(COMPOSABLE), lambda some: some.str.normalize("NFC"))


def _fold_unicode(texts: pl.Series) -> pl.Series:
    texts = _compose(texts)
    texts = change_where(texts, texts.str.contains(FOLDABLE), lambda some: some.str.replace_many(UNICODE_FOLDS))
    return _compose(texts)


def _fold_where_needed(texts: pl.Series) -> pl.Series:
    return change_where(texts, texts.str.contains(_NOT_PLAIN), _fold_unicode)


def _collapse_spaces(texts: pl.Series) -> pl.Series:
    texts = apply_rules(join_lines(texts), _BLANKS)
    return change_where(
        texts, texts.str.starts_with(" ") | texts.str.ends_with(" "), lambda some: some.str.strip_chars()
    )


def _rewrite(texts: pl.Series) -> pl.Series:
    """One round of all steps but spacing; each step only on the texts that it may change."""
    texts = change_where(texts, texts.str.contains(html.TRIGGER), html.strip_markup)
    texts = change_where(texts, texts.str.contains(lost_latex.TRIGGER), lost_latex.repair_residue)
    texts = change_where(texts, texts.str.contains(r"[\\${}]"), render_latex)
    texts = change_where(texts, texts.str.contains("[~∼]"), lambda some: apply_rules(some, _TIES))
    texts = change_where(texts, texts.str.contains("[`]|''|\"\""), lambda some: apply_rules(some, _QUOTES))
    texts = change_where(texts, texts.str.contains("--|[—–]"), lambda some: apply_rules(some, _DASHES))
    texts = apply_rules(texts, _SECTIONS)
    texts = _fold_where_needed(texts)
    texts = apply_rules(texts, [Rule(r"([\p{L}.,;)])(https?://)", "${1} ${2}", "://")])
    texts = _collapse_spaces(texts)
    texts = change_where(texts, texts.str.contains(boilerplate.TRIGGER), boilerplate.strip_notices)
    return apply_rules(texts, _SPACES).str.strip_chars()


def _clean_slice(texts: pl.Series) -> pl.Series:
    marked = texts.str.contains(f"{_NOT_PLAIN}|{_NEEDED}")
    texts = _collapse_spaces(change_where(texts, marked, _fold_where_needed))
    return change_where(texts, marked, lambda some: repeat_until_stable(some, _rewrite, _NEEDED, _ROUNDS))


def clean_text(texts: pl.Series) -> pl.Series:
    """Each text as a reader would see it; null becomes the empty text.

    The result of a text does not depend on the others. A long column is cleaned in several threads.

    Args:
        texts: String, any length, in any order; the result keeps name, length and order.
    """
    return map_slices(texts.cast(pl.String).fill_null(""), _clean_slice).alias(texts.name)
