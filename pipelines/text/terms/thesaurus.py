"""The user's thesaurus, `pipelines/curation/thesaurus.yaml`, read and checked. Other modules apply it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import polars as pl
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipelines.text.acronyms.definitions import make_keys
from warehouse.user_files import Document, Location
from warehouse.yaml_files import read_yaml

_Words = Annotated[str, Field(min_length=1)]
_OneOrMore = Annotated[list[_Words], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What a user decided, by canonical key.

    Attributes:
        merge: key of a surface form to key of the term that it counts as.
        keep_apart: groups of keys of which no two are ever one term.
        rename: key of a term to the label it gets.
        block: keys that are no terms.
        labels: the forms as the user wrote them, by key.
    """

    merge: dict[str, str] = field(default_factory=dict)
    keep_apart: tuple[frozenset[str], ...] = ()
    rename: dict[str, str] = field(default_factory=dict)
    block: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)


class _Sections(BaseModel):
    """The file as it is written: surface forms, not keys."""

    model_config = ConfigDict(extra="forbid")

    merge: dict[_Words, _OneOrMore] = {}
    keep_apart: list[Annotated[list[_Words], Field(min_length=2)]] = []
    rename: dict[_Words, _Words] = {}
    block: _OneOrMore = []


def make_key(form: str) -> str:
    """The canonical key of one surface form."""
    return make_keys(pl.Series([form]))["key"][0]


def load_thesaurus(path: Path) -> Thesaurus:
    """The thesaurus in `path`; an absent or empty file decides nothing.

    Raises:
        UserFileError: the file is no YAML, a section is unknown, or an entry contradicts another.
    """
    file = read_yaml(Path(path))
    sections = file.check(_Sections)
    labels: dict[str, str] = {}

    def key_of(form: str) -> str:
        key = make_key(form)
        labels.setdefault(key, form)
        return key

    merge, merged_in = _read_merges(file, sections, key_of)
    keep_apart = [frozenset(map(key_of, group)) for group in sections.keep_apart]
    for place, group in enumerate(keep_apart):
        for key in group:
            if merge.get(key) in group:
                pair = f"{labels[key]!r} and {labels[merge[key]]!r}"
                reason = f"{pair} are kept apart here, but merged in line {merged_in[key]}"
                raise file.error(("keep_apart", place), reason)
    rename = {key_of(term): label for term, label in sections.rename.items()}
    block = [key_of(form) for form in sections.block]
    for place, key in enumerate(block):
        if key in merge or key in merge.values() or key in rename:
            reason = f"{sections.block[place]!r} is blocked here, but merged or renamed elsewhere"
            raise file.error(("block", place), reason)
    return Thesaurus(merge, tuple(keep_apart), rename, frozenset(block), labels)


def _read_merges(
    file: Document, sections: _Sections, key_of: Callable[[str], str]
) -> tuple[dict[str, str], dict[str, int | None]]:
    """Key of a form to key of its term, and key of a form to the line in which it is merged."""
    merge: dict[str, str] = {}
    places: dict[str, Location] = {}
    words = {}
    for target, forms in sections.merge.items():
        words[key_of(target)] = target
        for place, form in enumerate(forms):
            key = key_of(form)
            if key == key_of(target):
                continue
            if merge.get(key, key_of(target)) != key_of(target):
                line = file.line(places[key])
                raise file.error(
                    ("merge", target, place), f"{form!r} is merged into {words[merge[key]]!r} in line {line} already"
                )
            merge[key], places[key] = key_of(target), ("merge", target, place)
    for key, target in merge.items():
        if target in merge:
            last = words[merge[target]]
            itself = f"{words[target]!r} is itself merged into {last!r} (line {file.line(places[target])})"
            raise file.error(places[key], f"{itself}; name {last!r} here")
    return merge, {key: file.line(place) for key, place in places.items()}
