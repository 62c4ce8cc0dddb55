"""Word classes and canonical spelling of single tokens."""

import polars as pl
import pytest

from pipelines.text.tokens import lexicon as lx
from pipelines.text.tokens.token_classes import describe_types


def describe(token: str) -> dict:
    return describe_types(pl.Series([token])).row(0, named=True)


@pytest.mark.parametrize(
    ("token", "head"),
    [
        ("networks", "network"),
        ("analyses", "analysis"),
        ("LLMs", "llm"),
        ("multi-tasks", "multitask"),
        ("corpora", "corpus"),
        ("bias", "bias"),
        ("autoencoders", "autoencoder"),
        ("GPT-4", "gpt4"),
        ("Qwen2.5-VL", "qwen2.5vl"),
    ],
)
def test_the_head_is_singular_without_hyphens(token, head):
    assert describe(token)["head_norm"] == head


def test_acronyms_spelt_like_words_keep_their_capitals():
    assert describe("CLIP")["head_norm"] == "CLIP"
    assert describe("clips")["head_norm"] == "clip"
    assert describe("RAGs")["head_norm"] == "RAG"
    # A title in capitals is no row of acronyms.
    assert describe("LEARNING")["head_norm"] == "learning"


@pytest.mark.parametrize(
    ("token", "has", "lacks"),
    [
        ("in-context", lx.MODIFIER_ONLY, lx.NOUN),
        ("fine-tuning", lx.NOUN | lx.GERUND, lx.MODIFIER_ONLY),
        ("self-attention", lx.NOUN, lx.MODIFIER_ONLY),
        ("diffusion-based", lx.MODIFIER_ONLY, lx.NOUN),
        ("70B", lx.NUMBER, lx.NOUN),
        ("3D", lx.NOUN, lx.NUMBER),
        ("256times256", lx.NUMBER, lx.NOUN),
        ("the", lx.CLOSED | lx.DETERMINER, lx.NOUN),
        ("x", lx.JUNK, lx.NOUN),
        ("novel", lx.FILLER_MODIFIER, lx.VERB),
        ("pretrained", lx.PARTICIPLE, lx.NOUN),
    ],
)
def test_classes(token, has, lacks):
    classes = describe(token)["classes"]
    assert classes & has == has
    assert not classes & lacks
