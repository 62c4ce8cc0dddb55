"""Notices of copyright and licence that services append to abstracts: found and taken off, since no paper is about its publisher.

The forms are those of exports from Scopus, Web of Science, PubMed and EBSCO. Only what stands at the very end of a text, or a
notice that opens it, is taken off; what a text says of copyright in its own sentences stays.
"""

import polars as pl

from pipelines.text.cleaning.regex_rules import Rule, apply_rules

_YEAR = r"(?:19|20)\d\d\b"
_ENDED = r"""([.!?…)\]"'])\s*"""
_HOLDER = r"[^.]{2,80}?(?:\b[A-Z]\.[A-Z])?\."
"""Who holds the right, to the end of that sentence: `Elsevier Ltd.`, `Elsevier B.V.`"""

_NOTICES = [
    Rule(
        rf"^(?:Copyright:?\s*)?(?:©|\([Cc]\))\s*(?:Copyright:?\s*)?{_YEAR}{_HOLDER}\s*(?:All rights reserved\.\s*)?(\S)",
        "${1}",
    ),
    Rule(r"(\S)\s*[\[(]ABSTRACT FROM (?:AUTHOR|PUBLISHER)[\])].{0,800}$", "${1}", "ABSTRACT FROM"),
    Rule(rf"(\S)\s*(?:Copyright:?\s*)?©\s*(?:Copyright:?\s*)?(?:by\s+)?{_YEAR}.{{0,300}}$", "${1}", "©"),
    Rule(rf"{_ENDED}(?:Copyright:?\s*)?©\s*(?:Copyright:?\s*)?\p{{Lu}}.{{0,300}}$", "${1}", "©"),
    Rule(rf"{_ENDED}(?:Copyright:?\s*)?\([Cc]\)\s*{_YEAR}.{{0,300}}$", "${1}"),
    Rule(rf"{_ENDED}Copyright\s+(?:of\s.{{3,150}}\sis the property of\s|by\s\p{{Lu}}|{_YEAR}).{{0,700}}$", "${1}", "Copyright"),
    Rule(
        rf"{_ENDED}This (?:work|article|paper|is an open[ -]access article)\b[^.]{{0,80}}"
        r"\b(?:licensed|distributed|published|available)\b[^.]{0,80}\b(?:Creative Commons|CC[ -]BY).{0,350}$",
        "${1}",
    ),
    Rule(rf"{_ENDED}{_YEAR}\s\p{{Lu}}{_HOLDER}\s*All rights reserved\.?$", "${1}", "All rights"),
    Rule(rf"{_ENDED}(?:Published by \p{{Lu}}{_HOLDER})?\s*All rights reserved\.?$", "${1}", "All rights"),
    Rule(rf"{_ENDED}Published by \p{{Lu}}{_HOLDER}$", "${1}", "Published by"),
]  # fmt: skip

# No `\b` here, which would make the search of every text ten times slower.
TRIGGER = (
    r"©|\([Cc]\)\s*(?:19|20)\d\d|Copyright\s+(?:of|by|19|20)|ABSTRACT FROM|All rights reserved|Published by |"
    r"Creative Commons|CC[ -]BY"
)
"""What a text must hold for `strip_notices` to have anything to do with it."""


def strip_notices(texts: pl.Series) -> pl.Series:
    """`texts` (String, no nulls, each on one line) without a notice that opens or ends them."""
    return apply_rules(texts, _NOTICES)
