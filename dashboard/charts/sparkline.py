"""Sparklines (Tufte 2006) as SVG. On a page the SVG is a mask, which takes the text colour of the light or dark
mode."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup, escape

_PAD = 3.0


def _runs(values: list[float | None], firm: list[bool]) -> list[tuple[list[int], bool]]:
    """Stretches of consecutive points to draw as one stroke, and whether it is solid; a point without a value breaks
    the line."""
    runs: list[tuple[list[int], bool]] = []
    for left, right in zip(range(len(values) - 1), range(1, len(values)), strict=True):
        if values[left] is None or values[right] is None:
            continue
        solid = firm[left] and firm[right]
        if runs and runs[-1][1] == solid and runs[-1][0][-1] == left:
            runs[-1][0].append(right)
        else:
            runs.append(([left, right], solid))
    return runs


def sparkline(
    values: list[float | None],
    firm: list[bool],
    *,
    width: int = 96,
    height: int = 24,
    top: float | None = None,
    filled: bool = False,
    band: Sequence[tuple[float | None, float | None]] = (),
    ink: str = "#000",
    label: str = "",
) -> Markup:
    """An SVG of `values` from zero to `top`, evenly spaced, with a dot at its end.

    Args:
        values: one a period; None where there is nothing to divide by, which breaks the line.
        firm: whether the period is complete and no gap; strokes to or from one that is not are dashed.
        top: value at the upper edge; the largest value where None.
        filled: shade the area under the line, at a sixth of its strength.
        band: the ends of an interval around each value, shaded likewise.
        ink: the colour; black where the SVG is a mask.
        label: what it shows in words, for those who listen.
    """
    known = [value for value in values if value is not None]
    highest = top or max(known, default=0.0) or 1.0
    step = (width - 2 * _PAD) / max(1, len(values) - 1)

    def at(index: int, value: float | None) -> str:
        x = _PAD + index * step if len(values) > 1 else width / 2
        return f"{x:.1f},{height - _PAD - min((value or 0.0) / highest, 1.0) * (height - 2 * _PAD):.1f}"

    def place(index: int) -> str:
        return at(index, values[index])

    parts = []
    for indices, _ in _runs(values, [True] * len(values)) if band else []:
        over = " ".join(at(index, band[index][1]) for index in indices)
        under = " ".join(at(index, band[index][0]) for index in reversed(indices))
        parts.append(f"<polygon points='{over} {under}' fill='{ink}' opacity='.16' stroke='none'/>")
    for indices, solid in _runs(values, firm):
        points = " ".join(map(place, indices))
        if filled:
            first, last = (_PAD + index * step for index in (indices[0], indices[-1]))
            base = f"{height - _PAD:.1f}"
            parts.append(
                f"<polygon points='{first:.1f},{base} {points} {last:.1f},{base}' "
                f"fill='{ink}' opacity='.16' stroke='none'/>"
            )
        dash = "" if solid else " stroke-dasharray='2 3'"
        parts.append(f"<polyline points='{points}'{dash}/>")
    ends = [index for index, value in enumerate(values) if value is not None]
    if ends:
        x, y = place(ends[-1]).split(",")
        parts.append(f"<circle cx='{x}' cy='{y}' r='2.2' fill='{ink}' stroke='none'/>")
    spoken = f"role='img' aria-label='{escape(label)}' " if label else ""
    # All that is put in are numbers, but the label, which is escaped, and the colour.
    return Markup(  # noqa: S704
        f"<svg {spoken}xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' "
        f"viewBox='0 0 {width} {height}' "
        f"fill='none' stroke='{ink}' stroke-width='1.5' stroke-linejoin='round' stroke-linecap='round'>"
        f"{''.join(parts)}</svg>"
    )


def as_mask(svg: str) -> str:
    """The value of a CSS `mask` that shows `svg`."""
    return f'url("data:image/svg+xml,{quote(svg, safe=" =:/")}") center / 100% 100% no-repeat'
