import polars as pl

from pipelines.themes.model.document_features import count_words, learn_words, split_words

PAPERS = pl.DataFrame(
    {"title": ["Policies of agents", None], "abstract": ["The agent's bus; a policy!", "Naïve 3D boxes"]}
)


def test_words_are_lower_case():
    assert sorted(split_words(PAPERS, "abstract").rows()) == [
        (0, "agent"),
        (0, "bus"),
        (0, "policy"),
        (0, "the"),
        (1, "boxes"),
        (1, "naïve"),
    ]
    assert split_words(PAPERS, "venue").rows() == []


def test_words_are_counted_by_paper_and_more_in_titles():
    words = pl.DataFrame({"word": ["agent", "agents", "naïve", "zebra"], "column": [0, 0, 1, 2]})
    assert count_words(PAPERS, words).toarray().tolist() == [[2, 0, 0], [0, 1, 0]]


def test_titles_alone_will_do():
    words = pl.DataFrame({"word": ["agents"], "column": [0]})
    assert count_words(PAPERS.drop("abstract"), words).toarray().tolist() == [[2], [0]]


def test_words_of_one_paper_or_of_most_are_not_learned():
    titles = ["graph edge all", "graphs edges all", "audio all", "audio once all", "speech all"]
    learned = learn_words(pl.DataFrame({"title": titles, "abstract": [""] * 5}))
    assert learned.rows() == [("audio", 0), ("edge", 1), ("edges", 1), ("graph", 2), ("graphs", 2)]
