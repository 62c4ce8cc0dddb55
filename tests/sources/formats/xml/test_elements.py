"""Elements to texts: markup, formulas, raised figures, namespaces."""

import pytest
from lxml import etree

from pipelines.sources.formats.xml.elements import find, find_all, text_at, text_of, texts_at

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"> <msub> <mi>V</mi> <mn>2</mn> </msub> </math>'
TEX = "<tex-math>\\documentclass{a}\\begin{document}$$x^2$$\\end{document}</tex-math>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("H<sub>2</sub>O", "H2O"),
        ("10<sup>6</sup> m<sup>2</sup> 10<sup>−3</sup>", "10^6 m2 10^−3"),
        ("5<sup>th</sup>", "5th"),
        (f"the {MATH} of kelp", "the V2 of kelp"),
        (TEX, "$x^2$"),
        ("<tex-math>O(n)</tex-math>", "$O(n)$"),
        (f"<alternatives>{TEX}{MATH}</alternatives>", "$x^2$"),
        (f"<alternatives><graphic/>{MATH}</alternatives>", "V2"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("kelp\n   and<break/>wind", "kelp and wind"),
        ("<label>1</label>Univ", "Univ"),
        ("<style>kelp </style>\n  <style>and</style>\n <style> wind</style>", "kelp and wind"),
        ("  ", None),
    ],
)
def test_text_stands_on_one_line_as_it_is_read(inner, expected):
    assert text_of(etree.fromstring(f"<a>{inner}</a>")) == expected


def test_names_are_found_in_any_namespace():
    root = etree.fromstring('<a xmlns="urn:x"><b><c>one</c><c> </c><c k="2">two</c></b></a>')
    assert (text_at(root, "d", "b/c"), texts_at(root, "b/c")) == ("one", ["one", "two"])
    assert find(root, "b/c[@k='2']") is find_all(root, "b/c")[2]
    assert text_at(root, ".//c") == "one"
    assert (find(None, "b"), find_all(None, "b"), text_of(None)) == (None, [], None)
