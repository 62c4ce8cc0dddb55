"""Groups the spans of each text by canonical key: each group is one candidate, named by its commonest phrase."""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.grouping import factorize, factorize_values, mark_changes, sort_rows
from pipelines.arrays.hashing import mix
from pipelines.text.phrases.noun_phrases import MAX_WORDS, Spans
from pipelines.text.tokens.tokens import Tokens


def group_spans(
    tokens: Tokens, types: pl.DataFrame, spans: Spans, text_of: np.ndarray
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Candidates and their phrases from spans.

    Args:
        tokens: the tokens of a batch of texts.
        types: norm and head_norm of the types of the tokens, as `describe_types` gives them.
        spans: of the tokens.
        text_of: for each text of `tokens`, the number of the text whose candidates it has; -1 for none.

    Returns:
        Two frames. Candidates: text, phrases (a row of the other frame), mentions, free_mentions, first_positions;
        one row a text and key, sorted by text and position. Phrases: surface, key, words.
    """
    text = text_of[tokens.text[spans.start]]
    if (text < 0).any():
        spans = spans.take(np.flatnonzero(text >= 0))
        text = text_of[tokens.text[spans.start]]
    phrase, example = _number_phrases(tokens, spans)
    phrase_keys = [types["head_norm"], _join_tokens(tokens, example, types["norm"], types["head_norm"], "")]
    key, keys = factorize(pl.concat(phrase_keys))
    groups = _group_by_key(text, key[phrase], phrase, spans.standalone)
    text, position = text[groups.first], tokens.positions(spans.start[groups.first])
    # Two candidates of a text that begin at the same token differ in length.
    order = sort_rows(text, position, spans.length[groups.span])
    phrase = phrase[groups.span[order]]

    # Only phrases that name a candidate are kept.
    is_used = np.zeros(len(key), bool)
    is_used[phrase] = True
    used = np.flatnonzero(is_used)
    singles = int(np.searchsorted(used, len(tokens.types)))
    example = example.take(used[singles:] - len(tokens.types))
    surfaces = [tokens.types.gather(used[:singles]), _join_tokens(tokens, example, tokens.types, tokens.types, " ")]
    candidates = {
        "text": text[order],
        "phrases": (np.cumsum(is_used, dtype=np.int32) - 1)[phrase],
        "mentions": groups.mentions[order],
        "free_mentions": groups.free_mentions[order],
        "first_positions": position[order],
    }
    phrases = {
        "surface": pl.concat(surfaces),
        "key": keys.gather(key[used]),
        "words": np.append(np.ones(singles, np.int32), example.length),
    }
    return pl.DataFrame(candidates), pl.DataFrame(phrases)


def _number_phrases(tokens: Tokens, spans: Spans) -> tuple[np.ndarray, Spans]:
    """Numbers the phrases of spans; phrases of equal tokens share a number.

    Returns:
        (number of each span's phrase; one example span of each phrase of several tokens). A phrase of one token has the
        number of its type, a longer one the number of types plus the index of its example.
    """
    several = np.flatnonzero(spans.length > 1)
    start, length = spans.start[several], spans.length[several]
    hashes = np.zeros(len(several), np.uint64)
    for offset in range(MAX_WORDS):
        live = np.flatnonzero(length > offset) if offset > 1 else slice(None)
        hashes[live] = mix(hashes[live], (tokens.type[start[live] + offset] + 1).astype(np.uint64))
    number, first = factorize_values(hashes)
    phrase = tokens.type[spans.start]
    phrase[several] = number + np.int32(len(tokens.types))
    return phrase, spans.take(several[first])


def _join_tokens(tokens: Tokens, spans: Spans, inner: pl.Series, head: pl.Series, glue: str) -> pl.Series:
    """One string a span of several tokens: the strings of its tokens joined by `glue`.

    Args:
        inner: string of each type, for every token but the last.
        head: string of each type, for the last token.
    """
    strings, place, done = [pl.Series("joined", [], dtype=pl.String)], np.empty(len(spans.start), np.int64), 0
    for words in range(2, MAX_WORDS + 1):
        rows = np.flatnonzero(spans.length == words)
        parts = [
            (head if offset == words - 1 else inner).gather(tokens.type[spans.start[rows] + offset]).alias(str(offset))
            for offset in range(words)
        ]
        strings.append(pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator=glue).alias("joined"))["joined"])
        place[rows] = np.arange(done, done + len(rows))
        done += len(rows)
    return pl.concat(strings).gather(place)


class _Groups(NamedTuple):
    """Spans grouped by text and key; one entry a group.

    Attributes:
        span: the first span of the group's commonest phrase.
        first: the first span.
        mentions: number of spans, int32.
        free_mentions: number of standalone spans, int32.
    """

    span: np.ndarray
    first: np.ndarray
    mentions: np.ndarray
    free_mentions: np.ndarray


def _group_by_key(text: np.ndarray, key: np.ndarray, phrase: np.ndarray, standalone: np.ndarray) -> _Groups:
    """Groups spans by text and key.

    Args:
        text, key, phrase, standalone: one entry a span, in the order of the texts.
    """
    if not len(text):
        return _Groups(*(np.empty(0, np.int32) for _ in _Groups._fields))
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
    return _Groups(
        span,
        first,
        np.diff(np.append(bounds, len(order))).astype(np.int32),
        np.add.reduceat(standalone[order].astype(np.int32), bounds),
    )


def _choose_commonest(group: np.ndarray, phrase: np.ndarray, span: np.ndarray) -> np.ndarray:
    """The first span of the commonest phrase of each group; of equally common phrases the one that comes first."""
    order = sort_rows(group, phrase, span)
    group, phrase, span = group[order], phrase[order], span[order]
    runs = np.flatnonzero(mark_changes(group) | mark_changes(phrase))
    size = np.diff(np.append(runs, len(group)))
    best = sort_rows(group[runs], size.max() - size, span[runs])
    return span[runs][best[mark_changes(group[runs][best])]]
