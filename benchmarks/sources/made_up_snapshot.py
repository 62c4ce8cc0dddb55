"""A made-up metadata snapshot in the form of arXiv's: an object a line, texts as long as real ones."""

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

_SEED = 20_261_201
_SYLLABLES = ("ka", "lo", "mi", "ren", "tu", "vo", "sel", "dra", "pin", "qua", "thel", "or", "bas", "ne", "gi", "fum")
_CATEGORIES = ("cs.LG", "cs.CL", "math.CO", "hep-ph", "astro-ph.GA", "cond-mat.mtrl-sci", "q-bio.PE", "stat.ML")
_FIRST = datetime(2007, 4, 2, 9, tzinfo=UTC)


def write_snapshot(path: Path, megabytes: float) -> int:
    """Writes a snapshot of about `megabytes` (10^6 bytes) to `path`; returns how many papers it holds."""
    dice = random.Random(_SEED)
    words = ["".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) for _ in range(20_000)]
    written = papers = 0
    with path.open("w", encoding="utf-8") as file:
        while written < megabytes * 1e6:
            line = json.dumps(_make_paper(dice, words, papers)) + "\n"
            written += len(line)
            papers += 1
            file.write(line)
    return papers


def _make_paper(dice: random.Random, words: Sequence[str], number: int) -> dict[str, object]:
    day = _FIRST + timedelta(minutes=3 * number)
    people = [(dice.choice(words).title(), dice.choice(words)[:1].upper() + ".") for _ in range(dice.randint(1, 8))]
    sentences = [" ".join(dice.choices(words, k=20)).capitalize() + "." for _ in range(dice.randint(3, 12))]
    abstract = "  " + "\n".join(sentences) + "\n"
    versions = [
        {"version": f"v{at + 1}", "created": f"{day + timedelta(days=40 * at):%a, %-d %b %Y %H:%M:%S GMT}"}
        for at in range(dice.choice((1, 1, 2, 3)))
    ]
    return {
        "id": f"{day:%y%m}.{number % 100_000:05}",
        "submitter": " ".join(people[0][::-1]),
        "authors": ", ".join(f"{first} {last}" for last, first in people),
        "title": " ".join(dice.choices(words, k=9)).capitalize(),
        "comments": f"{dice.randint(4, 60)} pages, {dice.randint(0, 20)} figures",
        "journal-ref": None if dice.random() < 0.7 else f"Made Up Notes {dice.randint(1, 90)} ({day:%Y})",
        "doi": None if dice.random() < 0.6 else f"10.5555/made.up.{number}",
        "report-no": None,
        "categories": " ".join(dice.sample(_CATEGORIES, dice.randint(1, 3))),
        "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
        "abstract": abstract,
        "versions": versions,
        "update_date": f"{day + timedelta(days=400):%Y-%m-%d}",
        "authors_parsed": [[last, first, ""] for last, first in people],
    }
