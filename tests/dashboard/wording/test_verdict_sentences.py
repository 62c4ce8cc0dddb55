from datetime import date

from dashboard.markup import html
from dashboard.wording.verdict_sentences import capitalised, name_apart, pulse_answer, theme_answer, windows_compared


def test_the_answer_names_what_moved():
    named = {"rising": ["reasoning", "agents"], "falling": ["GAN"], "new": []}
    assert pulse_answer(named) == "reasoning and agents are rising; GAN is fading."
    assert pulse_answer({"new": ["GRPO"]}) == "GRPO is new."


def test_no_movement_is_said():
    assert pulse_answer({"rising": []}) == "Nothing rose or faded beyond chance."


def test_terms_can_be_links():
    assert pulse_answer({"rising": ["a", "<b>"]}, lambda term: html("<a>{}</a>", term)) == (
        "<a>a</a> and <a>&lt;b&gt;</a> are rising."
    )


def test_own_capitals_stay():
    assert capitalised("reasoning model") == "Reasoning model"
    assert capitalised("mRNA vaccine") == "mRNA vaccine"


def test_windows_in_whole_months():
    text = windows_compared(date(2025, 4, 1), date(2025, 12, 1), date(2026, 2, 28))
    assert text == "Dec 2025\u00a0– Feb 2026 against Apr\u00a0– Nov 2025"
    assert windows_compared(date(2025, 1, 1), date(2025, 2, 1), date(2025, 2, 28)) == "Feb 2025 against Jan 2025"
    assert windows_compared(date(2020, 1, 1), date(2025, 1, 1), date(2025, 12, 31)) == "2025 against 2020\u00a0– 2024"


def test_themes_that_move_most():
    still = {"label": "c", "papers": 9, "direction": "unclear", "growth_low": None, "growth_high": None}
    up = {"label": "a", "papers": 1, "direction": "rising", "growth_low": 0.1, "growth_high": 1.0}
    more = {"label": "b", "papers": 1, "direction": "rising", "growth_low": 0.4, "growth_high": 0.6}
    label = lambda theme: theme["label"]  # noqa: E731
    assert theme_answer([still, up, more], label) == "Growing most: b."
    down = {"label": "d", "papers": 1, "direction": "falling", "growth_low": -2.0, "growth_high": -1.0}
    assert theme_answer([up, down], label) == "Growing most: a; shrinking most: d."
    assert theme_answer([still], label) == "The largest theme: c."


def test_parts_of_a_term_are_not_named_beside_it():
    assert name_apart(["text-guided image", "merging", "text-guided image editing", "model merging", "x"], 3) == [
        "text-guided image editing",
        "model merging",
        "x",
    ]
    assert name_apart(["agent", "agentic"], 3) == ["agent", "agentic"]
