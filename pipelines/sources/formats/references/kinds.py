"""Kinds of references that are no papers."""

_KINDS = {
    "ELEC": "web page",
    "BLOG": "blog post",
    "ICOMM": "email",
    "MAP": "map",
    "ART": "artwork",
    "VIDEO": "video recording",
    "MPCT": "film",
    "SOUND": "audio recording",
}
"""Types of RIS that say so, as `columns` knows them; the other formats write the words."""


def name_kind(kind: str | None, row: dict) -> str | None:
    """What the source calls a reference, for `item_type`; None where its type or the rest of it speaks for a paper.

    A paper may be filed as a web page: what has a DOI, an arXiv id or a venue is one.
    """
    if not kind or any(row.get(name) for name in ("doi", "arxiv_id", "venue", "pmid")):
        return None
    return _KINDS.get(kind, kind)
