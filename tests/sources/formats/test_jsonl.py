"""JSON Lines: good lines among bad ones, and values of any type."""

import json
from datetime import date

import pytest

GOOD = {"title": "Owls", "abstract": "We watch owls."}


def lines(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def test_fields_are_read_and_the_rest_is_kept(parse):
    row = {
        "id": "2503.19901",
        "title": "Owls",
        "abstract": "We watch owls.",
        "date": "2025-04-25",
        "published": "2025-03-26",
        "authors": "A. Brown, C. Green",
        "categories": ["cs.CV", "cs.CL"],
        "upvotes": 47,
        "link": "https://example.org/owls",
        "doi": "10.1000/owl",
        "venue": "OwlConf",
        "keywords": "owls; barns",
        "language": "en",
        "comment": "12 pages",
        "scores": {"first": 1.5},
    }
    parsed = parse(lines(row), "2025-05-01.jsonl")
    record = parsed.records.row(0, named=True)
    assert (parsed.format, parsed.captured_on, record["position"]) == ("jsonl", date(2025, 5, 1), 1)
    assert (record["stated_id"], record["doi"], record["url"]) == (
        "2503.19901",
        "10.1000/owl",
        "https://example.org/owls",
    )
    assert (record["stated_date"], record["stated_on"], record["stated_precision"]) == (
        "2025-03-26",
        date(2025, 3, 26),
        "day",
    )
    assert record["listed_on"] == date(2025, 4, 25)
    assert record["authors"] == ["A. Brown", "C. Green"]
    assert (record["categories"], record["keywords"]) == (["cs.CV", "cs.CL"], ["owls", "barns"])
    assert (record["venue"], record["language"], record["upvotes"]) == ("OwlConf", "en", 47)
    assert json.loads(record["payload"]) == {"comment": "12 pages", "scores": {"first": 1.5}}


def test_a_date_alone_is_the_stated_date(parse):
    record = parse(lines({**GOOD, "date": "2025-04"})).records.row(0, named=True)
    assert (record["stated_date"], record["stated_on"], record["stated_precision"]) == (
        "2025-04",
        date(2025, 4, 1),
        "month",
    )
    assert record["listed_on"] is None


def test_a_row_of_a_file_with_both_dates_that_states_only_its_listing_has_no_stated_date(parse):
    rows = parse(
        lines({**GOOD, "date": "2025-04-25", "published": "2025-03-26"}, {**GOOD, "date": "2025-04-26"})
    ).records
    assert rows["stated_on"].to_list() == [date(2025, 3, 26), None]
    assert rows["listed_on"].to_list() == [date(2025, 4, 25), date(2025, 4, 26)]


def test_broken_lines_are_rejected_and_the_others_read(parse):
    parsed = parse(lines(GOOD, '{"title": "Cut', "", "no json", '{"title": "A" "abstract": "B"}', GOOD))
    assert parsed.records["position"].to_list() == [1, 6]
    assert parsed.rejects["position"].to_list() == [2, 4, 5]
    assert parsed.rejects["reason"].str.starts_with("The line is not valid JSON").all()
    assert parsed.rejects["excerpt"][0] == '{"title": "Cut'


def test_a_cut_last_line_is_said_to_be_cut(parse):
    parsed = parse(lines(GOOD) + '{"title": "Ow')
    assert parsed.records.height == 1
    assert "ends in the middle of this line" in parsed.rejects["reason"][0]


def test_lines_of_python_repr_are_read(parse):
    row = {"title": "Owl's Nest", "abstract": 'They say "hoot".', "year": 2021, "venue": None, "ok": True}
    parsed = parse(lines(repr(row), GOOD))
    assert parsed.records["title"].to_list() == ["Owl's Nest", "Owls"]
    assert parsed.records["stated_on"].to_list() == [date(2021, 1, 1), None]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"title": 7, "abstract": "B."}, "title is a number"),
        ({"title": ["A"], "abstract": "B."}, "title is a list"),
        ({"title": "A", "abstract": {"x": 1}}, "abstract is an object"),
        ({"title": True, "abstract": "B."}, "title is a truth value"),
        ({"title": None, "abstract": "B."}, "no title"),
        ({"title": "  ", "abstract": "B."}, "no title"),
        ({"title": "A", "abstract": None}, "no abstract"),
        ({"title": "A", "abstract": ""}, "no abstract"),
        ({"title": "A", "abstract": "[No abstract available]"}, "no abstract"),
        ({"other": 1}, "neither a title nor an abstract"),
        ({"title": "A" * 3000, "abstract": "B."}, "more than 2,000 characters"),
        ({"title": "A", "abstract": "B" * 300_000}, "more than 200,000 characters"),
        (["A", "B"], "It is a list"),
        (12.5, "It is a number"),
        ("null", "It is null"),
        ('"text"', "It is a text"),
    ],
)
def test_a_row_that_is_no_paper_is_rejected_with_its_reason(parse, row, reason):
    parsed = parse(lines(GOOD, row, GOOD), "rows.jsonl")
    assert parsed.records["position"].to_list() == [1, 3]
    assert parsed.rejects["position"].to_list() == [2]
    assert reason in parsed.rejects["reason"][0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("authors", {"0": "A. Brown"}),
        ("authors", 5.5),
        ("upvotes", "many"),
        ("upvotes", [1]),
        ("date", {"year": 2020}),
        ("doi", ["10.1000/owl"]),
        ("categories", True),
        ("language", {"code": "en"}),
    ],
)
def test_a_wrong_type_elsewhere_costs_no_record(parse, field, value):
    parsed = parse(lines({**GOOD, field: value}, GOOD))
    assert parsed.records.height == 2
    assert parsed.rejects.is_empty()


def test_a_value_that_fits_no_field_is_kept_in_the_payload(parse):
    record = parse(lines({**GOOD, "authors": {"0": "A. Brown"}})).records.row(0, named=True)
    assert record["authors"] == []
    assert json.loads(record["payload"]) == {"authors": {"0": "A. Brown"}}


def test_people_are_named_in_many_ways(parse):
    authors = [
        {"name": "A. Brown"},
        {"given": "Cleo", "family": "Green"},
        "D. Grey",
        None,
        {"first_name": "E"},
        {"x": 1},
    ]
    assert parse(lines({**GOOD, "authors": authors})).records["authors"][0].to_list() == [
        "A. Brown",
        "Cleo Green",
        "D. Grey",
        "E",
    ]


def test_values_wrapped_as_openreview_does_are_unwrapped(parse):
    row = {"title": {"value": "Owls"}, "abstract": {"value": "We watch owls."}, "keywords": {"value": ["owls"]}}
    record = parse(lines(row)).records.row(0, named=True)
    assert (record["title"], record["keywords"]) == ("Owls", ["owls"])


def test_of_a_key_stated_twice_the_last_counts(parse):
    assert parse('{"title": "A", "title": "B", "abstract": "C."}\n').records["title"].to_list() == ["B"]


def test_names_match_whatever_their_case_and_the_first_that_is_not_blank_counts(parse):
    row = {"Title": "", "TITLE": "Owls", "Abstract": "We watch.", "summary": "Short."}
    record = parse(lines(row)).records.row(0, named=True)
    assert (record["title"], record["abstract"]) == ("Owls", "We watch.")


def test_rows_may_differ_in_their_names(parse):
    parsed = parse(lines({"title": "A", "summary": "B."}, {"paper_title": "C", "abstract": "D."}))
    assert parsed.records.select("title", "abstract").rows() == [("A", "B."), ("C", "D.")]


def test_numbers_keep_their_digits(parse):
    text = '{"title": "A", "abstract": "B.", "id": 2503.19900, "year": 2024.0, "score": NaN}\n'
    record = parse(text).records.row(0, named=True)
    assert (record["stated_id"], record["stated_on"], record["payload"]) == ("2503.19900", date(2024, 1, 1), None)


def test_lone_surrogates_and_nul_characters_cost_no_record(parse):
    parsed = parse(
        lines('{"title": "Owl \\ud83d", "abstract": "We\\u0000watch.", "authors": ["\\udc00B"], "x": "\\ud800"}', GOOD)
    )
    assert parsed.records["title"].to_list() == ["Owl �", "Owls"]
    assert parsed.records["abstract"][0] == "We watch."


def test_a_repr_may_hold_what_json_cannot(parse):
    rows = ["{'title': 'A', 'abstract': 'B.', 1: (2, 3), 'notes': {'x'}, 'raw': b'y'}", "{('a',): 1}", "{'title'"]
    parsed = parse(lines(*rows, GOOD), "rows.jsonl")
    assert parsed.records["title"].to_list() == ["A", "Owls"]
    assert json.loads(parsed.records["payload"][0]) == {"1": [2, 3], "notes": "{'x'}", "raw": "b'y'"}
    assert parsed.rejects["position"].to_list() == [2, 3]


@pytest.mark.parametrize("number", ["1e99999", "-1e99999999999999999999999", "1E400", "0." + "9" * 5000])
def test_numbers_out_of_range_cost_no_record(parse, number):
    parsed = parse(lines(f'{{"title": "A", "abstract": "B.", "upvotes": {number}, "n": {number}}}', GOOD))
    assert parsed.records["title"].to_list() == ["A", "Owls"]
    assert "n" in json.loads(parsed.records["payload"][0])


@pytest.mark.parametrize("depth", range(800, 1000, 20))
def test_deep_nesting_costs_at_most_its_own_row(parse, depth):
    deep = "[" * depth + "]" * depth
    rows = (f'{{"title": "A", "abstract": "B.", "x": {deep}}}', f'{{"title": {deep}, "abstract": "B."}}', deep, GOOD)
    parsed = parse(lines(*rows), "rows.jsonl")
    assert parsed.records["title"].to_list()[-1] == "Owls"
    assert 2 <= parsed.rejects.height <= 3


def test_nesting_without_end_is_rejected(parse):
    parsed = parse(lines(GOOD, '{"title": ' * 100_000, "[" * 100_000, GOOD), "deep.jsonl")
    assert parsed.records["position"].to_list() == [1, 4]
    assert parsed.rejects["position"].to_list() == [2, 3]


def test_a_number_with_too_many_digits_is_rejected(parse):
    parsed = parse(lines(GOOD, '{"title": "A", "abstract": "B.", "n": ' + "9" * 10_000 + "}"))
    assert (parsed.records.height, parsed.rejects.height) == (1, 1)


def test_a_line_of_50_mb_is_rejected_and_the_rest_is_read(parse):
    parsed = parse(lines(GOOD) + '{"title": "' + "x" * 50_000_000 + '"}\n' + lines(GOOD))
    assert parsed.records["position"].to_list() == [1, 3]
    assert "too long" in parsed.rejects["reason"][0]


def test_a_file_without_titles_is_refused_with_the_names_it_has(parse):
    parsed = parse(lines({"name": "A", "text": "B"}, {"name": "C", "extra": 1}))
    assert (parsed.format, parsed.found) == ("unknown", 0)
    assert (
        "There is no column for the title and the abstract: the columns are name, text, extra."
        in parsed.rejects["reason"][0]
    )


def test_byte_order_mark_and_other_encodings_are_read(parse):
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        assert parse(lines(GOOD, GOOD).encode(encoding)).records.height == 2


def test_half_a_character_in_a_key_or_a_value_stops_nothing(parse):
    row = '{"title\\ud83d": "A\\ud83d", "abstract": "B.", "other\\ude00": 1}\n'
    record = parse(row, "x.jsonl").records.row(0, named=True)
    assert (record["title"], record["payload"]) == ("A\ufffd", '{"other\ufffd": 1}')
    refused = parse('{"name\\ud83d": "A"}\n', "x.jsonl").rejects
    assert "the columns are name\ufffd." in refused["reason"][0]


def test_authors_as_objects_and_what_has_no_name_here(parse):
    record = {
        "title": "A",
        "abstract": "B.",
        "authors": [
            {"name": "Ada Marsh", "id": "0000-0001", "affiliation": "Kelp Lab"},
            {"literal": "The Kelp Crew"},
            "Bo",
        ],
        "payload": {"date": "2024-05-01", "volume": 3},
        "pmid": 39000000,
        "is_snippet": True,
        "links": ["https://a.org/x"],
    }
    found = parse(json.dumps(record)).records.row(0, named=True)
    assert found["authors"] == ["Ada Marsh", "The Kelp Crew", "Bo"]
    assert found["author_ids"] == ["0000-0001", None, None]
    assert found["author_affiliations"] == ["Kelp Lab", None, None]
    assert (found["author_countries"], found["listed_on"], found["stated_date"]) == (None, None, None)
    assert json.loads(found["payload"]) == {"date": "2024-05-01", "volume": 3}
    assert (found["pmid"], found["is_snippet"], found["links"]) == ("39000000", True, ["https://a.org/x"])
