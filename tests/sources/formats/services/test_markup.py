"""JATS and HTML in abstracts."""

import pytest

from pipelines.sources.formats.services.markup import markup_to_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Plain text, a < b", "Plain text, a < b"),
        ("Fish &amp; chips", "Fish & chips"),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<jats:p>Of <jats:italic>L. minima</jats:italic>.</jats:p>", "Of L. minima."),
        ("<jats:title>Aim</jats:title>\n<jats:p>We dry.</jats:p>", "Aim: We dry."),
        ("<title>ABSTRACT</title><p>We dry.</p>", "We dry."),
        ("<h4>Methods:</h4>We dry.", "Methods: We dry."),
        ("&lt;jats:p&gt;H&lt;jats:sub&gt;2&lt;/jats:sub&gt;O&lt;/jats:p&gt;", "H<sub>2</sub>O"),
        (
            "<jats:p>So <jats:inline-formula><jats:alternatives><jats:tex-math>$$x^2$$</jats:tex-math>"
            '<mml:math xmlns:mml="x"><mml:mi>x</mml:mi></mml:math></jats:alternatives></jats:inline-formula>'
            " is.</jats:p>",
            "So $$x^2$$ is.",
        ),
        ("<mml:math><mml:mi>x</mml:mi></mml:math> is", "x is"),
        ("p &lt; 0.05 and n > 3", "p < 0.05 and n > 3"),
        ("<p></p>", None),
        ("", None),
        (None, None),
    ],
)
def test_markup_becomes_text(markup, text):
    assert markup_to_text(markup) == text
