"""Which term each candidate counts for: acronyms by their text or by the whole corpus, other phrases by the thesaurus.

There are millions of candidates, so they are integers here. `counts` counts the terms, `termhood` decides which
candidates become terms.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.grouping import factorize
from pipelines.arrays.parallel import count_threads
from pipelines.text.phrases.analyse import Analysis
from pipelines.text.phrases.candidates import place_numbers
from pipelines.text.phrases.phrase_counts import PhraseCounts, count_phrases, flatten_in_slices
from pipelines.text.terms.acronym_expansion import find_beginnings
from pipelines.text.terms.acronym_senses import Senses, apply_thesaurus, expand_definitions, find_senses
from pipelines.text.terms.thesaurus import Thesaurus


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
        senses: the term of each key.
        texts: text_hash by text.
    """

    phrases: pl.DataFrame
    key: np.ndarray
    counts: PhraseCounts
    is_ambiguous: np.ndarray
    ambiguous: AmbiguousCandidates
    keys: pl.Series
    senses: Senses
    texts: pl.Series


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
    definitions = apply_thesaurus(analysis.abbreviations.join(of_text, on="text_hash", how="semi"), thesaurus)
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
    # The long form of an acronym may hold another acronym.
    definitions, index = expand_definitions(definitions, index, uses, keys, thesaurus)
    written = analysis.phrases.select("surface", "key").with_columns(pl.Series("texts", counts.texts, pl.Int64))
    senses = find_senses(definitions, index, written, uses, keys, of_text, thesaurus, beginnings)
    is_ambiguous = senses.find_ambiguous()
    ambiguous = _list_ambiguous(candidates, places, key, is_ambiguous, senses)
    phrases = analysis.phrases.select("surface", "words")
    return Resolved(phrases, key, counts, is_ambiguous, ambiguous, keys, senses, texts), definitions


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
    senses: Senses,
) -> AmbiguousCandidates:
    found = [(*[np.empty(0, np.int32)] * 4, np.empty(0, bool))]
    # Candidates whose phrase is not there have the place -1: the entry at the end.
    chosen = np.append(is_ambiguous[key], False)[places]
    for text, (_, *columns) in flatten_in_slices(candidates, places, chosen):
        found.append((text, *columns))
    text, phrase, mentions, free, in_title = (np.concatenate(columns) for columns in zip(*found, strict=True))
    return AmbiguousCandidates(
        text, phrase, senses.look_up(key[phrase], text.astype(np.int64)), mentions, free, in_title
    )
