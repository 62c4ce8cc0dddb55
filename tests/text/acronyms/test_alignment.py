"""One acronym, one stretch of text before it."""

import pytest

from pipelines.text.acronyms.alignment import clean_short_form, match_long_form


@pytest.mark.parametrize(
    ("short", "preceding", "expansion"),
    [
        ("LLMs", "we use Large Language Models", "Large Language Models"),
        ("PPO", "with Proximal Policy Optimization", "Proximal Policy Optimization"),
        ("SSL", "for self-supervised learning", "self-supervised learning"),
        ("LoRA", "by Low-Rank Adaptation", "Low-Rank Adaptation"),
        ("RLHF", "reinforcement learning from human feedback", "reinforcement learning from human feedback"),
        ("OOD", "and out-of-distribution", "out-of-distribution"),
        ("CLIP", "Contrastive Language-Image Pre-training", "Contrastive Language-Image Pre-training"),
        ("XAI", "of explainable AI", "explainable AI"),
        ("T2I", "the text-to-image", "text-to-image"),
        ("3DGS", "via 3D Gaussian Splatting", "3D Gaussian Splatting"),
        ("EEG", "the electroencephalography", "electroencephalography"),
        ("k-NN", "a k-nearest neighbors", "k-nearest neighbors"),
        ("PTMs", "many pre-trained models", "pre-trained models"),
        ("ViT", "a Vision Transformer", "Vision Transformer"),
    ],
)
def test_long_forms(short, preceding, expansion):
    assert match_long_form(short, preceding) == expansion


@pytest.mark.parametrize(
    ("short", "preceding"),
    [
        ("II", "is in it"),
        ("Ours", "better than ours"),
        ("USA", "in San Francisco"),
        ("IT", "in the"),
        ("LLM", "an LLM"),
        ("GPT-4", "the best model"),
        ("CNN-based", "convolutional neural network based"),
    ],
)
def test_no_long_form(short, preceding):
    assert match_long_form(short, preceding) is None


def test_a_long_form_in_the_bracket_must_be_the_whole_bracket():
    assert match_long_form("RAG", "Retrieval-Augmented Generation", whole=True) == "Retrieval-Augmented Generation"
    assert match_long_form("RAG", "a kind of Retrieval-Augmented Generation", whole=True) is None


def test_the_plural_s_is_no_letter():
    assert clean_short_form("LLMs") == "LLM"
    assert clean_short_form("XIV") is None
