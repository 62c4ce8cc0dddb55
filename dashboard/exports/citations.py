"""Papers as BibTeX and RIS, for reference managers."""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote

from dashboard.rows import Row

_BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}

# All that a URL may hold, but the signs that end a field of BibTeX or begin a command.
_URL_SIGNS = "%/:?#[]@!$&'()*+,;=-._~"


def to_bibtex(papers: Sequence[Row]) -> bytes:
    """Entries in UTF-8: `@article` with a venue, `@misc` without. Keys are unique.

    Args:
        papers: title, authors, published_on, date_precision, venue, doi, arxiv_id, url; rows as of
            `queries.papers.found_papers`.
    """
    used: dict[str, int] = {}
    entries = []
    for paper in papers:
        key = _key(paper)
        used[key] = used.get(key, 0) + 1
        # The second paper of the same key becomes keyb, the 27th keyz2 …
        key += "" if used[key] == 1 else _suffix(used[key])
        fields = {
            "title": f"{{{_bibtex(paper['title'])}}}",
            "author": " and ".join(map(_author, paper["authors"] or [])),
            "year": f"{paper['published_on']:%Y}" if paper["published_on"] else "",
            "month": f"{paper['published_on']:%b}".lower() if paper["date_precision"] in ("day", "month") else "",
            "journal": _bibtex(paper["venue"] or ""),
            "doi": _bibtex(paper["doi"] or ""),
            "eprint": _bibtex(paper["arxiv_id"] or ""),
            "archiveprefix": "arXiv" if paper["arxiv_id"] else "",
            "url": quote(paper["url"] or "", safe=_URL_SIGNS),
        }
        body = "".join(
            f"  {name} = {value if name == 'month' else '{' + value + '}'},\n"
            for name, value in fields.items()
            if value
        )
        entries.append(f"@{'article' if paper['venue'] else 'misc'}{{{key},\n{body}}}\n")
    return "\n".join(entries).encode()


def to_ris(papers: Sequence[Row]) -> bytes:
    """Records in UTF-8 with CRLF, as RIS asks for; rows as for `to_bibtex`, and abstract and keywords."""
    lines = []
    for paper in papers:
        day = paper["published_on"]
        dated = {"day": "%Y/%m/%d", "month": "%Y/%m/", "year": "%Y//"}.get(paper["date_precision"])
        tags = [
            ("TY", "JOUR" if paper["venue"] else "GEN"),
            ("TI", paper["title"]),
            *(("AU", author) for author in paper["authors"] or []),
            ("PY", f"{day:%Y}" if day else ""),
            ("DA", f"{day:{dated}}" if day and dated else ""),
            ("JO", paper["venue"]),
            ("DO", paper["doi"]),
            ("UR", paper["url"]),
            ("AB", paper["abstract"]),
            *(("KW", keyword) for keyword in paper["keywords"] or []),
        ]
        lines.extend(f"{tag}  - {' '.join(str(value).split())}" for tag, value in tags if value)
        lines.extend(("ER  - ", ""))
    return "\r\n".join(lines).encode()


def _author(name: str) -> str:
    """A name; one that holds the word which parts names is put in braces."""
    written = _bibtex(name)
    return f"{{{written}}}" if re.search(r"\band\b", written, re.IGNORECASE) else written


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX_SIGNS.get(sign, sign) for sign in " ".join(text.split()))


def _key(paper: Row) -> str:
    authors = paper["authors"] or []
    name = authors[0].split(",")[0].split()[-1] if authors and authors[0].split() else "anonymous"
    words = [word for word in _plain(paper["title"]).split() if len(word) > 3]
    year = f"{paper['published_on']:%Y}" if paper["published_on"] else "nd"
    return f"{_plain(name).replace(' ', '') or 'anonymous'}{year}{words[0] if words else 'paper'}"


def _suffix(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) + (str((number - 1) // 26 + 1) if number > 26 else "")


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", letters.lower()).strip()
