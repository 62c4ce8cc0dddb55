from datetime import date

import polars as pl

from pipelines.themes.model.term_matrix import build_corpus


def test_cells_are_where_they_belong():
    papers = pl.DataFrame({"paper_id": ["a", "b", "c"], "title": ["", "", ""], "published_on": [date(2025, 1, 1)] * 3})
    terms = pl.DataFrame({"term_id": [9, 5, 7], "term": ["nine", "five", "seven"], "words": [1, 1, 1]})
    cells = pl.DataFrame(
        [("b", 9, True), ("a", 5, False), ("x", 5, True), ("b", 5, False), ("a", 1, True)],
        schema=["paper_id", "term_id", "in_title"],
        orient="row",
    )
    corpus = build_corpus(papers, cells, terms)
    assert corpus.terms["term"].to_list() == ["five", "nine"]
    assert corpus.counts.toarray().tolist() == [[1, 0], [1, 2], [0, 0]]
    assert corpus.presence().toarray().tolist() == [[1, 0], [1, 1], [0, 0]]
    assert corpus.size == 3
