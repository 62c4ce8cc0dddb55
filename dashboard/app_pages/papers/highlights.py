"""Marks the terms of a paper, or what was searched for, in a text, as HTML. Plain functions."""

import re
from collections.abc import Mapping, Sequence

from dashboard.markup import Markup, html
from dashboard.ui.links import terms_link


def mark_forms(text: str, forms: Mapping[str, Sequence[str]]) -> Markup:
    """`text` as HTML, with each form of a term a link to the term; the longest form wins where several begin.

    Args:
        forms: term to the forms that count as it; matched whatever their capitals, on word boundaries.
    """
    terms = {form.lower(): term for term, members in forms.items() for form in members if form}
    if not terms:
        return html("{}", text)
    longest_first = sorted(terms, key=lambda form: (-len(form), form))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    parts, end = [], 0
    for match in pattern.finditer(text):
        term = terms[match[0].lower()]
        parts.append(text[end : match.start()])
        parts.append(html('<a class="pt-marked" href="{}">{}</a>', terms_link([term]), match[0]))
        end = match.end()
    return html("{}{}", parts, text[end:])


def mark_patterns(text: str, patterns: Sequence[str]) -> Markup:
    """`text` as HTML, with what the patterns of a search fit marked."""
    if not patterns:
        return html("{}", text)
    parts, end = [], 0
    for match in _any_of(patterns).finditer(text):
        parts.append(html("{}<mark>{}</mark>", text[end : match.start()], match[0]))
        end = match.end()
    return html("{}{}", parts, text[end:])


def excerpt(text: str, patterns: Sequence[str], length: int = 420) -> str:
    """About `length` characters of `text`: its beginning, or what stands around the first find where that is further
    on."""
    found = _any_of(patterns).search(text) if patterns else None
    start = 0
    if found and found.end() > length // 2:
        start = text.rfind(" ", 0, max(1, found.start() - 60)) + 1
    return ("… " if start else "") + text[start : start + length]


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
    return re.compile("|".join(f"(?:{pattern})" for pattern in longest_first), re.IGNORECASE)
