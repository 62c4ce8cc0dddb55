"""The characters of XML files, however the bytes are cut into chunks."""

import pytest

from pipelines.sources.content import Content
from pipelines.sources.formats.xml import characters
from pipelines.sources.formats.xml.characters import read_characters

TEXT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE a [\n<!ENTITY b "c">\n]>\n<a>R&D &nbsp;&amp; é &#x2009;&#0;'
    '</a>\n<?xml version="1.0"?><a>&alpha;</a>'
)
WHOLE = "\n\n\n\n<a>R&amp;D \u00a0&amp; é &#x2009; </a>\n<a>α</a>"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50, 10_000])
def test_they_are_the_same_whatever_the_size_of_a_chunk(tmp_path, monkeypatch, size):
    monkeypatch.setattr(characters, "_CHUNK", size)
    path = tmp_path / "a.xml"
    path.write_bytes(TEXT.encode())
    assert "".join(read_characters(Content(path))) == WHOLE


def test_a_long_text_without_a_tag_is_not_held_back(tmp_path, monkeypatch):
    monkeypatch.setattr(characters, "_MOST_HELD", 1_000)
    monkeypatch.setattr(characters, "_CHUNK", 300)
    path = tmp_path / "a.xml"
    path.write_text("<a>" + "kelp &amp; wind " * 500 + "</a>")
    parts = list(read_characters(Content(path)))
    assert max(map(len, parts)) < 2_000
    assert "".join(parts) == path.read_text()
