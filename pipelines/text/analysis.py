"""`analyse`: from the texts of papers to their candidate phrases and the acronyms they define.

Texts are read in batches; what is found in a text depends on that text alone.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.text.acronyms import find_definitions
from pipelines.text.candidates import spell_out
from pipelines.text.lexicon import describe_units
from pipelines.text.order import mark_changes, sort_rows
from pipelines.text.phrases import MAX_WORDS, Spans, find_spans
from pipelines.text.tokens import ADDRESS, Units, encode, number_values, split_units
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

ANALYSER_VERSION = "7"
"""Changes whenever the same text may give other candidates; texts read by another version are read again."""

BATCH = 10_000
THREADS = 2


class Analysis(NamedTuple):
    """What the texts hold: frames of the tables `internal.candidates`, `internal.phrases` and `internal.abbreviations`."""

    candidates: pl.DataFrame
    phrases: pl.DataFrame
    abbreviations: pl.DataFrame

    def spell_out(self) -> pl.DataFrame:
        """One row a candidate with the strings of its phrase, as `candidates.spell_out` gives them."""
        return spell_out(self.candidates, self.phrases)


def _mix(units: Units, spans: Spans) -> np.ndarray:
    """A hash of each span's units as they stand."""
    mixed = np.zeros(len(spans.start), np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(MAX_WORDS):
            live = np.flatnonzero(spans.length > offset)
            some = (mixed[live] ^ (units.form[spans.start[live] + offset] + 1).astype(np.uint64)) * np.uint64(
                0x9E3779B97F4A7C15
            )
            mixed[live] = some ^ (some >> np.uint64(29))
    return mixed


def _join(
    units: Units, start: np.ndarray, length: np.ndarray, inner: pl.Series, head: pl.Series, glue: str
) -> pl.Series:
    """The strings of spans: `inner` of every unit but the last, `head` of the last."""
    texts, indices = [pl.Series("joined", [], dtype=pl.String)], [np.empty(0, np.int64)]
    for words in range(1, MAX_WORDS + 1):
        which = np.flatnonzero(length == words)
        parts = [
            (head if offset == words - 1 else inner).gather(units.form[start[which] + offset]).alias(str(offset))
            for offset in range(words)
        ]
        texts.append(pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator=glue).alias("joined"))["joined"])
        indices.append(which)
    return pl.concat(texts).gather(np.argsort(np.concatenate(indices)))


def _find_candidates(units: Units) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Candidates (text, phrase, mentions, free_mentions, first_position; sorted by text and place) and phrases (surface,
    key, words)."""
    described = describe_units(units.forms)
    spans = find_spans(units, described["classes"].to_numpy())
    phrase, example = number_values(pl.Series(_mix(units, spans)))
    start, length = spans.start[example], spans.length[example]
    surfaces = _join(units, start, length, units.forms, units.forms, " ")
    key, keys = encode(_join(units, start, length, described["piece"], described["head_piece"], ""))
    text = units.text[spans.start]
    found = _group_spans(text, key[phrase], phrase, spans.free)
    text, position = text[found.first], units.position[spans.start[found.first]]
    # Two phrases of a text that begin at the same word differ in length.
    order = sort_rows(text, position, spans.length[found.span])
    used, number = np.unique(phrase[found.span][order], return_inverse=True)
    columns = {
        "text": text[order],
        "phrase": number,
        "mentions": found.mentions[order],
        "free_mentions": found.free_mentions[order],
        "first_position": position[order],
    }
    phrases = {"surface": surfaces.gather(used), "key": keys.gather(key[used]), "words": length[used]}
    return pl.DataFrame({name: values.astype(np.int32) for name, values in columns.items()}), pl.DataFrame(phrases)


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
        return _Found(*(np.empty(0, np.int64) for _ in range(4)))
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
        np.diff(np.append(bounds, len(order))),
        np.add.reduceat(free[order].astype(np.int64), bounds),
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
        What all texts hold, sorted by text_hash; phrases are numbered as they occur.
    """
    texts = texts.select("text_hash", "title", "abstract").sort("text_hash", "title", "abstract")
    texts = texts.unique("text_hash", keep="first", maintain_order=True)

    def read(batch: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, np.ndarray]:
        units = split_units(batch["title"], batch["abstract"].str.replace_all(ADDRESS, " . "))
        title_words = np.bincount(units.text[units.in_title], minlength=batch.height)
        return *_find_candidates(units), find_definitions(batch), title_words

    with ThreadPoolExecutor(THREADS) as pool:
        read_batches = list(pool.map(read, texts.iter_slices(BATCH)))
    if not read_batches:
        return Analysis(*(empty_frame(table(name)) for name in ("candidates", "phrases", "abbreviations")))
    found, phrases, definitions, title_words = zip(*read_batches, strict=True)
    number, surfaces = encode(pl.concat(frame["surface"] for frame in phrases))
    begins = np.cumsum([0, *(frame.height for frame in phrases)])
    candidates = pl.concat(
        frame.with_columns(
            pl.col("text") + batch * BATCH, pl.Series("phrase", number[begin + frame["phrase"].to_numpy()], pl.Int32)
        )
        for batch, (frame, begin) in enumerate(zip(found, begins[:-1], strict=True))
    )
    lists = {"phrase": "phrases", "first_position": "first_positions"}
    packed = candidates.rename(lists).group_by("text", maintain_order=True).agg(pl.all())
    text = packed["text"]
    packed = packed.with_columns(
        texts["text_hash"].gather(text), pl.Series("title_words", np.concatenate(title_words)[text.to_numpy()])
    )
    every = pl.concat(phrases)
    first = np.empty(len(surfaces), np.int64)
    first[number[::-1]] = np.arange(len(number) - 1, -1, -1)
    numbered = every[first].with_columns(
        pl.int_range(pl.len()).alias("phrase"), pl.lit(ANALYSER_VERSION).alias("analyser_version")
    )
    return Analysis(
        conform(packed.drop("text"), table("candidates")),
        conform(numbered, table("phrases")),
        conform(pl.concat(definitions), table("abbreviations")),
    )
