"""Term selection: the candidates whose forms texts are searched for, and after the search those that are terms."""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.text.phrases.analyse import Analysis
from pipelines.text.phrases.canonical_keys import make_term_id
from pipelines.text.terms.acronym_disambiguation import Resolved, resolve
from pipelines.text.terms.counts import choose_phrases, count_terms
from pipelines.text.terms.surface_forms import add_guesses, add_long_forms, choose_forms, collect_surfaces, name_forms
from pipelines.text.terms.termhood import SMALL_CORPUS_PAPERS, filter_candidates, find_fragments, is_defined
from pipelines.text.terms.thesaurus import Thesaurus
from pipelines.text.terms.title_filter import find_non_terms

MIN_READ_SHARE = 0.5
"""Of the papers that hold a form of a term, the least share in which a form was read as a noun phrase (`show`, `high`
seldom are)."""
MIN_READ_SHARE_DEFINED = 0.2
"""The same for a phrase that texts abbreviate. If it begins like filler it is often read without its first word (`novel
view synthesis`)."""


class TermSelection(NamedTuple):
    """What texts are searched for.

    Attributes:
        resolved: the candidates with their terms.
        chosen: term (0, 1, …: its row), key, words, papers (texts that hold it as a phrase), defined (texts that give
            it an acronym), and the other counts.
        number: term by index of its key; -1 where the key is no term.
        surfaces: as of `surface_forms.add_guesses`.
        forms: as of `surface_forms.choose_forms`.
        wanted: keys that the user named.
    """

    resolved: Resolved
    chosen: pl.DataFrame
    number: np.ndarray
    surfaces: pl.DataFrame
    forms: pl.DataFrame
    wanted: list[str]


def _describe_terms(resolved: Resolved, counts: pl.DataFrame, definitions: pl.DataFrame) -> pl.DataFrame:
    """`counts` with the key, a surface and its words (of the term's own form where it has one), and defined (the texts
    that give it an acronym)."""
    term = counts["term"].to_numpy()
    phrase = choose_phrases(resolved)[term]
    words = resolved.phrases["words"].to_numpy()[phrase]
    described = counts.with_columns(
        resolved.keys.gather(term).alias("key"),
        resolved.phrases["surface"].gather(phrase).alias("surface"),
        pl.Series("words", np.where(resolved.key[phrase] == term, words, 1)),
    )
    defining = definitions.group_by("expansion_key").agg(pl.col("text_hash").n_unique().alias("defined"))
    return described.join(
        defining, left_on="key", right_on="expansion_key", how="left", maintain_order="left"
    ).with_columns(pl.col("defined").fill_null(0).cast(pl.Int64))


def select_terms(
    papers: pl.DataFrame, analysis: Analysis, thesaurus: Thesaurus, min_papers: int
) -> TermSelection | None:
    """The candidates of a corpus that may be terms, with their forms; None where there are none.

    Args:
        papers: text_hash.
        analysis: what was found in the texts.
        thesaurus: what the user decided.
        min_papers: papers that must hold a term.
    """
    resolved, definitions = resolve(papers, analysis, thesaurus)
    wanted = frozenset(thesaurus.merge.values()) | frozenset(thesaurus.rename)
    counts = count_terms(resolved)
    counts = counts.filter(
        (pl.col("papers") >= min_papers) | resolved.keys.gather(counts["term"]).is_in(sorted(wanted))
    )
    chosen = filter_candidates(_describe_terms(resolved, counts, definitions), min_papers, wanted, thesaurus.block)
    if chosen.is_empty():
        return None
    chosen = chosen.rename({"term": "key_code"}).with_row_index("term").with_columns(pl.col("term").cast(pl.Int64))
    number = np.full(len(resolved.keys), -1, np.int64)
    number[chosen["key_code"].to_numpy()] = chosen["term"].to_numpy()

    surfaces = name_forms(collect_surfaces(resolved, number), resolved)
    wanted_terms = chosen.filter(pl.col("key").is_in(sorted(wanted)))["term"]
    dropped = find_non_terms(chosen, surfaces, min_papers > SMALL_CORPUS_PAPERS).filter(
        ~pl.col("term").is_in(wanted_terms.implode())
    )
    number[chosen["key_code"].gather(dropped["term"]).to_numpy()] = -1
    surfaces = surfaces.join(dropped, on="term", how="anti")
    surfaces = add_guesses(add_long_forms(surfaces, definitions, chosen.join(dropped, on="term", how="anti")))
    return TermSelection(resolved, chosen, number, surfaces, choose_forms(surfaces), sorted(wanted))


def confirm_terms(
    selection: TermSelection, totals: pl.DataFrame, nested: pl.DataFrame, min_papers: int
) -> pl.DataFrame:
    """The rows of `totals` (term, papers, mentions, …) that are terms, with their key and term_id; by key.

    Args:
        selection: what texts were searched for.
        totals: term, papers, mentions and others, counted by the search.
        nested: term, container, occurrences; as of `count_listed`.
        min_papers: papers that must hold a term.
    """
    chosen = selection.chosen
    totals = (
        totals.join(
            chosen.select(
                "term",
                "key",
                pl.col("papers").alias("read"),
                pl.when(is_defined()).then(MIN_READ_SHARE_DEFINED).otherwise(MIN_READ_SHARE).alias("least"),
            ),
            on="term",
        )
        .filter(
            ((pl.col("papers") >= min_papers) & (pl.col("read") >= pl.col("least") * pl.col("papers")))
            | pl.col("key").is_in(selection.wanted)
        )
        .sort("key")
    )
    read = chosen.select("term", "words", "papers", "defined")
    fragments = find_fragments(totals.select("term", "mentions").join(read, on="term"), nested, min_papers)
    totals = totals.filter(~pl.col("term").is_in(fragments.implode()) | pl.col("key").is_in(selection.wanted))
    return totals.with_columns(pl.Series("term_id", [make_term_id(key) for key in totals["key"]], dtype=pl.Int64))
