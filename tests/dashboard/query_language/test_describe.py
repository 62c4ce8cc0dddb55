import pytest

from dashboard.query_language.describe import read_line
from dashboard.query_language.tree import Both, Leaf, Share
from dashboard.query_language.write import show_line, write_line

GAN, FLOW, RL = (Leaf("term", name, ident) for ident, name in enumerate(("GAN", "flow matching", "RL")))
TITLED = Leaf("term", "GAN", 0, in_title=True)
TEXT = Leaf("text", "toy example")
THEME = Leaf("theme", "Images · MRI", 3)


@pytest.mark.parametrize(
    ("line", "reading", "shown", "written"),
    [
        (GAN, "papers that mention GAN", "GAN", "GAN"),
        (TITLED, "papers that name GAN in the title", "GAN:title", "GAN:title"),
        (TEXT, "papers that mention “toy example”", "“toy example”", '"toy example"'),
        (THEME, "papers that belong to the theme Images · MRI", "@Images · MRI", "@Images · MRI"),
        (
            Both("+", Both("+", GAN, FLOW), TEXT),
            "papers that mention GAN, flow matching or “toy example”",
            "GAN + flow matching + “toy example”",
            'GAN + flow matching + "toy example"',
        ),
        (
            Both("-", GAN, FLOW),
            "papers that mention GAN but do not mention flow matching",
            "GAN − flow matching",
            "GAN - flow matching",
        ),
        (
            Both("-", THEME, Both("-", GAN, TITLED)),
            "papers that belong to the theme Images · MRI but do not (mention GAN but do not name GAN in the title)",
            "@Images · MRI − (GAN − GAN:title)",
            "@Images · MRI - (GAN - GAN:title)",
        ),
        (
            Share(Both("+", GAN, TITLED), RL),
            "share of the papers that mention RL that also mention GAN or name GAN in the title",
            "(GAN + GAN:title) / RL",
            "(GAN + GAN:title) / RL",
        ),
    ],
)
def test_a_line_is_read_aloud_and_written(line, reading, shown, written):
    assert (read_line(line), show_line(line), write_line(line)) == (reading, shown, written)


def test_a_name_with_a_sign_is_written_so_that_it_stays_one():
    assert write_line(Leaf("term", "yin / yang", 1)) == "[yin / yang]"
    assert show_line(Leaf("term", "yin / yang", 1)) == "yin / yang"
