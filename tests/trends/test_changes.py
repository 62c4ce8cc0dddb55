"""What changed from build to build, and why."""

import polars as pl
import pytest

from pipelines.trends import Basis, explain_changes

VERDICTS = {"id": pl.Int64, "label": pl.String, "direction": pl.String, "growth": pl.Float64}


def basis(
    rows: list[tuple], variants: list[tuple[int, str]] = (), recent: str = "Jan–Mar 2026", analyser: str = "1"
) -> Basis:
    """Rows: id, label, direction, growth (interval ± 0.2), papers."""
    verdicts = pl.DataFrame([row[:4] for row in rows], schema=VERDICTS, orient="row").with_columns(
        growth_low=pl.col("growth") - 0.2, growth_high=pl.col("growth") + 0.2
    )
    papers = pl.DataFrame([(row[0], row[4]) for row in rows], schema={"id": pl.Int64, "papers": pl.Int64}, orient="row")
    forms = pl.DataFrame(list(variants), schema={"id": pl.Int64, "variant": pl.String}, orient="row").with_columns(
        curated=pl.col("variant").str.starts_with("curated")
    )
    return Basis(verdicts, papers, forms, recent, analyser)


def changes(previous: Basis, current: Basis) -> list[tuple]:
    return explain_changes(previous, current).select("label", "change", "was", "now", "reason").rows()


def test_the_same_build_twice_changed_nothing():
    one = basis([(1, "a", "rising", 1.0, 10), (2, "b", "unclear", None, 3)])
    assert changes(one, one) == []


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        ("unclear", "rising", "entered_rising"),
        ("steady", "new", "entered_rising"),
        ("rising", "steady", "left_rising"),
        ("steady", "falling", "entered_falling"),
        ("falling", "unclear", "left_falling"),
        ("falling", "rising", "entered_rising"),
    ],
)
def test_lists_entered_and_left(was, now, change):
    found = changes(basis([(1, "a", was, 0.5, 10)]), basis([(1, "a", now, 0.5, 22)]))
    assert found == [("a", change, was, now, "12 more papers")]


def test_new_and_rising_are_one_list():
    assert changes(basis([(1, "a", "new", 3.0, 10)]), basis([(1, "a", "rising", 3.0, 12)])) == []


def test_moved_by_more_than_its_interval():
    assert changes(basis([(1, "a", "rising", 1.0, 10)]), basis([(1, "a", "rising", 1.1, 11)])) == []
    found = changes(basis([(1, "a", "rising", 1.0, 10)]), basis([(1, "a", "rising", 1.3, 11)]))
    assert found == [("a", "moved", "rising", "rising", "1 more paper")]


def test_merged_terms_name_what_they_became():
    previous = basis(
        [(1, "MTL", "rising", 1.0, 10), (2, "multi-task learning", "steady", 0.0, 50)],
        [(1, "mtl"), (2, "multi-task learning")],
    )
    current = basis([(2, "multi-task learning", "steady", 0.1, 60)], [(2, "mtl"), (2, "multi-task learning")])
    assert changes(previous, current) == [("MTL", "left_rising", "rising", None, "merged into multi-task learning")]


def test_changed_variants_come_before_changed_papers():
    previous = basis([(1, "a", "steady", 0.0, 10), (2, "b", "steady", 0.0, 10)], [(1, "a"), (1, "old"), (2, "c")])
    current = basis([(1, "a", "rising", 1.0, 30)], [(1, "a"), (1, "c"), (1, "curated one"), (3, "old")])
    assert changes(previous, current)[0][-1] == "now counts c, curated one, no longer old"


def test_a_form_that_is_merely_in_a_new_paper_is_no_reason():
    previous = basis([(1, "a", "steady", 0.0, 10)], [(1, "a")])
    current = basis([(1, "a", "rising", 1.0, 11)], [(1, "a"), (1, "an a")])
    assert changes(previous, current)[0][-1] == "1 more paper"
    assert changes(current, previous)[0][-1] == "1 fewer paper"


def test_terms_that_come_and_go():
    one, other = basis([(1, "a", "rising", 1.0, 10)]), basis([(2, "b", "new", 1.0, 10)])
    assert changes(one, other) == [
        ("b", "entered_rising", None, "new", "in enough papers for the first time"),
        ("a", "left_rising", "rising", None, "in too few papers now, or taken out by curation"),
    ]


def test_windows_that_moved_and_the_rest_of_the_corpus():
    previous = basis([(1, "a", "rising", 1.0, 10)])
    moved = basis([(1, "a", "unclear", 0.9, 10)], recent="Feb–Apr 2026")
    assert changes(previous, moved)[0][-1] == "the recent window is now Feb–Apr 2026"
    same = basis([(1, "a", "unclear", 0.9, 10)])
    assert changes(previous, same)[0][-1] == "its own papers are the same; the rest of the corpus changed"


def test_what_changed_for_all_is_told_beside_what_changed_in_the_term():
    previous, current = basis([(1, "a", "rising", 1.0, 10)]), [(1, "a", "unclear", 0.9, 12)]
    assert changes(previous, basis(current, recent="Feb–Apr 2026", analyser="2"))[0][-1] == (
        "2 more papers; the recent window is now Feb–Apr 2026; the texts were analysed anew"
    )


def test_themes_have_words_and_heirs_of_their_own():
    previous = basis([(1, "a", "rising", 1.0, 10), (2, "b", "rising", 1.0, 10)])
    current = basis([(3, "c", "new", 1.0, 10)])
    merged = pl.DataFrame({"id": [2], "merged_into": ["c"]})
    found = explain_changes(previous, current, "theme", merged)
    assert found.select("label", "papers", "reason").rows() == [
        ("c", 10, "found for the first time"),
        ("a", -10, "no longer found; its papers went to other themes"),
        ("b", -10, "merged into c"),
    ]


def test_a_first_build_has_everything_to_say_and_an_empty_one_nothing():
    assert len(changes(basis([]), basis([(1, "a", "rising", 1.0, 10)]))) == 1
    assert changes(basis([]), basis([])) == []
