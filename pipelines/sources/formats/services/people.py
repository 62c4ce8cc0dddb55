"""Authors as services write them, to the form of a record: a name, or a name with id, affiliation and country."""

import re
from collections.abc import Iterable

from pipelines.sources.formats.services.json_paths import as_text, first_text, texts


def author(name: str | None, ident: object = None, places: Iterable[str] = (), countries: Iterable[str] = ()) -> object:
    """A name alone, or with what else is known of its bearer; None without a name.

    Args:
        name: as `First Last`, or of a group.
        ident: ORCID, or the service's own id.
        places: affiliations, one or several.
        countries: of the affiliations.
    """
    if not name:
        return None
    more = {
        "id": as_text(ident),
        "affiliation": "; ".join(dict.fromkeys(places)),
        "country": "; ".join(dict.fromkeys(countries)),
    }
    known = {key: text for key, text in more.items() if text}
    return {"name": name, **known} if known else name


def full_name(person: object, given: Iterable[str], family: Iterable[str]) -> str | None:
    """`First Last` of an object that has both, or one of them, under one of the keys `given` and `family`."""
    return " ".join(filter(None, (first_text(person, *given), first_text(person, *family)))) or None


def first_last(name: str) -> str:
    """``Marsh, Ada`` as ``Ada Marsh``; any other name as it is."""
    parts = name.split(",")
    return f"{parts[1].strip()} {parts[0].strip()}" if len(parts) == 2 and all(map(str.strip, parts)) else name


def split_people(value: object) -> list[str]:
    """The people that a text names, between semicolons, each as `First Last`."""
    return [first_last(name) for name in texts(re.split(r";", value))] if isinstance(value, str) else []


def keep_people(people: Iterable[object]) -> list:
    """`people` without the nameless."""
    return [one for one in people if one]
