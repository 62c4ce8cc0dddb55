"""Applies rewriting rules to a column of texts, each only where it can match. The rules themselves stand elsewhere."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import polars as pl


class Rule(NamedTuple):
    """Replace every match of `pattern` (Rust's regex syntax) by `replacement`.

    Args:
        pattern: regular expression; the engine knows no look-around.
        replacement: with `${1}` for groups.
        gate: a literal that every match contains, or "" for none; texts without it are not searched.
    """

    pattern: str
    replacement: str
    gate: str = ""


class Where(NamedTuple):
    """Rules that only texts matching `pattern` are put through; it must hold wherever one of them has something to do."""

    pattern: str
    rules: tuple["Rule | Where", ...]


def change_where(texts: pl.Series, chosen: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """`texts` with `change` applied to those `chosen` (Boolean, same length); it must keep their number and order."""
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
    """`texts` after all `rules`, in their order."""
    for rule in rules:
        texts = _apply(texts, rule)
    return texts


def settle(texts: pl.Series, change: Callable[[pl.Series], pl.Series], needed: str, rounds: int) -> pl.Series:
    """`texts` after `change` was repeated on each while it matches `needed` and the last round changed it.

    A text that comes back within `rounds` is a fixed point: either it does not match `needed`, or `change` leaves it be.

    Args:
        texts: String, no nulls.
        change: keeps number and order of what it is given.
        needed: regular expression; `change` must do nothing to a text that does not match it.
        rounds: how often at most.
    """
    return _settle_chosen(texts, texts.str.contains(needed), change, needed, rounds)


def _settle_chosen(
    texts: pl.Series, chosen: pl.Series, change: Callable[[pl.Series], pl.Series], needed: str, rounds: int
) -> pl.Series:
    def run(some: pl.Series) -> pl.Series:
        after = change(some)
        if rounds == 1:
            return after
        again = after.ne_missing(some) & after.str.contains(needed)
        return _settle_chosen(after, again, change, needed, rounds - 1)

    return change_where(texts, chosen, run)
