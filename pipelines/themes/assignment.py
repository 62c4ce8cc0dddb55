"""Themes in the making, and the user's word applied to them."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.themes.pins import Pins, find_own_papers, merge_labels, refer


@dataclass(slots=True)
class Draft:
    """K themes that are not numbered yet.

    Args:
        labels: (N,) index of each paper's theme, -1 where it is not known yet.
        previous: K indices of the previous theme that each continues, -1 for none.
        names: K names, None for a theme that has none yet.
        pinned: K, whether the user defined or kept it.
        closed: indices of the themes whose papers are those that the user's terms find, and no others.
    """

    labels: np.ndarray
    previous: list[int]
    names: list[str | None]
    pinned: list[bool]
    closed: list[int]

    @property
    def themes(self) -> int:
        return len(self.names)


def find_claims(pins: Pins, papers: pl.DataFrame, paper_terms: pl.DataFrame, terms: pl.DataFrame) -> np.ndarray:
    """(N,) index of the user's own theme that claims each paper, -1 for none; of two, the one defined first.

    Args:
        papers: paper_id; N rows.
        paper_terms: paper_id, term_id, mentions, in_title.
        terms: term_id, term.
    """
    claims = np.full(papers.height, -1)
    for number in reversed(range(len(pins.own))):
        found = find_own_papers(pins.own[number], paper_terms, terms)
        claims[papers["paper_id"].is_in(found.implode()).to_numpy()] = number
    return claims


def add_own_themes(draft: Draft, pins: Pins, claims: np.ndarray, previous_labels: list[str]) -> None:
    """Adds the user's own themes to `draft`; one that had the same name before is continued.

    A paper that such a theme held before and that it no longer claims is left without a theme.
    """
    known = [label.casefold() for label in previous_labels]
    for number, own in enumerate(pins.own):
        before = known.index(own.name.casefold()) if own.name.casefold() in known else -1
        if before in draft.previous and before >= 0:
            theme = draft.previous.index(before)
            draft.labels[draft.labels == theme] = -1
        else:
            theme = draft.themes
            draft.previous.append(before)
            draft.names.append(own.name)
            draft.pinned.append(True)
        draft.names[theme] = own.name
        draft.pinned[theme] = True
        draft.closed.append(theme)
        draft.labels[claims == number] = theme


def apply_pins(
    draft: Draft, pins: Pins, theme_ids: list[int], labels: list[str], top_terms: list[list[str]]
) -> list[str]:
    """Merges, forbids, renames and pins themes of `draft` as the user wants.

    Args:
        theme_ids: K numbers by which the user can mean a theme; 0 for themes that have none yet.
        labels: K names by which the user can mean it.
        top_terms: K lists of terms by which the user can mean it, to rename or pin it.

    Returns:
        What could not be followed, in words, for the log. A theme to merge or forbid that is not there may have gone because
        an earlier run did as it was told, so these are not among them.
    """
    unheard = []

    def find(reference: str, section: str) -> int | None:
        theme = refer(reference, theme_ids, labels, top_terms)
        if theme is None:
            unheard.append(f"{section}: there is no theme {reference!r}")
        return theme

    known = [label.casefold() for label in labels]
    for reference, name in pins.names:
        bearer = known.index(name.casefold()) if name.casefold() in known else None
        theme = refer(reference, theme_ids, labels, top_terms)
        # Once renamed, a theme bears the new name: the user's line need not change.
        if bearer is None and theme is None:
            find(reference, "rename")
        elif bearer is None:
            draft.names[theme] = name
        elif theme is not None and theme != bearer and reference.casefold() in known:
            unheard.append(f"rename: {name!r} is the name of another theme; merge the two instead")
    for reference in pins.pinned:
        if (theme := find(reference, "pin")) is not None:
            draft.pinned[theme] = True
    for group in pins.merges:
        # Not by top terms: what an earlier run merged or forbade lives on among the top terms of other themes.
        found = [theme for reference in group if (theme := refer(reference, theme_ids, labels, [])) is not None]
        members = list(dict.fromkeys(found))
        if not members:
            unheard.append(f"merge: there is no theme {' or '.join(map(repr, group))}")
            continue
        draft.labels = merge_labels(draft.labels, members)
        draft.names[members[0]] = draft.names[members[0]] or labels[members[0]]
    for reference in pins.forbidden:
        theme = refer(reference, theme_ids, labels, [])
        if theme is not None and (draft.labels != theme).any():
            draft.labels[draft.labels == theme] = -1
    return unheard


def find_pinned(pins: Pins, theme_ids: list[int], labels: list[str], top_terms: list[list[str]]) -> list[int]:
    """Indices of the previous themes that the user wants kept when themes are found anew."""
    meant = [refer(reference, theme_ids, labels, top_terms) for reference in pins.pinned]
    return list(dict.fromkeys(theme for theme in meant if theme is not None))


def drop_empty(draft: Draft) -> Draft:
    """`draft` without the themes that no paper is in."""
    held = np.bincount(draft.labels[draft.labels >= 0], minlength=draft.themes) > 0
    renumbered = np.append(np.cumsum(held) - 1, -1)
    kept = np.flatnonzero(held).tolist()
    return Draft(
        renumbered[draft.labels],
        [draft.previous[theme] for theme in kept],
        [draft.names[theme] for theme in kept],
        [draft.pinned[theme] for theme in kept],
        [int(renumbered[theme]) for theme in draft.closed if held[theme]],
    )
