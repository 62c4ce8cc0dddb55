"""Saved pages, e-mails and listings that name papers, well-formed."""

import random
from collections.abc import Callable

from benchmarks.fuzz.papers import make_rows
from benchmarks.fuzz.tables import write_digest


def write_page(rng: random.Random) -> bytes:
    shown = (
        f"<article><h3><a href='/papers/2503.{at:05}'>{row['title']}</a></h3><p>{row['abstract']}</p></article>"
        for at, row in enumerate(make_rows(rng))
    )
    return f"<!doctype html><html><body>{''.join(shown)}</body></html>".encode()


def write_listing(rng: random.Random) -> bytes:
    shown = (
        f"\\\\\narXiv:2503.{at:05}\nDate: Mon, 3 Mar 2025 03:07:00 GMT   (9kb)\n\nTitle: {row['title']}\n"
        f"Authors: Ann Marsh (1), B. Quill\n\\\\\n  {row['abstract']}\n"
        f"\\\\ ( https://arxiv.org/abs/2503.{at:05} , 9kb)\n"
        for at, row in enumerate(make_rows(rng))
    )
    rule = "-" * 78 + "\n"
    return (rule + rule.join(shown) + rule).encode()


def write_email(rng: random.Random) -> bytes:
    kind, body = rng.choice([("html", write_page(rng)), ("plain", write_listing(rng)), ("plain", write_digest(rng))])
    head = f"From: a@example.org\nSubject: Papers\nDate: Wed, 5 Mar 2025 06:00:00 +0000\nContent-Type: text/{kind}\n\n"
    return head.encode() + body


WRITERS: dict[str, Callable[[random.Random], bytes]] = {
    "web_page": write_page,
    "arxiv_listing": write_listing,
    "email": write_email,
}
