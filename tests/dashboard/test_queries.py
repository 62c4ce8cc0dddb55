from datetime import date

import pytest

from dashboard.queries import build, pulse, terms, themes
from dashboard.queries.expressions import line_series
from dashboard.query_language.tree import Leaf
from dashboard.ui import html_table

JAN, FEB, MAR, APR = (date(2025, month, 1) for month in (1, 2, 3, 4))


def test_facts(ask_full):
    facts = ask_full(build.build_facts()).row(0, named=True)
    assert (facts["papers"], facts["dated_papers"], facts["english_papers"]) == (46, 44, 46)
    assert (facts["first_day"], facts["last_day"]) == (JAN, date(2025, 4, 10))
    assert (facts["months"], facts["years"], facts["sources"], facts["undated_sources"]) == (4, 1, 2, 2)
    assert (facts["month_papers"], facts["year_papers"]) == (44, 44)
    assert ask_full(build.gaps()).rows() == [(MAR, 4)]


def test_rising_terms_come_with_their_line(ask_full):
    [row] = ask_full(pulse.verdicts("rising", "month", 5)).to_dicts()
    assert (row["term"], row["papers"], row["recent_share"]) == ("reasoning", 13, 0.25)
    assert row["series"] == [0.1, 0.2, 0.5, 0.5]


def test_periods_without_the_term_are_nought_not_missing(ask_full):
    [row] = ask_full(pulse.verdicts("falling", "month", 5)).to_dicts()
    assert row["series"] == [0.5, 0.1, 0.0, 0.0]


def test_bursts_are_of_what_is_not_told_already_and_say_whether_they_go_on(ask_full):
    [burst] = ask_full(pulse.bursts("month", 5)).to_dicts()
    assert (burst["term"], burst["series"], burst["goes_on"]) == ("benchmark", [0.2, 0.1, 0.25, 0.1], True)


def test_growth_of_what_is_gone_tells_the_certain_end_only():
    row = {"direction": "falling", "growth": -6.7, "growth_low": -15.9, "growth_high": -3.0, "recent_share": 0.0}
    html = html_table.growth_html(row)
    assert "gone</span>" in html and "\u221288\u2009% or more" in html


def test_firm_periods(ask_full):
    assert ask_full(pulse.spark_periods("month"))["firm"].to_list() == [True, True, False, False]


def test_frequencies_need_no_dates(ask_full):
    rows = ask_full(pulse.frequent_terms(2)).select("term", "papers", "share").rows()
    assert rows == [("reasoning", 13, 13 / 46), ("generative adversarial network", 7, 7 / 46)]


def test_themes_over_time(ask_full):
    rows = ask_full(pulse.themes_over_time("month")).to_dicts()
    assert [(row["label"], row["papers"]) for row in rows] == [("Images", 29), ("Reasoning", 17)]
    assert rows[1]["series"] == [0.1, 0.2, 0.75, 0.8]


def test_last_change(ask_full):
    rows = ask_full(pulse.last_builds()).select("papers", "dated_papers", "files").rows()
    assert rows == [(46, 44, 1), (40, 39, 1)]
    assert ask_full(pulse.theme_events()).select("event", "theme_id").rows() == [("split", 2)]


def test_verdicts_of_the_last_build_only(ask_full):
    rows = ask_full(pulse.verdict_changes(5)).select("change", "label", "changed").rows()
    assert rows == [("entered_rising", "reasoning", 1), ("left_rising", "old hat", 1), ("moved", "Reasoning", 1)]


@pytest.mark.parametrize("form", ["GAN", "gans", "Generative Adversarial Network"])
def test_any_form_means_its_term(ask_full, form):
    assert ask_full(terms.known_forms([form])).rows() == [(form, 2, "generative adversarial network", 7)]


def test_an_unknown_form_means_nothing(ask_full):
    assert ask_full(terms.known_forms(["nothing like it"])).is_empty()


def test_neighbours_of_a_mistyped_term(ask_full):
    assert ask_full(terms.near_terms("flow maching"))["term"].to_list() == ["flow matching"]
    assert ask_full(terms.near_terms("zzzz")).is_empty()


def test_term_series_by_hand(ask_full, wilson):
    rows = ask_full(terms.term_series([1], "month")).to_dicts()
    assert [(row["period_start"], row["papers"], row["mentions"], row["total"]) for row in rows] == [
        (JAN, 1, 2, 10),
        (FEB, 4, 8, 20),
        (MAR, 2, 4, 4),
        (APR, 5, 10, 10),
    ]
    for row in rows:
        assert (row["share_low"], row["share_high"]) == pytest.approx(wilson(row["papers"], row["total"]), abs=1e-4)
    assert [row["is_gap"] for row in rows] == [False, False, True, False]
    assert [row["is_complete"] for row in rows] == [True, True, True, False]


def test_smoothing_pools_papers(ask_full):
    rows = ask_full(terms.term_series([1], "month", 1)).to_dicts()
    assert [(row["papers"], row["total"], row["pooled"]) for row in rows] == [
        (5, 30, 2),
        (7, 34, 3),
        (11, 34, 3),
        (7, 14, 2),
    ]
    assert rows[1]["share"] == 7 / 34


def test_a_band_never_leaves_nought_to_one(ask_full, wilson):
    rows = ask_full(terms.term_series([3], "month")).to_dicts()
    assert rows[0]["papers"] == 0
    assert rows[0]["share_low"] == 0
    assert rows[0]["share_high"] == pytest.approx(wilson(0, 10)[1], abs=1e-4)


def test_a_phrase_is_counted_as_a_term_would_be(ask_full):
    """Every paper with a term names it in its text, so a text search must find the term's own counts."""
    for term_id, label in ((1, "reasoning"), (2, "Generative adversarial network")):
        for grain in ("month", "quarter", "year"):
            expected = ask_full(terms.term_series([term_id], grain)).select("period_start", "papers", "total").rows()
            line = line_series(Leaf("text", label), label, grain)
            assert ask_full(line).select("period_start", "papers", "total").rows() == expected


def test_a_term_shows_what_was_merged(ask_full):
    [row] = ask_full(terms.term_verdicts([2])).to_dicts()
    assert [(form["form"], form["rule"], form["papers"]) for form in row["variants"]] == [
        ("generative adversarial network", "case", 6),
        ("GAN", "acronym", 5),
        ("GANs", "plural", 4),
    ]


def test_theme_series_by_hand(ask_full):
    rows = ask_full(themes.theme_series(1, "month")).to_dicts()
    assert [row["papers"] for row in rows] == [1, 4, 3, 8]
    assert [row["share"] for row in rows] == [0.1, 0.2, 0.75, 0.8]


def test_terms_of_a_theme(ask_full):
    rows = ask_full(themes.theme_terms(1)).select("term", "papers", "in_theme").rows()
    assert rows == [("reasoning", 13, 13), ("flow matching", 4, 4)]


def test_papers_that_stand_for_a_theme_come_first(ask_full):
    rows = ask_full(themes.theme_papers(1, 3)).to_dicts()
    assert [row["stands_for"] for row in rows] == [True, True, False]
    assert [row["paper_id"] for row in rows[:2]] == ["arxiv:2501.00000", "title:0000000000000001"]
    assert rows[2]["published_on"] == date(2025, 4, 10)


def test_neighbours_and_history_of_a_theme(ask_full):
    assert ask_full(themes.near_themes(2)).select("theme_id", "similarity").rows() == [(1, 0.25)]
    history = ask_full(themes.theme_history(2)).select("event", "previous", "builds").rows()
    assert history == [("split", "Reasoning", 1), ("born", None, 1)]
