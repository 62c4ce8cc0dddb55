from dashboard.app_pages.papers.highlights import excerpt, mark_forms, mark_patterns
from dashboard.query_language.paper_search import parse_search


def test_the_longest_form_is_marked_whatever_its_capitals():
    forms = {"diffusion": ["diffusion"], "diffusion model": ["diffusion model", "diffusion models"]}
    assert mark_forms("Diffusion models beat diffusion.", forms) == (
        '<a class="pt-marked" href="./terms?terms=diffusion+model">Diffusion models</a> beat '
        '<a class="pt-marked" href="./terms?terms=diffusion">diffusion</a>.'
    )


def test_parts_of_words_are_not_marked():
    assert mark_forms("regraphing a graph2", {"graph": ["graph"]}) == "regraphing a graph2"


def test_what_the_source_wrote_is_shown_as_it_is():
    assert mark_forms("<script>alert(1)</script> & C++", {}) == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; C++"
    assert "&lt;b&gt;" in mark_forms("<b>graph", {"graph": ["graph"]})


def test_what_was_searched_for_is_marked_from_the_start_of_a_word():
    patterns = parse_search('diff "flow matching" <b>').patterns
    assert mark_patterns("Diffusion, indiff & Flow Matching, not flow matchings <B>", patterns) == (
        "<mark>Diff</mark>usion, indiff &amp; <mark>Flow Matching</mark>, not flow matchings <mark>&lt;B&gt;</mark>"
    )
    assert mark_patterns("<b>", []) == "&lt;b&gt;"


def test_an_excerpt_holds_the_first_find():
    text = "word " * 100 + "needle " + "word " * 100
    assert excerpt(text, [], 20) == text[:20]
    assert excerpt(text, parse_search("wor").patterns, 20) == text[:20]
    found = excerpt(text, parse_search("needle").patterns, 100)
    assert found.startswith("… word") and "needle" in found and len(found) == 102
    assert excerpt(text, parse_search("absent").patterns, 20) == text[:20]
