"""Marks the terms of a paper in its text, as HTML. Plain functions."""

import re
from collections.abc import Mapping, Sequence

from dashboard.format import escape
from dashboard.links import terms_link


def mark_forms(text: str, forms: Mapping[str, Sequence[str]]) -> str:
    """`text` as HTML, with each form of a term a link to the term; the longest form wins where several begin.

    Args:
        forms: term to the forms that count as it; matched whatever their capitals, on word boundaries.
    """
    terms = {form.lower(): term for term, members in forms.items() for form in members if form}
    if not terms:
        return escape(text)
    longest_first = sorted(terms, key=lambda form: (-len(form), form))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    parts, end = [], 0
    for match in pattern.finditer(text):
        term = terms[match[0].lower()]
        parts.append(escape(text[end : match.start()]))
        parts.append(f'<a class="pt-marked" href="{escape(terms_link([term]))}">{escape(match[0])}</a>')
        end = match.end()
    return "".join(parts) + escape(text[end:])
