from dashboard.app_pages.terms.meanings import verdict_html, written
from dashboard.app_pages.terms.papers_behind import papers_behind
from dashboard.query_language.resolve import Asked
from dashboard.query_language.tree import Both, Leaf


def test_a_verdict_says_what_it_rests_on():
    row = {"direction": "falling", "reason": "4 % < 9 %", "p_value": 0.001}
    assert verdict_html(row) == (
        '<span class="pt-verdict"><span class="pt-mark">▼</span>fading<br>'
        '<small class="pt-faint">4\u00a0% &lt; 9\u00a0%</small></span>'
    )
    assert "no trend<br>" in verdict_html({"direction": None, "reason": None, "p_value": None})


def test_what_is_asked_for_is_answered_for_itself():
    numbers = {"growth": 1.0, "growth_low": 0.1, "growth_high": 1.9}
    row = {"direction": "unclear", "reason": "may be chance", "p_value": 0.021, **numbers}
    said = "Asked for by itself: +100\u2009% (+7 to +273\u2009%), p = 0.021; not corrected for the many terms tested."
    assert said in verdict_html(row)
    assert "p &lt; 0.001" in verdict_html(row | {"p_value": 0.0002})
    assert "Asked for" not in verdict_html(row | {"p_value": 0.2})


def test_acronyms_are_written_in_capitals():
    assert written("gan", "GAN") == "GAN"
    assert written("gans", "GAN") == "gans"


def test_a_single_leaf_leads_to_its_papers_and_more_lead_to_their_query():
    assert papers_behind([Asked(Leaf("term", "GAN", 7), "x")]) == "./papers?term=GAN"
    assert papers_behind([Asked(Leaf("text", "in this"), "x")]) == "./papers?q=%22in+this%22"
    assert papers_behind([Asked(Leaf("theme", "Agents", 2), "x")]) == "./papers?theme=2"
    both = Both("+", Leaf("term", "a", 1), Leaf("term", "b", 2))
    assert papers_behind([Asked(both, "x")]).startswith("./sql?sql=")
