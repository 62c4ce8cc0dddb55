"""What the user says about themes in `pipelines/curation/themes.yaml`: read and applied. The file documents itself."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import yaml

SECTIONS = ("define", "rename", "merge", "forbid", "pin")


class PinsError(ValueError):
    """themes.yaml says something that cannot be followed; says what, where, and what would do."""


@dataclass(frozen=True, slots=True)
class OwnTheme:
    """A theme that the user defines by terms."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pins:
    """The user's word on themes. A reference to a theme is its number or its name, or, to rename or pin it, one of its top terms.

    Args:
        own: themes that the user defines.
        names: reference to new name.
        merges: references to themes that are one; the first leads.
        forbidden: references to themes that shall not be.
        pinned: references to themes that shall stay, with their names, when themes are found anew.
    """

    own: tuple[OwnTheme, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    merges: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()

    def is_barred(self, name: str) -> bool:
        """Whether the theme of this name shall be no more, so that no new one may bear it."""
        gone = (*self.forbidden, *(reference for group in self.merges for reference in group[1:]))
        return name.casefold() in {reference.casefold() for reference in gone}


def load_pins(path: Path) -> Pins:
    """The pins in `path`; none where there is no such file.

    Raises:
        PinsError: the file is no YAML, or says what is not understood.
    """
    if not path.exists():
        return Pins()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise PinsError(f"{path} is not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise PinsError(f"{path} must hold sections; there are {', '.join(SECTIONS)}")
    if unknown := [name for name in content if name not in SECTIONS]:
        raise PinsError(f"{path}: no section {unknown[0]!r}; there are {', '.join(SECTIONS)}")
    section = {name: _entries(content.get(name), name, path) for name in SECTIONS}
    return Pins(
        own=tuple(
            OwnTheme(_text(one, "name", "define", path), _texts(one, "terms", 1, "define", path))
            for one in section["define"]
        ),
        names=tuple(
            (_text(one, "theme", "rename", path), _text(one, "name", "rename", path)) for one in section["rename"]
        ),
        merges=tuple(_texts({"themes": one}, "themes", 2, "merge", path) for one in section["merge"]),
        forbidden=tuple(_text({"theme": one}, "theme", "forbid", path) for one in section["forbid"]),
        pinned=tuple(_text({"theme": one}, "theme", "pin", path) for one in section["pin"]),
    )


def _entries(value: object, section: str, path: Path) -> list:
    if value is None:
        return []
    if not isinstance(value, list):
        raise PinsError(f"{path}: {section} must be a list, each entry after a hyphen")
    return value


def _text(entry: object, key: str, section: str, path: Path) -> str:
    value = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
        raise PinsError(f"{path}: an entry of {section} has no {key}; see the example at the top of the file")
    return str(value).strip()


def _texts(entry: object, key: str, least: int, section: str, path: Path) -> tuple[str, ...]:
    values = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(values, list) or len(values) < least:
        raise PinsError(f"{path}: an entry of {section} needs a list of at least {least} {key}")
    return tuple(_text({key: value}, key, section, path) for value in values)


def refer(reference: str, theme_ids: list[int], labels: list[str], top_terms: list[list[str]]) -> int | None:
    """Index of the theme meant: by number, else by name, else by the rank of the term among its top terms; else None."""
    wanted = reference.casefold()
    if reference.isdigit() and int(reference) in theme_ids:
        return theme_ids.index(int(reference))
    for index, label in enumerate(labels):
        if label.casefold() == wanted:
            return index
    ranks = [
        ([term.casefold() for term in terms].index(wanted), index)
        for index, terms in enumerate(top_terms)
        if wanted in [term.casefold() for term in terms]
    ]
    return min(ranks)[1] if ranks else None


def find_own_papers(own: OwnTheme, paper_terms: pl.DataFrame, variants: pl.DataFrame) -> pl.Series:
    """paper_id of the papers of a user's theme: a title holds one of its terms, or the text mentions them twice.

    Args:
        paper_terms: paper_id, term_id, mentions, in_title.
        variants: term_id, term.
    """
    wanted = [_plain(term) for term in own.terms]
    chosen = variants.filter(pl.col("term").map_elements(_plain, return_dtype=pl.String).is_in(wanted))
    return (
        paper_terms.filter(pl.col("term_id").is_in(chosen["term_id"].implode()))
        .group_by("paper_id")
        .agg(mentions=pl.col("mentions").sum(), in_title=pl.col("in_title").any())
        .filter((pl.col("mentions") >= 2) | pl.col("in_title"))
        .get_column("paper_id")
        .sort()
    )


def _plain(term: str) -> str:
    return term.casefold().replace("-", "").replace(" ", "")


def merge_labels(labels: np.ndarray, members: list[int]) -> np.ndarray:
    """(N,) labels in which all members bear the number of the first."""
    return np.where(np.isin(labels, members), members[0], labels)
