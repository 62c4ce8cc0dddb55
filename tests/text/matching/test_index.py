"""The index as a whole: what counts as what, and that every count is what a search of the texts finds."""

import re
from collections import defaultdict
from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.text import Analysis, Thesaurus, analyse, find_terms

SENTENCES = {
    "a": ("Diffusion-based image editing", "We study diffusion for editing images. Reinforcement learning (RL) helps."),
    "b": ("Multi-agent reinforcement learning", "Agents trained by RL meet a diffusion process. RL agents learn."),
    "c": ("Reinforcement-learning for robots", "Diffusion is slow. Multiagent reinforcement learning, too, is slow."),
    "d": ("Retrieval-augmented generation", "Retrieval-augmented generation (RAG) grounds language models in text."),
    "e": ("RAG for law", "RAG finds the statutes; a language model, pre-trained, writes. A rag is no RAG."),
    "f": ("Region adjacency graphs in vision", "A region adjacency graph (RAG) joins superpixels. The RAG is pruned."),
}


def make_papers(texts: dict[str, tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "paper_id": [f"title:{key}" for key in texts],
            "text_hash": list(texts),
            "title": [title for title, _ in texts.values()],
            "abstract": [abstract for _, abstract in texts.values()],
            "published_on": [date(2025, 1, 1 + number) for number in range(len(texts))],
        }
    )


def index_of(papers: pl.DataFrame, thesaurus: Thesaurus | None = None, min_papers: int = 0):
    return find_terms(papers, analyse(papers), thesaurus or Thesaurus(), min_papers)


def papers_with(index, term: str) -> set[str]:
    ids = index.terms.filter(pl.col("term") == term)["term_id"]
    assert len(ids) == 1, f"{term!r} is {len(ids)} terms of {index.terms['term'].to_list()}"
    return {row.removeprefix("title:") for row in index.paper_terms.filter(pl.col("term_id") == ids[0])["paper_id"]}


def search(variant: str, text: str) -> list[tuple[int, int]]:
    """What a search finds; a form with capitals is searched for as it stands."""
    pattern = r"\b" + re.escape(variant).replace(r"\ ", r"\s+") + r"\b"
    flags = 0 if variant != variant.lower() else re.IGNORECASE
    return [found.span() for found in re.finditer(pattern, text, flags)]


def test_terms_are_counted_inside_longer_ones():
    index = index_of(make_papers(SENTENCES))
    assert papers_with(index, "reinforcement learning") == {"a", "b", "c"}
    assert papers_with(index, "diffusion") == {"a", "b", "c"}
    row = index.terms.filter(pl.col("term") == "reinforcement learning").row(0, named=True)
    # a: once spelt out, once as RL; b: in the title, RL twice; c: hyphened in the title, spelt out in the text.
    assert row["mentions"] == 2 + 3 + 2
    assert (row["acronym"], row["words"]) == ("RL", 2)
    assert (row["first_seen"], row["last_seen"]) == (date(2025, 1, 1), date(2025, 1, 3))


def test_what_occurs_only_inside_a_longer_term_is_none():
    texts = {
        str(n): ("Frogs", f"We scan whole slide images (WSI) of {n} frogs. Images of frogs are rare.") for n in range(3)
    }
    names = set(index_of(make_papers(texts)).terms["term"].str.to_lowercase())
    assert "whole slide images" in names and "slide images" not in names


def test_variants_say_what_was_merged_and_why():
    index = index_of(make_papers(SENTENCES))
    term = index.terms.filter(pl.col("term") == "reinforcement learning")["term_id"][0]
    rows = index.term_variants.filter(pl.col("term_id") == term)
    assert {(row["variant"], row["rule"], row["papers"]) for row in rows.iter_rows(named=True)} == {
        ("reinforcement learning", "case", 3),
        ("RL", "acronym", 2),
        ("reinforcement-learning", "hyphen", 1),
    }


def test_a_short_acronym_counts_in_capitals_only():
    texts = {
        "a": ("Relation extraction from law", "Relation extraction (RE) finds pairs. RE is hard."),
        "b": ("Documents", "Relation extraction (RE) on documents; RE needs context."),
        "c": ("Re-ranking", "We re-rank the passages, and re-read them."),
    }
    index = index_of(make_papers(texts))
    assert papers_with(index, "relation extraction") == {"a", "b"}
    forms = index.term_variants.filter(pl.col("rule") == "acronym")
    assert forms.select("variant", "papers").rows() == [("RE", 2)]


def test_a_paper_that_defines_an_acronym_uses_its_own_definition():
    texts = SENTENCES | {"g": ("Retrieval-augmented generation (RAG) again", "RAG with language models.")}
    index = index_of(make_papers(texts), min_papers=1)
    rag = {name for name in index.terms["term"] if name.lower() in {"rag", "retrieval-augmented generation"}}
    assert len(rag) == 1
    found = papers_with(index, rag.pop())
    assert "e" not in found or "f" not in found
    assert {"d", "g"} <= found and "f" not in found


def test_an_acronym_of_one_clear_meaning_counts_everywhere():
    texts = {key: text for key, text in SENTENCES.items() if key != "f"}
    index = index_of(make_papers(texts))
    rag = next(name for name in index.terms["term"] if "RAG" in name or "etrieval" in name)
    assert papers_with(index, rag) == {"d", "e"}
    mentions = index.paper_terms.join(index.terms.filter(pl.col("term") == rag), on="term_id")
    # In e: the title's RAG, two in the text; the rag in lower case is a cloth.
    assert mentions.filter(pl.col("paper_id") == "title:e")["mentions"].to_list() == [3]


INNER = {
    "a": ("Large language model (LLM) agents", "We test large language model agents. LLM agents act."),
    "b": ("LLM agents on the web", "Agents built on a large language model (LLM) browse."),
    "c": ("Safe LLM agents", "LLM agents are tested."),
    "d": ("Explainable AI (XAI)", "Explainable AI helps. Artificial intelligence (AI) is judged by XAI."),
    "e": ("Explainable artificial intelligence (XAI)", "XAI and artificial intelligence (AI) in medicine."),
}


def test_a_phrase_and_the_same_with_an_acronym_are_one_term():
    index = index_of(make_papers(INNER))
    assert papers_with(index, "LLM agents") == {"a", "b", "c"}
    term = index.terms.filter(pl.col("term") == "LLM agents")["term_id"][0]
    rows = index.term_variants.filter(pl.col("term_id") == term)
    assert {(row["variant"], row["rule"], row["papers"]) for row in rows.iter_rows(named=True)} == {
        ("llm agents", "case", 3),
        ("large language model agents", "acronym", 1),
    }


def test_what_an_acronym_stands_for_may_hold_another():
    index = index_of(make_papers(INNER))
    xai = index.terms.filter(pl.col("acronym") == "XAI")
    assert xai.height == 1 and papers_with(index, xai["term"][0]) == {"d", "e"}


def test_the_thesaurus_keeps_a_phrase_and_its_acronym_apart():
    apart = Thesaurus(keep_apart=(frozenset({"llmagent", "largelanguagemodelagent"}),))
    index = index_of(make_papers(INNER), apart, min_papers=1)
    assert papers_with(index, "LLM agents") == {"a", "b", "c"}
    assert papers_with(index, "large language model agents") == {"a"}
    merged = Thesaurus(merge={"largelanguagemodelagent": "agent"}, labels={"agent": "agents"})
    index = index_of(make_papers(INNER), merged, min_papers=1)
    assert "LLM agents" not in index.terms["term"] and papers_with(index, "agents") == {"a", "b", "c"}


def test_overlapping_variants_of_a_term_are_one_mention():
    papers = make_papers({"a": ("On masks", "A mask image mask."), "b": ("Masks", "The mask image. A mask.")})
    merged = Thesaurus(merge={"maskimage": "mask"}, labels={"mask": "mask"})
    index = index_of(papers, merged, min_papers=1)
    term = index.terms.filter(pl.col("term").is_in(["mask", "masks"]))["term_id"][0]
    mentions = index.paper_terms.filter(pl.col("term_id") == term).sort("paper_id")["mentions"].to_list()
    assert mentions == [3, 3]


def test_no_papers_and_no_candidates_give_empty_frames():
    nothing = make_papers({}).cast({"paper_id": pl.String, "text_hash": pl.String, "title": pl.String})
    empty = index_of(nothing.cast({"abstract": pl.String, "published_on": pl.Date}))
    assert [frame.height for frame in empty] == [0, 0, 0]
    blank = index_of(make_papers({"a": ("", ""), "b": ("...", "1 + 1 = 2")}))
    assert [frame.height for frame in blank] == [0, 0, 0]


def test_order_of_papers_and_candidates_does_not_matter():
    papers = make_papers(SENTENCES)
    analysis = analyse(papers)
    expected = find_terms(papers, analysis, Thesaurus(), 1)
    shuffled = find_terms(
        papers.sample(fraction=1, shuffle=True, seed=3),
        Analysis(*(frame.sample(fraction=1, shuffle=True, seed=4 + place) for place, frame in enumerate(analysis))),
        Thesaurus(),
        1,
    )
    for one, other in zip(expected, shuffled, strict=True):
        assert_frame_equal(one, other)


def test_old_texts_are_ignored():
    papers = make_papers(SENTENCES)
    analysis = analyse(papers)
    some = papers.filter(pl.col("text_hash").is_in(["a", "b", "c"]))
    expected = find_terms(some, analyse(some), Thesaurus(), 2)
    for one, other in zip(expected, find_terms(some, analysis, Thesaurus(), 2), strict=True):
        assert_frame_equal(one, other)


@pytest.fixture(scope="module")
def digest(shared_data):
    frame = pl.read_ndjson(next((shared_data / "hf_daily").glob("*.gz"))).head(600)
    return pl.DataFrame(
        {
            "paper_id": [f"title:{number}" for number in range(frame.height)],
            "text_hash": [f"{number:016x}" for number in range(frame.height)],
            "title": frame["title"].str.replace_all(r"\s+", " "),
            "abstract": frame["abstract"].str.replace_all(r"\s+", " "),
            "published_on": [date(2025, 5, 1)] * frame.height,
        }
    )


def test_counts_are_what_a_search_finds(digest):
    index = index_of(digest)
    texts = {row["paper_id"]: (row["title"], row["abstract"]) for row in digest.iter_rows(named=True)}
    folded = {paper: " ".join(parts).casefold() for paper, parts in texts.items()}
    variants = index.term_variants.group_by("term_id").agg(pl.col("variant"), pl.col("rule"))
    # Acronyms may stand for something else in a paper; here only terms without.
    plain = variants.filter(~pl.col("rule").list.contains("acronym")).sort("term_id").head(300)
    held = defaultdict(dict)
    for row in index.paper_terms.iter_rows(named=True):
        held[row["term_id"]][row["paper_id"]] = (row["mentions"], row["in_title"])
    cased = {variant for variant in index.term_variants["variant"] if variant != variant.lower()}
    compared = 0
    for row in plain.iter_rows(named=True):
        expected = {}
        beginnings = {variant.casefold().split()[0] for variant in row["variant"]}
        for paper, parts in texts.items():
            if not any(beginning in folded[paper] for beginning in beginnings):
                continue
            spans, in_title = [], False
            for part, text in enumerate(parts):
                hits = sorted(
                    span
                    for variant in row["variant"]
                    for span in search(variant, text)
                    if text[slice(*span)] not in cased or variant in cased
                )
                in_title |= bool(hits) and part == 0
                end = -1
                for start, stop in hits:
                    spans += [start] if start >= end else []
                    end = max(end, stop)
            if spans:
                expected[paper] = (len(spans), in_title)
        assert held[row["term_id"]] == expected, row["variant"]
        compared += 1
    assert compared >= 200


def test_topics_of_the_field_are_terms(digest):
    names = {name.lower() for name in index_of(digest)[0]["term"]}
    assert {"diffusion", "reinforcement learning"} <= names
    assert not {"language", "large language", "paper", "approach", "experimental results"} & names


def test_two_terms_of_one_acronym_have_labels_of_their_own():
    # Either long form is written in two ways, so that the acronym has twice the papers of each.
    index = index_of(
        make_papers(
            {
                "a": ("Frogs", "The graph neural network (GNN) reads. A GNN is slow."),
                "b": ("Robots", "The graph-neural network (GNN) writes. A GNN is slow."),
                "c": ("Toads", "The graph neural network (GNN) draws. A GNN is slow."),
                "d": ("Newts", "The graph-neural network (GNN) sings. A GNN is slow."),
                "e": ("Frogs", "The Gaussian noise net (GNN) reads. A GNN is slow."),
                "f": ("Robots", "The Gaussian-noise net (GNN) writes. A GNN is slow."),
            }
        )
    )
    assert papers_with(index, "GNN") == {"a", "b", "c", "d"}
    assert papers_with(index, "gaussian noise net") == {"e", "f"}
    named = index.term_variants.filter(pl.col("rule") != "acronym")
    assert named["variant"].is_unique().all()
