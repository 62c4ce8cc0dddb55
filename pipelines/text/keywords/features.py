"""What speaks for a candidate phrase as a keyword of its text: one number a candidate and feature.

Counts come from the text itself, from the corpus and from the background table; the corpus counts the more the larger
it is. What holds of a phrase in whatever text is worked out once a phrase; a text's evidence depends on that and on its own
candidates only, so that texts can be read in batches. How the features are weighed is decided in `ranker`.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.grouping import factorize
from pipelines.arrays.parallel import map_ahead
from pipelines.text.keywords.phrase_features import describe_wording
from pipelines.text.lexicons import background
from pipelines.text.phrases.candidates import flatten_candidates, place_numbers

PRIOR_PAPERS = 2000.0
"""Papers that the background counts for beside those of the corpus."""

FEATURES = (
    "log_mentions",
    "log_free_mentions",
    "never_free",
    "log_position",
    "relative_position",
    "in_title",
    "title_position",
    "rarity",
    "free_share",
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


STEP_BITS = 4
"""Leading binary digits of a corpus's counts that evidence tells apart: one more paper changes few of them, and so the keywords of
few other papers."""


@dataclass(frozen=True, slots=True)
class CorpusCounts:
    """How many texts of a corpus hold each phrase, in any of the forms that share its key; float32 (phrases,), in steps as
    `round_counts` makes them.

    Attributes:
        texts: the texts.
        papers: that hold it.
        free_papers: that hold it outside a longer candidate.
        titles: that have it in their title.
    """

    texts: int
    papers: np.ndarray
    free_papers: np.ndarray
    titles: np.ndarray


@dataclass(frozen=True, slots=True)
class PhraseEvidence:
    """What holds of a phrase in whatever text of a corpus; the text itself is left out of the counts.

    Attributes:
        shared: float32 (phrases, len(FEATURES)), the columns that depend on the phrase alone; 0 in the others.
        free_papers: float32 (phrases,), papers that hold it outside a longer candidate, of the corpus and the background; the text
            itself counts.
        others: float32 (phrases,), papers that hold it, without the text itself.
        title_shares: float32 (phrases, 2), the feature title_share where the text's own title does not name it, and where it does.
    """

    shared: np.ndarray
    free_papers: np.ndarray
    others: np.ndarray
    title_shares: np.ndarray


def count_corpus(candidates: pl.DataFrame, phrases: pl.DataFrame, key: np.ndarray | None = None) -> CorpusCounts:
    """The counts of a corpus.

    Args:
        candidates: rows of `internal.candidates`.
        phrases: phrase, key; all that the candidates name.
        key: (phrases,), number of the key of each phrase where it is known (`factorize`).
    """
    key = factorize(phrases["key"])[0] if key is None else key
    keys = int(key.max(initial=-1)) + 1
    key_of = key[place_numbers(phrases["phrase"])]
    papers, free, titles = (np.zeros(keys, np.int64) for _ in range(3))
    for columns in map_ahead(flatten_candidates, candidates.iter_slices(TEXTS_AT_ONCE)):
        held = key_of[columns.phrase]
        papers += np.bincount(held, minlength=keys)
        free += np.bincount(held[columns.free_mentions > 0], minlength=keys)
        np.add.at(titles, held[columns.in_title], 1)
    texts = int(round_counts(np.array([candidates.height]))[0])
    return CorpusCounts(texts, *(round_counts(counts)[key].astype(np.float32) for counts in (papers, free, titles)))


def round_counts(counts: np.ndarray) -> np.ndarray:
    """Counts up to 15 as they are, larger ones in steps of a sixteenth to an eighth of them: the middle of their step.

    Args:
        counts: int64, from 0 up.
    """
    dropped = np.maximum(np.frexp(counts)[1] - STEP_BITS, 0)
    return (counts >> dropped << dropped) + (1 << dropped >> 1)


def weigh_phrases(phrases: pl.DataFrame, corpus: CorpusCounts) -> PhraseEvidence:
    """What holds of each phrase in whatever text.

    Args:
        phrases: key, surface.
        corpus: counts of these phrases in the corpus that the texts belong to.
    """
    found = phrases.select("key").join(background.load_phrases(), on="key", how="left", maintain_order="left")
    general = {
        name: found[name].fill_null(0).cast(pl.Float32).to_numpy() for name in ("papers", "free_papers", "titles")
    }
    scale = np.float32(PRIOR_PAPERS / background.PAPERS)
    # Of a phrase that no text of the corpus holds there is nothing to leave out.
    others = np.maximum(corpus.papers - 1, 0) + scale * general["papers"]
    titles = corpus.titles + scale * general["titles"]
    wording = describe_wording(phrases["surface"])
    words = wording["words"]
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
        **{name: wording[name] for name in ("word_length", "title_mean", "title_min", "title_head", "title_first")},
    }
    shared = np.zeros((phrases.height, len(FEATURES)), np.float32)
    for name, column in columns.items():
        shared[:, FEATURES.index(name)] = column
    # A phrase that no title names but the text's own has one title less than counted.
    title_shares = np.stack(
        [np.log((np.maximum(titles - own, 0) + np.float32(0.2)) / (others + 1)) for own in (0, 1)], axis=1
    )
    return PhraseEvidence(shared, corpus.free_papers + scale * general["free_papers"], others, title_shares)


def gather_evidence(rows: pl.DataFrame, phrases: PhraseEvidence) -> np.ndarray:
    """The features of candidates.

    Args:
        rows: text (a number), phrase (its row in `phrases`), mentions, free_mentions, first_position, in_title; one row a candidate,
            those of a text together.
        phrases: what holds of the phrases in the corpus that the texts belong to.

    Returns:
        float32 (candidates, len(FEATURES)), columns in the order of FEATURES.
    """
    phrase = rows["phrase"].to_numpy()
    evidence = phrases.shared[phrase]
    if rows.is_empty():
        return evidence
    text = rows["text"].rle_id().to_numpy()
    starts = np.flatnonzero(np.diff(text, prepend=-1))
    mentions, free, position, in_title = (
        rows[name].cast(pl.Float32).to_numpy() for name in ("mentions", "free_mentions", "first_position", "in_title")
    )
    columns = {
        "log_mentions": np.log1p(mentions),
        "log_free_mentions": np.log1p(free),
        "never_free": free == 0,
        "log_position": np.log1p(position),
        "relative_position": position / (np.maximum.reduceat(position, starts)[text] + 1),
        "in_title": in_title,
        "title_position": in_title * position,
        "free_share": (phrases.free_papers[phrase] - (free > 0) + 1) / (phrases.others[phrase] + 2),
        "title_share": phrases.title_shares[phrase, in_title.astype(np.int64)],
    }
    for name, column in columns.items():
        evidence[:, FEATURES.index(name)] = column
    return evidence
