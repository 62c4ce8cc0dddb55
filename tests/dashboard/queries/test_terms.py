"""What carries the change of terms."""

from dashboard.queries.terms import growth_parts


def test_parts_by_kind_with_what_they_add(ask_full):
    rows = ask_full(growth_parts([1, 2])).rows(named=True)
    assert [(row["term"], row["stratum_kind"], row["stratum"], row["added"]) for row in rows] == [
        ("reasoning", "category", "cs.CL", 0.0435),
        ("reasoning", "term", "reasoning trace", 0.02),
    ]
    assert ask_full(growth_parts([1], most=0)).is_empty()
