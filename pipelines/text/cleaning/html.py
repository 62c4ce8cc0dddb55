"""Removes HTML and XML from texts: entities become their characters, tags go."""

import html

import polars as pl

_BLOCK = (
    "p|br|div|li|ul|ol|tr|td|th|h[1-6]|hr|section|sec|title|abstract|abstracttext|para|list|list-item|table|"
    "jats:p|jats:sec|jats:title|jats:list|jats:list-item|jats:abstract|"
)
_INLINE = (
    "i|b|u|em|strong|sub|sup|span|a|small|tt|font|italic|bold|sc|underline|inf|scp|emph|monospace|roman|mml:\\w+|"
    "jats:(?:italic|bold|sub|sup|sc|monospace|ext-link|inline-formula|alternatives|tex-math|underline|roman|xref)"
)
# `<think>` and `<eos>` are subjects of papers. So only the names of common markup count as tags.
_BLOCK_TAG = rf"(?i)</?(?:{_BLOCK.rstrip('|')})(?:\s[^<>]{{0,200}})?/?>"
_INLINE_TAG = rf"(?i)</?(?:{_INLINE})(?:\s[^<>]{{0,200}})?/?>"
_CDATA = r"<!\[CDATA\[|\]\]>|<!--.{0,200}?-->"
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"

TRIGGER = rf"{_ENTITY}|</?[A-Za-z]|<!|\]\]>"
"""Matches every text that `strip_markup` may change."""


def strip_markup(texts: pl.Series) -> pl.Series:
    """Each text without markup: entities become characters, block tags a space, inline tags nothing (`H<sub>2</sub>O`).

    Args:
        texts: String, no nulls.
    """
    entities = texts.str.extract_all(_ENTITY).explode(empty_as_null=False).drop_nulls().unique().sort().to_list()
    known = {entity: html.unescape(entity) for entity in entities}
    known = {entity: sign for entity, sign in known.items() if sign != entity}
    if known:
        texts = texts.str.replace_many(known)
    return texts.str.replace_all(_CDATA, " ").str.replace_all(_BLOCK_TAG, " ").str.replace_all(_INLINE_TAG, "")
