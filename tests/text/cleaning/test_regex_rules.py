"""Rules are applied in order, and only where they can match."""

import polars as pl

from pipelines.text.cleaning.regex_rules import Rule, Where, apply_rules, change_where, repeat_until_stable


def test_rules_are_applied_one_after_the_other():
    rules = [Rule("a", "b"), Rule("b+", "c")]
    assert apply_rules(pl.Series(["aba", "x"]), rules).to_list() == ["c", "x"]


def test_a_gate_and_a_pattern_keep_rules_from_other_texts():
    rules = [Rule("x", "y", gate="gate"), Where("[0-9]", (Rule("z", "w"),))]
    assert apply_rules(pl.Series(["x gate", "x", "z 1", "z"]), rules).to_list() == ["y gate", "x", "w 1", "z"]


def test_only_chosen_texts_are_changed_and_the_order_stays():
    texts = pl.Series(["a", "b", "c", "d"])
    seen = []

    def change(some: pl.Series) -> pl.Series:
        seen.append(some.to_list())
        return some + "!"

    assert change_where(texts, pl.Series([False, True, False, True]), change).to_list() == ["a", "b!", "c", "d!"]
    assert change_where(texts, pl.Series([False] * 4), change).to_list() == texts.to_list()
    assert seen == [["b", "d"]]


def test_each_text_is_changed_until_it_stays_or_the_rounds_are_over():
    def shorten(some: pl.Series) -> pl.Series:
        return some.str.replace("aa", "a")

    texts = pl.Series(["aaaa", "b", "aa"])
    assert repeat_until_stable(texts, shorten, "aa", 9).to_list() == ["a", "b", "a"]
    assert repeat_until_stable(texts, shorten, "aa", 2).to_list() == ["aa", "b", "a"]
