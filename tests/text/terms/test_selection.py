"""Which candidates texts are searched for, and which are terms after the search."""

import polars as pl

from pipelines.text import Thesaurus, analyse
from pipelines.text.phrases.canonical_keys import make_term_id
from pipelines.text.terms.selection import TermSelection, confirm_terms, select_terms

TEXTS = pl.DataFrame(
    {
        "text_hash": ["a", "b", "c"],
        "title": ["Protein folding", "Protein folding by frogs", "Newts"],
        "abstract": ["Protein folding is hard.", "Frogs fold proteins. Protein folding helps.", "The newt sleeps."],
    }
)


def select(thesaurus: Thesaurus | None = None, texts: pl.DataFrame = TEXTS) -> TermSelection | None:
    return select_terms(texts, analyse(TEXTS), thesaurus or Thesaurus(), 2)


def test_terms_are_numbered_from_nought_by_key():
    selection = select()
    assert selection is not None
    assert selection.chosen["key"].to_list() == ["proteinfolding"]
    assert selection.chosen["term"].to_list() == [0]
    assert selection.number[selection.resolved.keys.to_list().index("proteinfolding")] == 0
    assert selection.number[selection.resolved.keys.to_list().index("newt")] == -1
    assert {"protein folding", "protein foldings", "protein-folding"} <= set(selection.forms["variant"])


def test_what_the_user_names_is_searched_for_however_rare():
    selection = select(Thesaurus(rename={"newt": "Triturus"}))
    assert selection is not None
    assert selection.chosen["key"].to_list() == ["newt", "proteinfolding"]
    assert selection.wanted == ["newt"]
    assert select(Thesaurus(block=frozenset({"proteinfolding"}))) is None


def test_nothing_is_selected_where_nothing_is_frequent():
    assert select(texts=TEXTS.filter(pl.col("text_hash") == "c")) is None


def confirm(rows: list[tuple[int, int, int]], nested: list[tuple[int, int, int]] = (), wanted: str = "") -> list[str]:
    """Keys of the terms of rows (term, papers, mentions).

    A word was read in 10 texts, the phrases in 10, 10 and 2 texts; texts abbreviate the last one.
    """
    selection = select()
    assert selection is not None
    chosen = pl.DataFrame(
        {
            "term": [0, 1, 2, 3],
            "key": ["word", "slideimage", "wholeslideimage", "viewsynthesis"],
            "words": [1, 2, 3, 2],
            "papers": [10, 10, 10, 2],
            "defined": [0, 0, 0, 2],
        }
    )
    totals = pl.DataFrame(rows, schema=["term", "papers", "mentions"], orient="row")
    inside = pl.DataFrame(
        nested, schema={"term": pl.Int64, "container": pl.Int64, "occurrences": pl.Int64}, orient="row"
    )
    found = confirm_terms(selection._replace(chosen=chosen, wanted=[wanted]), totals, inside, 2)
    assert found["term_id"].to_list() == [make_term_id(key) for key in found["key"]]
    return found["key"].to_list()


def test_half_of_the_papers_must_have_read_a_form_as_a_phrase():
    assert confirm([(0, 20, 30)]) == ["word"]
    assert confirm([(0, 21, 30)]) == []
    assert confirm([(0, 21, 30)], wanted="word") == ["word"]
    # A fifth is enough of what texts abbreviate.
    assert confirm([(3, 10, 10)]) == ["viewsynthesis"]
    assert confirm([(3, 11, 11)]) == []
    # One paper is too few.
    assert confirm([(1, 1, 9)]) == []


def test_a_phrase_that_hardly_ever_stands_alone_is_no_term():
    # 11 and 12 of 100 mentions stand alone.
    assert confirm([(1, 10, 100), (2, 10, 100)], [(1, 2, 89)]) == ["wholeslideimage"]
    assert confirm([(1, 10, 100), (2, 10, 100)], [(1, 2, 88)]) == ["slideimage", "wholeslideimage"]
    assert confirm([(1, 10, 100), (2, 10, 100)], [(1, 2, 89)], wanted="slideimage") == ["slideimage", "wholeslideimage"]
