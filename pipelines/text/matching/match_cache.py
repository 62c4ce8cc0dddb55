"""The match cache: what earlier runs found in texts, and which texts must be searched again.

A text is searched again if it holds a form that now counts for another term, or if its own definitions of acronyms have
changed. For all other texts the cache says what a search would find.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.fingerprints import fingerprint_rows, fingerprint_string, fingerprint_strings
from pipelines.text.matching.occurrences import Occurrences
from pipelines.text.matching.prefilter import mark_texts_with
from pipelines.text.phrases.analyse import ANALYSER_VERSION
from pipelines.text.phrases.candidates import place_numbers
from pipelines.text.terms.acronym_disambiguation import Resolved
from warehouse.schema import table
from warehouse.schema.frames import empty_frame

SEARCH_VERSION = "2"
"""Changes whenever the same text and forms may give other occurrences; all texts are searched again then."""


class MatchCache(NamedTuple):
    """What earlier runs found: frames of the tables of these names in the schema `internal`."""

    searched_texts: pl.DataFrame
    searched_forms: pl.DataFrame
    searched_terms: pl.DataFrame
    listed_papers: pl.DataFrame

    @classmethod
    def empty(cls) -> "MatchCache":
        """The cache before the first search."""
        return cls(*(empty_frame(table(name)) for name in cls._fields))


class IdMap(NamedTuple):
    """Ids of terms or forms in the build file by their position in this run, and the other way round.

    Attributes:
        stored: id by position, int32.
        place: position by id; -1 where there is none.
    """

    stored: np.ndarray
    place: np.ndarray

    @classmethod
    def match(cls, names: pl.Series, known: pl.Series, numbers: pl.Series) -> "IdMap":
        """`names` that are `known` keep their id of `numbers`; the others get the next ids."""
        before = pl.DataFrame({"name": known, "number": numbers})
        stored = names.to_frame("name").join(before, on="name", how="left", maintain_order="left")["number"]
        new = stored.is_null().to_numpy()
        stored = stored.fill_null(0).to_numpy().astype(np.int32)
        stored[new] = np.arange(new.sum(), dtype=np.int32) + 1 + (numbers.max() if len(numbers) else -1)
        return cls(stored, place_numbers(pl.Series(stored)))

    def find(self, stored: pl.Series) -> np.ndarray:
        """Positions of stored ids; -1 where there is none."""
        numbers = stored.to_numpy()
        if len(numbers) and numbers.max() >= len(self.place):
            numbers = np.where(numbers < len(self.place), numbers, -1)
            return np.append(self.place, -1)[numbers]
        return self.place[numbers]


def sign_senses(forms: pl.DataFrame, keys: pl.Series, resolved: Resolved, number: np.ndarray) -> pl.Series:
    """The sense signature of each form: a hash of what it counts for in texts that do not define it.

    Args:
        forms: term, acronym, key (of the form).
        keys: of the terms, by place.
        resolved: what acronyms stand for.
        number: term by index of its key, -1 where the key is no term.
    """
    acronym = forms["acronym"].cast(pl.Int64).fill_null(-1).to_numpy()
    meant = np.where(acronym >= 0, resolved.senses.corpus_sense[acronym], -1)
    term = np.where(acronym >= 0, np.where(meant >= 0, number[meant], -1), forms["term"].to_numpy())
    meaning = keys.gather(pl.Series(np.maximum(term, 0))).set(pl.Series(term < 0), "")
    own = forms.select(pl.when(pl.col("acronym").is_not_null()).then("key").otherwise(pl.lit("")).alias("own"))["own"]
    return pl.Series("sense_signature", fingerprint_rows(*map(fingerprint_strings, (meaning, own))).view(np.int64))


def sign_texts(resolved: Resolved, number: np.ndarray) -> np.ndarray:
    """The signature of each text: a hash of its own definitions of acronyms, and of the versions of analysis and
    search."""
    senses = resolved.senses.document_senses
    key, text, meaning = (senses[name].to_numpy() for name in ("key", "text", "meaning"))
    of_key = fingerprint_strings(resolved.keys)
    said = fingerprint_rows(of_key[key], np.where(number[meaning] >= 0, of_key[meaning], np.uint64(0)))
    # A sum, so that the order of the acronyms, which is that of the keys, does not count.
    signature = np.repeat(fingerprint_string(f"{ANALYSER_VERSION} {SEARCH_VERSION}"), len(resolved.texts))
    np.add.at(signature, text, said)
    return signature.view(np.int64)


def find_kept(cache: MatchCache, texts: pl.DataFrame, units: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """Rows of `searched_texts` that are still valid, with text (a number); by text.

    Args:
        cache: what earlier runs found.
        texts: text, text_hash, signature, title_units, units; in their order.
        units: rows of `internal.units`.
        forms: variant, sense_signature.
    """
    # Rows are matched without their long lists, which are then gathered once.
    rows = cache.searched_texts.select("text_hash", "signature").with_row_index("row")
    kept = texts.select("text", "text_hash", "signature").join(
        rows, on=["text_hash", "signature"], maintain_order="left"
    )
    of_form = ["variant", "sense_signature"]
    before = cache.searched_forms
    changed = pl.concat(
        [
            forms.join(before, on=of_form, how="anti")["variant"],
            before.join(forms, on=of_form, how="anti")["variant"],
        ]
    )
    kept = kept.filter(~pl.Series(mark_texts_with(texts, units, changed)).gather(kept["text"]))
    return cache.searched_texts[kept["row"]].with_columns(kept["text"])


def unpack_occurrences(kept: pl.DataFrame, terms: IdMap, forms: IdMap) -> Occurrences | None:
    """The occurrences in rows of `searched_texts`; None where a row names a term or form that is not there."""

    def flatten(names: tuple[str, ...]) -> tuple[np.ndarray, list[pl.Series]]:
        sizes = kept[names[0]].list.len().fill_null(0).to_numpy()
        text = np.repeat(kept["text"].to_numpy().astype(np.int32), sizes)
        # Lists that are all there lie in memory one after the other: no copy is made.
        return text, [kept[name].drop_nulls().explode() for name in names]

    text, (term, mentions) = flatten(("terms", "mentions"))
    form_text, (form,) = flatten(("forms",))
    nested_text, (nested, container) = flatten(("nested", "containers"))
    places = [terms.find(term), forms.find(form), terms.find(nested), terms.find(container)]
    if any(len(place) and place.min() < 0 for place in places):
        return None
    mentions = mentions.to_numpy()
    return Occurrences(
        pl.DataFrame({"text": text, "term": places[0], "mentions": mentions >> 1, "in_title": (mentions & 1) > 0}),
        pl.DataFrame({"text": form_text, "form": places[1]}),
        pl.DataFrame({"text": nested_text, "term": places[2], "container": places[3]}),
    )


def pack_occurrences(texts: pl.DataFrame, found: Occurrences, terms: IdMap, forms: IdMap) -> pl.DataFrame:
    """Rows of `searched_texts` for `texts` (text, text_hash, signature)."""
    lists = (
        found.terms.select(
            "text",
            pl.Series("terms", terms.stored[found.terms["term"].to_numpy()]),
            (pl.col("mentions") * 2 + pl.col("in_title").cast(pl.Int32)).alias("mentions"),
        ),
        found.forms.select("text", pl.Series("forms", forms.stored[found.forms["form"].to_numpy()])),
        found.nested.select(
            "text",
            pl.Series("nested", terms.stored[found.nested["term"].to_numpy()]),
            pl.Series("containers", terms.stored[found.nested["container"].to_numpy()]),
        ),
    )
    packed = texts.select("text", "text_hash", "signature")
    for rows in lists:
        listed = rows.with_columns(pl.col("text").set_sorted()).group_by("text", maintain_order=True).agg(pl.all())
        packed = packed.join(listed, on="text", how="left", maintain_order="left")
    return packed.drop("text")
