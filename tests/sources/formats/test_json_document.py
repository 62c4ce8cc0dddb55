"""JSON documents: arrays, objects around arrays, and damage in the middle."""

import json

import pytest

PAPERS = [{"title": f"Owls {at}", "abstract": "We watch owls.", "authors": [{"name": "A. Brown"}]} for at in (1, 2, 3)]
TITLES = ["Owls 1", "Owls 2", "Owls 3"]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "document",
    [PAPERS, {"papers": PAPERS}, {"meta": {"count": 3}, "tags": [{}], "results": PAPERS}],
    ids=["array", "object", "nested"],
)
@pytest.mark.parametrize("name", ["papers.json", "papers.txt"])
def test_an_array_is_read_wherever_it_stands(parse, document, indent, name):
    parsed = parse(json.dumps(document, indent=indent), name)
    assert parsed.records["title"].to_list() == TITLES
    assert parsed.records["position"].to_list() == [1, 2, 3]
    assert parsed.rejects.is_empty()


def test_one_paper_alone_is_read(parse):
    parsed = parse(json.dumps(PAPERS[0], indent=2), "paper.json")
    assert (parsed.format, parsed.records["title"].to_list()) == ("json", ["Owls 1"])


def test_objects_one_after_the_other_are_read(parse):
    text = "\n".join(json.dumps(paper, indent=2) for paper in PAPERS)
    assert parse(text, "papers.json").records["title"].to_list() == TITLES


def test_lines_of_json_in_a_file_called_json_are_read_as_lines(parse):
    parsed = parse("".join(json.dumps(paper) + "\n" for paper in PAPERS), "papers.json")
    assert (parsed.format, parsed.records["title"].to_list()) == ("jsonl", TITLES)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_broken_element_costs_only_itself(parse, indent):
    text = json.dumps(PAPERS, indent=indent).replace('"Owls 2",', '"Owls 2"')
    parsed = parse(text, "papers.json")
    assert parsed.records["title"].to_list() == ["Owls 1", "Owls 3"]
    assert parsed.records["position"].to_list() == [1, 3]
    assert parsed.rejects["position"].to_list() == [2]


def test_a_document_cut_in_the_middle_keeps_what_stands_before(parse):
    text = json.dumps({"papers": PAPERS}, indent=2)
    parsed = parse(text[: text.index("Owls 3")], "papers.json")
    assert parsed.records["title"].to_list() == ["Owls 1", "Owls 2"]
    assert parsed.rejects.height >= 1


def test_elements_that_are_no_objects_are_rejected(parse):
    parsed = parse(json.dumps([PAPERS[0], 5, None, ["x"], PAPERS[2]]), "papers.json")
    assert parsed.records["position"].to_list() == [1, 5]
    assert parsed.rejects["position"].to_list() == [2, 3, 4]


@pytest.mark.parametrize("text", ["[]", "{}", "[", "[[[[", "[1, 2]", "{", '{"a": [}'])
def test_a_document_without_papers_has_a_reason(parse, text):
    parsed = parse(text, "papers.json")
    assert parsed.records.is_empty()
    assert parsed.rejects.height >= 1


def test_nesting_without_end_is_rejected(parse):
    assert parse("[" * 5_000_000, "deep.json").rejects.height == 1


def test_a_large_document_on_one_line_is_read(parse):
    many = [{"title": f"Owls {at}", "abstract": "We watch owls. " * 60} for at in range(5_000)]
    assert parse(json.dumps(many), "many.json").records.height == 5_000
