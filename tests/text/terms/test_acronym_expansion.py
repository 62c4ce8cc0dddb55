"""Acronyms inside longer phrases, by hand."""

import polars as pl

from pipelines.text.acronyms.definitions import make_keys
from pipelines.text.terms.acronym_expansion import expand_acronyms

MEANINGS = {"llm": "largelanguagemodel", "AI": "artificialintelligence", "qa": "questionanswering"}


def expand(*written: tuple[str, int]) -> dict[str, str]:
    surfaces = pl.Series("surface", [surface for surface, _ in written])
    phrases = pl.DataFrame(
        {"surface": surfaces, "key": make_keys(surfaces)["key"], "texts": [texts for _, texts in written]}
    )
    meanings = pl.DataFrame({"acronym_key": list(MEANINGS), "meaning": list(MEANINGS.values())})
    return dict(expand_acronyms(phrases, meanings).iter_rows())


def test_an_acronym_is_spelt_out_wherever_it_stands():
    assert expand(("LLM agents", 1), ("multimodal LLMs", 1), ("medical AI systems", 1), ("LLM-based QA", 1)) == {
        "llmagent": "largelanguagemodelagent",
        "multimodalllm": "multimodallargelanguagemodel",
        "medicalAIsystem": "medicalartificialintelligencesystem",
        "llmbasedqa": "largelanguagemodelbasedquestionanswering",
    }


def test_keys_are_those_of_the_words_written_out():
    long = pl.Series(
        ["large language model agents", "multi-hop question answering", "large language model-based agents"]
    )
    short = [("LLM agents", 1), ("multi-hop QA", 1), ("LLM-based agents", 1)]
    assert sorted(expand(*short).values()) == sorted(make_keys(long)["key"])


def test_single_words_small_letters_and_unknown_acronyms_are_left():
    assert expand(("LLMs", 3), ("llm agents", 3), ("LLMaven", 2), ("CNN layers", 2), ("QAgents", 1)) == {}


def test_a_name_that_most_write_as_one_word_is_no_phrase():
    assert expand(("ScienceQA", 9), ("Science QA", 2)) == {}
    assert expand(("ScienceQA", 2), ("Science QA", 9)) == {"scienceqa": "sciencequestionanswering"}


def test_no_phrases_and_no_meanings_give_nothing():
    nothing = pl.DataFrame(schema={"surface": pl.String, "key": pl.String, "texts": pl.Int64})
    no_meanings = pl.DataFrame(schema={"acronym_key": pl.String, "meaning": pl.String})
    some = pl.DataFrame({"surface": ["LLM agents"], "key": ["llmagent"], "texts": [1]})
    assert expand_acronyms(nothing, no_meanings).rows() == []
    assert expand_acronyms(some, no_meanings).rows() == []
