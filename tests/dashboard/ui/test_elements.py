from datetime import date

import pytest

from dashboard.ui.elements import forms_html, mentioning_papers, theme_html


def test_a_theme_is_a_link_behind_its_colour():
    assert theme_html(3, "a & b", "#123456") == (
        '<span class="pt-nowrap"><span class="pt-dot" style="background:#123456"></span>'
        '<a href="./themes?theme=3">a &amp; b</a></span>'
    )


def test_forms_beyond_the_most_are_counted():
    forms = [("LLM", "acronym", 1200), ("llms", "plural", 3), ("l.l.m.", "spelling", 1)]
    assert forms_html(forms, 2) == (
        '<span title="acronym">LLM <small class="pt-faint">1,200</small></span>, '
        '<span title="plural">llms <small class="pt-faint">3</small></span> <small class="pt-faint">and 1 more</small>'
    )
    assert "more" not in forms_html(forms, 3)


@pytest.mark.parametrize(
    ("in_title", "mentions", "aside"),
    [(True, 3, "in the title · 3× · 9 Mar 2025"), (False, 1, "1× · 9 Mar 2025"), (False, None, "9 Mar 2025")],
)
def test_papers_say_how_they_mention_a_term(in_title, mentions, aside):
    row = {"paper_id": "p", "title": "T", "published_on": date(2025, 3, 9), "in_title": in_title, "mentions": mentions}
    assert f"<small>{aside}</small>" in mentioning_papers([row])
