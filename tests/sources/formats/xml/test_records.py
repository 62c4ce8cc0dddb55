"""Reading XML: joined documents, damage, ends, encodings, entities; in bounded memory and without the network."""

import gzip

import pytest

from pipelines.sources import parse_file
from pipelines.sources.formats.references.rows import CUT_OFF
from pipelines.sources.formats.xml.records import find_root

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def collection(*papers: str) -> str:
    meta = "<meta><year>2024</year></meta>"
    return f'{HEAD}<collection id="2024.kelp"><volume id="1">{meta}{"".join(papers)}</volume></collection>'


def paper(number: int, title: str = "Kelp", abstract: str = "We dried kelp.") -> str:
    return f'<paper id="{number}"><title>{title}</title><abstract>{abstract}</abstract></paper>\n'


def titles(parsed) -> list[str]:
    return parsed.records["title"].to_list()


def test_documents_that_were_joined_are_read_one_after_the_other(parse):
    parsed = parse(collection(paper(1, "A")) + "\n" + collection(paper(1, "B"), paper(2, "C")))
    assert (titles(parsed), parsed.records["position"].to_list()) == (["A", "B", "C"], [1, 2, 3])
    assert parsed.rejects.is_empty()


@pytest.mark.parametrize("ending", ["<abst", "<abstract>We dri", "<abstract>We dried kelp.</abstract>"])
def test_a_record_that_the_end_of_the_file_cuts_is_refused(parse, ending):
    text = collection(paper(1, "A"), paper(2, "B"))
    parsed = parse(text[: text.index("</volume>")] + '<paper id="3"><title>C</title>' + ending)
    assert (titles(parsed), parsed.found) == (["A", "B"], 3)
    assert parsed.rejects.select("position", "reason").rows() == [(3, CUT_OFF)]


def test_a_file_that_ends_between_records_says_so(parse):
    text = collection(paper(1, "A"))
    parsed = parse(text[: text.index("</volume>")])
    assert (titles(parsed), parsed.found) == (["A"], 1)
    assert parsed.rejects["position"].to_list() == [0]
    assert "ends before its XML does" in parsed.rejects["reason"][0]


def test_what_stands_before_broken_xml_is_read(parse):
    parsed = parse(collection(paper(1, "A"), '<paper id="2"><title>B</abstract></paper>', paper(3, "C")))
    assert titles(parsed) == ["A"]
    assert parsed.rejects["position"].to_list() == [2]
    assert "broken in line 3" in parsed.rejects["reason"][0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("R&D of kelp", "R&D of kelp"),
        ("kelp & wind", "kelp & wind"),
        ("&alpha;&nbsp;kelp &lt; &#946;", "α kelp < β"),
        ("&owls; kelp", "&owls; kelp"),
        ("kelp\x01wind &#1;", "kelp wind"),
        ("<![CDATA[kelp <b> wind]]>", "kelp <b> wind"),
        ("kelp<!-- not this --> wind", "kelp wind"),
    ],
)
def test_signs_that_xml_forbids_are_mended(parse, written, expected):
    assert titles(parse(collection(paper(1, written)))) == [expected]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-8"),
        ("latin-1", "ISO-8859-1"),
        ("cp1252", "UTF-8"),
        ("utf-8", "UTF-16"),
        ("utf-8", "no-such-thing"),
        ("koi8-r", "KOI8-R"),
    ],
)
def test_encodings_are_what_the_file_shows_else_what_it_says(parse, encoding, declared):
    title = "Ламинария" if encoding == "koi8-r" else "Béla’s kelp" if encoding == "cp1252" else "Béla"
    text = collection(paper(1, title)).replace("UTF-8", declared)
    assert titles(parse(text.encode(encoding))) == [title]


def test_entities_of_the_file_itself_are_not_known(parse, tmp_path):
    (tmp_path / "secret.txt").write_text("SECRET")
    doctype = (
        '<!DOCTYPE collection [\n<!ENTITY a "aaaaaaaaaa">\n<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">\n'
        f'<!ENTITY c SYSTEM "file://{tmp_path}/secret.txt">\n]>\n'
    )
    text = collection(paper(1, "x &b; &c; y")).replace(HEAD, HEAD + doctype)
    assert titles(parse(text)) == ["x &b; &c; y"]


def test_a_doctype_without_an_end_takes_nothing_along_and_ends_in_time(parse):
    parsed = parse(HEAD + "<!DOCTYPE collection [ " + "x" * 2_000_000 + collection(paper(1)))
    assert parsed.records.is_empty()


def test_a_damaged_gzip_keeps_what_came_before(tmp_path):
    packed = gzip.compress(collection(*(paper(at, f"Kelp {at}") for at in range(20_000))).encode(), mtime=0)
    path = tmp_path / "a.xml.gz"
    path.write_bytes(packed[: len(packed) // 2])
    parsed = parse_file(path)
    assert parsed.records.height > 5_000
    assert parsed.found == parsed.records.height + parsed.rejects.filter(parsed.rejects["position"] > 0).height
    assert parsed.rejects["position"][0] == 0


def test_a_tree_that_was_read_is_let_go(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(collection(*(paper(at, f"Kelp {at}", "We dried kelp. " * 40) for at in range(3_000))))
    assert titles(parse_file(path)) == [f"Kelp {at}" for at in range(3_000)]


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ('<?xml version="1.0"?>\n<!-- > --><!DOCTYPE a [<!ENTITY b "<c>">]>\n<x:feed a="1">', "feed"),
        ("<feed/>", "feed"),
        ("<!-- never closed <feed>", None),
        ("< feed>", None),
        ("<?xml version", None),
    ],
)
def test_the_root_is_the_first_element(text, root):
    assert find_root(text) == root


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<owls><owl/></owls>", "its root is owls"),
        ("<eSummaryResult><DocSum/></eSummaryResult>", "efetch"),
        ("<dblp><article/></dblp>", "OpenAlex"),
    ],
)
def test_unknown_xml_is_refused_with_its_root_and_what_to_do(parse, text, reason):
    parsed = parse(text)
    assert (parsed.format, parsed.found) == ("unknown", 0)
    assert reason in parsed.rejects["reason"][0]
