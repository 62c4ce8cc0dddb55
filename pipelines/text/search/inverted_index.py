"""The inverted index: which papers contain which words, how often, and whether the title does.

A word is a run of ASCII letters, digits and underscores, in lower case, like `[0-9A-Za-z_]+` of a regular expression.
Other letters are no part of words, so that `naïve` is the words `na` and `ve`. A search for such a word looks for both,
and then reads the texts that contain them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.grouping import mark_changes, repeat_ranges
from pipelines.text.tokens.tokens import Tokens
from warehouse.schema.search_index import WORD

INDEX_VERSION = "1"
"""Changes whenever the same text may give other words; texts indexed by another version are indexed again."""

HIGHEST = 2**31 - 1
"""The highest id that a word may have."""
_SLICE = 4_000_000
"""Rows of the merged index that are given out at once."""


class WordsOfTypes(NamedTuple):
    """The words of each of many types of tokens.

    Attributes:
        words: the distinct words, sorted.
        word: index into `words` of each word, type after type, int32.
        starts: the first word of each type, int32.
        sizes: number of words of each type, int32.
    """

    words: pl.Series
    word: np.ndarray
    starts: np.ndarray
    sizes: np.ndarray


class Part(NamedTuple):
    """The index of some papers: rows by word, then by paper.

    Attributes:
        words: words, sorted; some may be in none of the papers.
        word: index into `words` of each word that some paper contains, int32, ascending.
        rows: number of rows (papers) of each of these, int32.
        paper: number of the paper of each row, int32; ascending within a word.
        mentions: occurrences in title and abstract, by row.
        in_title: whether the title contains the word, by row.
    """

    words: pl.Series
    word: np.ndarray
    rows: np.ndarray
    paper: np.ndarray
    mentions: np.ndarray
    in_title: np.ndarray


def split_types(types: pl.Series) -> WordsOfTypes:
    """Splits the types of `Tokens` into words."""
    # Words are split off before they are put in lower case, because some letters become ASCII only then.
    found = types.str.extract_all(WORD)
    sizes = found.list.len().to_numpy().astype(np.int32)
    flat = found.filter(found.list.len() > 0).explode().str.to_lowercase().alias("word")
    words = flat.unique().sort()
    return WordsOfTypes(words, _look_up(flat, words), np.cumsum(sizes, dtype=np.int32) - sizes, sizes)


def _look_up(some: pl.Series, words: pl.Series) -> np.ndarray:
    """The index in `words` of each of `some`, int32; -1 where it is not there."""
    numbered = pl.DataFrame({"word": words}).with_row_index("place")
    found = pl.DataFrame({"word": some}).join(numbered, on="word", how="left", maintain_order="left")
    return found["place"].cast(pl.Int32).fill_null(-1).to_numpy()


def find_words(tokens: Tokens, paper: np.ndarray, split: WordsOfTypes) -> Part:
    """The index of texts.

    Args:
        tokens: of the texts.
        paper: number of the paper of each text, int32, ascending.
        split: the words of the types of the tokens.
    """
    sizes = split.sizes[tokens.type]
    word = split.word[repeat_ranges(split.starts[tokens.type], sizes)]
    in_title = tokens.positions(np.arange(len(tokens), dtype=np.int32)) < tokens.title_tokens[tokens.text]
    # One number a word: the word above, then the text, then whether it stands in the abstract.
    in_text = (tokens.text << 1) | ~in_title
    key, bits = word.astype(np.int64), max(int(in_text.max(initial=0)).bit_length(), 1)
    key <<= bits
    key |= np.repeat(in_text, sizes)
    key.sort()
    begins = np.flatnonzero(mark_changes(key >> 1))
    mentions = np.diff(np.append(begins, len(key)))
    first = key[begins]
    word = (first >> bits).astype(np.int32)
    words = np.flatnonzero(mark_changes(word))
    return Part(
        words=split.words,
        word=word[words],
        rows=np.diff(np.append(words, len(word))).astype(np.int32),
        paper=paper[(first & ((1 << bits) - 1)) >> 1],
        mentions=mentions.astype(np.min_scalar_type(int(mentions.max(initial=0)))),
        in_title=first & 1 == 0,
    )


def number_words(words: pl.Series, known: pl.DataFrame) -> np.ndarray | None:
    """Ids for words in alphabetical order, so that the words with one prefix are a range of ids.

    Args:
        words: distinct, sorted.
        known: word_id, word; these words keep their ids.

    Returns:
        The id of each of `words`, int32, with gaps for later words; None where a gap is too small.
    """
    every = pl.concat(
        [
            known.select("word", "word_id", wanted=pl.col("word").is_in(words.implode())),
            pl.DataFrame({"word": words.filter(~words.is_in(known["word"].implode()))}).select(
                "word", word_id=pl.lit(None, pl.Int32), wanted=True
            ),
        ]
    ).sort("word")
    given = np.flatnonzero(every["word_id"].is_not_null().to_numpy())
    # Ids of new words lie in equal steps between those of the known words before and after them.
    bounds = np.concatenate([[-1], given, [every.height]])
    ends = np.concatenate([[-1], every["word_id"].drop_nulls().to_numpy().astype(np.int64), [HIGHEST + 1]])
    last = np.searchsorted(given, np.arange(every.height), side="right")
    many, room = np.diff(bounds)[last], np.diff(ends)[last]
    if (room < many).any():
        return None
    numbers = ends[last] + room * (np.arange(every.height) - bounds[last]) // many
    return numbers[every["wanted"].to_numpy()].astype(np.int32)


def count_papers(parts: Sequence[Part]) -> pl.DataFrame:
    """Document frequencies: word and papers (how many papers of all parts contain it), sorted by word."""
    counts = [pl.DataFrame({"word": part.words.gather(part.word), "papers": part.rows}) for part in parts]
    empty = pl.DataFrame(schema={"word": pl.String, "papers": pl.Int32})
    return pl.concat([empty, *counts]).group_by("word").agg(pl.col("papers").cast(pl.Int64).sum()).sort("word")


def merge_parts(parts: Sequence[Part], words: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Rows of all parts by word, then by paper, in slices of some millions: word_id, paper_number, mentions, in_title.

    Args:
        parts: papers ascend from each to the next.
        words: word_id, word, papers; all words of the parts, sorted by word.
    """
    places = {id(part.words): _look_up(part.words, words["word"]) for part in parts}
    place = [places[id(part.words)][part.word] for part in parts]
    starts = [np.append(0, np.cumsum(part.rows)) for part in parts]
    number, papers = words["word_id"].to_numpy(), words["papers"].to_numpy()
    slices = np.flatnonzero(mark_changes(np.cumsum(papers) // _SLICE))
    for begin, end in pairwise([*slices, len(papers)]):
        sizes = papers[begin:end]
        free, rows = (np.cumsum(sizes) - sizes).astype(np.int32), int(sizes.sum())
        paper, mentions, in_title = np.empty(rows, np.int32), np.empty(rows, np.int32), np.empty(rows, bool)
        for part, at, start in zip(parts, place, starts, strict=True):
            low, high = np.searchsorted(at, (begin, end))
            word, source = at[low:high] - begin, slice(start[low], start[high])
            target = repeat_ranges(free[word], part.rows[low:high])
            paper[target], mentions[target], in_title[target] = (
                column[source] for column in (part.paper, part.mentions, part.in_title)
            )
            free[word] += part.rows[low:high]
        yield pl.DataFrame(
            {
                "word_id": np.repeat(number[begin:end], sizes),
                "paper_number": paper,
                "mentions": mentions,
                "in_title": in_title,
            }
        )
