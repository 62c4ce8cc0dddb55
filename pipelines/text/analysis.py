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

ANALYSER_VERSION = "1"
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
    frame = (
        pl.DataFrame(
            {
                "text": units.text[spans.start].astype(np.int32),
                "key": key,
                "surface": _mix(units, spans),
                "span": np.arange(len(key), dtype=np.int64),
                "position": units.position[spans.start],
                "free": spans.free,
                "in_title": units.in_title[spans.start],
            }
        )
        .group_by("text", "key", "surface")
        .agg(
            pl.len().alias("mentions"),
            pl.col("free").sum().alias("free_mentions"),
            pl.col("position").min().alias("first_position"),
            pl.col("in_title").any(),
            pl.col("span").min(),
        )
        .sort("text", "key", "mentions", "first_position", "span", descending=[False, False, True, False, False])
        .group_by("text", "key", maintain_order=True)
        .agg(
            pl.col("mentions").sum(),
            pl.col("free_mentions").sum(),
            pl.col("first_position").min(),
            pl.col("in_title").any(),
            pl.col("span").first(),
            pl.col("surface").first(),
        )
    )
    span = frame["span"].to_numpy()
    start, length = spans.start[span], spans.length[span]
    # Strings are built once per distinct key and surface.
    key_code, first = np.unique(frame["key"].to_numpy(), return_index=True)
    keys = _join(units, start[first], length[first], described["piece"], described["head_piece"], "")
    surface_code, surface_first = np.unique(frame["surface"].to_numpy(), return_index=True)
    surfaces = _join(units, start[surface_first], length[surface_first], units.forms, units.forms, " ")
    return frame.select(
        hashes.gather(frame["text"]).alias("text_hash"),
        keys.gather(np.searchsorted(key_code, frame["key"].to_numpy())).alias("key"),
        surfaces.gather(np.searchsorted(surface_code, frame["surface"].to_numpy())).alias("surface"),
        pl.Series("words", length),
        pl.col("mentions").cast(pl.Int64),
        pl.col("free_mentions").cast(pl.Int64),
        pl.col("first_position"),
        pl.col("in_title"),
    )


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
    texts = texts.select("text_hash", "title", "abstract").unique("text_hash", keep="first", maintain_order=True)

    def read(batch: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        units = split_units(batch["title"], batch["abstract"].str.replace_all(ADDRESS, " . "))
        found = _candidates(batch["text_hash"], units).with_columns(version)
        defined = find_definitions(batch.select("text_hash", "title", "abstract")).with_columns(version)
        return conform(found, table("candidates")), conform(defined, table("abbreviations"))

    with ThreadPoolExecutor(THREADS) as pool:
        for found, defined in pool.map(read, texts.iter_slices(BATCH)):
            candidates.append(found)
            abbreviations.append(defined)
    return Analysis(
        pl.concat(candidates).sort("text_hash", "first_position", "words", "key"),
        pl.concat(abbreviations).sort("text_hash", "acronym", "expansion_key"),
    )
