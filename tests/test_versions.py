"""Every step with a version gives the same output as when the version was set, on a small corpus made by hand.

The build file keeps the output of these steps, and a run does not redo them for texts that it knows while the version
stays the same. So a change of the output without a new version would leave old and new rows side by side.
"""

import hashlib
import importlib
import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipelines.papers import normalize
from pipelines.text import analyse, rank_keywords
from pipelines.text.matching.occurrences import Meanings, find_occurrences
from pipelines.text.search.inverted_index import find_words, split_types
from pipelines.text.tokens.chunks import split_chunks
from pipelines.text.tokens.tokens import tokenize
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame, frame_schema

ROOT = Path(__file__).parents[1]

TEXTS = [
    (
        "Graph Neural Networks for Protein Folding: A Survey",
        "Graph neural networks (GNNs) pass messages between the residues of a protein chain. In this paper, we propose "
        "a novel GNN that folds proteins 2.5x faster. Our code is at https://github.com/example/fold and it is "
        "open-source.",
    ),
    (
        "Fine-tuning LLMs with $\\mathcal{O}(n^{2})$ Attention",
        "Large language models (LLMs) have recently revolutionised natural language processing. We fine-tune GPT-4 and "
        "Qwen2.5-VL-7B on 70B tokens of multi-task data; multitask learning helps. See SemEval-2025 Task 7.",
    ),
    (
        "Behaviour of spin waves in thin-film magnets",
        "We analyse spin waves (also: magnons) whose behaviour depends on the film's thickness. Spin-wave damping is "
        "30% lower. © 2025 Elsevier Ltd. All rights reserved.",
    ),
    (
        "Multi-Task Learning Meets In-Context Learning (ICL)",
        "Can models that use in-context learning model attention? They can: CLIP and RAG clip gradients, and "
        "Alzheimer's disease is diagnosed by k-NN classifiers. Trained speech encoders, having been trained on audio, "
        "win.",
    ),
    (
        "Quantitative phase imaging at 256times256 pixels",
        'We use Schr\\"odinger equations, input/output devices and I/O.',
    ),
    ("Short note", ""),
    ("naïve β-carotene", "Ünïcode words; state-of-the-art results (SOTA) on 3D Gaussian splatting."),
]
DIGESTS = pl.DataFrame(
    {
        "text_hash": [f"{row:02}" for row in range(len(TEXTS))],
        "title": [title for title, _ in TEXTS],
        "abstract": [abstract for _, abstract in TEXTS],
    }
)

# Phrases and candidates for the ranker, so that its output does not depend on the analyser.
PHRASES = pl.DataFrame(
    [
        (0, "language models", "languagemodel", 2),
        (1, "large language models", "largelanguagemodel", 3),
        (2, "Large Language Models", "largelanguagemodel", 3),
        (3, "fine-tuning", "finetuning", 1),
        (4, "paper", "paper", 1),
        (5, "spin waves", "spinwave", 2),
        (6, "thin-film magnets", "thinfilmmagnet", 2),
        (7, "film", "film", 1),
    ],
    schema=["phrase", "surface", "key", "words"],
    orient="row",
)
CANDIDATES = pl.DataFrame(
    {
        "text_hash": ["a", "b", "c"],
        "title_words": [4, 5, 0],
        "phrases": [[1, 0, 3, 4], [5, 6, 7], [2, 5, 4]],
        "mentions": [[3, 4, 1, 1], [4, 1, 2], [1, 1, 5]],
        "free_mentions": [[3, 1, 1, 1], [4, 1, 1], [1, 1, 5]],
        "first_positions": [[0, 1, 3, 20], [0, 3, 4], [2, 9, 11]],
    }
)


def hash_rows(rows: Iterable[tuple]) -> str:
    """A hash of rows that depends on no library: their JSON, sorted, by SHA-256."""
    lines = sorted(json.dumps(row, default=str, ensure_ascii=False) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def run_analyser() -> str:
    found = analyse(DIGESTS)
    tokens = dict(found.units.select("unit", "form").iter_rows())
    words = (
        (text, titles, [(tokens[one >> 3], one & 7) for one in packed])
        for text, titles, packed in found.text_units.select("text_hash", "title_units", "units").iter_rows()
    )
    return hash_rows([*found.spell_out().iter_rows(), *found.abbreviations.iter_rows(), *words])


class FormsAsTerms(Meanings):
    """Each form is a term of its own."""

    def __init__(self) -> None:
        pass

    def find(self, form: np.ndarray, text: np.ndarray) -> np.ndarray:
        return form


def run_search() -> str:
    analysis = analyse(DIGESTS)
    forms = ["graph neural networks", "neural networks", "gnn", "GNN", "multi-task", "multitask learning", "learning"]
    forms += ["CLIP", "clip", "spin waves", "spin-wave", "gpt-4", "i/o", "alzheimer's disease", "naïve", "3d gaussian"]
    texts = analysis.text_units.sort("text_hash").with_row_index("text").cast({"text": pl.Int32})
    found = find_occurrences(texts, analysis.units, pl.Series(forms), FormsAsTerms())
    return hash_rows((name, *row) for name, frame in zip("abc", found, strict=True) for row in frame.iter_rows())


def run_ranker() -> str:
    papers = pl.DataFrame({"paper_id": ["p1", "p2", "p3"], "text_hash": ["a", "b", "c"]})
    terms = pl.DataFrame({"term_id": [11], "term": ["LLM"]})
    variants = pl.DataFrame({"term_id": [11], "variant": ["large language models"]})
    paper_terms = pl.DataFrame({"paper_id": ["p1", "p3"], "term_id": [11, 11]})
    found = rank_keywords(papers, CANDIDATES, PHRASES, terms, variants, paper_terms, max_keywords=4)
    return hash_rows(found.with_columns(pl.col("score").round(4)).iter_rows())


def run_index() -> str:
    tokens = tokenize(split_chunks(DIGESTS["title"], DIGESTS["abstract"]))
    part = find_words(tokens, np.arange(len(TEXTS), dtype=np.int32), split_types(tokens.types))
    word = part.words.gather(np.repeat(part.word, part.rows)).to_list()
    rows = zip(word, part.paper.tolist(), part.mentions.tolist(), part.in_title.tolist(), strict=True)
    return hash_rows(rows)


def run_normalizer() -> str:
    rows = [
        {"stated_id": f"2503.0000{row}", "title": title, "abstract": abstract}
        for row, (title, abstract) in enumerate(TEXTS)
    ]
    again = [
        {"doi": "10.1000/A", "title": TEXTS[0][0], "abstract": TEXTS[0][1], "stated_on": date(2025, 3, 1)},
        {"title": TEXTS[1][0] + " (withdrawn)", "abstract": TEXTS[1][1], "listed_on": date(2025, 3, 9)},
        {"title": "Eine Notiz über Gärten", "abstract": "Wir untersuchen, wie kleine Gärten große Städte ernähren."},
        {"stated_id": "2503.00002v2", "title": "Behaviour of spin waves", "abstract": TEXTS[2][1], "upvotes": 3},
    ]
    filled = [
        {
            "source_id": "s",
            "position": position,
            "stated_precision": "day" if "stated_on" in row else "none",
            "authors": [],
            "categories": [],
            "keywords": [],
            **row,
        }
        for position, row in enumerate(rows + again, 1)
    ]
    schema = {
        name: dtype for name, dtype in frame_schema(table("records")).items() if any(name in row for row in filled)
    }
    records = conform(pl.DataFrame(filled, schema=schema), table("records"))
    found = normalize(records, empty_frame(table("sources")), empty_frame(table("paper_aliases")))
    return hash_rows(
        (name, *row)
        for name, frame in found._asdict().items()
        for row in frame.drop("normalizer_version", strict=False).iter_rows()
    )


GOLDEN: dict[str, tuple[Callable[[], str], str, str]] = {
    "pipelines.text.phrases.analyse.ANALYSER_VERSION": (run_analyser, "8", "fd2e8198702a6089"),
    "pipelines.text.matching.match_cache.SEARCH_VERSION": (run_search, "2", "0ef2cb904acfa93b"),
    "pipelines.text.keywords.corpus.RANKER_VERSION": (run_ranker, "1", "512d893cf1f5fdd2"),
    "pipelines.text.search.inverted_index.INDEX_VERSION": (run_index, "1", "0f88fd2fe480cbd6"),
    "pipelines.papers.describe.NORMALIZER_VERSION": (run_normalizer, "5", "1cf471367c1f3fb5"),
}
"""For each version constant: the step, the version, and the hash of its output at this version."""


@pytest.mark.parametrize("name", GOLDEN)
def test_output_changes_only_with_the_version(name: str):
    run, version, expected = GOLDEN[name]
    module, constant = name.rsplit(".", 1)
    current, found = getattr(importlib.import_module(module), constant), run()
    assert current == version, f"{name} is now {current!r}: write it into GOLDEN of this file, with the hash {found!r}"
    assert found == expected, (
        f"The step of {constant} gives other rows than at version {version!r}. If that is meant, raise {name}, so that "
        f"existing build files do the step again, and write the new version and the hash {found!r} into GOLDEN of this "
        "file. If it is not meant, the change has a mistake."
    )


def test_every_version_has_its_hash():
    declared = {
        f"{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}.{found}"
        for path in (ROOT / "pipelines").rglob("*.py")
        for found in re.findall(r"^([A-Z]\w*_VERSION)\b[^=\n]*=", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert declared == set(GOLDEN)
