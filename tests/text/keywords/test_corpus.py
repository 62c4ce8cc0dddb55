"""What keywords depend on: a part of a corpus with the counts of the whole, and fingerprints that change with it."""

import numpy as np
import polars as pl

from pipelines.text.keywords.corpus import KeywordCorpus, describe_keyword_corpus, fingerprint_papers

PAPERS = pl.DataFrame({"paper_id": ["p1", "p2", "p3"], "text_hash": ["a", "b", "c"]})
PHRASES = pl.DataFrame(
    {
        "phrase": [4, 7, 9],
        "surface": ["spin waves", "Spin waves", "token pruning"],
        "key": ["spinwave", "spinwave", "tokenpruning"],
        "words": [2, 2, 2],
    }
)
CANDIDATES = pl.DataFrame(
    {
        "text_hash": ["a", "b"],
        "title_words": [2, 3],
        "phrases": [[4, 9], [7]],
        "mentions": [[2, 3], [1]],
        "free_mentions": [[2, 0], [1]],
        "first_positions": [[0, 5], [4]],
    }
)
TERMS = pl.DataFrame({"term_id": [11, 12], "term": ["spin waves", "pruning"]})
VARIANTS = pl.DataFrame({"term_id": [11, 12, 12], "variant": ["spin waves", "Spin Waves", "token pruning"]})
TERM_SETS = pl.DataFrame({"paper_id": ["p1", "p2"], "term_set": [5, 6]}, schema_overrides={"term_set": pl.UInt64})


def describe(papers=PAPERS, candidates=CANDIDATES, phrases=PHRASES, terms=TERMS, variants=VARIANTS) -> KeywordCorpus:
    return describe_keyword_corpus(papers, candidates, phrases, terms, variants)


def sign(corpus: KeywordCorpus, term_sets: pl.DataFrame = TERM_SETS, most: int = 15) -> dict[str, int]:
    return dict(fingerprint_papers(corpus, term_sets, most).iter_rows())


def changed(other: dict[str, int]) -> set[str]:
    return {paper for paper, signature in sign(describe()).items() if other.get(paper) != signature}


def test_part_of_a_corpus_keeps_the_counts_of_the_whole():
    part = describe().take(pl.Series(["p2", "p3"]))
    assert part.papers.select("paper", "paper_id", "text").rows() == [(0, "p2", 0), (1, "p3", None)]
    assert part.candidates.select("text", "phrases").rows() == [(0, [7])]
    assert part.phrases["surface"].to_list() == ["Spin waves"]
    assert part.places[[4, 7, 9]].tolist() == [-1, 0, -1]
    assert (part.counts.texts, part.counts.papers.tolist(), part.counts.titles.tolist()) == (2, [2], [1])
    assert sorted(part.phrase_terms.rows()) == [(0, 0), (0, 1)]


def test_papers_with_a_candidate_have_a_signature_whatever_the_order_and_the_numbers():
    signatures = sign(describe())
    assert list(signatures) == ["p1", "p2"] and len(set(signatures.values())) == 2
    assert not changed(sign(describe(PAPERS.reverse(), CANDIDATES.reverse(), PHRASES.reverse(), TERMS.reverse())))
    lists = CANDIDATES.with_columns(pl.col("phrases").list.eval(pl.element() + 3))
    assert not changed(sign(describe(candidates=lists, phrases=PHRASES.with_columns(pl.col("phrase") + 3))))


def test_signatures_change_with_what_keywords_rest_on():
    assert changed(sign(describe(PAPERS.with_columns(pl.col("text_hash").replace({"a": "b"})))))
    # A title less that holds the key of both forms; a text less where token pruning stands alone.
    assert changed(sign(describe(candidates=CANDIDATES.with_columns(title_words=0)))) == {"p1", "p2"}
    free = CANDIDATES.with_columns(pl.Series("free_mentions", [[2, 1], [1]]))
    assert changed(sign(describe(candidates=free))) == {"p1"}
    assert changed(sign(describe(terms=TERMS.with_columns(pl.Series("term", ["spin waves", "token pruning"])))))
    assert changed(sign(describe(variants=VARIANTS.head(2)))) == {"p1"}
    assert changed(sign(describe(), TERM_SETS.with_columns(pl.Series("term_set", [5, 7], pl.UInt64)))) == {"p2"}
    assert changed(sign(describe(), most=14)) == {"p1", "p2"}


def test_a_paper_more_changes_no_signature_within_a_step_of_all_counts():
    # 16 and 17 papers are one step; 15 and 16 are not.
    def of_first(papers: int) -> int:
        some = PAPERS[np.zeros(papers, int)].with_columns(
            paper_id=pl.Series([f"p{row:02}" for row in range(papers)]), text_hash=pl.Series(map(str, range(papers)))
        )
        lists = CANDIDATES[np.zeros(papers, int)].with_columns(text_hash=some["text_hash"])
        return sign(describe(some, lists), TERM_SETS.clear())["p00"]

    assert of_first(16) == of_first(17)
    assert of_first(15) != of_first(16)


def test_without_candidates_there_is_nothing_to_sign():
    assert sign(describe(candidates=CANDIDATES.clear())) == {}
