"""`find_terms`: the corpus's terms, their variants, and the papers that hold them.

`acronym_disambiguation` decides what each candidate counts for, `selection` which candidates are terms, `occurrences`
where their forms occur, `labels` how they are shown. `match_cache` keeps what was found from run to run.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.text.matching.listing import change_listing, count_listed, list_terms
from pipelines.text.matching.match_cache import (
    IdMap,
    MatchCache,
    find_kept,
    pack_occurrences,
    sign_senses,
    sign_texts,
    unpack_occurrences,
)
from pipelines.text.matching.occurrences import Meanings, Occurrences, find_occurrences
from pipelines.text.phrases.analyse import Analysis
from pipelines.text.terms.labels import choose_labels, name_rules
from pipelines.text.terms.selection import TermSelection, confirm_terms, select_terms
from pipelines.text.terms.termhood import derive_min_papers
from pipelines.text.terms.thesaurus import Thesaurus
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

LARGEST_PART = 0.3
"""Share of texts to search above which all texts are searched, which takes hardly longer."""


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
        come: table name to rows to put in; `paper_terms` and the tables of `MatchCache`.
        searched: texts that were searched.
    """

    terms: pl.DataFrame
    term_variants: pl.DataFrame
    gone: dict[str, pl.DataFrame] | None
    come: dict[str, pl.DataFrame]
    searched: int


class _Found(NamedTuple):
    """What all texts hold, and its ids in the build file.

    Attributes:
        occurrences: in all texts.
        kept: by text, whether it was not searched.
        texts: text, text_hash, signature.
        forms: form, variant, sense_signature, as in `searched_forms`.
    """

    occurrences: Occurrences
    kept: np.ndarray
    texts: pl.DataFrame
    term_ids: IdMap
    form_ids: IdMap
    forms: pl.DataFrame


def _search(selection: TermSelection, meanings: Meanings, analysis: Analysis, cache: MatchCache) -> _Found:
    """Searches the texts that the cache does not cover: all texts where these are many."""
    resolved = selection.resolved
    texts = pl.DataFrame(
        {
            "text": np.arange(len(resolved.texts), dtype=np.int32),
            "text_hash": resolved.texts,
            "signature": sign_texts(resolved, selection.number),
        }
    )
    read = texts.join(analysis.text_units, on="text_hash", how="left", maintain_order="left")
    read = read.with_columns(pl.col("title_units").fill_null(0))
    keys = selection.chosen["key"]
    forms = selection.forms.select("variant", sign_senses(selection.forms, keys, resolved, selection.number))
    kept, occurrences = cache.searched_texts.clear(), None
    if not cache.searched_texts.is_empty():
        kept = find_kept(cache, read, analysis.units, forms)
    if kept.height < (1 - LARGEST_PART) * texts.height:
        cache, kept = MatchCache.empty(), kept.clear()
    term_ids = IdMap.match(keys, *cache.searched_terms.select("key", "term"))
    form_ids = IdMap.match(forms["variant"], *cache.searched_forms.select("variant", "form"))
    is_kept = np.zeros(texts.height, bool)
    if not kept.is_empty():
        occurrences = unpack_occurrences(kept, term_ids, form_ids)
        if occurrences is None:
            return _search(selection, meanings, analysis, MatchCache.empty())
        is_kept[kept["text"].to_numpy()] = True
    found = find_occurrences(read.filter(~is_kept), analysis.units, forms["variant"], meanings)
    if occurrences is not None:
        found = Occurrences(*(pl.concat(frames) for frames in zip(occurrences, found, strict=True)))
    forms = forms.with_columns(pl.Series("form", form_ids.stored))
    return _Found(found, is_kept, texts, term_ids, form_ids, forms)


def update_terms(
    papers: pl.DataFrame, analysis: Analysis, thesaurus: Thesaurus, min_papers: int, cache: MatchCache
) -> TermUpdate:
    """The terms of a corpus, and what of the tables that are large has changed.

    Args:
        papers: paper_id, text_hash, published_on; English papers only.
        analysis: what was found in their texts; what was found in others is ignored.
        thesaurus: what the user decided.
        min_papers: papers that must hold a term; 0 lets the size of the corpus decide.
        cache: what earlier runs found.
    """
    min_papers = min_papers or derive_min_papers(papers.height)
    selection = None if papers.is_empty() else select_terms(papers, analysis, thesaurus, min_papers)
    if selection is None:
        come = {name: empty_frame(table(name)) for name in ("paper_terms", *MatchCache._fields)}
        return TermUpdate(empty_frame(table("terms")), empty_frame(table("term_variants")), None, come, 0)
    resolved, chosen, forms = selection.resolved, selection.chosen, selection.forms
    meanings = Meanings(forms, resolved.senses, selection.number)
    found = _search(selection, meanings, analysis, cache)
    papers = papers.sort("paper_id").join(
        found.texts.select("text", "text_hash"), on="text_hash", maintain_order="left"
    )
    totals, by_form, nested = count_listed(found.occurrences, papers, meanings)
    by_form = by_form.with_columns(forms["variant"].gather(by_form["form"]).alias("variant")).drop("form")
    totals = confirm_terms(selection, totals, nested, min_papers)
    labels = choose_labels(selection.surfaces, by_form, totals.select("term", "key"), thesaurus)
    terms = totals.join(labels, on="term").select(
        "term_id", pl.col("label").alias("term"), "words", "papers", "mentions", "first_seen", "last_seen", "acronym"
    )
    rules = name_rules(by_form.join(totals.select("term", "key", "term_id"), on="term"), labels, forms, thesaurus)
    term_ids = np.full(chosen.height, -1, np.int64)
    term_ids[totals["term"].to_numpy()] = totals["term_id"].to_numpy()

    # The title filter has taken the number of some candidates away.
    alive = chosen["term"].to_numpy()[selection.number[chosen["key_code"].to_numpy()] >= 0]
    searched_terms = pl.DataFrame(
        {
            "term": found.term_ids.stored[alive],
            "key": chosen["key"].gather(alive),
            "is_listed": term_ids[alive] >= 0,
        }
    )
    searched_forms = found.forms.select("form", "variant", "sense_signature")
    kept = found.kept
    if not kept.any():
        gone, changed, packed = None, papers, found.texts
    else:
        changed, gone_papers = change_listing(
            papers,
            kept,
            found.occurrences,
            _find_flipped(searched_terms, alive, cache, chosen.height),
            cache.listed_papers,
        )
        packed = found.texts.filter(~kept)
        gone = {
            "searched_texts": cache.searched_texts.join(found.texts.filter(kept), on="text_hash", how="anti"),
            "searched_forms": cache.searched_forms.join(searched_forms, on=searched_forms.columns, how="anti"),
            "searched_terms": cache.searched_terms.join(searched_terms, on=searched_terms.columns, how="anti"),
            "paper_terms": gone_papers,
            "listed_papers": gone_papers,
        }
        gone = {name: frame.select(frame.columns[0]) for name, frame in gone.items()}
        searched_forms = searched_forms.join(cache.searched_forms, on=searched_forms.columns, how="anti")
        searched_terms = searched_terms.join(cache.searched_terms, on=searched_terms.columns, how="anti")
    fresh = found.occurrences if gone is None else found.occurrences.take(~kept)
    paper_terms, listed = list_terms(found.occurrences.terms, changed, term_ids)
    come = {
        "searched_texts": pack_occurrences(packed, fresh, found.term_ids, found.form_ids),
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


def _find_flipped(searched_terms: pl.DataFrame, places: np.ndarray, cache: MatchCache, terms: int) -> np.ndarray:
    """By position of a term, whether it became a term or ceased to be one since the last run."""
    before = searched_terms.select("term", "is_listed").join(
        cache.searched_terms.select("term", was_listed="is_listed"), on="term", how="left", maintain_order="left"
    )
    flipped = np.zeros(terms, bool)
    flipped[places] = before.select((pl.col("is_listed") != pl.col("was_listed")).fill_null(False)).to_series()
    return flipped


def find_terms(papers: pl.DataFrame, analysis: Analysis, thesaurus: Thesaurus, min_papers: int) -> TermIndex:
    """The terms of a corpus; arguments as of `update_terms`."""
    update = update_terms(papers, analysis, thesaurus, min_papers, MatchCache.empty())
    return TermIndex(update.terms, update.term_variants, update.come["paper_terms"])
