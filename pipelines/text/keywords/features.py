"""Features of candidate phrases as keywords of their texts: one number a candidate and feature.

They come from the text, from counts of the corpus, and from counts of a bundled background corpus, which weigh less the
larger the corpus is. What depends on the phrase alone is computed once a phrase. Beyond that, the features of a text
depend on its own candidates only, so that texts can be ranked in batches. `ranker` makes a score of the features.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.grouping import factorize
from pipelines.arrays.parallel import map_ahead
from pipelines.text.keywords.phrase_features import compute_word_features
from pipelines.text.lexicons import background
from pipelines.text.phrases.candidates import flatten_candidates, place_numbers

PRIOR_PAPERS = 2000.0
"""Papers to which the counts of the background are scaled before they are added to those of the corpus."""

FEATURES = (
    "log_mentions",
    "log_standalone_mentions",
    "never_standalone",
    "log_position",
    "relative_position",
    "in_title",
    "title_position",
    "rarity",
    "standalone_share",
    "title_share",
    "log_background",
    "in_background",
    "one_word",
    "two_words",
    "three_words",
    "four_words",
    "five_words",
    "short",
    "word_length",
    "title_mean",
    "title_min",
    "title_head",
    "title_first",
)

TEXTS_AT_ONCE = 20_000
"""Texts whose candidates are counted at once."""

SIGNIFICANT_BITS = 4
"""Binary digits to which counts of the corpus are rounded. So one more paper changes few counts, and the keywords of
few other papers."""


@dataclass(frozen=True, slots=True)
class CorpusCounts:
    """How many texts of a corpus contain each phrase, in any spelling with the same key.

    Attributes:
        texts: number of texts of the corpus, rounded by `round_counts` as the other counts are.
        papers: float32 (phrases,), texts that contain it.
        standalone_papers: float32 (phrases,), texts in which it occurs outside longer candidates.
        titles: float32 (phrases,), texts whose title contains it.
    """

    texts: int
    papers: np.ndarray
    standalone_papers: np.ndarray
    titles: np.ndarray


@dataclass(frozen=True, slots=True)
class PhraseFeatures:
    """What depends on the phrase and the corpus but not on the text; counts leave out the text itself unless said.

    Attributes:
        shared: float32 (phrases, len(FEATURES)), the features that depend on the phrase alone; 0 in the other columns.
        standalone_papers: float32 (phrases,), papers of corpus and background in which the phrase occurs outside longer
            candidates; the text itself counts.
        others: float32 (phrases,), papers of corpus and background that contain the phrase.
        title_shares: float32 (phrases, 2), the feature title_share if the title of the text does not contain the
            phrase, and if it does.
    """

    shared: np.ndarray
    standalone_papers: np.ndarray
    others: np.ndarray
    title_shares: np.ndarray


def count_corpus(candidates: pl.DataFrame, phrases: pl.DataFrame, key: np.ndarray | None = None) -> CorpusCounts:
    """Counts the texts of a corpus that contain each phrase.

    Args:
        candidates: rows of `internal.candidates`.
        phrases: phrase, key; all phrases of the candidates.
        key: (phrases,), number of the key of each phrase as `factorize` gives it; computed if None.
    """
    key = factorize(phrases["key"])[0] if key is None else key
    keys = int(key.max(initial=-1)) + 1
    key_of = key[place_numbers(phrases["phrase"])]
    papers, standalone, titles = (np.zeros(keys, np.int64) for _ in range(3))
    for columns in map_ahead(flatten_candidates, candidates.iter_slices(TEXTS_AT_ONCE)):
        found = key_of[columns.phrase]
        papers += np.bincount(found, minlength=keys)
        standalone += np.bincount(found[columns.free_mentions > 0], minlength=keys)
        np.add.at(titles, found[columns.in_title], 1)
    texts = int(round_counts(np.array([candidates.height]))[0])
    counted = (round_counts(counts)[key].astype(np.float32) for counts in (papers, standalone, titles))
    return CorpusCounts(texts, *counted)


def round_counts(counts: np.ndarray) -> np.ndarray:
    """Counts rounded to SIGNIFICANT_BITS: those up to 15 stay, larger ones become the middle of their step.

    Args:
        counts: int64, from 0 up.
    """
    dropped = np.maximum(np.frexp(counts)[1] - SIGNIFICANT_BITS, 0)
    return (counts >> dropped << dropped) + (1 << dropped >> 1)


def compute_phrase_features(phrases: pl.DataFrame, corpus: CorpusCounts) -> PhraseFeatures:
    """The part of the features that depends on phrase and corpus.

    Args:
        phrases: key, surface.
        corpus: counts of these phrases in the corpus of the texts.
    """
    found = phrases.select("key").join(background.load_phrases(), on="key", how="left", maintain_order="left")
    general = {
        name: found[name].fill_null(0).cast(pl.Float32).to_numpy() for name in ("papers", "free_papers", "titles")
    }
    scale = np.float32(PRIOR_PAPERS / background.PAPERS)
    # A phrase that no text of the corpus contains is not in the text itself either: nothing is left out.
    others = np.maximum(corpus.papers - 1, 0) + scale * general["papers"]
    titles = corpus.titles + scale * general["titles"]
    words_of = compute_word_features(phrases["surface"])
    words = words_of["words"]
    columns = {
        "rarity": np.log((corpus.texts - 1 + PRIOR_PAPERS) / (others + 0.5)),
        "log_background": np.log1p(general["papers"]),
        "in_background": general["papers"] > 0,
        "one_word": words == 1,
        "two_words": words == 2,
        "three_words": words == 3,
        "four_words": words == 4,
        "five_words": words >= 5,
        "short": phrases["surface"].str.len_chars().to_numpy() <= 3,
        **{name: words_of[name] for name in ("word_length", "title_mean", "title_min", "title_head", "title_first")},
    }
    shared = np.zeros((phrases.height, len(FEATURES)), np.float32)
    for name, column in columns.items():
        shared[:, FEATURES.index(name)] = column
    # `own` is 1 where the title of the text itself, which is left out, contains the phrase.
    title_shares = np.stack(
        [np.log((np.maximum(titles - own, 0) + np.float32(0.2)) / (others + 1)) for own in (0, 1)], axis=1
    )
    return PhraseFeatures(shared, corpus.standalone_papers + scale * general["free_papers"], others, title_shares)


def compute_features(rows: pl.DataFrame, phrases: PhraseFeatures) -> np.ndarray:
    """The features of candidates.

    Args:
        rows: text (a number), phrase (its row in `phrases`), mentions, free_mentions, first_position, in_title; one row
            a candidate, those of a text together.
        phrases: features of the phrases in the corpus of the texts.

    Returns:
        float32 (candidates, len(FEATURES)), columns in the order of FEATURES.
    """
    phrase = rows["phrase"].to_numpy()
    features = phrases.shared[phrase]
    if rows.is_empty():
        return features
    text = rows["text"].rle_id().to_numpy()
    starts = np.flatnonzero(np.diff(text, prepend=-1))
    mentions, standalone, position, in_title = (
        rows[name].cast(pl.Float32).to_numpy() for name in ("mentions", "free_mentions", "first_position", "in_title")
    )
    standalone_others = phrases.standalone_papers[phrase] - (standalone > 0)
    columns = {
        "log_mentions": np.log1p(mentions),
        "log_standalone_mentions": np.log1p(standalone),
        "never_standalone": standalone == 0,
        "log_position": np.log1p(position),
        "relative_position": position / (np.maximum.reduceat(position, starts)[text] + 1),
        "in_title": in_title,
        "title_position": in_title * position,
        "standalone_share": (standalone_others + 1) / (phrases.others[phrase] + 2),
        "title_share": phrases.title_shares[phrase, in_title.astype(np.int64)],
    }
    for name, column in columns.items():
        features[:, FEATURES.index(name)] = column
    return features
