"""Which term each candidate counts for: acronyms by their text or by the whole corpus, other phrases by the thesaurus.

There are millions of candidates, so they are integers here. `counts` counts the terms, `termhood` decides which
candidates become terms.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.grouping import factorize
from pipelines.arrays.parallel import count_threads
from pipelines.text.acronyms.definitions import make_keys, vote
from pipelines.text.phrases.analyse import Analysis
from pipelines.text.phrases.candidates import place_numbers
from pipelines.text.phrases.phrase_counts import PhraseCounts, count_phrases, flatten_in_slices
from pipelines.text.terms.acronym_expansion import expand_acronyms, find_beginnings
from pipelines.text.terms.thesaurus import Thesaurus

MIN_DEFINING_SHARE = 0.02
"""Least share of the texts with an acronym that must define it. Below it the acronym has no meaning in the other
texts."""


@dataclass(frozen=True, slots=True)
class AmbiguousCandidates:
    """Candidates of ambiguous keys, one entry a candidate.

    Attributes:
        text: index into the distinct texts, int32.
        phrase: row of the phrases, int32.
        term: index of the key of the term that it counts for; -1 where an acronym has no clear meaning.
        mentions, free_mentions, in_title: as in `list_candidates`.
    """

    text: np.ndarray
    phrase: np.ndarray
    term: np.ndarray
    mentions: np.ndarray
    free_mentions: np.ndarray
    in_title: np.ndarray


@dataclass(frozen=True, slots=True)
class Resolved:
    """The candidates of a corpus, and the term that each counts for.

    Most keys are unambiguous: each is its own term in every text, and no other key counts for this term. Counts by
    phrase are enough for them. A key is ambiguous if it may count for another term, or another key for its term; its
    candidates are listed one by one.

    Attributes:
        phrases: surface, words.
        key: index into `keys`, by phrase.
        counts: by phrase.
        is_ambiguous: bool, by key.
        ambiguous: candidates of the ambiguous keys.
        keys: canonical keys.
        is_acronym: by key, whether it is an acronym that some text defines.
        corpus_sense: by key, index of the key that it means in texts that do not define it; -1 where that is unclear. A
            key that is no acronym, or an acronym that is hardly ever defined, means itself.
        document_senses: key, text, meaning (indices): what texts define acronyms to be; by key and text.
        texts: text_hash by text.
    """

    phrases: pl.DataFrame
    key: np.ndarray
    counts: PhraseCounts
    is_ambiguous: np.ndarray
    ambiguous: AmbiguousCandidates
    keys: pl.Series
    is_acronym: np.ndarray
    corpus_sense: np.ndarray
    document_senses: pl.DataFrame
    texts: pl.Series


def _define(abbreviations: pl.DataFrame, thesaurus: Thesaurus) -> pl.DataFrame:
    """acronym_key, text_hash, expansion_key, expansion: the definitions of the texts, after the thesaurus."""
    keys = make_keys(abbreviations["acronym"].unique().sort()).rename({"phrase": "acronym", "key": "acronym_key"})
    kept = abbreviations.join(keys, on="acronym", how="left").filter(pl.col("acronym_key") != pl.col("expansion_key"))
    apart = [(a, b) for group in thesaurus.keep_apart for a in sorted(group) for b in sorted(group) if a != b]
    if apart:
        pairs = pl.DataFrame(apart, schema={"acronym_key": pl.String, "expansion_key": pl.String}, orient="row")
        kept = kept.join(pairs, on=["acronym_key", "expansion_key"], how="anti")
    if thesaurus.merge:
        kept = kept.with_columns(pl.col("expansion_key").replace(thesaurus.merge))
    return kept.select("acronym_key", "text_hash", "expansion_key", "expansion")


def _vote(definitions: pl.DataFrame, index: pl.DataFrame, uses: np.ndarray) -> pl.DataFrame:
    """`vote(definitions)` with acronym and target (the codes of key and meaning) and enough (whether it holds in other
    texts).

    Args:
        definitions: as of `_define`.
        index: key, code.
        uses: texts by code.
    """
    voted = (
        vote(definitions)
        .join(index.rename({"key": "acronym_key", "code": "acronym"}), on="acronym_key")
        .join(index.rename({"key": "meaning", "code": "target"}), on="meaning", how="left")
    )
    enough = voted["defining"].to_numpy() >= MIN_DEFINING_SHARE * uses[voted["acronym"].to_numpy()]
    return voted.with_columns(pl.Series("enough", enough))


def _find_expanded(
    written: pl.DataFrame,
    voted: pl.DataFrame,
    keys: pl.Series,
    thesaurus: Thesaurus,
    beginnings: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Phrases that hold acronyms, with the phrase that says the same without them, where its key is among `keys`.

    What the thesaurus merges or keeps apart is left as it says.

    Args:
        written: surface, key, texts.
        voted: as of `_vote`.
        beginnings: as of `expand_acronyms`.

    Returns:
        key, expanded (the key without acronyms), source and target (their places in `keys`); by key.
    """
    clear = voted.filter("enough").drop_nulls("meaning").select("acronym_key", "meaning")
    pairs = expand_acronyms(written, clear, beginnings).filter(~pl.col("key").is_in(sorted(thesaurus.merge)))
    for group in thesaurus.keep_apart:
        pairs = pairs.filter(~(pl.col("key").is_in(sorted(group)) & pl.col("expanded").is_in(sorted(group))))
    places = keys.to_frame("key").with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("place"))
    pairs = pairs.join(places.rename({"place": "source"}), on="key").join(
        places.rename({"key": "expanded", "place": "target"}), on="expanded"
    )
    return pairs.filter(~pl.col("expanded").is_in(pairs["key"].implode())).sort("key")


def resolve(papers: pl.DataFrame, analysis: Analysis, thesaurus: Thesaurus) -> tuple[Resolved, pl.DataFrame]:
    """The candidates with their terms, and the definitions that count.

    Args:
        papers: text_hash; others' candidates and abbreviations are left out.
        analysis: what was found in the texts.
        thesaurus: what the user decided.
    """
    texts = papers["text_hash"].unique().sort()
    of_text = texts.to_frame("text_hash").with_row_index("text").with_columns(pl.col("text").cast(pl.Int32))
    candidates = number_texts(analysis.candidates, of_text)
    places = place_numbers(analysis.phrases["phrase"])
    definitions = _define(analysis.abbreviations.join(of_text, on="text_hash", how="semi"), thesaurus)
    named = (
        pl.concat(
            [
                definitions["acronym_key"],
                definitions["expansion_key"],
                pl.Series([*thesaurus.merge.keys(), *thesaurus.merge.values()], dtype=pl.String),
            ]
        )
        .unique()
        .sort()
    )
    with ThreadPoolExecutor(count_threads()) as pool:
        counting = pool.submit(count_phrases, candidates, places, analysis.phrases.height)
        finding = pool.submit(find_beginnings, analysis.phrases["surface"])
        code, keys = factorize(pl.concat([analysis.phrases["key"].rename("key"), named.rename("key")]))
        counts, beginnings = counting.result(), finding.result()
    code = code.astype(np.int64)
    key = code[: analysis.phrases.height]
    index = pl.DataFrame({"key": named, "code": code[analysis.phrases.height :]})

    uses = np.bincount(key, weights=counts.texts, minlength=len(keys))
    # What acronyms stand for may hold others (`explainable AI`), so that these come first.
    long_forms = definitions.group_by(surface="expansion", key="expansion_key").agg(texts=pl.len().cast(pl.Int64))
    expanded = _find_expanded(long_forms, _vote(definitions, index, uses), keys, thesaurus)
    replaced = dict(expanded.select("key", "expanded").iter_rows())
    definitions = definitions.with_columns(pl.col("expansion_key").replace(replaced))
    index = pl.concat([index, expanded.select(key="expanded", code="target")]).unique().sort("key")
    voted = _vote(definitions, index, uses)

    is_acronym = np.zeros(len(keys), bool)
    corpus_sense = np.arange(len(keys))
    acronym = voted["acronym"].to_numpy()
    is_acronym[acronym] = True
    # Where hardly any text defines it (RGB, 3D), it means itself.
    corpus_sense[acronym] = np.where(voted["enough"], voted["target"].fill_null(-1).to_numpy(), acronym)
    written = analysis.phrases.select("surface", "key").with_columns(pl.Series("texts", counts.texts, pl.Int64))
    expanded = _find_expanded(written, voted, keys, thesaurus, beginnings)
    source, target = expanded["source"].to_numpy(), expanded["target"].to_numpy()
    plain = ~is_acronym[source] & ~is_acronym[target]
    corpus_sense[source[plain]] = target[plain]
    document_senses = (
        definitions.select("acronym_key", "text_hash", "expansion_key")
        .unique()
        .sort("acronym_key", "text_hash", "expansion_key")
        .unique(["acronym_key", "text_hash"], keep="first", maintain_order=True)
        .join(index.rename({"key": "acronym_key", "code": "key"}), on="acronym_key")
        .join(index.rename({"key": "expansion_key", "code": "meaning"}), on="expansion_key")
        .join(of_text, on="text_hash")
        .select("key", pl.col("text").cast(pl.Int64), "meaning")
        .sort("key", "text")
    )
    if thesaurus.merge:
        codes = dict(index.iter_rows())
        for source, target in thesaurus.merge.items():
            if not is_acronym[codes[source]]:
                corpus_sense[corpus_sense == codes[source]] = codes[target]
    is_ambiguous = is_acronym | (corpus_sense != np.arange(len(keys)))
    is_ambiguous[corpus_sense[is_ambiguous & (corpus_sense >= 0)]] = True
    is_ambiguous[document_senses["meaning"].to_numpy()] = True
    ambiguous = _list_ambiguous(
        candidates,
        places,
        key,
        is_ambiguous,
        lambda *rows: look_up_senses(*rows, is_acronym, corpus_sense, document_senses),
    )
    phrases = analysis.phrases.select("surface", "words")
    return Resolved(
        phrases, key, counts, is_ambiguous, ambiguous, keys, is_acronym, corpus_sense, document_senses, texts
    ), definitions


def number_texts(rows: pl.DataFrame, of_text: pl.DataFrame) -> pl.DataFrame:
    """`rows` with the number of their text instead of its hash, in their order; those of other texts are left out.

    Args:
        rows: text_hash and others.
        of_text: text_hash, text.
    """
    text = rows.select("text_hash").join(of_text, on="text_hash", how="left", maintain_order="left")["text"]
    rows = rows.drop("text_hash").with_columns(text)
    return rows.filter(text.is_not_null()) if text.null_count() else rows


def _list_ambiguous(
    candidates: pl.DataFrame,
    places: np.ndarray,
    key: np.ndarray,
    is_ambiguous: np.ndarray,
    find_term: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> AmbiguousCandidates:
    found = [(*[np.empty(0, np.int32)] * 4, np.empty(0, bool))]
    # Candidates whose phrase is not there have the place -1: the entry at the end.
    chosen = np.append(is_ambiguous[key], False)[places]
    for text, (_, *columns) in flatten_in_slices(candidates, places, chosen):
        found.append((text, *columns))
    text, phrase, mentions, free, in_title = (np.concatenate(columns) for columns in zip(*found, strict=True))
    return AmbiguousCandidates(text, phrase, find_term(key[phrase], text.astype(np.int64)), mentions, free, in_title)


def look_up_senses(
    key: np.ndarray, text: np.ndarray, is_acronym: np.ndarray, corpus_sense: np.ndarray, document_senses: pl.DataFrame
) -> np.ndarray:
    """Term of each (key, text): for an acronym the meaning that its text defines, else the corpus sense; -1 for
    none."""
    term = corpus_sense[key]
    open_to_text = np.flatnonzero(is_acronym[key])
    if len(open_to_text) and document_senses.height:
        pairs = document_senses["key"].to_numpy().astype(np.int64) << 32 | document_senses["text"].to_numpy()
        wanted = key[open_to_text].astype(np.int64) << 32 | text[open_to_text]
        at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
        said = pairs[at] == wanted
        term[open_to_text[said]] = document_senses["meaning"].to_numpy()[at[said]]
    return term
