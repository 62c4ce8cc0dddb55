"""The singular of words by their ending."""

import polars as pl
import pytest

from pipelines.text.tokens.singular import COUNTED, LISTED, UNKNOWN, Endings, singularise, singularise_acronym


def cut(word: str, endings: Endings) -> str:
    return pl.select(singularise(pl.lit(word), endings)).item()


@pytest.mark.parametrize(
    ("word", "listed", "unknown", "counted"),
    [
        ("strategies", "strategy", "strategy", "strategy"),
        ("soliloquies", "soliloquy", "soliloquy", "soliloquy"),
        ("raies", "raie", "raie", "raie"),
        ("approaches", "approach", "approach", "approache"),
        ("classes", "class", "class", "classe"),
        ("loss", "loss", "loss", "loss"),
        ("analysis", "analysis", "analysis", "analysis"),
        ("models", "model", "model", "model"),
        ("metrics", "metric", "metrics", "metric"),
        ("scenarios", "scenario", "scenarios", "scenario"),
        ("sizes", "size", "siz", "size"),
        ("arrays", "array", "array", "arrays"),
        ("gas", "ga", "gas", "ga"),
        ("s", "", "s", "s"),
    ],
)
def test_endings_of_plurals(word, listed, unknown, counted):
    assert (cut(word, LISTED), cut(word, UNKNOWN), cut(word, COUNTED)) == (listed, unknown, counted)


@pytest.mark.parametrize(("acronym", "one"), [("LLMs", "LLM"), ("RL", "RL"), ("GPT-4s", "GPT-4"), ("Lens", "Lens")])
def test_an_acronym_loses_the_small_s_of_its_plural(acronym, one):
    assert pl.select(singularise_acronym(pl.lit(acronym))).item() == one
