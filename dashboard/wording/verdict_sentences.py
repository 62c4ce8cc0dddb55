"""Sentences written from verdicts: what rose, faded and appeared. Out of rows; nothing is invented here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from dashboard.markup import Markup, html, list_html
from dashboard.rows import Row
from dashboard.wording import format as fmt
from dashboard.wording.verdicts import WORDINGS


def pulse_answer(named: Mapping[str, Sequence[str]], show: Callable[[str], str] = str) -> Markup:
    """`Reasoning and tool use are rising; GAN is fading; GRPO is new.`, as HTML.

    Args:
        named: by direction, in the order of the sentence, the terms in the order in which to name them; any may be
            empty.
        show: makes HTML of a term.
    """
    parts = [
        html(
            "{} {} {}",
            list_html(list(map(show, terms))),
            "is" if len(terms) == 1 else "are",
            WORDINGS[direction].adjective,
        )
        for direction, terms in named.items()
        if terms
    ]
    if parts:
        return html("{}.", Markup("; ").join(parts))
    return html("Nothing {} or {} beyond chance.", WORDINGS["rising"].past, WORDINGS["falling"].past)


def name_apart(terms: Sequence[str], most: int) -> list[str]:
    """The first `most` of `terms` that are no part of each other; of `image editing` and `text-guided image editing`
    the longer stands for both, in the place of whichever comes first."""
    named: list[str] = []
    for term in terms:
        within = [place for place, other in enumerate(named) if _holds(other, term) or _holds(term, other)]
        if not within:
            named.append(term)
        elif len(term) > len(named[within[0]]):
            named[within[0]] = term
    return named[:most]


def _holds(longer: str, shorter: str) -> bool:
    return f" {shorter.casefold()} " in f" {longer.casefold()} "


def capitalised(term: str) -> str:
    """`term` for the beginning of a sentence; words that carry capitals of their own keep them as they are."""
    first = term.split(" ", 1)[0]
    return term if any(letter.isupper() for letter in first) else term[:1].upper() + term[1:]


def windows_compared(baseline_start: date, recent_start: date, recent_end: date) -> str:
    """`Dec 2025 – Feb 2026 against Apr – Nov 2025`; in years where both windows are whole years."""
    before_end = recent_start - timedelta(days=1)
    starts, ends = (baseline_start, recent_start), (before_end, recent_end)
    whole_years = all(day.month == 1 for day in starts) and all(day.month == 12 for day in ends)
    write = _years if whole_years else _months
    return f"{write(recent_start, recent_end)} against {write(baseline_start, before_end)}"


def _years(first: date, last: date) -> str:
    return f"{first:%Y}" if first.year == last.year else fmt.between(f"{first:%Y}", f"{last:%Y}")


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return fmt.month(first)
    start = f"{first:%b}" if first.year == last.year else fmt.month(first)
    return fmt.between(start, fmt.month(last))


def theme_answer(themes: Sequence[Row], show: Callable[[Row], str]) -> Markup:
    """`Growing most: agents; shrinking most: adversarial methods.`, or which theme is the largest where none moves.

    Args:
        themes: label, papers, direction, growth_low and growth_high of every theme.
        show: makes HTML of a theme.
    """
    rising = [theme for theme in themes if theme["direction"] == "rising"]
    falling = [theme for theme in themes if theme["direction"] == "falling"]
    parts = []
    if rising:
        parts.append(html("growing most: {}", show(max(rising, key=lambda theme: theme["growth_low"] or 0.0))))
    if falling:
        parts.append(html("shrinking most: {}", show(min(falling, key=lambda theme: theme["growth_high"] or 0.0))))
    if not parts:
        parts.append(html("the largest theme: {}", show(max(themes, key=lambda theme: theme["papers"]))))
    answer = Markup("; ").join(parts)
    return html("{}{}.", answer[0].upper(), answer[1:])
