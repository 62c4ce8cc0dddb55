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


def apply_rules(texts: pl.Series, rules: Iterable[Rule]) -> pl.Series:
    """`texts` after all `rules`, in their order."""
    for pattern, replacement, gate in rules:
        if gate:
            texts = change_where(
                texts,
                texts.str.contains(gate, literal=True),
                lambda some, p=pattern, r=replacement: some.str.replace_all(p, r),
            )
        else:
            texts = texts.str.replace_all(pattern, replacement)
    return texts


def settle(texts: pl.Series, change: Callable[[pl.Series], pl.Series], rounds: int) -> pl.Series:
    """`texts` after `change` was repeated on each until it no longer changes it, at most `rounds` times.

    What is returned within `rounds` is a fixed point of `change`: doing it again changes nothing.
    """
    active = texts
    places = pl.Series(range(len(texts)), dtype=pl.UInt32) if len(texts) else pl.Series([], dtype=pl.UInt32)
    result = texts
    for _ in range(rounds):
        after = change(active)
        moved = after.ne_missing(active)
        if not moved.any():
            break
        active, places = after.filter(moved), places.filter(moved)
        chosen = pl.Series([False]).new_from_index(0, len(texts)).scatter(places, True)
        replacement = active
        result = change_where(result, chosen, lambda _, new=replacement: new)
    return result
