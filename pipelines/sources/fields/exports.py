"""Exports that hold no abstracts, or hold them only where one asks: how each is recognised, and which export has
them."""

from collections.abc import Set
from typing import NamedTuple


class Export(NamedTuple):
    """A table that a service exports.

    Args:
        service: as a user calls it.
        columns: columns, as `names.squeeze` writes them, that only this export has together.
        advice: which export of the service holds abstracts.
    """

    service: str
    columns: frozenset[str]
    advice: str


def _export(service: str, columns: str, advice: str) -> Export:
    return Export(service, frozenset(columns.split()), advice)


_WOS = "Export again as “Plain text file” or “Tab delimited file” and choose “Full Record” as the record content."
EXPORTS = (
    _export(
        "PubMed",
        "pmid citation createdate journalbook",
        "PubMed's CSV never holds abstracts. On the page of the search choose “Send to: Citation manager” or “Save, "
        "format: PubMed”, which gives a file with abstracts.",
    ),
    _export(
        "Publish or Perish",
        "gsrank cites title",
        "Google Scholar gives no abstracts, at most a snippet. Look the papers up in OpenAlex, Scopus or Web of "
        "Science and export them there.",
    ),
    _export(
        "SpringerLink",
        "itemtitle itemdoi contenttype",
        "SpringerLink's CSV of a search never holds abstracts. Export the papers from OpenAlex, Dimensions or Scopus, "
        "or each as RIS from its own page.",
    ),
    _export(
        "Google Scholar",
        "authors title publication volume number pages year publisher",
        "Google Scholar exports no abstracts. Look the papers up in OpenAlex, Scopus or Web of Science and export them "
        "there.",
    ),
    _export("Scopus", "sourcetitle eid", "Export again from Scopus and tick “Abstract & keywords”."),
    _export("Web of Science", "utuniquewosid", _WOS),
    _export("Web of Science", "ti ut so", _WOS),
    _export(
        "Dimensions",
        "publicationid dimensionsurl",
        "Export again from Dimensions as “Export full record”, not for mapping.",
    ),
    _export("Embase", "pui embaselink", "Export again from Embase, with the fields “Full record”."),
    _export("EBSCO", "plink doctype", "Export again from EBSCO, with “Abstract” among the fields."),
    _export(
        "OpenAlex",
        "displayname citedbycount authorshipsauthordisplayname",
        "Export again from OpenAlex with the column “abstract”, or fetch it: papertrends fetch openalex.",
    ),
)


def find_export(columns: Set[str]) -> Export | None:
    """The export that a table with these `columns` (as `names.squeeze` writes them) is; None where it is none of
    these."""
    return next((export for export in EXPORTS if export.columns <= columns), None)


def explain_blank_abstracts(columns: Set[str]) -> str | None:
    """What to do where not one row of a table with these `columns` has an abstract; None where the table is no export
    that is known."""
    export = find_export(columns)
    return f"No row of this export of {export.service} has an abstract. {export.advice}" if export else None
