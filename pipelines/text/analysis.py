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
from pipelines.text.tokens import ADDRESS, Units, encode, number_values, pack_units, split_units, take_texts
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

ANALYSER_VERSION = "7"
"""Changes whenever the same text may give other candidates; texts read by another version are read again."""

BATCH = 10_000
THREADS = 2


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
    """Candidates (text, phrases, mentions, free_mentions, first_positions; sorted by text and place) and phrases (surface,
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
        "phrases": number,
        "mentions": found.mentions[order],
        "free_mentions": found.free_mentions[order],
        "first_positions": position[order],
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

    with ThreadPoolExecutor(THREADS) as pool:
        batches = list(pool.map(_read_batch, texts.iter_slices(BATCH)))
    if not batches:
        return Analysis(*(empty_frame(table(name)) for name in Analysis._fields))
    phrases = _number([one.phrases for one in batches], "surface", "phrase")
    units = _number([one.forms for one in batches], "form", "unit")
    candidates, text_units = [], []
    for one, phrase, unit in zip(batches, phrases.numbers, units.numbers, strict=True):
        found = one.candidates.with_columns(pl.Series("phrases", phrase[one.candidates["phrases"]], pl.Int32))
        candidates.append(_list_by_text(found, one.texts.rename({"title_units": "title_words"})))
        packed = pl.Series("units", unit[one.units >> 3] << 3 | one.units & 7, pl.Int32)
        text_units.append(_list_by_text(pl.DataFrame({"text": one.text, "units": packed}), one.texts))
    return Analysis(
        conform(pl.concat(candidates), table("candidates")),
        conform(phrases.distinct, table("phrases")),
        conform(pl.concat(text_units), table("text_units")),
        conform(units.distinct, table("units")),
        conform(pl.concat(one.abbreviations for one in batches), table("abbreviations")),
    )


def _list_by_text(rows: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Rows of `texts` that have `rows` (whose column `text` says which, ascending), with the other columns as lists."""
    lists = rows.group_by("text", maintain_order=True).agg(pl.all())
    return pl.concat([texts[lists["text"]], lists.drop("text")], how="horizontal")


class _Batch(NamedTuple):
    """What the texts of a batch hold, phrases and forms numbered within it.

    candidates (text, phrases, mentions, free_mentions, first_positions; a row each); phrases (surface, key, words); text, and
    units as `pack_units` gives them; texts (text_hash, title_units); forms (form); abbreviations.
    """

    candidates: pl.DataFrame
    phrases: pl.DataFrame
    text: np.ndarray
    units: np.ndarray
    texts: pl.DataFrame
    forms: pl.DataFrame
    abbreviations: pl.DataFrame


def _read_batch(batch: pl.DataFrame) -> _Batch:
    """Splits every text once, and those that hold an address once more without it."""
    without = batch["abstract"].str.replace_all(ADDRESS, " . ")
    changed = without.ne_missing(batch["abstract"]).arg_true()
    units = split_units(
        pl.concat([batch["title"], batch["title"].gather(changed)]),
        pl.concat([batch["abstract"], without.gather(changed)]),
    )
    rows = np.arange(batch.height)
    whole = take_texts(units, rows)
    rows[changed.to_numpy()] = batch.height + np.arange(len(changed))
    candidates, phrases = _find_candidates(take_texts(units, rows))
    title_units = np.bincount(whole.text[whole.in_title], minlength=batch.height)
    return _Batch(
        candidates,
        phrases,
        whole.text,
        pack_units(whole),
        batch.select("text_hash", pl.Series("title_units", title_units)),
        units.forms.to_frame("form"),
        find_definitions(batch),
    )


class _Numbered(NamedTuple):
    """All distinct rows of several frames, and for each frame the number of each of its rows."""

    distinct: pl.DataFrame
    numbers: list[np.ndarray]


def _number(frames: list[pl.DataFrame], by: str, name: str) -> _Numbered:
    """Numbers rows of `frames` by the string in the column `by`; the number is the column `name`."""
    every = pl.concat(frames)
    number, distinct = encode(every[by])
    first = np.empty(len(distinct), np.int64)
    first[number[::-1]] = np.arange(len(number) - 1, -1, -1)
    rows = every[first].with_columns(
        pl.int_range(pl.len()).alias(name), pl.lit(ANALYSER_VERSION).alias("analyser_version")
    )
    return _Numbered(rows, np.split(number, np.cumsum([frame.height for frame in frames])[:-1]))
