"""Formats that write a field a line, each behind a short tag: RIS, MEDLINE, Web of Science, EndNote, RefWorks; and
BibTeX."""

from pipelines.sources.formats.tagged import bibtex, endnote, medline, refworks, ris, web_of_science

FORMATS = (
    ris.FORMAT,
    medline.FORMAT,
    web_of_science.FORMAT,
    endnote.FORMAT,
    refworks.FORMAT,
    bibtex.FORMAT,
)

__all__ = ["FORMATS"]
