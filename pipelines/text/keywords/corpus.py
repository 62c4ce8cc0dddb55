"""What keywords depend on, with a fingerprint for each paper: while it stays equal, so do the keywords."""

from typing import NamedTuple, Self

import numpy as np
import polars as pl

from pipelines.arrays.fingerprints import fingerprint_rows, fingerprint_string, fingerprint_strings
from pipelines.arrays.grouping import factorize, mark_changes
from pipelines.text.keywords.features import CorpusCounts, count_corpus
from pipelines.text.phrases.analyse import ANALYSER_VERSION
from pipelines.text.phrases.candidates import place_numbers

RANKER_VERSION = "1"
"""Changes whenever the same features may give other keywords; keywords of another version are ranked again."""


class KeywordCorpus(NamedTuple):
    """Papers, their candidates, and the counts that weigh these.

    Attributes:
        papers: paper (its row), paper_id, text_hash, text (its row in `candidates`, null for none); sorted by paper_id.
        candidates: text (its row), and the columns of `internal.candidates` without text_hash.
        phrases: key, surface, words; a phrase is referred to by its row.
        places: row of each phrase by its number in `internal.phrases`.
        counts: texts of the whole corpus that contain each phrase.
        key: number of the key of each phrase.
        phrase_terms: phrase, term (a row of `terms`); the terms that a phrase is a variant of.
        terms: term_id, term.
    """

    papers: pl.DataFrame
    candidates: pl.DataFrame
    phrases: pl.DataFrame
    places: np.ndarray
    counts: CorpusCounts
    key: np.ndarray
    phrase_terms: pl.DataFrame
    terms: pl.DataFrame

    def take(self, paper_ids: pl.Series) -> Self:
        """These papers with their candidates and phrases; the counts stay those of the whole corpus."""
        papers = self.papers.filter(pl.col("paper_id").is_in(paper_ids.implode())).drop("paper").with_row_index("paper")
        texts = papers["text"].drop_nulls().unique().sort()
        numbered = pl.DataFrame({"text": texts, "row": np.arange(len(texts))})
        candidates = self.candidates[texts].with_columns(numbered["row"].alias("text"))
        is_used = np.zeros(self.phrases.height, bool)
        is_used[self.places[candidates["phrases"].explode().drop_nulls().to_numpy()]] = True
        used = np.flatnonzero(is_used)
        # The last entry is for numbers without a phrase, whose place is -1.
        row = np.full(self.phrases.height + 1, -1, np.int32)
        row[used] = np.arange(len(used), dtype=np.int32)
        counts = self.counts
        phrase = pl.Series("phrase", row[self.phrase_terms["phrase"].to_numpy()], pl.Int64)
        return self._replace(
            papers=papers.join(numbered, on="text", how="left", maintain_order="left")
            .with_columns(pl.col("row").alias("text"), pl.col("paper").cast(pl.Int64))
            .drop("row"),
            candidates=candidates,
            phrases=self.phrases[used],
            places=row[self.places],
            counts=CorpusCounts(counts.texts, counts.papers[used], counts.standalone_papers[used], counts.titles[used]),
            key=self.key[used],
            phrase_terms=self.phrase_terms.with_columns(phrase).filter(pl.col("phrase") >= 0),
        )


def describe_keyword_corpus(
    papers: pl.DataFrame,
    candidates: pl.DataFrame,
    phrases: pl.DataFrame,
    terms: pl.DataFrame,
    term_variants: pl.DataFrame,
) -> KeywordCorpus:
    """The corpus of some papers.

    Args:
        papers: paper_id, text_hash; English papers only.
        candidates: rows of `internal.candidates`; those of other texts are ignored.
        phrases: rows of `internal.phrases`, all phrases of the candidates.
        terms: term_id, term.
        term_variants: term_id, variant.
    """
    is_known = candidates["text_hash"].is_in(papers["text_hash"].unique().implode())
    # As a rule all are known, and then no copy is made.
    candidates = candidates if is_known.all() else candidates.filter(is_known)
    candidates = candidates.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("text"))
    key = factorize(phrases["key"])[0]
    papers = papers.select("paper_id", "text_hash").sort("paper_id")
    return KeywordCorpus(
        papers=papers.join(
            candidates.select("text_hash", "text"), on="text_hash", how="left", maintain_order="left"
        ).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("paper")),
        candidates=candidates.drop("text_hash"),
        phrases=phrases.select("key", "surface", "words"),
        places=place_numbers(phrases["phrase"]),
        counts=count_corpus(candidates, phrases, key),
        key=key,
        phrase_terms=_match_terms(phrases, terms, term_variants),
        terms=terms.select("term_id", "term"),
    )


def _match_terms(phrases: pl.DataFrame, terms: pl.DataFrame, term_variants: pl.DataFrame) -> pl.DataFrame:
    """phrase, term: rows of `phrases` and of the `terms` that they are variants of, whatever their capitals."""
    variants = term_variants.select(pl.col("variant").str.to_lowercase(), "term_id").unique()
    rows = terms.select("term_id", pl.int_range(pl.len()).alias("term"))
    surfaces = phrases.select(phrase=pl.int_range(pl.len()), variant=pl.col("surface").str.to_lowercase())
    return surfaces.join(variants, on="variant").join(rows, on="term_id").select("phrase", "term")


def fingerprint_papers(corpus: KeywordCorpus, term_sets: pl.DataFrame, max_keywords: int) -> pl.DataFrame:
    """A fingerprint of each paper, which is equal where everything is equal that its keywords depend on.

    This is the text of the paper, the rounded counts of its phrases, the terms that these stand for, the terms of the
    paper, and the versions of the code.

    Args:
        corpus: the papers.
        term_sets: paper_id, term_set (uint64, equal where papers have the same terms).
        max_keywords: of a paper.

    Returns:
        paper_id, signature (int64), of the papers that have candidates; by paper_id.
    """
    papers = corpus.papers.filter(pl.col("text").is_not_null()).join(
        term_sets, on="paper_id", how="left", maintain_order="left"
    )
    if papers.is_empty():
        return pl.DataFrame(schema={"paper_id": pl.String, "signature": pl.Int64})
    sizes = corpus.candidates["phrases"].list.len().to_numpy().astype(np.int64)
    by_number = _fingerprint_phrases(corpus)[corpus.places]
    of_text = np.add.reduceat(by_number[corpus.candidates["phrases"].explode().to_numpy()], np.cumsum(sizes) - sizes)
    signature = fingerprint_rows(
        fingerprint_strings(papers["text_hash"]),
        of_text[papers["text"].to_numpy()],
        papers["term_set"].fill_null(0).to_numpy(),
        fingerprint_string(f"{ANALYSER_VERSION} {RANKER_VERSION} {corpus.counts.texts} {max_keywords}"),
    )
    return papers.select("paper_id", pl.Series("signature", signature.view(np.int64)))


def _fingerprint_phrases(corpus: KeywordCorpus) -> np.ndarray:
    """A fingerprint of each phrase; uint64. Its key needs no place in it, because the key follows from the surface."""
    counts, pairs = corpus.counts, corpus.phrase_terms.sort("phrase", "term")
    meanings = np.zeros(corpus.phrases.height, np.uint64)
    if pairs.height:
        terms = corpus.terms
        term = fingerprint_rows(fingerprint_strings(terms["term"]), terms["term_id"].to_numpy().astype(np.uint64))
        heads = np.flatnonzero(mark_changes(pairs["phrase"].to_numpy()))
        # A sum, because the order of several terms depends on the table and must not count.
        meanings[pairs["phrase"].to_numpy()[heads]] = np.add.reduceat(term[pairs["term"].to_numpy()], heads)
    return fingerprint_rows(
        fingerprint_strings(corpus.phrases["surface"]),
        *(steps.astype(np.uint64) for steps in (counts.papers, counts.standalone_papers, counts.titles)),
        meanings,
    )
