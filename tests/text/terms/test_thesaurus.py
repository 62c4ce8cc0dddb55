"""The user's thesaurus: what it may say, what is refused, and what it does."""

import polars as pl
import pytest

from pipelines.settings import PROJECT
from pipelines.text import analyse, find_terms, load_thesaurus
from warehouse.user_files import UserFileError


def write(tmp_path, text: str):
    path = tmp_path / "thesaurus.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def terms_of(path):
    papers = pl.DataFrame(
        {
            "paper_id": ["a", "b", "c"],
            "text_hash": ["a", "b", "c"],
            "title": ["Picture generation", "Image generation", "Image generation with diffusion"],
            "abstract": ["Diffusion makes pictures.", "Picture generation by diffusion.", "Mixture of experts (MoE)."],
            "published_on": [None, None, None],
        },
        schema_overrides={"published_on": pl.Date},
    )
    return find_terms(papers, analyse(papers), load_thesaurus(path), 1)


def test_the_file_in_the_repository_loads():
    assert load_thesaurus(PROJECT / "pipelines" / "curation" / "thesaurus.yaml").merge == {}


def test_an_absent_or_empty_file_decides_nothing(tmp_path):
    assert not load_thesaurus(tmp_path / "none.yaml").block
    assert not load_thesaurus(write(tmp_path, "merge:\nblock: []\n")).merge


def test_merged_forms_count_as_the_term(tmp_path):
    index = terms_of(write(tmp_path, "merge:\n  image generation: [picture generation]\n"))
    row = index.terms.filter(pl.col("term").str.to_lowercase() == "image generation").row(0, named=True)
    assert row["papers"] == 3
    rules = index.term_variants.filter(pl.col("term_id") == row["term_id"])
    assert set(rules.select("variant", "rule", "papers").iter_rows()) == {
        ("image generation", "case", 2),
        ("picture generation", "curated", 2),
    }


def test_renamed_and_blocked(tmp_path):
    index = terms_of(write(tmp_path, "rename: {image generation: Making pictures}\nblock: [diffusion]\n"))
    names = set(index.terms["term"])
    assert "Making pictures" in names
    assert "diffusion" not in {name.lower() for name in names}


def test_kept_apart(tmp_path):
    merged = terms_of(tmp_path / "none.yaml")
    apart = terms_of(write(tmp_path, "keep_apart:\n  - [mixture of experts, MoE]\n"))
    assert "MoE" in {*merged.terms["term"], *merged.terms["acronym"]}
    assert not apart.terms.filter(pl.col("acronym") == "MoE").height


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("merg: {}\n", 1, "merg: there is no such field; there are merge, keep_apart, rename, block"),
        ("block:\n  - a b\n  - [c]\n", 3, "must be words"),
        ("merge:\n  a b: [c d]\n  a b: [e f]\n", 3, "'a b' stands here a second time"),
        ("merge:\n  a b: [c d]\n  e f: [c d]\n", 3, "already"),
        ("merge:\n  a b: [c d]\n  e f: [a b]\n", 2, "itself merged"),
        ("merge: {a b: [c d]}\nblock: [c d]\n", 2, "merged or renamed elsewhere"),
        ("merge: {a b: [c d]}\nkeep_apart:\n  - [a b, c d]\n", 3, "kept apart"),
        ("keep_apart:\n  - [a b]\n", 2, "a list of 2 or more"),
        ("- a\n", 1, "`name: value`"),
        ("merge: [a]\n", 1, "merge: lines of the form"),
    ],
)
def test_errors_say_line_and_reason(tmp_path, text, line, reason):
    with pytest.raises(UserFileError) as raised:
        load_thesaurus(write(tmp_path, text))
    assert f"line {line}" in str(raised.value)
    assert reason in str(raised.value)


def test_no_yaml_is_an_error(tmp_path):
    with pytest.raises(UserFileError, match="not valid YAML"):
        load_thesaurus(write(tmp_path, "merge: [\n"))
