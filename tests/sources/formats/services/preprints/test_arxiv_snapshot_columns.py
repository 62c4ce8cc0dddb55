"""Lines in the snapshot's form give, many at a time, the records that they give one by one."""

import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.formats.json_rows import DECODER, read_rows
from pipelines.sources.formats.services.preprints.arxiv_snapshot_columns import find_form, read_columns
from pipelines.sources.formats.services.translate import Translation

WORDS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["Kelp\n  and wind", "Béla's", 'a "b" \\alpha', "", " ", "N/A", "\\", "</p>", "x\u2028y", "\u00a0", "\U0001f600"]
)
CREATED = st.sampled_from(
    ["Mon, 2 Apr 2007 19:18:42 GMT", "Sat, 31 Mar 2007 02:26:18 GMT", "Fri, 1 Xyz 1999 00:00:00 GMT", "2007-04-02", ""]
)
OPTIONAL = st.none() | WORDS
PAPERS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["0704.0001", "hep-th/9901001", " 2503.01111 "]) | WORDS,
        "submitter": OPTIONAL,
        "authors": OPTIONAL,
        "title": WORDS,
        "comments": OPTIONAL,
        "journal-ref": OPTIONAL,
        "doi": st.sampled_from(["10.5555/kelp", None]) | WORDS,
        "report-no": OPTIONAL,
        "categories": st.sampled_from(["math.CO cs.CG", "hep-th", "cs.LG"]) | WORDS,
        "license": OPTIONAL,
        "abstract": WORDS.map(lambda text: f"  {text} of kelp.\n") | WORDS,
        "versions": st.lists(st.fixed_dictionaries({"version": st.just("v1"), "created": CREATED}), max_size=2),
        "update_date": st.just("2008-11-26"),
        "authors_parsed": st.lists(
            st.lists(WORDS | st.sampled_from(["Marsh", "Ada", "Jr."]), min_size=2, max_size=4), max_size=3
        ),
    }
)


def check_equal(lines: list[str]) -> int:
    """How many of `lines` have the form; their records are compared."""
    kept = pl.Series(lines, dtype=pl.String).to_frame("line").with_row_index("position", 1)
    kept = kept.filter(find_form(kept["line"]))
    if kept.is_empty():
        return 0
    positions = kept["position"].cast(pl.Int64)
    one = read_columns(kept["line"], positions)
    other = read_rows(Translation((at, DECODER.decode(line)) for at, line in zip(positions, kept["line"], strict=True)))
    assert one.records.drop("payload").to_dicts() == other.records.drop("payload").to_dicts()
    assert one.rejects.drop("excerpt").to_dicts() == other.rejects.drop("excerpt").to_dicts()
    for mine, its in zip(one.records["payload"], other.records["payload"], strict=True):
        assert json.loads(mine or "{}") == json.loads(its or "{}")
    return kept.height


@settings(max_examples=200, deadline=None)
@given(papers=st.lists(PAPERS, min_size=1, max_size=4), is_ascii=st.booleans())
def test_records_are_those_of_the_lines_one_by_one(papers: list[dict], is_ascii: bool) -> None:
    check_equal([json.dumps(paper, ensure_ascii=is_ascii) for paper in papers])


def test_real_lines_have_the_form_and_give_the_same(shared_data):
    path = shared_data / "formats" / "arxiv_snapshot" / "wanng_arxiv-metadata-oai-snapshot.json"
    # The other 18 state affiliations of authors.
    assert check_equal(path.read_text(encoding="utf-8").splitlines()) == 182


PAPER = {
    "id": "0704.0001",
    "submitter": None,
    "authors": "A. Marsh",
    "title": "Kelp",
    "comments": None,
    "journal-ref": None,
    "doi": None,
    "report-no": None,
    "categories": "math.CO cs.CG",
    "license": None,
    "abstract": "  Of kelp.\n",
    "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
    "update_date": "2008-11-26",
    "authors_parsed": [["Marsh", "A.", ""]],
}


@pytest.mark.parametrize(
    ("change", "has_form"),
    [
        ({}, True),
        ({"title": "Kelp \u00e9 \\"}, True),
        ({"more": 1}, False),
        ({"id": 704.0001}, False),
        ({"title": None}, False),
        ({"title": "Kelp \u0007"}, False),
        ({"title": "\U0001d400"}, False),
        ({"authors_parsed": []}, False),
        ({"authors_parsed": [["Marsh", "A.", "", "Lark University"]]}, False),
        ({"versions": []}, False),
        ({"categories": "math.CO  cs.CG"}, False),
    ],
)
def test_the_form_is_exact(change, has_form):
    assert find_form(pl.Series([json.dumps(PAPER | change)])).to_list() == [has_form]


def test_a_snapshot_with_other_lines_among_its_own_gives_every_piece(parse):
    lines = [json.dumps(PAPER | {"id": f"0704.{at:04}"}) for at in range(1, 21)]
    lines[3] = json.dumps(PAPER | {"id": "0704.0004", "authors_parsed": [["Marsh", "A.", "", "Lark"]], "more": 1})
    lines[5] = '{"cut": '
    lines[7] = '{"note": "no paper"}'
    lines[9] = json.dumps(PAPER | {"abstract": " "})
    parsed = parse("\n".join(lines) + '\n{"id": "0704.00', "snapshot.json")
    assert (parsed.format, parsed.found) == ("jsonl", 21)
    assert parsed.records["position"].to_list() == [1, 2, 3, 4, 5, 7, 9, *range(11, 21)]
    reasons = dict(parsed.rejects.select("position", "reason").iter_rows())
    assert reasons[6].startswith("The line is not valid JSON")
    assert "neither a title nor an abstract" in reasons[8]
    assert "no abstract" in reasons[10]
    assert "ends in the middle" in reasons[21]
    assert parsed.records["author_affiliations"].drop_nulls().to_list() == [["Lark"]]
