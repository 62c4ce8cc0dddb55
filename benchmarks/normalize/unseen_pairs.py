"""Pairs of records of kinds that no threshold was set on: made and labelled before the merging was run on them.

Real ones: conference papers and arXiv's record of the same title; papers of the same first and last author whose titles
share most words, labelled by reading the titles (doubtful ones, such as one work under two numbers, are left out). Made
ones: records in states that the first set lacks, and twins that differ in one word. No text is kept in the repository,
only arXiv's numbers.
"""

import random
from collections.abc import Callable
from pathlib import Path

import polars as pl

from benchmarks.normalize.labelled_pairs import Labelled, read_records, sentences, without_ids
from pipelines.papers.folding import fold_titles

FOLLOW_UPS = """
2505.22264 2507.12981  2509.10326 2603.13574  2506.21526 2603.24836  2503.20168 2601.15951  2602.17271 2606.12005
2603.19223 2605.15081  2509.25437 2603.03503  2504.19675 2508.15877  2505.01212 2509.21853  2506.22170 2507.01697
2508.07860 2508.08649  2602.10994 2602.11005  2504.02279 2504.02287  2507.23227 2603.17191  2503.15260 2510.15666
2506.02585 2601.16413  2603.13182 2603.29917  2505.23108 2509.07730  2605.08916 2605.09117  2506.12363 2507.12177
2508.11816 2508.11823  2504.05672 2604.25255  2507.02205 2603.13056  2508.07682 2601.20564  2503.12526 2509.05659
2507.16796 2511.23148  2604.16943 2605.24675  2503.22996 2503.23007  2504.14309 2504.14311  2508.02293 2508.17789
""".split()  # noqa: SIM905
LANGUAGES = ("French", "German", "Chinese", "Arabic", "Hindi", "Japanese", "Korean", "Spanish", "Vietnamese", "Turkish")
FRENCH = (
    "Nous présentons une méthode nouvelle et la comparons à celles qui sont connues. Les essais, "
    "menés sur plusieurs jeux de "
    "données, montrent que les résultats sont meilleurs et que le calcul prend moins de temps. Nous "
    "discutons enfin des limites "
    "de ce travail et de ce qui reste à faire."
)


def _translated(row: dict, _: random.Random) -> dict:
    return without_ids(row) | {"abstract": FRENCH}


def _extended_abstract(row: dict, _: random.Random) -> dict:
    title = row["title"] + " (Extended Abstract)"
    return without_ids(row) | {"title": title, "abstract": " ".join(sentences(row["abstract"])[:2])}


def _extended_version(row: dict, _: random.Random) -> dict:
    more = (
        "This version adds proofs that were left out before. It also reports what happened when the study was repeated."
    )
    return without_ids(row) | {"title": "Extended Version of " + row["title"], "abstract": f"{row['abstract']} {more}"}


def _printed(row: dict, _: random.Random) -> dict:
    """As it is copied from a PDF: lines that break words, ligatures, typographic quotes."""
    words = " ".join(row["abstract"].split()).split(" ")
    lines = [words[place : place + 11] for place in range(0, len(words), 11)]
    broken = [
        [*line[:-1], f"{line[-1][:4]}-\n{line[-1][4:]}"] if len(line[-1]) > 7 and line[-1].isalpha() else [*line, "\n"]
        for line in lines
    ]
    text = "".join(" ".join(line) + " " for line in broken).replace("fi", "ﬁ").replace("fl", "ﬂ").replace("'", "’")
    return without_ids(row) | {"abstract": text, "title": row["title"].replace("fi", "ﬁ"), "authors": []}


def _unnamed(row: dict, _: random.Random) -> dict:
    """The title without the name before its colon; the beginning of the abstract; no authors."""
    short = row["abstract"][: int(len(row["abstract"]) * 0.7)]
    return without_ids(row) | {"title": row["title"].split(": ", 1)[1], "abstract": short, "authors": []}


def _teaser(row: dict, _: random.Random) -> dict:
    return without_ids(row) | {
        "title": row["title"].lower(),
        "abstract": sentences(row["abstract"])[0],
        "authors": [],
        "stated_on": None,
        "stated_precision": "none",
    }


def _comment(row: dict, _: random.Random) -> dict:
    said = (
        f"A recent paper begins thus: {sentences(row['abstract'])[0]} We repeated its main experiment "
        f"with the same data and could not "
        "find the effect. We show that the difference comes from how the samples were chosen, and suggest a remedy."
    )
    return without_ids(row) | {"title": "A Comment on: " + row["title"], "abstract": said, "authors": ["Nemo Nobody"]}


def _other_language(row: dict, rng: random.Random) -> dict:
    """The same study of another language: one word differs wherever it stands."""
    known = next(name for name in LANGUAGES if name in row["title"])
    other = rng.choice([name for name in LANGUAGES if name not in row["title"] + row["abstract"]])
    return without_ids(row) | {name: row[name].replace(known, other) for name in ("title", "abstract")}


def _next_year(row: dict, _: random.Random) -> dict:
    return without_ids(row) | {name: row[name].replace("2025", "2026") for name in ("title", "abstract")}


MADE: dict[str, tuple[bool, int, str, Callable[[dict, random.Random], dict]]] = {
    "French abstract under the title": (True, 12, "", _translated),
    "extended abstract": (True, 12, "", _extended_abstract),
    "extended version": (True, 12, "", _extended_version),
    "copied from a PDF": (True, 12, "", _printed),
    "name gone from the title": (True, 12, r"^\w{4,12}: ", _unnamed),
    "first sentence only, undated": (True, 12, "", _teaser),
    "comment on it": (False, 12, "", _comment),
    "another language studied": (False, 12, rf"\b(?:{'|'.join(LANGUAGES)})\b", _other_language),
    "another year of it": (False, 12, "2025", _next_year),
}
"""Kind to: whether it is one work, how many, what the title must match, and how the second record is made of the
first."""


def make_unseen_pairs(data: Path, *, seed: int) -> Labelled:
    """The pairs, among twenty thousand records that have nothing to do with them.

    Args:
        data: the folder `shared/data`.
        seed: of the choice of records.
    """
    rng = random.Random(seed)
    arxiv = read_records(data / "arxiv")
    rows: list[dict] = []
    pairs: list[dict] = []

    def add(kind: str, same: bool, left: dict, right: dict) -> None:
        for side, row in (("left", left), ("right", right)):
            rows.append(row | {"source_id": f"{kind} {side}", "position": len(pairs) + 1})
        pairs.append(
            {"kind": kind, "same": same, "left": f"{kind} left", "right": f"{kind} right", "position": len(pairs) + 1}
        )

    keyed = arxiv.with_columns(key=fold_titles(arxiv["title"]))
    used: set[str] = set()
    for kind, path in (
        ("conference and arXiv", "keyphrases/conference_author_keywords_dev.jsonl.gz"),
        ("AAAI and arXiv", "themes/aaai_primary_area.jsonl.gz"),
    ):
        held = read_records(data / path)
        found = held.with_columns(key=fold_titles(held["title"])).join(keyed, on="key", suffix="_arxiv").sort("key")
        for row in found.to_dicts():
            other = {name: row.get(f"{name}_arxiv", row[name]) for name in arxiv.columns}
            add(kind, True, {name: row[name] for name in arxiv.columns}, other)
            used.add(other["stated_id"])
    by_id = {row["stated_id"]: row for row in arxiv.filter(pl.col("stated_id").is_in(FOLLOW_UPS)).to_dicts()}
    for one, other in zip(FOLLOW_UPS[0::2], FOLLOW_UPS[1::2], strict=True):
        add("follow-up by the same people", False, without_ids(by_id[one]), without_ids(by_id[other]))
    used.update(FOLLOW_UPS)
    whole = arxiv.filter(pl.col("abstract").str.count_matches(r"\. ") >= 4)
    for kind, (same, count, must, change) in MADE.items():
        fit = whole.filter(pl.col("title").str.contains(must) & ~pl.col("stated_id").is_in(list(used)))
        for row in fit.sample(count, seed=seed, shuffle=True).to_dicts():
            add(kind, same, row, change(row, rng))
            used.add(row["stated_id"])
    crowd = arxiv.filter(~pl.col("stated_id").is_in(list(used))).tail(20_000)
    return Labelled(pl.concat([pl.DataFrame(rows, schema=arxiv.schema), crowd]), pl.DataFrame(pairs))
