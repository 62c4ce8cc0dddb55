"""Damaged references: all that is found is parsed or rejected, nothing raises anything but a refusal."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources import parse_file

EXAMPLES = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40, deadline=None
)
WHOLE = {
    "ris": (
        "TY  - JOUR|TI  - Kelp|AU  - Marsh, Ada|AB  - We dried|kelp.|PY  - 2024//|UR  - https://example.org|"
        "AD  - (Marsh) Univ|ER  - |"
    ),
    "medline": (
        "PMID- 1|TI  - [Kelp].|AB  - We dried|      kelp.|FAU - Marsh, Ada|AD  - Univ.|DP  - 2024 Mar|SO  - X.||"
    ),
    "web_of_science": (
        "PT J|AU Marsh, A|   Quill, B|TI Kelp|AB We dried kelp.|C1 [Marsh, A] Univ, USA.|PY 2024|PD MAR 1|ER||"
    ),
    "endnote": "%0 Journal Article|%T Kelp|%A Marsh, Ada|%X We dried kelp.|%D 2024|%8 March||",
    "refworks": "RT Journal Article|T1 Kelp|A1 Marsh, Ada|AB We dried kelp.|YR 2024|FD Mar 1||",
    "bibtex": (
        '@article{a, title={{K}elp}, author={Marsh, Ada and {Crew}}, abstract={We {\\"o} dried $x$.}, year=2024,|'
        'month=mar # "~1"}|'
    ),
    "pubmed_xml": (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Kelp <sup>2</sup>"
        '</ArticleTitle><Abstract><AbstractText Label="A">We dried &amp; kelp.</AbstractText></Abstract></Article>'
        "</MedlineCitation></PubmedArticle></PubmedArticleSet>"
    ),
    "jats": (
        "<article><front><article-meta><title-group><article-title>Kelp</article-title></title-group><abstract><sec>"
        "<title>A</title><p>Dry.</p></sec></abstract><pub-date><year>2024</year></pub-date></article-meta></front>"
        "<body/></article>"
    ),
    "feed": (
        "<rss><channel><item><title>Kelp</title><description>&lt;p&gt;&lt;b&gt;Summary:&lt;/b&gt; Dry.&lt;/p&gt;"
        "</description></item></channel></rss>"
    ),
    "oai": (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><record><header><identifier>x</identifier></header>'
        '<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2401.00001</id><title>Kelp</title>'
        "<abstract>Dry.</abstract></arXiv></metadata></record></OAI-PMH>"
    ),
    "endnote_xml": (
        "<xml><records><record><ref-type>17</ref-type><titles><title><style>Kelp</style></title></titles>"
        "<abstract>Dry.</abstract></record></records></xml>"
    ),
    "recorded_answer": (
        '{"body": "<rss><channel><item><title>Kelp</title><description>Dry.</description></item></channel></rss>"}'
    ),
}
"""One record of each format; a bar stands for a line break."""
PIECES = [
    *(
        b"\n",
        b"\r",
        b"\0",
        b"\xff",
        b"{",
        b"}",
        b'"',
        b"#",
        b",",
        b"=",
        b"@article{",
        b"@string{a=",
        b"\\",
        b"$",
        b"%0 ",
    ),
    *(
        b"TY  - ",
        b"ER  - ",
        b"AB  - ",
        b"  ",
        b"PMID- ",
        b"PT J\n",
        b"ER\n",
        b"<",
        b">",
        b"&",
        b"&#0;",
        b"&nbsp;",
        b"]]>",
    ),
    *(
        b"<!DOCTYPE a [",
        b"<![CDATA[",
        b"<!--",
        b"<?xml version='1.0'?>",
        b"</title>",
        b"<record>",
        b"<p>" * 300,
        b"\xed\xa0\x80",
    ),
]


def damage(draw: st.DrawFn, whole: bytes) -> bytes:
    content = whole * draw(st.integers(1, 3))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(content)))
        until = draw(st.integers(at, min(len(content), at + 12)))
        content = content[:at] + draw(st.sampled_from(PIECES) | st.binary(max_size=4)) + content[until:]
    return content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content


@pytest.mark.parametrize("kind", WHOLE)
@EXAMPLES
@given(data=st.data())
def test_what_is_found_is_parsed_or_rejected(tmp_path: Path, check, kind, data):
    content = damage(data.draw, WHOLE[kind].replace("|", "\n").encode())
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    check(parse_file(path))


@pytest.mark.parametrize("kind", WHOLE)
def test_the_whole_is_read(parse, kind):
    parsed = parse(WHOLE[kind].replace("|", "\n"))
    assert (parsed.format, parsed.records.height, parsed.found) == (kind, 1, 1)
