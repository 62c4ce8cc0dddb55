import pytest

from pipelines.text.tokens.lexicon import load_lexicon
from pipelines.text.tokens.spelling import respell

KNOWN = frozenset(load_lexicon()["word"])


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("optimisation", "optimization"),
        ("behaviours", "behaviors"),
        ("modelling", "modeling"),
        ("tumour", "tumor"),
        ("tokenisation", "tokenization"),
        ("supervised", "supervised"),
        ("promise", "promise"),
        ("four", "four"),
        ("contour", "contour"),
    ],
)
def test_british_spelling_becomes_american(british, american):
    assert respell(british, KNOWN) == american
