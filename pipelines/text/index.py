"""`find_terms`: the corpus's terms, their variants, and the papers that hold them.

What each candidate counts for is settled in `resolution`; what becomes a term in `termhood`; where the forms occur is
found in `occurrences`; how terms are shown in `labels`. Here they are put together.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.text.acronyms import make_keys
from pipelines.text.analysis import Analysis
from pipelines.text.labels import choose_labels, name_rules
from pipelines.text.occurrences import count_occurrences
from pipelines.text.order import mark_changes, sort_rows
from pipelines.text.resolution import Resolved, resolve
from pipelines.text.talk import find_talk
from pipelines.text.term_counts import choose_phrases, count_terms
from pipelines.text.termhood import SMALL_CORPUS_PAPERS, derive_min_papers, find_fragments, is_defined, select_terms
from pipelines.text.thesaurus import Thesaurus
from pipelines.text.variants import guess_forms, make_term_id
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

MIN_READ_SHARE = 0.5
"""Share of the papers found to hold a term's forms in which one was read as a noun phrase (`show`, `high` seldom are)."""
MIN_READ_SHARE_DEFINED = 0.2
"""The same of a phrase that texts give an acronym: one that begins like filler is often read without it (`novel view synthesis`)."""


class TermIndex(NamedTuple):
    """Frames of the tables `terms`, `term_variants` and `paper_terms`."""

    terms: pl.DataFrame
    term_variants: pl.DataFrame
    paper_terms: pl.DataFrame


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


def _collect_surfaces(resolved: Resolved, number: np.ndarray) -> pl.DataFrame:
    """Forms as texts write them: term, key_code, surface, texts, uses (texts that show its usual capitals)."""
    counts = resolved.counts
    settled = np.flatnonzero((counts.texts > 0) & ~resolved.is_loose[resolved.key] & (number[resolved.key] >= 0))
    phrase, term, texts, uses = _group_loose(resolved, number)
    phrase = np.concatenate([settled, phrase])
    order = sort_rows(phrase, np.concatenate([number[resolved.key[settled]], term]))
    key = resolved.key[phrase]
    return pl.DataFrame(
        {
            "term": np.concatenate([number[resolved.key[settled]], term])[order],
            "key_code": key[order],
            "texts": np.concatenate([counts.texts[settled], texts])[order],
            "uses": np.concatenate([counts.uses[settled], uses])[order],
            "surface": resolved.phrases["surface"].gather(phrase[order]),
        }
    )


def _group_loose(resolved: Resolved, number: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """phrase, term, texts, uses of the loose candidates, one entry a phrase and term."""
    loose = resolved.loose
    term = np.where(loose.term >= 0, number[loose.term], -1)
    which = np.flatnonzero(term >= 0)
    phrase, meant, term = loose.phrase[which], loose.term[which], term[which]
    # A title's capitals say nothing, nor do those of a text that introduces an acronym by them.
    defined = ~resolved.is_acronym[resolved.key[phrase]]
    some = np.flatnonzero(defined)
    pairs = resolved.own["meaning"].to_numpy() << 32 | resolved.own["text"].to_numpy()
    capital = resolved.phrases["surface"].str.contains("^[A-Z]").to_numpy()[phrase[some]]
    defined[some] = capital & np.isin(meant[some] << 32 | loose.text[which[some]], pairs)
    usual = ~((loose.in_title[which] & (loose.mentions[which] == 1)) | defined)
    order = sort_rows(phrase, term)
    phrase, term = phrase[order], term[order]
    first = np.flatnonzero(mark_changes(phrase) | mark_changes(term)) if len(order) else np.empty(0, np.int64)
    ends = np.append(first, len(order))
    return phrase[first], term[first], np.diff(ends), np.diff(np.append(0, np.cumsum(usual[order]))[ends])


def _name_forms(surfaces: pl.DataFrame, resolved: Resolved) -> pl.DataFrame:
    """`surfaces` with variant (the form that is searched for), key and acronym (index of the key, null for none)."""
    key_code = surfaces["key_code"].to_numpy()
    surfaces = surfaces.with_columns(
        resolved.keys.gather(key_code).alias("key"),
        pl.Series("is_acronym", resolved.is_acronym[key_code]),
    )
    # Keys with capitals are acronyms that are spelt like ordinary words; only their own capitals count. So it is with short
    # acronyms, which are prefixes and syllables, too (`RE`, and the `re` of `re-ranking`).
    short = pl.col("is_acronym") & pl.col("surface").str.contains(r"^[A-Z][A-Za-z0-9]{0,2}s?$")
    return surfaces.with_columns(
        pl.when(pl.col("key").str.contains(r"^[A-Z0-9]*[A-Z][A-Z0-9]*$") | short)
        .then("surface")
        .otherwise(pl.col("surface").str.to_lowercase())
        .alias("variant"),
        pl.when("is_acronym").then("key_code").alias("acronym"),
    )


def _choose_forms(surfaces: pl.DataFrame) -> pl.DataFrame:
    """variant, term, acronym, key, texts: one row a variant.

    A form stands for the term that most texts mean by it; an acronym may be settled otherwise by each text.
    """
    return (
        surfaces.group_by("variant", "term", "acronym", "key")
        .agg(pl.col("texts").sum())
        .sort(pl.col("acronym").is_null(), "texts", "key", descending=[False, True, False])
        .unique("variant", keep="first", maintain_order=True)
        .sort("variant")
    )


def _add_long_forms(surfaces: pl.DataFrame, definitions: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """`surfaces` with the long forms of acronyms that are no noun phrases (`reinforcement learning from …`)."""
    missing = (
        definitions.join(chosen.select(pl.col("key").alias("expansion_key"), "term"), on="expansion_key")
        .with_columns(pl.col("expansion").str.replace(r"\W+$", ""))
        .with_columns(pl.col("expansion").str.to_lowercase().alias("variant"))
        .group_by("variant", "term", pl.col("expansion_key").alias("key"))
        .agg(pl.len().cast(pl.Int64).alias("texts"), pl.col("expansion").sort().first().alias("surface"))
        .join(surfaces.select("variant").unique(), on="variant", how="anti")
        .with_columns(
            pl.lit(0, dtype=pl.Int64).alias("uses"),
            pl.lit(None, dtype=pl.Int64).alias("acronym"),
            pl.lit(False).alias("is_acronym"),
        )
    )
    return pl.concat([surfaces.drop("key_code"), missing], how="diagonal")


def _add_guesses(surfaces: pl.DataFrame) -> pl.DataFrame:
    """`surfaces` with the number and hyphening that no text uses most, for the commonest form of each term."""
    common = (
        surfaces.filter(~pl.col("is_acronym") & (pl.col("variant") == pl.col("variant").str.to_lowercase()))
        .sort("term", "texts", "variant", descending=[False, True, False])
        .unique("term", keep="first", maintain_order=True)
    )
    guesses = guess_forms(common["variant"])
    keys = make_keys(guesses["guess"].unique().sort()).rename({"phrase": "guess"})
    right = (
        guesses.join(common.select(pl.col("variant").alias("form"), "term", "key"), on="form")
        .join(keys, on=["guess", "key"])
        .join(surfaces.select("variant").unique(), left_on="guess", right_on="variant", how="anti")
        .select(
            "term",
            "key",
            pl.col("guess").alias("surface"),
            pl.col("guess").alias("variant"),
            pl.lit(0, dtype=pl.Int64).alias("texts"),
            pl.lit(0, dtype=pl.Int64).alias("uses"),
            pl.lit(False).alias("is_acronym"),
        )
    )
    return pl.concat([surfaces, right], how="diagonal")


def find_terms(papers: pl.DataFrame, analysis: Analysis, thesaurus: Thesaurus, min_papers: int) -> TermIndex:
    """The terms of a corpus.

    Args:
        papers: paper_id, text_hash, published_on; English papers only.
        analysis: what was found in their texts; what was found in others is ignored.
        thesaurus: what the user decided.
        min_papers: papers that must hold a term; 0 lets the size of the corpus decide.
    """
    nothing = TermIndex(*(empty_frame(table(name)) for name in ("terms", "term_variants", "paper_terms")))
    if papers.is_empty():
        return nothing
    min_papers = min_papers or derive_min_papers(papers.height)
    resolved, definitions = resolve(papers, analysis, thesaurus)
    wanted = frozenset(thesaurus.merge.values()) | frozenset(thesaurus.rename)
    counts = count_terms(resolved)
    counts = counts.filter(
        (pl.col("papers") >= min_papers) | resolved.keys.gather(counts["term"]).is_in(sorted(wanted))
    )
    chosen = select_terms(_describe_terms(resolved, counts, definitions), min_papers, wanted, thesaurus.block)
    if chosen.is_empty():
        return nothing
    chosen = chosen.rename({"term": "key_code"}).with_row_index("term").with_columns(pl.col("term").cast(pl.Int64))
    number = np.full(len(resolved.keys), -1, np.int64)
    number[chosen["key_code"].to_numpy()] = chosen["term"].to_numpy()

    surfaces = _name_forms(_collect_surfaces(resolved, number), resolved)
    wanted_terms = chosen.filter(pl.col("key").is_in(sorted(wanted)))["term"]
    dropped = find_talk(chosen, surfaces, min_papers > SMALL_CORPUS_PAPERS).filter(
        ~pl.col("term").is_in(wanted_terms.implode())
    )
    number[chosen["key_code"].gather(dropped["term"]).to_numpy()] = -1
    surfaces = surfaces.join(dropped, on="term", how="anti")
    surfaces = _add_guesses(_add_long_forms(surfaces, definitions, chosen.join(dropped, on="term", how="anti")))
    forms = _choose_forms(surfaces)
    papers = (
        papers.sort("paper_id")
        .with_row_index("paper")
        .join(resolved.texts.to_frame("text_hash").with_row_index("text"), on="text_hash", maintain_order="left")
        .join(analysis.text_units, on="text_hash", maintain_order="left")
        .with_columns(pl.col("paper", "text").cast(pl.Int64), pl.col("title_units").fill_null(0))
    )
    occurrences, found, held = count_occurrences(papers, analysis.units, forms, resolved, number)
    totals = (
        occurrences.join(papers.select("paper", "published_on"), on="paper")
        .group_by("term")
        .agg(
            pl.len().cast(pl.Int64).alias("papers"),
            pl.col("mentions").sum(),
            pl.col("published_on").min().alias("first_seen"),
            pl.col("published_on").max().alias("last_seen"),
        )
        .join(
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
            | pl.col("key").is_in(sorted(wanted))
        )
        .sort("key")
    )
    read = chosen.select("term", "words", "papers", "defined")
    fragments = find_fragments(totals.select("term", "mentions").join(read, on="term"), held, min_papers)
    totals = totals.filter(~pl.col("term").is_in(fragments.implode()) | pl.col("key").is_in(sorted(wanted)))
    totals = totals.with_columns(pl.Series("term_id", [make_term_id(key) for key in totals["key"]], dtype=pl.Int64))
    labels = choose_labels(surfaces, found, totals.select("term", "key"), thesaurus)
    terms = totals.join(labels, on="term").select(
        "term_id", pl.col("label").alias("term"), "words", "papers", "mentions", "first_seen", "last_seen", "acronym"
    )
    rules = name_rules(found.join(totals.select("term", "key", "term_id"), on="term"), labels, forms, thesaurus)
    paper_ids, term_ids = papers["paper_id"], np.full(chosen.height, -1, np.int64)
    term_ids[totals["term"].to_numpy()] = totals["term_id"].to_numpy()
    paper_terms = (
        occurrences.with_columns(pl.Series("term_id", term_ids[occurrences["term"].to_numpy()]))
        .filter(pl.col("term_id") >= 0)
        .sort("paper", "term_id")
        .select("paper", "term_id", "mentions", "in_title")
    )
    paper_terms = paper_terms.with_columns(paper_ids.gather(paper_terms["paper"]).alias("paper_id")).drop("paper")
    return TermIndex(
        conform(terms, table("terms")).sort("papers", "term_id", descending=[True, False]),
        conform(rules, table("term_variants")).sort("term_id", "papers", "variant", descending=[False, True, False]),
        conform(paper_terms, table("paper_terms")),
    )
