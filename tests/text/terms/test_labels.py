"""How terms are shown, and why their forms count for them."""

import polars as pl
import pytest

from pipelines.text.terms.labels import choose_labels, name_rules
from pipelines.text.terms.thesaurus import Thesaurus


def label_of(surfaces: dict[str, int]) -> str:
    """The label of a term that is written in these forms, in so many texts each; all of them one form but for
    capitals."""
    variant = next(iter(surfaces)).lower()
    frame = pl.DataFrame(
        {
            "term": [1] * len(surfaces),
            "variant": [variant] * len(surfaces),
            "surface": list(surfaces),
            "key": ["key"] * len(surfaces),
            "is_acronym": [False] * len(surfaces),
            "texts": list(surfaces.values()),
            "uses": list(surfaces.values()),
        }
    )
    found = pl.DataFrame({"variant": [variant], "term": [1], "papers": [sum(surfaces.values())]})
    terms = pl.DataFrame({"term": [1], "key": ["key"]})
    return choose_labels(frame, found, terms, Thesaurus())["label"].item()


@pytest.mark.parametrize(
    ("surfaces", "label"),
    [
        ({"large language models": 40, "Large Language Models": 60}, "large language models"),
        ({"gaussian splatting": 10, "Gaussian splatting": 60, "Gaussian Splatting": 30}, "Gaussian splatting"),
        ({"lora": 40, "LoRA": 60}, "LoRA"),
        ({"transformer": 60, "Transformer": 40}, "transformer"),
        (
            {"Feed-Forward 3D Gaussian Splatting": 9, "feed-forward 3D Gaussian splatting": 5},
            "feed-forward 3D Gaussian splatting",
        ),
        ({"Pinching antenna": 2, "pinching antenna": 20}, "pinching antenna"),
        ({"Long-horizon LLM agents": 0}, "long-horizon LLM agents"),
    ],
)
def test_capitals_are_those_that_readers_give(surfaces, label):
    assert label_of(surfaces) == label


FORMS = pl.DataFrame(
    [
        ("sinr", "sinr", 0),
        ("sinrs", "sinr", 0),
        ("plus ratio", "plusratio", None),
        ("plus-ratio", "plusratio", None),
        ("and ratio", "andratio", None),
        ("and-ratio", "andratio", None),
    ],
    schema={"variant": pl.String, "key": pl.String, "acronym": pl.Int64},
    orient="row",
)
TERMS = pl.DataFrame({"term": [1, 2], "key": ["plusratio", "andratio"], "term_id": [10, 20]})


def rules_of(
    papers: dict[int, dict[str, int]], thesaurus: Thesaurus
) -> tuple[dict[int, str], dict[tuple[int, str], str]]:
    """Labels by term, and rules by term and form, of terms whose forms so many papers hold."""
    found = pl.DataFrame(
        [(variant, term, count) for term, forms in papers.items() for variant, count in forms.items()],
        schema=["variant", "term", "papers"],
        orient="row",
    )
    surfaces = found.join(FORMS, on="variant").select(
        "term",
        "variant",
        "key",
        pl.col("variant").alias("surface"),
        pl.col("acronym").is_not_null().alias("is_acronym"),
        pl.col("papers").alias("texts"),
        pl.col("papers").alias("uses"),
    )
    labels = choose_labels(surfaces, found, TERMS.select("term", "key"), thesaurus)
    rules = name_rules(found.join(TERMS, on="term"), labels, FORMS, thesaurus)
    return dict(labels.select("term", "label").iter_rows()), {(row[0], row[1]): row[2] for row in rules.iter_rows()}


def test_an_acronym_is_the_label_of_the_term_that_most_papers_mean_by_it():
    # Each term's acronym has twice the papers of either spelling of its long form.
    papers = {
        1: {"sinr": 6, "sinrs": 1, "plus ratio": 3, "plus-ratio": 3},
        2: {"sinr": 4, "sinrs": 1, "and ratio": 2, "and-ratio": 2},
    }
    labels, rules = rules_of(papers, Thesaurus())
    assert labels == {1: "sinr", 2: "and ratio"}
    assert rules == {
        (10, "sinr"): "case",
        (10, "sinrs"): "plural",
        (10, "plus ratio"): "acronym",
        (10, "plus-ratio"): "acronym",
        (20, "sinr"): "acronym",
        (20, "sinrs"): "acronym",
        (20, "and ratio"): "case",
        (20, "and-ratio"): "hyphen",
    }


def test_an_acronym_that_the_thesaurus_merges_is_curated_for_the_term_it_is_merged_into_only():
    papers = {1: {"sinr": 1, "plus ratio": 3}, 2: {"sinr": 1, "and ratio": 2}}
    rules = rules_of(papers, Thesaurus(merge={"sinr": "andratio"}))[1]
    assert (rules[10, "sinr"], rules[20, "sinr"]) == ("acronym", "curated")


def test_terms_of_nothing_but_one_acronym_share_it_and_say_so():
    labels, rules = rules_of({1: {"sinr": 3}, 2: {"sinr": 2, "sinrs": 1}}, Thesaurus())
    assert labels == {1: "sinr", 2: "sinr"}
    assert rules == {(10, "sinr"): "case", (20, "sinr"): "acronym", (20, "sinrs"): "acronym"}
