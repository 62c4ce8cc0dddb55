"""`analyse`: from the texts of papers to their candidate phrases and the acronyms they define.

Texts are read in batches; a text's rows depend on that text alone.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.text.acronyms import find_definitions
from pipelines.text.lexicon import describe_units
from pipelines.text.phrases import MAX_WORDS, Spans, find_spans
from pipelines.text.tokens import ADDRESS, Units, split_units
from pipelines.text.variants import hash_pieces
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

ANALYSER_VERSION = "6"
"""Changes whenever the same text may give other candidates; texts read by another version are read again."""

BATCH = 10_000
THREADS = 2


class Analysis(NamedTuple):
    """What the texts hold: frames of the tables `internal.candidates` and `internal.abbreviations`."""

    candidates: pl.DataFrame
    abbreviations: pl.DataFrame


def _mix(units: Units, spans: Spans) -> np.ndarray:
    """A hash of each span's units as they stand."""
    mixed = np.zeros(len(spans.start), np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(MAX_WORDS):
            live = spans.length > offset
            form = units.form[spans.start[live] + offset].astype(np.uint64)
            mixed[live] = (mixed[live] ^ (form + np.uint64(1))) * np.uint64(0x9E3779B97F4A7C15)
            mixed[live] ^= mixed[live] >> np.uint64(29)
    return mixed


def _join(
    units: Units, start: np.ndarray, length: np.ndarray, inner: pl.Series, head: pl.Series, glue: str
) -> pl.Series:
    """The strings of spans: `inner` of every unit but the last, `head` of the last."""
    out = pl.Series("joined", [""] * len(start), dtype=pl.String)
    texts, indices = [], []
    for words in range(1, MAX_WORDS + 1):
        which = np.flatnonzero(length == words)
        if not len(which):
            continue
        parts = [
            (head if offset == words - 1 else inner).gather(units.form[start[which] + offset]).alias(str(offset))
            for offset in range(words)
        ]
        texts.append(pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator=glue).alias("joined"))["joined"])
        indices.append(which)
    if not texts:
        return out
    return pl.concat(texts).gather(np.argsort(np.concatenate(indices), kind="stable"))


def _candidates(hashes: pl.Series, units: Units) -> pl.DataFrame:
    described = describe_units(units.forms)
    classes = described["classes"].to_numpy()[units.form]
    spans = find_spans(units, classes)
    if not len(spans.start):
        return empty_frame(table("candidates")).drop("analyser_version")

    inner_hash, inner_power = hash_pieces(described["piece"])
    head_hash, head_power = hash_pieces(described["head_piece"])
    key = np.zeros(len(spans.start), np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(MAX_WORDS):
            live = np.flatnonzero(spans.length > offset)
            form = units.form[spans.start[live] + offset]
            last = spans.length[live] == offset + 1
            key[live] = key[live] * np.where(last, head_power[form], inner_power[form]) + np.where(
                last, head_hash[form], inner_hash[form]
            )
    text = units.text[spans.start]
    found = _group_spans(text, key, _mix(units, spans), spans.free, units.in_title[spans.start])
    chosen, first = found["span"].to_numpy(), found["first_span"].to_numpy()
    position = units.position[spans.start[first]]
    # Two phrases of a text that begin at the same word differ in length.
    order = np.argsort((text[chosen] << 40) | (position << 3) | spans.length[chosen])
    chosen, position, found = chosen[order], position[order], found[order]
    start, length = spans.start[chosen], spans.length[chosen]
    return found.select(
        hashes.gather(text[chosen]).alias("text_hash"),
        _join(units, start, length, described["piece"], described["head_piece"], "").alias("key"),
        _join(units, start, length, units.forms, units.forms, " ").alias("surface"),
        pl.Series("words", length),
        "mentions",
        "free_mentions",
        pl.Series("first_position", position),
        "in_title",
    )


def _group_spans(
    text: np.ndarray, key: np.ndarray, surface: np.ndarray, free: np.ndarray, in_title: np.ndarray
) -> pl.DataFrame:
    """One row per text and key, in no order.

    Args:
        text, key, surface, free, in_title: one entry a span, spans in the order of the texts.

    Returns:
        span (the first of the commonest surface), first_span, mentions, free_mentions, in_title.
    """
    with np.errstate(over="ignore"):
        pair = key ^ (text.astype(np.uint64) + np.uint64(1)) * np.uint64(0xC2B2AE3D27D4EB4F)
    order = np.argsort(pair)
    begins = np.diff(pair[order], prepend=~pair[order[:1]]) != 0
    group = np.cumsum(begins) - 1
    size = np.bincount(group)
    once = order[size[group] == 1]
    single = pl.DataFrame(
        {
            "span": once,
            "first_span": once,
            "mentions": np.ones(len(once), np.int64),
            "free_mentions": free[once].astype(np.int64),
            "in_title": in_title[once],
        }
    )
    several = size[group] > 1
    span = order[several]
    repeated = (
        pl.DataFrame(
            {
                "group": group[several],
                "surface": surface[span],
                "span": span,
                "free": free[span].astype(np.int64),
                "in_title": in_title[span],
            }
        )
        .group_by("group", "surface")
        .agg(
            pl.col("span").min(),
            pl.len().cast(pl.Int64).alias("mentions"),
            pl.col("free").sum(),
            pl.col("in_title").any(),
        )
        .sort("group", "mentions", "span", descending=[False, True, False])
        .group_by("group", maintain_order=True)
        .agg(
            pl.col("span").first(),
            pl.col("span").min().alias("first_span"),
            pl.col("mentions").sum(),
            pl.col("free").sum().alias("free_mentions"),
            pl.col("in_title").any(),
        )
        .drop("group")
    )
    return pl.concat([single, repeated])


def analyse(texts: pl.DataFrame) -> Analysis:
    """Read every text once.

    Args:
        texts: text_hash, title, abstract; one row a distinct text.

    Returns:
        The candidates and abbreviations of all texts, sorted by text, then position.
    """
    candidates = [empty_frame(table("candidates"))]
    abbreviations = [empty_frame(table("abbreviations"))]
    version = pl.lit(ANALYSER_VERSION).alias("analyser_version")
    texts = texts.select("text_hash", "title", "abstract").sort("text_hash", "title", "abstract")
    texts = texts.unique("text_hash", keep="first", maintain_order=True)

    def read(batch: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        units = split_units(batch["title"], batch["abstract"].str.replace_all(ADDRESS, " . "))
        found = _candidates(batch["text_hash"], units).with_columns(version)
        defined = find_definitions(batch.select("text_hash", "title", "abstract")).with_columns(version)
        return conform(found, table("candidates")), conform(defined, table("abbreviations"))

    with ThreadPoolExecutor(THREADS) as pool:
        for found, defined in pool.map(read, texts.iter_slices(BATCH)):
            candidates.append(found)
            abbreviations.append(defined)
    return Analysis(pl.concat(candidates), pl.concat(abbreviations))
