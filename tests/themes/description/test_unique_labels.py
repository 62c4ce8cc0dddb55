"""Labels that tell themes apart."""

import numpy as np

from pipelines.themes.description.unique_labels import name_themes


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


def test_a_second_term_is_not_one_that_another_theme_is_named_by():
    proposed = [["Image generation · diffusion models", "Image generation"], ["Diffusion models · sampling"]]
    assert name_themes([None, None], proposed, np.array([9, 5])) == ["Image generation", "Diffusion models · sampling"]
    # Where it has no other name, it may be.
    assert name_themes([None, None], [proposed[0][:1], proposed[1]], np.array([9, 5]))[0] == proposed[0][0]
