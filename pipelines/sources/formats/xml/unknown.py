"""XML that is recognised but not read: it is refused with what it is and what to do."""

from collections.abc import Iterator

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.xml.records import find_root
from pipelines.sources.parsed import Batch, Unreadable

_KNOWN = {
    "eSearchResult": "It holds PubMed ids only. Fetch the papers with efetch and retmode=xml.",
    "eSummaryResult": "PubMed's summaries hold no abstracts. Fetch the papers with efetch and retmode=xml.",
    "dblp": "DBLP holds no abstracts. Look the papers up in OpenAlex, Scopus or Web of Science and export them there.",
    "RDF": "Export from Zotero as RIS, BibTeX or CSV, with abstracts.",
    "mods": "Export as RIS or BibTeX instead of MODS, with abstracts.",
    "modsCollection": "Export as RIS or BibTeX instead of MODS, with abstracts.",
    "opml": "It lists feeds. Take in the feeds themselves.",
}
_ADVICE = (
    "Read are PubMed, JATS, Europe PMC, ACL Anthology, arXiv, OAI-PMH, EndNote and feeds. "
    "Export the papers as RIS, BibTeX or CSV with abstracts."
)


def _sniff(sample: Sample) -> Confidence:
    return Confidence.LIKELY if sample.text.startswith("<") and find_root(sample.text) else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    root = find_root(Sample.of(content).text) or ""
    raise Unreadable(f"This is XML of a kind that is not read (its root is {root[:60]}). {_KNOWN.get(root, _ADVICE)}")


FORMAT = Format("unread", "", "", "", _sniff, _parse)
