"""References as databases and reference managers export them, well-formed: tagged lines and BibTeX."""

import random
from collections.abc import Callable, Mapping

from benchmarks.fuzz.papers import make_rows

_HEADS: Mapping[str, tuple[str, ...]] = {
    "ris": ("TY  - JOUR", "TI  - {title}", "AB  - {abstract}", "PY  - 2024//", "UR  - https://example.org/a"),
    "medline": ("PMID- {number}", "TI  - [{title}].", "AB  - {abstract}", "DP  - 2024 Mar", "SO  - Notes. 2024."),
    "web_of_science": ("PT J", "TI {title}", "AB {abstract}", "C1 [Marsh, A] Univ Lark, USA.", "PY 2024", "PD MAR 1"),
    "endnote": ("%0 Journal Article", "%T {title}", "%X {abstract}", "%D 2024", "%8 March"),
    "refworks": ("RT Journal Article", "T1 {title}", "AB {abstract}", "YR 2024", "FD Mar 1"),
}
_PEOPLE: Mapping[str, str] = {
    "ris": "AU  - Marsh, Ada",
    "medline": "FAU - Marsh, Ada",
    "web_of_science": "AU Marsh, A\n   Quill, B",
    "endnote": "%A Marsh, Ada",
    "refworks": "A1 Marsh, Ada",
}
_ENDS: Mapping[str, str] = {"ris": "ER  - \n\n", "web_of_science": "ER\n\n"}
_INDENT: Mapping[str, str] = {"medline": "      ", "web_of_science": "   "}
"""What stands before the further lines of a text."""


def _write_tagged(kind: str, rng: random.Random) -> bytes:
    records = []
    for number, row in enumerate(make_rows(rng), 1):
        abstract = str(row["abstract"])
        if rng.random() < 0.5:
            abstract = abstract.replace(" and ", f" and\n{_INDENT.get(kind, '')}", 2)
        head, *fields = (one.format(title=row["title"], abstract=abstract, number=number) for one in _HEADS[kind])
        chosen = [one for one in fields if rng.random() < 0.9] + [_PEOPLE[kind]] * rng.randint(0, 3)
        rng.shuffle(chosen)
        records.append("\n".join([head, *chosen]) + "\n" + _ENDS.get(kind, "\n"))
    heading = (
        "FN Clarivate Analytics Web of Science\nVR 1.0\n" if kind == "web_of_science" and rng.random() < 0.5 else ""
    )
    return (heading + "".join(records)).encode()


def write_bibtex(rng: random.Random) -> bytes:
    entries = ['@string{notes = "Made Up Notes"}\n'] if rng.random() < 0.3 else []
    for number, row in enumerate(make_rows(rng)):
        fields = [
            f"title = {{{{{row['title']}}}}}",
            f"abstract = {{{row['abstract']}}}",
            "author = {Marsh, Ada and {Crew} and Quill, B.}",
            'month = mar # "~1"',
            "year = 2024",
            "journal = notes",
            "doi = {10.5555/a.1}",
        ]
        chosen = [one for one in fields if rng.random() < 0.85]
        entries.append(f"@article{{key{number},\n  " + ",\n  ".join(chosen) + "\n}\n")
    return "\n".join(entries).encode()


def _writer(kind: str) -> Callable[[random.Random], bytes]:
    return lambda rng: _write_tagged(kind, rng)


WRITERS: dict[str, Callable[[random.Random], bytes]] = {kind: _writer(kind) for kind in _HEADS} | {
    "bibtex": write_bibtex
}
