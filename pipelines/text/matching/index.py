"""`find_terms`: the corpus's terms, their variants, and the papers that hold them.

What each candidate counts for is settled in `resolution`; what is searched for, and what of it becomes a term, in `sought`; where
its forms occur is found in `occurrences`, and kept by `searched`; how terms are shown in `labels`. Here they are put together.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.text.matching.listing import change_listing, count_listed, list_terms
from pipelines.text.matching.match_cache import (
    Numbers,
    Searched,
    find_kept,
    pack_occurrences,
    sign_forms,
    sign_texts,
    unpack_occurrences,
)
from pipelines.text.matching.occurrences import Meanings, Occurrences, find_occurrences
from pipelines.text.phrases.analyse import Analysis
from pipelines.text.terms.labels import choose_labels, name_rules
from pipelines.text.terms.selection import Sought, seek, select_listed
from pipelines.text.terms.termhood import derive_min_papers
from pipelines.text.terms.thesaurus import Thesaurus
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

LARGEST_PART = 0.3
"""Texts to search, as part of all, above which all are searched: that takes hardly longer."""


class TermIndex(NamedTuple):
    """Frames of the tables `terms`, `term_variants` and `paper_terms`."""

    terms: pl.DataFrame
    term_variants: pl.DataFrame
    paper_terms: pl.DataFrame


class TermUpdate(NamedTuple):
    """How to bring the index up to date.

    Attributes:
        terms, term_variants: all rows of these tables.
        gone: table name to columns whose values name the rows to take out; None where that is all rows.
        come: table name to rows to put in; `paper_terms` and the tables of `Searched`.
        searched: texts that were searched.
    """

    terms: pl.DataFrame
    term_variants: pl.DataFrame
    gone: dict[str, pl.DataFrame] | None
    come: dict[str, pl.DataFrame]
    searched: int


class _Found(NamedTuple):
    """What all texts hold, and how it goes in the build file.

    Attributes:
        occurrences: in all texts.
        kept: by text, whether it was not searched.
        texts: text, text_hash, signature.
        forms: form, variant, standing, as in `searched_forms`.
    """

    occurrences: Occurrences
    kept: np.ndarray
    texts: pl.DataFrame
    term_numbers: Numbers
    form_numbers: Numbers
    forms: pl.DataFrame


def _search(sought: Sought, meanings: Meanings, analysis: Analysis, known: Searched) -> _Found:
    """Searches the texts that `known` says nothing of any longer: all where these are many."""
    resolved = sought.resolved
    texts = pl.DataFrame(
        {
            "text": np.arange(len(resolved.texts), dtype=np.int32),
            "text_hash": resolved.texts,
            "signature": sign_texts(resolved, sought.number),
        }
    )
    read = texts.join(analysis.text_units, on="text_hash", how="left", maintain_order="left")
    read = read.with_columns(pl.col("title_units").fill_null(0))
    keys = sought.chosen["key"]
    forms = sought.forms.select("variant", sign_forms(sought.forms, keys, resolved, sought.number))
    kept, occurrences = known.searched_texts.clear(), None
    if not known.searched_texts.is_empty():
        kept = find_kept(known, read, analysis.units, forms)
    if kept.height < (1 - LARGEST_PART) * texts.height:
        known, kept = Searched.nothing(), kept.clear()
    term_numbers = Numbers.match(keys, *known.searched_terms.select("key", "term"))
    form_numbers = Numbers.match(forms["variant"], *known.searched_forms.select("variant", "form"))
    is_kept = np.zeros(texts.height, bool)
    if not kept.is_empty():
        occurrences = unpack_occurrences(kept, term_numbers, form_numbers)
        if occurrences is None:
            return _search(sought, meanings, analysis, Searched.nothing())
        is_kept[kept["text"].to_numpy()] = True
    found = find_occurrences(read.filter(~is_kept), analysis.units, forms["variant"], meanings)
    if occurrences is not None:
        found = Occurrences(*(pl.concat(frames) for frames in zip(occurrences, found, strict=True)))
    forms = forms.with_columns(pl.Series("form", form_numbers.stored))
    return _Found(found, is_kept, texts, term_numbers, form_numbers, forms)


def update_terms(
    papers: pl.DataFrame, analysis: Analysis, thesaurus: Thesaurus, min_papers: int, known: Searched
) -> TermUpdate:
    """The terms of a corpus, and what of the tables that are large has changed.

    Args:
        papers: paper_id, text_hash, published_on; English papers only.
        analysis: what was found in their texts; what was found in others is ignored.
        thesaurus: what the user decided.
        min_papers: papers that must hold a term; 0 lets the size of the corpus decide.
        known: what was found when the tables were last brought up to date.
    """
    min_papers = min_papers or derive_min_papers(papers.height)
    sought = None if papers.is_empty() else seek(papers, analysis, thesaurus, min_papers)
    if sought is None:
        come = {name: empty_frame(table(name)) for name in ("paper_terms", *Searched._fields)}
        return TermUpdate(empty_frame(table("terms")), empty_frame(table("term_variants")), None, come, 0)
    resolved, chosen, forms = sought.resolved, sought.chosen, sought.forms
    meanings = Meanings(forms, resolved, sought.number)
    found = _search(sought, meanings, analysis, known)
    papers = papers.sort("paper_id").join(
        found.texts.select("text", "text_hash"), on="text_hash", maintain_order="left"
    )
    totals, by_form, held = count_listed(found.occurrences, papers, meanings)
    by_form = by_form.with_columns(forms["variant"].gather(by_form["form"]).alias("variant")).drop("form")
    totals = select_listed(sought, totals, held, min_papers)
    labels = choose_labels(sought.surfaces, by_form, totals.select("term", "key"), thesaurus)
    terms = totals.join(labels, on="term").select(
        "term_id", pl.col("label").alias("term"), "words", "papers", "mentions", "first_seen", "last_seen", "acronym"
    )
    rules = name_rules(by_form.join(totals.select("term", "key", "term_id"), on="term"), labels, forms, thesaurus)
    term_ids = np.full(chosen.height, -1, np.int64)
    term_ids[totals["term"].to_numpy()] = totals["term_id"].to_numpy()

    # What is no longer among the forms of the texts has no number any more.
    alive = chosen["term"].to_numpy()[sought.number[chosen["key_code"].to_numpy()] >= 0]
    searched_terms = pl.DataFrame(
        {
            "term": found.term_numbers.stored[alive],
            "key": chosen["key"].gather(alive),
            "is_listed": term_ids[alive] >= 0,
        }
    )
    searched_forms = found.forms.select("form", "variant", "standing")
    kept = found.kept
    if not kept.any():
        gone, changed, packed = None, papers, found.texts
    else:
        changed, gone_papers = change_listing(
            papers,
            kept,
            found.occurrences,
            _find_flipped(searched_terms, alive, known, chosen.height),
            known.listed_papers,
        )
        packed = found.texts.filter(~kept)
        gone = {
            "searched_texts": known.searched_texts.join(found.texts.filter(kept), on="text_hash", how="anti"),
            "searched_forms": known.searched_forms.join(searched_forms, on=searched_forms.columns, how="anti"),
            "searched_terms": known.searched_terms.join(searched_terms, on=searched_terms.columns, how="anti"),
            "paper_terms": gone_papers,
            "listed_papers": gone_papers,
        }
        gone = {name: frame.select(frame.columns[0]) for name, frame in gone.items()}
        searched_forms = searched_forms.join(known.searched_forms, on=searched_forms.columns, how="anti")
        searched_terms = searched_terms.join(known.searched_terms, on=searched_terms.columns, how="anti")
    fresh = found.occurrences if gone is None else found.occurrences.take(~kept)
    paper_terms, listed = list_terms(found.occurrences.terms, changed, term_ids)
    come = {
        "searched_texts": pack_occurrences(packed, fresh, found.term_numbers, found.form_numbers),
        "searched_forms": searched_forms,
        "searched_terms": searched_terms,
        "paper_terms": paper_terms,
        "listed_papers": listed,
    }
    return TermUpdate(
        conform(terms, table("terms")).sort("papers", "term_id", descending=[True, False]),
        conform(rules, table("term_variants")).sort("term_id", "papers", "variant", descending=[False, True, False]),
        gone,
        {name: conform(frame, table(name)) for name, frame in come.items()},
        packed.height,
    )


def _find_flipped(searched_terms: pl.DataFrame, places: np.ndarray, known: Searched, terms: int) -> np.ndarray:
    """By place of a term, whether it is listed and was not, or the other way round."""
    before = searched_terms.select("term", "is_listed").join(
        known.searched_terms.select("term", was_listed="is_listed"), on="term", how="left", maintain_order="left"
    )
    flipped = np.zeros(terms, bool)
    flipped[places] = before.select((pl.col("is_listed") != pl.col("was_listed")).fill_null(False)).to_series()
    return flipped


def find_terms(papers: pl.DataFrame, analysis: Analysis, thesaurus: Thesaurus, min_papers: int) -> TermIndex:
    """The terms of a corpus; arguments as of `update_terms`."""
    update = update_terms(papers, analysis, thesaurus, min_papers, Searched.nothing())
    return TermIndex(update.terms, update.term_variants, update.come["paper_terms"])
