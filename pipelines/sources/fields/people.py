"""Authors with what is said of each: id, affiliation, country. From objects, and from columns of objects."""

from collections.abc import Mapping

import polars as pl

from pipelines.sources.names import AUTHOR_FIELDS, squeeze

_KEYS = {
    "author_ids": ("orcid", "id", "authorid", "ids"),
    "author_affiliations": ("affiliation", "affiliations", "institution", "institutions", "rawaffiliationstrings"),
    "author_countries": ("country", "countries", "countrycode"),
}
_WHOLE = ("name", "displayname", "fullname", "literal", "collectivename", "rawauthorname")
_GIVEN, _FAMILY = ("given", "firstname", "forename", "givenname"), ("family", "lastname", "surname", "familyname")


def name_person(person: Mapping[str, object]) -> str | None:
    """The name in an object that describes a person or a group; None where it holds none."""
    said = {squeeze(str(key)): value.strip() for key, value in person.items() if isinstance(value, str)}
    whole = next(filter(None, map(said.get, _WHOLE)), None)
    parts = (next(filter(None, map(said.get, names)), None) for names in (_GIVEN, _FAMILY))
    return whole or " ".join(filter(None, parts)) or None


def describe_person(person: Mapping[str, object]) -> tuple[str | None, ...]:
    """What an object says of a person, in the order of `AUTHOR_FIELDS`; several affiliations are joined by ``; ``."""
    said = {squeeze(str(key)): value for key, value in person.items()}
    return tuple(
        next(filter(None, (_read_texts(said.get(key)) for key in _KEYS[field])), None) for field in AUTHOR_FIELDS
    )


def _read_texts(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Mapping):
        return name_person(value)
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(filter(None, map(_read_texts, value)))) or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def name_field(struct: pl.Struct) -> str | None:
    """The field of `struct` that holds a name; None where there is none."""
    fields = {squeeze(field.name): field.name for field in struct.fields}
    return next((fields[name] for name in _WHOLE if name in fields), None)


def read_columns(people: pl.Series) -> dict[str, pl.Series]:
    """The columns of `AUTHOR_FIELDS` that a column of lists of objects holds, each as long as the list of names."""
    inner = people.dtype.inner if isinstance(people.dtype, pl.List) else None
    if not isinstance(inner, pl.Struct) or not (name := name_field(inner)):
        return {}
    fields = {squeeze(field.name): field for field in inner.fields}
    named = people.to_frame("people").with_columns(
        pl.col("people").list.filter(pl.element().struct.field(name).is_not_null())
    )
    columns = {}
    for target in AUTHOR_FIELDS:
        found = next((fields[key] for key in _KEYS[target] if key in fields), None)
        if found is None:
            continue
        value = pl.element().struct.field(found.name)
        if isinstance(found.dtype, pl.List) and not found.dtype.inner.is_nested():
            value = value.list.eval(pl.element().cast(pl.String)).list.join("; ")
        elif found.dtype.is_nested():
            continue
        columns[target] = named.select(pl.col("people").list.eval(value.cast(pl.String))).to_series()
    return columns
