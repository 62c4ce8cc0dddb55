"""Web of Science plain text: tags it does not know, continued lines, names, addresses."""

RECORD = """PT J
AU Marsh, A
   Quill, B
AF Marsh, Ada
   Quill, Bela
TI Drying kelp by
   slow wind
SO MADE UP NOTES
LA English
DE kelp; slow wind;
   crews
ID RIVER; STONES
AB We dried kelp by slow wind and
   weighed it.
C1 [Marsh, Ada; Quill, Bela] Univ Made Up, Dept Kelp, Lark, Norway.
   [Quill, Bela] Inst Wind, New York, NY 10019 USA.
OI Quill, Bela/0000-0001-2345-678X
PD MAR 12
PY 2024
DI 10.5555/w.1
PM 39200001
WC Marine Biology; Fisheries
SC Oceanography
TC 3
Z9 5
UT WOS:000001
UK 1
ER

"""


def test_fields_are_read(parse):
    parsed = parse("\ufeffFN Clarivate Analytics Web of Science\nVR 1.0\n" + RECORD + "EF\n")
    record = parsed.records.row(0, named=True)
    assert (parsed.format, parsed.found, record["position"]) == ("web_of_science", 1, 3)
    assert record["title"] == "Drying kelp by slow wind"
    assert record["abstract"] == "We dried kelp by slow wind and weighed it."
    assert record["authors"] == ["Ada Marsh", "Bela Quill"]
    assert (record["keywords"], record["categories"]) == (
        ["kelp", "slow wind", "crews"],
        ["Marine Biology", "Fisheries"],
    )
    assert (str(record["stated_on"]), record["stated_precision"]) == ("2024-03-12", "day")
    assert (record["venue"], record["language"], record["doi"]) == ("MADE UP NOTES", "English", "10.5555/w.1")
    assert (record["stated_id"], record["pmid"], record["cited_by"]) == ("WOS:000001", "39200001", 5)
    assert record["author_affiliations"] == [
        "Univ Made Up, Dept Kelp, Lark, Norway",
        "Univ Made Up, Dept Kelp, Lark, Norway; Inst Wind, New York, NY 10019 USA",
    ]
    assert record["author_countries"] == ["Norway", "Norway"]
    assert record["author_ids"] == [None, "0000-0001-2345-678X"]


def test_a_range_of_months_a_season_and_early_access_are_dates(parse):
    texts = [
        RECORD.replace("PD MAR 12", "PD MAY-JUN"),
        RECORD.replace("PD MAR 12", "PD WIN"),
        RECORD.replace("PD MAR 12\nPY 2024\n", "EA APR 2024\nEY 2024\n"),
    ]
    assert parse("".join(texts)).records["stated_date"].to_list() == ["2024", "2024", "2024-04"]


def test_a_record_needs_no_file_header_and_no_keywords(parse):
    record = parse(RECORD.replace("DE kelp; slow wind;\n   crews\n", "")).records.row(0, named=True)
    assert (record["title"], record["keywords"]) == ("Drying kelp by slow wind", [])


def test_a_cut_record_is_refused(parse):
    parsed = parse(RECORD + RECORD[:300])
    assert (parsed.records.height, parsed.found) == (1, 2)
    assert "ends in the middle" in parsed.rejects["reason"][0]
