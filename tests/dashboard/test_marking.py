from dashboard.marking import mark_forms


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
