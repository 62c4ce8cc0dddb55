"""Loads texts with keywords that people gave, and scores methods on them.

Gold and found phrases are lower-cased, Porter-stemmed word by word and compared as a whole; F1 is averaged over
documents. Precision counts the phrases that a method returned, k at most. A fixed hash of the id splits every set into
a half to tune on and a half to report on.
"""

import hashlib
from functools import cache

import polars as pl
import snowballstemmer  # ty: ignore[import-not-found]  # of the extra `bench`

from benchmarks.shared_data import SHARED_DATA

DATA = SHARED_DATA / "keyphrases"
SETS = {
    "Inspec": "inspec_train_validation.jsonl.gz",
    "KP20k": "kp20k_dev.jsonl.gz",
    "conference": "conference_author_keywords_dev.jsonl.gz",
}
CUTS = (5, 10, 15)

_stemmer = snowballstemmer.stemmer("porter")


@cache
def _stem(word: str) -> str:
    return _stemmer.stemWord(word)


@cache
def normalize_phrase(phrase: str) -> str:
    """`phrase` in lower case, every word stemmed."""
    return " ".join(_stem(word) for word in phrase.lower().split())


def is_reported(document: str) -> bool:
    """Whether the document of this id is reported on; if not, it may be tuned on."""
    return hashlib.md5(document.encode()).digest()[0] % 2 == 1


def load_set(name: str) -> pl.DataFrame:
    """Documents of a set: text_hash (its id), title, abstract, gold (normalised, distinct), reported.

    IJCAI's papers are left out: their keywords are an area of a taxonomy (`Machine Learning: Other`), not of the text.
    """
    rows = pl.read_ndjson(DATA / SETS[name], infer_schema_length=None)
    if "venue" in rows.columns:
        rows = rows.filter(~pl.col("venue").fill_null("").str.starts_with("ijcai"))
    gold = [sorted({normalize_phrase(phrase) for phrase in phrases} - {""}) for phrases in rows["keywords"]]
    documents = rows.select(pl.col("id").alias("text_hash"), "title", "abstract").with_columns(
        pl.Series("gold", gold), pl.Series("reported", [is_reported(one) for one in rows["id"]])
    )
    return documents.filter(pl.col("gold").list.len() > 0).unique("text_hash", keep="first").sort("text_hash")


def score_found(found: dict[str, list[str]], documents: pl.DataFrame) -> dict[int, float]:
    """F1 in percent at every cut, averaged over `documents`.

    Args:
        found: phrases as found, best first, by text_hash; documents that are missing found nothing.
        documents: text_hash, gold.
    """
    totals = dict.fromkeys(CUTS, 0.0)
    for document, gold in documents.select("text_hash", "gold").iter_rows():
        distinct = list(dict.fromkeys(normalize_phrase(phrase) for phrase in found.get(document, [])))
        for cut in CUTS:
            named = distinct[:cut]
            right = len(set(gold).intersection(named))
            totals[cut] += 2 * right / (len(named) + len(gold))
    return {cut: 100 * total / documents.height for cut, total in totals.items()}


def measure_recall(candidates: pl.DataFrame, documents: pl.DataFrame) -> float:
    """Share of gold phrases in percent that are among the candidates: what no ranking can exceed."""
    forms = dict(candidates.group_by("text_hash").agg("surface").iter_rows())
    right = [
        len(set(gold).intersection(normalize_phrase(form) for form in forms.get(document, [])))
        for document, gold in documents.select("text_hash", "gold").iter_rows()
    ]
    return 100 * sum(right) / int(documents["gold"].list.len().sum())
