"""Makes the word vectors of `pipelines.themes.model.embeddings` anew from the shared arXiv papers, in three steps.

    python -m benchmarks.themes.make_word_vectors texts FOLDER     28,000 short texts to FOLDER/texts.parquet
    python -m benchmarks.themes.encode_texts FOLDER                their embeddings to FOLDER/embeddings.npy
    python -m benchmarks.themes.make_word_vectors fit FOLDER       the table

The first 64 numbers of a word's vector are fitted to the embeddings, the other 24 to the categories under which
authors filed all the papers. The papers that `python -m benchmarks.themes quality` measures on are among neither, nor
up to 80 of each of the 25 most frequent categories, on which the vectors can be measured too (see `split_papers`).
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl
import scipy.sparse as sp

from benchmarks.themes.corpora import DATA, read_aaai, read_arxiv, read_ijcai
from pipelines.themes.model.document_features import count_words, make_singular, split_words
from pipelines.themes.model.embeddings import PATH, SENTENCE_DIMENSIONS
from pipelines.themes.model.weighting import saturate

MODEL_PAPERS = 16_000
"""Papers that are encoded by their title and 55 words in all: half with the beginning of the abstract, half with its
middle."""

MODEL_TITLES = 12_000
"""Further papers of which the title alone is encoded."""

WORDS = 55
MIDDLE = 450
"""Characters of the abstract before its middle."""

HELD_OUT = 80
MIN_PAPERS = 20
PENALTY = 2.0
AREA_DIMENSIONS = 24
AREA_PENALTY = 5.0
FEWEST_FILED = 100
"""Papers of a category, for words to be told by it."""

ROUNDS = 60


def split_papers() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The held-out papers, and the others in the order in which they are taken: papers of rare categories first, by
    weighted luck."""
    title = pl.col("title").str.to_lowercase().str.replace_all(r"[^a-z0-9]", "")
    measured = pl.concat([read_ijcai().select(title), read_aaai().select(title)])["title"].unique()
    papers = (
        read_arxiv()
        .filter(~title.is_in(measured.implode()))
        .with_columns(luck=pl.col("paper_id").hash(7), many=pl.len().over("area"))
        .sort("luck")
        .with_columns(rank=pl.int_range(pl.len()).over("area"))
    )
    areas = papers["area"].value_counts(sort=True).head(25)["area"]
    held_out = papers.filter(pl.col("area").is_in(areas.implode()), pl.col("rank") < HELD_OUT)
    chance = (pl.col("luck").cast(pl.Float64) + 1) / 2.0**64
    rest = papers.join(held_out, on="paper_id", how="anti").sort(
        chance.log() * pl.col("many").cast(pl.Float64).pow(0.6), descending=True
    )
    return held_out.drop("luck", "many", "rank").sort("paper_id"), rest.drop("luck", "many", "rank")


def write_texts(folder: Path) -> None:
    """texts.parquet: text."""
    papers = split_papers()[1].with_row_index()
    abstract = pl.col("abstract").str.replace_all(r"\s+", " ")
    middle = abstract.str.slice(MIDDLE).str.replace(r"^\S*\s", "")
    said = pl.when(pl.col("index") % 2 == 0).then(abstract).otherwise(middle)
    begun = pl.concat_str("title", pl.lit(". "), said).str.split(" ").list.head(WORDS).list.join(" ")
    texts = pl.concat(
        [
            papers.head(MODEL_PAPERS).select(text=begun),
            papers.slice(MODEL_PAPERS, MODEL_TITLES).select(text="title"),
        ]
    )
    texts.write_parquet(folder / "texts.parquet")


def fit_vectors(folder: Path) -> pl.DataFrame:
    """word, vector: by how the words of the texts tell the embeddings of the texts, and the categories of all
    papers."""
    words = list_words()
    rarity = np.log(read_arxiv().height / words["papers"].to_numpy()).astype(np.float32)
    said, embeddings = pl.read_parquet(folder / "texts.parquet"), np.load(folder / "embeddings.npy").astype(np.float32)
    papers = split_papers()[1]
    parts = [
        fit_part(
            said.select(title=pl.lit(""), abstract="text"), embeddings, SENTENCE_DIMENSIONS, PENALTY, words, rarity
        ),
        fit_part(papers, place_by_category(papers), AREA_DIMENSIONS, AREA_PENALTY, words, rarity),
    ]
    vectors = np.hstack(parts)
    table = words.select("word").with_columns(vector=pl.Series(vectors, dtype=pl.Array(pl.Int8, vectors.shape[1])))
    return table[np.flatnonzero(parts[0].any(axis=1))]


def list_words() -> pl.DataFrame:
    """word (in the singular), form (list), papers, column: the words of twenty arXiv papers or more."""
    papers = read_arxiv()
    tokens = pl.concat([split_words(papers, "title"), split_words(papers, "abstract")])
    return (
        tokens.with_columns(form="word", word=make_singular())
        .group_by("word")
        .agg(pl.col("row").n_unique().alias("papers"), pl.col("form").unique())
        .filter(pl.col("papers") >= MIN_PAPERS)
        .sort("word")
        .with_row_index("column")
    )


def place_by_category(papers: pl.DataFrame) -> np.ndarray:
    """(papers, categories) what is filed where: correspondence analysis' residuals, so that small categories count too.

    Args:
        papers: paper_id.
    """
    filed = (
        pl.read_parquet(DATA / "arxiv" / "arxiv_cs_2025-03_2026-07.parquet", columns=["id", "categories"])
        .select(("arxiv:" + pl.col("id")).alias("paper_id"), "categories")
        .unique("paper_id", keep="first")
        .join(papers.select("paper_id").with_row_index("row"), on="paper_id")
        .explode("categories")
        .filter(pl.len().over("categories") >= FEWEST_FILED)
        .with_columns(column=pl.col("categories").rank("dense") - 1)
    )
    held = np.zeros((papers.height, int(filed["column"].to_numpy().max()) + 1), dtype=np.float32)
    held[filed["row"].to_numpy(), filed["column"].to_numpy()] = 1
    held /= np.sqrt(np.maximum(held.sum(axis=1, keepdims=True), 1))
    share = held.mean(axis=0)
    return (held - share) / np.sqrt(share)


def fit_part(
    texts: pl.DataFrame, wanted: np.ndarray, dimensions: int, penalty: float, words: pl.DataFrame, rarity: np.ndarray
) -> np.ndarray:
    """(W, dimensions) int8: ridge regression of the leading dimensions of what is wanted on the words of the texts.

    Args:
        texts: title, abstract; N rows.
        wanted: (N, d).
        words: form, column; W rows.
        rarity: (W,) inverse document frequency.
    """
    forms = words.explode("form").select(word="form", column="column")
    weighed = saturate(count_words(texts, forms))
    weighed.data *= rarity[weighed.indices]
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    weighed.data /= np.repeat(np.maximum(length, 1e-6), np.diff(weighed.indptr)).astype(np.float32)
    wanted = wanted - wanted.mean(axis=0)
    leading = np.linalg.eigh((wanted.T @ wanted).astype(np.float64))[1][:, ::-1][:, :dimensions]
    vectors = regress(weighed, wanted @ leading.astype(np.float32), penalty) * rarity[:, None]
    # The few greatest numbers are cut off: they would leave the others too few of the 127 steps.
    return np.round(vectors / np.quantile(np.abs(vectors), 0.9999) * 127).clip(-127, 127).astype(np.int8)


def regress(weighed: sp.csr_matrix, wanted: np.ndarray, penalty: float) -> np.ndarray:
    """(W, d) vectors of least squares with a penalty on their length, by conjugate gradients in every dimension at
    once."""
    turned = weighed.T.tocsr()
    vectors = np.zeros((weighed.shape[1], wanted.shape[1]), dtype=np.float32)
    left = turned @ wanted
    step = left.copy()
    size = (left**2).sum(axis=0)
    for _ in range(ROUNDS):
        moved = turned @ (weighed @ step) + penalty * step
        pace = size / np.maximum((step * moved).sum(axis=0), 1e-20)
        vectors += pace * step
        left -= pace * moved
        before, size = size, (left**2).sum(axis=0)
        step = left + size / np.maximum(before, 1e-20) * step
    return vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("texts", "fit"))
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    if chosen.command == "texts":
        write_texts(chosen.folder)
    else:
        table = fit_vectors(chosen.folder)
        table.write_parquet(PATH, compression="zstd", compression_level=19, statistics=False)
        print(f"{table.height:,} words, {PATH.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
