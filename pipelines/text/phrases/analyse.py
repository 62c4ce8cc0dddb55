"""`analyse`: from the texts of papers to their candidate phrases and the acronyms they define.

What is found in a text depends on that text alone.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.grouping import encode, mark_changes, number_values, sort_rows
from pipelines.text.acronyms.definitions import find_definitions
from pipelines.text.phrases.candidates import spell_out
from pipelines.text.phrases.noun_phrases import MAX_WORDS, Spans, find_spans
from pipelines.text.tokens.chunks import drop_addresses, join_pieces, split_pieces
from pipelines.text.tokens.token_cache import VOCABULARY
from pipelines.text.tokens.tokens import Units, pack_units, split_units
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

ANALYSER_VERSION = "8"
"""Changes whenever the same text may give other candidates; texts read by another version are read again."""


class Analysis(NamedTuple):
    """What the texts hold: frames of the tables of these names in the schema `internal`."""

    candidates: pl.DataFrame
    phrases: pl.DataFrame
    text_units: pl.DataFrame
    units: pl.DataFrame
    abbreviations: pl.DataFrame

    def spell_out(self) -> pl.DataFrame:
        """One row a candidate with the strings of its phrase, as `candidates.spell_out` gives them."""
        return spell_out(self.candidates, self.phrases)


def _number_phrases(units: Units, spans: Spans) -> tuple[np.ndarray, Spans]:
    """Numbers of the spans' phrases, equal where their units are, and the first span of each number.

    The phrase of one unit has the number of its form, so that the first spans of these are of no use.
    """
    several = np.flatnonzero(spans.length > 1)
    start, length = spans.start[several], spans.length[several]
    mixed = np.zeros(len(several), np.uint64)
    for offset in range(MAX_WORDS):
        live = np.flatnonzero(length > offset) if offset > 1 else slice(None)
        some = mixed[live] ^ (units.form[start[live] + offset] + 1).astype(np.uint64)
        some *= np.uint64(0x9E3779B97F4A7C15)
        mixed[live] = some ^ (some >> np.uint64(29))
    number, first = number_values(mixed)
    phrase = units.form[spans.start]
    phrase[several] = number + np.int32(len(units.forms))
    return phrase, Spans(start[first], length[first], spans.free[several[first]])


def _join(units: Units, spans: Spans, inner: pl.Series, head: pl.Series, glue: str) -> pl.Series:
    """The strings of spans of several units: `inner` of every unit but the last, `head` of the last."""
    texts, place, done = [pl.Series("joined", [], dtype=pl.String)], np.empty(len(spans.start), np.int64), 0
    for words in range(2, MAX_WORDS + 1):
        which = np.flatnonzero(spans.length == words)
        parts = [
            (head if offset == words - 1 else inner).gather(units.form[spans.start[which] + offset]).alias(str(offset))
            for offset in range(words)
        ]
        texts.append(pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator=glue).alias("joined"))["joined"])
        place[which] = np.arange(done, done + len(which))
        done += len(which)
    return pl.concat(texts).gather(place)


def _find_candidates(units: Units, texts: np.ndarray) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Candidates (text, phrases, mentions, free_mentions, first_positions; sorted by text and place) and phrases (surface,
    key, words).

    Args:
        units: of texts.
        texts: by text of the units, the text that it counts for; -1 for none.
    """
    described = VOCABULARY.describe(units.forms)
    spans = find_spans(units, described["classes"].to_numpy())
    text = texts[units.text[spans.start]]
    if (text < 0).any():
        spans = spans.take(np.flatnonzero(text >= 0))
        text = texts[units.text[spans.start]]
    phrase, example = _number_phrases(units, spans)
    key, keys = encode(
        pl.concat([described["head_piece"], _join(units, example, described["piece"], described["head_piece"], "")])
    )
    found = _group_spans(text, key[phrase], phrase, spans.free)
    text, position = text[found.first], units.place(spans.start[found.first])
    # Two phrases of a text that begin at the same word differ in length.
    order = sort_rows(text, position, spans.length[found.span])
    phrase = phrase[found.span[order]]
    occurs = np.zeros(len(key), bool)
    occurs[phrase] = True
    used = np.flatnonzero(occurs)
    one = int(np.searchsorted(used, len(units.forms)))
    example = example.take(used[one:] - len(units.forms))
    candidates = {
        "text": text[order],
        "phrases": (np.cumsum(occurs, dtype=np.int32) - 1)[phrase],
        "mentions": found.mentions[order],
        "free_mentions": found.free_mentions[order],
        "first_positions": position[order],
    }
    surfaces = pl.concat([units.forms.gather(used[:one]), _join(units, example, units.forms, units.forms, " ")])
    words = np.append(np.ones(one, np.int32), example.length)
    phrases = {"surface": surfaces, "key": keys.gather(key[used]), "words": words}
    return pl.DataFrame(candidates), pl.DataFrame(phrases)


class _Found(NamedTuple):
    """One entry a text and key: span (the first of the commonest phrase), first (span), mentions, free_mentions."""

    span: np.ndarray
    first: np.ndarray
    mentions: np.ndarray
    free_mentions: np.ndarray


def _group_spans(text: np.ndarray, key: np.ndarray, phrase: np.ndarray, free: np.ndarray) -> _Found:
    """Groups spans by text and key.

    Args:
        text, key, phrase, free: one entry a span, spans in the order of the texts.
    """
    if not len(text):
        return _Found(*(np.empty(0, np.int32) for _ in range(4)))
    order = sort_rows(text, key)
    begins = mark_changes(text[order]) | mark_changes(key[order])
    bounds = np.flatnonzero(begins)
    first = order[bounds]
    phrases = phrase[order]
    several = np.minimum.reduceat(phrases, bounds) != np.maximum.reduceat(phrases, bounds)
    span = first.copy()
    if several.any():
        group = np.cumsum(begins) - 1
        rows = np.flatnonzero(several[group])
        span[several] = _choose_commonest(group[rows], phrases[rows], order[rows])
    return _Found(
        span,
        first,
        np.diff(np.append(bounds, len(order))).astype(np.int32),
        np.add.reduceat(free[order].astype(np.int32), bounds),
    )


def _choose_commonest(group: np.ndarray, phrase: np.ndarray, span: np.ndarray) -> np.ndarray:
    """The first span of the commonest phrase of each group; of two as common, of the one that comes first."""
    order = sort_rows(group, phrase, span)
    group, phrase, span = group[order], phrase[order], span[order]
    runs = np.flatnonzero(mark_changes(group) | mark_changes(phrase))
    size = np.diff(np.append(runs, len(group)))
    best = sort_rows(group[runs], size.max() - size, span[runs])
    return span[runs][best[mark_changes(group[runs][best])]]


def analyse(texts: pl.DataFrame) -> Analysis:
    """Read every text once.

    Args:
        texts: text_hash, title, abstract; one row a distinct text.

    Returns:
        What all texts hold, sorted by text_hash; phrases are numbered from 0.
    """
    texts = texts.select("text_hash", "title", "abstract").sort("text_hash", "title", "abstract")
    texts = texts.unique("text_hash", keep="first", maintain_order=True)
    if texts.is_empty():
        return Analysis(*(empty_frame(table(name)) for name in Analysis._fields))

    # What is searched for terms is the whole text; candidates are read without the addresses in it.
    whole = split_pieces(texts["title"], texts["abstract"])
    changed, without = drop_addresses(whole)
    units = split_units(join_pieces(whole, without))
    counts_for = np.concatenate([np.arange(texts.height, dtype=np.int32), changed.astype(np.int32)])
    counts_for[changed] = -1
    candidates, phrases = _find_candidates(units, counts_for)
    units = units.head(texts.height)
    packed = pl.DataFrame({"text": units.text, "units": pack_units(units)})
    titles = units.title_units
    version = pl.lit(ANALYSER_VERSION).alias("analyser_version")
    return Analysis(
        conform(
            _list_by_text(candidates, texts.select("text_hash", pl.Series("title_words", titles))), table("candidates")
        ),
        conform(phrases.with_columns(pl.int_range(pl.len()).alias("phrase"), version), table("phrases")),
        conform(
            _list_by_text(packed, texts.select("text_hash", pl.Series("title_units", titles))), table("text_units")
        ),
        conform(
            units.forms.to_frame("form").with_columns(pl.int_range(pl.len()).alias("unit"), version), table("units")
        ),
        conform(find_definitions(texts), table("abbreviations")),
    )


def _list_by_text(rows: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Rows of `texts` that have `rows` (whose column `text` says which, ascending), with the other columns as lists."""
    lists = rows.with_columns(pl.col("text").set_sorted()).group_by("text", maintain_order=True).agg(pl.all())
    return pl.concat([texts[lists["text"]], lists.drop("text")], how="horizontal")
