from datetime import date, datetime, timedelta

import pytest

from dashboard.wording import format as fmt


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0\u2009%"),
        (0.00004, "<\u20090.01\u2009%"),
        (0.0034, "0.34\u2009%"),
        (0.0412, "4.1\u2009%"),
        (0.0996, "10\u2009%"),
        (0.4567, "46\u2009%"),
        (1, "100\u2009%"),
        (None, "–"),
    ],
)
def test_shares_have_two_digits(value, text):
    assert fmt.share(value) == text


@pytest.mark.parametrize(
    ("log2_ratio", "text"),
    [
        (1.0, "+100\u2009%"),
        (-1.0, "−50\u2009%"),
        (0.001, "±0\u2009%"),
        (1.6, "×3.0"),
        (4.0, "×16"),
        (None, "–"),
    ],
)
def test_growth_reads_as_a_change(log2_ratio, text):
    assert fmt.factor(log2_ratio) == text


def test_intervals_have_the_unit_of_their_change():
    assert fmt.factor_interval(0.5, 0.0, 1.0) == "±0 to +100\u2009%"
    assert fmt.factor_interval(-1.5, -2.0, -1.0) == "−75 to −50\u2009%"
    assert fmt.factor_interval(3.0, 1.0, 5.0) == "×2.0 to ×32"
    assert fmt.factor_interval(1.0, 0.5, 2.0) == "+41 to +300\u2009%"
    assert fmt.factor_interval(None, None, None) == ""


def test_counts_and_papers():
    assert fmt.count(7030) == "7,030"
    assert fmt.papers(1) == "1 paper"
    assert fmt.counted(1, "category", "categories") == "1 category"
    assert fmt.counted(7030, "category", "categories") == "7,030 categories"
    assert fmt.papers(0) == "0 papers"


def test_dates():
    assert fmt.span(date(2025, 4, 29), date(2026, 3, 31)) == "29 Apr 2025\u00a0– 31 Mar 2026"
    assert [fmt.period(date(2025, 4, 28), grain) for grain in ("week", "month", "quarter", "year")] == [
        "week of 28 Apr 2025",
        "Apr 2025",
        "Q2 2025",
        "2025",
    ]


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(minutes=12), "12 minutes ago"),
        (timedelta(minutes=91), "2 hours ago"),
        (timedelta(hours=30), "30 hours ago"),
        (timedelta(hours=40), "2 days ago"),
    ],
)
def test_ago_uses_the_unit_that_fits(passed, text):
    now = datetime(2026, 4, 1, 12)
    assert fmt.ago(now - passed, now) == text


def test_what_sources_wrote_shows_as_text():
    assert fmt.escape_markdown("$$a|b$$ :red[x]\n# no") == r"\$\$a\|b\$\$ \:red\[x\] \# no"


def test_lists_and_sentences():
    assert fmt.listing(["a"]) == "a"
    assert fmt.listing(["a", "b", "c"]) == "a, b and c"
    assert fmt.sentence("reasoning rises.") == "Reasoning rises."


def test_a_number_keeps_its_unit():
    assert fmt.keep_units("in 4 % of papers: +9 % (1 to 17 %)") == "in 4\u00a0% of papers: +9\u00a0% (1 to 17\u00a0%)"


def test_a_moment_is_a_day_with_its_time():
    assert fmt.moment(datetime(2025, 4, 29, 9, 5)) == "29 Apr 2025 09:05"
