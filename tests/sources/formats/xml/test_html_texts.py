"""HTML within elements to text."""

import pytest

from pipelines.sources.formats.xml.html_texts import parse_html, read_sections


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("We dried kelp.", "We dried kelp."),
        ("P < 0.05 &amp; x", "P < 0.05 & x"),
        ("<h4>Aims</h4>To dry. <h4>Results: </h4>It was.", "Aims: To dry. Results: It was."),
        ("<p>One.</p><p>H<sub>2</sub>O</p>", "One. H2O"),
        ("<style>p {}</style><!-- not this -->kelp<script>x()</script>", "kelp"),
        ("<script>x()</script>", None),
        (None, None),
        ("", ""),
    ],
)
def test_headings_are_labels_of_what_follows(source, expected):
    assert read_sections(source) == expected


def test_what_is_no_html_has_no_element():
    assert parse_html(" ") is None
    assert parse_html(None) is None
