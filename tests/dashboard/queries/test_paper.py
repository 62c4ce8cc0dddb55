from dashboard.queries import paper


def test_one_paper(ask_full):
    assert ask_full(paper.one_paper("arxiv:2501.00000"))["title"].item().startswith("Paper 1-0 on reasoning")
    assert ask_full(paper.one_paper("arxiv:none")).is_empty()
    assert ask_full(paper.paper_themes("arxiv:2501.00000")).rows() == [(1, "Reasoning", 0, 0.5)]
    for question in (paper.paper_keywords, paper.paper_sightings, paper.paper_links):
        assert ask_full(question("arxiv:2501.00000")).is_empty()
    assert ask_full(paper.similar_papers("arxiv:2501.00000", 5)).is_empty()
