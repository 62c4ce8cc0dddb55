"""Formats of XML: PubMed, JATS, Europe PMC, ACL Anthology, arXiv, OAI-PMH, EndNote, feeds.

None is read with a DTD, an entity of its own, or the network. The special come before the general.
"""

from pipelines.sources.formats.xml import (
    acl_anthology,
    arxiv_atom,
    endnote_xml,
    europepmc,
    feed,
    jats,
    oai,
    pubmed,
    recorded,
    unknown,
)

_READ = (
    pubmed.FORMAT,
    europepmc.FORMAT,
    acl_anthology.FORMAT,
    oai.FORMAT,
    jats.FORMAT,
    arxiv_atom.FORMAT,
    endnote_xml.FORMAT,
    feed.FORMAT,
)

FORMATS = (*_READ, recorded.make_format(_READ), unknown.FORMAT)

__all__ = ["FORMATS"]
