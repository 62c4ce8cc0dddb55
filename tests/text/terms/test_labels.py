import polars as pl
import pytest

from pipelines.text.terms.labels import choose_labels
from pipelines.text.terms.thesaurus import Thesaurus


def label_of(surfaces: dict[str, int]) -> str:
    """The label of a term that is written in these forms, in so many texts each; all of them one form but for capitals."""
    variant = next(iter(surfaces)).lower()
    frame = pl.DataFrame(
        {
            "term": [1] * len(surfaces),
            "variant": [variant] * len(surfaces),
            "surface": list(surfaces),
            "is_acronym": [False] * len(surfaces),
            "texts": list(surfaces.values()),
            "uses": list(surfaces.values()),
        }
    )
    found = pl.DataFrame({"variant": [variant], "term": [1], "papers": [sum(surfaces.values())]})
    terms = pl.DataFrame({"term": [1], "key": ["key"]})
    return choose_labels(frame, found, terms, Thesaurus())["label"].item()


@pytest.mark.parametrize(
    ("surfaces", "label"),
    [
        ({"large language models": 40, "Large Language Models": 60}, "large language models"),
        ({"gaussian splatting": 10, "Gaussian splatting": 60, "Gaussian Splatting": 30}, "Gaussian splatting"),
        ({"lora": 40, "LoRA": 60}, "LoRA"),
        ({"transformer": 60, "Transformer": 40}, "transformer"),
        (
            {"Feed-Forward 3D Gaussian Splatting": 9, "feed-forward 3D Gaussian splatting": 5},
            "feed-forward 3D Gaussian splatting",
        ),
        ({"Pinching antenna": 2, "pinching antenna": 20}, "pinching antenna"),
        ({"Long-horizon LLM agents": 0}, "long-horizon LLM agents"),
    ],
)
def test_capitals_are_those_that_readers_give(surfaces, label):
    assert label_of(surfaces) == label
