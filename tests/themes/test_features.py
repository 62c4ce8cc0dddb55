import polars as pl

from pipelines.themes.features import count_words, learn_words, split_words

PAPERS = pl.DataFrame(
    {"title": ["Policies of agents", None], "abstract": ["The agent's bus; a policy!", "Naïve 3D boxes"]}
)


def test_words_are_lower_case_and_singular():
    words = split_words(PAPERS).sort("row", "word").rows()
    assert words == [
        (0, "agent", True),
        (0, "bus", False),
        (0, "policy", True),
        (0, "the", False),
        (1, "boxe", False),
        (1, "naïve", False),
    ]


def test_words_are_counted_by_paper_and_more_in_titles():
    words = pl.DataFrame({"word": ["agent", "naïve", "zebra"], "column": [0, 1, 2]})
    assert count_words(PAPERS, words).toarray().tolist() == [[2, 0, 0], [0, 1, 0]]


def test_titles_alone_will_do():
    words = pl.DataFrame({"word": ["agent"], "column": [0]})
    assert count_words(PAPERS.drop("abstract"), words).toarray().tolist() == [[2], [0]]


def test_words_of_one_paper_or_of_most_are_not_learned():
    titles = ["graph edge all", "graph edge all", "audio all", "audio once all", "speech all"]
    learned = learn_words(pl.DataFrame({"title": titles, "abstract": [""] * 5}))
    assert learned["word"].to_list() == ["audio", "edge", "graph"]
    assert learned["column"].to_list() == [0, 1, 2]
