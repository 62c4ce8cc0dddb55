"""A label for each theme from those proposed, so that no two themes have like labels."""

import numpy as np

from pipelines.themes.description.top_terms import find_near_duplicates

BETWEEN = " · "
"""Stands between the two terms of a label."""


def name_themes(given: list[str | None], proposed: list[list[str]], sizes: np.ndarray) -> list[str]:
    """K names: those given, and for each other theme its best proposal that is unlike the names taken; the largest
    theme chooses first.

    Two names are alike where a term of one shares most of its words with a term of the other. The second term of a
    name is preferably none with which the best proposal of another theme begins. Where nothing else is left, names may
    be alike, and in the end a number tells them apart.

    Args:
        given: K, None for a theme without a name.
        proposed: K lists of names, the best first.
        sizes: (K,) papers.
    """
    named = list(given)
    firsts = [names[0].casefold().split(BETWEEN)[0] if names else None for names in proposed]
    for theme in np.argsort(-sizes, kind="stable"):
        if named[theme] is None:
            taken = [name.casefold() for name in named if name]
            awaited = [one for other, one in enumerate(firsts) if one and other != theme and named[other] is None]
            named[theme] = _choose_name(proposed[theme], taken, awaited)
    return [name for name in named if name is not None]


def _choose_name(proposed: list[str], taken: list[str], awaited: list[str]) -> str:
    """The first name of `proposed` that fits.

    Args:
        taken: names of other themes.
        awaited: terms with which the best names of themes begin that have none yet.
    """
    parts = [part for name in taken for part in name.split(BETWEEN)]
    for apart in (awaited, []):
        for name in proposed:
            own = name.casefold().split(BETWEEN)
            if not _is_like(own, parts) and not _is_like(own[1:], apart):
                return name
    for name in proposed:
        if name.casefold() not in taken:
            return name
    best = proposed[0] if proposed else "Other papers" if taken else "All papers"
    numbered = (f"{best} ({number})" for number in range(2, 10_000))
    return best if best.casefold() not in taken else next(name for name in numbered if name.casefold() not in taken)


def _is_like(own: list[str], others: list[str]) -> bool:
    """Whether one of the terms `own` shares most of its words with one of the others."""
    return bool(own) and bool(others) and bool(find_near_duplicates(own + others)[: len(own), len(own) :].any())
