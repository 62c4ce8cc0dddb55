"""One made-up paper: slots, articles, capitals."""

import pytest

from pipelines.sample.compose import Phrases, capitalize_title, choose_article, choose_wording, compose_abstract
from pipelines.sample.dice import Dice
from pipelines.sample.plants import PLANTS
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
    phrases = Phrases(TOPICS[0], "OwlNet", Dice(1))
    filled = phrases.fill(" ".join(["{dataset}"] * len(TOPICS[0].datasets)))
    assert sorted(filled.split()) == sorted(TOPICS[0].datasets)
    assert phrases.fill("{name} and [one|one] {term}", {"term": "owls"}) == "OwlNet and one owls"
    assert phrases.fill("{A stem} came.", {"stem": "LLM"}) == "An LLM came."


@pytest.mark.parametrize("seed", range(30))
def test_an_abstract_has_the_length_of_one_and_holds_its_terms(seed):
    dice = Dice(seed)
    topic = dice.pick(TOPICS)
    wordings = [choose_wording(plant, dice) for plant in dice.shuffle(PLANTS)[: dice.number(0, 3)]]
    text = compose_abstract(Phrases(topic, "OwlNet", dice), topic, wordings, None, dice)
    assert 100 <= len(text.split()) <= 200
    assert "{" not in text and "[" not in text
    for one in wordings:
        assert (one.acronym if one.style == "acronym" else one.stem).removesuffix("s") in text
