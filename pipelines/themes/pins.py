"""What the user says about themes in `pipelines/curation/themes.yaml`: read and applied. The file documents itself."""

from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import polars as pl
from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from warehouse.yaml_files import read_yaml

_Words = Annotated[str, Field(min_length=1)]
_STRICT = ConfigDict(extra="forbid", populate_by_name=True)


class NewName(NamedTuple):
    """A reference to a theme, and the name that it gets."""

    theme: _Words
    name: _Words


@dataclass(frozen=True, slots=True, config=_STRICT)
class OwnTheme:
    """A theme that the user defines by terms."""

    name: _Words
    terms: Annotated[tuple[_Words, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, config=_STRICT)
class Pins:
    """What the user decided on themes.

    A reference to a theme is its number or its name or, to rename or pin it, one of its top terms.

    Args:
        own: themes that the user defines.
        names: references to themes, each with its new name.
        merges: groups of references to themes that become one; the first gives number and name.
        forbidden: references to themes that are dissolved.
        pinned: references to themes that stay, with their names, when themes are found anew.
    """

    own: Annotated[tuple[OwnTheme, ...], Field(alias="define")] = ()
    names: Annotated[tuple[NewName, ...], Field(alias="rename")] = ()
    merges: Annotated[tuple[Annotated[tuple[_Words, ...], Field(min_length=2)], ...], Field(alias="merge")] = ()
    forbidden: Annotated[tuple[_Words, ...], Field(alias="forbid")] = ()
    pinned: Annotated[tuple[_Words, ...], Field(alias="pin")] = ()

    def is_barred(self, name: str) -> bool:
        """Whether no new theme may bear this name, as the user dissolved or merged away the one that bore it."""
        gone = (*self.forbidden, *(reference for group in self.merges for reference in group[1:]))
        return name.casefold() in {reference.casefold() for reference in gone}


def load_pins(path: Path) -> Pins:
    """The pins in `path`; none where there is no such file.

    Raises:
        UserFileError: the file is no YAML, or an entry of it cannot be understood.
    """
    return read_yaml(path).check(Pins)


def refer(reference: str, theme_ids: list[int], labels: list[str], top_terms: list[list[str]]) -> int | None:
    """Index of the theme meant by its number, its name or one of its top terms; None where none is.

    Of several themes with that top term, the one in which it ranks highest is meant.
    """
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
    """paper_id of the papers of a user's theme: those with one of its terms in the title, or two mentions in the text.

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
