"""Applies regular expressions to a column of texts, each only to the texts that it can change."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import polars as pl


class Rule(NamedTuple):
    """Replace every match of `pattern` (Rust's regex syntax) by `replacement`.

    Args:
        pattern: regular expression; Rust's engine has no look-around.
        replacement: with `${1}` for groups.
        gate: a string that every match contains; texts without it are not searched. "" where there is none.
    """

    pattern: str
    replacement: str
    gate: str = ""


class Where(NamedTuple):
    """Rules for the texts that match `pattern`, which must be all texts that one of the rules may change."""

    pattern: str
    rules: tuple["Rule | Where", ...]


def change_where(texts: pl.Series, chosen: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """`texts` with `change` applied to some of them.

    Args:
        texts: any column.
        chosen: Boolean, of the same length.
        change: must keep number and order of what it is given.
    """
    places = chosen.arg_true()
    if not len(places):
        return texts
    if len(places) == len(texts):
        return change(texts)
    changed = change(texts.gather(places))
    order = pl.concat([(~chosen).arg_true(), places]).arg_sort()
    return pl.concat([texts.filter(~chosen), changed], rechunk=True).gather(order)


def _apply(texts: pl.Series, rule: Rule | Where) -> pl.Series:
    if isinstance(rule, Where):
        return change_where(texts, texts.str.contains(rule.pattern), lambda some: apply_rules(some, rule.rules))
    if not rule.gate:
        return texts.str.replace_all(rule.pattern, rule.replacement)
    holds = texts.str.contains(rule.gate, literal=True)
    return change_where(texts, holds, lambda some: some.str.replace_all(rule.pattern, rule.replacement))


def apply_rules(texts: pl.Series, rules: Iterable[Rule | Where]) -> pl.Series:
    """`texts` after all `rules`, one after the other."""
    for rule in rules:
        texts = _apply(texts, rule)
    return texts


def repeat_until_stable(
    texts: pl.Series, change: Callable[[pl.Series], pl.Series], needed: str, rounds: int
) -> pl.Series:
    """Repeats `change` on each text until it changes nothing any more.

    Args:
        texts: String, no nulls.
        change: must keep number and order of what it is given.
        needed: regular expression that matches every text that `change` may change.
        rounds: how often to repeat at most.
    """
    return _repeat_chosen(texts, texts.str.contains(needed), change, needed, rounds)


def _repeat_chosen(
    texts: pl.Series, chosen: pl.Series, change: Callable[[pl.Series], pl.Series], needed: str, rounds: int
) -> pl.Series:
    def run(some: pl.Series) -> pl.Series:
        after = change(some)
        if rounds == 1:
            return after
        again = after.ne_missing(some) & after.str.contains(needed)
        return _repeat_chosen(after, again, change, needed, rounds - 1)

    return change_where(texts, chosen, run)
