"""XML of services, archives and feeds, well-formed."""

import json
import random
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from benchmarks.fuzz.papers import make_rows

_FRAMES: Mapping[str, str] = {
    "pubmed_xml": "<PubmedArticleSet>{records}</PubmedArticleSet>",
    "jats": "{records}",
    "europepmc": "<responseWrapper><resultList>{records}</resultList></responseWrapper>",
    "acl_anthology": "<collection id='2024.x'><volume id='1'><meta><year>2024</year></meta>{records}"
    "</volume></collection>",
    "oai": ('<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{records}</ListRecords></OAI-PMH>'),
    "arxiv_atom": '<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id>{records}</feed>',
    "endnote_xml": "<xml><records>{records}</records></xml>",
    "feed": "<rss><channel>{records}</channel></rss>",
}
_RECORDS: Mapping[str, str] = {
    "pubmed_xml": (
        "<PubmedArticle><MedlineCitation><PMID>{number}</PMID><Article><ArticleTitle>{title} <sup>2</sup>"
        "</ArticleTitle>"
        '<Abstract><AbstractText Label="AIM">{abstract}</AbstractText><AbstractText>x</AbstractText></Abstract>'
        "<AuthorList><Author><LastName>Marsh</LastName><ForeName>Ada</ForeName></Author></AuthorList></Article>"
        "</MedlineCitation></PubmedArticle>"
    ),
    "jats": (
        "<article><front><article-meta><title-group><article-title>{title}</article-title></title-group><abstract><sec>"
        "<title>Aim</title><p>{abstract}</p></sec></abstract><pub-date><year>2024</year></pub-date></article-meta>"
        "</front><body/></article>"
    ),
    "europepmc": (
        "<result><id>{number}</id><source>MED</source><title>{title}</title><abstractText>{abstract}</abstractText>"
        "<pubYear>2024</pubYear></result>"
    ),
    "acl_anthology": (
        "<paper id='{number}'><title>{title} <fixed-case>K</fixed-case></title><author><first>Ada</first>"
        "<last>Marsh</last></author><abstract>{abstract}</abstract></paper>"
    ),
    "oai": (
        "<record><header><identifier>oai:{number}</identifier></header><metadata>"
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2401.0000{number}</id><title>{title}</title>'
        "<abstract>{abstract}</abstract></arXiv></metadata></record>"
    ),
    "arxiv_atom": (
        "<entry><id>http://arxiv.org/abs/2401.0000{number}v1</id><title>{title}</title><summary>{abstract}</summary>"
        "<published>2024-01-02T03:04:05Z</published><author><name>Ada Marsh</name></author></entry>"
    ),
    "endnote_xml": (
        "<record><ref-type>17</ref-type><titles><title><style>{title}</style></title></titles>"
        "<abstract>{abstract}</abstract><dates><year>2024</year></dates></record>"
    ),
    "feed": "<item><title>{title}</title><description>&lt;p&gt;{abstract}&lt;/p&gt;</description></item>",
}


def _write(kind: str, rng: random.Random) -> bytes:
    records = "".join(
        _RECORDS[kind].format(title=escape(str(row["title"])), abstract=escape(str(row["abstract"])), number=number)
        for number, row in enumerate(make_rows(rng), 1)
    )
    head = "<?xml version='1.0' encoding='UTF-8'?>\n" if rng.random() < 0.5 else ""
    text = head + _FRAMES[kind].format(records=records)
    if rng.random() < 0.05:
        # As a program keeps the answer of a service.
        text = json.dumps({"body": text})
    return text.encode()


def _writer(kind: str) -> Callable[[random.Random], bytes]:
    return lambda rng: _write(kind, rng)


WRITERS: dict[str, Callable[[random.Random], bytes]] = {kind: _writer(kind) for kind in _FRAMES}
