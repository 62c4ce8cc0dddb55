import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp

from pipelines.themes.model.embeddings import (
    AREA_PART,
    PATH,
    SENTENCE_DIMENSIONS,
    embed_texts,
    load_vectors,
    match_vectors,
)


def _cosine(one: str, other: str) -> float:
    vectors = match_vectors(pl.DataFrame({"word": [one, other], "column": [0, 1]}))
    return vectors[0] @ vectors[1] / np.linalg.norm(vectors[0]) / np.linalg.norm(vectors[1])


def test_words_have_the_vector_of_the_table_or_none():
    vectors = match_vectors(pl.DataFrame({"word": ["zebrawords", "auction"], "column": [1, 0]}))
    kept = load_vectors().filter(word="auction")["vector"][0].to_list()
    assert vectors.tolist() == [kept, [0] * 88]


def test_words_of_one_subject_lie_nearer_than_words_of_two():
    assert _cosine("auction", "bidder") > _cosine("auction", "phoneme") + 0.2
    assert _cosine("translation", "multilingual") > _cosine("translation", "pixel") + 0.2


def test_the_table_holds_each_word_once_and_is_small():
    words = load_vectors()["word"]
    assert words.is_sorted() and words.n_unique() == len(words) > 9_000
    assert words.str.contains(r"^\p{L}{2,}$").all()
    assert load_vectors().schema["vector"] == pl.Array(pl.Int8, SENTENCE_DIMENSIONS + 24)
    assert PATH.stat().st_size < 900_000


ALL = np.arange(4)


def test_a_place_is_the_mean_of_the_known_words_apart_from_all_papers():
    counts = sp.csr_matrix(np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1]], dtype=np.float32))
    vectors = np.array([[2, 0], [0, 2], [0, 0]], dtype=np.float32)
    # The means (2, 0), (0, 2) and (2, 0) have the mean (4/3, 2/3); of 1, 1 and 2 words one is known, which is trusted
    # for 1 / (10 + words).
    aside = np.sqrt(0.5)
    assert embed_texts(counts, vectors, ALL) == pytest.approx(
        np.array([[aside / 11, -aside / 11], [-aside / 11, aside / 11], [0, 0], [aside / 12, -aside / 12]])
    )
    # Apart from the mean (1, 1) of the first two.
    assert embed_texts(counts, vectors, ALL[:2])[3] == pytest.approx(np.array([aside, -aside]) / 12)


def test_both_parts_of_a_place_have_their_share_however_long_they_are():
    vectors = np.zeros((3, SENTENCE_DIMENSIONS + 1), dtype=np.float32)
    vectors[:, 0], vectors[:, -1] = (1, -1, 0), (30, 30, -60)
    embeddings = 11 * embed_texts(sp.csr_matrix(np.eye(3, dtype=np.float32)), vectors, ALL[:3])
    # The mean of all is 0, so a part is its sign; the third paper has one part only.
    said, filed = np.sqrt(1 - AREA_PART), np.sqrt(AREA_PART)
    assert embeddings[:, [0, -1]] == pytest.approx(np.array([[said, filed], [-said, filed], [0, -1]]))


@pytest.mark.parametrize("width", [0, 2])
def test_without_known_words_there_are_no_places(width):
    counts = sp.csr_matrix(np.ones((4, width), dtype=np.float32))
    assert (embed_texts(counts, np.zeros((width, 4)), ALL) == 0).all()
