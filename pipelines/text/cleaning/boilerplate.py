"""Removes the notices of copyright and licence that services append to abstracts.

The patterns are those of exports from Scopus, Web of Science, PubMed and EBSCO. A notice is removed only at the very
end or the very beginning of a text; what the text itself says about copyright stays.
"""

import polars as pl

from pipelines.text.cleaning.regex_rules import Rule, apply_rules

_YEAR = r"(?:19|20)\d\d\b"
_ENDED = r"""([.!?…)\]"'])\s*"""
_HOLDER = r"[^.]{2,80}?(?:\b[A-Z]\.[A-Z])?\."
"""The owner of the copyright, to the end of the sentence: `Elsevier Ltd.`, `Elsevier B.V.`"""

_NOTICES = [
    Rule(
        rf"^(?:Copyright:?\s*)?(?:©|\([Cc]\))\s*(?:Copyright:?\s*)?{_YEAR}{_HOLDER}\s*"
        r"(?:All rights reserved\.\s*)?(\S)",
        "${1}",
    ),
    Rule(r"(\S)\s*[\[(]ABSTRACT FROM (?:AUTHOR|PUBLISHER)[\])].{0,800}$", "${1}", "ABSTRACT FROM"),
    Rule(rf"(\S)\s*(?:Copyright:?\s*)?©\s*(?:Copyright:?\s*)?(?:by\s+)?{_YEAR}.{{0,300}}$", "${1}", "©"),
    Rule(rf"{_ENDED}(?:Copyright:?\s*)?©\s*(?:Copyright:?\s*)?\p{{Lu}}.{{0,300}}$", "${1}", "©"),
    Rule(rf"{_ENDED}(?:Copyright:?\s*)?\([Cc]\)\s*{_YEAR}.{{0,300}}$", "${1}"),
    Rule(
        rf"{_ENDED}Copyright\s+(?:of\s.{{3,150}}\sis the property of\s|by\s\p{{Lu}}|{_YEAR}).{{0,700}}$",
        "${1}",
        "Copyright",
    ),
    Rule(
        rf"{_ENDED}This (?:work|article|paper|is an open[ -]access article)\b[^.]{{0,80}}"
        r"\b(?:licensed|distributed|published|available)\b[^.]{0,80}\b(?:Creative Commons|CC[ -]BY).{0,350}$",
        "${1}",
    ),
    Rule(rf"{_ENDED}{_YEAR}\s\p{{Lu}}{_HOLDER}\s*All rights reserved\.?$", "${1}", "All rights"),
    Rule(rf"{_ENDED}(?:Published by \p{{Lu}}{_HOLDER})?\s*All rights reserved\.?$", "${1}", "All rights"),
    Rule(rf"{_ENDED}Published by \p{{Lu}}{_HOLDER}$", "${1}", "Published by"),
]  # fmt: skip

# No `\b` here: it would make the search in every text ten times slower.
TRIGGER = (
    r"©|\([Cc]\)\s*(?:19|20)\d\d|Copyright\s+(?:of|by|19|20)|ABSTRACT FROM|All rights reserved|Published by |"
    r"Creative Commons|CC[ -]BY"
)
"""Matches every text that `strip_notices` may change."""


def strip_notices(texts: pl.Series) -> pl.Series:
    """Each text without a notice at its beginning or end.

    Args:
        texts: String, no nulls, each on one line.
    """
    return apply_rules(texts, _NOTICES)
