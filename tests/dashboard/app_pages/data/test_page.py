from datetime import date, datetime

import pytest


def check(name: str, *, passed: bool, blocking: bool) -> dict:
    return {
        "check_name": name,
        "table_name": "papers",
        "blocking": blocking,
        "passed": passed,
        "failing_rows": 0 if passed else 3,
        "query": "SELECT 1",
    }


def test_the_page_in_one_sentence(open_page):
    page = open_page("full", "data")
    assert "2 files, 46 records, 46 papers, 2 undated; nothing was refused; no check is on record." in page.text
    assert "digest 2 2 46 46 0" in page.text
    assert "the day of the digest that listed it day 44 96\u2009%" in page.text
    assert "undated: counted, never plotted – 2 4.3\u2009%" in page.text
    assert "acronym 1 1 GAN → generative adversarial network" in page.text
    assert "10 Apr 2025 06:01 60\u2009s 46 44" in page.text


def test_coverage_says_what_is_hollow_and_shaded(open_page):
    page = open_page("full", "data")
    assert (
        "Dated papers in English by month. Hollow: a month that collection covers only in part. "
        "Shaded: gaps in collection, not falls: Mar 2025 (4 papers)." in page.text
    )
    assert '<a href="./papers?month=2025-03">Mar 2025</a>' in page.html
    assert "Dated papers in English by year. " in open_page("full", "data", grain="year").text


def test_categories_that_verdicts_leave_out_are_named(open_page, changed):
    coverage = [
        {"category": name, "papers": papers, "is_throughout": False, "reason": "hardly any before Mar 2025"}
        for name, papers in (("cs.IT", 30), ("cs.<b>", 20), ("", 9), ("cs.GT", 8))
    ]
    kept = {"category": "cs.CL", "papers": 100, "is_throughout": True, "reason": "collected throughout"}
    folder = changed(category_coverage=[kept, *coverage])
    page = open_page(folder, "data")
    assert "These are 67 papers of 4 categories." in page.text
    assert "cs.IT 30 hardly any before Mar 2025" in page.text
    assert "cs.CL" not in page.text
    assert "verdicts leave out: cs.IT, cs.<b> and 2 more" in open_page(folder, "pulse").text
    assert "verdicts leave out" not in open_page("full", "pulse").text


def test_a_category_that_jumped_is_named(open_page, changed):
    reason = "collected throughout; from Jul 2025 on 3.2 times its share of papers before"
    row = {"category": "cs.AI", "papers": 90, "is_throughout": True, "reason": reason}
    folder = changed(category_coverage=[row | {"shifted_on": date(2025, 7, 1), "shift_factor": 3.2}])
    assert f"cs.AI 90 {reason}" in open_page(folder, "data").text


def test_a_beginning_with_hardly_any_papers_is_said_not_drawn(open_page, changed):
    early = [
        {
            "grain": "month",
            "period_start": date(2024, month, 1),
            "papers": papers,
            "is_complete": False,
            "is_gap": papers == 0,
        }
        for month, papers in ((8, 0), (9, 1), (10, 2), (11, 0), (12, 9))
    ]
    page = open_page(changed(periods=early), "data")
    # December is incomplete, but no gap: it is drawn, hollow.
    assert "Not drawn: 3 papers of the 4 months before Dec 2024, when hardly any were collected." in page.text
    assert "not falls: Mar 2025 (4 papers)." in page.text, "gaps of the beginning are not named"
    assert "gap in collection: Mar 2025" in open_page(changed(periods=early), "pulse").text


def test_a_grain_that_there_is_not_is_left_out(open_page):
    assert "Dated papers in English by month." in open_page("full", "data", grain="foo").text


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ([("a", True, True), ("b", True, False)], "all 2 checks held."),
        ([("a", True, True), ("b", False, False)], "1 of 2 checks held, 1 warning."),
        (
            [("a", False, True), ("b", False, False), ("c", False, False)],
            "0 of 3 checks held, 2 warnings and 1 failed.",
        ),
    ],
)
def test_a_check_that_stops_nothing_is_a_warning(open_page, changed, checks, words):
    folder = changed(checks=[check(name, passed=passed, blocking=blocking) for name, passed, blocking in checks])
    page = open_page(folder, "data")
    assert words in page.text
    assert ("b papers a warning 3" in page.text) == ("warning" in words)


def test_refusals_are_counted_and_shown_as_text(open_page, changed):
    folder = changed(
        rejects=[
            {"source_id": "0" * 16, "position": 0, "reason": "the file is no text", "excerpt": ""},
            {"source_id": "0" * 16, "position": 5, "reason": "a title without an abstract", "excerpt": "<script>x"},
        ],
        sources=[
            {
                "source_id": f"{2:016x}",
                "path": "/inbox/<b>.bin",
                "sha256": "1" * 64,
                "format": "unknown",
                "found": 2,
                "parsed": 0,
                "rejected": 2,
                "is_sample": False,
                "ingested_at": datetime(2025, 4, 10, 6),
            }
        ],
    )
    page = open_page(folder, "data")
    assert (
        "3 files, 46 records, 46 papers, 2 undated; 2 pieces refused and 1 file not read; no check is on record."
        in page.text
    )
    assert "a title without an abstract 1 1 the file is no text 1 1" in page.text
    assert "a.txt whole file the file is no text" in page.text
    assert "a.txt 5 a title without an abstract <script>x" in page.text
    assert "<script>x" not in page.html and "<b>.bin" not in page.html


def test_a_file_that_was_set_aside_is_shown_with_its_reason(open_page, changed):
    source = {"source_id": f"{2:016x}", "path": "/inbox/pipe.txt", "sha256": "1" * 64, "format": "unknown"}
    counts = {"found": 0, "parsed": 0, "rejected": 0, "is_sample": False, "ingested_at": datetime(2025, 4, 10, 6)}
    reject = {"source_id": source["source_id"], "position": 0, "reason": "This is a pipe.", "excerpt": ""}
    page = open_page(changed(sources=[source | counts], rejects=[reject]), "data")
    assert "2 undated; 1 file not read; no check" in page.text
    assert "pipe.txt whole file This is a pipe." in page.text


def test_merged_records_are_counted_by_rule(open_page, changed):
    record = {"paper_id": "arxiv:2501.00000", "source_id": "0" * 16, "stated_precision": "none"}
    folder = changed(
        sightings=[record | {"position": 1}, *(record | {"position": place, "merged_by": "doi"} for place in (2, 3))],
        papers=[{"paper_id": "arxiv:2501.00000", "sightings": 3}],
    )
    page = open_page(folder, "data")
    assert "1 record founded a paper; 2 named one that was known already." in page.text
    assert "same DOI 2 1" in page.text
    assert "Paper 1-0 on reasoning, generative adversarial network, benchmark 3 – same DOI" in page.text


def test_states_say_what_is_missing(open_page):
    undated = open_page("undated", "data")
    assert "46 papers, none dated; nothing was refused" in undated.text
    assert "No paper is dated, so there is no coverage over time to show." in undated.text
    assert not undated.app.get("vega_lite_chart")
    one_month = open_page("one_month", "data").text
    assert "All 20 papers with a date fall into one period, 1 Feb 2025 – 20 Feb 2025." in one_month
    empty = open_page("empty", "data").text
    assert "0 files, 0 records, 0 papers" in empty and "The build that is served was made from no files." in empty
