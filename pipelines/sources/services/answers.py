"""Bodies of answers, read safely: what is no whole JSON or XML is a bad answer, worth asking for again."""

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from pipelines.sources.services.errors import BadAnswer

Element: TypeAlias = Any
"""An element of lxml, which states no types."""


def read_json(body: bytes, kind: type = dict) -> Any:
    """The JSON value in `body`, which must be a `kind`.

    Raises:
        BadAnswer: it is not.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadAnswer(f"sent what is no JSON, or not all of it ({_show(body)})") from error
    if not isinstance(value, kind):
        raise BadAnswer(f"sent JSON of another form ({_show(body)})")
    return value


def read_objects(value: object) -> list[dict]:
    """`value`, which must be a list of objects.

    Raises:
        BadAnswer: it is not.
    """
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadAnswer("sent JSON of another form: a list of records is missing")
    return value


def read_count(value: object, what: str = "the total") -> int:
    """`value`, a number or its digits.

    Raises:
        BadAnswer: it is none.
    """
    if isinstance(value, int | str) and not isinstance(value, bool) and str(value).strip().isdecimal():
        return int(value)
    raise BadAnswer(f"did not say {what} as a number")


def read_xml(body: bytes, root: str) -> Element:
    """The outermost element of the XML document in `body`, which must be called `root` in any namespace.

    Entities are not resolved, and nothing that the document names is loaded.

    Raises:
        BadAnswer: it is another document, or it is cut off.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        element = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadAnswer(f"sent what is no XML, or not all of it ({_show(body)})") from error
    if local_name(element) != root:
        raise BadAnswer(f"sent XML of another form: {local_name(element)} instead of {root}")
    return element


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The elements directly in `element` that are called `name`, in any namespace."""
    return iter(()) if element is None else element.iterchildren(f"{{*}}{name}")


def child(element: Element | None, name: str) -> Element | None:
    """The first of `children`."""
    return next(children(element, name), None)


def text_of(element: Element | None, name: str) -> str:
    """The text of the child called `name`, without blanks around it; empty where there is none."""
    found = child(element, name)
    return "" if found is None else "".join(found.itertext()).strip()


def _show(body: bytes) -> str:
    text = " ".join(body[:200].decode("utf-8", "replace").split())
    return f"{len(body):,} bytes that begin {text[:60]!r}"
