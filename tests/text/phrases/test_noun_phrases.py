"""Which phrases of a sentence are candidates."""

import polars as pl
import pytest

from pipelines.text import analyse


def candidates_of(abstract: str, title: str = "") -> pl.DataFrame:
    return analyse(pl.DataFrame({"text_hash": ["a"], "title": [title], "abstract": [abstract]})).spell_out()


def surfaces(abstract: str, **columns) -> set[str]:
    return set(candidates_of(abstract)["surface"])


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("We train GPT-4 on data.", "GPT-4"),
        ("A k-NN classifier is used.", "k-NN classifier"),
        ("We render with 3D Gaussian splatting.", "3D Gaussian splatting"),
        ("This is in-context learning.", "in-context learning"),
        ("We evaluate Qwen2.5-VL here.", "Qwen2.5-VL"),
        ("Model merging is cheap.", "Model merging"),
        ("We study chain-of-thought reasoning.", "chain-of-thought reasoning"),
        ("It is linked to Alzheimer's disease.", "Alzheimer's disease"),
        ("Pretrained vision transformers win.", "Pretrained vision transformers"),
        ("The authors use A/B testing.", "A/B testing"),
        ("They have advanced speech recognition.", "speech recognition"),
        ("A trained speech encoder is used.", "trained speech encoder"),
        ("We solve the traveling salesman problem.", "traveling salesman problem"),
        ("We compare in vivo imaging.", "imaging"),
        ("We compare in-vivo imaging.", "in-vivo imaging"),
        ("This is a maximum a posteriori estimate by particle filters in vitro.", "particle filters"),
    ],
)
def test_noun_phrases_are_found(text, phrase):
    assert phrase in surfaces(text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Methods based large language models.", "based large language"),
        ("We propose a novel diffusion model.", "novel diffusion model"),
        ("Agents learn. Reinforcement helps.", "learn Reinforcement"),
        ("Language (or vision) models.", "vision models"),
        ("We use 100 samples.", "100 samples"),
        ("Models use the attention.", "Models use"),
        ("See https://foo.github.io/bar for code.", "github"),
        ("The loss x = y is low.", "x"),
        ("This paper is short.", "paper"),
        ("We can model attention.", "model attention"),
        (
            "LLMs have recently revolutionized natural language processing.",
            "revolutionized natural language processing",
        ),
        ("They have advanced speech recognition.", "advanced speech recognition"),
        ("Our team took part in SemEval-2025 Task 7.", "SemEval-2025 Task"),
        ("The method reweights samples.", "reweights"),
        ("The loss externalizes costs.", "externalizes"),
        ("We compare in vivo imaging.", "vivo imaging"),
        ("Cells were grown in vitro.", "vitro"),
    ],
)
def test_fragments_filler_and_formulas_are_not(text, phrase):
    assert phrase not in surfaces(text)


def test_mentions_inside_longer_phrases_are_not_free():
    found = candidates_of("Deep reinforcement learning is learning. Reinforcement learning, too.", "Learning")
    row = found.filter(pl.col("key") == "reinforcementlearning").row(0, named=True)
    assert (row["mentions"], row["free_mentions"], row["words"]) == (2, 1, 2)
    # Learning, Deep reinforcement learning is learning: the second sentence begins with the sixth word.
    assert (row["first_position"], row["in_title"]) == (2, False)
    assert found.filter(pl.col("key") == "learning")["in_title"].to_list() == [True]


def test_the_commonest_form_is_the_surface():
    found = candidates_of("Multi-task learning. Multitask learning. We like multi-task learning, multi-task learning.")
    row = found.filter(pl.col("key") == "multitasklearning").row(0, named=True)
    assert (row["surface"], row["mentions"]) == ("multi-task learning", 4)


def test_phrases_have_five_words_at_most():
    found = candidates_of("Sparse visual graph neural network language diffusion agents.")
    assert found["words"].max() == 5
