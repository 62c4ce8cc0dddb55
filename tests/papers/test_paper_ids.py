"""A `paper_id` once given stays."""

import polars as pl

from pipelines.papers.folding import fold_titles, title_key

TITLE = "Roof Gardens Feed Harbour Towns"
WORDS = (
    "gardens on the roofs of a harbour town give beans to all who live below them in long dry "
    "summers each year again and again until rain"
)


def title_id(title: str = TITLE) -> str:
    titles = pl.Series([title])
    return "title:" + title_key(titles, fold_titles(titles))[0]


def test_the_best_identity_names_the_paper(run) -> None:
    assert run({"title": TITLE}).papers["paper_id"].to_list() == [title_id()]
    assert run({"doi": "10.1000/A"}).papers["paper_id"].to_list() == ["doi:10.1000/a"]
    assert run({"doi": "10.1000/A", "arxiv_id": "2503.00001v2"}).papers["paper_id"].to_list() == ["arxiv:2503.00001"]


def test_an_id_stays_when_a_better_one_arrives(run) -> None:
    first = run({"title": TITLE})
    second = run({"title": TITLE}, {"title": TITLE, "stated_id": "2503.00001"}, aliases=first.paper_aliases)
    assert second.papers["paper_id"].to_list() == [title_id()]
    assert second.papers["arxiv_id"].to_list() == ["2503.00001"]
    known = dict(second.paper_aliases.rows())
    assert known["arxiv:2503.00001"] == title_id()
    # Also when only the better one is left.
    third = run({"title": "Changed", "stated_id": "2503.00001"}, aliases=second.paper_aliases)
    assert third.papers["paper_id"].to_list() == [title_id()]


def test_two_papers_that_turn_out_to_be_one_keep_the_better_id(run) -> None:
    first = run({"title": TITLE}, {"title": "Bent Pendulums", "abstract": WORDS, "stated_id": "2503.00001"})
    assert first.papers.height == 2
    link = {"title": TITLE, "stated_id": "2503.00001", "source_id": "s2"}
    second = run(
        {"title": TITLE},
        {"title": "Bent Pendulums", "abstract": WORDS, "stated_id": "2503.00001"},
        link,
        aliases=first.paper_aliases,
    )
    assert second.papers["paper_id"].to_list() == ["arxiv:2503.00001"]
    assert dict(second.paper_aliases.rows())[title_id()] == "arxiv:2503.00001"


def test_aliases_of_papers_that_are_gone_are_kept(run) -> None:
    first = run({"title": TITLE})
    second = run({"title": "Bent Pendulums", "abstract": WORDS}, aliases=first.paper_aliases)
    assert dict(second.paper_aliases.rows())[title_id()] == title_id()


def test_generic_titles_get_ids_of_their_own(run) -> None:
    first = run({"title": "Editorial", "abstract": WORDS}, {"title": "Editorial"})
    assert first.papers["paper_id"].n_unique() == 2
    assert title_id("Editorial") not in first.papers["paper_id"].to_list()
    again = run({"title": "Editorial"}, {"title": "Editorial", "abstract": WORDS}, aliases=first.paper_aliases)
    assert again.papers.select("paper_id", "abstract").equals(first.papers.select("paper_id", "abstract"))


def test_every_alias_is_one_row(run) -> None:
    result = run(
        {"title": TITLE},
        {"title": TITLE, "doi": "10.1000/a"},
        {"title": "Editorial"},
        {"title": "Other", "abstract": WORDS},
    )
    assert result.paper_aliases["alias"].is_unique().all()
    assert set(result.papers["paper_id"]) <= set(result.paper_aliases["alias"])
