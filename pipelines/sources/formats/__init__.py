"""The file formats, one module each. To add one: write its module, add it to `FORMATS`, test it (see `sources.format`).

Of two formats that are equally sure of a file the first in the list reads it: so the special come before the general,
and a digest, which any text may be, comes last.
"""

from pipelines.sources.formats import digest, json_document, jsonl, listings, tables, tagged, unread, xml

FORMATS = (
    *tables.BINARY,
    json_document.FORMAT,
    jsonl.FORMAT,
    *unread.FORMATS,
    *listings.FORMATS,
    *xml.FORMATS,
    *tagged.FORMATS,
    *tables.TEXT,
    digest.FORMAT,
)

__all__ = ["FORMATS"]
