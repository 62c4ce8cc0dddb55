"""Which papers hold which words, how often, and whether in the title: the index that searches ask instead of the texts.

A word is a run of ASCII letters, digits and underscores, in lower case: what stands between two boundaries (`\\b`) of a pattern.
Other letters are no part of it, so that `naïve` is the words `na` and `ve`; who looks for such a word looks for both, and then
into the texts that hold them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.grouping import mark_changes, repeat_ranges
from pipelines.text.tokens.tokens import Units

INDEX_VERSION = "1"
"""Changes whenever the same text may give other words; texts split by another version are split again."""

WORD = "[0-9A-Za-z_]+"
HIGHEST = 2**31 - 1
"""The highest number that a word may have."""
_SLICE = 4_000_000


class SplitForms(NamedTuple):
    """The words of each of many forms.

    Attributes:
        words: the distinct words, sorted.
        word: index into `words` of each word of all forms, form after form, int32.
        starts: the first word of each form, int32.
        sizes: words of each form, int32.
    """

    words: pl.Series
    word: np.ndarray
    starts: np.ndarray
    sizes: np.ndarray


class Part(NamedTuple):
    """The words of some papers: rows by word, then by paper.

    Attributes:
        words: words, sorted; some may be in none of the papers.
        word: index into `words` of each word that some paper holds, int32, ascending.
        rows: papers that hold each of these, int32.
        paper: number of the paper, int32; ascending within a word.
        mentions: occurrences in title and abstract.
        in_title: whether the title holds it.
    """

    words: pl.Series
    word: np.ndarray
    rows: np.ndarray
    paper: np.ndarray
    mentions: np.ndarray
    in_title: np.ndarray


def split_forms(forms: pl.Series) -> SplitForms:
    """The words of `forms`, such as those of `Units`."""
    # Words first: some other letters become ASCII in lower case.
    found = forms.str.extract_all(WORD)
    sizes = found.list.len().to_numpy().astype(np.int32)
    flat = found.filter(found.list.len() > 0).explode().str.to_lowercase().alias("word")
    words = flat.unique().sort()
    return SplitForms(words, _look_up(flat, words), np.cumsum(sizes, dtype=np.int32) - sizes, sizes)


def _look_up(some: pl.Series, words: pl.Series) -> np.ndarray:
    """The index in `words` of each of `some`, int32; -1 where it is not among them."""
    numbered = pl.DataFrame({"word": words}).with_row_index("place")
    found = pl.DataFrame({"word": some}).join(numbered, on="word", how="left", maintain_order="left")
    return found["place"].cast(pl.Int32).fill_null(-1).to_numpy()


def find_words(units: Units, paper: np.ndarray, split: SplitForms) -> Part:
    """The words of texts.

    Args:
        units: of the texts.
        paper: number of the paper of each text, int32, ascending.
        split: the words of the units' forms.
    """
    sizes = split.sizes[units.form]
    word = split.word[repeat_ranges(split.starts[units.form], sizes)]
    place = np.arange(len(units), dtype=np.int32) - units.starts[units.text]
    in_text = (units.text << 1) | (place >= units.title_units[units.text])
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
    """Numbers of words in the order of the alphabet, so that all words with one beginning are a range; those known keep theirs.

    Args:
        words: distinct, sorted.
        known: word_id, word.

    Returns:
        The number of each of `words`, int32, with room between them for later ones; None where too little room is left.
    """
    every = pl.concat(
        [
            known.select("word", "word_id", wanted=pl.col("word").is_in(words.implode())),
            pl.DataFrame({"word": words.filter(~words.is_in(known["word"].implode()))}).select(
                "word", word_id=pl.lit(None, pl.Int32), wanted=True
            ),
        ]
    ).sort("word")
    held = np.flatnonzero(every["word_id"].is_not_null().to_numpy())
    # Each word counts from the last that is known, by equal steps up to the next.
    bounds = np.concatenate([[-1], held, [every.height]])
    ends = np.concatenate([[-1], every["word_id"].drop_nulls().to_numpy().astype(np.int64), [HIGHEST + 1]])
    last = np.searchsorted(held, np.arange(every.height), side="right")
    many, room = np.diff(bounds)[last], np.diff(ends)[last]
    if (room < many).any():
        return None
    numbers = ends[last] + room * (np.arange(every.height) - bounds[last]) // many
    return numbers[every["wanted"].to_numpy()].astype(np.int32)


def count_papers(parts: Sequence[Part]) -> pl.DataFrame:
    """word and papers: how many papers of all parts hold it; sorted by word."""
    held = [pl.DataFrame({"word": part.words.gather(part.word), "papers": part.rows}) for part in parts]
    empty = pl.DataFrame(schema={"word": pl.String, "papers": pl.Int32})
    return pl.concat([empty, *held]).group_by("word").agg(pl.col("papers").cast(pl.Int64).sum()).sort("word")


def merge_parts(parts: Sequence[Part], words: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The rows of all parts by word, then by paper, some millions at a time: word_id, paper_number, mentions, in_title.

    Args:
        parts: papers ascend from each to the next.
        words: word_id, word, papers: all words that the parts hold, sorted by word.
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
