from colorsys import rgb_to_hls

import pytest

from dashboard.charts.theme import DARK, GROWS, LIGHT, SHRINKS

HUES = {"red": 0, "orange": 30, "yellow": 60, "green": 120, "blue": 210, "purple": 285}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""

    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_text_can_be_read(palette):
    assert contrast(palette.ink, palette.page) >= 7
    for color in (palette.faint, *palette.inks):
        assert contrast(color, palette.page) >= 4.5, color


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_slots_have_colours_of_their_own(palette):
    assert len(set(palette.lines)) == len(palette.lines) == len(palette.inks)
    assert palette.line(len(palette.lines)) == palette.line(0)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_growth_has_the_colours_that_notes_name(palette):
    def name_of(color: str) -> str:
        hue = 360 * rgb_to_hls(*(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0]
        return min(HUES, key=lambda name: abs((hue - HUES[name] + 180) % 360 - 180))

    assert (name_of(palette.diverging[-1]), name_of(palette.diverging[0])) == (GROWS, SHRINKS)
