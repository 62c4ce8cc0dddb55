"""Authors of a record of RIS with the affiliations and ORCIDs that services write beside them, each in its own way."""

import re
from collections.abc import Iterator

from pipelines.sources.formats.references.people import first_last
from pipelines.sources.formats.tagged.record_lines import Fields

_BRACKETED = re.compile(r"\(([^()]+)\)\s*(.+)", re.DOTALL)
"""Embase: ``(Marsh A., a@example.org; Quill B.) Univ Made Up, Norway``; Ovid: ``(Marsh, Quill) Univ Made Up``."""
_NAMED = re.compile(r"([^:,]+,[^:]+):\s*(.+)", re.DOTALL)
"""PsycInfo: ``Marsh, Ada: Univ Made Up``."""
_ORCID = re.compile(r"(.+?);\s*ORCID:\s*\S*?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


def read_authors(fields: Fields) -> list[dict]:
    """The authors in order, each with what is said of it.

    An address that names nobody is that of the only author; of several it may be anybody's and stays with the record.
    """
    names = fields.all("AU") or fields.all("A1")
    people = {name: {"name": turned} for name in dict.fromkeys(names) if (turned := first_last(name))}
    known: dict[str, list[dict]] = {}
    for name, person in people.items():
        for key in (_key(name), _key(name.split(",")[0])):
            known.setdefault(key, []).append(person)
    for names_said, place in _read_places(fields, len(people) == 1):
        said = [person for name in names_said for person in _only(known.get(_key(name), []))]
        for person in said or (list(people.values()) if not names_said else []):
            places = [one for one in (person.get("affiliation"), place) if one]
            person["affiliation"] = "; ".join(dict.fromkeys(places))
    for value in fields.all("AI"):
        if found := _ORCID.match(value):
            for person in _only(known.get(_key(found[1]), [])):
                person["id"] = found[2]
    return list(people.values())


def _key(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalpha())


def _only(people: list[dict]) -> list[dict]:
    """The one person of that name; none where several share it."""
    return people if len(people) == 1 else []


def _read_places(fields: Fields, is_alone: bool) -> Iterator[tuple[list[str], str]]:
    """Names and the address that is theirs; no names where it is that of the only author."""
    for value in fields.all("M1", "AD"):
        value = " ".join(value.split())
        if found := _BRACKETED.fullmatch(value):
            parts = found[1].split(";")
            names = [part.split(",")[0] for part in parts] if len(parts) > 1 or "@" in found[1] else found[1].split(",")
            yield names, found[2].strip()
        elif (found := _NAMED.fullmatch(value)) and "@" not in found[2].split(",")[0]:
            yield [found[1]], found[2].strip()
    if is_alone and not any(_BRACKETED.fullmatch(value) or _NAMED.fullmatch(value) for value in fields.all("AD")):
        for value in fields.all("AD"):
            yield [], " ".join(value.split())
