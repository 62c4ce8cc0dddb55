"""What SQL needs to find words in texts and dates in periods: patterns for RE2, and which dates are exact enough."""

FINE_ENOUGH = {
    "week": ("day",),
    "month": ("day", "month"),
    "quarter": ("day", "month"),
    "year": ("day", "month", "year"),
}
"""The date precisions that are exact enough for each grain, as `periods` counts them."""


def whole_words(phrase: str) -> str:
    """A pattern for RE2: the phrase in lower case, whole words; no boundary is asked beside a sign that is no word."""
    quoted = "".join(
        f"\\{sign}" if not (sign.isalnum() or sign.isspace() or ord(sign) > 127) else sign for sign in phrase.lower()
    )
    left = r"\b" if phrase[:1].isalnum() and phrase[:1].isascii() else ""
    right = r"\b" if phrase[-1:].isalnum() and phrase[-1:].isascii() else ""
    return f"{left}{quoted}{right}"
