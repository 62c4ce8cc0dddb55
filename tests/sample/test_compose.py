"""One made-up paper: slots, articles, capitals."""

import pytest

from pipelines.sample.compose import SlotFiller, capitalize_title, choose_article, choose_usage, compose_abstract
from pipelines.sample.planted_terms import PLANTED_TERMS
from pipelines.sample.rng import Rng
from pipelines.sample.topics import TOPICS


@pytest.mark.parametrize(
    ("phrase", "article"),
    [
        ("owl", "an"),
        ("barn", "a"),
        ("uniform owl", "a"),
        ("LLM", "an"),
        ("GAN", "a"),
        ("RAG system", "an"),
        ("VLM", "a"),
        ("Bayesian owl", "a"),
    ],
)
def test_articles_go_by_sound(phrase, article):
    assert choose_article(phrase) == article


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("multi-hop question answering", "Multi-Hop Question Answering"),
        ("learning without labels", "Learning without Labels"),
        ("3D owl", "3D Owl"),
        ("text-to-speech", "Text-To-Speech"),
    ],
)
def test_titles_have_capitals(text, title):
    assert capitalize_title(text) == title


def test_slots_are_filled_without_a_phrase_twice():
    filler = SlotFiller(TOPICS[0], "OwlNet", Rng(1))
    filled = filler.fill(" ".join(["{dataset}"] * len(TOPICS[0].datasets)))
    assert sorted(filled.split()) == sorted(TOPICS[0].datasets)
    assert filler.fill("{name} and [one|one] {term}", {"term": "owls"}) == "OwlNet and one owls"
    assert filler.fill("{A stem} came.", {"stem": "LLM"}) == "An LLM came."


@pytest.mark.parametrize("seed", range(30))
def test_an_abstract_has_the_length_of_one_and_holds_its_terms(seed):
    rng = Rng(seed)
    topic = rng.pick(TOPICS)
    usages = [choose_usage(planted, rng) for planted in rng.shuffle(PLANTED_TERMS)[: rng.number(0, 3)]]
    text = compose_abstract(SlotFiller(topic, "OwlNet", rng), topic, usages, None, rng)
    assert 100 <= len(text.split()) <= 200
    assert "{" not in text and "[" not in text
    for one in usages:
        assert (one.acronym if one.style == "acronym" else one.stem).removesuffix("s") in text
