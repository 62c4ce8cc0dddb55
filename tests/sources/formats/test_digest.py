"""Digests: their form, and every way in which one can be broken without losing the papers around the break."""

import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.formats.digest import pair_lines


def test_a_digest_gives_its_papers_by_line(parse, digest, title, abstract):
    parsed = parse(digest(3), "2025-05-04.txt")
    assert (parsed.format, parsed.captured_on, parsed.found) == ("digest", date(2025, 5, 4), 3)
    assert parsed.rejects.is_empty()
    assert parsed.records["position"].to_list() == [3, 5, 7]
    assert parsed.records["title"].to_list() == [title(1), title(2), title(3)]
    assert parsed.records["abstract"].to_list() == [abstract(1), abstract(2), abstract(3)]
    assert parsed.records["listed_on"].to_list() == [date(2025, 5, 4)] * 3
    assert parsed.records["stated_precision"].to_list() == ["none"] * 3
    assert parsed.records["authors"].to_list() == [[], [], []]


def test_an_undated_digest_lists_on_no_day(parse, digest):
    parsed = parse(digest(2), "search_task_mismatch.txt")
    assert parsed.captured_on is None
    assert parsed.records["listed_on"].to_list() == [None, None]


@pytest.mark.parametrize("papers", [1, 2, 5])
def test_no_boilerplate_is_needed(parse, digest, heading, papers):
    parsed = parse(digest(papers).removeprefix(heading))
    assert (parsed.format, parsed.records.height, parsed.rejects.height) == ("digest", papers, 0)
    assert parsed.records["position"].to_list() == list(range(1, 2 * papers, 2))


@pytest.mark.parametrize("first", ["SubscribeAn Owl", "Subscribe\nAn Owl", "An Owl"])
def test_the_button_is_no_part_of_the_first_title(parse, abstract, first):
    boilerplate = "Get trending papers in your email inbox once a day!\n"
    assert parse(f"{boilerplate}{first}\n{abstract(1)}\n").records["title"].to_list() == ["An Owl"]


def test_the_button_is_taken_off_without_the_lines_above_it(parse, abstract):
    assert parse(f"SubscribeAn Owl\n{abstract(1)}\n").records["title"].to_list() == ["An Owl"]


def test_a_button_before_a_lower_case_name_is_taken_off(parse, heading, abstract):
    assert parse(f"{heading}eBPF for Owls\n{abstract(1)}\n").records["title"].to_list() == ["eBPF for Owls"]


def test_a_title_about_subscribing_keeps_its_words(parse, heading, abstract):
    text = f"{heading}Owls\n{abstract(1)}\nSubscribers of Owls\n{abstract(2)}\nSubscribe to Owls\n{abstract(3)}\n"
    assert parse(text).records["title"].to_list() == ["Owls", "Subscribers of Owls", "Subscribe to Owls"]


def test_digests_joined_into_one_file_are_read_on(parse, digest, title):
    parsed = parse(digest(2) + digest(1))
    assert parsed.records["title"].to_list() == [title(1), title(2), title(1)]
    assert parsed.rejects.is_empty()


def test_a_heading_alone_is_said_to_hold_no_papers(parse, heading):
    parsed = parse(heading)
    assert (parsed.format, parsed.found) == ("digest", 0)
    assert parsed.rejects["position"].to_list() == [0]
    assert "holds no papers" in parsed.rejects["reason"][0]


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_a_title_without_an_abstract_costs_only_itself(parse, heading, title, abstract, missing):
    lines = [line for at in (1, 2, 3) for line in ((title(at),) if at == missing else (title(at), abstract(at)))]
    parsed = parse(heading + "\n".join(lines) + "\n")
    assert parsed.records["title"].to_list() == [title(at) for at in (1, 2, 3) if at != missing]
    assert parsed.records["abstract"].to_list() == [abstract(at) for at in (1, 2, 3) if at != missing]
    assert parsed.rejects["position"].to_list() == [3 + 2 * (missing - 1)]
    assert "title has no abstract" in parsed.rejects["reason"][0]
    assert parsed.rejects["excerpt"].to_list() == [title(missing)]


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_an_abstract_without_a_title_costs_only_itself(parse, heading, title, abstract, missing):
    lines = [line for at in (1, 2, 3) for line in ((abstract(at),) if at == missing else (title(at), abstract(at)))]
    parsed = parse(heading + "\n".join(lines) + "\n")
    assert parsed.records["title"].to_list() == [title(at) for at in (1, 2, 3) if at != missing]
    assert parsed.rejects["position"].to_list() == [3 + 2 * (missing - 1)]
    assert "abstract has no title" in parsed.rejects["reason"][0]


def test_several_titles_in_a_row_leave_the_last_its_abstract(parse, heading, title, abstract):
    text = heading + "\n".join([title(1), title(2), title(3), abstract(3), title(4), abstract(4)]) + "\n"
    parsed = parse(text)
    assert parsed.records["title"].to_list() == [title(3), title(4)]
    assert parsed.rejects["position"].to_list() == [3, 4]


def test_blank_lines_between_do_not_matter(parse, heading, title, abstract):
    text = f"\n{heading}{title(1)}\n\n{abstract(1)}\n \t\n\n{title(2)}\n{abstract(2)}\n\n\n"
    parsed = parse(text)
    assert parsed.records["title"].to_list() == [title(1), title(2)]
    assert parsed.records["position"].to_list() == [4, 9]
    assert parsed.rejects.is_empty()


def test_counts_of_votes_and_authors_are_neither_titles_nor_abstracts(parse, heading, title, abstract):
    text = f"{heading}{title(1)}\nUpvote\n23\n-\n{abstract(1)}\n{title(2)}\n· 5 authors\n{abstract(2)}\n"
    parsed = parse(text)
    assert parsed.records["title"].to_list() == [title(1), title(2)]
    assert parsed.records["position"].to_list() == [3, 8]
    assert parsed.rejects.is_empty()


def test_short_abstracts_that_end_in_a_full_stop_are_abstracts(parse, heading):
    parsed = parse(
        f"{heading}Owls at Night\nThis paper has been withdrawn by its author.\nOwls by Day\nWe watch owls.\n"
    )
    assert parsed.records["abstract"].to_list() == ["This paper has been withdrawn by its author.", "We watch owls."]


def test_a_title_with_a_question_mark_is_no_abstract(parse, heading, title, abstract):
    parsed = parse(f"{heading}{title(1)}\nDo Owls Dream of Pebbles in the Long Dark Nights of Winter?\n{abstract(2)}\n")
    assert parsed.records["title"].to_list() == ["Do Owls Dream of Pebbles in the Long Dark Nights of Winter?"]
    assert parsed.rejects["position"].to_list() == [3]


def test_a_file_cut_in_an_abstract_loses_that_paper_only(parse, digest, title):
    text = digest(3)
    parsed = parse(text[: text.rindex("pebbles") + 4])
    assert parsed.records["title"].to_list() == [title(1), title(2)]
    assert parsed.rejects["position"].to_list() == [7]
    assert "ends in the middle of this paper's abstract" in parsed.rejects["reason"][0]


@pytest.mark.parametrize("kept", [3, 20, 40])
def test_a_file_cut_early_in_an_abstract_loses_that_paper_only(parse, digest, title, abstract, kept):
    text = digest(3)
    parsed = parse(text[: text.index(abstract(3)) + kept])
    assert parsed.records["title"].to_list() == [title(1), title(2)]
    assert parsed.rejects.height >= 1


def test_a_file_cut_in_a_title_loses_that_title_only(parse, digest, title):
    text = digest(3)
    parsed = parse(text[: text.index(title(3)) + 15])
    assert parsed.records["title"].to_list() == [title(1), title(2)]
    assert parsed.rejects.select("position", "excerpt").rows() == [(7, title(3)[:15])]
    assert "ends after this title" in parsed.rejects["reason"][0]


def test_a_file_that_only_lacks_its_last_line_break_is_whole(parse, digest):
    parsed = parse(digest(2).rstrip("\n"))
    assert (parsed.records.height, parsed.rejects.height) == (2, 0)


def test_a_last_abstract_may_end_in_an_address(parse, digest):
    parsed = parse(digest(2).rstrip(".\n") + ". Code: https://example.org/owls")
    assert (parsed.records.height, parsed.rejects.height) == (2, 0)


def test_a_file_cut_within_a_character_keeps_the_text_before_it(parse, digest, title):
    text = digest(2).rstrip("\n") + " The owl sees é"
    parsed = parse(text.encode()[:-1])
    assert parsed.records["title"].to_list() == [title(1)]
    assert "�" not in parsed.rejects["excerpt"][0]


@pytest.mark.parametrize(
    ("encoding", "newline"),
    [
        ("utf-8", "\r\n"),
        ("utf-8", "\r"),
        ("utf-8-sig", "\n"),
        ("utf-8-sig", "\r\n"),
        ("utf-16", "\n"),
        ("utf-16-le", "\r\n"),
        ("utf-16-be", "\n"),
        ("utf-32", "\n"),
        ("cp1252", "\n"),
    ],
)
def test_encodings_and_line_breaks_of_every_system_are_read(parse, heading, title, encoding, newline):
    abstract = ("Les hiboux naïfs déjà étudiés voient “la nuit” – sans effort. " * 8).strip()
    text = f"{heading}{title(1)}\n{abstract}\n{title(2)}\n{abstract}\n"
    parsed = parse(text.replace("\n", newline).encode(encoding))
    assert parsed.records["title"].to_list() == [title(1), title(2)]
    assert parsed.records["abstract"].to_list() == [abstract, abstract]


def test_one_damaged_byte_in_utf_8_does_not_turn_the_line_into_another_encoding(parse, heading, title):
    abstract = ("Owls naïvely watch the night. " * 12).strip()
    raw = f"{heading}{title(1)}\n{abstract}\n".encode().replace(b"watch", b"wat\xffch", 1)
    assert parse(raw).records["abstract"].to_list() == [abstract.replace("watch", "wat�ch", 1)]


def test_nul_characters_become_blanks(parse, digest, title):
    parsed = parse(digest(2).replace("Sorting", "Sorting\0", 1))
    assert parsed.records["title"].to_list() == [title(1).replace("Sorting ", "Sorting  "), title(2)]


def test_a_line_of_50_mb_is_rejected_and_the_rest_is_read(parse, digest, title, abstract):
    parsed = parse(digest(2) + "x" * 50_000_000 + f"\n{title(3)}\n{abstract(3)}\n")
    assert parsed.records["title"].to_list() == [title(1), title(2), title(3)]
    assert parsed.rejects["position"].to_list() == [7]
    assert "more than 50,000 characters" in parsed.rejects["reason"][0]


def test_a_title_is_not_paired_across_a_line_that_is_too_long(parse, heading, title, abstract):
    parsed = parse(f"{heading}{title(1)}\n{'x' * 60_000}\n{abstract(2)}\n{title(3)}\n{abstract(3)}\n")
    assert parsed.records["title"].to_list() == [title(3)]
    assert parsed.rejects["position"].to_list() == [3, 4, 5]


def test_a_file_of_one_line_of_50_mb_is_rejected(parse):
    parsed = parse("pebble " * 7_000_000)
    assert parsed.records.is_empty()
    assert "more than 50,000 characters" in parsed.rejects["reason"][0]


PROSE = """The Owl Society
Minutes of the meeting in May

The society met in the old barn. All members were there, and the minutes of the last meeting were read.
Mrs Brown spoke about barn owls. She had seen four of them.
Mr Green asked for money to buy nest boxes, and the treasurer said that there was none.
It was agreed to meet again in June.
"""
README = """# Owl Counter

Counts owls.

## Install

    pip install owl-counter

## Use

- open the barn
- count

```python
count(owls)
```
"""
ESSAY = "\n\n".join(["On Owls"] + [f"Paragraph {at} of this essay tells of owls. " * 12 for at in range(6)])
SOURCE = "import os\n\n\ndef count(owls):\n    return len(owls)\n\n\nprint(count([1, 2, 3]))\n"


@pytest.mark.parametrize(
    "text", [PROSE, README, ESSAY, SOURCE, "owl\n", "123\n456\n", "one two three\nfour five six\n"]
)
def test_text_that_is_no_digest_is_rejected_as_a_whole(parse, text):
    parsed = parse(text)
    assert (parsed.format, parsed.found) == ("unknown", 0)
    assert parsed.rejects["position"].to_list() == [0]
    assert "no digest" in parsed.rejects["reason"][0]


def test_a_digest_with_wrapped_lines_is_refused_rather_than_guessed_at(parse, digest):
    wrapped = "\n".join(part for line in digest(4).split("\n") for part in textwrap.wrap(line, 80))
    parsed = parse(wrapped + "\n")
    assert parsed.records.is_empty()
    assert "each abstract on one line" in parsed.rejects["reason"][0]


_TITLES = st.integers(0, 10_000).map(lambda at: f"Sorting Pebbles by Method {at}")
_ABSTRACTS = st.tuples(st.integers(0, 10_000), st.integers(280, 1900)).map(
    lambda made: (f"Method {made[0]} sorts pebbles. " * 80)[: made[1]].rstrip(" .") + "."
)
_PIECES = st.one_of(st.tuples(_TITLES, _ABSTRACTS), st.tuples(_TITLES), st.tuples(_ABSTRACTS))


@given(st.lists(_PIECES, max_size=12))
def test_every_title_that_stands_before_an_abstract_is_paired_with_it(pieces):
    lines = [line for piece in pieces for line in piece]
    pairs, orphans = pair_lines(lines)
    is_abstract = [len(line) >= 250 for line in lines]
    expected = [(at - 1, at) for at in range(1, len(lines)) if is_abstract[at] and not is_abstract[at - 1]]
    assert pairs == expected
    assert sorted([at for pair in pairs for at in pair] + orphans) == list(range(len(lines)))
