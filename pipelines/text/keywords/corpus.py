"""What the keywords of a corpus rest on, and a signature of it by paper: where that is the same, so are the keywords."""

from typing import NamedTuple, Self

import numpy as np
import polars as pl

from pipelines.arrays.fingerprints import fingerprint_rows, fingerprint_string, fingerprint_strings
from pipelines.arrays.grouping import factorize, mark_changes
from pipelines.text.keywords.features import CorpusCounts, count_corpus
from pipelines.text.phrases.analyse import ANALYSER_VERSION
from pipelines.text.phrases.candidates import place_numbers

RANKER_VERSION = "1"
"""Changes whenever the same evidence may give other keywords; those of another version are ranked again."""


class KeywordCorpus(NamedTuple):
    """Papers, their candidates, and what tells how much these say.

    Attributes:
        papers: paper (its row), paper_id, text_hash, text (its row in `candidates`, null where there is none); by paper_id.
        candidates: text (its row), and the columns of `internal.candidates` without text_hash.
        phrases: key, surface, words; a phrase is named by its row.
        places: row of each phrase by its number in `internal.phrases`.
        counts: how many texts of the whole corpus hold each phrase.
        key: number of the key of each phrase.
        meant: phrase, term (a row of `terms`); the terms that a phrase is a form of.
        terms: term_id, term.
    """

    papers: pl.DataFrame
    candidates: pl.DataFrame
    phrases: pl.DataFrame
    places: np.ndarray
    counts: CorpusCounts
    key: np.ndarray
    meant: pl.DataFrame
    terms: pl.DataFrame

    def take(self, paper_ids: pl.Series) -> Self:
        """These papers only, and what they hold; counts stay those of the whole corpus."""
        papers = self.papers.filter(pl.col("paper_id").is_in(paper_ids.implode())).drop("paper").with_row_index("paper")
        texts = papers["text"].drop_nulls().unique().sort()
        numbered = pl.DataFrame({"text": texts, "row": np.arange(len(texts))})
        candidates = self.candidates[texts].with_columns(numbered["row"].alias("text"))
        held = np.zeros(self.phrases.height, bool)
        held[self.places[candidates["phrases"].explode().drop_nulls().to_numpy()]] = True
        used = np.flatnonzero(held)
        row = np.full(self.phrases.height + 1, -1, np.int32)
        row[used] = np.arange(len(used), dtype=np.int32)
        counts = self.counts
        return self._replace(
            papers=papers.join(numbered, on="text", how="left", maintain_order="left")
            .with_columns(pl.col("row").alias("text"), pl.col("paper").cast(pl.Int64))
            .drop("row"),
            candidates=candidates,
            phrases=self.phrases[used],
            # The last entry is that of numbers without a phrase.
            places=row[self.places],
            counts=CorpusCounts(counts.texts, counts.papers[used], counts.free_papers[used], counts.titles[used]),
            key=self.key[used],
            meant=self.meant.with_columns(pl.Series("phrase", row[self.meant["phrase"].to_numpy()], pl.Int64)).filter(
                pl.col("phrase") >= 0
            ),
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
        phrases: rows of `internal.phrases`, all that the candidates name.
        terms: term_id, term.
        term_variants: term_id, variant.
    """
    known = candidates["text_hash"].is_in(papers["text_hash"].unique().implode())
    # Where there are no others, as a rule, no copy is made.
    candidates = candidates if known.all() else candidates.filter(known)
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
        meant=_find_meant(phrases, terms, term_variants),
        terms=terms.select("term_id", "term"),
    )


def _find_meant(phrases: pl.DataFrame, terms: pl.DataFrame, term_variants: pl.DataFrame) -> pl.DataFrame:
    """phrase, term: the rows of `terms` that each row of `phrases` is a form of, whatever its capitals."""
    variants = term_variants.select(pl.col("variant").str.to_lowercase(), "term_id").unique()
    rows = terms.select("term_id", pl.int_range(pl.len()).alias("term"))
    forms = phrases.select(
        pl.int_range(pl.len()).alias("phrase"), pl.col("surface").str.to_lowercase().alias("variant")
    )
    return forms.join(variants, on="variant").join(rows, on="term_id").select("phrase", "term")


def fingerprint_papers(corpus: KeywordCorpus, term_sets: pl.DataFrame, max_keywords: int) -> pl.DataFrame:
    """A fingerprint of each paper, which is equal where everything is equal that its keywords depend on.

    This is the text of the paper, the rounded counts of its phrases, the terms that these stand for, the terms of the
    paper, and the versions of the code.

    Args:
        corpus: the papers.
        term_sets: paper_id, held (uint64, equal where papers have the same terms).
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
        papers["held"].fill_null(0).to_numpy(),
        fingerprint_string(f"{ANALYSER_VERSION} {RANKER_VERSION} {corpus.counts.texts} {max_keywords}"),
    )
    return papers.select("paper_id", pl.Series("signature", signature.view(np.int64)))


def _fingerprint_phrases(corpus: KeywordCorpus) -> np.ndarray:
    """A fingerprint of each phrase; uint64. Its key needs no place in it, because the key follows from the surface."""
    counts, meant = corpus.counts, corpus.meant.sort("phrase", "term")
    meanings = np.zeros(corpus.phrases.height, np.uint64)
    if meant.height:
        terms = corpus.terms
        term = fingerprint_rows(fingerprint_strings(terms["term"]), terms["term_id"].to_numpy().astype(np.uint64))
        heads = np.flatnonzero(mark_changes(meant["phrase"].to_numpy()))
        # A sum, because the order of several terms depends on the table and must not count.
        meanings[meant["phrase"].to_numpy()[heads]] = np.add.reduceat(term[meant["term"].to_numpy()], heads)
    return fingerprint_rows(
        fingerprint_strings(corpus.phrases["surface"]),
        *(steps.astype(np.uint64) for steps in (counts.papers, counts.free_papers, counts.titles)),
        meanings,
    )
