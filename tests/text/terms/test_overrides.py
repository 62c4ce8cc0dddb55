"""Decisions of the page Data over the thesaurus: a later word wins, and each does what it says to the terms."""

from datetime import datetime

import polars as pl
import pytest

from pipelines.text import Thesaurus, amend, analyse, find_terms, forms_to_look_up
from pipelines.text.phrases.canonical_keys import make_term_id
from pipelines.text.terms.thesaurus import make_key
from warehouse.decisions import Decision

IMAGE, PICTURE, SCENE = (make_key(f"{word} generation") for word in ("image", "picture", "scene"))


def after(*decisions: Decision, thesaurus: Thesaurus = Thesaurus(), keys=None) -> Thesaurus:  # noqa: B008
    return amend(thesaurus, decisions, keys or {})


def merge(form: str, term: str) -> Decision:
    return Decision("merge", f"{form} generation", f"{term} generation")


def test_merges_lead_to_one_term_without_chains():
    assert after(merge("picture", "image")).merge == {PICTURE: IMAGE}
    assert after(merge("picture", "image"), merge("image", "scene")).merge == {PICTURE: SCENE, IMAGE: SCENE}
    assert after(merge("image", "scene"), merge("picture", "image")).merge == {IMAGE: SCENE, PICTURE: SCENE}
    assert after(merge("image", "image")).merge == {}


def test_a_later_word_wins_over_an_earlier_one_and_the_file():
    keep = Decision("keep", "picture generation", "image generation")
    pair = frozenset({IMAGE, PICTURE})
    file = Thesaurus(merge={PICTURE: IMAGE})
    assert after(keep, thesaurus=file).merge == {}
    assert after(keep, thesaurus=file).keep_apart == (pair,)
    assert after(keep, merge("picture", "image")).keep_apart == ()
    block = Decision("block", "image generation")
    assert after(block, thesaurus=file).merge == {}
    assert after(block, thesaurus=file).block == {IMAGE}
    assert after(block, merge("picture", "image")).block == frozenset()
    rename = Decision("rename", "image generation", "Pictures")
    assert after(rename, rename, block).rename == {}
    assert after(block, rename).rename == {IMAGE: "Pictures"}


def test_two_forms_of_one_term_kept_apart_leave_it_one_by_one():
    file = Thesaurus(merge={PICTURE: SCENE, IMAGE: SCENE})
    assert after(Decision("keep", "picture generation", "image generation"), thesaurus=file).merge == {IMAGE: SCENE}


def test_a_form_that_has_its_terms_own_key_leaves_those_written_otherwise():
    long, short = make_key("large language model agents"), make_key("LLM agents")
    keep = Decision("keep", "large language model agents", "LLM agents", term_id=make_term_id(long))
    assert after(keep, keys={"llm agents": [long, short]}).keep_apart == (frozenset({long, short}),)


def test_an_undone_decision_counts_for_nothing():
    undone = Decision("block", "image generation", undone=datetime(2026, 5, 1))
    assert after(undone) == Thesaurus()


def test_the_id_tells_which_term_is_meant():
    key = make_key("mixture of experts")
    decision = Decision("block", "MoE", term_id=make_term_id(key))
    assert forms_to_look_up([decision]) == ["moe"]
    assert after(decision, keys={"moe": [make_key("margin of error"), key]}).block == {key}
    assert after(decision).block == {make_key("MoE")}


@pytest.fixture(scope="module")
def corpus():
    papers = pl.DataFrame(
        {
            "paper_id": ["a", "b", "c", "d"],
            "text_hash": ["a", "b", "c", "d"],
            "title": ["Picture generation", "Image generation", "Image generation", "Graph network"],
            "abstract": ["Pictures.", "Picture generation.", "Graph network (GN).", "The GN is used. The GN helps."],
            "published_on": [None] * 4,
        },
        schema_overrides={"published_on": pl.Date},
    )
    return papers, analyse(papers)


def names(corpus, *decisions: Decision) -> set[str]:
    papers, analysis = corpus
    index = find_terms(papers, analysis, after(*decisions), 1)
    return {name.lower() for name in index.terms["term"]}


def test_each_decision_does_what_it_says(corpus):
    before = names(corpus)
    assert {"image generation", "picture generation"} <= before
    assert "picture generation" not in names(corpus, merge("picture", "image"))
    assert "image generation" not in names(corpus, Decision("block", "image generation"))
    assert "pictures made" in names(corpus, Decision("rename", "image generation", "Pictures made"))
    assert not {"graph network", "gn"} <= before
    assert {"graph network", "gn"} <= names(corpus, Decision("keep", "GN", "graph network"))
