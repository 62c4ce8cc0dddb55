import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp

from pipelines.themes.naming import measure_typicality, name_themes, propose_names, rate_names


def as_counts(rows: list[list[int]]) -> sp.csr_matrix:
    return sp.csr_matrix(np.array(rows, dtype=np.float32))


def as_terms(*terms: str) -> pl.DataFrame:
    return pl.DataFrame({"term": terms, "words": [term.count(" ") + 1 for term in terms]})


def test_terms_of_titles_name_before_terms_of_texts():
    # Both are in every paper of the first theme and in no other; only the second is in titles.
    counts = as_counts([[1, 2]] * 10 + [[0, 0]] * 30)
    worth = rate_names(counts, np.repeat([0, 1, 1, 1], 10), 2, np.array([2, 2]))
    # In 10 of 10 titles: the root of 1, all the way to being its own but for half a paper and the doubt about ten.
    assert worth[0, 1] == pytest.approx(((np.log(40 / 10.5) - 0.5 / 10.25**0.5) / np.log(4)) ** 1.5)
    assert worth[0, 0] == pytest.approx(0.3**0.5 * ((np.log(12 / 3.5) - 0.5 / 3.25**0.5) / np.log(4)) ** 1.5)
    assert worth[1, 0] == worth[1, 1] == 0


def test_terms_of_everybody_name_nothing():
    counts = as_counts([[2]] * 20)
    assert propose_names(counts, np.repeat([0, 1], 10), 2, as_terms("neural network")) == [[], []]


def test_a_phrase_leads_and_a_second_term_is_mostly_of_other_papers():
    # Two papers hold both phrases. NPMI: ln(36 * 2 / (7 * 7)) / ln(36 / 2) = 0.13.
    counts = as_counts([[2, 2, 0, 2]] * 5 + [[2, 2, 2, 2]] * 2 + [[2, 0, 2, 0]] * 5 + [[0, 0, 0, 0]] * 24)
    terms = as_terms("speech", "speech recognition", "sign language", "word error rate")
    names = propose_names(counts, np.repeat([0, 1, 1], 12), 2, terms)[0]
    assert set(names[0].casefold().split(" · ")) == {"speech recognition", "sign language"}
    assert "Speech recognition" in names
    # Of the same papers as the first, it would add none.
    assert not any("recognition · word" in name for name in names[:2])


def test_two_subjects_that_do_not_meet_are_not_named_as_one():
    # One paper holds both: NPMI is ln(36 * 1 / (6 * 6)) / ln(36 / 1) = 0.
    counts = as_counts([[2, 0]] * 5 + [[2, 2]] + [[0, 2]] * 5 + [[0, 0]] * 25)
    terms = as_terms("Nash equilibrium", "linear codes")
    names = propose_names(counts, np.repeat([0, 1], [11, 25]), 2, terms)[0]
    assert sorted(names) == ["Linear codes", "Nash equilibrium"]


def test_parts_share_no_word_and_names_have_four_words_at_most():
    counts = as_counts([[2, 0, 0]] * 4 + [[0, 2, 0]] * 4 + [[0, 0, 2]] * 4 + [[0, 0, 0]] * 24)
    terms = as_terms("graph neural networks", "graph", "molecular property")
    names = propose_names(counts, np.repeat([0, 1, 1], 12), 2, terms)[0]
    assert all(len(name.replace("·", "").split()) <= 4 for name in names)
    assert not any("Graph neural networks · graph" in name for name in names)


@pytest.mark.parametrize(("term", "name"), [("audio", "Audio"), ("nuScenes", "nuScenes"), ("fMRI", "fMRI")])
def test_a_word_with_capitals_of_its_own_keeps_them(term, name):
    counts = as_counts([[2]] * 5 + [[0]] * 5)
    assert propose_names(counts, np.repeat([0, 1], 5), 2, as_terms(term))[0] == [name]


def test_given_names_stay_and_the_largest_chooses_first():
    names = name_themes([None, "Audio", None], [["Audio"], ["X"], ["Audio", "Audio · music"]], np.array([5, 1, 9]))
    assert names == ["Audio (2)", "Audio", "Audio · music"]


def test_names_share_no_term_while_there_is_another():
    proposed = [["Diffusion models · sampling"], ["Diffusion models", "Video diffusion models", "Flow matching"]]
    assert name_themes([None, None], proposed, np.array([9, 5])) == ["Diffusion models · sampling", "Flow matching"]
    assert name_themes([None, None], proposed[:1] * 2, np.array([9, 5]))[1] == "Diffusion models · sampling (2)"


def test_themes_without_a_term():
    assert name_themes([None], [[]], np.array([3])) == ["All papers"]
    assert name_themes(["Audio", None], [[], []], np.array([3, 2])) == ["Audio", "Other papers"]


def test_papers_at_the_heart_of_a_theme_are_typical_of_it():
    # The theme is one of the first two terms, in ten papers; the third and fourth are one paper's.
    counts = as_counts([[2, 2, 0, 0, 0]] * 10 + [[0, 0, 2, 2, 0]])
    weighed = as_counts([[0.7, 0.7, 0, 0, 0]] * 10 + [[0, 0, 0.7, 0.7, 0]])
    heart, corner = measure_typicality(counts, weighed, np.zeros(5), np.array([0, 2]))
    # Without the first term, papers that hold it point to the second, and so does the theme: 7 to 0.7 and 0.7.
    assert heart == pytest.approx(7 / np.sqrt(7**2 + 2 * 0.7**2))
    assert corner == pytest.approx(0.7 / np.sqrt(2 * 7**2 + 0.7**2))


def test_a_phrase_that_is_shown_leads_before_its_equal():
    counts = as_counts([[2, 0]] * 6 + [[0, 2]] * 6 + [[0, 0]] * 24)
    terms = as_terms("sign language", "speech recognition")
    for shown in (0, 1):
        names = propose_names(counts, np.repeat([0, 1, 1], 12), 2, terms, [np.array([shown]), np.array([], dtype=int)])[
            0
        ]
        assert names[0].casefold().startswith(terms["term"][shown])


def test_a_phrase_that_holds_a_word_that_is_shown_leads_before_its_equal():
    counts = as_counts([[2, 0, 2]] * 6 + [[0, 2, 2]] * 6 + [[0, 0, 0]] * 24)
    nothing = np.array([], dtype=int)
    for shown, other, word in (("medical imaging", "deep learning", "imaging"), ("GUI agents", "web search", "agent")):
        for first, second in ((shown, other), (other, shown)):
            terms = as_terms(first, second, word)
            names = propose_names(counts, np.repeat([0, 1, 1], 12), 2, terms, [np.array([2]), nothing])[0]
            assert names[0].casefold() == shown.casefold()
