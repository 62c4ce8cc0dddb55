"""EndNote's and RefWorks' tagged forms."""

ENDNOTE = """%0 Journal Article
%T Drying kelp by slow wind
%A Marsh, Ada
%A Quill, Bela
%J Made Up Notes
%D 2024
%8 March 12
%R 10.5555/e.1
%K kelp
slow wind
%X We dried kelp by slow wind
and weighed it.
%U https://example.org/1
%G English
%M MADE:1

%0 Book
%T Moss
"""
REFWORKS = """RT Journal Article
SR Electronic
ID 12
A1 Marsh, Ada
A1 Quill, Bela
T1 Drying kelp by slow wind
JF Made Up Notes
YR 2024
FD Mar 12
AB We dried kelp by slow wind
RT PCR was not used. We weighed it.
K1 kelp
DO 10.5555/e.1
UL https://example.org/1
LA English

RT Book, Whole
T1 Moss
"""


def test_endnote_is_read(parse):
    parsed = parse(ENDNOTE)
    record = parsed.records.row(0, named=True)
    assert (parsed.format, parsed.found, parsed.records.height) == ("endnote", 2, 1)
    assert (record["title"], record["authors"]) == ("Drying kelp by slow wind", ["Ada Marsh", "Bela Quill"])
    assert record["abstract"] == "We dried kelp by slow wind and weighed it."
    assert (record["venue"], record["stated_date"], record["doi"]) == ("Made Up Notes", "2024-03-12", "10.5555/e.1")
    assert (record["keywords"], record["language"]) == (["kelp", "slow wind"], "English")
    assert (record["url"], record["stated_id"]) == ("https://example.org/1", "MADE:1")
    assert parsed.rejects["position"].to_list() == [17]


def test_refworks_is_read(parse):
    parsed = parse(REFWORKS)
    record = parsed.records.row(0, named=True)
    assert (parsed.format, parsed.found, parsed.records.height) == ("refworks", 2, 1)
    assert (record["title"], record["authors"]) == ("Drying kelp by slow wind", ["Ada Marsh", "Bela Quill"])
    assert (record["venue"], record["stated_date"], record["doi"]) == ("Made Up Notes", "2024-03-12", "10.5555/e.1")
    assert (record["keywords"], record["url"]) == (["kelp"], "https://example.org/1")
    assert "weighed" in record["abstract"]
    assert parsed.rejects["position"].to_list() == [17]


def test_a_web_page_is_refused(parse):
    parsed = parse("%0 Web Page\n%T Kelp\n%X We dried kelp.\n")
    assert (parsed.records.height, parsed.rejects["position"].to_list()) == (0, [1])
