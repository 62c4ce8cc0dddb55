"""Changes that a disk, a program or an enemy may make to a file."""

import gzip
import random
from collections.abc import Callable, Sequence

TOKENS = [
    *(
        b'"',
        b"'",
        b'""',
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b";",
        b"\t",
        b"|",
        b"\\",
        b"\\u",
        b"\\ud83d",
        b"\n",
        b"\r\n",
        b"\r",
    ),
    *(
        b"\0",
        b"\x1a",
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xe2\x80\xa8",
        b"\xf0\x9f\x98\x80",
        b"\x85",
    ),
    *(
        b"title",
        b"abstract",
        b"Subscribe",
        b"null",
        b"NaN",
        b"-Infinity",
        b"1e999",
        b"9" * 400,
        b"true",
        b"=cmd|' /C'!A0",
    ),
    *(b"PAR1", b"\x1f\x8b", b"<html>", b"@article{a,", b"TY  - ", b"PMID- 1", b"sep=;\n", b"[" * 300, b'{"a":' * 300),
    *(b"2025-02-30", b"99999999999999999999", b"javascript:alert(1)", b" " * 500, b"x" * 3000, b"\n" * 300),
]


def mutate(content: bytes, rng: random.Random, others: Sequence[Callable[[random.Random], bytes]]) -> bytes:
    """`content` with up to six changes; sometimes with none.

    Args:
        content: of a well-formed file.
        rng: decides everything.
        others: writers of files of which pieces may follow.
    """
    for _ in range(rng.randint(0, 6)):
        at = rng.randrange(len(content) + 1)
        end = min(len(content), at + int(rng.expovariate(1 / 40)))
        match rng.randrange(9):
            case 0:
                content = content[:at] + rng.choice(TOKENS) + content[at:]
            case 1:
                content = content[:at] + content[end:]
            case 2:
                content = content[:end] + content[at:]
            case 3:
                content = content[:at] + bytes(rng.randrange(256) for _ in range(rng.randint(1, 4))) + content[at + 2 :]
            case 4:
                content = content[:at]
            case 5:
                other = rng.choice(others)(rng)
                content = content[:at] + other[rng.randrange(len(other) + 1) :]
            case 6:
                content = content.replace(b"\n", rng.choice([b"\r\n", b"\r", b"\n\n", b" ", b"\xe2\x80\xa8"]))
            case 7:
                old = rng.choice([b'"', b",", b"\n", b"title", b"abstract", b"}", b":"])
                content = content.replace(old, rng.choice(TOKENS), rng.randint(1, 3))
            case 8:
                encoding = rng.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"])
                content = content.decode("utf-8", "replace").encode(encoding, "replace")
        content = content[:200_000]
    if rng.random() < 0.15:
        content = gzip.compress(content, 1, mtime=0)
        if rng.random() < 0.5:
            at = rng.randrange(len(content))
            content = content[:at] + rng.choice([b"", bytes([rng.randrange(256)]) + content[at + 1 :]])
    return content
