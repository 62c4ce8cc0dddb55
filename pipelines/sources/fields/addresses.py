"""Affiliations that a column states together with the authors' names: who belongs where, and in which country.

[Marsh, Ada; Quill, Bela] Kelp Lab, Moor, Norway; [Quill, Bela] Fog Lab, Lark, Sweden      Web of Science
Marsh A., Kelp Lab, Moor, Norway; Quill B., Fog Lab, Lark, Sweden                          Scopus
Marsh, Ada (Kelp Lab, Moor, Norway); Quill, Bela (Fog Lab, Lark, Sweden)                   Dimensions
"""

import re
from collections.abc import Sequence

import polars as pl

_GROUP = re.compile(r"\[([^\]]+)\]\s*([^\[]+)")
_IN_BRACKETS = re.compile(r"([^;()]+)\(((?:[^()]|\([^()]*\))*)\)\s*(?:;|$)")
_INITIALS = re.compile(r"\s*(?:[^\W\d_]\.?[\s-]*){1,5},")
_INITIAL = re.compile(r"(?:[A-ZÀ-Ý]\.?-?){1,3}")
_ZIP = re.compile(r"^[A-Z]{2}\s+\d{4,5}(?:-\d+)?\s+")
_NO_COUNTRY = re.compile(r"[\d@]")


def read_addresses(texts: pl.Series, authors: pl.Series) -> tuple[pl.Series, pl.Series]:
    """(affiliations, countries) of each row's authors, lists as long as `authors`; null where `texts` does not tell.

    Args:
        texts: String, one of the forms above; null where there is none.
        authors: List(String), names in any form.
    """
    places = [
        _place_authors(text, names) if text and names else None
        for text, names in zip(texts.to_list(), authors.to_list(), strict=True)
    ]
    countries = [found and [place and _find_countries(place) for place in found] for found in places]
    kind = pl.List(pl.String)
    return pl.Series(places, dtype=kind), pl.Series(countries, dtype=kind)


def _place_authors(text: str, names: Sequence[str]) -> list[str | None] | None:
    keys = [_surname(name) for name in names]
    found: dict[str, list[str]] = {}
    if text.lstrip().startswith("["):
        for people, place in _GROUP.findall(text):
            for person in people.split(";"):
                found.setdefault(_surname(person), []).append(place.strip(" ;."))
    elif pieces := _IN_BRACKETS.findall(text):
        for person, place in pieces:
            found.setdefault(_surname(person), []).append(place.strip())
    else:
        for piece in text.split(";"):
            name, _, place = piece.strip().partition(",")
            if initials := _INITIALS.match(place):
                place = place[initials.end() :]
            if place.strip() and (key := _surname(name)) in keys:
                found.setdefault(key, []).append(place.strip())
    # Two of one family name cannot be told apart here.
    told = [None if keys.count(key) > 1 else "; ".join(dict.fromkeys(found.get(key, ()))) or None for key in keys]
    return told if any(told) else None


def _surname(name: str) -> str:
    """The family name in `Marsh, Ada`, `Marsh A.`, `Marsh AB` and `Ada Marsh`, lower case."""
    last, comma, _ = name.strip().partition(",")
    if comma:
        return last.strip().lower()
    words = last.split()
    bare = list(words)
    while len(bare) > 1 and _INITIAL.fullmatch(bare[-1]):
        bare.pop()
    # Names with initials behind them begin with the family name.
    return (" ".join(bare) if len(bare) < len(words) else "".join(words[-1:])).lower()


def _find_countries(places: str) -> str | None:
    """What stands last in each of several affiliations, where it can be a country."""
    ends = (_ZIP.sub("", place.rsplit(",", 1)[-1].strip(" .")) for place in places.split(";") if "," in place)
    return "; ".join(dict.fromkeys(end for end in ends if end and not _NO_COUNTRY.search(end))) or None
