"""The assignment of papers to themes while these are being found, and the user's pins applied to it."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.themes.pins import Pins, find_own_papers, merge_labels, refer


@dataclass(slots=True)
class Assignment:
    """K themes that have no theme_id yet, and the papers assigned to them.

    Args:
        labels: (N,) index of each paper's theme, -1 where it is not known yet.
        continued_from: K indices of the previous theme that each continues, -1 for none.
        names: K names, None for a theme that has none yet.
        pinned: K, whether the user defined or kept it.
        closed: indices of the themes whose papers are those that the user's terms find, and no others.
    """

    labels: np.ndarray
    continued_from: list[int]
    names: list[str | None]
    pinned: list[bool]
    closed: list[int]

    @property
    def themes(self) -> int:
        return len(self.names)


def find_seed_assignments(
    pins: Pins, papers: pl.DataFrame, paper_terms: pl.DataFrame, terms: pl.DataFrame
) -> np.ndarray:
    """(N,) index of the user's own theme that claims each paper, -1 for none; of two, the one defined first.

    Args:
        papers: paper_id; N rows.
        paper_terms: paper_id, term_id, mentions, in_title.
        terms: term_id, term.
    """
    seed_assignments = np.full(papers.height, -1)
    for number in reversed(range(len(pins.own))):
        found = find_own_papers(pins.own[number], paper_terms, terms)
        seed_assignments[papers["paper_id"].is_in(found.implode()).to_numpy()] = number
    return seed_assignments


def add_own_themes(
    assignment: Assignment, pins: Pins, seed_assignments: np.ndarray, previous_labels: list[str]
) -> None:
    """Adds the user's own themes to `assignment`; one that had the same name before is continued.

    A paper that such a theme held before and that it no longer claims is left without a theme.
    """
    known = [label.casefold() for label in previous_labels]
    for number, own in enumerate(pins.own):
        before = known.index(own.name.casefold()) if own.name.casefold() in known else -1
        if before in assignment.continued_from and before >= 0:
            theme = assignment.continued_from.index(before)
            assignment.labels[assignment.labels == theme] = -1
        else:
            theme = assignment.themes
            assignment.continued_from.append(before)
            assignment.names.append(own.name)
            assignment.pinned.append(True)
        assignment.names[theme] = own.name
        assignment.pinned[theme] = True
        assignment.closed.append(theme)
        assignment.labels[seed_assignments == number] = theme


def apply_pins(
    assignment: Assignment, pins: Pins, theme_ids: list[int], labels: list[str], top_terms: list[list[str]]
) -> list[str]:
    """Merges, forbids, renames and pins themes of `assignment` as the user wants.

    Args:
        theme_ids: K numbers by which the user can mean a theme; 0 for themes that have none yet.
        labels: K names by which the user can mean it.
        top_terms: K lists of terms by which the user can mean it, to rename or pin it.

    Returns:
        The pins that could not be applied, in words, for the log. A theme to merge or forbid may be missing because an
        earlier run has merged or forbidden it already, so these are not among them.
    """
    unapplied_pins = []

    def find(reference: str, section: str) -> int | None:
        theme = refer(reference, theme_ids, labels, top_terms)
        if theme is None:
            unapplied_pins.append(f"{section}: there is no theme {reference!r}")
        return theme

    known = [label.casefold() for label in labels]
    for reference, name in pins.names:
        bearer = known.index(name.casefold()) if name.casefold() in known else None
        theme = refer(reference, theme_ids, labels, top_terms)
        # Once renamed, a theme bears the new name: the user's line need not change.
        if bearer is None:
            if theme is None:
                find(reference, "rename")
            else:
                assignment.names[theme] = name
        elif theme is not None and theme != bearer and reference.casefold() in known:
            unapplied_pins.append(f"rename: {name!r} is the name of another theme; merge the two instead")
    for reference in pins.pinned:
        if (theme := find(reference, "pin")) is not None:
            assignment.pinned[theme] = True
    for group in pins.merges:
        # Not by top terms: what an earlier run merged or forbade lives on among the top terms of other themes.
        found = [theme for reference in group if (theme := refer(reference, theme_ids, labels, [])) is not None]
        members = list(dict.fromkeys(found))
        if not members:
            unapplied_pins.append(f"merge: there is no theme {' or '.join(map(repr, group))}")
            continue
        assignment.labels = merge_labels(assignment.labels, members)
        assignment.names[members[0]] = assignment.names[members[0]] or labels[members[0]]
    for reference in pins.forbidden:
        theme = refer(reference, theme_ids, labels, [])
        if theme is not None and (assignment.labels != theme).any():
            assignment.labels[assignment.labels == theme] = -1
    return unapplied_pins


def find_pinned(pins: Pins, theme_ids: list[int], labels: list[str], top_terms: list[list[str]]) -> list[int]:
    """Indices of the previous themes that the user wants kept when themes are found anew."""
    meant = [refer(reference, theme_ids, labels, top_terms) for reference in pins.pinned]
    return list(dict.fromkeys(theme for theme in meant if theme is not None))


def drop_empty(assignment: Assignment) -> Assignment:
    """`assignment` without the themes that no paper is in."""
    held = np.bincount(assignment.labels[assignment.labels >= 0], minlength=assignment.themes) > 0
    renumbered = np.append(np.cumsum(held) - 1, -1)
    kept = np.flatnonzero(held).tolist()
    return Assignment(
        renumbered[assignment.labels],
        [assignment.continued_from[theme] for theme in kept],
        [assignment.names[theme] for theme in kept],
        [assignment.pinned[theme] for theme in kept],
        [int(renumbered[theme]) for theme in assignment.closed if held[theme]],
    )
