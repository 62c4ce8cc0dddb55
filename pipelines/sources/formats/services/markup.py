"""Abstracts with JATS or HTML markup to text in which paragraphs are apart and sections keep their labels.

Sub- and superscripts stay as HTML and formulas as TeX, which `text/cleaning` reads.
"""

import html
import re

_ESCAPED = re.compile(r"&lt;/?(?:jats:)?(?:p|sec|title|h4|italic|i|b|sub|sup)\b", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"<(?:jats:)?tex-math\b[^>]*>(.*?)</(?:jats:)?tex-math\s*>", re.IGNORECASE | re.DOTALL)
_FORMULA = re.compile(
    r"<((?:jats:)?(?:inline-formula|disp-formula|alternatives))\b[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL
)
_LABEL = re.compile(
    r"<((?:jats:)?title|h[1-6]|(?:jats:)?label)\b[^>]*>(.*?)</\1\s*>[\s:.]*(?:<(?:jats:)?p\b[^>]*>\s*)?",
    re.IGNORECASE | re.DOTALL,
)
_KEPT = re.compile(r"<(/?)(?:jats:)?(sub|sup)\b[^>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:jats:)?(?:p|sec|section|div|list|list-item|ul|ol|li|br|abstract)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][\w:.-]*(?:\s[^<>]*)?/?>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_MARKS = str.maketrans("", "", "\0\1")
MAX_MARKUP = 500_000
"""Characters above which a text is no abstract, and is left as it is."""
_IS_NO_LABEL = re.compile(r"(?:graphical |plain language )?(?:abstract|summary)", re.IGNORECASE)


def markup_to_text(markup: str | None) -> str | None:
    """The text of `markup`, a paragraph or section on a line of its own; None where nothing is left.

    ``<jats:sec><jats:title>Aim</jats:title><jats:p>We …`` is ``Aim: We …``; a title that only says that this is the
    abstract goes. Text without markup stays as it is, but for its entities.
    """
    if not markup:
        return None
    if len(markup) > MAX_MARKUP or ("<" not in markup and "&" not in markup):
        return markup
    text = (html.unescape(markup) if _ESCAPED.search(markup) else markup).translate(_MARKS)
    text = _FORMULA.sub(_prefer_tex, text)
    text = _LABEL.sub(_write_label, text)
    text = _BLOCK.sub("\n", _KEPT.sub(lambda tag: f"\0{tag[1]}{tag[2].lower()}\1", text))
    text = html.unescape(_TAG.sub("", text)).replace("\0", "<").replace("\1", ">")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(filter(None, lines)) or None


def _prefer_tex(formula: re.Match[str]) -> str:
    tex = _ALTERNATIVES.search(formula[2])
    return tex[1] if tex else formula[2]


def _write_label(title: re.Match[str]) -> str:
    label = " ".join(_TAG.sub(" ", title[2]).split()).rstrip(":.")
    return "\n" if not label or _IS_NO_LABEL.fullmatch(label) else f"\n{label}: "
