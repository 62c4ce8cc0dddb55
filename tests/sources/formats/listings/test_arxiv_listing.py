r"""arXiv's listing e-mail: fields between lines ``\\``, abstracts after them."""

from datetime import date

LISTING = r"""------------------------------------------------------------------------------
------------------------------------------------------------------------------
Send any comments regarding submissions directly to submitter.
------------------------------------------------------------------------------
 Submissions to:
Kelp
 received from  Mon  3 Mar 25 19:00:00 GMT  to  Tue  4 Mar 25 19:00:00 GMT
------------------------------------------------------------------------------
------------------------------------------------------------------------------
\\
arXiv:2503.01111
Date: Mon, 3 Mar 2025 23:07:00 GMT   (1234kb,D)

Title: Drying kelp by slow
  wind
Authors: Ada Marsh (1), Bela Quill (1 and 2) and The Kelp Crew ((1) Lark
  University, (2) Kelp Board)
Categories: q-bio.PE stat.ML
Comments: 12 pages
Journal-ref: Made Up Notes 7
DOI: 10.5555/kelp.1
License: http://example.org/licence
\\
  We followed nine crews: for six seasons we weighed every
coil by hand. All held.
\\ ( https://arxiv.org/abs/2503.01111 ,  1234kb)
------------------------------------------------------------------------------
\\
arXiv:2503.01112 (*cross-listing*)
Date: Tue, 4 Mar 2025 01:00:00 GMT   (9kb)

Title: Lantern acoustics
Authors: Bela Quill
Categories: cs.SD
\\
  We listened to lanterns.
\\ ( https://arxiv.org/abs/2503.01112 ,  9kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%
------------------------------------------------------------------------------
\\
arXiv:2401.00009
replaced with revised version Mon, 3 Mar 2025 10:00:00 GMT   (50kb)

Title: Routing moss
Authors: C. Moor
Categories: cs.NI
\\ ( https://arxiv.org/abs/2401.00009 ,  50kb)
------------------------------------------------------------------------------
"""


def test_new_papers_are_read_and_replaced_ones_refused(parse):
    parsed = parse(LISTING, "listing.txt")
    assert (parsed.format, parsed.found) == ("arxiv_listing", 3)
    first, second = parsed.records.iter_rows(named=True)
    assert first["title"] == "Drying kelp by slow wind"
    assert first["abstract"] == "We followed nine crews: for six seasons we weighed every coil by hand. All held."
    assert first["authors"] == ["Ada Marsh", "Bela Quill", "The Kelp Crew"]
    assert (first["arxiv_id"], first["doi"], first["venue"]) == ("2503.01111", "10.5555/kelp.1", "Made Up Notes 7")
    assert (first["stated_on"], first["stated_precision"]) == (date(2025, 3, 3), "day")
    assert (first["categories"], first["url"]) == (["q-bio.PE", "stat.ML"], "https://arxiv.org/abs/2503.01111")
    assert (second["arxiv_id"], second["stated_on"]) == ("2503.01112", date(2025, 3, 4))
    assert parsed.records["position"].to_list() == [11, 29]
    assert parsed.rejects.select("position", "excerpt").rows() == [(41, "Routing moss")]


def test_a_listing_that_is_cut_keeps_the_papers_before(parse):
    for end in ("We listened", "Categories: cs.SD", "Title: Lantern"):
        parsed = parse(LISTING[: LISTING.index(end)], "listing.txt")
        assert parsed.records["arxiv_id"].to_list() == ["2503.01111"]
        assert "ends in the middle" in parsed.rejects["reason"][0]


def test_line_ends_of_windows_change_nothing(parse):
    assert parse(LISTING.replace("\n", "\r\n"), "listing.txt").records.height == 2
