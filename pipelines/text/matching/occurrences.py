"""Which terms each text holds: matches of the terms' forms, acronyms resolved, overlaps counted once."""

from typing import NamedTuple, Self

import numpy as np
import polars as pl

from pipelines.arrays.grouping import mark_changes, sort_rows
from pipelines.arrays.parallel import map_ahead
from pipelines.text.matching.trie import Matches, build_trie, find_forms, split_forms
from pipelines.text.phrases.candidates import place_numbers
from pipelines.text.terms.acronym_senses import Senses
from pipelines.text.terms.nesting import find_nested
from pipelines.text.tokens.tokens import unpack_tokens

BATCH = 3_000
"""Texts read at once: few enough that the arrays of their words fit the cache."""


class Occurrences(NamedTuple):
    """What texts hold; each frame by text, integers of 32 bits.

    Attributes:
        terms: text, term, mentions, in_title; one row a text and term.
        forms: text, form; one row a text and form that counts for a term there.
        nested: text, term, container; one row an occurrence of a term inside an occurrence of another (the container).
    """

    terms: pl.DataFrame
    forms: pl.DataFrame
    nested: pl.DataFrame

    @classmethod
    def none(cls) -> Self:
        """Without any row."""
        number = {"text": pl.Int32, "term": pl.Int32}
        return cls(
            pl.DataFrame(schema=number | {"mentions": pl.Int32, "in_title": pl.Boolean}),
            pl.DataFrame(schema={"text": pl.Int32, "form": pl.Int32}),
            pl.DataFrame(schema=number | {"container": pl.Int32}),
        )

    def take(self, texts: np.ndarray) -> Self:
        """The rows of some texts.

        Args:
            texts: by text, whether it is one of them.
        """
        return type(self)(
            *(frame.filter(pl.Series(texts[frame["text"].to_numpy()], dtype=pl.Boolean)) for frame in self)
        )


class Meanings:
    """The term that each form stands for in a text."""

    def __init__(self, forms: pl.DataFrame, senses: Senses, number: np.ndarray) -> None:
        """Of the forms of one run.

        Args:
            forms: term, acronym (index of the acronym's key; null where the form is none); one row a form.
            senses: what acronyms stand for.
            number: term (as in `forms`) by key index, -1 where the key is no term.
        """
        self._plain = forms["term"].to_numpy()
        self._acronym = forms["acronym"].cast(pl.Int64).fill_null(-1).to_numpy()
        self._senses, self._number = senses, number

    def is_ambiguous(self, form: np.ndarray) -> np.ndarray:
        """Whether each form is an acronym, which stands for one term in one text and for another in the next."""
        return self._acronym[form] >= 0

    def find(self, form: np.ndarray, text: np.ndarray) -> np.ndarray:
        """The term of each form in each of these texts (indices into the distinct texts); -1 where it counts for
        none."""
        term = self._plain[form]
        ambiguous = np.flatnonzero(self._acronym[form] >= 0)
        meant = self._senses.look_up(self._acronym[form[ambiguous]], text[ambiguous])
        term[ambiguous] = np.where(meant >= 0, self._number[meant], -1)
        return term


def find_occurrences(texts: pl.DataFrame, units: pl.DataFrame, variants: pl.Series, meanings: Meanings) -> Occurrences:
    """What texts hold.

    Args:
        texts: text (index into the distinct texts, ascending), title_units and units as in `internal.text_units`.
        units: rows of `internal.units`, all that the texts name.
        variants: the forms, distinct; a form is named by its place.
        meanings: of the forms.
    """
    if texts.is_empty():
        return Occurrences.none()
    trie = build_trie(variants)
    tokens = split_forms(trie, units["form"])
    place = place_numbers(units["unit"])

    def read_batch(batch: pl.DataFrame) -> Occurrences:
        read = unpack_tokens(batch["units"], batch["title_units"].to_numpy(), place, units["form"])
        found = find_forms(trie, tokens, read)
        text = batch["text"].to_numpy()
        return _list_matches(found, meanings.find(found.form, text[found.text]), text)

    batches = list(map_ahead(read_batch, texts.iter_slices(BATCH)))
    return Occurrences(*(pl.concat(frames) for frames in zip(*batches, strict=True)))


def _list_matches(found: Matches, term: np.ndarray, texts: np.ndarray) -> Occurrences:
    """The occurrences of one batch; matches of term -1 count as nothing."""
    kept = np.flatnonzero(term >= 0)
    text, term, form, in_title = found.text[kept], term[kept], found.form[kept], found.in_title[kept]
    inside, container = find_nested(found.start[kept], found.end[kept], term)
    # Matches are sorted by start, and equal ones stay in their order: within a text and term they stay so.
    order = sort_rows(text, term)
    start, end = found.start[kept[order]], found.end[kept[order]]
    text_of, term_of = text[order], term[order]
    begins = mark_changes(text_of) | mark_changes(term_of)
    heads = np.flatnonzero(begins)
    # Overlapping forms of one term are one mention: the furthest end so far, per text and term.
    shift = np.cumsum(begins) * (int(end.max(initial=0)) + 1)
    fresh = begins.copy()
    fresh[1:] |= (start + shift)[1:] >= np.maximum.accumulate(end + shift)[:-1]
    # Within a text a form stands for one term.
    by_form = sort_rows(text, form)
    by_form = by_form[mark_changes(text[by_form]) | mark_changes(form[by_form])]
    return Occurrences(
        pl.DataFrame(
            {
                "text": _small(texts[text_of[heads]]),
                "term": _small(term_of[heads]),
                "mentions": _small(np.add.reduceat(fresh.astype(np.int64), heads) if len(heads) else heads),
                "in_title": np.logical_or.reduceat(in_title[order], heads) if len(heads) else np.empty(0, bool),
            }
        ),
        pl.DataFrame({"text": _small(texts[text[by_form]]), "form": _small(form[by_form])}),
        pl.DataFrame(
            {
                "text": _small(texts[text[inside]]),
                "term": _small(term[inside]),
                "container": _small(term[container]),
            }
        ),
    )


def _small(numbers: np.ndarray) -> np.ndarray:
    return numbers.astype(np.int32)
