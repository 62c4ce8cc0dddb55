"""Do the parsers and the cleaner survive damaged and hostile inputs?

    python -m benchmarks.fuzz                     10,000 inputs of each kind
    python -m benchmarks.fuzz 100000              so many of each kind
    python -m benchmarks.fuzz 100000 csv digest   of these kinds only
    python -m benchmarks.fuzz 1 csv --seed 4711   one input again, as it was printed

Well-formed files of each format are mutated: bytes flipped, cut, repeated, moved, mixed with other files, recoded,
packed. Of every file `parse_file` must return what it found, each piece as a record or as a reject with a reason, in
bounded time and memory; of every text `clean_text` must return one that cleaning leaves as it is. Prints a row for each
kind and the inputs that failed; the exit code is 1 where one did. Texts are made up; nothing is read but what is
written here.
"""

import argparse
import gzip
import io
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.sources import Parsed, parse_file
from pipelines.sources.parsed import RECORD_SCHEMA, REJECT_SCHEMA
from pipelines.text.cleaning.pipeline import clean_text

MAX_SECONDS = 2.0
"""CPU time that one input may take; they have a few thousand bytes."""
MAX_GROWTH = 400_000
"""Kilobytes by which the peak of memory may grow over all inputs of a kind."""
BATCH_TEXTS = 5_000
MOST_SHOWN = 10

TITLES = [
    "Sorting pebbles by weight: a study",
    "On owls {and} their \\emph{habits}",
    "Kelp drying, part II",
    "É ñ ü 中文 题",
]
SENTENCES = [
    "We sort pebbles by weight and by colour, and compare the result with two others.",
    'It is said that "slow wind" dries kelp best, $10^{-4}$ of the time.',
    "Code: https://example.org/a_(b). The gain is 3.5 %, or 256times256.",
    "© 2020 Pond Press. All rights reserved.",
]
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
TEXT_TOKENS = [
    *(
        "$",
        "$$",
        "\\",
        "{",
        "}",
        "\\frac{a}{b}",
        "\\begin{x}",
        "^",
        "_",
        "~",
        "--",
        "---",
        "`",
        "''",
        "&amp;",
        "&#x1F600;",
        "<b>",
    ),
    *(
        "</p>",
        "<",
        "\u00ad",
        "\u200b",
        "\u202e",
        "e\u0301",
        "ﬁ",
        "．",
        "−",
        "\n",
        "-\n",
        "10^{-4}",
        "sim14B",
        "©",
        "(c) 2020 ",
    ),
    *(
        "All rights reserved.",
        "[ABSTRACT FROM AUTHOR]",
        "BACKGROUND:",
        "\U0001f600",
        "\ufffd",
        "∼",
        "\\alpha",
        "w.r.t.~the",
    ),
]


@dataclass(slots=True)
class Result:
    """What became of the inputs of one kind."""

    inputs: int = 0
    records: int = 0
    rejects: int = 0
    unread: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    growth: int = 0
    failures: list[str] = field(default_factory=list)


def make_rows(rng: random.Random) -> list[dict[str, object]]:
    """Some papers as objects, with some of the fields that a source may state."""
    rows: list[dict[str, object]] = []
    for at in range(rng.randint(1, 6)):
        text = " ".join(rng.choice(SENTENCES) for _ in range(rng.randint(3, 6)))
        row: dict[str, object] = {"title": f"{rng.choice(TITLES)} {at}", "abstract": text}
        extra: dict[str, object] = {
            "id": f"2503.{at:05}",
            "date": rng.choice(["2025-03-04", "March 2025", "2025", 2025, None, "04/05/2025"]),
            "authors": rng.choice([["Ann Marsh", "B. Quill"], "Marsh, A.; Quill, B.", [], [{"name": "Ann"}], None]),
            "categories": rng.choice([["cs.CL"], "cs.CL cs.LG", None]),
            "url": rng.choice(["https://example.org", "javascript:x", None]),
            "note": rng.choice(["x", 1.5, {"deep": [1, {"a": None}]}, None]),
        }
        row |= {key: value for key, value in extra.items() if rng.random() < 0.6}
        rows.append(row)
    return rows


def write_digest(rng: random.Random) -> bytes:
    heading = "Get trending papers in your email inbox!\nSubscribe" if rng.random() < 0.7 else ""
    return (heading + "".join(f"{row['title']}\n{row['abstract']}\n" for row in make_rows(rng))).encode()


def write_csv(rng: random.Random) -> bytes:
    rows = make_rows(rng)
    names = list(dict.fromkeys(name for row in rows for name in row))
    frame = pl.DataFrame({name: [None if row.get(name) is None else str(row[name]) for row in rows] for name in names})
    return frame.write_csv(separator=rng.choice(",;\t|")).encode()


def write_jsonl(rng: random.Random) -> bytes:
    write = repr if rng.random() < 0.2 else json.dumps
    return "".join(f"{write(row)}\n" for row in make_rows(rng)).encode()


def write_json(rng: random.Random) -> bytes:
    rows = make_rows(rng)
    return json.dumps(
        rng.choice([rows, {"papers": rows}, rows[0]]), indent=rng.choice([None, 1]), ensure_ascii=False
    ).encode()


def write_parquet(rng: random.Random) -> bytes:
    rows = make_rows(rng)
    columns: dict[str, list[object]] = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        values = [row.get(name) for row in rows]
        # A column has one type.
        kind = type(next((value for value in values if value not in (None, [])), None))
        columns[name] = [value if type(value) is kind else None for value in values]
    stream = io.BytesIO()
    pl.DataFrame(columns, strict=False).write_parquet(stream)
    return stream.getvalue()


def write_markdown(rng: random.Random) -> bytes:
    rows = make_rows(rng)
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, ["---"] * len(names), *([str(row.get(name, "")) for name in names] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines).encode()


def write_works(rng: random.Random) -> bytes:
    """Works as services write them: OpenAlex, Crossref, Semantic Scholar or arXiv, in a page or a line each."""
    works = []
    for at, row in enumerate(make_rows(rng)):
        words = str(row["abstract"]).split()
        day = [2025, rng.choice([3, "3", None, 0, 13]), 4][: rng.randint(0, 3)]
        forms: list[dict[str, object]] = [
            {
                "id": f"https://openalex.org/W{at}00",
                "authorships": [{"author": {"display_name": "Ann"}}, rng.choice([None, 5, {}])],
                "abstract_inverted_index": {word: [place] for place, word in enumerate(words)},
                "publication_year": rng.choice([2025, None, "x"]),
            },
            {
                "DOI": f"10.5555/{at}",
                "title": [row["title"]],
                "abstract": f"<jats:p>{row['abstract']}</jats:p>",
                "issued": {"date-parts": [day]},
                "author": rng.choice([[{"family": "Marsh"}], {"name": "Ann"}, None, 3]),
            },
            {"paperId": str(at), "externalIds": rng.choice([None, {"DOI": 5}, []]), "year": rng.choice([2025, None])},
            {
                "id": f"2503.{at:05}",
                "authors_parsed": [["Marsh", "Ann", ""], rng.choice([[], None, [1, 2, 3, 4]])],
                "versions": [{"created": rng.choice(["Mon, 3 Mar 2025 03:07:00 GMT", "x", None])}],
                "categories": "cs.CL",
            },
        ]
        works.append({"title": row["title"], "abstract": row["abstract"]} | rng.choice(forms))
    if rng.random() < 0.5:
        return "".join(f"{json.dumps(work)}\n" for work in works).encode()
    return json.dumps(rng.choice([works, {"results": works}, {"message": {"items": works}}, {"data": works}])).encode()


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
    "digest": write_digest,
    "csv": write_csv,
    "markdown": write_markdown,
    "jsonl": write_jsonl,
    "json": write_json,
    "parquet": write_parquet,
    "works": write_works,
    "page": write_page,
    "listing": write_listing,
    "email": write_email,
}
NAMES = (
    "x.txt",
    "2025-03-04.txt",
    "x.csv",
    "x.tsv",
    "x.jsonl",
    "x.json",
    "x.parquet",
    "x.gz",
    "x",
    "a 2025-01-01 b.csv.gz",
)
TEXT = "clean_text"


def mutate(content: bytes, rng: random.Random) -> bytes:
    """`content` with up to six changes; sometimes with none."""
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
                other = rng.choice(list(WRITERS.values()))(rng)
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


def explain_wrong(parsed: Parsed) -> str | None:
    """Why `parsed` breaks what holds for every file; None where it does not."""
    positions, places = parsed.rejects["position"], parsed.records["position"]
    reasons = parsed.rejects["reason"]
    problems = {
        "an error was not foreseen: " + str(reasons.first()): reasons.str.contains("Please report").any(),
        "found is not parsed and rejected": parsed.found != parsed.records.height + (positions > 0).sum(),
        "a position is both": bool(set(positions) & set(places)),
        "positions are not unique and sorted": any(
            not (one.is_unique().all() and one.is_sorted()) for one in (positions, places)
        ),
        "a record has no position": bool((places < 1).any()),
        "it says nothing": parsed.records.is_empty() and parsed.rejects.is_empty(),
        "its schema is another": dict(parsed.records.schema) != RECORD_SCHEMA
        or dict(parsed.rejects.schema) != REJECT_SCHEMA,
        "a title or an abstract is blank": parsed.records.filter(
            pl.any_horizontal(pl.col("title", "abstract").str.contains(r"^\s*$"))
        ).height
        > 0,
    }
    return next((problem for problem, holds in problems.items() if holds), None)


def fuzz_parser(kind: str, inputs: int, seed: int, result: Result) -> None:
    """Parses `inputs` mutated files of the format `kind`."""
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        for number in range(seed, seed + inputs):
            rng = random.Random(f"{kind} {number}")
            path = Path(folder, rng.choice(NAMES))
            path.write_bytes(mutate(WRITERS[kind](rng), rng))
            started = time.process_time()
            try:
                parsed = parse_file(path)
                problem = explain_wrong(parsed)
                result.records += parsed.records.height
                result.rejects += parsed.rejects.height
                result.unread += parsed.format == "unknown"
            except BaseException as error:  # a panic of Polars is no Exception
                if isinstance(error, KeyboardInterrupt):
                    raise
                problem = f"{type(error).__name__}: {str(error)[:200]}"
            seconds = time.process_time() - started
            if seconds > MAX_SECONDS:
                problem = problem or f"it took {seconds:.1f} s of CPU time"
            result.slowest = max(result.slowest, seconds)
            result.inputs += 1
            if problem:
                result.failures.append(f"{kind} --seed {number} ({path.name}): {problem}")
            path.unlink()


def make_text(rng: random.Random) -> str:
    """A text of sentences, with pieces of markup at any place."""
    text = " ".join(rng.choice(SENTENCES) for _ in range(rng.randint(0, 4)))
    for _ in range(rng.randint(0, 12)):
        at = rng.randrange(len(text) + 1)
        if rng.random() < 0.2:
            text = text[:at] + text[at + rng.randint(1, 20) :]
        else:
            text = text[:at] + rng.choice(TEXT_TOKENS) * rng.choice([1, 1, 1, 2, 30]) + text[at:]
    return text


def fuzz_cleaner(inputs: int, seed: int, result: Result) -> None:
    """Cleans `inputs` texts, and what comes of them once more."""
    for start in range(seed, seed + inputs, BATCH_TEXTS):
        numbers = range(start, min(start + BATCH_TEXTS, seed + inputs))
        texts = [make_text(random.Random(f"text {number}")) for number in numbers]
        started = time.process_time()
        once = clean_text(pl.Series(texts, dtype=pl.String))
        twice = clean_text(once)
        seconds = (time.process_time() - started) / len(texts)
        result.slowest = max(result.slowest, seconds)
        result.inputs += len(texts)
        for number, text, first, second in zip(numbers, texts, once, twice, strict=True):
            if first != second:
                result.failures.append(f"{TEXT} --seed {number}: cleaning {first!r} again gives {second!r}")
            elif len(first) > 4 * len(text) + 100:
                result.failures.append(f"{TEXT} --seed {number}: {len(text)} characters became {len(first)}")


def fuzz(kind: str, inputs: int, seed: int) -> Result:
    """Tries `inputs` inputs of `kind`, numbered from `seed`."""
    result, before, started = Result(), peak_memory(), time.process_time()
    fuzz_cleaner(inputs, seed, result) if kind == TEXT else fuzz_parser(kind, inputs, seed, result)
    result.seconds, result.growth = time.process_time() - started, peak_memory() - before
    if result.growth > MAX_GROWTH:
        result.failures.append(f"{kind}: the peak of memory grew by {result.growth // 1000:,} MB")
    return result


def peak_memory() -> int:
    """Kilobytes of memory that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fuzz", description="Fuzzes the parsers and the cleaner."
    )
    parser.add_argument("inputs", nargs="?", type=int, default=10_000)
    parser.add_argument("kinds", nargs="*", default=[*WRITERS, TEXT])
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    print(
        f"{'kind':<12}{'inputs':>10}{'records':>10}{'rejects':>10}{'not read':>10}"
        f"{'inputs/CPU s':>14}{'slowest ms':>12}{'memory MB':>11}{'failures':>10}"
    )
    failed = False
    for kind in given.kinds:
        one = fuzz(kind, given.inputs, given.seed)
        failed |= bool(one.failures)
        print(
            f"{kind:<12}{one.inputs:>10,}{one.records:>10,}{one.rejects:>10,}{one.unread:>10,}"
            f"{one.inputs / max(one.seconds, 1e-9):>14,.0f}{1000 * one.slowest:>12.0f}{one.growth // 1000:>11,}"
            f"{len(one.failures):>10,}",
            flush=True,
        )
        for failure in one.failures[:MOST_SHOWN]:
            print("  ", failure, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
