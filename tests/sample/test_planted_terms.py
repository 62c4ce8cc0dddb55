"""What is planted: its arithmetic, and that nothing else in the texts could be taken for it."""

import re
from dataclasses import fields

import pytest

from pipelines.sample.planted_terms import PLANTED_TERMS, PlantedTerm
from pipelines.sample.templates import TEMPLATES
from pipelines.sample.topics import TOPICS


def make_term(**values) -> PlantedTerm:
    return PlantedTerm(
        **{"spellings": ("owl net",), "kind": "rising", "low": 0.02, "high": 0.32, "topics": (), **values}
    )


def test_a_rise_and_a_fall_mirror_each_other_and_turn_in_the_middle():
    rising = [make_term().expected_share(month, 6) for month in range(6)]
    # At 0.6 of the span half the turn is done: the geometric mean of 0.02 and 0.32.
    assert rising == pytest.approx([0.02, 0.02, 0.02, 0.08, 0.32, 0.32])
    falling = [make_term(kind="falling").expected_share(month, 6) for month in range(6)]
    assert falling == pytest.approx([0.32, 0.32, 0.32, 0.08, 0.02, 0.02])


def test_a_burst_is_high_between_its_ends_only():
    planted = make_term(kind="burst", start=0.25, end=0.5)
    assert planted.month_range(8) == (2, 3)
    assert [planted.expected_share(month, 8) for month in range(5)] == [0.02, 0.02, 0.32, 0.32, 0.02]


def test_a_new_term_is_absent_before_its_month():
    planted = make_term(kind="new", start=0.5)
    assert [planted.expected_share(month, 6) for month in range(6)] == pytest.approx([0, 0, 0, 0.02, 0.08, 0.32])


def test_a_steady_term_stays():
    assert {make_term(kind="steady").expected_share(month, 6) for month in range(6)} == {0.32}


@pytest.mark.parametrize("kind", ["rising", "falling", "burst", "new", "steady"])
@pytest.mark.parametrize("months", [1, 2, 3, 24])
def test_any_span_gives_shares(kind, months):
    planted = make_term(kind=kind, start=0.9, end=0.95)
    assert all(0 <= planted.expected_share(month, months) <= 0.32 for month in range(months))


def test_a_pattern_finds_every_form_and_nothing_longer():
    planted = make_term(spellings=("owl net", "owl-net"), acronym="ON")
    for form in planted.forms:
        assert re.fullmatch(planted.pattern, form)
    assert re.search(planted.pattern, "Owl Nets and ONs")
    for other in ("on", "owl network", "owl nettle", "ONCE", "howl net"):
        assert not re.search(planted.pattern, other)


def test_no_template_and_no_phrase_holds_a_planted_term():
    texts = [str(text) for field in fields(TEMPLATES) for text in getattr(TEMPLATES, field.name)]
    for topic in TOPICS:
        for field in fields(topic):
            value = getattr(topic, field.name)
            texts += value if isinstance(value, tuple) else [str(value)]
    for planted in PLANTED_TERMS:
        assert not [text for text in texts if re.search(planted.pattern, text)]


def test_no_planted_term_finds_another():
    for planted in PLANTED_TERMS:
        for other in PLANTED_TERMS:
            assert planted is other or not any(re.search(planted.pattern, form) for form in other.forms)


def test_plants_name_topics_that_there_are():
    names = {topic.name for topic in TOPICS}
    assert len(names) == len(TOPICS) == 10
    assert all(set(planted.topics) <= names for planted in PLANTED_TERMS)


def test_topics_share_no_phrase():
    seen: dict[str, str] = {}
    for topic in TOPICS:
        for phrase in (*topic.tasks, *topic.things, *topic.problems, *topic.methods, *topic.parts, *topic.datasets):
            assert seen.setdefault(phrase, topic.name) == topic.name, phrase
