from datetime import date

import pytest

from dashboard.app_pages.terms.sentences import chart_title, spans, why_no_line
from dashboard.query_language.resolve import Asked
from dashboard.query_language.tree import Both, Leaf, Share
from dashboard.query_language.write import show_line

A, B = Leaf("term", "GAN", 1), Leaf("text", "toy example")
MONTHS = [date(2024 + number // 12, number % 12 + 1, 1) for number in range(18)]


def asked(*lines):
    return [Asked(line, show_line(line)) for line in lines]


@pytest.mark.parametrize(
    ("lines", "measure", "title"),
    [
        ([A, B], "share", "Share of papers that mention GAN or “toy example” by month"),
        ([A, B], "mentions", "Mentions of GAN and “toy example” by month"),
        ([Both("+", A, B)], "papers", "Papers that mention GAN or “toy example” by month"),
        ([Share(A, B)], "share", "Share of the papers that mention “toy example” that also mention GAN by month"),
        ([Share(A, B)], "papers", "Papers that mention “toy example” and also mention GAN by month"),
        (
            [Both("-", A, B)],
            "mentions",
            "Mentions in papers that mention GAN but do not mention “toy example” by month",
        ),
        ([A, Share(A, B)], "share", "Share of papers: GAN and GAN / “toy example”, by month"),
        ([Leaf("theme", str(number), number) for number in range(6)], "papers", "Papers: 6 lines, by month"),
        (
            [Leaf("term", str(number), number) for number in range(10)],
            "share",
            "Share of papers that mention each of 10 terms by month",
        ),
    ],
)
def test_a_chart_says_what_it_shows(lines, measure, title):
    assert chart_title(asked(*lines), measure, "month", 0) == title


def test_pooling_is_said():
    assert chart_title(asked(A), "share", "week", 2) == "Share of papers that mention GAN by week, pooled over 5 weeks"


def test_periods_that_follow_each_other_are_one_span():
    assert spans(MONTHS[:3] + MONTHS[5:6], MONTHS, "month") == "Jan 2024\u00a0– Mar 2024 and Jun 2024"
    assert spans(MONTHS[::2], MONTHS, "month") == "Jan 2024, Mar 2024, 6 more spans and May 2025"


@pytest.mark.parametrize(
    ("papers", "dated", "said"),
    [
        (1, 0, "The only paper carries no date, so there is no line to draw."),
        (46, 0, "None of the 46 papers carries a date, so there is no line to draw."),
        (1, 1, "Only one paper carries a date, and a line needs two periods."),
        (46, 20, "All 20 papers with a date fall into one period, and a line needs two."),
    ],
)
def test_why_there_is_no_line_agrees_with_its_number(papers, dated, said):
    assert why_no_line(papers, dated) == said
