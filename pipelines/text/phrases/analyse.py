"""`analyse`: from the texts of papers to their candidate phrases and the acronyms that they define.

What is found in a text depends on that text alone.
"""

from typing import NamedTuple

import polars as pl

from pipelines.text.acronyms.definitions import find_definitions
from pipelines.text.phrases.candidates import spell_out
from pipelines.text.phrases.grouped_spans import group_spans
from pipelines.text.phrases.noun_phrases import find_spans
from pipelines.text.tokens.chunks import copy_without_addresses, split_chunks
from pipelines.text.tokens.token_cache import VOCABULARY
from pipelines.text.tokens.tokens import Tokens, pack_tokens, tokenize
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

ANALYSER_VERSION = "8"
"""Changes whenever the same text may give other candidates; texts read by another version are read again."""


class Analysis(NamedTuple):
    """What the texts contain: frames of the tables of these names in the schema `internal`."""

    candidates: pl.DataFrame
    phrases: pl.DataFrame
    text_units: pl.DataFrame
    units: pl.DataFrame
    abbreviations: pl.DataFrame

    def spell_out(self) -> pl.DataFrame:
        """One row a candidate with the strings of its phrase, as `candidates.spell_out` gives them."""
        return spell_out(self.candidates, self.phrases)


def analyse(texts: pl.DataFrame) -> Analysis:
    """Finds candidate phrases and definitions of acronyms in texts.

    Args:
        texts: text_hash, title, abstract; one row a distinct text.

    Returns:
        What all texts contain, sorted by text_hash; phrases and types of tokens are numbered from 0.
    """
    texts = texts.select("text_hash", "title", "abstract").sort("text_hash", "title", "abstract")
    texts = texts.unique("text_hash", keep="first", maintain_order=True)
    if texts.is_empty():
        return Analysis(*(empty_frame(table(name)) for name in Analysis._fields))
    # Terms are searched for in the whole text, but candidates are taken from its copy without web addresses.
    chunks, text_of = copy_without_addresses(split_chunks(texts["title"], texts["abstract"]))
    tokens = tokenize(chunks)
    types = VOCABULARY.describe(tokens.types)
    spans = find_spans(tokens, types["classes"].to_numpy())
    candidates, phrases = group_spans(tokens, types, spans, text_of)
    return _fill_tables(texts, tokens.head(texts.height), candidates, phrases, find_definitions(texts))


def _fill_tables(
    texts: pl.DataFrame, tokens: Tokens, candidates: pl.DataFrame, phrases: pl.DataFrame, definitions: pl.DataFrame
) -> Analysis:
    """Rows of the tables from what was found."""
    title_tokens = pl.Series(tokens.title_tokens)
    packed = pl.DataFrame({"text": tokens.text, "units": pack_tokens(tokens)})
    numbered = {"analyser_version": pl.lit(ANALYSER_VERSION)}
    found = Analysis(
        candidates=_list_by_text(candidates, texts.select("text_hash", title_words=title_tokens)),
        phrases=phrases.with_columns(phrase=pl.int_range(pl.len()), **numbered),
        text_units=_list_by_text(packed, texts.select("text_hash", title_units=title_tokens)),
        units=tokens.types.to_frame("form").with_columns(unit=pl.int_range(pl.len()), **numbered),
        abbreviations=definitions,
    )
    return Analysis(*(conform(frame, table(name)) for name, frame in found._asdict().items()))


def _list_by_text(rows: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """The `texts` that have `rows`, with the columns of `rows` as lists.

    Args:
        rows: text (a row of `texts`, ascending), and other columns.
        texts: any columns.
    """
    lists = rows.with_columns(pl.col("text").set_sorted()).group_by("text", maintain_order=True).agg(pl.all())
    return pl.concat([texts[lists["text"]], lists.drop("text")], how="horizontal")
