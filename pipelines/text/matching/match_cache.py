"""What texts were found to hold before, and which of them must be searched again.

A text is searched again where it holds a form that counts for something else than before, or for which it says itself what it
stands for; what all others hold is what a search of them would find.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.fingerprints import fingerprint_rows, fingerprint_string, fingerprint_strings
from pipelines.text.matching.occurrences import Occurrences
from pipelines.text.matching.prefilter import find_holding
from pipelines.text.phrases.analyse import ANALYSER_VERSION
from pipelines.text.phrases.candidates import place_numbers
from pipelines.text.terms.acronym_disambiguation import Resolved
from warehouse.schema import table
from warehouse.schema.frames import empty_frame

SEARCH_VERSION = "1"
"""Changes whenever the same text and forms may give other occurrences; all texts are searched again then."""


class Searched(NamedTuple):
    """What was found: frames of the tables of these names in the schema `internal`."""

    searched_texts: pl.DataFrame
    searched_forms: pl.DataFrame
    searched_terms: pl.DataFrame
    listed_papers: pl.DataFrame

    @classmethod
    def nothing(cls) -> "Searched":
        """As before the first search."""
        return cls(*(empty_frame(table(name)) for name in cls._fields))


class Numbers(NamedTuple):
    """Numbers by which terms and forms go in the build file, by their places in this run; and the other way round."""

    stored: np.ndarray
    place: np.ndarray

    @classmethod
    def match(cls, names: pl.Series, known: pl.Series, numbers: pl.Series) -> "Numbers":
        """Names that are `known` keep their `numbers`; the others get the next ones."""
        held = pl.DataFrame({"name": known, "number": numbers})
        stored = names.to_frame("name").join(held, on="name", how="left", maintain_order="left")["number"]
        new = stored.is_null().to_numpy()
        stored = stored.fill_null(0).to_numpy().astype(np.int32)
        stored[new] = np.arange(new.sum(), dtype=np.int32) + 1 + (numbers.max() if len(numbers) else -1)
        return cls(stored, place_numbers(pl.Series(stored)))

    def find(self, stored: pl.Series) -> np.ndarray:
        """Places of stored numbers; -1 where there is none."""
        numbers = stored.to_numpy()
        if len(numbers) and numbers.max() >= len(self.place):
            numbers = np.where(numbers < len(self.place), numbers, -1)
            return np.append(self.place, -1)[numbers]
        return self.place[numbers]


def sign_forms(forms: pl.DataFrame, keys: pl.Series, resolved: Resolved, number: np.ndarray) -> pl.Series:
    """A number for each form, equal where it counts for the same.

    Args:
        forms: term, acronym, key (of the form).
        keys: of the terms, by place.
        resolved: what acronyms stand for.
        number: term by index of its key, -1 where the key is no term.
    """
    acronym = forms["acronym"].cast(pl.Int64).fill_null(-1).to_numpy()
    meant = np.where(acronym >= 0, resolved.general[acronym], -1)
    term = np.where(acronym >= 0, np.where(meant >= 0, number[meant], -1), forms["term"].to_numpy())
    meaning = keys.gather(pl.Series(np.maximum(term, 0))).set(pl.Series(term < 0), "")
    own = forms.select(pl.when(pl.col("acronym").is_not_null()).then("key").otherwise(pl.lit("")).alias("own"))["own"]
    return pl.Series("standing", fingerprint_rows(*map(fingerprint_strings, (meaning, own))).view(np.int64))


def sign_texts(resolved: Resolved, number: np.ndarray) -> np.ndarray:
    """A number for each text, equal where it says the same of what acronyms stand for in it."""
    own = resolved.own
    key, text, meaning = (own[name].to_numpy() for name in ("key", "text", "meaning"))
    of_key = fingerprint_strings(resolved.keys)
    said = fingerprint_rows(of_key[key], np.where(number[meaning] >= 0, of_key[meaning], np.uint64(0)))
    # Of several acronyms their order, which is that of the keys, must not count.
    signature = np.repeat(fingerprint_string(f"{ANALYSER_VERSION} {SEARCH_VERSION}"), len(resolved.texts))
    np.add.at(signature, text, said)
    return signature.view(np.int64)


def find_kept(known: Searched, texts: pl.DataFrame, units: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """Rows of `searched_texts` that still hold, with text (a number); by text.

    Args:
        known: what was found before.
        texts: text, text_hash, signature, title_units, units; in their order.
        units: rows of `internal.units`.
        forms: variant, standing.
    """
    # The lists are long, so that their rows are looked for without them and taken once.
    rows = known.searched_texts.select("text_hash", "signature").with_row_index("row")
    kept = texts.select("text", "text_hash", "signature").join(
        rows, on=["text_hash", "signature"], maintain_order="left"
    )
    of_form = ["variant", "standing"]
    before = known.searched_forms
    changed = pl.concat(
        [
            forms.join(before, on=of_form, how="anti")["variant"],
            before.join(forms, on=of_form, how="anti")["variant"],
        ]
    )
    kept = kept.filter(~pl.Series(find_holding(texts, units, changed)).gather(kept["text"]))
    return known.searched_texts[kept["row"]].with_columns(kept["text"])


def unpack_occurrences(kept: pl.DataFrame, terms: Numbers, forms: Numbers) -> Occurrences | None:
    """What rows of `searched_texts` say; None where they name a term or form that is not there."""

    def flatten(names: tuple[str, ...]) -> tuple[np.ndarray, list[pl.Series]]:
        sizes = kept[names[0]].list.len().fill_null(0).to_numpy()
        text = np.repeat(kept["text"].to_numpy().astype(np.int32), sizes)
        # Lists that are all there lie in memory one after the other: no copy is made.
        return text, [kept[name].drop_nulls().explode() for name in names]

    text, (term, mentions) = flatten(("terms", "mentions"))
    form_text, (form,) = flatten(("forms",))
    held_text, (held, holder) = flatten(("held", "holders"))
    places = [terms.find(term), forms.find(form), terms.find(held), terms.find(holder)]
    if any(len(place) and place.min() < 0 for place in places):
        return None
    mentions = mentions.to_numpy()
    return Occurrences(
        pl.DataFrame({"text": text, "term": places[0], "mentions": mentions >> 1, "in_title": (mentions & 1) > 0}),
        pl.DataFrame({"text": form_text, "form": places[1]}),
        pl.DataFrame({"text": held_text, "term": places[2], "holder": places[3]}),
    )


def pack_occurrences(texts: pl.DataFrame, found: Occurrences, terms: Numbers, forms: Numbers) -> pl.DataFrame:
    """Rows of `searched_texts` for `texts` (text, text_hash, signature)."""
    lists = (
        found.terms.select(
            "text",
            pl.Series("terms", terms.stored[found.terms["term"].to_numpy()]),
            (pl.col("mentions") * 2 + pl.col("in_title").cast(pl.Int32)).alias("mentions"),
        ),
        found.forms.select("text", pl.Series("forms", forms.stored[found.forms["form"].to_numpy()])),
        found.held.select(
            "text",
            pl.Series("held", terms.stored[found.held["term"].to_numpy()]),
            pl.Series("holders", terms.stored[found.held["holder"].to_numpy()]),
        ),
    )
    packed = texts.select("text", "text_hash", "signature")
    for rows in lists:
        listed = rows.with_columns(pl.col("text").set_sorted()).group_by("text", maintain_order=True).agg(pl.all())
        packed = packed.join(listed, on="text", how="left", maintain_order="left")
    return packed.drop("text")
