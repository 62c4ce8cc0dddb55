"""What is searched for in the texts of a corpus, and what of it becomes a term once it is known how many papers hold it."""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.text.phrases.analyse import Analysis
from pipelines.text.phrases.canonical_keys import make_term_id
from pipelines.text.terms.acronym_disambiguation import Resolved, resolve
from pipelines.text.terms.counts import choose_phrases, count_terms
from pipelines.text.terms.surface_forms import add_guesses, add_long_forms, choose_forms, collect_surfaces, name_forms
from pipelines.text.terms.termhood import SMALL_CORPUS_PAPERS, find_fragments, is_defined, select_terms
from pipelines.text.terms.thesaurus import Thesaurus
from pipelines.text.terms.title_filter import find_talk

MIN_READ_SHARE = 0.5
"""Share of the papers found to hold a term's forms in which one was read as a noun phrase (`show`, `high` seldom are)."""
MIN_READ_SHARE_DEFINED = 0.2
"""The same of a phrase that texts give an acronym: one that begins like filler is often read without it (`novel view synthesis`)."""


class Sought(NamedTuple):
    """What is searched for.

    Attributes:
        chosen: term (its row), key, words, papers and defined (texts that hold it as a phrase, that define it), and others.
        number: term by index of its key, -1 where the key is none.
        surfaces, forms: as of `forms`.
        wanted: keys of what the user named.
    """

    resolved: Resolved
    chosen: pl.DataFrame
    number: np.ndarray
    surfaces: pl.DataFrame
    forms: pl.DataFrame
    wanted: list[str]


def _describe_terms(resolved: Resolved, counts: pl.DataFrame, definitions: pl.DataFrame) -> pl.DataFrame:
    """`counts` with the key, a surface and its words (of the term's own form where it has one), and defined (the texts that
    give it an acronym)."""
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


def seek(papers: pl.DataFrame, analysis: Analysis, thesaurus: Thesaurus, min_papers: int) -> Sought | None:
    """What may be terms of a corpus; None where nothing may."""
    resolved, definitions = resolve(papers, analysis, thesaurus)
    wanted = frozenset(thesaurus.merge.values()) | frozenset(thesaurus.rename)
    counts = count_terms(resolved)
    counts = counts.filter(
        (pl.col("papers") >= min_papers) | resolved.keys.gather(counts["term"]).is_in(sorted(wanted))
    )
    chosen = select_terms(_describe_terms(resolved, counts, definitions), min_papers, wanted, thesaurus.block)
    if chosen.is_empty():
        return None
    chosen = chosen.rename({"term": "key_code"}).with_row_index("term").with_columns(pl.col("term").cast(pl.Int64))
    number = np.full(len(resolved.keys), -1, np.int64)
    number[chosen["key_code"].to_numpy()] = chosen["term"].to_numpy()

    surfaces = name_forms(collect_surfaces(resolved, number), resolved)
    wanted_terms = chosen.filter(pl.col("key").is_in(sorted(wanted)))["term"]
    dropped = find_talk(chosen, surfaces, min_papers > SMALL_CORPUS_PAPERS).filter(
        ~pl.col("term").is_in(wanted_terms.implode())
    )
    number[chosen["key_code"].gather(dropped["term"]).to_numpy()] = -1
    surfaces = surfaces.join(dropped, on="term", how="anti")
    surfaces = add_guesses(add_long_forms(surfaces, definitions, chosen.join(dropped, on="term", how="anti")))
    return Sought(resolved, chosen, number, surfaces, choose_forms(surfaces), sorted(wanted))


def select_listed(sought: Sought, totals: pl.DataFrame, held: pl.DataFrame, min_papers: int) -> pl.DataFrame:
    """The rows of `totals` (term, papers, mentions, …) that are terms, with their key and term_id; by key.

    Args:
        sought: what was searched for.
        totals: as of `count_listed`.
        held: as of `count_listed`.
        min_papers: papers that must hold a term.
    """
    chosen = sought.chosen
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
            | pl.col("key").is_in(sought.wanted)
        )
        .sort("key")
    )
    read = chosen.select("term", "words", "papers", "defined")
    fragments = find_fragments(totals.select("term", "mentions").join(read, on="term"), held, min_papers)
    totals = totals.filter(~pl.col("term").is_in(fragments.implode()) | pl.col("key").is_in(sought.wanted))
    return totals.with_columns(pl.Series("term_id", [make_term_id(key) for key in totals["key"]], dtype=pl.Int64))
