"""Labels proposed for themes."""

import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp

from pipelines.themes.description.label_evidence import measure_typicality
from pipelines.themes.description.labels import propose_names


def as_counts(rows: list[list[int]]) -> sp.csr_matrix:
    return sp.csr_matrix(np.array(rows, dtype=np.float32))


def as_terms(*terms: str) -> pl.DataFrame:
    return pl.DataFrame({"term": terms, "words": [term.count(" ") + 1 for term in terms]})


def test_what_is_hardly_ever_in_titles_names_nothing():
    # The second term is the theme's own, in all of its papers and in none of their titles: 0 + 1 of 20 + 5 is under
    # 0.08.
    counts = as_counts([[2, 1]] * 10 + [[0, 1]] * 10 + [[0, 0]] * 60)
    terms = as_terms("object detection", "average precision")
    assert propose_names(counts, np.repeat([0, 1], [20, 60]), 2, terms) == [["Object detection"], []]


@pytest.mark.parametrize(("holders", "names"), [(16, False), (40, True)])
def test_a_term_spread_over_themes_must_be_in_many_papers_of_one(holders, names):
    # Titles of 16, or 40, of a theme's 100 papers hold `deep learning`, and of each of the three others a quarter as
    # many: 4, 1, 1 and 1 parts of seven, of which the entropy is 1.15, or 0.83 of ln 4.
    rows = [[2, 2]] * 10 + [[2, 0]] * (holders - 10) + [[0, 0]] * (100 - holders)
    rows += ([[2, 0]] * (holders // 4) + [[0, 0]] * (100 - holders // 4)) * 3
    terms = as_terms("deep learning", "crack detection")
    proposed = propose_names(as_counts(rows), np.repeat([0, 1, 2, 3], 100), 4, terms)[0]
    assert "Crack detection" in proposed and ("Deep learning" in proposed) == names
    # Broad themes, which are few, may be named by it in either case.
    assert "Deep learning" in propose_names(as_counts(rows), np.repeat([0, 1, 2, 3], 100), 4, terms, most_spread=1.0)[0]


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


@pytest.mark.parametrize(
    ("term", "name"),
    [("audio", "Audio"), ("nuScenes", "nuScenes"), ("fMRI", "fMRI"), ("human-AI", "Human-AI"), ("k-NN", "k-NN")],
)
def test_a_word_with_capitals_of_its_own_keeps_them(term, name):
    counts = as_counts([[2]] * 5 + [[0]] * 5)
    assert propose_names(counts, np.repeat([0, 1], 5), 2, as_terms(term))[0] == [name]


def test_papers_at_the_heart_of_a_theme_are_typical_of_it():
    # The theme is one of the first two terms, in ten papers; the third and fourth are one paper's.
    counts = as_counts([[2, 2, 0, 0, 0]] * 10 + [[0, 0, 2, 2, 0]])
    weighed = as_counts([[0.7, 0.7, 0, 0, 0]] * 10 + [[0, 0, 0.7, 0.7, 0]])
    typical = measure_typicality(counts[:, [0, 2]] / 2, weighed, np.zeros(5), np.array([0, 2]))
    heart, corner = np.diag(typical)
    # Without the first term, papers that hold it point to the second, and so does the theme: 7 to 0.7 and 0.7.
    assert heart == pytest.approx(7 / np.sqrt(7**2 + 2 * 0.7**2))
    assert corner == pytest.approx(0.7 / np.sqrt(2 * 7**2 + 0.7**2))
    # Without both terms, papers that hold either point to 7 of the second and 0.7 of the fourth, and so does the
    # theme; those that hold the first to the second, those that hold the third to the fourth.
    assert typical[0, 1] == pytest.approx(heart * 1 / (7 / np.sqrt(7**2 + 0.7**2)))
    assert typical[1, 0] == pytest.approx(corner * 1 / (0.7 / np.sqrt(7**2 + 0.7**2)))


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
            begun = [name.casefold().split(" · ")[0] for name in names]
            assert begun.index(shown.casefold()) < begun.index(other)


@pytest.mark.parametrize(("other", "is_pair"), [("GUI", False), ("web search", True)])
def test_two_terms_that_mean_the_same_make_no_pair(other, is_pair):
    # All papers of the theme hold a third term, in their texts.
    counts = as_counts([[2, 0, 1]] * 5 + [[2, 2, 1]] * 2 + [[0, 2, 1]] * 5 + [[0, 0, 0]] * 24)
    names = propose_names(counts, np.repeat([0, 1, 1], 12), 2, as_terms("user interface", other, "click"))[0]
    assert any(" · " in name for name in names) == is_pair


@pytest.mark.parametrize(("both", "others"), [(15, 0), (3, 12)])
def test_a_second_term_must_say_a_good_deal_more(both, others):
    # The first term is in 20 titles of the theme's 40 papers, the second in 15: of these, or of 12 others and 3 of
    # these.
    rows = [[2, 2, 1]] * both + [[2, 0, 1]] * (20 - both) + [[0, 2, 1]] * others + [[0, 0, 1]] * (20 - others)
    terms = as_terms("speech recognition", "sign language", "signal")
    names = propose_names(as_counts(rows + [[0, 0, 0]] * 200), np.repeat([0, 1], [40, 200]), 2, terms)[0]
    # Together they are in 20 papers, as the first alone, or in 32: by the root, 1.26 times as much.
    assert names[0] == ("Speech recognition · sign language" if others else "Speech recognition")


@pytest.mark.parametrize(("others", "is_pair"), [(2, False), (3, True)])
def test_a_second_term_must_add_papers(others, is_pair):
    # The first term is in the titles of 4 papers of the theme, the second in those of 2 and of these others.
    rows = [[2, 2, 1]] * 2 + [[2, 0, 1]] * 2 + [[0, 2, 1]] * others + [[0, 0, 1]] * (8 - others) + [[0, 0, 0]] * 60
    terms = as_terms("speech recognition", "sign language", "signal")
    names = propose_names(as_counts(rows), np.repeat([0, 1], [12, 60]), 2, terms)[0]
    assert ("Speech recognition · sign language" in names) == is_pair


def test_a_corner_of_a_theme_does_not_lead_its_name():
    # 17 papers are about fonts, all by their titles; 23 about images, of which 4 say so in the title.
    rows = [[2, 1, 0, 0, 0]] * 17 + [[0, 0, 2, 1, 1]] * 4 + [[0, 0, 0, 1, 1]] * 19 + [[0, 0, 0, 0, 0]] * 120
    terms = as_terms("font design", "letter", "image editing", "pixel", "mask")
    names = propose_names(as_counts(rows), np.repeat([0, 1], [40, 120]), 2, terms)[0]
    # Four times as many papers hold the first, which makes it say twice as much, and it is two fifths as typical: the
    # papers that hold it hold `letter` beside it, and most of the theme `pixel` and `mask`.
    assert names == ["Image editing", "Font design"]
